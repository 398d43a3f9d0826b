"""`mockbancho record`: what is printed and written, exit codes, and servers that are not as they should be."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho, clock
from mockbancho.cli.learned import asking
from mockbancho.learning.kept import Kept
from mockbancho.learning.questions import ask
from mockbancho.records import Avatar, Player
from mockbancho.world.loading import load_world
from tests.cli.running import run
from tests.cli.test_progress import Terminal
from tests.learning.playing import nobody, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_httpserver import HTTPServer

    from mockbancho.learning.questions import Question, Reply

AT_ONCE = ("--rate", 1000)
COUNTS = {"status": "success", "counts": {"online": 0, "total": 2}}
INFO = {
    "id": 3,
    "name": "Aika",
    "safe_name": "aika",
    "priv": 3,
    "country": "jp",
    **dict.fromkeys(("silence_end", "donor_end", "creation_time", "latest_activity", "clan_id", "clan_priv"), 0),
    **dict.fromkeys(("preferred_mode", "play_style"), 0),
    **dict.fromkeys(("custom_badge_name", "custom_badge_icon", "userpage_content")),
}


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    """A server with two players; one has played, and has a clan."""
    with Bancho(players=0, contract="5.3") as bancho:
        aika = bancho.create.player(name="Aika", country="jp")
        bancho.create.clan(name="Reds", tag="RED", owner=aika)
        bancho.create.score(player=aika, beatmap=bancho.create.beatmap(title="Opener"), accuracy=98.5)
        bancho.create.player(name="Mira")
        yield bancho


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept; nobody sleeps."""
    slept: list[float] = []
    monkeypatch.setattr(clock, "sleep", slept.append)
    return slept


@pytest.fixture
def server(httpserver: HTTPServer, slept: list[float]) -> HTTPServer:
    """A server that counts its players, and knows one of them."""
    httpserver.expect_request("/v1/get_player_count").respond_with_json(COUNTS)
    body = {"status": "success", "player": {"info": INFO, "stats": {}}}
    query = {"id": "3", "scope": "all"}
    httpserver.expect_request("/v1/get_player_info", query_string=query).respond_with_json(body)
    return httpserver


def test_a_player_is_recorded_and_what_differs_is_told(bancho: Bancho, tmp_path: Path) -> None:
    output = tmp_path / "world.json"

    ended = run("record", bancho.url, "--player", "Aika", *AT_ONCE, "-o", output)

    assert ended.exit_code == 0
    assert ended.stderr == f"asking {bancho.url}/v1, at most 1000 requests a second\n"
    assert ended.stdout.splitlines() == [
        f"{output}: 1 player, 1 beatmap, 1 score; 8 questions answered.",
        "7 of 8 answers are the same here, under contract 5.3. Where they differ:",
        "  players that were not recorded are not counted:",
        "    get_player_count: counts.total is 2 there, 1 here",
    ]
    assert [player.name for player in load_world(output).rows(Player)] == ["Aika"]
    assert [path.name for path in tmp_path.iterdir()] == ["world.json"]


def test_names_are_exchanged_after_the_answers_were_compared(bancho: Bancho, tmp_path: Path) -> None:
    output = tmp_path / "world.json"
    aika = bancho.players["Aika"]
    bancho.world.put(Avatar(name=f"{aika.id}.png", content=b"\x89PNG"))

    ended = run("record", bancho.url, "--player", "Aika", "--avatars", "--anonymize", *AT_ONCE, "-o", output)

    world = load_world(output)
    assert "7 of 8 answers are the same here, under contract 5.3, before names were exchanged." in ended.stdout
    assert (aika.id in world.players.rows, "aika" in output.read_text().lower()) == (True, False)
    assert list(world.rows(Avatar)) == []


def test_what_the_server_refuses_is_told(bancho: Bancho, tmp_path: Path) -> None:
    output = tmp_path / "world.json"

    ended = run("record", bancho.url, "--player", 999, "--pool", 7, *AT_ONCE, "-o", output)

    assert ended.exit_code == 0
    assert ended.stdout.splitlines()[1:4] == [
        "  refused by the server:",
        '    get_player_info id=999 scope=all: 404 {"status":"Player not found."}',
        '    get_mappool id=7: 404 {"status":"Pool not found."}',
    ]


