"""The path table: which endpoint a path belongs to.

Made of Starlette's routes, so paths with parameters match as the real server's do; every path is looked up there once
and remembered.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from starlette.routing import Match, Route

from mockbancho.api.endpoints import bind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Scope

    from mockbancho.api.endpoints import Bound
    from mockbancho.contract import Contract

REMEMBERED: Final = 4_096
"""Paths remembered; then all are forgotten and looked up again."""
_VERB: Final = "get_"
LONGEST: Final = 200
"""Characters of the longest path that is remembered."""


class Found(NamedTuple):
    """An endpoint and the parameters that stand in its path."""

    bound: Bound
    path: Mapping[str, str]


class Target:
    """Stand where a Starlette route wants an ASGI application; the routes only match here."""

    async def __call__(self, *_: object) -> None:
        """Do nothing; never called."""


class Paths:
    """The paths of one contract; worlds of several threads share one."""

    def __init__(self, contract: Contract) -> None:
        """Compile the contract's paths."""
        self._contract = contract
        self._routes = [
            (Route(path, Target()), bind(contract, endpoint))
            for endpoint in contract.endpoints.values()
            for path in contract.paths(endpoint)
        ]
        self._remembered: dict[str, Found | None] = {}

    def find(self, path: str) -> Found | None:
        """Return what a decoded path leads to, or None."""
        try:
            return self._remembered[path]
        except KeyError:
            return self._look_up(path)

    def _look_up(self, path: str) -> Found | None:
        scope: Scope = {"type": "http", "path": path, "method": "GET"}
        found = None
        for route, bound in self._routes:
            match, child = route.matches(scope)
            if match is Match.FULL:
                found = Found(bound, child["path_params"])
                break
        if len(self._remembered) >= REMEMBERED:
            self._remembered.clear()
        if len(path) <= LONGEST:
            self._remembered[path] = found
        return found

    def known(self) -> list[str]:
        """Return every path, with `{…}` for parameters."""
        return [route.path for route, _ in self._routes]

    def nearest(self, path: str) -> str | None:
        """Return the path that was probably meant, or None if nothing is near.

        The same endpoint under another prefix is nearer than any similar spelling.
        """
        paths = self.known()
        name = path.rstrip("/").rpartition("/")[2].lower()
        for known in paths:
            if known.rpartition("/")[2] == name:
                return known
        close = get_close_matches(path.lower(), paths) or get_close_matches(name, [p.lstrip("/") for p in paths])
        return next((known for known in close if _is_like(name, known)), None)


def _is_like(name: str, known: str) -> bool:
    """Whether names are like each other beside the verb that nearly all begin with."""
    if not name.startswith(_VERB):
        return True
    bare = known.rpartition("/")[2].removeprefix(_VERB)
    return bool(get_close_matches(name.removeprefix(_VERB), [bare]))


@lru_cache(maxsize=16)
def paths_of(contract: Contract) -> Paths:
    """Return the paths of a contract, always the same ones: compiling them takes a hundred times what a fork does."""
    return Paths(contract)
