"""Answers with 200 that surprise."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.explaining.explaining import Explainer, hints
from tests.rows import (
    beatmap,
    beatmapset,
    match,
    md5,
    player,
    pool,
    pool_beatmap,
    restricted_player,
    session,
    stats,
)

SEEN = int(datetime(2024, 6, 30, 21, 5, 9, tzinfo=UTC).timestamp())


def test_ranks_of_0_because_of_pp() -> None:
    told = Explainer(player(3), stats(3, 0, pp=0), stats(3, 1, pp=9), stats(3, 4, pp=0))(
        "/get_player_info?id=3&scope=all"
    )

    assert told.why == ("rank 0 in modes 0 and 4: pp is 0 there",)


def test_ranks_of_0_because_the_player_is_restricted() -> None:
    told = Explainer(restricted_player(7, name="Mira"), stats(7, pp=900))("/get_player_info?id=7&scope=stats")

    assert told.why == (
        "Mira (player 7) is restricted: this endpoint shows them all the same, with rank 0 in every mode",
    )


def test_no_stats_at_all() -> None:
    told = Explainer(player(3))("/get_player_info?name=player%203&scope=all")

    assert told.why == ("Player 3 (player 3) has no stats in any mode",)


def test_nothing_odd() -> None:
    told = Explainer(player(3))("/get_player_info?id=3&scope=info")

    assert (told.status, told.says, told.why) == (200, "found, and nothing is odd about it", ())


def test_an_offline_player() -> None:
    told = Explainer(player(3, latest_activity=SEEN), player(5), session(5))("/get_player_status?id=3")

    assert told.why == ("Player 3 (player 3) is offline, and was last seen at 2024-06-30 21:05:09",)
    assert hints(told) == {"/get_player_status?id=5": "player 5 is online"}


def test_an_online_player_whose_name_is_not_the_exact_one() -> None:
    told = Explainer(player(3, name="Ümlaut"), session(3))("/get_player_status?name=Umlaut")

    exact = "bancho.py finds sessions by the exact name 'ümlaut' alone, and 'Umlaut' is not that"
    assert told.why == (f"Ümlaut (player 3) is online, but {exact}",)
    assert hints(told) == {"/get_player_status?id=3": "by id"}


@pytest.mark.parametrize(
    ("map_md5", "why"),
    [
        ("", ("beatmap is null: the player has none selected",)),
        (md5(99), (f"beatmap is null: no beatmap has the md5 {md5(99)}",)),
        (md5(2), ("beatmap is null: the set of Artist - Title 2 [Normal] (beatmap 2) has no row",)),
        (md5(1), ()),
    ],
)
def test_a_beatmap_of_null(map_md5: str, why: tuple[str, ...]) -> None:
    told = Explainer(player(3), session(3, map_md5=map_md5), beatmapset(1), beatmap(1), beatmap(2, set_id=2))(
        "/get_player_status?id=3"
    )

    assert told.why == why


def test_restricted_players_are_not_counted_as_online() -> None:
    told = Explainer(player(3), restricted_player(4), session(3), session(4))("/get_player_count")

    assert told.why == ("restricted players who are online, and not counted: 1",)


def test_a_match_without_players() -> None:
    told = Explainer(player(3), match(1, {}, host=3))("/get_match?id=1")

    assert told.why == ("active_slots is empty: nobody sits in the match",)


def test_a_pool_that_is_not_shown_whole() -> None:
    rows = (pool_beatmap(1, mods=6, slot=411), pool_beatmap(2, mods=64, slot=11), pool_beatmap(9, mods=0, slot=1))

    told = Explainer(player(3), session(3), pool(1, created_by=3), beatmapset(1), beatmap(1), beatmap(2), *rows)(
        "/get_mappool?id=1"
    )

    assert told.why == (
        "left out, since they are unknown: beatmaps 9",
        "some beatmaps share a key, which is the mods and the slot, one behind the other: the last of them is shown",
    )