def test_a_question_that_is_not_answered_is_asked_again_by_the_same_command(
    server: HTTPServer, slept: list[float], tmp_path: Path
) -> None:
    output, part = tmp_path / "world.json", tmp_path / "world.json.part"
    status = {"status": "success", "player_status": {"online": False, "last_seen": 5}}
    for _ in range(4):
        server.expect_oneshot_request("/v1/get_player_status").respond_with_data("no", 500)
    server.expect_request("/v1/get_player_status").respond_with_json(status)

    first = run("record", url_of(server), "--player", 3, *AT_ONCE, "-o", output)
    kept = part.exists()
    second = run("record", url_of(server), "--player", 3, *AT_ONCE, "-o", output)

    assert (first.exit_code, kept) == (1, True)
    assert first.stdout.splitlines()[:3] == [
        f"{output}: 1 player, 0 beatmaps, 0 scores; 2 questions answered.",
        "  not answered; the same command asks again:",
        "    get_player_status id=3: status 500, 4 times",
    ]
    assert (second.exit_code, part.exists()) == (0, False)
    assert second.stderr.endswith(f"; {part} has 2 answers already\n")
    assert f"{output}: 1 player, 0 beatmaps, 0 scores; 3 questions answered." in second.stdout
    assert [each for each in slept if each >= 1] == [1.0, 2.0, 4.0]


def test_a_server_that_is_asked_too_much_is_waited_for(server: HTTPServer, slept: list[float], tmp_path: Path) -> None:
    status = {"status": "success", "player_status": {"online": False, "last_seen": 5}}
    server.expect_oneshot_request("/v1/get_player_status").respond_with_data("", 429, {"Retry-After": "42"})
    server.expect_request("/v1/get_player_status").respond_with_json(status)

    ended = run("record", url_of(server), "--player", 3, "-o", tmp_path / "world.json")

    assert (ended.exit_code, 42.0 in slept) == (0, True)


def test_two_requests_a_second_are_sent_unless_told_otherwise(
    server: HTTPServer, slept: list[float], tmp_path: Path
) -> None:
    status = {"status": "success", "player_status": {"online": False, "last_seen": 5}}
    server.expect_request("/v1/get_player_status").respond_with_json(status)

    run("record", url_of(server), "--player", 3, "-o", tmp_path / "world.json")

    assert len(server.log) == 4
    assert sum(slept) > 1  # between four requests are three halves of a second, less what the answers took


def test_an_answer_of_broken_json_is_passed_over(server: HTTPServer, tmp_path: Path) -> None:
    server.expect_request("/v1/get_player_status").respond_with_data('{"status":', content_type="application/json")

    ended = run("record", url_of(server), "--player", 3, "-o", tmp_path / "world.json")

    assert ended.exit_code == 1
    assert "    get_player_status id=3: status 200 with application/json that is no JSON" in ended.stdout.splitlines()


def test_what_a_server_says_does_not_reach_the_terminal_raw(server: HTTPServer, tmp_path: Path) -> None:
    server.expect_request("/v1/get_player_status").respond_with_data('{"\x9b31m":1}', 404)

    ended = run("record", url_of(server), "--player", 3, *AT_ONCE, "-o", tmp_path / "world.json")

    assert '    get_player_status id=3: 404 {"\N{REPLACEMENT CHARACTER}31m":1}' in ended.stdout.splitlines()


def test_changed_fields_are_remarked_on_and_compared(server: HTTPServer, tmp_path: Path) -> None:
    status = {"status": "success", "player_status": {"online": False, "last_seen": "long ago", "mood": "good"}}
    server.expect_request("/v1/get_player_status").respond_with_json(status)

    ended = run("record", url_of(server), "--player", 3, "-o", tmp_path / "world.json")

    lines = ended.stdout.splitlines()
    assert ended.exit_code == 0
    assert lines[1:3] == [
        "  not taken as it was told:",
        "    Player 3: latest_activity is 'long ago'; a world holds int",
    ]
    assert "    get_player_status id=3: player_status.mood is 'good' there, not here" in lines
    assert "    get_player_status id=3: player_status.last_seen is 'long ago' there, 0 here" in lines


