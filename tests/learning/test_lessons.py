"""What answers teach: rows, and what is invented where the API shows nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
import pytest

from mockbancho.clock import EPOCH
from mockbancho.learning.filling import INVENTED
from mockbancho.learning.lessons import gather
from mockbancho.learning.multiplayer import place_of
from mockbancho.learning.questions import Question, Reply, ask
from mockbancho.learning.sound import world_of
from mockbancho.records import Avatar, Beatmap, Clan, Player, Pool, PoolBeatmap, Score, Session
from mockbancho.world.world import World
from tests import rows
from tests.learning.playing import json_reply

NOW = 1_750_000_000_000_000
BEATMAP = {"md5": rows.md5(7), "id": 7, "set_id": 1, "title": "T", "artist": "A", "version": "V", "creator": "C"}
SCORE = {
    **dict.fromkeys(("max_combo", "mods", "n300", "n100", "n50", "nmiss", "ngeki", "nkatu", "time_elapsed"), 0),
    "score": 900,
    "pp": 9.5,
    "acc": 98.5,
    "grade": "A",
    "status": 2,
    "mode": 0,
    "perfect": 0,
    "play_time": "2024-06-01T10:00:00",
}
MAP_SCORE = SCORE | {"map_md5": rows.md5(7), "userid": 4, "player_name": "Mira", "player_country": "fr"}


def learnt(*answers: tuple[Question, Any]) -> tuple[World, list[str]]:
    """The world that these answers make, and the remarks."""
    replies = {question: _reply(body) for question, body in answers}
    return world_of(gather(replies), NOW)


def _reply(body: Any) -> Reply:  # noqa: ANN401  # any JSON
    return body if isinstance(body, Reply) else json_reply(msgspec.json.encode(body))


def scores_of(player_id: int, *scores: dict[str, Any]) -> dict[str, Any]:
    """An answer of get_player_scores."""
    return {"scores": list(scores), "player": {"id": player_id, "name": "Aika", "clan": None}}


def test_a_player_who_was_merely_seen_gets_plain_values() -> None:
    board = {"leaderboard": [{"player_id": 5, "name": "Aika X", "country": "jp", "pp": 77, "clan_id": None}]}

    world, remarks = learnt((ask("get_leaderboard", mode=4), board))

    stats = world.stats.get(5, 4)
    assert list(world.rows(Player)) == [Player(id=5, name="Aika X", safe_name="aika_x", priv=3, country="jp")]
    assert (stats and stats.pp, remarks, world.now) == (77, [], NOW)


def test_a_score_without_an_id_gets_one_that_no_server_gives() -> None:
    question = ask("get_map_scores", id=7, scope="best", mode=0)

    world, _ = learnt((ask("get_map_info", id=7), {"map": BEATMAP}), (question, {"scores": [MAP_SCORE]}))

    (score,) = world.rows(Score)
    assert (score.id, score.userid, score.client_flags, score.online_checksum) == (INVENTED, 4, 0, "")
    assert INVENTED < 2**53


def test_a_score_that_two_lists_tell_of_is_one() -> None:
    own = ask("get_player_scores", id=4, scope="best", mode=0, limit=100)
    of_beatmap = ask("get_map_scores", id=7, scope="best", mode=0)

    world, _ = learnt(
        (of_beatmap, {"scores": [MAP_SCORE]}), (own, scores_of(4, SCORE | {"id": 88, "beatmap": BEATMAP}))
    )

    assert [(score.id, score.map_md5, score.userid) for score in world.rows(Score)] == [(88, rows.md5(7), 4)]


def test_a_score_of_nobody_is_that_of_the_player_whose_list_has_it() -> None:
    world, _ = learnt(
        (ask("get_score_info", id=88), {"score": SCORE | {"map_md5": rows.md5(7)}}),
        (ask("get_map_scores", id=7, scope="best"), {"scores": [MAP_SCORE]}),
    )

    assert [(score.id, score.userid) for score in world.rows(Score)] == [(88, 4)]


def test_plays_that_no_list_shows_are_failed_ones_before_those_it_shows() -> None:
    recent = ask("get_player_scores", id=4, scope="recent", mode=0, limit=1)
    played = ask("get_player_most_played", id=4, mode=0, limit=10)

    world, _ = learnt(
        (recent, scores_of(4, SCORE | {"id": 88, "beatmap": BEATMAP})),
        (played, {"maps": [BEATMAP | {"plays": 3}]}),
    )

    assert [(score.id, score.status, score.grade, score.play_time) for score in world.rows(Score)] == [
        (88, 2, "A", datetime(2024, 6, 1, 10)),  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
        (INVENTED, 0, "F", datetime(2024, 6, 1, 9, 59, 59)),  # noqa: DTZ001  # the same
        (INVENTED + 1, 0, "F", datetime(2024, 6, 1, 9, 59, 59)),  # noqa: DTZ001  # the same
    ]


def test_no_play_is_invented_where_all_were_shown() -> None:
    recent = ask("get_player_scores", id=4, scope="recent", mode=0, limit=100)
    played = ask("get_player_most_played", id=4, mode=0, limit=10)

    world, _ = learnt(
        (recent, scores_of(4, SCORE | {"id": 88, "beatmap": BEATMAP})),
        (played, {"maps": [BEATMAP | {"plays": 3}]}),
    )

    assert [score.id for score in world.rows(Score)] == [88]


def test_the_plays_of_a_player_are_not_those_of_the_beatmap() -> None:
    world, _ = learnt(
        (ask("get_map_info", id=7), {"map": BEATMAP | {"plays": 500, "passes": 20}}),
        (ask("get_player_most_played", id=4), {"maps": [BEATMAP | {"plays": 3}]}),
    )

    (beatmap,) = world.rows(Beatmap)
    assert (beatmap.plays, beatmap.filename, beatmap.last_update) == (500, "A - T (C) [V].osu", EPOCH)


def test_a_clan_without_a_known_owner_is_its_first_members() -> None:
    question = ask("get_map_scores", id=7, scope="best")
    of_clan = {"clan_id": 9, "clan_name": "Reds", "clan_tag": "RED"}

    world, _ = learnt((question, {"scores": [MAP_SCORE | of_clan, MAP_SCORE | of_clan | {"userid": 3, "score": 2}]}))

    assert list(world.rows(Clan)) == [Clan(id=9, name="Reds", tag="RED", owner=3, created_at=EPOCH)]


def test_a_clan_tells_its_members() -> None:
    owner = {"id": 3, "name": "Aika", "country": "jp", "rank": "Owner"}
    officer = {"id": 4, "name": "Mira", "country": "fr", "rank": "Officer"}
    clan = {"id": 9, "name": "Reds", "tag": "RED", "members": [owner, officer], "owner": owner}

    world, _ = learnt((ask("get_clan", id=9), clan))

    members = [(player.id, player.clan_id, player.clan_priv) for player in world.rows(Player)]
    assert (members, world.clans.get(9)) == (
        [(3, 9, 3), (4, 9, 2)],
        Clan(id=9, name="Reds", tag="RED", owner=3, created_at=EPOCH),
    )


def test_an_online_player_has_a_session() -> None:
    status = {"action": 2, "info_text": "A - T [V]", "mode": 4, "mods": 8, "beatmap": BEATMAP}
    body = {"player_status": {"online": True, "login_time": 1_700_000_000.5, "status": status}}

    world, _ = learnt((ask("get_player_status", id=4), body))

    assert list(world.rows(Session)) == [
        Session(
            id=4,
            login_time=1_700_000_000.5,
            action=2,
            info_text="A - T [V]",
            map_md5=rows.md5(7),
            mods=8,
            mode=4,
            map_id=7,
        )
    ]


def test_whoever_plays_in_a_match_is_online() -> None:
    slot = {"loaded": False, "mods": 8, "player": {"id": 5, "name": "Sol"}, "skipped": False, "status": 8, "team": 1}
    match = {"name": "Finals", "host": {"id": 4, "name": "Mira"}, "refs": [{"id": 4, "name": "Mira"}], "mode": 0}
    body = {"match": match | {"map": {"id": -1, "md5": "", "name": ""}, "active_slots": {"2": slot}}}

    world, _ = learnt((ask("get_match", id=3), body))

    found = world.matches.get(3)
    assert found is not None
    assert (found.host, found.referees, found.map_id, found.freemods, found.team_type) == (4, (), -1, True, 2)
    assert [place for place, each in enumerate(found.slots) if each.player is not None] == [2]
    assert {session.id for session in world.rows(Session)} == {4, 5}


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("01", (0, 1)),
        ("010", (0, 10)),
        ("81", (8, 1)),
        ("721", (72, 1)),
        ("6411", (64, 11)),
        ("10737418243", (1 << 30, 3)),
        ("NM1", (0, 1)),
        ("HDDT12", (72, 12)),
        ("4K1", (1 << 15, 1)),
        ("V21", (1 << 29, 1)),
        ("tiebreaker", None),
        ("7", None),
    ],
)
def test_a_place_in_a_pool_is_read_in_both_spellings(key: str, place: tuple[int, int] | None) -> None:
    assert place_of(key) == place


def test_a_pool_is_learnt_with_its_places_and_an_online_creator() -> None:
    creator = {"id": 4, "name": "Mira", "country": "fr", "clan": None, "online": True}
    pool = {"id": 2, "name": "Finals", "created_at": "2024-06-01T10:00:00", "created_by": creator}
    other = BEATMAP | {"id": 8, "md5": rows.md5(8)}

    world, remarks = learnt((ask("get_mappool", id=2), pool | {"maps": {"721": BEATMAP, "tiebreaker": other}}))

    assert [(row.map_id, row.mods, row.slot) for row in world.rows(PoolBeatmap)] == [(7, 72, 1)]
    assert [(row.name, row.created_by) for row in world.rows(Pool)] == [("Finals", 4)]
    assert [session.id for session in world.rows(Session)] == [4]
    assert remarks == ["Pool 2: 'tiebreaker' is no place of a beatmap"]


def test_a_player_is_known_by_their_name_in_any_spelling() -> None:
    info = {"player": {"info": {"id": 5, "name": "Two Words"}}}
    status = {"player_status": {"online": True, "login_time": 7.5, "status": {}}}

    world, _ = learnt(
        (ask("get_player_info", name="TWO_words", scope="all"), info),
        (ask("get_player_status", name="TWO_words"), status),
    )

    assert list(world.rows(Session)) == [Session(id=5, login_time=7.5)]


def test_the_bot_is_not_verified() -> None:
    world, _ = learnt((ask("get_clan", id=2), {"id": 2, "name": "C", "tag": "T", "owner": {"id": 1, "name": "Bot"}}))

    assert [(player.id, player.priv) for player in world.rows(Player)] == [(1, 1)]


def test_a_player_who_plays_a_match_is_online_whatever_was_told_before() -> None:
    host = {"id": 4, "name": "Mira"}
    match = {"name": "Finals", "host": host, "refs": [host], "map": {}, "active_slots": {}}
    question = ask("get_match", id=3)

    world, _ = learnt(
        (ask("get_player_status", id=4), {"player_status": {"online": False, "last_seen": 5}}),
        (question, {"match": match}),
    )

    assert [session.id for session in world.rows(Session)] == [4]


def test_an_avatar_is_kept_by_its_kind() -> None:
    world, _ = learnt(
        (ask("avatar", "/3"), Reply(200, "image/gif", b"GIF89a")), (ask("avatar", "/4"), Reply(404, "", b""))
    )

    assert list(world.rows(Avatar)) == [Avatar(name="3.gif", content=b"GIF89a")]


def test_fields_that_changed_are_taken_as_far_as_they_go_and_remarked_on() -> None:
    info = {"id": 3, "name": "Aika", "priv": "3", "country": "Japan", "clan_id": None, "brand_new": 1}
    stats = {"0": {"pp": 12.5, "plays": 7, "acc": 98}, "all": {}, "1": None}

    world, remarks = learnt((ask("get_player_info", id=3, scope="all"), {"player": {"info": info, "stats": stats}}))

    (player,) = world.rows(Player)
    of_osu = world.stats.get(3, 0)
    assert (player.priv, player.country, of_osu and (of_osu.pp, of_osu.plays, of_osu.acc)) == (3, "xx", (0, 7, 98.0))
    assert remarks == [
        "Player 3: country is 'Japan'; a world holds str of 2 characters",
        "Player 3: clan_id is None; a world holds int",
        "Stats 3 0: pp is 12.5; a world holds int",
    ]


@pytest.mark.parametrize("body", [[], None, {"player": 3}, {"scores": {}, "leaderboard": None, "match": []}, "text"])
@pytest.mark.parametrize(
    "endpoint",
    [
        *("get_player_count", "get_player_info", "get_player_status", "get_player_scores", "get_player_most_played"),
        *("get_map_info", "get_map_scores", "get_score_info", "get_leaderboard", "get_clan", "get_match"),
        "get_mappool",
    ],
)
def test_an_answer_of_any_shape_teaches_nothing_and_breaks_nothing(endpoint: str, body: object) -> None:
    world, remarks = learnt((ask(endpoint, id=3), body))

    assert ([*world.rows(Player), *world.rows(Score)], remarks) == ([], [])


def test_a_moment_with_a_zone_becomes_utc() -> None:
    recent = ask("get_player_scores", id=4, scope="recent", mode=0, limit=100)

    world, _ = learnt(
        (recent, scores_of(4, SCORE | {"id": 88, "beatmap": BEATMAP, "play_time": "2024-06-01T12:00:00+02:00"}))
    )

    (score,) = world.rows(Score)
    assert score.play_time == datetime(2024, 6, 1, 10)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC


def test_rows_that_cannot_stand_together_are_left_out() -> None:
    board = ask("get_leaderboard", mode=0)
    renamed = [{"player_id": 5, "name": "Aika"}, {"player_id": 6, "name": "aika"}, {"player_id": 7, "name": "x" * 33}]

    world, remarks = learnt((board, {"leaderboard": renamed}))

    assert [player.id for player in world.rows(Player)] == [5]
    assert remarks == [
        f"Player 7: name is '{'x' * 33}'; a world holds str of at most 32 characters",
        "users 6: left out, since safe_name 'aika' is that of 5",
    ]


def test_a_world_begins_after_all_that_happened_in_it() -> None:
    world, _ = learnt(
        (
            ask("get_player_status", id=4),
            {"player_status": {"online": True, "login_time": 1_900_000_000.0, "status": {}}},
        )
    )

    assert world.now == 1_900_000_001_000_000
