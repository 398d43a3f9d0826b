"""Who may ask the control API: this machine's own clients, no page of another site, and beyond that who has the token."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from mockbancho.control.tokens import cookie_of, is_token
from mockbancho.errors import NotAllowed, NoToken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import Scope

OTHER_SITES: Final = frozenset({"cross-site", "same-site"})
"""What browsers say of requests that a page of another origin makes."""
_ANY_ADDRESS: Final = frozenset({"", "0.0.0.0", "::"})


def is_loopback(host: str) -> bool:
    """Whether a host without its port is this machine by its own names."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Safety:
    """The checks, for a server bound to a host; one that is not loopback has a *token*."""

    def __init__(self, bound: str = "127.0.0.1", token: str | None = None) -> None:
        """Take the host that is listened on, and the token."""
        self._bound = bound.lower()
        self.token = token

    def check_origin(self, scope: Scope, headers: Mapping[str, str]) -> None:
        """Refuse a foreign Host, which another site's name may lead to, and requests that other sites' pages make."""
        hosts = [value for name, value in scope["headers"] if name.lower() == b"host"]
        if len(hosts) != 1:
            raise NotAllowed("a request to /_mock has one Host header")
        host = host_of(headers["host"])
        if host is None or not self._is_own(host):
            raise NotAllowed(
                f"the host {headers['host'][:100]!r} is not served here; ask by 127.0.0.1 or localhost"
                + ("" if self._bound in _ANY_ADDRESS or is_loopback(self._bound) else f", or by {self._bound}")
            )
        if headers.get("sec-fetch-site", "").lower() in OTHER_SITES:
            raise NotAllowed("pages of other sites may not ask /_mock; open it directly")
        origin = headers.get("origin")
        if origin is not None and urlsplit_netloc(origin) != headers["host"].lower():
            raise NotAllowed(f"the origin {origin[:100]!r} may not ask /_mock; only its own page may")

    def check_token(self, headers: Mapping[str, str]) -> None:
        """Refuse a request that shows no token, where there is one."""
        if self.token is None:
            return
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and is_token(given.strip(), self.token):
            return
        if is_token(_cookie(headers.get("cookie", ""), cookie_of(self.token)), self.token):
            return
        raise NoToken(
            "a token is needed, since this server listens beyond this machine: send the one that was printed at the "
            "start as 'Authorization: Bearer TOKEN', or open /_mock/?token=TOKEN",
            headers={"www-authenticate": "Bearer"},
        )

    def admits(self, given: str | None) -> bool:
        """Whether a text is the token, where there is one."""
        return self.token is not None and given is not None and is_token(given, self.token)

    def _is_own(self, host: str) -> bool:
        """Whether a host is loopback or the one that was bound; bound to all, any is, for whoever has the token."""
        return is_loopback(host) or host == self._bound or (self._bound in _ANY_ADDRESS and self.token is not None)


def host_of(header: str) -> str | None:
    """Return the host of a Host header, in lower case without its port and brackets; None for what is none."""
    try:
        parts = urlsplit(f"//{header}")
        port_is_fine = parts.port is None or parts.port >= 0
    except ValueError:
        return None
    is_bare = not (parts.path or parts.query or parts.fragment or "@" in header or "\\" in header)
    return parts.hostname if is_bare and port_is_fine else None


def urlsplit_netloc(origin: str) -> str:
    """Return host and port of an origin; nothing for `null` and whatever is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _cookie(header: str, name: str) -> str:
    try:
        found = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return "" if found is None else found.value
