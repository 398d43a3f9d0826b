"""The command: `make bench`, `python -m bench [requests] [calls] [worlds] [generated] [start] [fixtures] [--quick] [--json FILE]`."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.measure import progress
from bench.sections import calls, fixtures, generated, requests, start, worlds

if TYPE_CHECKING:
    from bench.report import Table

SECTIONS: Final = ("requests", "calls", "worlds", "generated", "start", "fixtures")
QUICK_SIZES: Final = (1_000, 10_000)
SIZES: Final = (1_000, 100_000, 1_000_000)
GENERATED: Final = (1_000, 20_000)
"""Scores of generated worlds, of which a million take a minute: `--sizes 1000,1000000`."""
VERSIONED: Final = ("starlette", "uvicorn", "httptools", "uvloop", "msgspec", "httpx")


def main() -> None:
    """Measure what is asked for, print a table for each as soon as it is there."""
    options = _options()
    print(f"{_machine()}\n")
    tables = []
    for section in options.sections or SECTIONS:
        found = _measure(section, quick=options.quick, sizes=options.sizes)
        progress("")
        for table in found:
            print(table.text(), flush=True)
        tables += found
    if options.json:
        record = {"machine": _machine(), "tables": [table.record() for table in tables]}
        options.json.write_text(json.dumps(record, indent=1) + "\n", "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure mockbancho beside a bare Starlette.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=f"{', '.join(SECTIONS)}; all if none is named")
    parser.add_argument(
        "--quick", action="store_true", help="a smoke run: few rounds, small worlds, figures mean little"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--sizes", type=_sizes, metavar="N,N,…", help="numbers of scores for the sections worlds, generated"
    )
    options = parser.parse_args()
    unknown = set(options.sections) - set(SECTIONS)
    if unknown:
        parser.error(f"no section {', '.join(sorted(unknown))}; there are: {', '.join(SECTIONS)}")
    return options


def _sizes(text: str) -> tuple[int, ...]:
    sizes = tuple(sorted(int(part.replace("_", "")) for part in text.split(",")))
    if sizes[0] < 1_000:
        raise argparse.ArgumentTypeError("the smallest world has 1000 scores")
    return sizes


def _measure(section: str, *, quick: bool, sizes: tuple[int, ...] | None) -> list[Table]:
    match section:
        case "requests":
            return requests.measure(quick=quick)
        case "calls":
            return calls.measure(quick=quick)
        case "worlds":
            return worlds.measure(sizes or (QUICK_SIZES if quick else SIZES), quick=quick)
        case "generated":
            return generated.measure(sizes or GENERATED[: 1 if quick else None], quick=quick)
        case "fixtures":
            return fixtures.measure(quick=quick)
        case _:
            return start.measure(quick=quick)


def _machine() -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in VERSIONED)
    collector = f"on, {gc.get_freeze_count()} objects frozen"
    return (
        f"Python {platform.python_version()} on {platform.system()}, {os.cpu_count()} processors; {versions}; "
        f"garbage collector: {collector} (mockbancho freezes nothing)"
    )


if __name__ == "__main__":
    main()
