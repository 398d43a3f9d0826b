"""Columns out of answers: what a record can hold is taken, what it cannot is remarked on and left out."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from mockbancho.world.files.expectations import expectation, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockbancho.records import Record


@cache
def _types(kind: type[Record]) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(kind)}


def columns_of(kind: type[Record], told: Mapping[str, Any], note: Iterable[str] = ()) -> dict[str, Any]:
    """Return the columns of a record that an object tells, each as the record has it.

    *note* is a list that remarks are added to; members that are no columns are nobody's business.
    """
    remarks: list[str] = note if isinstance(note, list) else []
    found: dict[str, Any] = {}
    for name, type_ in _types(kind).items():
        if name in told:
            try:
                found[name] = column_of(type_, told[name])
            except msgspec.ValidationError:
                wanted = expectation(type_, type(told[name]).__name__)
                remarks.append(f"{name} is {shortened(told[name])}; a world holds {wanted}")
    return found


def column_of(type_: Any, value: object) -> Any:  # noqa: ANN401  # of any column
    """Return a value as a column of this type holds it; raises `msgspec.ValidationError`.

    A number written as text is taken, and so is a moment with a zone: it becomes naive UTC.
    """
    converted = msgspec.convert(value, type_, strict=not isinstance(value, str))
    if isinstance(converted, datetime) and converted.tzinfo is not None:
        return converted.astimezone(UTC).replace(tzinfo=None)
    return converted
