"""The law of the house, as a function from sources to offences.

A *room* is a package or module directly below `mockbancho`; it stands on a floor and imports only from lower floors, or
within itself. Every import counts: inside functions, under `TYPE_CHECKING`, and by `import_module("…")`.
"""

import ast
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

PACKAGE = "mockbancho"
TOP = "__init__"  # the room of mockbancho/__init__.py

FLOORS = {
    TOP: 12,
    "__main__": 12,
    "cli": 11,
    "plugin": 11,
    "control": 10,
    "strategies": 10,
    "bancho": 9,
    "options": 8,
    "decorating": 8,
    "server": 8,
    "learning": 8,
    "verification": 8,
    "explaining": 7,
    "transports": 8,
    "scenario": 7,
    "scenarios": 4,
    "api": 6,
    "actions": 5,
    "generated": 5,
    "factories": 4,
    "world": 3,
    "records": 2,
    "contract": 2,
    "osu": 1,
    "errors": 0,
    "clock": 0,
}

# Where each outside library may stand; a library without an entry may stand nowhere.
LIBRARIES: dict[str, frozenset[str]] = {
    "msgspec": frozenset(FLOORS),
    "rosu_pp_py": frozenset({"osu"}),
    "akatsuki_pp_py": frozenset({"osu"}),
    "factory": frozenset({"factories"}),
    "faker": frozenset({"factories"}),
    "starlette": frozenset({"api", "control"}),
    "yaml": frozenset({"scenario.loader"}),
    "uvicorn": frozenset({"server"}),
    "uvloop": frozenset({"server"}),
    "httptools": frozenset({"server"}),
    "httpx": frozenset({"transports"}),
    "httpx2": frozenset({"transports"}),
    "requests": frozenset({"transports"}),
    "urllib3": frozenset({"transports"}),
    "aiohttp": frozenset({"transports"}),
    "pytest_httpserver": frozenset({"transports"}),
    "werkzeug": frozenset({"transports"}),
    "pytest": frozenset({"plugin"}),
    "_pytest": frozenset({"plugin"}),
    "hypothesis": frozenset({"strategies"}),
    "trustme": frozenset({"server"}),
    "python_multipart": frozenset({"api"}),
    "click": frozenset({"cli"}),
    "rich": frozenset({"cli"}),
}

OTHER_CLOCKS = frozenset(
    {
        "time.time",
        "time.time_ns",
        "time.clock_gettime",
        "time.clock_gettime_ns",
        "time.monotonic",
        "time.monotonic_ns",
        "datetime.datetime.now",
        "datetime.datetime.utcnow",
        "datetime.datetime.today",
        "datetime.date.today",
    }
)
OTHER_CHANCE = ("random.", "secrets.", "os.urandom", "uuid.uuid1", "uuid.uuid4")
SECRET = "control.tokens"  # nobody may be able to guess a token, by no seed either
OWN_GENERATOR = "random.Random"  # an instance with its own seed is nobody else's


@dataclass(frozen=True)
class Import:
    """One imported name, with the dotted name it is known by in the importing module."""

    target: str
    line: int


@dataclass(frozen=True)
class Module:
    """A source file of the house: its path, and its name and syntax read from that."""

    path: str
    source: str

    @property
    def is_package(self) -> bool:
        return self.path.endswith("/__init__.py")

    @cached_property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def place(self) -> str:
        """The name below `mockbancho`: `scenario.loader`."""
        return self.name.removeprefix(PACKAGE).removeprefix(".") or TOP

    @property
    def room(self) -> str:
        return room_of(self.name)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        return tuple(ast.walk(ast.parse(self.source, self.path)))

    def base_of(self, node: ast.ImportFrom) -> str:
        """The absolute name of what `from … import` names before the `import`."""
        if not node.level:
            return node.module or ""
        return absolute(self, "." * node.level + (node.module or ""))


House = Mapping[str, Module]
Law = Callable[[Module, House], Iterator[str]]


def house_of(sources: Mapping[str, str]) -> House:
    """Read sources, given by path (`mockbancho/world/tables.py`), into modules by name."""
    modules = (Module(path, source) for path, source in sorted(sources.items()))
    return {module.name: module for module in modules}


def offences(sources: Mapping[str, str]) -> list[str]:
    """Every breach of the law in these sources, as `path:line: sentence`."""
    house = house_of(sources)
    laws: tuple[Law, ...] = (rooms_without_floor, imports_upward, libraries_out_of_place, other_clocks, other_chance)
    found = [offence for module in house.values() for law in laws for offence in law(module, house)]
    return found + list(import_cycles(house))


