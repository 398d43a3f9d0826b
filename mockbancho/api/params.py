"""The parameters of a request: from the raw query string to values in the order of the endpoint's parameters.

`reader_of` compiles an endpoint once. Its reader runs on every request, so it looks only at what was sent; a request
with a mistake is read a second time, parameter by parameter, to say everything that is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from msgspec import Struct

from mockbancho.api.dialects import WORDS, place_of
from mockbancho.api.values import Reading, Refused, reading_of
from mockbancho.contract import Reals
from mockbancho.contract.queries import split_query as split_query
from mockbancho.errors import InvalidParameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.dialects import Entry, Place, Words
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
    repeated = [slot for slot in slots if isinstance(slot.parameter.kind, Reals)]
    in_query = _places([slot for slot in slots if slot not in repeated], in_path=False)
    required = [p.name for p in endpoint.parameters if p.required and not p.in_path]
    known = endpoint.documented.union(in_query, (slot.parameter.name for slot in repeated))
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
            _read_repeated(repeated, query_string, values)
        except Refused:
            entries = list(_entries(slots, words, {**sent, **path_params}, query_string))
            raise InvalidParameters(entries, _without(known, sent)) from None
        return Asked(values, () if sent.keys() <= known else _without(known, sent))

    return read


def _places(slots: list[_Slot], *, in_path: bool) -> dict[str, tuple[int, Reading]]:
    return {p.name: (place, reading) for place, p, reading in slots if p.in_path is in_path}


def _without(known: frozenset[str], sent: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in sent if name not in known)


def _read_repeated(slots: list[_Slot], query_string: bytes, values: list[object]) -> None:
    """Put in their places the values of parameters that are sent repeatedly."""
    for place, parameter, reading in slots:
        texts = texts_of(query_string, parameter.name)
        if texts:
            values[place] = tuple(map(reading, texts))


def texts_of(query_string: bytes, name: str) -> list[str]:
    """Return every text that is sent under a name, in order."""
    sent = parse_qsl(query_string.decode("latin-1"), keep_blank_values=True, errors="replace")
    return [text for key, text in sent if key == name]


def _entries(slots: list[_Slot], words: Words, texts: Mapping[str, str], query_string: bytes) -> Iterator[Entry]:
    """Yield what is wrong with each parameter, in order."""
    for _, parameter, reading in slots:
        for place, text in _given(parameter, texts, query_string):
            try:
                if text is None:
                    raise Refused(words.missing)
                reading(text)
            except Refused as refused:
                yield words.entry(place, refused.complaint, text)


def _given(parameter: Parameter, texts: Mapping[str, str], query_string: bytes) -> Iterator[tuple[Place, str | None]]:
    """Yield the texts of a parameter, each with where it stands; None for one that should be there and is not."""
    if isinstance(parameter.kind, Reals):
        for index, text in enumerate(texts_of(query_string, parameter.name)):
            yield place_of(parameter, index), text
    elif parameter.name in texts or parameter.required:
        yield place_of(parameter), texts.get(parameter.name)
