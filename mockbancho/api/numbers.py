"""Numbers as pydantic 2 and pydantic 1 read them from text.

Each reader returns the number, or raises `ValueError` for text that is none; those of whole numbers raise
`OverflowError` for one refused for its length alone. Source: pydantic 2.13.4 and 1.9.0, observed by `tools/observe_parameters.py`; recordings of both versions.
"""

from __future__ import annotations

import re
from typing import Final

MOST_DIGITS: Final = 4300
"""The longest number of either dialect: Python's own limit, which pydantic 2 shares."""
_RUST_SPACES: Final = (
    "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
)
_OPENS_TOO_LONG: Final = re.compile(rf"[1-9][0-9]{{{MOST_DIGITS}}}|-[1-9][0-9]{{{MOST_DIGITS - 1}}}")
_INTEGER: Final = re.compile(
    r"""
    (?: (?P<sign>[+-]?)
        (?: (?P<digits>[1-9](?:_?[0-9])*)
          | 0[0_]*(?P<after_zeros>[1-9](?:_?[0-9])*)
          | 0(?:[0_]*0)? )
      | \+?0[0_]*(?P<late_sign>-)_?(?P<after_sign>0|[1-9](?:_?[0-9])*) )
    (?:\.0+)?
    """,
    re.VERBOSE,
)
_REAL: Final = re.compile(
    r"[+-]?(?:inf(?:inity)?|nan|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)", re.IGNORECASE | re.ASCII
)


def read_as_pydantic_2(text: str) -> int:
    """Read a number with optional sign, `_` between digits and `.0` at the end, in white space.

    bancho.py: zeros in front take any underscores with them, and even a minus (`0__3` is 3, `0-3` is -3); a minus counts
    as a digit of the longest number; too long is told from malformed only if nothing stands in front.
    """
    if _OPENS_TOO_LONG.match(text):
        raise OverflowError
    found = _INTEGER.fullmatch(text.strip(_RUST_SPACES))
    if not found:
        raise ValueError
    sign = found["sign"] or found["late_sign"] or ""
    digits = (found["digits"] or found["after_zeros"] or found["after_sign"] or "0").replace("_", "")
    if len(digits) + (sign == "-") > MOST_DIGITS:
        raise ValueError
    return -int(digits) if sign == "-" else int(digits)


def read_as_pydantic_1(text: str) -> int:
    """Read a number as Python does: digits of every script, `_` between them, white space around; up to 4,300 digits."""
    return int(text)


def read_real_as_pydantic_2(text: str) -> float:
    """Read a number with a fraction and an exponent, `inf` and `nan` too, in white space.

    bancho.py: single underscores may stand anywhere but at the ends (`1_e2`, `in_f`), though not within white space.
    """
    plain = text.strip(_RUST_SPACES)
    if not _REAL.fullmatch(plain):
        plain = text.replace("_", "")
        if text.startswith("_") or text.endswith("_") or "__" in text or not _REAL.fullmatch(plain):
            raise ValueError
    return float(plain)


def read_real_as_pydantic_1(text: str) -> float:
    """Read a number as Python does: digits of every script, `_` between them, white space around, `inf` and `nan`."""
    return float(text)
