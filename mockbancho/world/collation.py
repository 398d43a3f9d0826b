"""How bancho.py's database compares names: without letter case, and without most accents.

The comparison is that of MariaDB's utf8mb3_general_ci, one character at a time: precomposed letters of the Latin, Greek
and Cyrillic scripts count as their base letter, `ß` as `s`; a combining mark is a character of its own.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_FOLDED_SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC")
_OWN_LETTERS: Final = frozenset("йЙ")
"""Letters with a mark that are letters of their own here."""
_BY_HAND: Final = {"ß": "S", "ς": "Σ"}


@lru_cache(maxsize=4096)
def _weight(character: str) -> str:
    """Return what this character is compared as."""
    if character in _BY_HAND:
        return _BY_HAND[character]
    upper = _capital(character)
    if upper in _OWN_LETTERS or not unicodedata.name(upper, "").startswith(_FOLDED_SCRIPTS):
        return upper
    return _capital(unicodedata.normalize("NFD", upper)[0])  # `ǰ` has no capital of its own, its base has


def _capital(character: str) -> str:
    """Return the character's capital if that is a single one, as `ß` has none."""
    upper = character.upper()
    return upper if len(upper) == 1 else character


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text that two names share exactly if the database takes them for the same.

    Spaces at the end do not count.
    """
    return fold_inside(text).rstrip(" ")


def fold_inside(text: str) -> str:
    """Return a part of a name as names are compared; spaces at its end count, and every character stays one."""
    return text.upper() if text.isascii() else "".join(map(_weight, text))


def safe_name(name: str) -> str:
    """Return a name as bancho.py stores it for look-ups: lower case, `_` for spaces."""
    return name.lower().replace(" ", "_")
