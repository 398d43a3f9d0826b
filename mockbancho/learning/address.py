"""The address of a server, as a user writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import msgspec

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from urllib.parse import SplitResult

PORTS: Final = {"http": 80, "https": 443}
"""The ports that go without saying."""


class Address(msgspec.Struct, frozen=True):
    """Where a server is, and the *prefix* that was given with it, such as `/v1`."""

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @property
    def url(self) -> str:
        """The address without the prefix; a port that goes without saying is not said."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}{'' if self.port == PORTS[self.scheme] else f':{self.port}'}"

    @property
    def of_avatars(self) -> Address:
        """Where bancho.py's avatars are: `a.` in place of `api.`; of any other host itself."""
        if not self.host.startswith("api."):
            return self
        return msgspec.structs.replace(self, host=f"a.{self.host.removeprefix('api.')}")


def parse_address(given: str) -> Address:
    """Return the address that a user wrote; raises `Mistake` for anything but a plain one."""
    if "://" not in given:
        raise Mistake(f"{given!r} is no address: it begins with neither http:// nor https://")
    parts = urlsplit(given)
    try:
        port = parts.port
    except ValueError:
        raise Mistake(f"{given!r} is no address: its port is no number from 0 to 65535") from None
    wrong = _wrong(parts)
    if wrong:
        raise Mistake(f"{given!r} is no address of a server: {wrong}")
    return Address(parts.scheme, parts.hostname or "", port or PORTS[parts.scheme], parts.path.rstrip("/"))


def _wrong(parts: SplitResult) -> str:
    """Return what is wrong with an address, or nothing."""
    if parts.scheme not in PORTS:
        return f"{parts.scheme}:// is neither http:// nor https://"
    if not parts.hostname:
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "a name or a password in it would be written down; nothing that is asked needs one"
    if parts.query or parts.fragment:
        return "it goes on after the path"
    return ""
