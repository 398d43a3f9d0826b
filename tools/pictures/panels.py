"""The panels of the picture, one function each: axes of matplotlib, and what is drawn on them."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from importlib import import_module
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, Final

from mockbancho.clock import to_datetime
from mockbancho.osu.modes import GameMode
from tools.pictures.colours import BLUE, GRADES, GRID, INK, PALE, PINK, RULESETS, SHADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tools.pictures.facts import Facts

Axes = Any
"""matplotlib's."""
_NAMES: Final = {
    GameMode.OSU: "osu!",
    GameMode.TAIKO: "taiko",
    GameMode.CATCH: "catch",
    GameMode.MANIA: "mania",
    GameMode.OSU_RELAX: "osu! relax",
    GameMode.TAIKO_RELAX: "taiko relax",
    GameMode.CATCH_RELAX: "catch relax",
    GameMode.OSU_AUTOPILOT: "autopilot",
}
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DRAWN: Final = 2_500
"""Dots, of which more would be a blot."""
_WEEKS: Final = 53


def total_pp(axes: Axes, world: Facts) -> None:
    """Draw how many players have how much pp."""
    found = [stats.pp for stats in world.stats if stats.mode == GameMode.OSU]
    _told(axes, "Total pp in osu!", "pp", "players")
    axes.hist(found, bins=range(0, max(found) + 250, 250), color=PINK)
    axes.axvline(median(found), color=INK, linewidth=1)
    axes.text(median(found) + 90, axes.get_ylim()[1] * 0.93, f"half have {median(found):,.0f} or more", va="top")
    axes.grid(visible=False, axis="x")


def pp_of_bests(axes: Axes, world: Facts) -> None:
    """Draw how many best scores give how much pp."""
    _told(axes, "pp of best scores", "pp", "share of the ruleset's")
    _by_ruleset(axes, world, "pp", [25 * step for step in range(33)])
    axes.set_xlim(0, 800)


def accuracy(axes: Axes, world: Facts) -> None:
    """Draw how accurate best scores are."""
    _told(axes, "Accuracy of best scores", "percent", "share of the ruleset's")
    _by_ruleset(axes, world, "acc", [84 + step / 2 for step in range(33)])
    axes.set_xlim(84, 100)


def _by_ruleset(axes: Axes, world: Facts, column: str, bins: Sequence[float]) -> None:
    for mode, scores in world.by_mode().items():
        if mode < len(RULESETS):
            found = [getattr(score, column) for score in scores]
            weights = [100 / len(found)] * len(found)
            name = _NAMES[GameMode(mode)]
            axes.hist(found, bins, weights=weights, histtype="step", color=RULESETS[mode], label=name, linewidth=1.5)
    axes.yaxis.set_major_formatter("{x:g} %")
    axes.legend(loc="best", handlelength=1.2)


def grades(axes: Axes, world: Facts) -> None:
    """Draw which grades best scores have, in each mode."""
    _told(axes, "Grades of best scores")
    modes = world.by_mode()
    left = dict.fromkeys(modes, 0.0)
    for grade, colour in GRADES.items():
        shares = {mode: _percent(score.grade == grade for score in scores) for mode, scores in modes.items()}
        rows = [_NAMES[GameMode(mode)] for mode in modes]
        axes.barh(rows, shares.values(), left=left.values(), color=colour, height=0.75, label=grade)
        for row, (mode, share) in enumerate(shares.items()):
            if share >= 6:
                axes.text(left[mode] + share / 2, row, grade, ha="center", va="center", fontsize=7.5)
            left[mode] += share
    axes.set(xlim=(0, 100), xticks=[])
    axes.invert_yaxis()
    axes.legend(
        loc="upper center", bbox_to_anchor=(0.5, 0.0), ncol=8, handlelength=0.8, handletextpad=0.3, columnspacing=0.8
    )
    axes.grid(visible=False)


