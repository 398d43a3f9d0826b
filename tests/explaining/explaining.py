"""How the tests of explanations ask: one request to a world of a few rows, explained under a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.explaining.explain import explain
from mockbancho.world.world import World

if TYPE_CHECKING:
    from mockbancho.explaining.explained import Explained
    from mockbancho.records import Row


class Explainer:
    """Explains requests to one world."""

    def __init__(self, *rows: Row) -> None:
        self.world = World.build(rows)

    def __call__(self, target: str, contract: str = "any", *, method: str = "GET", key: str | None = None) -> Explained:
        """Explain a request."""
        return explain(Api(self.world, CONTRACTS[contract]), target, method=method, authorization=key)


def hints(told: Explained) -> dict[str, str]:
    """Return the requests to make instead, each with why."""
    return {hint.path: hint.why for hint in told.instead}
