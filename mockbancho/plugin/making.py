"""From the options given to a run, by markers and to `make_bancho` to a server; mistakes name where they were made."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest

from mockbancho.plugin.tables import INI, MARKER, NUMBERS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Mapping

    from mockbancho.bancho import Bancho
    from mockbancho.world.world import World

_WORLDS: Final = pytest.StashKey["dict[object, World]"]()
"""The worlds of this run: by path those read from files, by their options those generated."""
_STAGED: Final = pytest.StashKey["dict[object, Bancho]"]()
"""The servers in whose worlds scenarios play."""
_ANSWERING: Final = ("contract", "cors", "clock", "speed", "chaos", "faults", "strict")
"""Options that say how a server answers and moves, whatever its world is."""
_LED: Final = {"at": "scenario", "speed": "clock"}
"""Options that are about another: not meant for one that was given nearer."""


class Given(NamedTuple):
    """An option's value, where it was given, and what it is called there if not as it always is."""

    value: Any
    where: str
    name: str = ""


def made_for_the_run(config: pytest.Config) -> Bancho:
    """Make the server of the session; raises `Mistake` that names where a wrong option was given."""
    from mockbancho.bancho import Bancho

    given = of_the_run(config)
    _check(given)
    options = _values(given)
    if "world" in given:
        options["world"] = _world_of_file(config, given["world"])
    if "scenario" in given:
        options["scenario"] = scenario_of(config, given["scenario"].value)
    _check_pace(given, options)
    with _at(_places_of_world(given)):
        return Bancho(**options)


def made_for(item: pytest.Item, session: Bancho, options: Mapping[str, Any]) -> Bancho:
    """Make a server for one test; raises `Mistake` that names where a wrong option was given."""
    levels = [{name: Given(value, "make_bancho") for name, value in options.items()}, *marked(item)]
    given = _nearest(levels)
    if not given:
        return session.fork()
    from mockbancho.options import WORLD_OPTIONS

    _check(given)
    of_run = of_the_run(item.config)
    wanted = _nearest([*levels, of_run])
    if not given.keys() & {"scenario", "at", "world", *WORLD_OPTIONS}:
        return _forked(session, session, given)  # which has the faults of the run
    given = {name: option for name, option in of_run.items() if name == "faults"} | given
    if any(name in wanted and wanted[name].value is not None for name in ("scenario", "at")):
        return _forked(_staged(item.config, wanted), session, given)
    return _serving(_world_for(item.config, session, wanted), session, given)


def _serving(world: World, session: Bancho, given: Mapping[str, Given]) -> Bancho:
    """Return a server over a world; it answers and moves as these options ask, and else as that of the session."""
    from mockbancho.bancho import Bancho

    options: dict[str, Any] = {"contract": session.contract, "cors": session.cors, "strict": session.strict}
    options["chaos"] = session.asgi.chaos is not None
    options |= {} if "clock" in given else {"clock": session.director.mode.value, "speed": session.director.pace}
    options |= {name: given[name].value for name in _ANSWERING if name in given}
    _check_pace(given, options)
    return Bancho(**options, world=world)


def _forked(base: Bancho, session: Bancho, given: Mapping[str, Given]) -> Bancho:
    """Return a server over a fork of a server's world, which can seek in what has happened there."""
    made = _serving(base.world.fork(), session, given)
    made.director.take(base.director.past())
    made.asgi.variations = base.asgi.variations
    return made


def _staged(config: pytest.Config, given: Mapping[str, Given]) -> Bancho:
    """Return the server in whose world a scenario plays; it is staged once in a run."""
    from mockbancho.bancho import Bancho

    staged = config.stash.setdefault(_STAGED, {})
    options = {name: option.value for name, option in given.items() if name not in _ANSWERING}
    if "scenario" in given:
        options["scenario"] = scenario_of(config, given["scenario"].value)
    key = tuple(sorted((name, str(value)) for name, value in options.items() if value is not None))
    if key not in staged:
        with _at(_places_of_world(given)):
            staged[key] = Bancho(**options)
    return staged[key]


def scenario_of(config: pytest.Config, value: object) -> object:
    """Return the scenario that is meant; the path of a file is relative to the rootdir."""
    from mockbancho.scenario.library import ENDINGS

    if isinstance(value, Path) or (isinstance(value, str) and (value.endswith(ENDINGS) or "/" in value)):
        return config.rootpath / value
    return value


def _world_for(config: pytest.Config, session: Bancho, given: Mapping[str, Given]) -> World:
    """Return the world of one test: a fork of the one of a file, or one that is generated."""
    from mockbancho.options import WORLD_OPTIONS, world_for

    given = {name: option for name, option in given.items() if name in ("world", *WORLD_OPTIONS)}
    world = given.get("world")
    if world is None or world.value is None:
        return _generated(config, given)
    base = session.world if world == of_the_run(config).get("world") else _world_of_file(config, world)
    with _at(_places_of_world(given)):
        return world_for({**_values(given), "world": base.fork()})


def options_of_the_run(config: pytest.Config) -> dict[str, Any]:
    """Return the options that the server of the session is made with."""
    return _values(of_the_run(config))


def wanted_for(item: pytest.Item, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that a server of a test is made with, by name, wherever they were given."""
    made = {name: Given(value, "make_bancho") for name, value in options.items()}
    return _values(_nearest([made, *marked(item), of_the_run(item.config)]))


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


def of_the_run(config: pytest.Config) -> dict[str, Given]:
    """Return the options given for the whole run; the command line beats the ini file."""
    written = [(name, _written(config, f"bancho_{name}")) for name in INI]
    typed = [(name, Given(config.getoption(f"bancho_{name}"), f"--bancho-{name}")) for name in ("seed", "contract")]
    return {name: given for name, given in [*written, *typed] if given.value is not None}


def _written(config: pytest.Config, name: str) -> Given:
    """Return an option of the ini file; raises `Mistake` if pytest cannot read it."""
    where = config.inipath.name if config.inipath else "the ini file"
    try:
        value: Any = config.getini(name)
        if value in (None, "", []):  # pytest 7 knows no None here, and no numbers
            return Given(None, where, name)
        kind = NUMBERS.get(name.removeprefix("bancho_"))
        return Given({"int": int, "float": float}[kind](value) if kind else value, where, name)
    except (TypeError, ValueError, pytest.UsageError) as error:
        from mockbancho.errors import Mistake

        raise Mistake(f"{where}: {name} cannot be read: {error}") from None


def marked(item: pytest.Item) -> list[dict[str, Given]]:
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
def mistakes_fail() -> Generator[None]:
    """Fail with the words of a mistake alone: our code's traceback would tell nothing more."""
    from mockbancho.errors import Mistake

    try:
        yield
    except Mistake as mistake:
        raise pytest.fail.Exception(str(mistake), pytrace=False) from None
