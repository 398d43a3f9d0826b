"""Cold start: from the process to the first 200, beside uvicorn with a bare Starlette; and what an import costs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from bench.generator import DENSE, build
from bench.measure import progress, spread
from bench.processes import ROOT, free_port, processor_seconds, seconds_to_first_200
from bench.report import Table, verdict
from mockbancho.world.files.writing import save_file

if TYPE_CHECKING:
    from collections.abc import Callable

RECORDED: Final = ROOT / "tests/conformance/world.json"
PATH: Final = "/get_player_count"
FLOOR: Final = """
import sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

async def answer(request):
    return Response(b"{}", media_type="application/json")

uvicorn.run(Starlette(routes=[Route(sys.argv[2], answer)]), port=int(sys.argv[1]), log_level="warning")
"""
REACH: Final = 0.15
"""Seconds more than the floor."""
IMPORT_REACH: Final = 0.04
"""Seconds more than an interpreter that does nothing."""


def measure(*, quick: bool) -> list[Table]:
    """Start each server and each interpreter in turns, and return both tables."""
    with ExitStack() as stack:
        made_up = Path(stack.enter_context(TemporaryDirectory()), "world.json")
        save_file(build(DENSE), made_up)
        servers = {
            "uvicorn + Starlette": _floor,
            "mockbancho serve, recorded world": lambda: _mockbancho(RECORDED),
            f"mockbancho serve, {DENSE.players} players, {DENSE.scores} scores": lambda: _mockbancho(made_up),
        }
        starts = _in_turns(servers, 1 if quick else 9)
    imports = _in_turns(
        {
            "nothing": lambda: _interpreter("pass"),
            "mockbancho.world.world": lambda: _interpreter("import mockbancho.world.world"),
            "mockbancho.api.app": lambda: _interpreter("import mockbancho.api.app"),
            "mockbancho.cli": lambda: _interpreter("import mockbancho.cli"),
            "starlette + uvicorn": lambda: _interpreter("import starlette.applications, uvicorn"),
        },
        1 if quick else 15,
    )
    return [
        _table("start: milliseconds from the process to the first 200", "server", starts, REACH, None),
        _table(
            "start: milliseconds of processor time of an interpreter and an import", "import", imports, IMPORT_REACH, 1
        ),
    ]


def _in_turns(ways: dict[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        progress(f"start: round {number + 1} of {rounds}")
        for name, way in ways.items():
            found[name].append(way())
    return found


def _floor() -> float:
    port = free_port()
    return seconds_to_first_200(["-c", FLOOR, str(port), PATH], port, PATH)


def _mockbancho(world: Path) -> float:
    port = free_port()
    return seconds_to_first_200(["-m", "mockbancho", "serve", "--world", str(world), "--port", str(port)], port, PATH)


def _interpreter(statement: str) -> float:
    return processor_seconds(["-c", statement])


def _table(title: str, what: str, found: dict[str, list[float]], reach: float, judged: int | None) -> Table:
    """Return a table whose first row is the floor; only the row *judged* has the target, with None all others."""
    floor, *_ = found.values()
    table = Table(title, (what, "ms", "more than the first", f"target {reach * 1000:.0f} more"))
    for place, (name, seconds) in enumerate(found.items()):
        more = spread([(one - other) * 1000 for one, other in zip(seconds, floor, strict=True)])
        taken = spread([one * 1000 for one in seconds])
        counts = place == judged if judged is not None else place > 0
        word = verdict(reached=more.middle <= reach * 1000) if counts else ""
        table.rows.append((name, (f"{taken:.0f}", taken), (f"{more:.0f}", more), word))
    table.remarks = ["Median of the rounds, ± half of the range between the quartiles."]
    return table
