"""Going back and forth by marks is the same as going from the start each time."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho
from mockbancho.control import marks
from mockbancho.transports.exchange import Request, ask_in_loop
from mockbancho.world.files.writing import write_rows
from tests.control.asking import HOST, Asker

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def finals() -> Iterator[Asker]:
    """The control API of a tournament, at its start."""
    with Bancho(scenario="tournament_finals") as bancho:
        yield Asker(bancho)


def marked(control: Asker) -> list[int]:
    """Return where the marks of the main world are, in seconds."""
    return [mark.at // 1_000_000 for mark in control.control.worlds.find("main").marks]


async def stopped_on_the_way(control: Asker, body: bytes) -> int:
    """Seek, cancel that after the first piece as a server does that stops, and return the status."""
    headers = [(b"host", HOST.encode()), (b"content-type", b"application/json")]
    request = Request("POST", b"/_mock/clock/seek", headers, body)
    asked = asyncio.ensure_future(ask_in_loop(control.control, request))
    while not marked(control):  # noqa: ASYNC110  # marks tell nobody that they are there
        await asyncio.sleep(0.001)
    asked.cancel()
    return (await asked).status


def test_marks_are_left_on_the_way_and_used(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": 125})
    first = marked(finals)
    finals.post("/clock/seek", {"to": 100})
    finals.post("/clock/seek", {"to": 155})

    assert (first, marked(finals)) == ([30, 60, 90, 120], [30, 60, 90, 120, 150])


@pytest.mark.parametrize("seconds", [0, 29.5, 30, 59, 60.5, 61, 200, 400, 780])
def test_a_world_that_is_gone_to_by_marks_is_the_one_that_is_played(finals: Asker, seconds: float) -> None:
    other = Bancho(scenario="tournament_finals")
    for bancho in (finals.bancho, other):
        bancho.advance(60)
        bancho.create.player(name="Newcomer")
        bancho.advance(60)
        bancho.act("go_online", player="Newcomer")
    finals.post("/clock/seek", {"to": 600})

    finals.post("/clock/seek", {"to": seconds})
    other.seek(seconds)

    assert write_rows(finals.bancho.world) == write_rows(other.world)
    assert finals.bancho.events == other.events
    assert list(finals.bancho.director.done()) == list(other.director.done())


def test_what_is_done_after_a_rewind_makes_the_marks_behind_it_useless(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": 300})
    finals.post("/clock/seek", {"to": 100})
    finals.post("/actions/create_player", {"name": "Newcomer"})

    state = finals.post("/clock/seek", {"to": 300})

    assert state["counts"]["players"] == 67
    assert finals.bancho.get("/get_player_info?name=Newcomer&scope=info").status == 200


def test_another_scenario_forgets_the_marks(finals: Asker) -> None:
    finals.post("/clock/seek", {"to": 100})
    finals.post("/scenarios/load", {"name": "quiet_evening", "at": 40})

    assert marked(finals) == [30]


def test_a_server_that_stops_waits_for_a_piece_of_a_long_way_and_no_more(finals: Asker) -> None:
    status = asyncio.run(stopped_on_the_way(finals, b'{"to": "24h"}'))

    assert status == 503
    assert 0 < len(marked(finals)) < 100  # of the whole way there would be more


def test_there_are_only_so_many_marks(finals: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marks, "MOST", 4)

    finals.post("/clock/seek", {"to": 200})

    assert marked(finals) == [60, 120, 180]
