"""What a fake server can be made with: each option's name, and a check that names what is known and the nearest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypedDict

from mockbancho.contract import CONTRACTS, Contract, Cors, get_contract
from mockbancho.errors import Mistake, nearest
from mockbancho.generated import default_world, generated_world
from mockbancho.osu.engines import DEFAULT, ENGINES, engine_of
from mockbancho.scenario.clocks import FASTEST, Clock
from mockbancho.scenario.model import Scenario
from mockbancho.world.durations import micros_of
from mockbancho.world.loading import load_world
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from mockbancho.api.chaos import Chaos
    from mockbancho.world.durations import Duration
    from mockbancho.world.plan import Progress, Span


class Options(TypedDict, total=False):
    """The keywords of `Bancho`, of the marker and of `make_bancho`; None where it stands means the default."""

    seed: int | None
    contract: str
    world: World | Path | str | None
    players: int | None
    beatmapsets: int | None
    scores_per_player: int | str | Span | None
    scenario: str | Path | Scenario | dict[str, Any] | None
    at: Duration | None
    clock: str | None
    speed: float | None
    pp_engine: str | None
    cors: str | None
    strict: str | None
    chaos: bool | None
    faults: Sequence[str | dict[str, Any]] | None


STRICT: Final = ("on", "all", "off")
"""What a test that asks for the impossible meets: it fails, it fails also for parameters that are ignored, nothing."""


def strict_of(given: object) -> str:
    """Return how strict a test is about what was asked; None is on."""
    if given is None:
        return STRICT[0]
    if isinstance(given, str) and given in STRICT:
        return given
    raise _unknown("strict", given, STRICT)


def chaos_of(given: object) -> bool:
    """Return whether every answer is as untypical as is legal; None is not."""
    if given is None or isinstance(given, bool):
        return bool(given)
    raise Mistake(f"chaos is True or False, not {given!r}")


def chaos_for(world: World) -> Chaos:
    """Return the chaos that the seed of a world makes."""
    from mockbancho.api.chaos import Chaos  # few servers have any

    return Chaos(world.seed)


def faults_of(given: object) -> list[dict[str, Any]]:
    """Return the arguments of each fault that is there from the start; None is none."""
    if given is None:
        return []
    if isinstance(given, str) or not isinstance(given, list | tuple):
        raise Mistake(f"faults is a list, such as ['get_map_scores:status=503,rate=0.3'], not {given!r}")
    from mockbancho.scenario.faulty import fault_of  # it imports every action

    return [fault_of(each) for each in given]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]  # checked one by one


def seed_of(given: object) -> int | None:
    """Return the seed; None is the world's own."""
    if given is None or (isinstance(given, int) and not isinstance(given, bool)):
        return given
    raise Mistake(f"seed is a whole number, not {given!r}")


def contract_of(given: object) -> Contract:
    """Return the contract of this name."""
    if isinstance(given, str):
        return get_contract(given)
    raise _unknown("contract", given, CONTRACTS)


def cors_of(given: object) -> Cors | None:
    """Return the form of CORS; None is the contract's own."""
    if given is None:
        return None
    if isinstance(given, str) and given in list(Cors):
        return Cors(given)
    raise _unknown("cors", given, Cors)


def engine_name_of(given: object) -> str | None:
    """Return the name of a pp engine that is installed; None is the usual one."""
    if given is None:
        return None
    if isinstance(given, str):
        return engine_of(given).name
    raise _unknown("pp_engine", given, ENGINES)


def players_of(given: object) -> int | None:
    """Return how many players a generated world has; None is the usual number."""
    return None if given is None else plan_of(players=given).players


def beatmapsets_of(given: object) -> int | None:
    """Return how many sets of beatmaps a generated world has; None is the usual number."""
    return None if given is None else plan_of(beatmapsets=given).beatmapsets


def scores_of(given: object) -> Span | None:
    """Return how many plays each player of a generated world has, from and to; None is the usual span."""
    return None if given is None else plan_of(scores_per_player=given).scores_per_player


def scenario_of(given: object) -> Scenario | None:
    """Return a scenario: itself, one by its name, that of a file, or one spelled as a dict; None is none."""
    if given is None or isinstance(given, Scenario):
        return given
    if isinstance(given, dict):
        from mockbancho.scenario.library import spelled_scenario  # many a server plays none, and needs no YAML

        return spelled_scenario(given)  # pyright: ignore[reportUnknownArgumentType]  # it is checked
    if isinstance(given, str | Path):
        from mockbancho.scenario.library import find_scenario  # many a server plays none, and needs no YAML

        return find_scenario(given)
    raise Mistake(f"scenario is a name, the path of a file, or a dict with what a file has, not {given!r}")


def at_of(given: object) -> int:
    """Return how far into the scenario to go, in microseconds; None is its start."""
    try:
        return 0 if given is None else micros_of(given)
    except Mistake as mistake:
        raise Mistake(f"at: {mistake}") from None


def clock_of(given: object) -> Clock:
    """Return how the time moves; None is manual."""
    if given is None:
        return Clock.MANUAL
    if isinstance(given, str) and given in list(Clock):
        return Clock(given)
    raise _unknown("clock", given, Clock)


def speed_of(given: object) -> float | None:
    """Return how many seconds pass in one of the machine's, for a scaled clock; None is one."""
    if given is None or (isinstance(given, int | float) and not isinstance(given, bool) and 0 < given <= FASTEST):
        return given
    raise Mistake(f"speed is a number above 0 and at most {FASTEST:g}, not {given!r}")


