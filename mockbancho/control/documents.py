"""What describes the APIs: OpenAPI 3.1 documents, and a page that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from starlette.responses import Response

from mockbancho.contract import CONTRACTS
from mockbancho.control.declared import route
from mockbancho.control.pages import html_page
from mockbancho.errors import NotThere, nearest

if TYPE_CHECKING:
    from mockbancho.control.asked import Asked


class DocsQuery(Struct, forbid_unknown_fields=True):
    """Which document the page shows: `control`, or a contract; the server's own unless given."""

    of: str | None = None


@route("GET", "/openapi.json", answers=dict[str, Any], of_world=False)
def control_document(asked: Asked) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of this API."""
    from mockbancho.control.openapi import describe_control  # it describes all routes, this one too

    return describe_control(asked.base)


@route("GET", "/openapi/{contract}", answers=dict[str, Any])
def contract_document(asked: Asked) -> dict[str, Any]:
    """Return the OpenAPI 3.1 document of the fake API under a contract: `/openapi/5.3.json`."""
    return _of_contract(asked, asked.path["contract"].removesuffix(".json"))


@route("GET", "/docs", query=DocsQuery, sends="text/html")
def docs(asked: Asked) -> Response:
    """Show a document as a page; it loads nothing from elsewhere."""
    from mockbancho.control.docs_page import docs_page  # few ask for it

    name = asked.query.of or asked.bancho.contract
    document = control_document(asked) if name == "control" else _of_contract(asked, name)
    return html_page(docs_page(document, name))


def _of_contract(asked: Asked, name: str) -> dict[str, Any]:
    from mockbancho.control.openapi_contracts import describe_contract  # few ask for it

    if name not in CONTRACTS:
        raise NotThere(f"there is no contract {name!r}{nearest(name, CONTRACTS)}; known: {', '.join(CONTRACTS)}")
    return describe_contract(CONTRACTS[name], asked.base + asked.served.prefix)
