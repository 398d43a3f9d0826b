"""The world that `Bancho()` and `mockbancho serve` show: all that the documentation asks for, and all that matters."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from mockbancho.factories import default_world as make
from mockbancho.factories import file_of
from msgspec.structs import asdict

from mockbancho import Bancho
from mockbancho.generated import default_world
from mockbancho.records import (
    Beatmap,
    BeatmapRecipe,
    Beatmapset,
    Clan,
    Favourite,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    Relationship,
    Score,
    Session,
    Stats,
)
from mockbancho.world.contradictions import contradictions
from mockbancho.world.files.remarks import remarks
from mockbancho.world.world import World
from tests.api.asking import Asker
from tests.factories.worlds.golden import changes, tables

ROOT = Path(__file__).parent.parent
REQUESTS = json.loads((ROOT / "tests" / "api" / "documented.json").read_text("utf-8"))["requests"]
LOCKED = dict(re.findall(r"^([\w-]+)==([\w.]+)$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE))
GOODBYE = "4a4bc3bdb6d951512db592994b08cfc7"
USER = 3
BOT = 1


@pytest.fixture(scope="module")
def world() -> World:
    """The default world; nobody changes it."""
    return default_world()


@pytest.fixture(scope="module")
def ask(world: World) -> Asker:
    return Asker(world)


@pytest.fixture(scope="module")
def players(world: World) -> dict[str, Player]:
    """All but the bot, by name."""
    return {player.name: player for player in world.rows(Player) if player.id != BOT}


def scores_of(world: World, player: int) -> list[Score]:
    return [score for score in world.rows(Score) if score.userid == player]


def bests(world: World, player: int, mode: int) -> list[Score]:
    """Somebody's best scores on beatmaps that give pp."""
    giving = {beatmap.md5 for beatmap in world.rows(Beatmap) if beatmap.status in (2, 3)}
    scores = scores_of(world, player)
    return [score for score in scores if score.mode == mode and score.status == 2 and score.map_md5 in giving]


# Who is there


def test_sixty_players_live_in_ten_countries(players: dict[str, Player]) -> None:
    counts = Counter(player.country for player in players.values())

    assert sorted(player.id for player in players.values()) == list(range(3, 63))
    assert len(counts) == 10
    assert min(counts.values()) >= 2


def test_the_bot_is_there_with_empty_stats(world: World) -> None:
    bot = world.players.get(BOT)

    assert bot
    assert (bot.name, bot.country) == ("BanchoBot", "ca")
    assert [(row.mode, row.plays) for row in world.rows(Stats) if row.id == BOT] == [
        (mode, 0) for mode in (0, 1, 2, 3, 4, 5, 6, 8)
    ]


def test_every_privilege_that_changes_an_answer_is_somebodys(players: dict[str, Player]) -> None:
    privs = {name: player.priv for name, player in players.items()}

    assert privs["Vanished"] == 2
    assert privs["NeverLoggedIn"] == 1
    assert privs["Two Words"] == privs["User"] == 3 | 48
    assert privs["[Bracket]"] == 3 | 4096 | 8192
    assert privs["Kestrel"] == 3


def test_every_condition_that_changes_an_answer_is_somebodys(world: World, players: dict[str, Player]) -> None:
    now = world.now // 1_000_000
    with_stats = {row.id for row in world.rows(Stats)}
    with_scores = {row.userid for row in world.rows(Score)}

    assert players["hushed"].silence_end > now
    assert players["Two Words"].donor_end > now
    assert [name for name, player in players.items() if player.id not in with_stats] == ["No Stats"]
    assert {"fresh_start", "No Stats", "NeverLoggedIn"} <= {
        name for name, player in players.items() if player.id not in with_scores
    }
    assert [player for player in players.values() if player.userpage_content]
    assert players["User"].api_key
    assert {player.clan_priv for player in players.values()} == {0, 1, 2, 3}


