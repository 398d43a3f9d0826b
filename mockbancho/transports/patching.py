"""Patches: while one is active, clients that were written for a real host arrive at an ASGI application.

The libraries are patched where they would connect, so clients that were made before are caught too. Each place is
patched once, by the first patch, and given back by the last; in between the active ones decide per request.
"""

from __future__ import annotations

import sys
from functools import wraps
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from threading import RLock
from typing import TYPE_CHECKING, Any, Final, Literal, ParamSpec, Self, TypeVar, get_args

from mockbancho.errors import Mistake, nearest
from mockbancho.transports.hosts import checked_hosts, is_loopback, is_one_of
from mockbancho.transports.imports import ImportWatch
from mockbancho.transports.patch_points import LIBRARIES, Point, replace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType

    from mockbancho.transports.exchange import ASGIApp

P = ParamSpec("P")
T = TypeVar("T")
Others = Literal["pass", "refuse"]


class Patch:
    """Leads requests to some hosts to an application, in a `with` block or a decorated function."""

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...] = (), *, others: Others = "pass") -> None:
        """Take the hosts, none for all but this machine; nothing is patched before the block begins."""
        if others not in get_args(Others):
            raise Mistake(f"others is 'pass' or 'refuse', not {others!r}{nearest(str(others), get_args(Others))}")
        self.app = app
        self.hosts = checked_hosts(hosts)
        self.others = others

    def takes(self, host: str) -> bool:
        """Tell whether requests to a host are led to the application."""
        return is_one_of(host, self.hosts)

    def __enter__(self) -> Self:
        """Begin."""
        _patches.begin(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End; the libraries get back what was found in them, if no other patch is active."""
        _patches.end(self)

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """Decorate a function, also an async one: the patch is active in each call.

        Raises `Mistake` for a class or a generator.
        """
        if isinstance(function, type) or isgeneratorfunction(function) or isasyncgenfunction(function):
            raise Mistake(f"a patch decorates functions, and {function.__name__} is a class or a generator")

        @wraps(function)
        async def asynchronous(*arguments: P.args, **keywords: P.kwargs) -> object:
            with self:
                waiting: Awaitable[object] = function(*arguments, **keywords)  # type: ignore[assignment]
                return await waiting

        @wraps(function)
        def synchronous(*arguments: P.args, **keywords: P.kwargs) -> T:
            with self:
                return function(*arguments, **keywords)

        chosen: Any = asynchronous if iscoroutinefunction(function) else synchronous
        return chosen  # type: ignore[no-any-return]  # one of two that differ only in how they are called

    def __repr__(self) -> str:
        """Tell which hosts."""
        return f"<Patch of {', '.join(self.hosts) or 'every host but this machine'}, others {self.others}>"


class _Patches:
    """The active patches of this process, the newest last, and the places that were replaced for them."""

    def __init__(self) -> None:
        self._active: list[Patch] = []
        self._points: list[Point] = []
        self._lock = RLock()
        self._watch = ImportWatch(LIBRARIES, self._imported)

    def begin(self, patch: Patch) -> None:
        """Add a patch; the first one patches what is imported already, and waits for the rest."""
        with self._lock:
            self._active.append(patch)
            if len(self._active) == 1:
                sys.meta_path.insert(0, self._watch)
                for name in sorted(LIBRARIES & sys.modules.keys()):
                    self._points += replace(name, self.choose)

    def end(self, patch: Patch) -> None:
        """Remove a patch, also one that is not the newest."""
        with self._lock:
            newest = max(at for at, active in enumerate(self._active) if active is patch)
            del self._active[newest]
            if not self._active:
                sys.meta_path.remove(self._watch)
                while self._points:
                    self._points.pop().restore()

    def choose(self, method: str, host: str, url: str) -> ASGIApp | None:
        """Return the newest patch's application that takes the host, or None to let the request pass.

        Raises `Mistake` if a patch refuses it.
        """
        with self._lock:
            active = self._active[::-1]
        for patch in active:
            if patch.takes(host):
                return patch.app
        if not is_loopback(host):
            for patch in active:
                if patch.others == "refuse":
                    taken = ", ".join(sorted({name for each in active for name in each.hosts}))
                    raise Mistake(f"{method} {url} is refused by bancho.patch(others='refuse'); patched are: {taken}")
        return None

    def _imported(self, name: str) -> None:
        with self._lock:
            if self._active:
                self._points += replace(name, self.choose)


_patches: Final = _Patches()
