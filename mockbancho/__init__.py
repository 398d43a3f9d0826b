"""mockbancho: a fake bancho.py, as a test double, a development server and a demo."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockbancho.bancho import Bancho, Checkpoint
    from mockbancho.errors import (
        BanchoWarning,
        Mistake,
        MockbanchoError,
        NoSuchEndpoint,
        NoSuchRow,
        ScenarioError,
        VerificationError,
        WorldFileError,
    )
    from mockbancho.transports.direct import Reply

_ROOMS = {
    "Bancho": "mockbancho.bancho",
    "BanchoWarning": "mockbancho.errors",
    "Checkpoint": "mockbancho.bancho",
    "Mistake": "mockbancho.errors",
    "MockbanchoError": "mockbancho.errors",
    "NoSuchEndpoint": "mockbancho.errors",
    "NoSuchRow": "mockbancho.errors",
    "Reply": "mockbancho.transports.direct",
    "ScenarioError": "mockbancho.errors",
    "VerificationError": "mockbancho.errors",
    "WorldFileError": "mockbancho.errors",
}
"""Where each public name comes from; nothing is imported before it is asked for."""

__all__ = [
    "Bancho",
    "BanchoWarning",
    "Checkpoint",
    "Mistake",
    "MockbanchoError",
    "NoSuchEndpoint",
    "NoSuchRow",
    "Reply",
    "ScenarioError",
    "VerificationError",
    "WorldFileError",
]


if not TYPE_CHECKING:  # a type checker that saw this function would take any name for a public one

    def __getattr__(name: str) -> object:
        """Import a public name on its first use (PEP 562)."""
        if name not in _ROOMS:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    """List the public names, also those that were not asked for yet."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__"))})
