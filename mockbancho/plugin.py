"""The pytest plugin: fixtures that give each test a fake bancho.py, a marker, and options for the whole run.

pytest imports this module in every run of whoever has mockbancho installed; so nothing heavy is imported before a
fixture is used.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping
    from typing import Never, Unpack

    from mockbancho.bancho import Bancho
    from mockbancho.options import Options
    from mockbancho.world.world import World

MARKER: Final = "bancho"
_WORLDS: Final = pytest.StashKey["dict[object, World]"]()
"""The worlds of this run: by path those read from files, by their options those generated."""


_STAGED: Final = pytest.StashKey["dict[object, Bancho]"]()
"""The servers in whose worlds scenarios play."""


_KNOWS_NUMBERS: Final = pytest.version_tuple >= (8, 4)
"""Whether pytest's ini file has numbers."""


_INI: Final = {
    "seed": "The seed of every world.",
    "contract": "The contract: any, 5.3 or 4.3.2.",
    "world": "The world file, relative to the rootdir.",
    "players": "How many players a generated world has.",
    "beatmapsets": "How many sets of beatmaps a generated world has.",
    "scores_per_player": "How often each player of a generated world has played, such as 50 or 20..60.",
    "scenario": "The scenario that plays, by name or file.",
    "at": "How far into the scenario the tests begin, such as 5m.",
    "clock": "How time moves: manual, real or scaled.",
    "speed": "How many seconds pass in one of the machine's, for a scaled clock.",
    "pp_engine": "What calculates pp: rosu or akatsuki.",
    "cors": "The CORS headers: all, deployment, echo or off.",
}
"""The options of pytest's ini file, each with `bancho_` before it."""
_NUMBERS: Final[dict[str, Literal["int", "float"]]] = {
    "seed": "int",
    "players": "int",
    "beatmapsets": "int",
    "speed": "float",
}
"""Those that are numbers, and of which kind."""
_ANSWERING: Final = ("contract", "cors", "clock", "speed")
"""Options that say how a server answers and moves, whatever its world is."""
_LED: Final = {"at": "scenario", "speed": "clock"}
"""Options that are about another: not meant for one that was given nearer."""


class MakeBancho(Protocol):
    """What the fixture `make_bancho` gives."""

    def __call__(self, **options: Unpack[Options]) -> Bancho:
        """Return another fake bancho.py, closed with the test; options not given are those of the fixture `bancho`."""
        ...


class Given(NamedTuple):
    """An option's value, where it was given, and what it is called there if not as it always is."""

    value: Any
    where: str
    name: str = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the run, on the command line and in the ini file."""
    group = parser.getgroup("mockbancho", "mockbancho, a fake bancho.py")
    group.addoption("--bancho-seed", type=int, metavar="NUMBER", help="The seed of every world.")
    group.addoption("--bancho-contract", type=_contract, metavar="NAME", help="The contract: any, 5.3 or 4.3.2.")
    for name, about in _INI.items():
        kind = _NUMBERS[name] if _KNOWS_NUMBERS and name in _NUMBERS else "string"
        parser.addini(f"bancho_{name}", f"{about} (mockbancho)", type=kind, default=None)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        f"{MARKER}(*, {', '.join(f'{name}=' for name in _INI)}): what the test's fake bancho.py is made with; "
        "of function, class and module the nearest wins, for each option.",
    )


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a test that is marked wrongly before anything is set up for it."""
    if item.get_closest_marker(MARKER):
        with _mistakes_fail():
            _marked(item)


@pytest.fixture(scope="session")
def bancho_session(pytestconfig: pytest.Config) -> Generator[Bancho]:
    """Give the fake bancho.py whose world those of the tests are forked from."""
    with _mistakes_fail():
        made = _made_for_the_run(pytestconfig)
    with made:
        yield made


@pytest.fixture
def bancho(request: pytest.FixtureRequest, bancho_session: Bancho) -> Generator[Bancho]:
    """Give a fake bancho.py of the test's own: nothing that happens in it is seen by another test."""
    with _mistakes_fail():
        made = _made_for(request.node, bancho_session, {})
    with made:
        yield made


@pytest.fixture
def bancho_url(bancho: Bancho) -> str:
    """Give the address of the fixture `bancho`: http://127.0.0.1:PORT."""
    return bancho.url


@pytest.fixture
def make_bancho(request: pytest.FixtureRequest, bancho_session: Bancho) -> Generator[MakeBancho]:
    """Give a function that makes more of them; all are closed with the test."""
    from mockbancho.errors import Mistake
    from mockbancho.options import check_options

    with ExitStack() as stack:

        def make(*unnamed: Never, **options: Unpack[Options]) -> Bancho:
            __tracebackhide__ = True
            try:
                check_options(unnamed, {})
                made = _made_for(request.node, bancho_session, options)
            except Mistake as mistake:
                raise mistake.with_traceback(None) from None  # the last line shown is the test's
            return stack.enter_context(made)

        yield make


