"""Certificates made on the spot, for clients that insist on TLS."""

from __future__ import annotations

import ssl
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, NamedTuple

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from pathlib import Path

NAMES: Final = ("localhost", "127.0.0.1", "::1", "api.localhost", "a.localhost")
"""What this machine is called by its own clients."""
_ANY_ADDRESS: Final = {"0.0.0.0", "::", ""}


class Certificates(NamedTuple):
    """Two files: the CA's certificate, and the server's key and certificates."""

    ca: Path
    server: Path

    def context(self) -> ssl.SSLContext:
        """Return what a listener shows its clients."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.server)
        return context


def make_certificates(folder: Path, host: str = "localhost") -> Certificates:
    """Write the certificate of a new CA and what it signed for a host and for this machine's own names.

    Raises `Mistake` if trustme is not installed.
    """
    if find_spec("trustme") is None:
        raise Mistake("TLS needs trustme, which makes the certificates; `pip install mockbancho[tls]` brings it")
    from trustme import CA

    made = Certificates(folder / "ca.pem", folder / "server.pem")
    ca = CA()
    names = NAMES if host in {*_ANY_ADDRESS, *NAMES} else (host, *NAMES)
    ca.cert_pem.write_to_path(str(made.ca))
    ca.issue_cert(*names).private_key_and_cert_chain_pem.write_to_path(str(made.server))
    return made
