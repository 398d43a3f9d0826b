"""The pages of the control API: files of the dashboard, the same for each world."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

from starlette.responses import RedirectResponse, Response

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from starlette.types import Scope

INDEX: Final = "index.html"
TYPES: Final = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "json": "application/json",
    "woff2": "font/woff2",
}
"""The types of the files, by their endings."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a page may load: what comes from this server alone; and no other page may frame it."""


_FRESH: Final = {"cache-control": "no-cache"}


def page(scope: Scope, path: str) -> Response | None:
    """Return the file at a path below a world's dashboard, or None."""
    if not path:
        return RedirectResponse(f"{scope['path']}/", status_code=307)
    found = find_file(path.removeprefix("/") or INDEX)
    if found is None:
        return None
    kind = TYPES[found.name.rpartition(".")[2]]
    if kind == TYPES["html"]:
        return html_page(found.read_bytes())
    return Response(found.read_bytes(), media_type=kind, headers=_FRESH)


def html_page(content: bytes | str) -> Response:
    """Return a page, and what it may load."""
    headers = {"content-security-policy": POLICY, "referrer-policy": "no-referrer", **_FRESH}
    return Response(content, media_type=TYPES["html"], headers=headers)


def find_file(path: str) -> Traversable | None:
    """Return the file at a path below `static`, or None; nothing else can be reached."""
    found: Traversable = files("mockbancho.control").joinpath("static")
    for part in path.split("/"):
        if not part or part.startswith(".") or "\\" in part or "%" in part or "\0" in part:
            return None
        found = found.joinpath(part)
    return found if found.name.rpartition(".")[2] in TYPES and found.is_file() else None
