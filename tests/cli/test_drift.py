"""`mockbancho drift`: its report as text and as JSON, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho, clock
from tests.cli.running import run
from tests.learning.playing import nobody, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_httpserver import HTTPServer

AT_ONCE = ("--rate", 1000)


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    """The default world under contract 5.3."""
    with Bancho(contract="5.3") as bancho:
        yield bancho


def test_a_server_of_the_contract_has_no_differences(bancho: Bancho) -> None:
    ended = run("drift", bancho.url, "--match", 1, *AT_ONCE)

    assert (ended.exit_code, ended.stderr) == (0, "")
    first, *_, unseen, _, last = ended.stdout.splitlines()
    assert first == f"{bancho.url}/v1 against contract 5.3: {len(bancho.journal) - 1} questions answered"
    assert unseen == (
        "shapes not seen: get_replay (it sends no JSON), get_mappool (name one with --pool), "
        "calculate_pp (it wants an API key)"
    )
    assert last == "0 differences in 25 endpoints."


def test_a_server_of_another_version_differs_by_endpoint(bancho: Bancho) -> None:
    ended = run("drift", bancho.url, "--contract", "4.3.2", "--player", 3, *AT_ONCE)

    lines = ended.stdout.splitlines()
    assert ended.exit_code == 1
    assert lines[lines.index("get_map_scores") + 1].split(maxsplit=3)[:2] == ["extra", "scores[].player_country"]
    info = lines[lines.index("get_player_info") : lines.index("get_player_status")]
    assert [" ".join(line.split()) for line in info[1:3]] == [
        "extra player.info.creation_time server int",
        "extra player.info.latest_activity server int",
    ]
    assert " ".join(info[9].split()) == "extra player.stats.*.id server int (8 times)"


def test_json_has_all_that_the_text_has(bancho: Bancho) -> None:
    ended = run("drift", bancho.url, "--contract", "4.3.2", "--player", 3, "--json", *AT_ONCE)

    told = json.loads(ended.stdout)
    assert (ended.exit_code, told["server"], told["contract"]) == (1, f"{bancho.url}/v1", "4.3.2")
    assert (told["asked"]["get_clan"], told["unanswered"]) == (3, {})
    assert {
        "endpoint": "get_score_info",
        "kind": "extra",
        "path": "score.userid",
        "contract": "nothing",
        "server": "int",
        "times": 1,
        "is_drift": True,
    } in told["differences"]
    assert [each["is_drift"] for each in told["differences"] if each["kind"] == "other order"] == [False]
    assert "get_match" in told["unseen"]


def test_a_server_that_cannot_be_asked_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "sleep", lambda _: None)

    with nobody() as address:
        ended = run("drift", address.url)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "does not answer as bancho.py does" in ended.stderr


def test_a_server_that_answers_in_part_ends_with_2_unless_it_drifted(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "sleep", lambda _: None)
    counts = {"status": "success", "counts": {"online": 0, "total": 2}}
    httpserver.expect_request("/v1/get_player_count").respond_with_json(counts)
    httpserver.expect_request("/v1/get_player_info").respond_with_data("<html>", content_type="text/html")
    httpserver.expect_request("/v1/get_leaderboard").respond_with_data("<html>", content_type="text/html")

    ended = run("drift", url_of(httpserver), "--player", 3)

    assert (ended.exit_code, ended.stdout.splitlines()[-1]) == (2, "0 differences in 1 endpoint.")
    assert "  get_leaderboard mode=7: status 200 with text/html that is no JSON" in ended.stdout.splitlines()
