"""Whoever asks everything all the time, through all bundled scenarios, never gets two answers that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho
from mockbancho.clock import SECOND
from mockbancho.scenario.library import find_scenario, names
from tests.scenario.polling import Client, endpoints

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.unmeasured

EVERY = 10
LONGEST = {"peak_hour": 180 * SECOND}
"""How long it is looked at, where that is not until the end: in an hour like this each minute is like the others."""


@pytest.mark.parametrize("name", names())
def test_answers_agree_with_each_other_from_the_first_second_to_the_last(name: str) -> None:
    bancho = Bancho(scenario=name)
    bancho.faults.clear()  # what a fault answers tells nothing of the world
    client = Client(bancho)
    length = LONGEST.get(name, find_scenario(name).length)

    found = {str(at): list(client.contradictions()) for at in _times(bancho, length)}

    assert {at: wrong for at, wrong in found.items() if wrong} == {}
    assert client.endpoints == endpoints()
    assert client.requests > 1000


def _times(bancho: Bancho, length: int) -> Iterator[int]:
    """Let time pass until the end, and yield after each portion how many seconds it has been."""
    for at in range(0, length // SECOND + EVERY, EVERY):
        bancho.advance(at - bancho.director.elapsed // SECOND)
        yield at
