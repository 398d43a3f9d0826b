"""The pp engines by name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake, nearest
from mockbancho.osu.akatsuki import Akatsuki
from mockbancho.osu.rosu import Rosu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mockbancho.osu.engine import PpEngine

ENGINES: Final[Mapping[str, Callable[[], PpEngine]]] = {Rosu.name: Rosu, Akatsuki.name: Akatsuki}
DEFAULT: Final = Rosu.name


@cache
def engine_of(name: str) -> PpEngine:
    """Return the pp engine of this name; raises `Mistake` if there is none, or its library is not installed."""
    if name not in ENGINES:
        raise Mistake(f"{name!r} is no pp engine{nearest(name, ENGINES)}; known: {', '.join(ENGINES)}")
    return ENGINES[name]()