@pytest.mark.parametrize("name", ["Two Words", "[Bracket]", "Hy-phen", "fresh_start", "さくら", "Жанна", "Zoë"])
def test_names_of_every_kind_are_found(name: str, ask: Asker) -> None:
    answer = ask("/get_player_info", name=name, scope="info")

    assert answer.status == 200
    assert answer.json()["player"]["info"]["name"] == name


@pytest.mark.parametrize("name", ["Vanished", "NeverLoggedIn", "No Stats"])
def test_who_is_odd_is_answered_as_bancho_py_does(name: str, ask: Asker, players: dict[str, Player]) -> None:
    answers = {
        contract: ask("/get_player_info", contract, id=players[name].id, scope="all") for contract in ("any", "5.3")
    }

    assert {answer.status for answer in answers.values()} <= {200, 404}
    assert answers["any"].status == answers["5.3"].status


def test_about_a_third_is_online_and_does_different_things(world: World) -> None:
    sessions = list(world.rows(Session))

    assert 14 <= len(sessions) <= 26
    assert len({session.action for session in sessions}) >= 4
    assert {session.mode for session in sessions} > {0}
    assert [session for session in sessions if session.map_id and session.info_text]


# What they play


def test_beatmaps_are_of_all_modes_and_statuses(world: World) -> None:
    beatmaps = list(world.rows(Beatmap))

    assert {beatmap.mode for beatmap in beatmaps} == {0, 1, 2, 3}
    assert {beatmap.status for beatmap in beatmaps} == {-1, 0, 1, 2, 3, 4, 5}
    assert sum(beatmap.mode == 0 and beatmap.status in (2, 3) for beatmap in beatmaps) >= 130
    assert {beatmap.set_id for beatmap in beatmaps} == {row.id for row in world.rows(Beatmapset)}


@pytest.mark.parametrize(("player", "mode"), [(3, 0), (3, 4), (4, 0), (4, 4)])
def test_main_players_have_a_hundred_and_twenty_best_scores(player: int, mode: int, world: World, ask: Asker) -> None:
    pages = [
        len(ask("/get_player_scores", contract, id=player, scope="best", mode=mode, limit=100).json()["scores"])
        for contract in ("any", "5.3", "4.3.2")
    ]

    assert len(bests(world, player, mode)) >= 120
    assert pages == [100, 100, 100]


def test_all_modes_that_there_are_are_played(world: World) -> None:
    counts = Counter(score.mode for score in world.rows(Score))

    assert set(counts) == {0, 1, 2, 3, 4, 5, 6, 8}
    assert min(counts.values()) >= 20
    assert {score.status for score in world.rows(Score)} == {0, 1, 2}
    assert {str(score.grade) for score in world.rows(Score)} == {"F", "D", "C", "B", "A", "S", "SH", "X", "XH"}


@pytest.mark.parametrize("mode", [0, 1, 2, 3, 4, 5, 6, 8])
def test_every_mode_has_a_leaderboard(mode: int, ask: Asker) -> None:
    answer = ask("/get_leaderboard", mode=mode, sort="pp")

    assert answer.json()["leaderboard"][0]["pp"] > 0


def test_clans_have_owners_who_are_in_them(world: World, players: dict[str, Player]) -> None:
    owners = {player.clan_id: player.id for player in players.values() if player.clan_priv == 3}

    assert {clan.id: clan.owner for clan in world.rows(Clan)} == owners
    assert owners[1] == USER
    assert len(owners) >= 3


def test_pools_have_beatmaps_and_are_shown(world: World, ask: Asker) -> None:
    pools = list(world.rows(Pool))

    answers = [ask("/get_mappool", contract, id=pool.id) for pool in pools for contract in ("any", "4.3.2")]

    assert len(pools) == 3
    assert set(Counter(row.pool_id for row in world.rows(PoolBeatmap)).values()) == {13}
    assert [(answer.status, len(answer.json()["maps"])) for answer in answers] == [(200, 13)] * 6


