"""The token that the control API asks for beyond this machine: the only draw of the house that no seed decides."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(24)


def is_token(given: str, token: str) -> bool:
    """Whether a text is the token, compared in a time that tells nothing."""
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), token.encode())


def cookie_of(token: str) -> str:
    """Return the name of the cookie that holds a token; two servers of one host have two."""
    return f"mockbancho-{sha256(token.encode()).hexdigest()[:8]}"
