"""Names of hosts: which of them a patch takes."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from mockbancho.errors import Mistake

_NAME: Final = re.compile(r"[\w.*-]+|[0-9a-f:]+")


def checked_hosts(hosts: tuple[str, ...]) -> tuple[str, ...]:
    """Return patterns of host names as they are compared; raises `Mistake` for what is none."""
    return tuple(map(_checked, hosts))


def is_one_of(host: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a host is meant; without patterns every one is that is not this machine."""
    if not patterns:
        return not is_loopback(host)
    return any(fnmatchcase(host.lower(), pattern) for pattern in patterns)


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, by its name or address."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _checked(host: str) -> str:
    if not isinstance(host, str):  # pyright: ignore[reportUnnecessaryIsInstance]  # not all is typed
        raise Mistake(f"patch takes names of hosts, not {host!r}")
    if _NAME.fullmatch(host.lower()):
        return host.lower() if host.isascii() else host.lower().encode("idna").decode()
    meant = urlsplit(host if "//" in host else f"//{host}").hostname
    hint = f"; did you mean {meant!r}?" if meant and _NAME.fullmatch(meant) else ""
    raise Mistake(f"patch takes names of hosts such as 'api.someserver.example' or '*.example', not {host!r}{hint}")
