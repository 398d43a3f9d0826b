"""The front of a served API: the control API and the forked worlds stand beside it, at the price of one look at a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope, Send

    ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

CONTROL: Final = "/_mock"
WORLDS: Final = "/_world"
_ROOTS: Final = (CONTROL, WORLDS)


class Front:
    """Hands each request to the API, or to the control application, which is made at its first request."""

    def __init__(self, api: ASGIApp, make_control: Callable[[], ASGIApp]) -> None:
        """Take the API, and what makes the control application."""
        self._api = api
        self._make_control = make_control
        self._control: ASGIApp | None = None

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer one request."""
        path: str = scope.get("path", "")
        if (path[:2] == "/_" and is_beside(path)) or (path == "/" and _is_browser(scope)):
            return self._beside(scope, receive, send)
        return self._api(scope, receive, send)

    def _beside(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        if self._control is None:
            self._control = self._make_control()
        return self._control(scope, receive, send)


def is_beside(path: str) -> bool:
    """Whether a path is of the control API or of a forked world."""
    return any(path == root or path.startswith(f"{root}/") for root in _ROOTS)


def _is_browser(scope: Scope) -> bool:
    """Whether somebody wants to see a page, who is led to the dashboard."""
    return scope["method"] in {"GET", "HEAD"} and any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )
