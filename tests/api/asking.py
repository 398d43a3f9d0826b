"""How the API's tests ask: one request to a world under a contract, answered in this thread."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import pytest

from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.transports.direct import call
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.contract import Cors
    from mockbancho.records import Row
    from mockbancho.transports.direct import Reply
    from mockbancho.world.journal import Call

REAL: Final = ("5.3", "4.3.2")
"""The contracts that crash where the real server does."""
in_every_contract: Final = pytest.mark.parametrize("contract", CONTRACTS)
in_the_real_contracts: Final = pytest.mark.parametrize("contract", REAL)
"""Those that crash where the real server does."""
in_the_new_contracts: Final = pytest.mark.parametrize("contract", ["any", "5.3"])
"""Those that have bancho.py 5.3's shapes."""
CRASH: Final = (500, "Internal Server Error")


class Asker:
    """Asks one world, under any contract."""

    def __init__(self, world: World, *, cors: Cors | None = None) -> None:
        self.world = world
        self._cors = cors
        self._apis: dict[str, Api] = {}

    def __call__(self, path: str, contract: str = "any", /, **query: Any) -> Reply:  # noqa: ANN401  # any value is sent as text
        """GET a path below the contract's first prefix; `/v2/…` stands as it is."""
        prefix = "" if path.startswith("/v2") else CONTRACTS[contract].prefixes[0]
        return call(self.api(contract), "GET", prefix + path, **query)

    def send(
        self,
        method: str,
        target: str,
        contract: str = "any",
        *,
        headers: Iterable[tuple[str, str]] = (),
        body: bytes = b"",
    ) -> Reply:
        """Send a request whose target stands as it is."""
        return call(self.api(contract), method, target, headers=headers, body=body)

    def api(self, contract: str = "any") -> Api:
        """Return the application that answers under a contract, always the same one."""
        if contract not in self._apis:
            self._apis[contract] = Api(self.world, CONTRACTS[contract], cors=self._cors)
        return self._apis[contract]

    def last_call(self, contract: str = "any") -> Call:
        """Return what the journal holds of the last request."""
        return list(self.api(contract).journal)[-1]


def asking(*rows: Row) -> Asker:
    """Return who asks a world of these rows."""
    return Asker(World.build(rows))


def sent(body: object) -> str:
    """Return the text that the server sends for a body: keys in order, `1` and `1.0` and `true` told apart."""
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)


def outcome(reply: Reply) -> tuple[int, Any]:
    """Return status and body; the body as JSON if it is that, else as text."""
    is_json = reply.headers.get("content-type") == "application/json"
    return reply.status, reply.json() if is_json else reply.text


def each(reply: Reply, rows: str, *columns: str) -> list[Any]:
    """Return a column of a list that was answered, or several as tuples."""
    found: list[dict[str, Any]] = reply.json()[rows]
    picked = [tuple(row[column] for column in columns) for row in found]
    return [row[0] for row in picked] if len(columns) == 1 else picked
