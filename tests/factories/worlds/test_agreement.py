"""Every derived number of a generated world is the one that bancho.py's rules give, by an implementation of the tests'."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from mockbancho.factories import file_of
from msgspec.structs import asdict

from mockbancho.clock import SECOND, from_datetime, to_datetime
from mockbancho.osu.modes import USED_MODES
from mockbancho.records import Clan, Favourite, Match, Pool, Session
from tests.api.asking import Asker
from tests.factories.worlds import naive
from tests.factories.worlds.given import Rows

LISTED = (2, 3, 5)
"""The statuses of beatmaps that have a leaderboard."""


@pytest.fixture(scope="module")
def careers(sound: Rows) -> dict[tuple[int, int], naive.Career]:
    return naive.careers(sound.scores, sound.beatmaps)


@pytest.fixture(scope="module")
def files(sound: Rows) -> dict[str, bytes]:
    found = {md5: file_of(sound.world, beatmap) for md5, beatmap in sound.beatmaps.items()}
    return {md5: content for md5, content in found.items() if content}


@pytest.fixture(scope="module")
def rosu() -> naive.Rosu:
    return naive.Rosu()


def test_the_world_has_something_to_judge(sound: Rows) -> None:
    assert {score.mode for score in sound.scores} >= {0, 1, 3, 4, 8}
    assert {score.status for score in sound.scores} == {0, 1, 2}
    assert {beatmap.mode for beatmap in sound.beatmaps.values()} == {0, 1, 2, 3}
    assert [player for player in sound.players.values() if player.is_restricted]
    assert len(sound.players) == 40


def test_stats_are_what_submitting_the_scores_gives(sound: Rows, careers: dict[tuple[int, int], naive.Career]) -> None:
    wanted = {
        (player, int(mode)): naive.row(careers.get((player, int(mode)), naive.Career()), sound.beatmaps)
        for player in sound.players
        for mode in USED_MODES
    }
    found = {
        key: {name: value for name, value in asdict(stats).items() if name not in ("id", "mode", "replay_views")}
        for key, stats in sound.stats.items()
    }

    assert found == wanted


def test_the_best_scores_are_those_with_most_pp(sound: Rows, careers: dict[tuple[int, int], naive.Career]) -> None:
    wanted = {score.id: naive.status_of(score, careers[score.userid, score.mode]) for score in sound.scores}

    assert {score.id: score.status for score in sound.scores} == wanted


def test_ranks_are_the_places_in_the_order_of_pp(sound: Rows) -> None:
    ask = Asker(sound.world)
    shown = [player for player in sound.players.values() if not player.is_restricted]
    told = {
        (player.id, int(mode)): (stats["rank"], stats["country_rank"])
        for player in shown
        for mode, stats in ask("/get_player_info", id=player.id, scope="stats").json()["player"]["stats"].items()
    }

    wanted = naive.ranks(sound.stats.values(), sound.players)

    assert {key: places for key, places in told.items() if places != (0, 0)} == wanted
    assert len(told) == len(shown) * len(USED_MODES)


def test_beatmaps_count_the_plays_of_all_but_the_restricted(sound: Rows) -> None:
    seen = [score for score in sound.scores if not sound.players[score.userid].is_restricted]
    plays = Counter(score.map_md5 for score in seen)
    passes = Counter(score.map_md5 for score in seen if score.status)

    found = {md5: (beatmap.plays, beatmap.passes) for md5, beatmap in sound.beatmaps.items()}

    assert found == {md5: (plays[md5], passes[md5]) for md5 in sound.beatmaps}
    assert len(seen) < len(sound.scores)


def test_accuracies_are_those_of_the_hits(sound: Rows) -> None:
    assert [score.acc for score in sound.scores] == [naive.accuracy(score) for score in sound.scores]


def test_grades_are_those_that_the_client_gives(sound: Rows) -> None:
    assert [str(score.grade) for score in sound.scores] == [naive.grade(score) for score in sound.scores]


def test_every_beatmap_has_a_file_of_its_md5_with_its_numbers(
    sound: Rows, files: dict[str, bytes], rosu: naive.Rosu
) -> None:
    read = {md5: (rosu.attributes(content, 0), rosu.beatmap(content)) for md5, content in files.items()}

    assert set(files) == set(sound.beatmaps)
    assert {md5: (row.max_combo, row.diff, row.cs, row.ar, row.od, row.hp) for md5, row in sound.beatmaps.items()} == {
        md5: (found.max_combo, round(found.stars, 3), *(round(each, 3) for each in (of.cs, of.ar, of.od, of.hp)))
        for md5, (found, of) in read.items()
    }


def test_pp_is_what_rosu_says_of_the_file(sound: Rows, files: dict[str, bytes], rosu: naive.Rosu) -> None:
    found = {score.id: score.pp for score in sound.scores}

    assert found == {score.id: rosu.pp(files[score.map_md5], score) for score in sound.scores}


def test_hits_of_what_was_passed_are_all_that_there_is_to_hit(
    sound: Rows, files: dict[str, bytes], rosu: naive.Rosu
) -> None:
    wanted = {md5: rosu.judgements(content) for md5, content in files.items()}

    assert [naive.judged(score) for score in sound.passed] == [wanted[score.map_md5] for score in sound.passed]
    assert all(0 < naive.judged(score) <= wanted[score.map_md5] for score in sound.scores)


def test_nobody_combos_further_than_the_beatmap_goes(sound: Rows) -> None:
    room = {score.id: sound.beatmaps[score.map_md5].max_combo - score.nmiss for score in sound.scores}

    assert [score for score in sound.scores if not 0 <= score.max_combo <= room[score.id]] == []
    assert {score.perfect for score in sound.passed if score.nmiss} == {0}
    assert [score.perfect for score in sound.passed] == [
        score.max_combo == sound.beatmaps[score.map_md5].max_combo for score in sound.passed
    ]


def test_nobody_plays_before_joining_or_after_now(sound: Rows) -> None:
    now = to_datetime(sound.world.now)
    begun = {score.id: score.play_time - timedelta(milliseconds=score.time_elapsed) for score in sound.scores}
    joined = {player.id: to_datetime(player.creation_time * SECOND) for player in sound.players.values()}

    assert [score for score in sound.scores if begun[score.id] < joined[score.userid]] == []
    assert [score for score in sound.scores if score.play_time >= now] == []


def test_nobody_plays_two_beatmaps_at_once(sound: Rows) -> None:
    overlaps = [
        (earlier.id, later.id)
        for scores in sound.scores_of.values()
        for earlier, later in pairwise(scores)
        if later.play_time - timedelta(milliseconds=later.time_elapsed) < earlier.play_time
    ]

    assert overlaps == []


def test_ids_of_scores_ascend_with_time_without_a_gap(sound: Rows) -> None:
    moments = [score.play_time for score in sound.scores]

    assert moments == sorted(moments)
    assert [score.id for score in sound.scores] == list(range(1, len(sound.scores) + 1))


def test_a_failed_play_is_shorter_than_the_beatmap_and_a_passed_one_is_not(sound: Rows) -> None:
    speed = {score.id: 1.5 if score.mods & 64 else 0.75 if score.mods & 256 else 1.0 for score in sound.scores}
    lasting = {score.id: sound.beatmaps[score.map_md5].total_length * 1000 / speed[score.id] for score in sound.scores}

    assert {score.id for score in sound.passed if abs(score.time_elapsed - lasting[score.id]) > 1} == set()
    assert [score for score in sound.scores if not score.status and score.time_elapsed >= lasting[score.id]] == []


def test_assisted_plays_are_in_the_modes_of_their_mods(sound: Rows) -> None:
    assisted = {0: 0, 1: 128, 2: 8192}

    assert [score for score in sound.scores if score.mods & (128 | 8192) != assisted[score.mode // 4]] == []
    assert {sound.beatmaps[score.map_md5].mode - score.mode % 4 for score in sound.scores} == {0}


def test_players_have_as_many_plays_as_was_asked_for(sound: Rows) -> None:
    assert {len(scores) for scores in sound.scores_of.values()} <= set(range(20, 61))


def test_players_were_last_active_with_their_last_play_unless_they_are_online(sound: Rows) -> None:
    online = {session.id for session in sound.world.rows(Session)}
    lasts = {number: from_datetime(scores[-1].play_time) // SECOND for number, scores in sound.scores_of.items()}

    assert {number: player.latest_activity for number, player in sound.players.items()} == {
        number: sound.world.now // SECOND if number in online else last for number, last in lasts.items()
    }
    assert 0.15 < len(online) / 40 < 0.5


def test_clans_are_owned_by_one_of_their_members(sound: Rows) -> None:
    owners = {player.clan_id: player.id for player in sound.players.values() if player.clan_priv == 3}

    assert owners == {clan.id: clan.owner for clan in sound.world.rows(Clan)}
    assert {player.clan_priv > 0 for player in sound.players.values() if player.clan_id} == {True}
    assert {player.clan_priv for player in sound.players.values() if not player.clan_id} == {0}


def test_clans_and_pools_are_made_by_people_who_have_joined(sound: Rows) -> None:
    joined = {player.id: to_datetime(player.creation_time * SECOND) for player in sound.players.values()}
    made = [(clan.owner, clan.created_at) for clan in sound.world.rows(Clan)]
    made += [(pool.created_by, pool.created_at) for pool in sound.world.rows(Pool)]

    assert len(made) >= 4
    assert [(player, at) for player, at in made if not joined[player] <= at < to_datetime(sound.world.now)] == []


def test_pools_are_by_people_who_are_online_so_that_bancho_py_shows_them(sound: Rows) -> None:
    online = {session.id for session in sound.world.rows(Session)}

    assert {pool.created_by for pool in sound.world.rows(Pool)} <= online


def test_who_is_at_a_beatmap_alone_has_played_it_last(sound: Rows) -> None:
    together = {slot.player for match in sound.world.rows(Match) for slot in match.slots}
    alone = [each for each in sound.world.rows(Session) if each.map_id and each.id not in together]
    played = {
        each.id: [score.map_md5 for score in sound.scores_of[each.id] if score.mode == each.mode][-1] for each in alone
    }

    assert alone
    assert {each.id: each.map_md5 for each in alone} == played
    assert {each.id: each.map_id for each in alone} == {each.id: sound.beatmaps[played[each.id]].id for each in alone}


def test_matches_are_between_people_who_are_online(sound: Rows) -> None:
    online = {session.id: session for session in sound.world.rows(Session)}
    matches = list(sound.world.rows(Match))
    players = [slot.player for match in matches for slot in match.slots if slot.player is not None]

    assert len(matches) == 3
    assert len(set(players)) == len(players)
    assert {online[player].action for player in players} == {5, 12}
    assert {sound.players[player].is_restricted for player in players} == {False}
    assert {match.map_md5 for match in matches} <= set(sound.beatmaps)


def test_favourites_are_sets_that_were_played_often_and_marked_with_the_last_play(sound: Rows) -> None:
    plays: dict[tuple[int, int], list[int]] = {}
    for score in sound.scores:
        key = score.userid, sound.beatmaps[score.map_md5].set_id
        plays.setdefault(key, []).append(from_datetime(score.play_time) // SECOND)

    found = {(each.userid, each.setid): each.created_at for each in sound.world.rows(Favourite)}

    assert found
    assert found == {key: plays[key][-1] for key in found}
    assert min(len(plays[key]) for key in found) >= 3


def test_columns_hold_plain_values(sound: Rows) -> None:
    kinds = {(name, type(value)) for score in sound.scores for name, value in asdict(score).items() if name != "grade"}

    assert {kind.__name__ for _, kind in kinds} == {"int", "str", "float", "datetime"}
