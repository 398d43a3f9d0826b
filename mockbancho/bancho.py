"""One fake server: a world, the API over it, and a listener when somebody asks for its address."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

from mockbancho.actions.doors import Create, Verbs
from mockbancho.actions.fault_handles import Faults
from mockbancho.actions.verbs import find_verb
from mockbancho.api.app import Api
from mockbancho.api.variations import NONE
from mockbancho.api.varying import Varying
from mockbancho.clock import SECOND
from mockbancho.decorating import decorated
from mockbancho.errors import Mistake, NoSuchRow
from mockbancho.options import (
    at_of,
    chaos_for,
    chaos_of,
    check_options,
    contract_of,
    cors_of,
    faults_of,
    pace_of,
    scenario_of,
    strict_of,
    world_for,
)
from mockbancho.records import Beatmap
from mockbancho.scenario.clocks import Clock
from mockbancho.scenario.differing import variations_of
from mockbancho.scenario.director import Director
from mockbancho.scenario.moves import Moves
from mockbancho.scenario.saving import save_scenario
from mockbancho.transports.direct import call
from mockbancho.transports.ways import Ways
from mockbancho.world.journal import Journal
from mockbancho.world.origins import current_row
from mockbancho.world.references import resolve
from mockbancho.world.views import Views
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType
    from typing import Never, Unpack

    from mockbancho.actions.action import Action
    from mockbancho.contract import Cors
    from mockbancho.explaining.explained import Explained
    from mockbancho.options import Options
    from mockbancho.scenario.director import Past
    from mockbancho.scenario.model import Scenario
    from mockbancho.server.listeners import Listener
    from mockbancho.transports.direct import Reply
    from mockbancho.verification.calls import Calls
    from mockbancho.world.durations import Duration
    from mockbancho.world.events import Event
    from mockbancho.world.journal import Call

P = ParamSpec("P")
T = TypeVar("T")


class Checkpoint:
    """A world as it was at one moment, to go back to."""

    def __init__(self, world: World, past: Past) -> None:
        """Keep a fork of the world, and what its director needs to seek."""
        self.world = world
        self.past = past

    def __repr__(self) -> str:
        """Tell of what."""
        return f"<Checkpoint of {self.world!r}>"


class Bancho(Moves, Varying, Views, Verbs, Ways):
    """A fake bancho.py of your own; close it, or use it in a `with` block, or decorate a test with it.

    Without options it serves the default world. *seed*, *players*, *beatmapsets* and *scores_per_player* (a number, or
    a span such as `"20..60"`) ask for a generated one instead; `players=0` is an empty one. *world* is the path of a
    world file, or a world, which is used itself, not copied; *seed* is then what new things in it are drawn by.
    *scenario* is a name, the path of a file or a `Scenario`; it plays in a world of its own, from *at* on.

    *clock* is `manual` (time moves by `advance` and its like alone), `real`, or `scaled`, with a *speed*. *contract* is
    `any`, `5.3` or `4.3.2`; *cors* one of `all`, `deployment`, `echo`, `off`, the contract's own unless given;
    *pp_engine* `rosu` or `akatsuki`; *strict*, for the fixtures of pytest, `on`, `all` or `off`; *faults* a list of
    what goes wrong, such as `["get_map_scores:status=503,rate=0.3"]`; with *chaos* every answer is as untypical as the real server's may be. Raises `Mistake` for anything else,
    `WorldFileError` or `ScenarioError` that lists every mistake of a wrong file.
    """

    def __init__(self, *unnamed: Never, **options: Unpack[Options]) -> None:
        """Make the world; nothing is opened yet."""
        check_options(unnamed, options)
        world = options.get("world")
        contract, cors = contract_of(options.get("contract", "any")), cors_of(options.get("cors"))
        strict = strict_of(options.get("strict"))
        mode, speed = pace_of(options)
        scenario = options["scenario"] = scenario_of(options.get("scenario"))
        made = world_for(options)
        for fault in faults_of(options.get("faults")):
            find_verb("add_fault").do("faults", made, (), fault)
        director = Director(made)
        if scenario is not None:
            director.seek(at_of(options.get("at")) / SECOND)
        api = Api(
            made,
            contract,
            cors=cors,
            world_name=Path(world).name if isinstance(world, (str, Path)) else "a world",
            act=self.act,
            variations=variations_of(scenario) if scenario else NONE,
            chaos=chaos_for(made) if chaos_of(options.get("chaos")) else None,
        )
        self._take(api, director, scenario, cors=cors, strict=strict)
        self._set_clock(mode, speed)

    @classmethod
    def around(
        cls, api: Api, director: Director, *, scenario: Scenario | None = None, cors: Cors | None = None
    ) -> Bancho:
        """Return the server that an application and the director of its world are already; forks have the same *cors*."""
        server = cls.__new__(cls)
        cls._take(server, api, director, scenario, cors=cors)
        return server

    def _take(
        self, api: Api, director: Director, scenario: Scenario | None, *, cors: Cors | None = None, strict: str = "on"
    ) -> None:
        """Take the parts of a server, which has no listener yet."""
        self._contract, self._cors, self._strict = api.contract, cors, strict
        self._world = api.world
        super().__init__(self._caught_up)
        self.asgi = api
        """The ASGI application."""
        self.director = director
        """What moves the world's time."""
        self.scenario = scenario
        """What plays in the world, if a scenario does."""
        self._opening = Lock()
        self._listener: Listener | None = None
        self._closed = False

    def _caught_up(self) -> World:
        """Return the world as it is by now, where time moves by itself."""
        self.director.catch_up()
        return self._world

    def load(self, what: str | Path | Scenario | dict[str, Any] | World, *, at: Duration | None = None) -> None:
        """Let another scenario, or another world, take the place of what is there, for all who ask this server.

        A scenario is a name, the path of a file, or what it holds; it goes on from *at*. Raises `Mistake` or
        `ScenarioError`; then nothing has changed.
        """
        __tracebackhide__ = True
        scenario = None if isinstance(what, World) else scenario_of(what)
        offset = at_of(at)
        world = (
            what if isinstance(what, World) else world_for({"scenario": scenario, "pp_engine": self._world.pp_engine})
        )
        with self._world.lock:
            self._world.become(world)
            self.director.begin_anew()
            self.scenario = scenario
            self.asgi.variations = variations_of(scenario) if scenario else NONE
            if offset:
                self.director.seek(offset / SECOND)

    def _set_clock(self, mode: Clock, speed: float | None) -> None:
        """Let the time move by itself, if the clock is not manual."""
        if mode is not Clock.MANUAL:
            self.director.move_by_itself(mode, speed or 1.0)
            self.asgi.before_call = self.director.catch_up

    @cached_property
    def create(self) -> Create:
        """What makes things in the world: `bancho.create.player(name="Aika")` is the action `create_player`."""
        return Create(self.perform)

    @cached_property
    def faults(self) -> Faults:
        """What goes wrong: `bancho.faults.add("get_map_scores", status=429, every=3)` gives a handle that ends it."""
        return Faults(self.perform, lambda: self._world)

    def perform(self, called: str, verb: Action, values: tuple[object, ...], arguments: dict[str, object]) -> Any:  # noqa: ANN401  # each action's own
        """Do an action now, by hand; mistakes call it as it is *called*."""
        __tracebackhide__ = True
        kept = {name: _kept(value) for name, value in arguments.items()}
        return self.director.act(called, verb, tuple(map(_kept, values)), kept)

    def act(self, name: str, /, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        """Do the action of this name: `bancho.act("go_online", player="Aika")`, as scenario files do."""
        __tracebackhide__ = True
        return self.perform(name, find_verb(name), (), arguments)

    @property
    def events(self) -> list[Event]:
        """What has happened in the world, earliest first; what is long ago is forgotten."""
        self.director.catch_up()
        return list(self._world.events)

    @property
    def world(self) -> World:
        """The world itself; hold its `lock` while reading several rows that belong together."""
        return self._world

    @property
    def journal(self) -> Journal:
        """The calls received, oldest first."""
        return self.asgi.journal

    @property
    def calls(self) -> Calls:
        """The calls received, by endpoint, to be verified: `bancho.calls.get_player_info(id=3).once()`."""
        from mockbancho.verification.calls import Calls  # many a server's calls are not looked at

        return Calls(self.asgi)

    @property
    def strict(self) -> str:
        """How strict a test with this server is about what is asked: `on`, `all` or `off`; the fixtures look at it."""
        return self._strict

    @property
    def now(self) -> int:
        """The world's time, in microseconds since the Unix epoch."""
        self.director.catch_up()
        return self._world.now

    @property
    def seed(self) -> int:
        """What all that is generated in the world depends on."""
        return self._world.seed

    @property
    def contract(self) -> str:
        """The contract's name."""
        return self._contract.name

    @property
    def cors(self) -> str | None:
        """The form of CORS that was given, or None for the contract's own."""
        return self._cors

    @property
    def url(self) -> str:
        """The address of a real listener on this machine, which is opened at the first look.

        Raises `Mistake` once the server is closed. A request to it waits while a thread holds the world's `lock`.
        """
        from mockbancho.server.listeners import Listener  # here: uvicorn is a third of what importing Bancho would take

        with self._opening:
            if self._closed:
                raise Mistake("this Bancho is closed, so it has no address any more; direct calls still work")
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

    def explain(self, asked: str | Call, *, method: str = "GET", headers: Mapping[str, str] | None = None) -> Explained:
        """Return why a request is answered as it is now: what a list left out, who is hidden, what to ask instead.

        *asked* is a path with its query, an address, or a call of the journal; print the result. Nothing changes: the
        journal does not have it, faults do not count it, and an action is not done. Raises `Mistake` for no path.
        """
        __tracebackhide__ = True
        from mockbancho.explaining.explain import explain  # many a server explains nothing

        self.director.catch_up()
        named = {name.lower(): value for name, value in (headers or {}).items()}
        return explain(self.asgi, asked, method=method, authorization=named.get("authorization"))

    def fork(self) -> Bancho:
        """Return a server of its own, with its own port, over a fork of this world."""
        self.director.catch_up()
        fork = Bancho(
            world=self._world.fork(),
            contract=self._contract.name,
            cors=self._cors,
            strict=self._strict,
            chaos=self.asgi.chaos is not None,
        )
        fork.asgi.variations = self.asgi.variations
        fork.asgi.world_name, fork.asgi.journal = self.asgi.world_name, Journal(above=self.journal)
        fork.director.take(self.director.past())
        fork._set_clock(self.director.mode, self.director.pace)  # one of its own kind
        if self.director.mode is not Clock.MANUAL and not self.director.speed:
            fork.director.pause()
        return fork

    def checkpoint(self) -> Checkpoint:
        """Keep the world as it is now."""
        with self._world.lock:
            self.director.catch_up()
            return Checkpoint(self._world.fork(), self.director.past())

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go back to a checkpoint; it can be gone back to again.

        Raises `Mistake` for one of another server, unless one of the two was forked from the other, or both from a third.
        """
        __tracebackhide__ = True
        if not isinstance(checkpoint, Checkpoint):  # pyright: ignore[reportUnnecessaryIsInstance]  # not all is typed
            raise Mistake(f"restore takes what checkpoint() returned, not {checkpoint!r}")
        if checkpoint.world.origin is not self._world.origin:
            raise Mistake(f"{checkpoint!r} is of another server; this one has {self._world!r}")
        with self._world.lock:
            self._world.become(checkpoint.world)
            self.director.take(checkpoint.past)

    def save(self, path: Path | str) -> None:
        """Write the world as a world file, which `Bancho(world=path)` and `mockbancho serve` read."""
        self.director.catch_up()
        self._world.save(Path(path))

    def save_scenario(self, path: Path | str) -> None:
        """Write what was done by hand since the start as a scenario file that does it again.

        The world that it starts in is written beside it. Raises `Mistake` for something that a file cannot say.
        """
        with self._world.lock:
            save_scenario(self.director, Path(path))

    def fresh(self, row: T) -> T:
        """Return the row as it is now; raises `NoSuchRow` if it is gone, or of another world."""
        __tracebackhide__ = True
        with self._world.lock:
            return current_row(self._world, row)

    def beatmap_file(self, beatmap: Beatmap | int | str) -> bytes:
        """Return the `.osu` file of a beatmap, given as row, id or title.

        Raises `NoSuchRow` if there is no such beatmap, or if it has no file.
        """
        from mockbancho.factories import file_of  # many a server is never asked for a file

        with self._world.lock:
            found: Beatmap = resolve(self._world, Beatmap, beatmap)  # type: ignore[assignment]  # it is of the kind asked for
            content = file_of(self._world, found)
        if content is None:
            raise NoSuchRow(f"beatmap {found.id}, {found.artist} - {found.title} [{found.version}], has no file")
        return content

    def close(self) -> None:
        """Close the listener for good; the world can still be asked by direct calls. Closing again does nothing."""
        with self._opening:
            self._closed = True
            listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the server."""
        self.close()

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        """Decorate a function, also an async one: each call gets a fork of this server, as `bancho` if it takes one.

        The result does not show that parameter, so that pytest asks no fixture for it. Raises `Mistake` for a class or
        a generator.
        """
        return decorated(self.fork, function)

    def __repr__(self) -> str:
        """Tell the contract and the address, if there is one."""
        where = self._listener.url if self._listener else "no listener"
        return f"<Bancho {self._contract.name}, {where}>"


def _kept(value: Any) -> Any:  # noqa: ANN401  # a value of any kind
    """Return an argument that stays as it is if whoever gave a list or a dict changes it later."""
    return value.copy() if type(value) in (list, dict) else value
