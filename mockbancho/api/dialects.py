"""The two dialects of a 422: their words, the members of an entry, and what they take for a number and for a name.

Source: contract README, sections 1 (pydantic 2) and 6 (pydantic 1.9), and every recording with status 422.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

from mockbancho.api.letters import NAME, is_name_in_pydantic_1, is_name_in_pydantic_2
from mockbancho.api.numbers import (
    read_as_pydantic_1,
    read_as_pydantic_2,
    read_real_as_pydantic_1,
    read_real_as_pydantic_2,
)
from mockbancho.contract import Dialect

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.contract import Parameter

Place = list[str | int]
"""Where in a request a value stands: `["query", "acc", 1]`."""
Entry = dict[str, object]
"""One member of `detail`; the order of its keys is the dialect's."""


class Complaint(NamedTuple):
    """What an entry says of a value, whatever the parameter: pydantic's type, its message and, if any, its context."""

    type: str
    message: str
    context: dict[str, object] | None = None


class Phrase(NamedTuple):
    """A complaint about a limit: `{}` in the message, and the member of the context, stand for the limit."""

    type: str
    message: str
    key: str

    def of(self, limit: float | str) -> Complaint:
        """Return the complaint about this limit; lengths of 1 are spoken of in the singular."""
        plural = "" if limit == 1 else "s"
        return Complaint(self.type, self.message.format(limit, plural=plural), {self.key: limit})


class Words(Struct, frozen=True):
    """Everything in which the dialects differ."""

    missing: Complaint
    no_integer: Complaint
    too_many_digits: Complaint
    no_real: Complaint
    no_boolean: Complaint
    no_name: Complaint
    below: Phrase
    above: Phrase
    too_short: Phrase
    too_long: Phrase
    no_choice: Callable[[tuple[str, ...], str], Complaint]
    integer: Callable[[str], int]
    real: Callable[[str], float]
    is_name: Callable[[str], bool]
    entry: Callable[[Place, Complaint, str | None], Entry]


def place_of(parameter: Parameter, *index: int) -> Place:
    """Return where a parameter stands, one that is sent repeatedly by its *index*."""
    return ["path" if parameter.in_path else "query", parameter.name, *index]


def _entry_2(place: Place, complaint: Complaint, given: str | None) -> Entry:
    entry: Entry = {
        "type": complaint.type,
        "loc": place,
        "msg": complaint.message,
        "input": given,
    }
    return entry | {"ctx": complaint.context} if complaint.context else entry


def _entry_1(place: Place, complaint: Complaint, _given: str | None) -> Entry:
    entry: Entry = {"loc": place, "msg": complaint.message, "type": complaint.type}
    return entry | {"ctx": complaint.context} if complaint.context else entry


def _no_choice_2(options: tuple[str, ...], _given: str) -> Complaint:
    *others, last = map(repr, options)
    expected = f"{', '.join(others)} or {last}" if others else last
    return Complaint("literal_error", f"Input should be {expected}", {"expected": expected})


def _no_choice_1(options: tuple[str, ...], given: str) -> Complaint:
    permitted = ", ".join(map(repr, options))
    context: dict[str, object] = {"given": given, "permitted": options}
    return Complaint("value_error.const", f"unexpected value; permitted: {permitted}", context)


_NO_INTEGER_1: Final = Complaint("type_error.integer", "value is not a valid integer")

WORDS: Final = {
    Dialect.PYDANTIC_2: Words(
        missing=Complaint("missing", "Field required"),
        no_integer=Complaint("int_parsing", "Input should be a valid integer, unable to parse string as an integer"),
        too_many_digits=Complaint(
            "int_parsing_size", "Unable to parse input string as an integer, exceeded maximum size"
        ),
        no_real=Complaint("float_parsing", "Input should be a valid number, unable to parse string as a number"),
        no_boolean=Complaint("bool_parsing", "Input should be a valid boolean, unable to interpret input"),
        no_name=Phrase("string_pattern_mismatch", "String should match pattern '{}'", "pattern").of(NAME),
        below=Phrase("greater_than_equal", "Input should be greater than or equal to {}", "ge"),
        above=Phrase("less_than_equal", "Input should be less than or equal to {}", "le"),
        too_short=Phrase("string_too_short", "String should have at least {} character{plural}", "min_length"),
        too_long=Phrase("string_too_long", "String should have at most {} character{plural}", "max_length"),
        no_choice=_no_choice_2,
        integer=read_as_pydantic_2,
        real=read_real_as_pydantic_2,
        is_name=is_name_in_pydantic_2,
        entry=_entry_2,
    ),
    Dialect.PYDANTIC_1: Words(
        missing=Complaint("value_error.missing", "field required"),
        no_integer=_NO_INTEGER_1,
        too_many_digits=_NO_INTEGER_1,
        no_real=Complaint("type_error.float", "value is not a valid float"),
        no_boolean=Complaint("type_error.bool", "value could not be parsed to a boolean"),
        no_name=Phrase("value_error.str.regex", 'string does not match regex "{}"', "pattern").of(NAME),
        below=Phrase("value_error.number.not_ge", "ensure this value is greater than or equal to {}", "limit_value"),
        above=Phrase("value_error.number.not_le", "ensure this value is less than or equal to {}", "limit_value"),
        too_short=Phrase(
            "value_error.any_str.min_length", "ensure this value has at least {} characters", "limit_value"
        ),
        too_long=Phrase("value_error.any_str.max_length", "ensure this value has at most {} characters", "limit_value"),
        no_choice=_no_choice_1,
        integer=read_as_pydantic_1,
        real=read_real_as_pydantic_1,
        is_name=is_name_in_pydantic_1,
        entry=_entry_1,
    ),
}
