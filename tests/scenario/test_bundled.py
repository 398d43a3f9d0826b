"""The scenarios that come with mockbancho: each plays to its end, and does what it says."""

from __future__ import annotations

from functools import cache

import pytest

from mockbancho import Bancho
from mockbancho.clock import SECOND
from mockbancho.scenario.expectations import failures
from mockbancho.scenario.library import find_scenario, names
from mockbancho.scenario.remarks import remarks
from mockbancho.world.contradictions import contradictions
from tests.scenario.given import asking, go_to, staged, state

NAMES = names()


@cache
def played(name: str) -> tuple[Bancho, tuple[str, ...]]:
    """Return a server in whose world a scenario was played to its end, and what was not as expected."""
    scenario = find_scenario(name)
    bancho = staged(scenario)
    return bancho, tuple(failures(scenario, lambda at: go_to(bancho, at), asking(bancho)))


@pytest.mark.parametrize("name", NAMES)
def test_it_plays_to_its_end_as_it_expects(name: str) -> None:
    bancho, unmet = played(name)

    assert unmet == ()
    assert bancho.director.elapsed == find_scenario(name).length


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_it_is_done_at_least_once(name: str) -> None:
    bancho, _ = played(name)

    assert list(remarks(find_scenario(name), bancho.world, bancho.director.began)) == []


@pytest.mark.parametrize("name", NAMES)
def test_its_numbers_follow_from_its_scores(name: str) -> None:
    bancho, _ = played(name)

    assert list(contradictions(bancho.world)) == []


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


@pytest.mark.parametrize("name", NAMES)
def test_something_happens_in_each_part_of_it(name: str) -> None:
    bancho, _ = played(name)
    began, length = bancho.director.began, bancho.director.elapsed

    quarters = {min(3, (event.at - began) * 4 // length) for event in bancho.events}

    assert quarters == {0, 1, 2, 3}


@pytest.mark.parametrize("name", [name for name in NAMES if name != "peak_hour"])
def test_seeking_in_it_leads_to_where_a_fresh_run_would_be(name: str) -> None:
    bancho, _ = played(name)
    fresh = staged(find_scenario(name))
    half = bancho.director.elapsed // 2
    fresh.advance(half / SECOND)

    with bancho.fork() as back:
        back.seek(half / SECOND)

        assert state(back.world) == state(fresh.world)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "peak_hour"])
def test_another_seed_plays_to_the_end_too(name: str) -> None:
    scenario = find_scenario(name)
    bancho = staged(scenario, seed=99)

    go_to(bancho, scenario.length)

    assert len(bancho.events) > 10
