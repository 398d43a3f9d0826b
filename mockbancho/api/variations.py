"""Variations: in what a server differs from bancho.py, as forks of it in the wild do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope

    from mockbancho.api.answers import Answer
    from mockbancho.api.own_routes import OwnRoute
    from mockbancho.api.reshaping import Reshape
    from mockbancho.contract import Contract


class Variations:
    """Routes of your own and other shapes; never changed, so that answers can be remembered for each."""

    def __init__(self, routes: Iterable[OwnRoute] = (), reshapes: Iterable[Reshape] = ()) -> None:
        """Take all of them; of routes the last that fits answers."""
        self.routes = tuple(routes)
        self.reshapes = tuple(reshapes)
        self._by_endpoint: dict[str, list[Reshape]] = {}
        for each in self.reshapes:
            self._by_endpoint.setdefault(each.endpoint, []).append(each)

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.routes or self.reshapes)

    def with_route(self, route: OwnRoute) -> Variations:
        """Return these and one more."""
        return Variations((*self.routes, route), self.reshapes)

    def with_reshape(self, reshape: Reshape) -> Variations:
        """Return these and one more."""
        return Variations(self.routes, (*self.reshapes, reshape))

    def find(self, scope: Scope, contract: Contract) -> tuple[OwnRoute, dict[str, Any]] | None:
        """Return the route that answers a request, and what stands in its path, or None."""
        for route in reversed(self.routes):
            found = route.find(scope, contract)
            if found is not None:
                return route, found
        return None

    def reshaped(self, endpoint: str, answer: Answer) -> Answer:
        """Return an answer in the shape that it has here."""
        for each in self._by_endpoint.get(endpoint, ()):
            answer = each.answer(answer)
        return answer


NONE = Variations()
"""No difference from bancho.py."""
