"""The libraries that the ways in are for: none of them is needed by mockbancho itself."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Final

from mockbancho.errors import Mistake

_EXTRAS: Final = {"pytest_httpserver": "httpserver"}


def require(name: str) -> None:
    """Do nothing if a library is installed; raise `Mistake` that names the extra otherwise."""
    if not is_installed(name):
        extra = _EXTRAS.get(name, name)
        raise Mistake(f"{name} is not installed; `pip install mockbancho[{extra}]` brings it")


def is_installed(name: str) -> bool:
    """Tell whether a library can be imported."""
    return name in sys.modules or find_spec(name) is not None
