"""Hears of modules that are imported from now on."""

from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class ImportWatch(MetaPathFinder):
    """Calls somebody once a module of a given name has been imported, while it stands first in `sys.meta_path`."""

    def __init__(self, names: frozenset[str], imported: Callable[[str], None]) -> None:
        """Take which modules, and who is called with the name."""
        self._names = names
        self._imported = imported

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Let the others find the module, and be told when it has been executed."""
        if name not in self._names:
            return None
        specs = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next((spec for spec in specs if spec is not None), None)
        if spec is not None and spec.loader is not None:
            self._listen(spec)
        return spec

    def _listen(self, spec: ModuleSpec) -> None:
        loader = spec.loader
        assert loader is not None  # noqa: S101  # whoever calls this has looked
        execute = loader.exec_module

        def exec_module(module: ModuleType) -> None:
            del loader.exec_module  # its class has the real one
            execute(module)
            self._imported(spec.name)

        loader.exec_module = exec_module  # type: ignore[method-assign]  # a loader is made for each module
