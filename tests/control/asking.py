"""The control API asked directly: requests without a socket, in a loop of their own."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from mockbancho import Bancho
from mockbancho.control.application import Control
from mockbancho.transports.direct import Reply
from mockbancho.transports.exchange import Request, ask_in_loop

HOST = "127.0.0.1:8000"
BASE = f"http://{HOST}"


class Asker:
    """Asks the control API of a server."""

    def __init__(self, bancho: Bancho, **options: Any) -> None:  # noqa: ANN401  # those of `Control`
        self.bancho = bancho
        self.control = Control(bancho, **options)

    def ask(
        self, method: str, path: str, body: object = None, /, headers: dict[str, str] | None = None, data: bytes = b""
    ) -> Reply:
        """Send a request below `/_mock`, or with a path that begins with `/_world`; a *body* is sent as JSON."""
        named = {"host": HOST, **(headers or {})}
        if body is not None:
            named["content-type"], data = "application/json", json.dumps(body).encode()
        target = path if path.startswith("/_world") else f"/_mock{path}"
        request = Request(method, target.encode(), [(k.encode(), v.encode("latin-1")) for k, v in named.items()], data)
        delivery = asyncio.run(ask_in_loop(self.control, request))
        found = {name.decode(): value.decode() for name, value in delivery.headers}
        return Reply(delivery.status, found, delivery.body)

    def get(self, path: str) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON of a path that answers 200."""
        reply = self.ask("GET", path)
        assert reply.status == 200, reply.text
        return reply.json()

    def post(self, path: str, body: object = None) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON that a POST is answered with, which has to be a success."""
        reply = self.ask("POST", path, body)
        assert reply.status in (200, 201), reply.text
        return reply.json()

    def refusal(self, method: str, path: str, body: object = None) -> tuple[int, str]:
        """Return the status and the sentence of a refusal."""
        reply = self.ask(method, path, body)
        return reply.status, reply.json()["error"]


def document(name: str) -> dict[str, Any]:
    """Return a document, of the control API or of a contract."""
    path = "/openapi.json" if name == "control" else f"/openapi/{name}.json"
    found: dict[str, Any] = Asker(Bancho(players=0)).get(path)
    return found
