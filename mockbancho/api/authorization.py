"""API keys: whose a request's is, and what each contract says when it is nobody's.

Source: contract README, "Authorized endpoints that no surviving server has" and section 2, calculate_pp.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.contract import Rule
from mockbancho.errors import BadRequest, Forbidden, Unauthorized

if TYPE_CHECKING:
    from mockbancho.contract import Contract
    from mockbancho.records import Player
    from mockbancho.world.world import World

NO_KEY: Final = "Must provide authorization token."
"""What is said to who sends no key."""


def owner_of(world: World, authorization: str | None, contract: Contract) -> Player:
    """Return the player whose API key the header `Authorization` has; raises `BadRequest` or `Unauthorized`."""
    if Rule.BEARER_ONLY in contract.rules:
        owner = _with_key(world, _after_bearer(authorization or ""))
        if owner is None:
            raise Unauthorized("Invalid API key.")
        return owner
    if not authorization:
        raise BadRequest(NO_KEY)
    owner = _with_key(world, authorization) or _with_key(world, _after_bearer(authorization))
    if owner is None:
        raise Unauthorized("Unknown authorization token.")
    return owner


def refuse_restricted(owner: Player) -> None:
    """Raise `Forbidden` for the owner of a key who may not write."""
    if owner.is_restricted:
        raise Forbidden("You are restricted.")


def _after_bearer(authorization: str) -> str:
    """Return what comes after the scheme, which is Bearer in any case of letters, or nothing.

    bancho.py: a space ends the scheme; white space of every kind around the key is cut off.
    """
    scheme, _, key = authorization.partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _with_key(world: World, key: str) -> Player | None:
    return world.players.with_key(key) if key else None
