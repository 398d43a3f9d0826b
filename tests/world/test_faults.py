"""Which faults hit a request, and what they do to it together."""

from itertools import pairwise
from typing import Any

import pytest

from mockbancho import clock
from mockbancho.clock import SECOND
from mockbancho.records import Fault, Quota
from mockbancho.world.faults import Strike, forget, strike
from mockbancho.world.world import World
from tests.rows import fault

ASKED = ("get_map_scores", "/v1/get_map_scores", {"id": "3", "scope": "best"})
"""A request: its endpoint, its path and its parameters."""


def hit(world: World, times: int = 1) -> list[bool]:
    """Return for each of so many requests whether any fault hits it."""
    return [strike(world, *ASKED) is not None for _ in range(times)]


def struck(*rules: Fault) -> Strike:
    """Return what faults do to a request that all of them hit."""
    found = strike(World.build(rules), *ASKED)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"endpoint": "get_map_scores"},
        {"endpoint": "get_*_scores"},
        {"endpoint": "get_map_[st]cores"},
        {"endpoint": "/v1/*"},
        {"endpoint": "/*/get_map_scores"},
        {"where": (("id", "3"),)},
        {"where": (("id", "03"), ("scope", "best"))},
        {"where": (("id", "3.0"),)},
        {"begins": clock.START},
        {"ends": clock.START + 1},
    ],
)
def test_a_fault_hits_what_it_is_about(columns: dict[str, Any]) -> None:
    world = World.build([fault(**columns)])

    assert hit(world) == [True]


@pytest.mark.parametrize(
    "columns",
    [
        {"endpoint": "get_map_info"},
        {"endpoint": "get_player_*"},
        {"endpoint": "GET_*"},
        {"endpoint": "/v2/*"},
        {"endpoint": "/get_map_scores"},
        {"where": (("id", "4"),)},
        {"where": (("scope", "recent"),)},
        {"where": (("id", "3"), ("mode", "0"))},
        {"where": (("scope", "3"),)},
        {"begins": clock.START + 1},
        {"ends": clock.START},
    ],
)
def test_a_fault_neither_hits_nor_counts_what_it_is_not_about(columns: dict[str, Any]) -> None:
    world = World.build([fault(**columns)])

    assert hit(world) == [False]
    assert list(world.rows(Fault)) == [fault(**columns)]


def test_a_path_that_is_no_endpoint_is_hit_by_what_is_about_its_path_or_everything() -> None:
    world = World.build([fault("all", 1), fault("avatars", 2, endpoint="/[0-9]*"), fault("get", 3, endpoint="get_*")])

    found = strike(world, None, "/3", {})

    assert found is not None
    assert found.names == ("all", "avatars")