def rooms_without_floor(module: Module, house: House) -> Iterator[str]:
    if module.room not in FLOORS:
        yield f"{module.path} stands on no floor: give the room {module.room!r} one in tests/floors.py"


def imports_upward(module: Module, house: House) -> Iterator[str]:
    own = FLOORS.get(module.room, max(FLOORS.values()) + 1)
    for target, line in inside_imports(module, house):
        room = room_of(target)
        if room not in FLOORS:
            yield f"{module.path}:{line}: imports {target}, which stands on no floor"
        elif room != module.room and FLOORS[room] >= own:
            yield (
                f"{module.path}:{line}: {module.room} (floor {own}) imports {target} (floor {FLOORS[room]}); "
                "a room imports only from lower floors"
            )


def libraries_out_of_place(module: Module, house: House) -> Iterator[str]:
    for each in imports_of(module):
        library = each.target.partition(".")[0]
        if library in sys.stdlib_module_names or library == PACKAGE:
            continue
        places = LIBRARIES.get(library, frozenset())
        if not any(module.place == place or module.place.startswith(f"{place}.") for place in places):
            known = f"only {', '.join(sorted(places))} may" if places else "no room may: it is not in tests/floors.py"
            yield f"{module.path}:{each.line}: {module.place} imports {library}; {known}"


def other_clocks(module: Module, house: House) -> Iterator[str]:
    if module.room == "clock":
        return
    for name, line in outside_names(module):
        if name in OTHER_CLOCKS:
            yield f"{module.path}:{line}: {name} is another source of time; only clock.py reads the machine's"


def other_chance(module: Module, house: House) -> Iterator[str]:
    if module.place == SECRET:
        return
    for name, line in outside_names(module):
        if name.startswith(OTHER_CHANCE) and name != OWN_GENERATOR:
            yield f"{module.path}:{line}: {name} draws from what no seed decides; randomness here is keyed"


def import_cycles(house: House) -> Iterator[str]:
    """The first cycle in each room; between rooms the floors forbid it."""
    for room in sorted({module.room for module in house.values()}):
        graph = {
            module.name: sorted({target for target, _ in inside_imports(module, house)} - {module.name})
            for module in house.values()
            if module.room == room
        }
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]  # each is imported by the next
            yield f"{house[cycle[-1]].path}: import cycle: {' imports '.join(reversed(cycle))}"


def inside_imports(module: Module, house: House) -> Iterator[tuple[str, int]]:
    """The modules of the house that a module imports: `from mockbancho.world import tables` is one of them."""
    for each in imports_of(module):
        if each.target.partition(".")[0] == PACKAGE:
            parent = each.target.rpartition(".")[0]
            yield (parent if each.target not in house and parent in house else each.target), each.line


def imports_of(module: Module) -> Iterator[Import]:
    """Every import anywhere in a module, down to the name: `from a import b` is `a.b`."""
    for node in module.nodes:
        match node:
            case ast.Import():
                yield from (Import(alias.name, node.lineno) for alias in node.names)
            case ast.ImportFrom():
                base = module.base_of(node)
                yield from (Import(f"{base}.{alias.name}".removesuffix(".*"), node.lineno) for alias in node.names)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield Import(absolute(module, name), node.lineno)
            case _:
                pass


def outside_names(module: Module) -> Iterator[tuple[str, int]]:
    """Every use of an imported name, spelled in full: `dt.now` after `from datetime import datetime as dt`."""
    names = dict(bindings_of(module))
    for node in module.nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            first, *rest = dotted(node) or [""]
            if first in names:
                yield ".".join([names[first], *rest]), node.lineno


def bindings_of(module: Module) -> Iterator[tuple[str, str]]:
    """What each imported name stands for."""
    for node in module.nodes:
        match node:
            case ast.Import():
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    yield (alias.asname, alias.name) if alias.asname else (first, first)
            case ast.ImportFrom():
                base = module.base_of(node)
                yield from ((alias.asname or alias.name, f"{base}.{alias.name}") for alias in node.names)
            case _:
                pass


def dotted(node: ast.expr) -> list[str] | None:
    match node:
        case ast.Name(id=name):
            return [name]
        case ast.Attribute(value=value, attr=attr):
            front = dotted(value)
            return front and [*front, attr]
        case _:
            return None


def absolute(module: Module, name: str) -> str:
    """Resolve leading dots as the import system does."""
    bare = name.lstrip(".")
    level = len(name) - len(bare)
    if not level:
        return name
    up = level - 1 if module.is_package else level
    return ".".join([*module.name.split(".")[: -up or None], *filter(None, [bare])])


def room_of(name: str) -> str:
    return [*name.split("."), TOP][1]