def test_ctrl_c_loses_nothing(bancho: Bancho, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    output, part = tmp_path / "world.json", tmp_path / "world.json.part"
    add = Kept.add

    def interrupted(kept: Kept, question: Question, reply: Reply) -> None:
        add(kept, question, reply)
        if len(kept.answers) == 4:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Kept, "add", interrupted)
        stopped = run("record", bancho.url, "--player", "Aika", *AT_ONCE, "-o", output)
    went_on = run("record", bancho.url, "--player", "Aika", *AT_ONCE, "-o", output)

    assert (stopped.exit_code, stopped.stderr.splitlines()[-1]) == (
        130,
        f"stopped: {part} keeps 4 answers; the same command goes on from there",
    )
    assert (went_on.exit_code, part.exists()) == (0, False)
    assert went_on.stderr.endswith(f"; {part} has 4 answers already\n")
    paths = [call.path for call in bancho.journal]
    assert len(paths) == 8 + 2  # the probe was asked twice more, everything else once


def test_an_unreachable_server_is_said_in_a_sentence(slept: list[float], tmp_path: Path) -> None:
    with nobody() as address:
        ended = run("record", address.url, "--player", 3, "-o", tmp_path / "world.json")

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert ended.stderr == (
        f"mockbancho: {address.url} does not answer as bancho.py does:\n"
        "  /v1/get_player_count: Connection refused, 2 times\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_leads_elsewhere_is_not_followed(
    httpserver: HTTPServer, slept: list[float], tmp_path: Path
) -> None:
    httpserver.expect_request("/v1/get_player_count").respond_with_data(
        "", 301, {"location": "https://elsewhere.example/"}
    )

    ended = run("record", url_of(httpserver), "--prefix", "v1", "--player", 3, "-o", tmp_path / "world.json")

    assert ended.exit_code == 2
    assert f"it leads to https://elsewhere.example, and only {url_of(httpserver)} is asked" in ended.stderr


def test_nothing_to_record_is_a_mistake(tmp_path: Path) -> None:
    ended = run("record", "http://127.0.0.1:1", "-o", tmp_path / "world.json")

    assert ended.exit_code == 2
    assert "say what to record: --player, --beatmap, --score, --leaderboard, --clan, --match, --pool" in ended.stderr


def test_a_folder_that_is_not_there_is_said_before_anything_is_asked(bancho: Bancho, tmp_path: Path) -> None:
    ended = run("record", bancho.url, "--player", 3, *AT_ONCE, "-o", tmp_path / "nowhere" / "world.json")

    assert ended.exit_code == 2
    assert ended.stderr.startswith("mockbancho: cannot keep answers in ")
    assert len(bancho.journal) == 1


def test_a_world_that_cannot_be_written_keeps_the_answers(bancho: Bancho, tmp_path: Path) -> None:
    output = tmp_path / "world.json"
    (tmp_path / "world.json").mkdir()

    ended = run("record", bancho.url, "--player", "Aika", *AT_ONCE, "-o", output)

    assert ended.exit_code == 2
    assert "is a directory" in ended.stderr


def test_many_of_a_kind_are_counted(bancho: Bancho, tmp_path: Path) -> None:
    pools = [f"--pool={each}" for each in range(1, 9)]

    ended = run("record", bancho.url, *pools, *AT_ONCE, "-o", tmp_path / "world.json")

    assert ended.stdout.splitlines()[6:8] == [
        '    get_mappool id=5: 404 {"status":"Pool not found."}',
        "    … and 3 more",
    ]


def test_what_was_recorded_is_served(bancho: Bancho, tmp_path: Path) -> None:
    output = tmp_path / "world.json"
    run("record", bancho.url, "--leaderboard", "osu", "--depth", 1, *AT_ONCE, "-o", output)

    twin = Bancho(world=output, contract="5.3")

    question = "/v1/get_leaderboard?limit=50"
    assert twin.get(question).body == bancho.get(question).body
    assert len(json.loads(bancho.get(question).body)["leaderboard"]) == 1


def test_a_line_tells_of_progress_where_there_is_no_terminal(tmp_path: Path) -> None:
    with Bancho(contract="5.3") as bancho:
        ended = run("record", bancho.url, "--player", 3, "--beatmap", 1172819, *AT_ONCE, "-o", tmp_path / "world.json")

    assert ended.stderr.splitlines()[1] == "asked 50 of 54"


def test_on_a_terminal_a_bar_shows_what_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    terminal = Terminal(monkeypatch)

    with terminal, asking() as tell:
        tell(3, 12, ask("get_clan", id=7))

    assert "3/12" in terminal.shown
    assert "get_clan id=7" in terminal.shown