def full_combos(axes: Axes, world: Facts) -> None:
    """Draw how many best scores are full combos, in each mode."""
    _told(axes, "Full combos among best scores")
    modes = world.by_mode()
    shares = [_percent(map(world.is_full_combo, scores)) for scores in modes.values()]
    axes.axvspan(10, 25, color=GRID, linewidth=0)
    bars = axes.barh(
        [_NAMES[GameMode(mode)] for mode in modes],
        shares,
        color=[RULESETS[mode % 4] for mode in modes],
        height=0.6,
    )
    axes.bar_label(bars, [f"{share:.0f} %" for share in shares], padding=3, fontsize=8)
    axes.set_xlim(0, max(36, *shares))
    axes.set_xlabel(f"of all: {_percent(map(world.is_full_combo, world.bests)):.0f} %; grey: 10 to 25 %")
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter("{x:.0f} %")
    axes.grid(visible=False)


def mods(axes: Axes, world: Facts) -> None:
    """Draw which mods best scores were played with."""
    _told(axes, "Mods of best scores")
    counts = world.mods()
    found = counts.most_common(10)
    shares = [100 * count / counts.total() for _, count in found]
    bars = axes.barh([letters for letters, _ in found], shares, color=BLUE, height=0.65)
    axes.bar_label(
        bars, [f"{share:.0f} %" if share >= 1 else f"{share:.1f} %" for share in shares], padding=3, fontsize=8
    )
    axes.set_xlim(0, max(shares) * 1.15)
    axes.xaxis.set_major_formatter("{x:.0f} %")
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")


def failures(axes: Axes, world: Facts) -> None:
    """Draw how often a beatmap is failed before it is passed."""
    counts = world.failures_before_passing()
    most = 6
    shown = [counts[times] for times in range(most)] + [sum(count for times, count in counts.items() if times >= most)]
    shares = [100 * count / counts.total() for count in shown]
    _told(axes, "Attempts that failed before the first pass", "failed attempts", "share of beatmaps passed")
    bars = axes.bar([*map(str, range(most)), f"{most}+"], shares, color=PINK, width=0.75)
    axes.bar_label(
        bars, [f"{share:.0f} %" if share >= 1 else f"{share:.1f} %" for share in shares], padding=2, fontsize=8
    )
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.grid(visible=False, axis="x")