def test_three_matches_are_in_different_states(world: World, ask: Asker) -> None:
    matches = list(world.rows(Match))
    states = [{slot.status for slot in match.slots if slot.player} for match in matches]
    online = {session.id for session in world.rows(Session)}

    assert [match.id for match in matches] == [1, 2, 3]
    assert states == [{32}, {4}, {8}]
    assert [match.in_progress for match in matches] == [True, False, False]
    assert {slot.player for match in matches for slot in match.slots if slot.player} <= online
    assert {ask("/get_match", id=match.id).status for match in matches} == {200}
    assert all(len({slot.player for slot in match.slots}) >= 3 for match in matches)


def test_people_know_each_other_and_like_beatmaps(world: World) -> None:
    assert len(list(world.rows(Relationship))) > 60
    assert len(list(world.rows(Favourite))) > 60


def test_every_beatmap_but_the_documented_one_has_its_file(world: World) -> None:
    beatmaps = [beatmap for beatmap in world.rows(Beatmap) if beatmap.id != 1172819]

    assert [recipe.id for recipe in world.rows(BeatmapRecipe)] == [beatmap.id for beatmap in beatmaps]
    assert [beatmap for beatmap in beatmaps[::9] if file_of(world, beatmap) is None] == []


# What the documentation shows


@pytest.mark.parametrize("contract", ["any", "5.3", "4.3.2"])
@pytest.mark.parametrize("request_", REQUESTS)
def test_every_request_of_the_documentation_is_answered(request_: str, contract: str, ask: Asker) -> None:
    answer = ask(request_, contract)

    assert answer.status == 200
    is_json = answer.headers["content-type"] == "application/json"
    assert not is_json or b"[]" not in answer.body or "get_match" in request_
    assert ask.last_call(contract).ignored == ()


def test_the_player_of_the_documentation_has_played_modes_0_3_and_4(world: World, ask: Asker) -> None:
    stats = ask("/get_player_info", "4.3.2", id=USER, scope="all").json()["player"]["stats"]

    assert {mode for mode, found in stats.items() if found["pp"] > 0 and found["rank"] > 0} == {"0", "3", "4"}
    assert {score.mode for score in scores_of(world, USER)} == {0, 3, 4}
    assert ask("/get_player_info", name="User", scope="info").json()["player"]["info"]["country"] == "nl"


def test_the_player_of_the_documentation_is_online_at_a_beatmap(ask: Asker, world: World) -> None:
    answer = ask("/get_player_status", id=USER).json()["player_status"]

    assert answer["online"] is True
    assert world.beatmaps.with_md5(answer["status"]["beatmap"]["md5"])


def test_the_beatmap_of_the_documentation_has_its_numbers(world: World) -> None:
    beatmap = world.beatmaps.get(1172819)
    assert beatmap
    played = [score for score in world.rows(Score) if score.map_md5 == GOODBYE]

    assert asdict(beatmap) == {
        "server": "osu!",
        "id": 1172819,
        "set_id": 553906,
        "status": 2,
        "md5": GOODBYE,
        "artist": "BLANKFIELD",
        "title": "Goodbye",
        "version": "Intense",
        "creator": "Kyubey",
        "filename": "BLANKFIELD - Goodbye (Kyubey) [Intense].osu",
        "last_update": datetime(2017, 2, 25, 12, 56, 50),  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
        "total_length": 289,
        "max_combo": 2516,
        "frozen": 0,
        "plays": len(played),
        "passes": sum(score.status > 0 for score in played),
        "mode": 0,
        "bpm": 258.0,
        "cs": 4.0,
        "ar": 10.0,
        "od": 10.0,
        "hp": 4.7,
        "diff": 8.538,
    }
    assert file_of(world, beatmap) is None


