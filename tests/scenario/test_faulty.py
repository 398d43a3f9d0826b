"""Faults as they are written: in scenario files, as dicts, and in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.clock import SECOND, START
from mockbancho.errors import ScenarioError
from mockbancho.records import Fault
from mockbancho.scenario.faulty import fault_of
from mockbancho.scenario.reading import read_scenario
from mockbancho.scenario.stage import stage
from tests.scenario.given import filed, staged, written

OUTAGE = """
world: {players: 0}
timeline:
  - {at: 10m, create_player: {name: Aika}}
faults:
  - {name: slow, latency: about 300ms, during: 30s..}
  - {endpoint: get_player_count, status: 503, first: 2, during: 1m..2m}
"""


def statuses(bancho: Bancho, times: int = 1) -> list[int]:
    """Return what so many requests are answered."""
    return [bancho.get("/get_player_count").status for _ in range(times)]


def test_the_faults_of_a_scenario_are_there_from_its_start_with_its_times() -> None:
    bancho = staged(OUTAGE)

    assert list(bancho.faults) == [
        Fault(name="slow", number=1, latency="about 300ms", begins=START + 30 * SECOND),
        Fault(
            name="get_player_count status=503 first=2",
            number=2,
            endpoint="get_player_count",
            status=503,
            first=2,
            begins=START + 60 * SECOND,
            ends=START + 120 * SECOND,
        ),
    ]


def test_a_fault_of_a_scenario_fires_at_its_time_however_one_comes_there() -> None:
    bancho = staged(OUTAGE)
    found = [statuses(bancho)]

    bancho.seek("1m30s")
    found.append(statuses(bancho, 3))
    bancho.seek("3m")
    found.append(statuses(bancho))
    bancho.seek("90s")
    found.append(statuses(bancho, 3))

    assert found == [[200], [503, 503, 200], [200], [503, 503, 200]]


def test_variables_stand_in_faults_too() -> None:
    bancho = staged(
        'vars: {status: 502, whose: get_clan}\nfaults: [{endpoint: "${whose}", status: "${status}", where: {id: no}}]\n'
    )

    assert [(fault.endpoint, fault.status, fault.where) for fault in bancho.faults] == [
        ("get_clan", 502, (("id", "no"),))
    ]


def test_the_faults_of_included_files_come_first(tmp_path: Path) -> None:
    main = "include: [other.yaml]\nworld: {players: 0}\nfaults: [{name: mine, status: 503}]\n"
    file = filed(tmp_path, main=main, other="faults: [{name: theirs, status: 502}]\n")

    world = stage(read_scenario(file))

    assert [fault.name for fault in world.rows(Fault)] == ["theirs", "mine"]


def test_two_faults_of_one_name_are_told() -> None:
    scenario = written("world: {players: 0}\nfaults: [{name: a, status: 503}, {name: a, status: 502}]\n")

    with pytest.raises(ScenarioError) as error:
        stage(scenario)

    assert list(error.value.mistakes) == ["evening.yaml:3:34: faults[1]: the name 'a' is given already"]


@pytest.mark.parametrize(
    ("given", "arguments"),
    [
        ({"status": 503}, {"status": 503}),
        ({"endpoint": "get_clan", "where": {"id": 3}, "reply": "reset"}, None),
        ("status=503", {"endpoint": "*", "status": 503}),
        ("get_map_scores:status=503,rate=0.3", {"endpoint": "get_map_scores", "status": 503, "rate": 0.3}),
        (
            " get_* : latency=100ms..2s , every=3 ",
            {"endpoint": "get_*", "latency": "100ms..2s", "every": 3},
        ),
        ("/v1/*:reply=reset,during=1m..2m", {"endpoint": "/v1/*", "reply": "reset", "during": "1m..2m"}),
        ("latency=0.25", {"endpoint": "*", "latency": 0.25}),
        ("drip=2s,latency=about 300ms x2", {"endpoint": "*", "drip": "2s", "latency": "about 300ms x2"}),
        ("quota=60,per=90", {"endpoint": "*", "quota": 60, "per": 90}),
        (
            "get_clan:status=503,where.id=3,where.x=a=b,name=an outage",
            {"endpoint": "get_clan", "status": 503, "where": {"id": "3", "x": "a=b"}, "name": "an outage"},
        ),
        ("status=503,body=12", {"endpoint": "*", "status": 503, "body": "12"}),
    ],
)
def test_a_fault_is_a_dict_or_a_line(given: Any, arguments: dict[str, Any] | None) -> None:  # noqa: ANN401  # either
    assert fault_of(given) == (given if arguments is None else arguments)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (503, "faults are dicts such as {'status': 503, 'rate': 0.3}, or text such as 'get_*:status=503'; got 503"),
        ("", "fault '': a fault does something"),
        (
            "get_clan",
            "fault 'get_clan': expected name=value with commas between, such as status=503,rate=0.3; got 'get_clan'",
        ),
        (
            "get_clan:503",
            "fault 'get_clan:503': expected name=value with commas between, such as status=503,rate=0.3; got '503'",
        ),
        (
            "status=503,body=a,b",
            "fault 'status=503,body=a,b': expected name=value with commas between, such as status=503,rate=0.3; got 'b'",
        ),
        ("status=503,status=502", "fault 'status=503,status=502': 'status' is given twice"),
        ("status=503,rat=0.3", "fault 'status=503,rat=0.3' has no argument 'rat'; did you mean 'rate'?"),
        ("status=oops", "fault 'status=oops': status: expected int, got str 'oops'"),
        ("get_clam:status=503", "fault 'get_clam:status=503': endpoint: there is no 'get_clam'; did you mean 'get_clan'?"),
        ({"status": 99}, "fault {'status': 99}: status: expected 200 to 599, got 99"),
        ({"reply": "rest"}, "fault {'reply': 'rest'}: reply: expected 'bad_json', "),
    ],
)  # fmt: skip
def test_what_is_no_fault_is_told(given: Any, told: str) -> None:  # noqa: ANN401  # anything
    with pytest.raises(Mistake) as error:
        fault_of(given)

    assert str(error.value).startswith(told)


def test_a_server_has_the_faults_that_it_is_made_with() -> None:
    bancho = Bancho(players=0, faults=["get_player_count:status=503,first=1", {"latency": 1, "name": "slow"}])

    assert repr(bancho.faults) == "<faults: get_player_count status=503 first=1, slow>"
    assert statuses(bancho, 2) == [503, 200]


def test_the_faults_of_a_server_come_after_those_of_its_scenario() -> None:
    bancho = Bancho(scenario="outage", faults=[{"status": 418, "name": "mine", "during": "1m.."}], at="90s")

    assert [fault.name for fault in bancho.faults][-2:] == ["a cautious return", "mine"]
    assert statuses(bancho) == [418]


def test_the_faults_of_a_server_stay_when_it_seeks() -> None:
    bancho = Bancho(players=0, faults=["status=503,first=1"])
    bancho.advance("1m")
    before = statuses(bancho, 2)

    bancho.seek("0s")

    assert (before, statuses(bancho, 2)) == ([503, 200], [503, 200])


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("status=503", "faults is a list, such as ['get_map_scores:status=503,rate=0.3'], not 'status=503'"),
        (5, "faults is a list, such as ['get_map_scores:status=503,rate=0.3'], not 5"),
        (["status=99"], "fault 'status=99': status: expected 200 to 599, got 99"),
    ],
)
def test_a_server_is_not_made_with_what_is_no_fault(given: Any, told: str) -> None:  # noqa: ANN401  # anything
    with pytest.raises(Mistake) as error:
        Bancho(players=0, faults=given)

    assert str(error.value) == told
