"""The calls of a server by endpoint: `bancho.calls.get_player_info(id=3).once()`.

What they take stands in `calls.pyi`, which `make stubs` writes from the contracts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.contract import CONTRACTS
from mockbancho.errors import Mistake, NoSuchEndpoint, nearest
from mockbancho.verification.selection import Selection
from mockbancho.verification.wanted import Narrowed, WantedEndpoint, WantedPath, WantedUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.api.app import Api
    from mockbancho.world.journal import Call


class Calls:
    """The calls that a server received: a method for each endpoint of its contract selects some of them."""

    def __init__(self, api: Api) -> None:
        """Take whose calls they are."""
        self._api = api

    def unknown(self, path: str | None = None) -> Selection:
        """Select the calls that no endpoint answered, or those of a path; a test that verifies them expects them."""
        return Selection(self._api, Narrowed(WantedUnknown(path)))

    def at(self, path: str) -> Selection:
        """Select the calls of a path, whoever answers it: also a route of your own, or an avatar."""
        return Selection(self._api, Narrowed(WantedPath(path)))

    def __getattr__(self, name: str) -> Callable[..., Selection]:
        """Return what selects calls of an endpoint; raises `NoSuchEndpoint` that names the nearest."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        api = self._api
        if name not in api.contract.endpoints:
            raise NoSuchEndpoint(_unknown(api, name))

        def select(*unnamed: object, **arguments: object) -> Selection:
            __tracebackhide__ = True
            if unnamed:
                raise Mistake(f"{name}: every parameter is named, not {', '.join(map(repr, unnamed))}")
            return Selection(api, Narrowed(WantedEndpoint(api.paths, api.contract, name, arguments)))

        select.__name__, select.__qualname__ = name, f"Calls.{name}"
        select.__doc__ = f"Select the calls of {name} that have these arguments."
        return select

    def __dir__(self) -> list[str]:
        """List what can be selected."""
        return [*self._api.contract.endpoints, "at", "unknown"]

    def __iter__(self) -> Iterator[Call]:
        """Iterate over all calls, oldest first."""
        return iter(self._api.journal)

    def __len__(self) -> int:
        """Return how many calls there are."""
        return len(self._api.journal)

    def __repr__(self) -> str:
        """Tell how many calls there are."""
        return f"<Calls: {len(self)}>"


def _unknown(api: Api, name: str) -> str:
    endpoints = list(api.contract.endpoints)
    if any(name in contract.endpoints for contract in CONTRACTS.values()):
        return f"contract {api.contract.name} has no endpoint {name!r}; it has: {', '.join(endpoints)}"
    hint = nearest(name, endpoints)
    return f"there is no endpoint {name!r}{hint}{' Known' if hint else '; known'}: {', '.join(endpoints)}"