def _made_for_the_run(config: pytest.Config) -> Bancho:
    """Make the server of the session; raises `Mistake` that names where a wrong option was given."""
    from mockbancho.bancho import Bancho

    given = _of_the_run(config)
    _check(given)
    options = _values(given)
    if "world" in given:
        options["world"] = _world_of_file(config, given["world"])
    if "scenario" in given:
        options["scenario"] = _scenario_of(config, given["scenario"])
    _check_pace(given, options)
    with _at(_places_of_world(given)):
        return Bancho(**options)


def _made_for(item: pytest.Item, session: Bancho, options: Mapping[str, Any]) -> Bancho:
    """Make a server for one test; raises `Mistake` that names where a wrong option was given."""
    levels = [{name: Given(value, "make_bancho") for name, value in options.items()}, *_marked(item)]
    given = _nearest(levels)
    if not given:
        return session.fork()
    from mockbancho.options import WORLD_OPTIONS

    _check(given)
    wanted = _nearest([*levels, _of_the_run(item.config)])
    if not given.keys() & {"scenario", "at", "world", *WORLD_OPTIONS}:
        return _forked(session, session, given)
    if any(name in wanted and wanted[name].value is not None for name in ("scenario", "at")):
        return _forked(_staged(item.config, wanted), session, given)
    return _serving(_world_for(item.config, session, wanted), session, given)


def _serving(world: World, session: Bancho, given: Mapping[str, Given]) -> Bancho:
    """Return a server over a world; it answers and moves as these options ask, and else as that of the session."""
    from mockbancho.bancho import Bancho

    options: dict[str, Any] = {"contract": session.contract, "cors": session.cors}
    options |= {} if "clock" in given else {"clock": session.director.mode.value, "speed": session.director.pace}
    options |= {name: given[name].value for name in _ANSWERING if name in given}
    _check_pace(given, options)
    return Bancho(**options, world=world)


def _forked(base: Bancho, session: Bancho, given: Mapping[str, Given]) -> Bancho:
    """Return a server over a fork of a server's world, which can seek in what has happened there."""
    made = _serving(base.world.fork(), session, given)
    made.director.take(base.director.past())
    return made


def _staged(config: pytest.Config, given: Mapping[str, Given]) -> Bancho:
    """Return the server in whose world a scenario plays; it is staged once in a run."""
    from mockbancho.bancho import Bancho

    staged = config.stash.setdefault(_STAGED, {})
    options = {name: option.value for name, option in given.items() if name not in _ANSWERING}
    if "scenario" in given:
        options["scenario"] = _scenario_of(config, given["scenario"])
    key = tuple(sorted((name, str(value)) for name, value in options.items() if value is not None))
    if key not in staged:
        with _at(_places_of_world(given)):
            staged[key] = Bancho(**options)
    return staged[key]


def _scenario_of(config: pytest.Config, given: Given) -> object:
    """Return the scenario that is meant; the path of a file is relative to the rootdir."""
    from mockbancho.scenario.library import ENDINGS

    value = given.value
    is_file = isinstance(value, Path) or (isinstance(value, str) and (value.endswith(ENDINGS) or "/" in value))
    return config.rootpath / value if is_file else value


def _world_for(config: pytest.Config, session: Bancho, given: Mapping[str, Given]) -> World:
    """Return the world of one test: a fork of the one of a file, or one that is generated."""
    from mockbancho.options import WORLD_OPTIONS, world_for

    given = {name: option for name, option in given.items() if name in ("world", *WORLD_OPTIONS)}
    world = given.get("world")
    if world is None or world.value is None:
        return _generated(config, given)
    base = session.world if world == _of_the_run(config).get("world") else _world_of_file(config, world)
    with _at(_places_of_world(given)):
        return world_for({**_values(given), "world": base.fork()})


def _nearest(levels: Iterable[Mapping[str, Given]]) -> dict[str, Given]:
    """Return of each option the nearest, which comes first; of scenario, world file and sizes of a generated one, too."""
    from mockbancho.options import SIZES

    ways = (frozenset({"scenario", "at"}), frozenset({"world"}), SIZES)
    found: dict[str, Given] = {}
    for level in levels:
        chosen = [way for way in ways if any(found[name].value is not None for name in way & found.keys())]
        chosen += [way for way in ways[1:2] if way & found.keys()]  # `world=None` says something too
        beaten = {name for way in ways for name in way if chosen and way not in chosen}
        beaten |= {name for name, leader in _LED.items() if leader in found}
        found |= {name: given for name, given in level.items() if name not in beaten | found.keys()}
    return found


def _generated(config: pytest.Config, given: Mapping[str, Given]) -> World:
    """Return a fork of the world that is generated for these options; it is made once in a run."""
    from mockbancho.options import world_for

    worlds = config.stash.setdefault(_WORLDS, {})
    options = _values(given)
    key = tuple(sorted((name, str(value)) for name, value in options.items() if value is not None))
    if key not in worlds:
        with _at(_places_of_world(given)):
            worlds[key] = world_for(options)
    return worlds[key].fork()


