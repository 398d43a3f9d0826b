"""The same world some days later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockbancho.clock import DAY
from mockbancho.generated import default_world
from mockbancho.records import Favourite, Player, Score, Session
from mockbancho.world.contradictions import contradictions
from mockbancho.world.shifting import shifted
from mockbancho.world.world import World
from tests import rows
from tests.world.given import PRIMARY, all_rows

if TYPE_CHECKING:
    from mockbancho.records import Row

LATER = timedelta(days=10)
SECONDS = 10 * 86_400


def after(row: Row) -> dict[str, Any]:
    """Return the columns of a row that are others ten days later."""
    (made,) = [each for each in all_rows(shifted(World.build([row]), 10)) if type(each) is type(row)]
    old, new = msgspec.structs.asdict(row), msgspec.structs.asdict(made)
    return {name: new[name] for name in old if new[name] != old[name]}


@pytest.mark.parametrize(
    ("row", "columns"),
    [
        (
            rows.player(3, creation_time=5, latest_activity=6),
            {"creation_time": 5 + SECONDS, "latest_activity": 6 + SECONDS},
        ),
        (rows.player(3, silence_end=7, donor_end=8), {"silence_end": 7 + SECONDS, "donor_end": 8 + SECONDS}),
        (rows.player(3, creation_time=0, latest_activity=0, silence_end=0, donor_end=0), {}),
        (rows.session(3, login_time=5.25), {"login_time": 5.25 + SECONDS}),
        (rows.score(1, play_time=rows.NOON), {"play_time": rows.NOON + LATER}),
        (rows.clan(1, created_at=rows.NOON), {"created_at": rows.NOON + LATER}),
        (rows.pool(1, created_at=rows.NOON), {"created_at": rows.NOON + LATER}),
        (rows.favourite(3, 1, created_at=5), {"created_at": 5 + SECONDS}),
        (rows.due(due=7), {"due": 7 + 10 * DAY}),
        (rows.quota("a", renews=7), {"renews": 7 + 10 * DAY}),
        (rows.beatmap(1, last_update=datetime(2020, 1, 1)), {}),  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
        (rows.stats(3), {}),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, dict) else None,
)
def test_every_moment_of_a_row_is_later_and_nothing_else_is_other(row: Row, columns: dict[str, Any]) -> None:
    fixed = {"creation_time", "latest_activity", "created_at"} - columns.keys()

    assert {name: value for name, value in after(row).items() if name not in fixed} == columns


def test_a_beatmap_of_ours_is_as_much_later_as_who_made_it() -> None:
    world = World.build([rows.beatmap(1), rows.beatmap(2), rows.beatmap_recipe(1)])

    old, new = [list(each.beatmaps.rows) for each in (world, shifted(world, 10))]

    assert [later.last_update - before.last_update for before, later in zip(old, new, strict=True)] == [
        LATER,
        timedelta(0),
    ]


def test_the_clock_goes_with_it_and_the_seed_stays() -> None:
    world = World.build(seed=9)

    later = shifted(world, 10)

    assert (later.now - world.now, later.seed, later.pp_engine) == (10 * DAY, 9, world.pp_engine)


def test_the_default_world_is_as_it_was_but_for_its_moments() -> None:
    world, later = default_world(), shifted(default_world(), 500)

    assert [len(list(later.rows(kind))) for kind in PRIMARY] == [len(list(world.rows(kind))) for kind in PRIMARY]
    for kind in (Player, Score, Session, Favourite):
        assert [getattr(row, "id", None) for row in later.rows(kind)] == [
            getattr(row, "id", None) for row in world.rows(kind)
        ]
    assert list(contradictions(later)) == []
    assert max(row.play_time for row in later.rows(Score)) == max(
        row.play_time for row in world.rows(Score)
    ) + timedelta(days=500)


def test_a_world_shifted_there_and_back_is_the_same() -> None:
    world = default_world()

    again = shifted(shifted(world, 500), -500)

    assert all_rows(again) == all_rows(world)
    assert again.now == world.now


def test_the_world_itself_stays_as_it_is() -> None:
    world = default_world()
    before = all_rows(world)

    shifted(world, 10)

    assert all_rows(world) == before
