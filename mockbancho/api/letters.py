r"""Which names match `^[\w \[\]-]{2,15}$`: the two dialects disagree on what a letter is, and on where a text ends.

Source: pydantic 2.13.4, asked for every code point of Unicode 16, and pydantic 1.9.0; README of the contract, section 8.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

NAME: Final = r"^[\w \[\]-]{2,15}$"
_PYTHON_NAME: Final = re.compile(NAME)
_ASCII_NAME: Final = re.compile(r"[\w \[\]-]{2,15}", re.ASCII)
_BESIDE_WORDS: Final = " []-"
_WORD_CATEGORIES: Final = frozenset("Lu Ll Lt Lm Lo Mn Mc Me Nd Nl Pc".split())
_JOIN_CONTROLS: Final = "\u200c\u200d"


def _code_points(ranges: str) -> frozenset[int]:
    """Read `a-b` and `a` in hexadecimal."""
    bounds = [[int(bound, 16) for bound in part.split("-")] for part in ranges.split()]
    return frozenset(point for ends in bounds for point in range(ends[0], ends[-1] + 1))


_CIRCLED_AND_SQUARED: Final = _code_points("24b6-24e9 1f130-1f149 1f150-1f169 1f170-1f189")
"""Symbols that count as alphabetic; with the categories they make up Rust's `\\w`."""
_NEWER: Final = _code_points("""
    897 cf3 ece 1c89-1c8a a7cb-a7cd a7da-a7dc 105c0-105f3 10d40-10d65 10d69-10d6d 10d6f-10d85 10ec2-10ec4 10efc-10eff
    1123f-11241 11380-11389 1138b 1138e 11390-113b5 113b7-113c0 113c2 113c5 113c7-113ca 113cc-113d3 113e1-113e2
    116d0-116e3 11bc0-11be0 11bf0-11bf9 11f00-11f10 11f12-11f3a 11f3e-11f42 11f50-11f5a 1342f 13440-13455 13460-143fa
    16100-16139 16d40-16d6c 16d70-16d79 18cff 1b132 1b155 1ccf0-1ccf9 1df25-1df2a 1e030-1e06d 1e08f 1e4d0-1e4f9
    1e5d0-1e5fa 2b739 2ebf0-2ee5d 31350-323af
""")
"""Letters of Unicode 15 and 16, which 5.3's Rust knows and Python 3.11 does not."""


def is_name_in_pydantic_2(text: str) -> bool:
    r"""Tell whether Rust's regex takes the text: `\w` is a letter, mark, digit or connector of Unicode 16."""
    if text.isascii():
        return _ASCII_NAME.fullmatch(text) is not None
    return 2 <= len(text) <= 15 and all(map(_is_in_names, text))


def is_name_in_pydantic_1(text: str) -> bool:
    r"""Tell whether Python's regex takes the text.

    bancho.py: `\w` is `_` or what `isalnum` says, in the Unicode of the Python that runs; `$` precedes a last newline too.
    """
    return _PYTHON_NAME.match(text) is not None


def _is_in_names(letter: str) -> bool:
    return (
        category(letter) in _WORD_CATEGORIES
        or letter in _BESIDE_WORDS
        or letter in _JOIN_CONTROLS
        or ord(letter) in _CIRCLED_AND_SQUARED
        or ord(letter) in _NEWER
    )