def stars_by_skill(axes: Axes, world: Facts) -> None:
    """Draw how hard what people play is against how good they are by then."""
    found = list(world.attempts())
    shown = found[:: max(1, len(found) // _DRAWN)]
    _told(axes, "Difficulty against skill, osu!", "skill of the player then, in stars", "stars of the play, with mods")
    axes.plot([0, 10], [0, 10], color=PALE, linewidth=1, linestyle=":")
    for passed, colour, label in ((True, BLUE, "passed"), (False, PINK, "failed")):
        dots = [each for each in shown if each.passed is passed]
        axes.scatter(
            [each.skill for each in dots], [each.stars for each in dots], s=5, alpha=0.45, color=colour, label=label,
            linewidth=0,
        )  # fmt: skip
    axes.set(xlim=(1, 9), ylim=(1, 10))
    axes.legend(loc="upper left", markerscale=2, handletextpad=0.1)


def most_played(axes: Axes, world: Facts) -> None:
    """Draw how much of their plays players give to what they play most."""
    most = 10
    rows = [shares for shares in world.most_played(most) if len(shares) == most]
    columns = [quantiles((100 * share for share in column), n=10) for column in zip(*rows, strict=True)]
    places = range(1, most + 1)
    _told(axes, "What players play most", "a player's first, second … beatmap", "share of the player's plays")
    axes.fill_between(
        places, [each[0] for each in columns], [each[-1] for each in columns], color=PINK, alpha=0.18, linewidth=0,
        label="8 of 10 players",
    )  # fmt: skip
    axes.plot(places, [each[4] for each in columns], color=PINK, marker="o", markersize=4, label="in the middle")
    axes.set(xticks=list(places), ylim=(0, None))
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.legend(loc="upper right")
    axes.grid(visible=False, axis="x")


def hours(axes: Axes, world: Facts) -> None:
    """Draw at which hours people play, where they live."""
    times = world.local_times()
    _told(axes, "Hour of the day, where the player lives", "hour", "share of plays")
    for weekend, colour, label in ((False, BLUE, "Monday to Friday"), (True, PINK, "weekend")):
        found = Counter(at.hour for at in times if (at.weekday() >= 5) is weekend)
        shares = [100 * found[hour] / found.total() for hour in range(24)]
        axes.step([*range(24), 24], [*shares, shares[-1]], where="post", color=colour, label=label, linewidth=1.8)
    axes.set(xlim=(0, 24), xticks=range(0, 25, 4), ylim=(0, None))
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.legend(loc="upper left")


def weekdays(axes: Axes, world: Facts) -> None:
    """Draw on which days people play, where they live."""
    found = Counter(at.weekday() for at in world.local_times())
    shares = [100 * found[day] / found.total() for day in range(7)]
    _told(axes, "Day of the week", "", "share of plays")
    axes.bar(_DAYS, shares, color=[BLUE] * 5 + [PINK] * 2, width=0.75)
    axes.yaxis.set_major_formatter("{x:.0f} %")
    axes.grid(visible=False, axis="x")


def growth(axes: Axes, default: Facts) -> None:
    """Draw how some players of the default world grew."""
    _told(axes, "Growth of three players", "", "total pp")
    for name, mode, colour in (("User", 0, PINK), ("Kestrel", 4, BLUE), ("Mirelle", 1, RULESETS[1])):
        steps = default.growth(default.named(name), mode)
        label = f"{name}, {_NAMES[GameMode(mode)]}"
        axes.step(
            [at for at, _ in steps], [pp for _, pp in steps], where="post", color=colour, label=label, linewidth=1.8
        )
    axes.set_ylim(0, None)
    dates: Any = import_module("matplotlib.dates")
    axes.xaxis.set_major_locator(dates.MonthLocator(bymonth=(1, 7)))
    axes.xaxis.set_major_formatter(dates.DateFormatter("%b %Y"))
    axes.legend(loc="upper left")


def calendar(axes: Axes, default: Facts) -> None:
    """Draw the days of a year on which the default world's first player played."""
    counts = default.days(default.named("User"))
    today = to_datetime(default.world.now).date()
    first = today - timedelta(days=today.weekday(), weeks=_WEEKS - 1)
    _told(axes, "A year of the default world's User: plays a day")
    for day in (first + timedelta(days=number) for number in range((today - first).days + 1)):
        week, weekday = divmod((day - first).days, 7)
        shade = SHADES[min(len(SHADES) - 1, -(-counts[day] // 6))]
        axes.add_patch(_square(week, weekday, shade))
        if day.day == 1:
            axes.text(week, -0.5, _MONTHS[day.month - 1], va="bottom", fontsize=8, color=PALE)
    axes.set(xlim=(-0.2, _WEEKS + 0.2), ylim=(7.1, -1.2), aspect="equal", xticks=[])
    axes.set_yticks([0.45, 2.45, 4.45, 6.45], ["Mon", "Wed", "Fri", "Sun"])
    axes.spines[:].set_visible(False)
    axes.grid(visible=False)


def _square(week: int, weekday: int, colour: str) -> Any:  # noqa: ANN401  # matplotlib's own
    patches: Any = import_module("matplotlib.patches")
    return patches.Rectangle((week, weekday), 0.86, 0.86, color=colour, linewidth=0)


def _told(axes: Axes, title: str, below: str = "", beside: str = "") -> None:
    axes.set_title(title)
    axes.set_xlabel(below)
    axes.set_ylabel(beside)


def _percent(of: Iterable[bool]) -> float:
    found = list(of)
    return 100 * sum(found) / len(found)
