"""What a test looks for among the calls, and in what a call differs from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from mockbancho.api.dialects import WORDS
from mockbancho.api.params import texts_of
from mockbancho.api.values import Refused, reading_of
from mockbancho.clock import SECOND
from mockbancho.contract import Reals, Text
from mockbancho.errors import Mistake, nearest
from mockbancho.osu.mods import ModsFilter
from mockbancho.verification.unknown import is_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mockbancho.api.routes import Paths
    from mockbancho.contract import Contract, Endpoint, Parameter
    from mockbancho.world.journal import Call

_MODS: Final = "mods"


class Difference(NamedTuple):
    """In what a call is not what is wanted, and how: `id`, `id is '4', not 3`."""

    about: str
    told: str


class Wanted(Protocol):
    """What a call has to be like."""

    def concerns(self, call: Call) -> bool:
        """Whether a call comes into question, whatever its arguments."""
        ...

    def differences(self, call: Call) -> list[Difference]:
        """Return in what a call that comes into question differs."""
        ...


class WantedEndpoint:
    """Calls of an endpoint with these arguments, compared as the API reads them; None is one that was not sent."""

    def __init__(self, paths: Paths, contract: Contract, name: str, arguments: Mapping[str, object]) -> None:
        """Take the arguments; raises `Mistake` that names the nearest for one that the endpoint does not have."""
        self._paths, self._contract, self._name = paths, contract, name
        self._arguments = dict(arguments)
        self._parameters = {parameter.name: parameter for parameter in contract.endpoints[name].parameters}
        _check(contract.endpoints[name], arguments)

    def concerns(self, call: Call) -> bool:
        """Whether it is a call of the endpoint."""
        return call.endpoint == self._name

    def differences(self, call: Call) -> list[Difference]:
        """Return which arguments differ, and how."""
        return list(self._differences(call)) if self._arguments else []

    def _differences(self, call: Call) -> Iterator[Difference]:
        found = self._paths.find(call.path)
        sent = {**(found.path if found else {}), **call.parameters}
        for name, value in self._arguments.items():
            text = sent.get(name)
            if not self._is_same_list(call, name, value) and not self._is_same(name, text, value):
                sent_as = "not sent" if text is None else repr(text)
                other = "and was not to be sent" if value is None else f"not {value!r}"
                yield Difference(name, f"{name} is {sent_as}, {other}")

    def _is_same_list(self, call: Call, name: str, value: object) -> bool:
        """Whether a parameter that may be sent repeatedly was sent with these values."""
        parameter = self._parameters.get(name)
        if parameter is None or not isinstance(parameter.kind, Reals) or value is None:
            return False
        sent = texts_of(call.query, name) or _texts_of(parameter.default)
        wanted = _texts_of(value)
        return [self._read(parameter, text) for text in sent] == [self._read(parameter, text) for text in wanted]

    def _is_same(self, name: str, text: str | None, value: object) -> bool:
        parameter = self._parameters.get(name)
        if value is None or (text is None and (parameter is None or parameter.default is None)):
            return text is None and value is None
        if parameter is None:
            return text == _text_of(value)
        given = _text_of(parameter.default if text is None else text)
        return self._read(parameter, given) == self._read(parameter, _text_of(value))

    def _read(self, parameter: Parameter, text: str) -> object:
        """Return a text as the API reads it, and one that it refuses as it is."""
        if parameter.name == _MODS and isinstance(parameter.kind, Text):
            return _mods(text)
        try:
            return reading_of(parameter.kind, WORDS[self._contract.dialect])(text)
        except Refused:
            return (text,)

    def __str__(self) -> str:
        """Return it as it is written in a test."""
        return f"{self._name}({', '.join(f'{name}={value!r}' for name, value in self._arguments.items())})"


class WantedPath:
    """Calls of a path, or of any, whoever answered them."""

    method = "at"

    def __init__(self, path: str | None) -> None:
        """Take the path as it was sent, without a query."""
        self._path = path

    def concerns(self, call: Call) -> bool:  # noqa: ARG002  # every call has a path
        """Whether a call comes into question: each does."""
        return True

    def differences(self, call: Call) -> list[Difference]:
        """Return that the path is another one, if it is."""
        if self._path in (None, call.path):
            return []
        return [Difference("path", f"the path is {call.path!r}, not {self._path!r}")]

    def __str__(self) -> str:
        """Return it as it is written in a test."""
        return f"{self.method}({'' if self._path is None else repr(self._path)})"


class WantedUnknown(WantedPath):
    """Calls that no endpoint answered, of one path or any."""

    method = "unknown"

    def concerns(self, call: Call) -> bool:
        """Whether no endpoint has the call's path."""
        return is_unknown(call)


class Narrowed(NamedTuple):
    """What else a call has to be like: its *status*, and that it came not before *since*, which a test called *called*."""

    wanted: Wanted
    status: int | None = None
    since: int | None = None
    called: str = ""

    def differences(self, call: Call) -> list[Difference]:
        """Return in what a call differs."""
        found = self.wanted.differences(call)
        if self.status not in (None, call.status):
            found.append(Difference("status", f"the status is {call.status}, not {self.status}"))
        if self.since is not None and call.at < self.since:
            seconds = (self.since - call.at) / SECOND
            found.append(Difference("clock", f"it came {seconds:g} s too early for {self.called}"))
        return found

    def __str__(self) -> str:
        """Return it as it is written in a test."""
        status = "" if self.status is None else f".with_status({self.status})"
        return f"{self.wanted}{status}{f'.{self.called}' if self.called else ''}"


def _check(endpoint: Endpoint, arguments: Mapping[str, object]) -> None:
    known = [*(parameter.name for parameter in endpoint.parameters), *sorted(endpoint.documented)]
    for name in arguments:
        if name not in known:
            takes = f"it takes: {', '.join(known)}" if known else "it takes none"
            raise Mistake(f"{endpoint.name} has no parameter {name!r}{nearest(name, known)}; {takes}")


def _text_of(value: object) -> str:
    """Return a value as a client sends it: `True` as `true`, a mode by its number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _texts_of(values: object) -> list[str]:
    """Return each of several values as a client sends it."""
    if isinstance(values, list | tuple):
        return [_text_of(each) for each in cast("Sequence[object]", values)]
    return [_text_of(values)]


def _mods(text: str) -> object:
    try:
        return ModsFilter.parse(text) if text else text
    except ValueError:
        return text
