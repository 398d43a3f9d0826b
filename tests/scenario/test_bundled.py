"""The scenarios that come with mockbancho: each plays to its end, and does what it says."""

from __future__ import annotations

import pytest

from mockbancho import Bancho
from mockbancho.clock import SECOND
from mockbancho.scenario.expectations import failures
from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.remarks import remarks
from mockbancho.world.contradictions import contradictions
from tests.scenario.given import asking, go_to, staged, state

pytestmark = pytest.mark.unmeasured

NAMES = names()
BEATMAPS_CHANGE = {"season_of_changes"}
"""Those after which stats are older than the status of beatmaps, as bancho.py leaves them."""


@pytest.mark.parametrize("name", NAMES)
def test_it_plays_to_its_end_and_everything_in_it_happens(name: str) -> None:
    scenario = find_scenario(name)
    bancho = staged(scenario)

    unmet = list(failures(scenario, lambda at: go_to(bancho, at), asking(bancho)))

    assert unmet == []
    assert list(remarks(scenario, bancho.world, bancho.director.began)) == []
    assert bancho.director.elapsed == scenario.length
    assert quarters(bancho) == {0, 1, 2, 3}
    assert [line for line in contradictions(bancho.world) if name not in BEATMAPS_CHANGE] == []


def quarters(bancho: Bancho) -> set[int]:
    """Return in which quarters of a scenario something has happened."""
    began, length = bancho.director.began, bancho.director.elapsed
    return {min(3, (event.at - began) * 4 // length) for event in bancho.events}


@pytest.mark.parametrize("name", NAMES)
def test_it_says_what_it_is_and_expects_something(name: str) -> None:
    scenario = find_scenario(name)

    assert scenario.title.lower().replace(" ", "_") == name
    assert 100 < len(scenario.about) < 400
    assert "Good for " in scenario.about
    assert scenario.seed is not None
    assert len(scenario.expect) > 1


@pytest.mark.parametrize("name", NAMES)
def test_it_is_as_long_as_a_demonstration_may_be(name: str) -> None:
    assert 5 * 60 * SECOND <= find_scenario(name).length <= 60 * 60 * SECOND


@pytest.mark.parametrize("name", [name for name in NAMES if name != "peak_hour"])
def test_seeking_in_it_leads_to_where_a_fresh_run_would_be(name: str) -> None:
    scenario = find_scenario(name)
    half = scenario.length / SECOND / 2
    fresh, back = staged(scenario), staged(scenario)
    fresh.advance(half)

    back.advance(half * 1.5)
    back.seek(half)

    assert state(back.world) == state(fresh.world)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "peak_hour"])
def test_another_seed_plays_to_the_end_too(name: str) -> None:
    scenario = find_scenario(name)
    bancho = staged(scenario, seed=99)

    go_to(bancho, scenario.length)

    assert len(bancho.events) > 10