def pace_of(options: Mapping[str, Any]) -> tuple[Clock, float | None]:
    """Return how the time moves, and how fast if it is scaled; raises `Mistake` for a speed of another clock."""
    mode, speed = clock_of(options.get("clock")), speed_of(options.get("speed"))
    if speed is not None and mode is not Clock.SCALED:
        raise Mistake(f"speed is for clock='scaled'; the clock is {mode.value}")
    return mode, speed


def world_of(
    given: object,
    *,
    seed: int | None = None,
    players: object = None,
    beatmapsets: object = None,
    scores_per_player: object = None,
    pp_engine: object = None,
    days: int = 0,
    progress: Progress | None = None,
) -> World:
    """Return the world itself, the one of a file, or for None one that is generated: the default one if nothing is asked.

    A world that was generated or is the default is made once, so many *days* after 2024-07-01; each call gets a fork.
    Raises `Mistake` for a file that cannot be read or for what cannot be generated, `WorldFileError` with every mistake
    of a file that is wrong.
    """
    sizes = {"players": players, "beatmapsets": beatmapsets, "scores_per_player": scores_per_player}
    engine = engine_name_of(pp_engine)
    source = world_source_of(given)
    if source is None and seed is None and all(value is None for value in sizes.values()):
        return default_world(engine or DEFAULT, days=days, progress=progress)
    if source is None:
        made = generated_world(seed or 0, plan_of(**sizes), engine or DEFAULT, days=days, progress=progress)
        made.pp_engine = engine or DEFAULT  # also of an empty one
        return made
    for name, value in sizes.items():
        if value is not None:
            raise Mistake(f"{name} is for a world that is generated; world= says which one to take instead")
    world = load_world(source) if isinstance(source, Path) else source
    if seed is not None:
        world.seed = seed
    if engine is not None:
        world.pp_engine = engine
    return world


def world_source_of(given: object) -> World | Path | None:
    """Return where the world comes from; no file is opened."""
    if given is None or isinstance(given, (World, Path)):
        return given
    if isinstance(given, str):
        return Path(given)
    raise Mistake(f"world is the path of a world file, a World or None, not {given!r}")


CHECKS: Final[dict[str, Callable[[object], object]]] = {
    "seed": seed_of,
    "contract": contract_of,
    "world": world_source_of,
    "players": players_of,
    "beatmapsets": beatmapsets_of,
    "scores_per_player": scores_of,
    "scenario": lambda given: given if isinstance(given, str | Path) else scenario_of(given),
    "at": at_of,
    "clock": clock_of,
    "speed": speed_of,
    "pp_engine": engine_name_of,
    "cors": cors_of,
    "faults": faults_of,
    "chaos": chaos_of,
    "strict": strict_of,
}
"""What each option is checked by, without opening a file."""
WORLD_OPTIONS: Final = ("seed", "players", "beatmapsets", "scores_per_player", "pp_engine")
"""Those that, beside `world`, say which world it is."""
SIZES: Final = frozenset({"players", "beatmapsets", "scores_per_player"})
"""Those that only a generated world has."""


def check_option(name: str, value: object) -> None:
    """Raise `Mistake` for an option that does not exist or cannot have this value."""
    if name not in CHECKS:
        raise _unknown("option", name, CHECKS)
    CHECKS[name](value)


def check_options(unnamed: Sequence[object], options: Mapping[str, object]) -> None:
    """Raise `Mistake` for options that are not named, do not exist or cannot have their values."""
    __tracebackhide__ = True
    if unnamed:
        named = ", ".join(f"{option_for(value)}={value!r}" for value in unnamed)
        given = ", ".join(map(repr, unnamed))
        raise Mistake(f"every option is named, not {given}; did you mean {named}? Known: {', '.join(CHECKS)}")
    for name, value in options.items():
        check_option(name, value)


def world_for(options: Mapping[str, Any], progress: Progress | None = None) -> World:
    """Return the world that options ask for, as `world_of` does; that of a scenario is about to start."""
    scenario = scenario_of(options.get("scenario"))
    if scenario is not None:
        for name in ("world", *sorted(SIZES)):
            if options.get(name) is not None:
                raise Mistake(f"{name}: the scenario says which world it plays in; leave it out")
        from mockbancho.scenario.stage import stage  # many a server plays none

        engine = engine_name_of(options.get("pp_engine")) or DEFAULT
        return stage(scenario, seed=options.get("seed"), engine=engine, progress=progress)
    if options.get("at") is not None:
        raise Mistake("at says how far into a scenario to go; give a scenario too")
    asked = {name: options[name] for name in WORLD_OPTIONS if name in options}
    return world_of(options.get("world"), **asked, progress=progress)


def option_for(value: object) -> str:
    """Return the option that a value given without a name was probably meant for."""
    return next((name for name in ("seed", "contract", "cors") if _takes(name, value)), "world")


def _takes(name: str, value: object) -> bool:
    try:
        check_option(name, value)
    except Mistake:
        return False
    return True


def _unknown(what: str, given: object, known: Iterable[str]) -> Mistake:
    words = [str(word) for word in known]
    return Mistake(f"unknown {what} {given!r}{nearest(str(given), words) or '.'} Known: {', '.join(words)}")
