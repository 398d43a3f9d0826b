"""The typed stub of `bancho.calls`: a method for each endpoint of any contract, with the parameters that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.contract import CONTRACTS, Boolean, Integer, Reals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.contract import Endpoint, Parameter

_HEAD = '''"""Written by `make stubs` from the contracts; change those instead."""

from collections.abc import Iterator, Sequence

from mockbancho.api.app import Api
from mockbancho.verification.selection import Selection
from mockbancho.world.journal import Call

class Calls:
    def __init__(self, api: Api) -> None: ...
    def __dir__(self) -> list[str]: ...
    def __iter__(self) -> Iterator[Call]: ...
    def __len__(self) -> int: ...
    def at(self, path: str) -> Selection:
        """Select the calls of a path, whoever answers it: also a route of your own, or an avatar."""
    def unknown(self, path: str | None = None) -> Selection:
        """Select the calls that no endpoint answered, or those of a path; a test that verifies them expects them."""
'''


def stub() -> str:
    """Return the text of the stub."""
    names = dict.fromkeys(name for contract in CONTRACTS.values() for name in contract.endpoints)
    return _HEAD + "".join(f"{line}\n" for name in names for line in _method(name))


def _method(name: str) -> Iterator[str]:
    declared = [contract.endpoints[name] for contract in CONTRACTS.values() if name in contract.endpoints]
    types = dict(each for endpoint in declared for each in _types(endpoint))
    about = f'"""Select the calls of {name} that have these arguments; None is one that was not sent."""'
    if not types:
        yield f"    def {name}(self) -> Selection:"
        yield f'        """Select the calls of {name}."""'
        return
    yield f"    def {name}("
    yield "        self,"
    yield "        *,"
    for parameter, type_ in types.items():
        shadows = "  # noqa: A002" if parameter == "id" else ""
        yield f"        {parameter}: {type_} = ...,{shadows}"
    yield "    ) -> Selection:"
    yield f"        {about}"


def _types(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    for parameter in endpoint.parameters:
        yield parameter.name, _type(parameter)
    for name in sorted(endpoint.documented):
        yield name, "object"


def _type(parameter: Parameter) -> str:
    """Return what a test may compare a parameter with: a value that it has, or the text that was sent."""
    if isinstance(parameter.kind, Reals):
        return "float | str | Sequence[float] | None"
    if isinstance(parameter.kind, Boolean):
        return "bool | str | None"
    return "int | str | None" if isinstance(parameter.kind, Integer) or parameter.name == "mods" else "str | None"
