"""mockbancho: a fake bancho.py, as a test double, a development server and a demo."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockbancho.bancho import Bancho, Checkpoint
    from mockbancho.errors import Mistake, MockbanchoError, NoSuchRow, WorldFileError

_ROOMS = {
    "Bancho": "mockbancho.bancho",
    "Checkpoint": "mockbancho.bancho",
    "Mistake": "mockbancho.errors",
    "MockbanchoError": "mockbancho.errors",
    "NoSuchRow": "mockbancho.errors",
    "WorldFileError": "mockbancho.errors",
}
"""Where each public name comes from; nothing is imported before it is asked for."""

__all__ = ["Bancho", "Checkpoint", "Mistake", "MockbanchoError", "NoSuchRow", "WorldFileError"]


def __getattr__(name: str) -> object:
    """Import a public name on its first use (PEP 562)."""
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    """List the public names."""
    return sorted({*globals(), *__all__})
