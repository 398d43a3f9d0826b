"""One fake server: a world, the API over it, and a listener when somebody asks for its address."""

from __future__ import annotations

from functools import wraps
from inspect import iscoroutinefunction, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from mockbancho import clock
from mockbancho.api.app import Api
from mockbancho.contract import Cors, get_contract
from mockbancho.errors import Mistake, NoSuchRow
from mockbancho.server.listeners import Listener
from mockbancho.transports.direct import call
from mockbancho.world.loading import load_world
from mockbancho.world.views import Views
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from types import TracebackType

    from mockbancho.transports.direct import Reply
    from mockbancho.world.journal import Journal

P = ParamSpec("P")
T = TypeVar("T")


class Checkpoint:
    """A world as it was at one moment, to go back to."""

    def __init__(self, world: World) -> None:
        """Keep a fork of the world."""
        self.world = world


class Bancho(Views):
    """A fake bancho.py of your own; close it, or use it in a `with` block, or decorate a test with it.

    *world* is a world, the path of a world file, or None for an empty one. *contract* is `any`, `5.3` or `4.3.2`;
    *cors* one of `all`, `deployment`, `echo`, `off`, the contract's own unless given. Raises `Mistake` for anything
    else, and `WorldFileError` that lists every mistake of a wrong file.
    """

    def __init__(
        self,
        *,
        world: World | Path | str | None = None,
        contract: str = "any",
        cors: str | None = None,
        seed: int | None = None,
    ) -> None:
        """Make the world; nothing is opened yet."""
        self._world = _world_of(world)
        if seed is not None:
            self._world.seed = seed
        super().__init__(lambda: self._world)
        self._contract = get_contract(contract)
        self._cors = _cors_of(cors)
        self._listener: Listener | None = None
        name = Path(world).name if isinstance(world, (str, Path)) else "a world"
        self.asgi = Api(self._world, self._contract, cors=self._cors, world_name=name)
        """The ASGI application."""

    @property
    def world(self) -> World:
        """The world itself; hold its `lock` while reading several rows that belong together."""
        return self._world

    @property
    def journal(self) -> Journal:
        """The calls received, oldest first."""
        return self.asgi.journal

    @property
    def now(self) -> int:
        """The world's time, in microseconds since the Unix epoch."""
        return self._world.now

    @property
    def url(self) -> str:
        """The address of a real listener on this machine, which is opened at the first look."""
        if self._listener is None:
            self._listener = Listener(self.asgi)
        return self._listener.url

    def get(self, path: str, *, headers: Mapping[str, str] | None = None, **query: object) -> Reply:
        """Send a GET by a direct call: no socket, no thread; *query* is added to the path's own."""
        return self.request("GET", path, headers=headers, body=b"", **query)

    def post(self, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", **query: object) -> Reply:
        """Send a POST by a direct call."""
        return self.request("POST", path, headers=headers, body=body, **query)

    def put(self, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", **query: object) -> Reply:
        """Send a PUT by a direct call."""
        return self.request("PUT", path, headers=headers, body=body, **query)

    def request(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes = b"", **query: object
    ) -> Reply:
        """Send any request by a direct call."""
        return call(self.asgi, method, path, headers=(headers or {}).items(), body=body, **query)

    def fork(self) -> Bancho:
        """Return a server of its own, with its own port, over a fork of this world."""
        return Bancho(world=self._world.fork(), contract=self._contract.name, cors=self._cors)

    def checkpoint(self) -> Checkpoint:
        """Keep the world as it is now."""
        return Checkpoint(self._world.fork())

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint, of this server or of one it was forked from; it can be gone back to again."""
        self._world.become(checkpoint.world)

    def fresh(self, row: T) -> T:
        """Return the row as it is now; raises `NoSuchRow` if it is gone."""
        found: T | None = self._world.current(row)
        if found is None:
            raise NoSuchRow(f"{type(row).__name__} is not in this world any more: {row!r}")
        return found

    def close(self) -> None:
        """Close the listener, if there is one; the world can still be asked by direct calls."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the server."""
        self.close()

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """Decorate a function, also an async one: each call gets a fork of this server, as `bancho` if it takes one."""
        takes_bancho = "bancho" in signature(function).parameters

        def given(fork: Bancho, keywords: dict[str, Any]) -> dict[str, Any]:
            return {"bancho": fork, **keywords} if takes_bancho else keywords

        @wraps(function)
        async def asynchronous(*arguments: P.args, **keywords: P.kwargs) -> object:
            with self.fork() as fork:
                waiting: Awaitable[object] = function(*arguments, **given(fork, keywords))  # type: ignore[assignment]
                return await waiting

        @wraps(function)
        def synchronous(*arguments: P.args, **keywords: P.kwargs) -> T:
            with self.fork() as fork:
                return function(*arguments, **given(fork, keywords))

        return asynchronous if iscoroutinefunction(function) else synchronous  # type: ignore[return-value]

    def __repr__(self) -> str:
        """Tell the contract and the address, if there is one."""
        where = self._listener.url if self._listener else "no listener"
        return f"<Bancho {self._contract.name}, {where}>"


def _world_of(given: World | Path | str | None) -> World:
    """Return the world that is meant; raises `Mistake` for a file that cannot be read or is wrong."""
    if isinstance(given, World):
        return given
    if given is None:
        return World.build(now=clock.START)
    return load_world(Path(given))


def _cors_of(given: str | None) -> Cors | None:
    if given is None:
        return None
    try:
        return Cors(given)
    except ValueError:
        raise Mistake(f"unknown cors {given!r}; known: {', '.join(Cors)}") from None
