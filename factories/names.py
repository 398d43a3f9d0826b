"""Names of players: from our own words, right for bancho.py, and unique in their world by construction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake

from .chance import key_bits, mix, permuted
from .words import ADJECTIVES, NOUNS, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .chance import Key

_HALF: Final = 7
_PAIRS: Final = 1 << 2 * _HALF
"""An adjective and a noun: 128 each."""
COUNT: Final = _PAIRS * len(NUMBERS)
"""Names that there are."""
_SHORT: Final = ("{0}{1}", "{0} {1}", "{0}_{1}", "{0}-{1}", "[{0}] {1}", "-{0}{1}-", "{0}{1}", "{0} {1}")
_LONG: Final = ("{0}{1}{2}", "{0} {1}{2}", "{0}_{1}{2}", "{0}{1}{2}")


def nth_name(seed: int, number: int) -> str:
    """Return the *number*th name of a seed, 0 to `COUNT` - 1; no two differ only in case or in spaces.

    The first 16384 have no number behind them.
    """
    turn, place = divmod(number, _PAIRS)
    pair = permuted(mix(key_bits(seed)) ^ turn, place, _HALF)
    adjective, noun = ADJECTIVES[pair >> _HALF], NOUNS[pair & (1 << _HALF) - 1]
    look = mix(key_bits(seed) ^ mix(pair))
    form = (_LONG if turn else _SHORT)[look % (len(_LONG) if turn else len(_SHORT))]
    name = form.format(adjective, noun, NUMBERS[turn])
    return name.lower() if look >> 32 & 3 == 0 else name


def free_name(seed: int, key: Key, is_taken: Callable[[str], bool]) -> str:
    """Return the name that a key stands for, or the next one that is not taken.

    A whole number is an ordinal, and each ordinal has a name of its own; any other key has one by chance.
    Raises `Mistake` when all names are taken.
    """
    start = key if isinstance(key, int) else key_bits(key) % _PAIRS
    for step in range(COUNT):
        name = nth_name(seed, (start + step * (_PAIRS - 1)) % COUNT)
        if not is_taken(name):
            return name
    raise Mistake(f"all {COUNT} names are taken; give this player a name")
