"""Stats: the rows of a newcomer, and of somebody who has played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypedDict

from mockbancho.osu.modes import USED_MODES, GameMode
from mockbancho.records import Stats

from .chance import Chance, Key

if TYPE_CHECKING:
    from typing import Unpack

MODES: Final = USED_MODES
"""bancho.py: what a player has stats in from registration on."""


class StatsColumns(TypedDict, total=False):
    """Columns of `stats` that can be given."""

    tscore: int
    rscore: int
    pp: int
    plays: int
    playtime: int
    acc: float
    max_combo: int
    total_hits: int
    replay_views: int
    xh_count: int
    x_count: int
    sh_count: int
    s_count: int
    a_count: int


def empty_stats(player_id: int) -> list[Stats]:
    """Return the eight rows that bancho.py gives a player who registers."""
    return [Stats(id=player_id, mode=int(mode)) for mode in MODES]


def draw_stats(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    mode: GameMode = GameMode.OSU,
    **columns: Unpack[StatsColumns],
) -> Stats:
    """Return the stats of somebody who has played for a while; *id* is the player's, and so is *key*.

    No scores stand behind them: for stats that agree with scores, make the scores.
    """
    mode = GameMode.of(mode)
    chance = Chance(seed, f"stats {mode.word}", key)
    plays = columns.get("plays", chance.between("plays", 300, 20_000))
    hits = plays * chance.between("hits", 150, 450)
    drawn: StatsColumns = {
        "plays": plays,
        "playtime": plays * chance.between("seconds a play", 60, 140),
        "total_hits": hits,
        "tscore": hits * chance.between("score a hit", 1_500, 9_000),
        "rscore": hits * chance.between("ranked score a hit", 300, 1_400),
        "pp": int(chance.bell("pp", 200, 9_000)),
        "acc": round(chance.bell("acc", 90.0, 99.5), 3),
        "max_combo": chance.between("max combo", 500, 2_500),
        "a_count": plays // chance.between("plays an A", 15, 60),
        "s_count": plays // chance.between("plays an S", 30, 120),
        "sh_count": plays // chance.between("plays a silver S", 100, 400),
        "x_count": plays // chance.between("plays an SS", 200, 900),
        "xh_count": plays // chance.between("plays a silver SS", 400, 2_000),
    }
    given: dict[str, Any] = {**drawn, **columns}
    return Stats(id=id, mode=int(mode), **given)
