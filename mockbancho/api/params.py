"""The parameters of a request: from the raw query string to values in the order of the endpoint's parameters.

`reader_of` compiles an endpoint once. Its reader runs on every request, so it looks only at what was sent; a request
with a mistake is read a second time, parameter by parameter, to say everything that is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from msgspec import Struct

from mockbancho.api.dialects import WORDS
from mockbancho.api.values import Reading, Refused, reading_of
from mockbancho.errors import InvalidParameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.dialects import Entry, Words
    from mockbancho.contract import Dialect, Endpoint, Parameter


class Asked(Struct):
    """What a request asks of an endpoint."""

    values: list[object]
    """One for each of the endpoint's parameters, in their order."""
    ignored: tuple[str, ...]
    """Names sent that the endpoint neither takes nor documents, each once, in the order sent."""


Reader = Callable[[bytes, Mapping[str, str]], Asked]
"""Reads a raw query string and the decoded parameters of the path; raises `InvalidParameters`."""


class _Slot(NamedTuple):
    """A parameter, its place among the values, and how its text is read."""

    place: int
    parameter: Parameter
    reading: Reading


def reader_of(endpoint: Endpoint, dialect: Dialect) -> Reader:
    """Compile the reader of an endpoint's parameters.

    Errors: `InvalidParameters` with an entry for each bad or missing parameter, in the order of the endpoint's.
    """
    words = WORDS[dialect]
    slots = [_Slot(place, p, reading_of(p.kind, words)) for place, p in enumerate(endpoint.parameters)]
    in_path = [(name, place, reading) for name, (place, reading) in _places(slots, in_path=True).items()]
    in_query = _places(slots, in_path=False)
    required = [p.name for p in endpoint.parameters if p.required and not p.in_path]
    known = endpoint.documented.union(in_query)
    defaults: list[object] = [p.default for p in endpoint.parameters]

    def read(query_string: bytes, path_params: Mapping[str, str]) -> Asked:
        values = defaults.copy()
        sent = split_query(query_string)
        try:
            for name, place, reading in in_path:
                values[place] = reading(path_params[name])
            for name in required:
                if name not in sent:
                    raise Refused(words.missing)
            for name, text in sent.items():
                if name in in_query:
                    place, reading = in_query[name]
                    values[place] = reading(text)
        except Refused:
            entries = list(_entries(slots, words, sent, path_params))
            raise InvalidParameters(entries, _without(known, sent)) from None
        return Asked(values, () if sent.keys() <= known else _without(known, sent))

    return read


def _places(slots: list[_Slot], *, in_path: bool) -> dict[str, tuple[int, Reading]]:
    return {p.name: (place, reading) for place, p, reading in slots if p.in_path is in_path}


def _without(known: frozenset[str], sent: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in sent if name not in known)


def split_query(query_string: bytes) -> dict[str, str]:
    """Return the last text of each name, in the order in which the names were first sent.

    bancho.py: bytes outside ASCII that are not escaped count as Latin-1, escaped ones as UTF-8.
    """
    text = query_string.decode("latin-1").replace("+", " ")
    sent: dict[str, str] = {}
    for field in text.split("&"):
        if field:
            name, _, value = field.partition("=")
            if "%" in field:
                name, value = unquote(name), unquote(value)
            sent[name] = value
    return sent


def _entries(
    slots: list[_Slot], words: Words, sent: Mapping[str, str], path_params: Mapping[str, str]
) -> Iterator[Entry]:
    """Yield what is wrong with each parameter, in order."""
    for _, parameter, reading in slots:
        text = (path_params if parameter.in_path else sent).get(parameter.name)
        try:
            if text is not None:
                reading(text)
            elif parameter.required:
                raise Refused(words.missing)
        except Refused as refused:
            yield words.entry(parameter, refused.complaint, text)
