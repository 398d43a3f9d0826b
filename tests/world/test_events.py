"""What happened in a world: events in order, of kinds that are listed, and only so many of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho import Bancho, clock
from mockbancho.scenario.steps import SKIPPED
from mockbancho.world import events
from mockbancho.world.events import EVENTS, Event, Events
from mockbancho.world.world import World

ROOT = Path(__file__).resolve().parents[2] / "mockbancho"


def filled(count: int) -> Events:
    """Return so many events, each a microsecond after the one before."""
    found = Events()
    for nth in range(count):
        found.add(nth, "player_online", player=nth)
    return found


@pytest.fixture
def _few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of four, of which three are kept."""
    monkeypatch.setattr(events, "CHUNK", 4)
    monkeypatch.setattr(events, "KEPT", 3)


def test_an_event_has_a_number_a_time_and_what_it_is_about() -> None:
    world = World.build()
    world.now += clock.SECOND
    world.tell("friend_added", player=3, other=4)
    world.tell("match_created", match=1, text="Lobby")

    assert list(world.events) == [
        Event(number=1, at=clock.START + clock.SECOND, kind="friend_added", player=3, other=4),
        Event(number=2, at=clock.START + clock.SECOND, kind="match_created", match=1, text="Lobby"),
    ]


@pytest.mark.usefixtures("_few_are_kept")
@pytest.mark.parametrize(
    ("count", "kept"), [(0, 0), (3, 3), (4, 4), (12, 12), (15, 15), (16, 12), (17, 13), (100, 12), (103, 15)]
)
def test_what_was_long_ago_is_forgotten_and_stays_counted(count: int, kept: int) -> None:
    found = filled(count)

    assert (found.count, len(found), len(list(found))) == (count, kept, kept)
    assert [event.number for event in found] == list(range(count - kept + 1, count + 1))


@given(count=st.integers(0, 300), after=st.integers(0, 300))
def test_those_after_a_number_are_the_later_ones(count: int, after: int) -> None:
    found = filled(count)

    assert found.after(after) == [event for event in found if event.number > after]


@pytest.mark.usefixtures("_few_are_kept")
@pytest.mark.parametrize("after", range(21))
def test_of_those_after_a_number_only_the_kept_ones_are_there(after: int) -> None:
    found = filled(20)

    assert [event.number for event in found.after(after)] == list(range(max(after, 8) + 1, 21))


def test_a_fork_has_events_of_its_own() -> None:
    first = filled(70)
    second = first.fork()

    first.add(1, "player_online", player=1)
    second.add(2, "player_offline", player=2)

    assert [(event.number, event.kind) for event in (*first.after(70), *second.after(70))] == [
        (71, "player_online"),
        (71, "player_offline"),
    ]


def test_what_an_action_that_fails_has_told_is_forgotten() -> None:
    world = World.build()
    world.tell("player_online", player=3)

    def fail() -> None:
        with world.change():
            world.tell("player_offline", player=3)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert [event.kind for event in world.events] == ["player_online"]


def strings_of(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def told_by(tree: ast.AST) -> set[str]:
    """Return the kinds of events that a module tells of by name."""
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "tell"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


def modules(folder: str) -> list[ast.AST]:
    return [ast.parse(path.read_text("utf-8")) for path in (ROOT / folder).rglob("*.py")]


def test_every_kind_that_is_told_is_listed() -> None:
    told = set[str]().union(*map(told_by, modules("")))

    assert len(told) > 30
    assert told - {*EVENTS, SKIPPED} == set()


def test_every_kind_that_is_listed_is_told_by_an_action() -> None:
    assert set(EVENTS) - set[str]().union(*map(strings_of, modules("actions"))) == set()
    assert len(set(EVENTS)) == len(EVENTS)


def test_the_events_of_a_server_are_those_of_its_world() -> None:
    bancho = Bancho(players=0)
    aika = bancho.create.player(name="Aika")
    bancho.advance(5)
    bancho.go_online(aika)

    assert [(event.kind, event.player, event.at - clock.START) for event in bancho.events] == [
        ("player_online", aika.id, 5 * clock.SECOND)
    ]