@pytest.mark.parametrize(
    ("columns", "which"),
    [
        ({"first": 3}, [1, 2, 3]),
        ({"nth": 3}, [3]),
        ({"every": 3}, [3, 6, 9]),
        ({"times": 2}, [1, 2]),
        ({"every": 3, "times": 2}, [3, 6]),
        ({"first": 7, "every": 3}, [3, 6]),
        ({"quota": 7, "per": 60 * SECOND}, [8, 9]),
        ({"quota": 0, "per": 60 * SECOND}, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ({"quota": 2, "per": 60 * SECOND, "every": 2}, [6, 8]),
    ],
)
def test_a_fault_fires_when_its_conditions_are_met_together(columns: dict[str, Any], which: list[int]) -> None:
    world = World.build([fault(status=None if "quota" in columns else 503, **columns)])

    found = hit(world, 9)

    assert [number for number, was_hit in enumerate(found, 1) if was_hit] == which
    assert [(each.seen, each.fired) for each in world.rows(Fault)] == [(9, len(which))]


def test_a_share_is_hit_and_the_seed_says_which() -> None:
    rule = fault(rate=0.3)

    found = [tuple(hit(World.build([rule], seed=seed), 1000)) for seed in (1, 1, 2)]

    assert [sum(each) / 1000 for each in found] == pytest.approx([0.3] * 3, abs=0.05)
    assert [one == other for one, other in pairwise(found)] == [True, False]


def test_another_fault_does_not_disturb_which_requests_are_hit() -> None:
    rule = fault(rate=0.3, number=2)
    alone, beside = World.build([rule]), World.build([rule, fault("other", 1, rate=0.5)])

    found = [strike(beside, *ASKED) for _ in range(100)]

    assert [each is not None and "outage" in each.names for each in found] == hit(alone, 100)


def test_faults_of_different_names_hit_different_requests() -> None:
    one, other = World.build([fault(rate=0.3)]), World.build([fault("other", rate=0.3)])

    assert hit(one, 100) != hit(other, 100)


def test_a_fault_alone_says_what_becomes_of_the_answer() -> None:
    assert struck(fault(latency="200ms", drip=SECOND, body="Later.", retry_after=10 * SECOND)) == Strike(
        names=("outage",), delay=0.2, drip=1.0, status=503, body="Later.", retry_after=10
    )


def test_what_faults_hold_back_adds_up() -> None:
    found = struck(fault("a", 1, latency="200ms", drip=SECOND), fault("b", 2, status=None, latency="1s", drip=SECOND))

    assert found == Strike(names=("a", "b"), delay=1.2, drip=2.0, status=503)


@pytest.mark.parametrize(
    ("rules", "decided"),
    [
        ([fault("a", 1), fault("b", 2, status=404)], {"status": 404}),
        ([fault("a", 2), fault("b", 1, status=404)], {"status": 503}),
        ([fault("a", 1), fault("b", 2, status=None, reply="reset")], {"reply": "reset"}),
        ([fault("a", 2), fault("b", 1, status=None, reply="reset")], {"status": 503}),
        ([fault("a", 1), fault("b", 2, status=None, latency="0s")], {"status": 503}),
        ([fault("a", 1), fault("b", 2, status=None, quota=0, per=30 * SECOND)], {"status": 429, "retry_after": 30}),
        (
            [fault("a", 1, status=None, reply="hang"), fault("b", 2, status=None, reply="reset")],
            {"reply": "reset"},
        ),
    ],
)
def test_the_newest_of_those_that_fire_decides_what_is_answered(rules: list[Fault], decided: dict[str, Any]) -> None:
    names = tuple(rule.name for rule in sorted(rules, key=lambda rule: rule.number))

    assert struck(*rules) == Strike(names=names, **decided)


def test_every_fault_about_a_request_counts_it_whichever_decides() -> None:
    world = World.build([fault("a", 1, nth=2), fault("b", 2, times=1), fault("c", 3, endpoint="get_clan")])

    hit(world, 3)

    assert [(each.name, each.seen, each.fired) for each in world.rows(Fault)] == [("a", 3, 1), ("b", 3, 1), ("c", 0, 0)]


def test_a_quota_is_full_again_after_its_time() -> None:
    world = World.build([fault(status=None, quota=2, per=60 * SECOND)])
    before = hit(world, 3)

    world.now += 60 * SECOND - 1
    just_before = hit(world, 1)
    world.now += 1
    after = hit(world, 3)

    assert [before, just_before, after] == [[False, False, True], [True], [False, False, True]]


def test_the_seconds_until_a_quota_is_full_count_down_with_the_clock() -> None:
    world = World.build([fault(status=None, quota=0, per=60 * SECOND)])
    told: list[int | None] = []

    for passed in (0.0, 0.5, 29.5, 29.999):
        world.now += round(passed * SECOND)
        found = strike(world, *ASKED)
        told.append(found.retry_after if found else None)

    assert told == [60, 60, 30, 1]


def test_who_was_told_to_come_back_later_is_refused_until_then() -> None:
    world = World.build([fault(nth=2, retry_after=10 * SECOND)])
    told: list[int | None] = []

    for _ in range(5):
        found = strike(world, *ASKED)
        told.append(found.retry_after if found else None)
        world.now += 4 * SECOND

    assert told == [None, 10, 6, 2, None]


def test_what_is_forgotten_leaves_no_count_behind() -> None:
    world = World.build([fault(status=None, quota=1, per=60 * SECOND)])
    hit(world, 2)

    forget(world, next(iter(world.rows(Fault))))

    assert (list(world.rows(Fault)), list(world.rows(Quota))) == ([], [])


def test_a_fork_counts_for_itself() -> None:
    world = World.build([fault(times=2), fault("limit", 2, status=None, quota=1, per=60 * SECOND)])
    hit(world, 1)
    fork = world.fork()

    hit(fork, 3)

    assert [(each.seen, each.fired) for each in world.rows(Fault)] == [(1, 1), (1, 0)]
    assert [(each.seen, each.fired) for each in fork.rows(Fault)] == [(4, 2), (4, 3)]
    assert [each.left for each in world.rows(Quota)] == [0]


def test_counting_does_not_forget_what_was_answered() -> None:
    world = World.build([fault()])
    remembered = world.answers

    hit(world, 2)

    assert world.answers is remembered
