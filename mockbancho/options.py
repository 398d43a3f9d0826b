"""What a fake server can be made with: each option's name, and a check that names what is known and the nearest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, TypedDict

from mockbancho import clock
from mockbancho.contract import CONTRACTS, Contract, Cors, get_contract
from mockbancho.errors import Mistake, nearest
from mockbancho.world.loading import load_world
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Options(TypedDict, total=False):
    """The keywords of `Bancho`, of the marker and of `make_bancho`; None where it stands means the default."""

    seed: int | None
    contract: str
    world: World | Path | str | None
    cors: str | None


def seed_of(given: object) -> int | None:
    """Return the seed; None is the world's own."""
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    raise Mistake(f"seed is a whole number, not {given!r}")


def contract_of(given: object) -> Contract:
    """Return the contract of this name."""
    if isinstance(given, str):
        return get_contract(given)
    raise _unknown("contract", given, CONTRACTS)


def cors_of(given: object) -> Cors | None:
    """Return the form of CORS; None is the contract's own."""
    if given is None:
        return None
    if isinstance(given, str) and given in list(Cors):
        return Cors(given)
    raise _unknown("cors", given, Cors)


def world_of(given: object) -> World:
    """Return the world itself, the one of a file, or an empty one for None.

    Raises `Mistake` for a file that cannot be read, `WorldFileError` with every mistake of one that is wrong.
    """
    source = world_source_of(given)
    if source is None:
        return World.build(now=clock.START)
    return load_world(source) if isinstance(source, Path) else source


def world_source_of(given: object) -> World | Path | None:
    """Return where the world comes from; no file is opened."""
    if given is None or isinstance(given, (World, Path)):
        return given
    if isinstance(given, str):
        return Path(given)
    raise Mistake(f"world is the path of a world file, a World or None, not {given!r}")


CHECKS: Final[dict[str, Callable[[object], object]]] = {
    "seed": seed_of,
    "contract": contract_of,
    "world": world_source_of,
    "cors": cors_of,
}
"""What each option is checked by, without opening a file."""


def check_option(name: str, value: object) -> None:
    """Raise `Mistake` for an option that does not exist or cannot have this value."""
    if name not in CHECKS:
        raise _unknown("option", name, CHECKS)
    CHECKS[name](value)


def option_for(value: object) -> str:
    """Return the option that a value given without a name was probably meant for."""
    return next((name for name in ("seed", "contract", "cors") if _takes(name, value)), "world")


def _takes(name: str, value: object) -> bool:
    try:
        check_option(name, value)
    except Mistake:
        return False
    return True


def _unknown(what: str, given: object, known: Iterable[str]) -> Mistake:
    words = [str(word) for word in known]
    return Mistake(f"unknown {what} {given!r}{nearest(str(given), words) or '.'} Known: {', '.join(words)}")
