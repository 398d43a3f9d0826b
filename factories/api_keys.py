"""API keys: what a client shows to be let in."""

from __future__ import annotations

from .chance import Chance, Key


def draw_api_key(seed: int, key: Key) -> str:
    """Return the API key that this seed and key stand for, in the form of a UUID as bancho.py makes them."""
    digits = Chance(seed, "api key", key).md5("api key")
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
