"""Draw the picture, of 600 players and seed 7 unless others are asked for.

It needs matplotlib, which nothing else does: `pip install --group pictures`.
"""

from __future__ import annotations

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from mockbancho.generated import default_world, generated_world
from mockbancho.world.plan import plan_of
from tools.pictures.facts import Facts
from tools.pictures.sheet import draw_sheet

PATH = Path(__file__).parents[2] / "docs" / "pictures" / "worlds.png"


def main() -> None:
    """Make the worlds, and write the picture of them."""
    options = _options()
    if find_spec("matplotlib") is None:
        sys.exit("the picture needs matplotlib: .venv/bin/pip install -c constraints.txt --group pictures")
    plan = plan_of(options.players)
    world = Facts(generated_world(options.seed, plan), plan)
    options.to.parent.mkdir(parents=True, exist_ok=True)
    draw_sheet(world, Facts(default_world()), options.to)
    print(f"{options.to.name}: {options.to.stat().st_size:,} bytes")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description="Draw what a generated world holds.")
    parser.add_argument("--players", type=int, default=600, help="how many players the world has")
    parser.add_argument("--seed", type=int, default=7, help="its seed")
    parser.add_argument("--to", type=Path, default=PATH, metavar="FILE", help=f"instead of docs/pictures/{PATH.name}")
    return parser.parse_args()


if __name__ == "__main__":
    main()