@pytest.mark.parametrize("mode", [0, 4, 8])
def test_the_beatmap_of_the_documentation_is_played_by_several(mode: int, ask: Asker) -> None:
    answer = ask("/get_map_scores", md5=GOODBYE, scope="best", mode=mode)

    assert len(answer.json()["scores"]) >= (4, 2, 1)[mode // 4]


def test_the_score_of_the_documentation_has_its_replay(world: World, ask: Asker) -> None:
    score = world.scores.get(1731)
    assert score
    beatmap = world.beatmaps.with_md5(score.map_md5)
    assert beatmap

    whole, frames = ask("/get_replay?id=1731"), ask("/get_replay?id=1731&include_headers=false")

    assert ask("/get_score_info?id=1731").json()["score"]["map_md5"] == beatmap.md5
    assert (score.mode, score.status > 0, file_of(world, beatmap) is not None) == (0, True, True)
    assert frames.body in whole.body
    assert len(frames.body) > 500


# That it is sound, light, current and one's own


def test_its_numbers_follow_from_its_scores(world: World) -> None:
    assert list(contradictions(world)) == []


def test_nothing_in_it_dangles(world: World) -> None:
    assert remarks(world) == []


def test_it_stands_at_its_hour_and_everything_lies_before(world: World) -> None:
    now = datetime(2024, 7, 1, 12)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC

    assert (world.now, world.seed, world.pp_engine) == (1_719_835_200_000_000, 7, "rosu")
    assert max(score.play_time for score in world.rows(Score)) < now
    assert max(session.login_time for session in world.rows(Session)) < world.now / 1_000_000
    assert max(player.latest_activity for player in world.rows(Player)) <= world.now // 1_000_000


def test_it_is_what_the_factories_make_now(world: World) -> None:
    """Where another calculator or another Faker is installed than the locked ones, what they say is left out."""
    same = all(version(name) == LOCKED[name] for name in ("rosu-pp-py", "Faker"))
    made = make()

    found = list(changes(tables(world, whole=same), tables(made, whole=same)))

    assert not found, "\n".join(["the factories make another world now; python -m tools.world writes it:", *found])


def test_it_needs_neither_factory_boy_nor_faker_nor_a_calculator() -> None:
    script = (
        "import sys; from mockbancho import Bancho; b = Bancho(); b.get('/get_player_info?id=3&scope=all');"
        "b.get('/get_replay?id=1731'); b.fork();"
        "heavy = {'factory', 'faker', 'rosu_pp_py', 'akatsuki_pp_py', 'uvicorn'};"
        "print(len(b.players), *(heavy & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "61\n"


def test_two_servers_do_not_see_each_other() -> None:
    one, other = Bancho(), Bancho()

    mira = one.create.player(name="Mira")
    one.create.score(mira, 1172819)

    assert (len(one.players), len(other.players)) == (62, 61)
    assert other.get("/get_player_info", name="Mira", scope="info").status == 404
    assert other.beatmaps[1172819] == Bancho().beatmaps[1172819] != one.beatmaps[1172819]


def test_a_new_score_there_is_worth_what_its_file_says() -> None:
    bancho = Bancho()
    beatmap = next(row for row in bancho.beatmaps if row.mode == 0 and row.status == 2 and row.id != 1172819)

    bancho.create.score(USER, beatmap)

    assert list(contradictions(bancho.world)) == []


@pytest.mark.parametrize("options", [{"players": 0}, {"players": 0, "seed": 3}])
def test_without_players_nothing_is_there(options: dict[str, Any]) -> None:
    bancho = Bancho(**options)

    assert [*bancho.players, *bancho.beatmaps, *bancho.scores, *bancho.clans, *bancho.sessions] == []


def test_a_seed_alone_asks_for_a_generated_world() -> None:
    bancho = Bancho(seed=7, players=2, beatmapsets=1)

    assert bancho.players.get("User") is None
    assert len(bancho.players) == 3
