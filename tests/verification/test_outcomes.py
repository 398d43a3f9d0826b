"""What a run has met of the API: every endpoint has outcomes, each is recognised, and figures add up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockbancho import Bancho
from mockbancho.contract import CONTRACTS
from mockbancho.verification.coverage import Coverage
from mockbancho.verification.outcomes import OUTCOMES

NAMES = [outcome.name for outcome in OUTCOMES["get_player_scores"]]


@pytest.fixture
def coverage() -> Coverage:
    """A run that has met nothing yet."""
    return Coverage()


@pytest.fixture
def bancho(coverage: Coverage) -> Bancho:
    """A server of the default world whose calls are counted."""
    return watched(Bancho(), coverage)


def watched(bancho: Bancho, coverage: Coverage) -> Bancho:
    """A server whose calls are counted."""
    coverage.serve(bancho.contract)
    bancho.journal.witness = lambda call, body: coverage.add(bancho.contract, call, body)
    return bancho


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_endpoint_has_outcomes(contract: str) -> None:
    assert [name for name in CONTRACTS[contract].endpoints if name not in OUTCOMES] == []


def test_every_outcome_is_of_an_endpoint() -> None:
    assert [name for name in OUTCOMES if name not in CONTRACTS["any"].endpoints] == []
    assert [name for name, outcomes in OUTCOMES.items() if len({each.name for each in outcomes}) < len(outcomes)] == []


@pytest.mark.parametrize(
    ("path", "query", "met"),
    [
        ("/get_player_count", {}, ["found"]),
        ("/v1/get_player_info", {"id": 3, "scope": "all"}, ["found"]),
        ("/get_player_info", {"id": 99_999, "scope": "all"}, ["not found"]),
        ("/get_player_info", {"scope": "all"}, ["bad request"]),
        ("/get_player_info", {"id": 3, "scope": "some"}, ["invalid"]),
        ("/get_player_status", {"id": 3}, ["online"]),
        ("/get_player_status", {"id": 20}, ["offline"]),
        ("/get_player_scores", {"id": 3, "scope": "best"}, ["rows", "full page"]),
        ("/get_player_scores", {"id": 20, "scope": "best", "limit": 100}, ["rows"]),
        ("/get_player_scores", {"id": 3, "scope": "best", "limit": 1}, ["rows", "full page"]),
        ("/get_player_scores", {"id": 3, "scope": "best", "mods": "EZHRFLSO"}, ["no rows"]),
        ("/get_player_scores", {"id": 3, "scope": "best", "mode": 7}, ["bad request"]),
        ("/get_leaderboard", {"offset": 5}, ["rows", "further page"]),
        ("/get_leaderboard", {"offset": 5_000}, ["no rows", "further page"]),
        ("/search_players", {"q": "no such name"}, ["no rows"]),
        ("/calculate_pp", {"id": 3}, ["bad request"]),
        ("/set_avatar", {}, []),
        ("/v2/players", {}, ["rows", "full page"]),
        ("/v2/players", {"page": 2}, ["rows", "further page"]),
        ("/v2/players/3", {}, ["found"]),
        ("/v2/players/99999", {}, ["not found"]),
        ("/v2/players/three", {}, ["invalid"]),
    ],
)
def test_an_outcome_is_recognised(
    bancho: Bancho, coverage: Coverage, path: str, query: dict[str, Any], met: list[str]
) -> None:
    bancho.get(path, **query)

    (found,) = coverage.state()["met"].values()
    assert list(found) == met


def test_every_outcome_is_one_that_a_test_can_meet(bancho: Bancho, coverage: Coverage) -> None:
    bancho.get("/get_player_scores", id=3, scope="best", limit=1)
    bancho.get("/get_player_scores", id=3, scope="best", mods="EZHRFLSO")
    bancho.get("/get_player_scores", id=99_999, scope="best")
    bancho.get("/get_player_scores", scope="best")
    bancho.get("/get_player_scores")
    with bancho.faults.add("get_player_scores", status=503):
        bancho.get("/get_player_scores", id=3, scope="best")

    assert coverage.state()["met"] == {"get_player_scores": dict.fromkeys(NAMES, 1)}
    assert coverage.percent == 100


def test_what_a_fault_spoils_is_nothing_else(bancho: Bancho, coverage: Coverage) -> None:
    with bancho.faults.add("get_player_info", status=404):
        bancho.get("/get_player_info", id=3, scope="all")

    assert coverage.state()["met"] == {"get_player_info": {"fault": 1}}


def test_calls_beside_the_endpoints_do_not_count(bancho: Bancho, coverage: Coverage) -> None:
    for path in ("/", "/nope", "/3.png"):
        bancho.get(path)

    assert (coverage.asked, coverage.percent) == ([], 0)
    assert coverage.sentence == "no endpoint was asked: 0 %"


def test_a_fork_counts_too(bancho: Bancho, coverage: Coverage) -> None:
    with bancho.fork() as fork:
        fork.get("/get_player_count")

    assert coverage.asked == ["get_player_count"]


def test_what_two_processes_met_is_added_up(bancho: Bancho, coverage: Coverage) -> None:
    other = Coverage()
    bancho.get("/get_player_count")
    watched(Bancho(contract="5.3"), other).get("/v1/get_player_count")

    coverage.merge(json.loads(json.dumps(other.state())))

    assert coverage.state() == {
        "calls": {"get_player_count": 2},
        "met": {"get_player_count": {"found": 2}},
        "contracts": ["5.3", "any"],
    }


def test_the_endpoints_are_those_of_the_contracts_that_were_served(coverage: Coverage) -> None:
    coverage.serve("4.3.2")

    assert coverage.endpoints == [name for name in OUTCOMES if name in CONTRACTS["4.3.2"].endpoints]


def test_it_is_told_as_a_table(bancho: Bancho, coverage: Coverage) -> None:
    bancho.get("/get_player_count")
    bancho.get("/get_match", id=64)
    bancho.get("/get_match", id=1)

    assert coverage.lines()[:4] == [
        "endpoint          calls  met               missing",
        "get_player_count  1      found             fault",
        "get_match         2      found, not found  invalid, fault",
        "2 of 29 endpoints asked; 3 of the 6 outcomes of these met: 50.0 %",
    ]
    assert coverage.lines()[4].startswith("never asked: get_player_info, get_player_status, ")


def test_it_is_told_as_markdown(bancho: Bancho, coverage: Coverage) -> None:
    bancho.get("/get_player_count")

    assert coverage.markdown().splitlines()[:8] == [
        "# Coverage of the API",
        "",
        "| endpoint | calls | met | missing |",
        "| --- | ---: | --- | --- |",
        "| get_player_count | 1 | found | fault |",
        "",
        "1 of 29 endpoints asked; 1 of the 2 outcomes of these met: 50.0 %.",
        "",
    ]


def test_it_is_told_as_json(bancho: Bancho, coverage: Coverage) -> None:
    bancho.get("/get_player_count")

    found = json.loads(coverage.json())

    never = found.pop("never_asked")
    assert len(never) == 28
    assert found == {
        "mockbancho": 1,
        "percent": 50.0,
        "met": 1,
        "possible": 2,
        "endpoints": {"get_player_count": {"calls": 1, "met": {"found": 1}, "missing": ["fault"]}},
    }
