"""Reading one parameter's text: what each kind takes, and what it says of the rest.

`reading_of` compiles a kind into a function of one string, since every request runs it. Source: contract README,
sections 1 and 6.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING, Final

from mockbancho.contract import Boolean, Choice, Integer, Name, Reals, Text

if TYPE_CHECKING:
    from mockbancho.api.dialects import Complaint, Words
    from mockbancho.contract import Kind

Value = int | float | str | bool
Reading = Callable[[str], Value]
"""Turns the text sent into a value, or raises `Refused`."""

BOOLEANS: Final[dict[str, bool]] = {
    **dict.fromkeys("true 1 yes on t y".split(), True),
    **dict.fromkeys("false 0 no off f n".split(), False),
}
_SURELY_SMALL: Final = 19
"""Up to so many ASCII digits both dialects, and `int`, read the same."""


class Refused(ValueError):
    """Say that a text is no value of its kind; never leaves this package."""

    def __init__(self, complaint: Complaint) -> None:
        """Take what the entry will say."""
        super().__init__(complaint.message)
        self.complaint = complaint


def reading_of(kind: Kind, words: Words) -> Reading:
    """Compile a kind; an empty text is a value like any other. That of `Reals` reads one number."""
    match kind:
        case Integer():
            return _reading_of_integer(kind, words)
        case Choice(options):
            return _reading_of_choice(options, words)
        case Boolean():
            return _reading_of_boolean(words)
        case Name():
            return _reading_of_name(words)
        case Reals():
            return _reading_of_real(words)
        case Text(None, None):
            return str
        case Text():
            return _reading_of_text(kind, words)


def _reading_of_integer(kind: Integer, words: Words) -> Reading:
    low = -inf if kind.ge is None else kind.ge
    high = inf if kind.le is None else kind.le

    def read(text: str) -> int:
        plain = len(text) <= _SURELY_SMALL and text.isdigit() and text.isascii()
        number = int(text) if plain else _careful_integer(text, words)
        if low <= number <= high:
            return number
        raise Refused(words.below.of(low) if number < low else words.above.of(high))

    return read


def _careful_integer(text: str, words: Words) -> int:
    try:
        return words.integer(text)
    except OverflowError:
        raise Refused(words.too_many_digits) from None
    except ValueError:
        raise Refused(words.no_integer) from None


def _reading_of_real(words: Words) -> Reading:
    def read(text: str) -> float:
        try:
            return words.real(text)
        except ValueError:
            raise Refused(words.no_real) from None

    return read


def _reading_of_choice(options: tuple[str, ...], words: Words) -> Reading:
    known = frozenset(options)

    def read(text: str) -> str:
        if text in known:
            return text
        raise Refused(words.no_choice(options, text))

    return read


def _reading_of_boolean(words: Words) -> Reading:
    def read(text: str) -> bool:
        answer = BOOLEANS.get(text.lower())
        if answer is None:
            raise Refused(words.no_boolean)
        return answer

    return read


def _reading_of_name(words: Words) -> Reading:
    is_name = words.is_name

    def read(text: str) -> str:
        if is_name(text):
            return text
        raise Refused(words.no_name)

    return read


def _reading_of_text(kind: Text, words: Words) -> Reading:
    shortest = 0 if kind.min_length is None else kind.min_length
    longest = inf if kind.max_length is None else kind.max_length

    def read(text: str) -> str:
        if len(text) < shortest:
            raise Refused(words.too_short.of(shortest))
        if len(text) > longest:
            raise Refused(words.too_long.of(longest))
        return text

    return read
