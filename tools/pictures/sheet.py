"""The whole picture: a title, panels in rows of three, and a calendar below."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from tools.pictures import panels
from tools.pictures.colours import GRID, INK, PALE

if TYPE_CHECKING:
    from pathlib import Path

    from tools.pictures.facts import Facts

_WIDTH, _HEIGHT, _DPI = 12.0, 17.2, 150
_STYLE: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 8,
    "axes.edgecolor": GRID,
    "axes.labelcolor": PALE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": PALE,
    "ytick.color": PALE,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "legend.frameon": False,
    "legend.fontsize": 8,
}
_ROWS: Final = (
    (panels.total_pp, panels.pp_of_bests, panels.accuracy),
    (panels.grades, panels.full_combos, panels.mods),
    (panels.failures, panels.stars_by_skill, panels.most_played),
    (panels.hours, panels.weekdays, None),
)


def draw_sheet(world: Facts, default: Facts, path: Path) -> None:
    """Write the picture of a world; the *default* world's players are in what is drawn of single ones."""
    matplotlib: Any = import_module("matplotlib")  # only this tool needs it, so nothing else may miss it
    matplotlib.use("agg")
    plot: Any = import_module("matplotlib.pyplot")
    with plot.rc_context(_STYLE):
        figure = plot.figure(figsize=(_WIDTH, _HEIGHT), layout="constrained")
        figure.get_layout_engine().set(hspace=0.06, wspace=0.05, h_pad=0.09, w_pad=0.09)
        grid = figure.add_gridspec(len(_ROWS) + 2, 3, height_ratios=[0.16, *[1.0] * len(_ROWS), 0.62])
        _head(figure.add_subplot(grid[0, :]), world)
        for place, row in enumerate(_ROWS, 1):
            for column, draw in enumerate(row):
                if draw:
                    draw(figure.add_subplot(grid[place, column]), world)
        panels.growth(figure.add_subplot(grid[len(_ROWS), 2]), default)
        panels.calendar(figure.add_subplot(grid[len(_ROWS) + 1, :]), default)
        figure.savefig(path, dpi=_DPI, facecolor="white", metadata={"Software": None})
        plot.close(figure)


def _head(axes: Any, world: Facts) -> None:  # noqa: ANN401  # matplotlib's own
    """Write the title, and how much of everything there is."""
    axes.axis("off")
    axes.text(0, 0.72, "A generated world", fontsize=19, fontweight="bold", transform=axes.transAxes)
    counts = f"{len(world.people):,} players, {len(world.beatmaps):,} beatmaps, {len(world.scores):,} scores"
    axes.text(0, 0.05, f"Seed {world.world.seed}: {counts}", fontsize=11, color=PALE, transform=axes.transAxes)
