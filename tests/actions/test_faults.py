"""Adding faults, looking at them, taking them back, and what becomes of them when time or the world is another."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.actions.fault_handles import FaultHandle
from mockbancho.clock import SECOND, START
from mockbancho.records import Fault, Quota
from mockbancho.world.world import World

PATH = "/get_player_count"


def statuses(bancho: Bancho, times: int = 1) -> list[int]:
    """Return what so many requests are answered."""
    return [bancho.get(PATH).status for _ in range(times)]


def counted(bancho: Bancho) -> list[tuple[str, int, int]]:
    """Return of each fault its name, how many requests it was about, and how many it hit."""
    return [(fault.name, fault.seen, fault.fired) for fault in bancho.faults]


def test_a_fault_is_a_row_with_everything_that_was_asked_for(bancho: Bancho) -> None:
    bancho.faults.add(
        "get_map_scores",
        latency="about 300ms",
        drip="2s",
        status=503,
        body="Later.",
        retry_after=30,
        rate=0.5,
        first=8,
        nth=4,
        every=2,
        times=1,
        during="1m..2m",
        where={"id": 3, "mode": 0.5, "scope": "best", "x": True},
        name="an evening",
    )

    assert list(bancho.world.rows(Fault)) == [
        Fault(
            name="an evening",
            number=1,
            endpoint="get_map_scores",
            where=(("id", "3"), ("mode", "0.5"), ("scope", "best"), ("x", "true")),
            latency="about 300ms",
            drip=2 * SECOND,
            status=503,
            retry_after=30 * SECOND,
            body="Later.",
            rate=0.5,
            first=8,
            nth=4,
            every=2,
            times=1,
            begins=START + 60 * SECOND,
            ends=START + 120 * SECOND,
        )
    ]
    assert [(event.kind, event.text) for event in bancho.events] == [("fault_added", "an evening")]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"latency": 0.25}, {"latency": "0.25s"}),
        ({"latency": 3}, {"latency": "3s"}),
        ({"latency": "100ms..2s"}, {"latency": "100ms..2s"}),
        ({"quota": 60}, {"quota": 60, "per": 60 * SECOND}),
        ({"quota": 60, "per": "1h", "status": 429}, {"quota": 60, "per": 3600 * SECOND, "status": 429}),
        ({"reply": "reset", "during": "30s.."}, {"reply": "reset", "begins": START + 30 * SECOND}),
        ({"reply": "reset", "during": " .. 2m"}, {"reply": "reset", "ends": START + 120 * SECOND}),
    ],
)
def test_what_goes_wrong_is_kept_as_the_world_needs_it(
    given: dict[str, Any], kept: dict[str, Any], bancho: Bancho
) -> None:
    bancho.faults.add(**given, name="it")

    assert list(bancho.faults) == [Fault(**{"name": "it", "number": 1, "begins": START, **kept})]


@pytest.mark.parametrize(
    ("add", "name"),
    [
        (lambda faults: faults.add(status=503), "* status=503"),
        (lambda faults: faults.add("get_clan", status=503, rate=0.3), "get_clan status=503 rate=0.3"),
        (lambda faults: faults.add("/v1/*", latency=0.3, where={"id": 3}), "/v1/* where.id=3 latency=0.3s"),
        (lambda faults: faults.add(quota=5, per="90s"), "* quota=5 per=1m30s"),
        (lambda faults: faults.add(reply="reset", nth=3, during="1m..2m"), "* reply=reset nth=3"),
    ],
)
def test_a_fault_without_a_name_is_called_what_it_does(
    add: Callable[[Any], FaultHandle], name: str, bancho: Bancho
) -> None:
    handle = add(bancho.faults)

    assert handle.name == name


def test_the_second_of_two_equal_faults_has_a_number(bancho: Bancho) -> None:
    handles = [bancho.faults.add("get_clan", status=503) for _ in range(2)]

    assert [each.name for each in handles] == ["get_clan status=503", "get_clan status=503 (2)"]


def test_a_fault_of_the_same_name_replaces_the_first_and_counts_anew(bancho: Bancho) -> None:
    bancho.faults.add(quota=0, name="limit")
    first = statuses(bancho, 2)

    bancho.faults.add(quota=1, name="limit")

    assert (first, statuses(bancho, 2)) == ([429, 429], [200, 429])
    assert counted(bancho) == [("limit", 2, 1)]


def test_a_handle_ends_its_fault_with_the_block(bancho: Bancho) -> None:
    with bancho.faults.add(status=503, first=1) as outage:
        inside = statuses(bancho, 2)

    assert (inside, statuses(bancho)) == ([503, 200], [200])
    assert (outage.fired, outage.row, list(bancho.faults)) == (1, None, [])


def test_a_handle_ends_its_fault_although_the_block_fails(bancho: Bancho) -> None:
    with pytest.raises(ZeroDivisionError), bancho.faults.add(status=503):
        _ = 1 / 0

    assert statuses(bancho) == [200]


def test_a_handle_tells_what_its_fault_is_and_what_it_has_hit(bancho: Bancho) -> None:
    outage = bancho.faults.add(status=503, name="outage")
    told = [repr(outage)]

    for _ in range(2):
        bancho.get(PATH)
        told.append(repr(outage))
    outage.remove()
    outage.remove()

    assert [*told, repr(outage)] == [
        "<fault outage, not fired yet>",
        "<fault outage, fired once>",
        "<fault outage, fired 2 times>",
        "<fault outage, gone>",
    ]
    assert outage.fired == 2


def test_faults_are_looked_at_and_taken_away_by_name(bancho: Bancho) -> None:
    outage = bancho.faults.add(status=503, name="outage")
    bancho.faults.add(latency="1s", name="slow")
    before = (repr(bancho.faults), len(bancho.faults), "outage" in bancho.faults, outage in bancho.faults)

    bancho.faults.remove("outage")

    assert before == ("<faults: outage, slow>", 2, True, True)
    assert (bancho.faults.get("outage"), "outage" in bancho.faults, outage in bancho.faults) == (None, False, False)
    assert [fault.name for fault in bancho.faults] == ["slow"]


def test_all_faults_end_at_once(bancho: Bancho) -> None:
    bancho.faults.add(status=503, name="outage")
    bancho.faults.add(quota=0, name="limit")
    bancho.get(PATH)

    bancho.faults.clear()

    assert (repr(bancho.faults), list(bancho.world.rows(Quota)), statuses(bancho)) == ("<faults: none>", [], [200])
    assert [(event.kind, event.text) for event in bancho.events][2:] == [
        ("fault_removed", "outage"),
        ("fault_removed", "limit"),
    ]


def test_faults_are_actions_too(bancho: Bancho) -> None:
    bancho.act("add_fault", endpoint="get_player_count", status=503, name="outage")
    during = statuses(bancho)

    bancho.remove_fault("outage")

    assert (during, statuses(bancho)) == ([503], [200])


@pytest.mark.parametrize(
    ("add", "told"),
    [
        (lambda add: add(), "a fault does something: give latency, drip, status, quota or reply"),
        (lambda add: add("get_map_scors", status=503), "endpoint: there is no 'get_map_scors'; did you mean 'get_map_scores'?"),
        (lambda add: add("everything", status=503), "endpoint: there is no 'everything'; known: get_player_count, "),
        (lambda add: add("ge_*", status=503), "endpoint: 'ge_*' fits none; known: get_player_count, "),
        (lambda add: add(status=600), "status: expected 200 to 599, got 600"),
        (lambda add: add(status=100), "status: expected 200 to 599, got 100"),
        (lambda add: add(status="503"), "status: expected int, got str '503'"),
        (lambda add: add(reply="rest"), "reply: expected 'bad_json', 'empty_body', 'empty_reply', 'garbage', 'hang', "),
        (lambda add: add(reply="reset", status=503), "reply: a fault either answers with a status or breaks the real answer; add two"),
        (lambda add: add(quota=-1), "quota: expected 0 or more requests, got -1"),
        (lambda add: add(quota=3, status=503), "quota: one that is used up is a 429; leave status out"),
        (lambda add: add(quota=3, per=0), "per: expected some time, such as '1m'; got none"),
        (lambda add: add(status=429, per="1m"), "per: this is for a quota, such as quota=60, per='1m'"),
        (lambda add: add(reply="reset", body="x"), "body: this is for a status"),
        (lambda add: add(quota=3, retry_after=3), "retry_after: this is for a status, such as 429 or 503; a quota says by itself"),
        (lambda add: add(latency="soon"), "latency: a duration is such as '90s', '1m30s', '2h' or '100ms'"),
        (lambda add: add(latency="2s..1s"), "latency: a span goes from the shorter to the longer, such as '100ms..2s'"),
        (lambda add: add(drip=-1), "drip: a duration is from 0 seconds to 100 years; got -1"),
        (lambda add: add(status=503, rate=30), "rate: expected a share above 0 and at most 1, such as 0.3; got 30"),
        (lambda add: add(status=503, first=0), "first: expected 1 or more, got 0"),
        (lambda add: add(status=503, nth=-1), "nth: expected 1 or more, got -1"),
        (lambda add: add(status=503, every=0), "every: expected 1 or more, got 0"),
        (lambda add: add(status=503, times=0), "times: expected 1 or more, got 0"),
        (lambda add: add(status=503, during="1m"), "during: expected a time from now, such as '1m..2m', '30s..' or '..2m'; got '1m'"),
        (lambda add: add(status=503, during="2m..1m"), "during: this ends before it begins: '2m..1m'"),
        (lambda add: add(status=503, during="a..b"), "during: a duration is such as '90s'"),
        (lambda add: add(status=503, where={"id": None}), "where: id: expected a number or text, got NoneType"),
    ],
)  # fmt: skip
def test_a_fault_that_cannot_be_is_told(add: Callable[..., Any], told: str, bancho: Bancho) -> None:
    with pytest.raises(Mistake) as error:
        add(bancho.faults.add)

    assert str(error.value).startswith(f"faults.add: {told}")
    assert (list(bancho.faults), bancho.events) == ([], [])


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ([], "faults.remove: there is no fault 'outge'; there are none"),
        (["outage"], "faults.remove: there is no fault 'outge'; did you mean 'outage'?"),
        (["slow", "a storm"], "faults.remove: there is no fault 'outge'; known: 'slow', 'a storm'"),
    ],
)
def test_a_fault_that_is_not_there_cannot_be_removed(names: list[str], told: str, bancho: Bancho) -> None:
    for name in names:
        bancho.faults.add(status=503, name=name)

    with pytest.raises(Mistake) as error:
        bancho.faults.remove("outge")

    assert str(error.value) == told


def test_the_same_seed_hits_the_same_requests_whatever_was_added_before() -> None:
    one, other = (Bancho(world=World.build(seed=7)) for _ in range(2))
    other.faults.add("get_clan", status=500, rate=0.5)

    for each in (one, other):
        each.faults.add(PATH, status=503, rate=0.3)

    found = statuses(one, 60)
    assert found == statuses(other, 60)
    assert {*found} == {200, 503}


def test_a_fault_holds_for_its_time_on_the_clock(bancho: Bancho) -> None:
    bancho.faults.add(status=503, during="1m..2m", first=1, name="outage")
    found = statuses(bancho)

    for passed in ("59s", "1s", "30s", "30s"):
        bancho.advance(passed)
        found += statuses(bancho)

    assert found == [200, 200, 503, 200, 200]
    assert counted(bancho) == [("outage", 2, 1)]  # what came before and after was not counted


def test_seeking_does_a_fault_that_was_added_by_hand_again_and_its_counts_begin_anew(bancho: Bancho) -> None:
    bancho.advance("10s")
    bancho.faults.add(status=503, first=2, name="outage")
    first = statuses(bancho, 3)

    bancho.seek("5s")
    before = (statuses(bancho), len(bancho.faults))
    bancho.seek("20s")

    assert (first, before, statuses(bancho, 3)) == ([503, 503, 200], ([200], 0), [503, 503, 200])


def test_a_checkpoint_has_the_counts_that_were_reached(bancho: Bancho) -> None:
    bancho.faults.add(status=503, first=3, name="outage")
    bancho.faults.add(quota=4, name="limit")
    statuses(bancho, 2)
    checkpoint = bancho.checkpoint()

    first = statuses(bancho, 4)
    bancho.restore(checkpoint)

    assert first == [503, 200, 429, 429]
    assert counted(bancho) == [("outage", 2, 2), ("limit", 2, 0)]
    assert statuses(bancho, 4) == first


def test_a_handle_outlives_that_its_fault_is_undone(bancho: Bancho) -> None:
    checkpoint = bancho.checkpoint()

    with bancho.faults.add(status=503) as outage:
        bancho.restore(checkpoint)

    assert (outage.row, statuses(bancho)) == (None, [200])


def test_a_fork_has_the_faults_and_counts_for_itself(bancho: Bancho) -> None:
    outage = bancho.faults.add(status=503, first=2, name="outage")
    statuses(bancho)
    fork = bancho.fork()

    found = statuses(fork, 2)
    fork.faults.clear()

    assert found == [503, 200]
    assert (counted(bancho), counted(fork), outage.fired) == ([("outage", 1, 1)], [], 1)


def test_a_world_that_is_saved_and_loaded_goes_on_where_it_was(bancho: Bancho, tmp_path: Path) -> None:
    bancho.faults.add("get_player_*", latency="1s..2s", status=503, rate=0.4, where={"id": 3}, name="a storm")
    bancho.faults.add(status=502, nth=3)
    bancho.faults.add(quota=3)
    first = statuses(bancho, 2)

    bancho.save(tmp_path / "world.json")
    loaded = Bancho(world=tmp_path / "world.json")

    assert list(loaded.faults) == list(bancho.faults)
    assert (first, statuses(loaded, 3)) == ([200, 200], [502, 429, 429])


def test_a_scenario_file_that_is_saved_adds_the_faults_again(bancho: Bancho, tmp_path: Path) -> None:
    bancho.advance("10s")
    bancho.faults.add("get_player_count", status=503, times=1, during="..1m", where={"x": 1})
    bancho.advance("10s")
    bancho.faults.clear()

    bancho.save_scenario(tmp_path / "evening.yaml")
    again = Bancho(scenario=tmp_path / "evening.yaml", at="15s")

    assert [(fault.name, fault.begins, fault.ends) for fault in again.faults] == [
        ("get_player_count where.x=1 status=503 times=1", START + 10 * SECOND, START + 70 * SECOND)
    ]
    again.advance("5s")
    assert list(again.faults) == []
