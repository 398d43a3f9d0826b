"""The ways into a server without a socket, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.transports.extras import require
from mockbancho.transports.over_httpx import httpx2_transport, httpx_transport
from mockbancho.transports.patching import Patch

if TYPE_CHECKING:
    from aiohttp import BaseConnector
    from pytest_httpserver import HTTPServer
    from requests.adapters import HTTPAdapter

    from mockbancho.api.app import Api
    from mockbancho.transports.over_httpx import Httpx2Transport, HttpxTransport
    from mockbancho.transports.patching import Others


class Ways:
    """What a server with an ASGI application has besides its address."""

    asgi: Api

    def httpx_transport(self) -> HttpxTransport:
        """Return a transport for `httpx.Client` and `httpx.AsyncClient`; any host, http or https, leads here."""
        return httpx_transport(self.asgi)

    def httpx2_transport(self) -> Httpx2Transport:
        """Return a transport for `httpx2.Client` and `httpx2.AsyncClient`."""
        return httpx2_transport(self.asgi)

    def requests_adapter(self) -> HTTPAdapter:
        """Return an adapter for `session.mount("https://", …)`; any host that it is mounted for leads here."""
        require("requests")
        from mockbancho.transports.over_requests import RequestsAdapter  # it imports what need not be there

        return RequestsAdapter(self.asgi)

    def aiohttp_connector(self) -> BaseConnector:
        """Return a connector for `aiohttp.ClientSession(connector=…)`; any host, http or https, leads here.

        Raises `Mistake` where no loop runs.
        """
        require("aiohttp")
        from mockbancho.transports.over_aiohttp import AiohttpConnector  # it imports what need not be there

        return AiohttpConnector(self.asgi)

    def patch(self, *hosts: str, others: Others = "pass") -> Patch:
        """Lead clients that were written for a real host here, unchanged, in a `with` block or a decorated function.

        *hosts* are names such as `api.someserver.example` or `*.someserver.example`; without any, every host but this
        machine. Requests of httpx, httpx2, requests and aiohttp to *others* pass, or with `others="refuse"` raise
        `Mistake`, unless they are for this machine.
        """
        return Patch(self.asgi, hosts, others=others)

    def mount(self, httpserver: HTTPServer) -> None:
        """Make every endpoint a handler of pytest-httpserver's `httpserver`; expectations of its own come first.

        Raises `Mistake` for anything else, or if a world is mounted there already.
        """
        require("pytest_httpserver")
        from mockbancho.transports.over_httpserver import mount  # it imports what need not be there

        mount(self.asgi, httpserver)