def _world_of_file(config: pytest.Config, given: Given) -> World:
    """Return the world that is meant; a file, relative to the rootdir, is read once in a run."""
    from mockbancho.options import world_of, world_source_of

    source = world_source_of(given.value)
    if not isinstance(source, Path):
        return world_of(source)
    path = (config.rootpath / source).resolve()
    worlds = config.stash.setdefault(_WORLDS, {})
    if path not in worlds:
        with _at(_places([given])):
            worlds[path] = world_of(path)
    return worlds[path]


def _of_the_run(config: pytest.Config) -> dict[str, Given]:
    """Return the options given for the whole run; the command line beats the ini file."""
    written = [(name, _written(config, f"bancho_{name}")) for name in _INI]
    typed = [(name, Given(config.getoption(f"bancho_{name}"), f"--bancho-{name}")) for name in ("seed", "contract")]
    return {name: given for name, given in [*written, *typed] if given.value is not None}


def _written(config: pytest.Config, name: str) -> Given:
    """Return an option of the ini file; raises `Mistake` if pytest cannot read it."""
    where = config.inipath.name if config.inipath else "the ini file"
    try:
        value: Any = config.getini(name)
        if value in (None, ""):  # pytest 7 knows no None here, and no numbers
            return Given(None, where, name)
        kind = _NUMBERS.get(name.removeprefix("bancho_"))
        return Given({"int": int, "float": float}[kind](value) if kind else value, where, name)
    except (TypeError, ValueError, pytest.UsageError) as error:
        from mockbancho.errors import Mistake

        raise Mistake(f"{where}: {name} cannot be read: {error}") from None


def _marked(item: pytest.Item) -> list[dict[str, Given]]:
    """Return the options of a test's markers, the nearest first; raises `Mistake` for a wrong marker, however far."""
    levels: list[dict[str, Given]] = []
    for node, mark in item.iter_markers_with_node(MARKER):
        where = f"@pytest.mark.{MARKER}" if node is item else f"@pytest.mark.{MARKER} of {node.name}"
        given = {name: Given(value, where) for name, value in mark.kwargs.items()}
        with _at(where):
            _refuse_positional(mark)
        _check(given)
        levels.append(given)
    return levels


def _refuse_positional(mark: pytest.Mark) -> None:
    from mockbancho.errors import Mistake
    from mockbancho.options import CHECKS, option_for

    if mark.args:
        named = ", ".join(f"{option_for(value)}={value!r}" for value in mark.args)
        given = ", ".join(map(repr, mark.args))
        raise Mistake(f"every option is named, not {given}; did you mean {named}? Known: {', '.join(CHECKS)}")


def _check(options: Mapping[str, Given]) -> None:
    """Raise `Mistake` that names the place for an option that does not exist or cannot have its value."""
    from mockbancho.options import check_option

    for name, given in options.items():
        with _at(_places([given])):
            check_option(name, given.value)


def _check_pace(given: Mapping[str, Given], options: Mapping[str, Any]) -> None:
    """Raise `Mistake` that names the place for a speed that the clock among the options does not have."""
    from mockbancho.options import pace_of

    with _at(_places(given[name] for name in ("clock", "speed") if name in given)):
        pace_of(options)


def _values(options: Mapping[str, Given]) -> dict[str, Any]:
    return {name: given.value for name, given in options.items()}


def _places_of_world(given: Mapping[str, Given]) -> str:
    """Return where the options were given that can contradict each other."""
    from mockbancho.options import SIZES

    names = SIZES | {"scenario", "at", "world"}
    return _places(option for name, option in given.items() if name in names and option.value is not None)


def _places(options: Iterable[Given]) -> str:
    """Return where options were given, each place once: `tox.ini: bancho_seed, bancho_players`."""
    names: dict[str, list[str]] = {}
    for option in options:
        names.setdefault(option.where, []).extend([option.name] if option.name else [])
    return " and ".join(": ".join(filter(None, [where, ", ".join(called)])) for where, called in names.items())


@contextmanager
def _at(where: str) -> Generator[None]:
    """Say where a mistake was made."""
    from mockbancho.errors import Mistake

    try:
        yield
    except Mistake as mistake:
        raise Mistake(f"{where}: {mistake}" if where else str(mistake)) from None


@contextmanager
def _mistakes_fail() -> Generator[None]:
    """Fail with the words of a mistake alone: our code's traceback would tell nothing more."""
    from mockbancho.errors import Mistake

    try:
        yield
    except Mistake as mistake:
        raise pytest.fail.Exception(str(mistake), pytrace=False) from None


def _contract(typed: str) -> str:
    """Return what was typed after `--bancho-contract`, if it is a contract."""
    from mockbancho.errors import Mistake
    from mockbancho.options import contract_of

    try:
        return contract_of(typed).name
    except Mistake as mistake:
        raise ArgumentTypeError(str(mistake)) from None
