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

EVERY = {"peak_hour": 150}
"""Seconds between two looks, where it is not ten: so much happens there that each takes long."""


@pytest.mark.parametrize("name", names())
def test_answers_agree_with_each_other_from_the_first_second_to_the_last(name: str) -> None:
    bancho = Bancho(scenario=name)
    client = Client(bancho)
    seconds = EVERY.get(name, 10)

    found = {str(at): list(client.contradictions()) for at in _times(bancho, find_scenario(name).length, seconds)}

    assert {at: wrong for at, wrong in found.items() if wrong} == {}
    assert client.endpoints == endpoints()
    assert client.requests > 1000


def _times(bancho: Bancho, length: int, seconds: int) -> Iterator[int]:
    """Let time pass until the end, and yield after each portion how many seconds it has been."""
    for at in range(0, length // SECOND + seconds, seconds):
        bancho.advance(at - bancho.director.elapsed // SECOND)
        yield at
