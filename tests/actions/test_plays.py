"""Playing beatmaps on the clock, and submitting scores: status, score, stats and what is refused."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho import Bancho, Mistake
from mockbancho.records import Beatmap, Player, Score, Session, Stats
from mockbancho.world.world import World

NOON = 1_719_835_200


def lively() -> Bancho:
    """Aika and Mira are online, and there is one beatmap of ninety seconds for osu!."""
    bancho = Bancho(world=World.build(seed=7))
    bancho.create.beatmap(
        artist="Lumen", title="Opener", version="Hard", total_length=90, stars=4.0, max_combo=600, last_update=datetime(2020, 1, 1)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
    )  # fmt: skip
    for name in ("Aika", "Mira"):
        bancho.create.player(name=name, country="jp")
        bancho.go_online(name)
    return bancho


@pytest.fixture
def bancho() -> Bancho:
    return lively()


def rows_of(bancho: Bancho) -> list[object]:
    return [row for kind in (Player, Session, Beatmap, Score, Stats) for row in bancho.world.rows(kind)]


def kinds(bancho: Bancho) -> list[str]:
    return [event.kind for event in bancho.events][2:]  # after both came online


def test_who_plays_shows_it_until_it_is_over(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", mods="HD", accuracy=98.7)
    bancho.advance("89.999s")
    shown = bancho.get("/get_player_status", name="Aika").json()["player_status"]["status"]
    bancho.advance("1ms")

    beatmap = shown.pop("beatmap")
    assert shown == {"action": 2, "info_text": "Lumen - Opener [Hard]", "mode": 0, "mods": 8}
    assert (beatmap["id"], beatmap["md5"]) == (3, bancho.beatmaps[3].md5)
    assert bancho.get("/get_player_status", name="Aika").json()["player_status"] == {
        "online": True,
        "login_time": NOON,
        "status": {"action": 0, "info_text": "", "mode": 0, "mods": 8, "beatmap": None},
    }
    assert kinds(bancho) == ["play_started", "score_submitted", "first_place"]


def test_a_play_ends_with_a_score_that_counts_everywhere(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", accuracy=98.7)

    event = bancho.run_until("score_submitted")

    score = bancho.scores[1]
    stats = bancho.get("/get_player_info", name="Aika", scope="stats").json()["player"]["stats"]["0"]
    info = bancho.get("/get_map_info", id=3).json()["map"]
    assert event is not None
    assert (event.at, event.player, event.beatmap, event.score) == ((NOON + 90) * 1_000_000, 3, 3, 1)
    assert score.acc == pytest.approx(98.7, abs=0.05)
    assert (score.time_elapsed, score.play_time) == (90_000, datetime(2024, 7, 1, 12, 1, 30))  # noqa: DTZ001  # naive UTC
    assert (stats["plays"], stats["playtime"], stats["rank"], stats["tscore"]) == (1, 90, 1, score.score)
    assert (info["plays"], info["passes"]) == (1, 1)
    assert bancho.get("/get_leaderboard", mode=0).json()["leaderboard"][0]["player_id"] == 3
    assert bancho.get("/get_map_scores", id=3, scope="best").json()["scores"][0]["score"] == score.score
    assert bancho.players["Aika"].latest_activity == NOON + 90


@pytest.mark.parametrize(("mods", "seconds"), [("DT", 60), ("NC", 60), ("HT", 120), ("HR", 90)])
def test_mods_decide_how_long_a_play_lasts(bancho: Bancho, mods: str, seconds: int) -> None:
    bancho.play_beatmap("Aika", "Opener", mods=mods, passed=True)

    event = bancho.run_until("score_submitted")

    assert event is not None
    assert event.at == (NOON + seconds) * 1_000_000
    assert bancho.scores[1].status == 2


def test_who_fails_stops_midway(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", passed=False)

    event = bancho.run_until("play_failed")

    score = bancho.scores[1]
    info = bancho.get("/get_map_info", id=3).json()["map"]
    assert event is not None
    assert event.at == NOON * 1_000_000 + score.time_elapsed * 1000 < (NOON + 90) * 1_000_000
    assert (score.grade, score.status, event.score) == ("F", 0, 1)
    assert (info["plays"], info["passes"]) == (1, 0)
    assert kinds(bancho) == ["play_started", "score_submitted", "play_failed"]
    assert bancho.sessions[3].action == 0


def test_what_is_played_follows_from_what_was_passed(bancho: Bancho) -> None:
    hard, easy = (bancho.create.beatmap(stars=stars, total_length=60) for stars in (6.5, 2.0))
    bancho.create.score("Aika", hard, accuracy=97)
    bancho.create.score("Mira", easy, accuracy=97)

    for _ in range(6):
        bancho.play_beatmap("Aika", "Opener")
        bancho.play_beatmap("Mira", "Opener")
        bancho.advance("90s")

    of = {
        name: bancho.get("/get_player_scores", name=name, scope="recent").json()["scores"] for name in ("Aika", "Mira")
    }
    strong, weak = ([score for score in scores if score["beatmap"]["id"] == 3] for scores in of.values())
    assert (len(strong), len(weak)) == (6, 6)
    assert sum(score["grade"] == "F" for score in strong) < sum(score["grade"] == "F" for score in weak)
    assert max(score["acc"] for score in strong) > 97 > max(score["acc"] for score in weak)


def test_a_player_chooses_a_beatmap_that_suits_them(bancho: Bancho) -> None:
    levels = [bancho.create.beatmap(stars=stars, total_length=60) for stars in (1.5, 3.0, 6.5, 8.0)]
    bancho.create.score("Aika", levels[2], accuracy=97)

    bancho.play_beatmap("Aika")

    assert bancho.sessions[3].map_id == levels[2].id


def test_a_player_chooses_a_beatmap_for_the_mode_of_their_status(bancho: Bancho) -> None:
    drums = bancho.create.beatmap(mode="taiko", total_length=60)
    bancho.set_status("Aika", "idle", mode="taiko_relax")
    bancho.set_status("Mira", "idle", mode="catch")

    bancho.play_beatmap("Aika")
    bancho.play_beatmap("Mira")

    assert [(each.map_id, each.mode, each.mods) for each in bancho.sessions] == [(drums.id, 5, 128), (3, 0, 0)]


@pytest.mark.parametrize(
    ("mode", "mods", "played"),
    [("taiko", "", (1, 0)), ("osu_relax", "HD", (4, 136)), (None, "AP", (8, 8192)), ("mania", "", (3, 0))],
)
def test_a_beatmap_for_osu_can_be_played_in_other_modes(
    bancho: Bancho, mode: str | None, mods: str, played: tuple[int, int]
) -> None:
    bancho.play_beatmap("Aika", "Opener", mode=mode, mods=mods)
    shown = bancho.sessions[3]
    bancho.run_until("score_submitted")

    score = bancho.scores[1]
    assert (shown.mode, shown.mods) == (score.mode, score.mods) == played


def test_a_beatmap_without_a_file_is_played_too(bancho: Bancho) -> None:
    bare = bancho.create.beatmap(file=False, total_length=30, max_combo=300, stars=2.0)
    bancho.create.score("Aika", "Opener", accuracy=99)

    bancho.play_beatmap("Aika", bare)
    bancho.run_until("score_submitted")

    score = bancho.scores[2]
    assert (score.map_md5, score.status, score.time_elapsed) == (bare.md5, 2, 30_000)
    assert 0 < score.pp < 60


@pytest.mark.parametrize(
    "quits",
    [
        lambda bancho: bancho.set_status("Aika", "afk"),
        lambda bancho: bancho.set_status("Aika", "paused"),
        lambda bancho: bancho.go_offline("Aika"),
        lambda bancho: [bancho.go_offline("Aika"), bancho.go_online("Aika")],
    ],
    ids=["afk", "paused", "offline", "online again"],
)
def test_who_does_something_else_has_no_score(bancho: Bancho, quits: Callable[[Bancho], object]) -> None:
    bancho.play_beatmap("Aika", "Opener")
    bancho.advance("1s")

    quits(bancho)
    bancho.advance("10m")

    assert list(bancho.scores) == []
    assert kinds(bancho)[:2] == ["play_started", "play_quit"]


def test_a_play_that_was_quit_does_not_end_the_next_one(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", accuracy=95)
    bancho.advance("60s")
    bancho.set_status("Aika", "idle")
    bancho.play_beatmap("Aika", "Opener", accuracy=95)

    bancho.advance("89s")
    before = len(list(bancho.scores))
    bancho.advance("1s")

    assert (before, len(list(bancho.scores))) == (0, 1)


def test_a_session_that_was_replaced_has_no_score(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener")

    bancho.create.session("Aika", login_time=5.0, action="playing", map_md5=bancho.beatmaps[3].md5)
    bancho.advance("10m")

    assert list(bancho.scores) == []
    assert bancho.sessions[3].action == 2


def test_a_beatmap_that_is_updated_meanwhile_takes_no_score(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", accuracy=95)
    bancho.update_beatmap("Opener")

    bancho.advance("90s")

    assert list(bancho.scores) == []
    assert (bancho.sessions[3].action, kinds(bancho)[-1]) == (0, "play_quit")


def test_a_restricted_player_plays_unseen(bancho: Bancho) -> None:
    bancho.restrict("Aika")

    bancho.play_beatmap("Aika", "Opener", accuracy=99)
    bancho.advance("90s")

    stats = bancho.stats.of(3)
    assert stats is not None
    assert (stats.plays, bancho.beatmaps[3].plays, bancho.scores[1].status) == (1, 0, 2)
    assert bancho.get("/get_leaderboard", mode=0).json()["leaderboard"] == []
    assert "first_place" not in kinds(bancho)


def test_first_place_is_told_of_when_it_changes_hands(bancho: Bancho) -> None:
    bancho.submit_score("Aika", "Opener", accuracy=95, misses=0)
    bancho.submit_score("Mira", "Opener", accuracy=90, misses=0)
    bancho.submit_score("Mira", "Opener", accuracy=100)

    led = [(event.player, event.score) for event in bancho.events if event.kind == "first_place"]
    assert led == [(3, 1), (4, 3)]


def test_a_score_is_submitted_at_the_clocks_time(bancho: Bancho) -> None:
    bancho.advance("2m")

    score = bancho.submit_score("Aika", "Opener", accuracy=98.7, mods="HDDT", misses=1)

    assert (score.mods, score.nmiss, score.play_time) == (72, 1, datetime(2024, 7, 1, 12, 2))  # noqa: DTZ001  # naive UTC
    assert (bancho.players["Aika"].latest_activity, bancho.sessions[3].action) == (NOON + 120, 0)
    assert kinds(bancho) == ["score_submitted", "first_place"]
    assert bancho.get("/get_score_info", id=1).json()["score"]["play_time"] == "2024-07-01T12:02:00"


def test_what_is_played_is_submitted_early(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", mode="taiko", mods="HD")

    score = bancho.submit_score("Aika", accuracy=97)
    bancho.advance("10m")

    assert (score.map_md5, score.mode, score.mods) == (bancho.beatmaps[3].md5, 1, 8)
    assert (len(list(bancho.scores)), bancho.sessions[3].action) == (1, 0)


def test_a_score_with_other_mods_than_are_shown_has_those(bancho: Bancho) -> None:
    bancho.set_status("Aika", "playing", beatmap="Opener", mods="RX")

    score = bancho.submit_score("Aika", mods="HR")

    assert (score.map_md5, score.mode, score.mods) == (bancho.beatmaps[3].md5, 0, 16)


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("play_beatmap", {"player": "Aika", "beatmap": 3}, "play_beatmap: player 3, 'Aika', is playing Lumen - Opener [Hard]; legal: set_status, submit_score, go_offline"),
        ("play_beatmap", {"player": "Away"}, "play_beatmap: player 5, 'Away', is offline; legal: go_online"),
        ("play_beatmap", {"player": "Host"}, "play_beatmap: player 6, 'Host', is in match 1; legal: set_status, leave_match, go_offline"),
        ("play_beatmap", {"player": "Mira", "mode": "mania"}, "play_beatmap: beatmap: there is no mania beatmap with a leaderboard to pick from; make one first: create.beatmap(mode='mania')"),
        ("play_beatmap", {"player": "Mira", "beatmap": 4, "mode": "osu"}, "play_beatmap: mode: a taiko beatmap cannot be played in osu, only in taiko"),
        ("play_beatmap", {"player": "Mira", "beatmap": 3, "mods": "EZHR"}, "play_beatmap: mods: mods EZ and HR cannot be chosen together"),
        ("play_beatmap", {"player": "Mira", "beatmap": 3, "accuracy": 0.97}, "play_beatmap: accuracy: expected percent, got 0.97; did you mean 97?"),
        ("play_beatmap", {"player": "Mira", "beatmap": 3, "passed": "no"}, "play_beatmap: passed: expected True or False, got str 'no'"),
        ("submit_score", {"player": "Away"}, "submit_score: player 5, 'Away', is offline; legal: go_online"),
        ("submit_score", {"player": "Host"}, "submit_score: player 6, 'Host', is in match 1; legal: set_status, leave_match, go_offline"),
        ("submit_score", {"player": "Mira", "play_time": "2024-07-01 12:00:00"}, "submit_score: play_time: it is submitted now; create.score makes scores of the past"),
    ],
)  # fmt: skip
def test_what_is_not_legal_is_refused_and_changes_nothing(
    bancho: Bancho, verb: str, arguments: dict[str, object], sentence: str
) -> None:
    bancho.create.beatmap(id=4, mode="taiko", file=False, status="pending")
    bancho.play_beatmap("Aika", "Opener")
    bancho.create.player(name="Away")
    bancho.create.match(host=bancho.create.player(name="Host", online=True))
    before = (rows_of(bancho), bancho.events)

    with pytest.raises(Mistake) as caught:
        bancho.act(verb, **arguments)

    assert str(caught.value) == sentence
    assert (rows_of(bancho), bancho.events) == before


PLAYS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(["Aika", "Mira"]), st.sampled_from(["", "DT", "HT", "SD", "RX"])),
    min_size=1,
    max_size=4,
)


@settings(max_examples=8, deadline=None)
@given(plays=PLAYS)
def test_a_minute_is_sixty_seconds_with_plays_in_progress(plays: list[tuple[int, str, str]]) -> None:
    start = lively()
    for wait, name, mods in plays:
        start.advance(wait)
        start.set_status(name, "idle")
        start.play_beatmap(name, "Opener", mods=mods)
    at_once, by_seconds = start.fork(), start.fork()

    at_once.advance(60)
    for _ in range(60):
        by_seconds.advance(1)

    assert rows_of(at_once) == rows_of(by_seconds)
    assert at_once.events == by_seconds.events


def test_a_fork_goes_on_with_the_play_by_itself(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener", accuracy=97)
    bancho.advance("30s")

    with bancho.fork() as fork:
        bancho.set_status("Aika", "idle")
        fork.advance("60s")

        assert [score.userid for score in fork.scores] == [3]
    bancho.advance("60s")
    assert list(bancho.scores) == []


def test_seeking_plays_it_again(bancho: Bancho) -> None:
    bancho.play_beatmap("Aika", "Opener")
    bancho.advance("10m")
    bancho.play_beatmap("Mira", "Opener")
    bancho.advance("10m")
    end = (rows_of(bancho), bancho.events)

    bancho.seek("1s")
    early = (len(list(bancho.scores)), bancho.sessions[3].action)
    bancho.seek("20m")

    assert early == (0, 2)
    assert (rows_of(bancho), bancho.events) == end


def test_a_world_is_saved_in_the_middle_of_a_play(bancho: Bancho, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("worlds") / "world.json"
    bancho.play_beatmap("Aika", "Opener")
    bancho.advance("1s")
    bancho.save(path)

    loaded = Bancho(world=path)
    loaded.advance("90s")
    bancho.advance("90s")

    assert list(loaded.scores) == list(bancho.scores) != []
