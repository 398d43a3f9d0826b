"""The state, who is online, the matches, the leaderboard and the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho, clock
from tests.control.asking import Asker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def finals() -> Iterator[Asker]:
    """The control API of a tournament, at its start."""
    with Bancho(scenario="tournament_finals") as bancho:
        yield Asker(bancho)


def test_the_state_of_an_empty_world() -> None:
    control = Asker(Bancho(players=0, seed=5, contract="5.3"))

    assert control.get("/state") == {
        "world": "main",
        "name": "a world",
        "contract": "5.3",
        "seed": 5,
        "now": "2024-07-01T12:00:00Z",
        "now_micros": 1_719_835_200_000_000,
        "elapsed": 0.0,
        "length": None,
        "clock": {"mode": "manual", "speed": 0.0, "paused": True},
        "scenario": None,
        "counts": {
            "players": 0,
            "online": 0,
            "beatmaps": 0,
            "scores": 0,
            "matches": 0,
            "clans": 0,
            "events": 0,
            "calls": 0,
        },
        "next_due": None,
        "can_seek": True,
        "earliest": 0.0,
    }


def test_the_state_tells_what_plays(finals: Asker) -> None:
    finals.bancho.advance("1s")
    state = finals.get("/state")

    assert (state["name"], state["length"], state["elapsed"], state["next_due"]) == (
        "Tournament finals",
        780.0,
        1.0,
        4.0,
    )
    assert (state["scenario"]["name"], state["scenario"]["title"]) == ("tournament_finals", "Tournament finals")


def test_the_server_is_well(control: Asker) -> None:
    health = control.get("/health")

    assert (health["status"], health["contract"], health["uptime"] >= 0) == ("ok", "any", True)


def test_a_server_is_up_since_it_began_and_not_since_somebody_asked() -> None:
    control = Asker(Bancho(players=0), began=clock.monotonic() - 60)

    assert 60 <= control.get("/health")["uptime"] < 120


def test_who_is_online_is_told_by_words() -> None:
    control = Asker(Bancho(players=0))
    create = control.bancho.create
    mira, beatmap = create.player(name="Mira", country="jp"), create.beatmap(title="Opener")
    create.clan(name="Reds", tag="RED", owner=mira)
    control.bancho.act("go_online", player=mira)
    control.bancho.act("create_match", name="Finals", host=mira)
    control.bancho.act("set_status", player=mira, action="multiplaying", beatmap=beatmap, mods="HDDT", mode="taiko")

    (online,) = control.get("/online")

    assert online == {
        "id": mira.id,
        "name": "Mira",
        "country": "jp",
        "action": 12,
        "action_word": "multiplaying",
        "info_text": f"{beatmap.artist} - Opener [{beatmap.version}]",
        "mode": 1,
        "mode_word": "taiko",
        "mods": "HDDT",
        "beatmap": {"id": beatmap.id, "artist": beatmap.artist, "title": "Opener", "version": beatmap.version},
        "login_time": 1_719_835_200.0,
        "match": 1,
        "clan": "RED",
    }


def test_a_match_is_told_as_a_board() -> None:
    control = Asker(Bancho(scenario="scrim_night"))
    control.bancho.run_until("scrim_point")

    found = next(match for match in control.get("/matches") if match["is_scrimming"])

    slots = found.pop("slots")
    assert found == {
        "id": 4,
        "name": "Scrim night",
        "host": {"id": 43, "name": "Nora"},
        "referees": [],
        "in_progress": False,
        "is_scrimming": True,
        "win_condition": "score",
        "team_type": "head_to_head",
        "freemods": True,
        "mods": "",
        "mode_word": "osu",
        "beatmap": {"id": 10203, "artist": "Yozora Trio", "title": "First Pick", "version": "Insane"},
        "points": {"best_of": 5, "of": {"Nora": 1, "Otto": 0}},
    }
    nothing = {"team": "neutral", "loaded": False, "skipped": False}
    assert slots[7:10] == [
        {"status": "open", "player": None, "mods": "", **nothing},
        {"status": "not_ready", "player": {"id": 44, "name": "Otto"}, "mods": "HR", **nothing},
        {"status": "open", "player": None, "mods": "", **nothing},
    ]
    assert len(slots) == 16


def test_a_scrim_of_teams_counts_by_team() -> None:
    control = Asker(Bancho(players=0))
    create, act = control.bancho.create, control.bancho.act
    mira, beatmap = create.player(name="Mira"), create.beatmap(title="Opener")
    act("go_online", player=mira)
    act("create_match", name="Finals", host=mira, beatmap=beatmap, team_type="team_vs")
    act("start_scrim", match="Finals", best_of=3)

    (found,) = control.get("/matches")

    assert found["points"] == {"best_of": 3, "of": {"red": 0, "blue": 0}}


def test_the_leaderboard_is_the_one_of_the_api(control: Asker) -> None:
    answered = control.bancho.get("/get_leaderboard", mode=4, limit=3, country="nl").json()["leaderboard"]

    found = control.get("/leaderboard?mode=osu_relax&limit=3&country=nl")

    assert [(row["id"], row["name"], row["pp"]) for row in found] == [
        (row["player_id"], row["name"], row["pp"]) for row in answered
    ]
    assert [row["rank"] for row in found] == list(range(1, len(found) + 1))


def test_an_unknown_mode_names_the_nearest(control: Asker) -> None:
    status, sentence = control.refusal("GET", "/leaderboard?mode=taikko")

    assert (status, sentence.partition(" Known")[0]) == (400, "'taikko' is no GameMode; did you mean 'taiko'?")


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/leaderboard?limit=many", "the query: limit: expected `int`, got `str`"),
        ("/leaderboard?limit=0", "the query: limit: expected `int` >= 1"),
        ("/leaderboard?limti=5", "the query has no 'limti' here; did you mean 'limit'?; known: mode, limit, country"),
    ],
)
def test_a_wrong_query_is_told_by_its_place(control: Asker, path: str, sentence: str) -> None:
    assert control.refusal("GET", path) == (400, sentence)


def test_the_timeline_has_steps_events_expectations_and_faults(finals: Asker) -> None:
    finals.bancho.faults.add("get_match", status=503, during="1m..2m", name="down")
    finals.bancho.advance("5s")

    timeline = finals.get("/timeline")

    assert (timeline["began"], timeline["length"]) == ("2024-07-01T12:00:00Z", 780.0)
    assert timeline["steps"][1] == {
        "at": 5.0,
        "verb": "go_online",
        "text": "go online: aika",
        "every": None,
        "until": None,
    }
    assert [event["text"] for event in timeline["events"]] == [
        "player online: Rita",
        "fault added: down",
        "player online: Aika",
    ]
    assert timeline["faults"] == [{"name": "down", "from": 60.0, "to": 120.0}]
    assert timeline["expect"][0]["get"].startswith("/")


def test_a_long_timeline_is_thinned(control: Asker) -> None:
    for _ in range(600):
        control.bancho.world.tell("player_online", player=3)

    assert len(control.get("/timeline")["events"]) == 300
