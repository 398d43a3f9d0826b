"""Worlds that nobody wrote down are made once for a seed, a plan and an engine; everybody gets a fork."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from mockbancho import Bancho, Mistake, generated
from mockbancho.clock import DAY
from mockbancho.generated import KEPT, default_world, generated_world
from mockbancho.records import Player, Score
from mockbancho.world.contradictions import contradictions
from mockbancho.world.plan import plan_of
from mockbancho.world.world import World
from tests import rows

SMALL = plan_of(2, 1, 2)


class Told:
    """Remembers what it was told of the work."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, int, int]] = []

    def __call__(self, what: str, done: int, total: int, /) -> None:
        """Take note."""
        self.lines.append((what, done, total))


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> dict[object, World]:
    """The worlds that are kept: none yet, whatever other tests made."""
    found: dict[object, World] = {}
    monkeypatch.setattr(generated, "_worlds", found)
    return found


def all_players(world: World) -> list[Player]:
    return list(world.rows(Player))


def test_work_is_told_of_step_by_step_to_its_end() -> None:
    told = Told()

    generated_world(3, plan_of(3, 2, 2), progress=told)

    assert told.lines == [
        ("beatmapsets", 1, 2),
        ("beatmapsets", 2, 2),
        ("players", 1, 3),
        ("players", 2, 3),
        ("players", 3, 3),
        ("scores", 0, 1),
        ("scores", 1, 1),
    ]


def test_a_world_is_made_once_and_forked_for_each() -> None:
    first, again = Told(), Told()

    one = generated_world(3, SMALL, progress=first)
    other = generated_world(3, SMALL, progress=again)

    assert (bool(first.lines), again.lines) == (True, [])
    assert all_players(one) == all_players(other)
    assert one is not other


def test_what_happens_in_one_stays_out_of_another_and_of_what_is_kept() -> None:
    one, other = generated_world(3, SMALL), generated_world(3, SMALL)
    before = all_players(other)

    one.put(rows.player(99, name="Only here"))

    assert all_players(other) == all_players(generated_world(3, SMALL)) == before


@pytest.mark.parametrize(
    ("seed", "plan"), [(4, SMALL), (3, plan_of(3, 1, 2)), (3, plan_of(2, 2, 2)), (3, plan_of(2, 1, 3))]
)
def test_another_seed_or_plan_is_made_for_itself(seed: int, plan: object) -> None:
    told = Told()
    generated_world(3, SMALL)

    generated_world(seed, plan, progress=told)  # type: ignore[arg-type]  # a plan

    assert told.lines


def test_another_engine_is_another_world() -> None:
    pytest.importorskip("akatsuki_pp_py", reason="it has no wheels for newer versions of Python")
    one, other = generated_world(3, SMALL), generated_world(3, SMALL, "akatsuki")

    assert (one.pp_engine, other.pp_engine) == ("rosu", "akatsuki")
    assert [score.pp for score in one.rows(Score)] != [score.pp for score in other.rows(Score)]


def test_a_few_worlds_are_kept_and_the_oldest_makes_way(kept: dict[object, World]) -> None:
    for seed in range(KEPT + 1):
        generated_world(seed, SMALL)
    newest, oldest = Told(), Told()

    generated_world(1, SMALL, progress=newest)
    generated_world(0, SMALL, progress=oldest)

    assert (newest.lines, bool(oldest.lines)) == ([], True)
    assert len(kept) == KEPT


def test_a_world_of_nobody_and_nothing_is_empty_and_not_kept(kept: dict[object, World]) -> None:
    world = generated_world(5, plan_of(0))

    assert (all_players(world), world.seed, kept) == ([], 5, {})


def test_many_threads_that_ask_at_once_have_it_made_once() -> None:
    told, found = Told(), list[World]()
    start = Barrier(4)

    def ask() -> None:
        start.wait()
        found.append(generated_world(3, SMALL, progress=told))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told.lines) == 1 + 2 + 2
    assert len({id(world) for world in found}) == 4


def test_a_world_that_could_not_be_made_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(what: str, done: int, total: int, /) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        generated_world(3, SMALL, progress=interrupt)

    assert len(all_players(generated_world(3, SMALL))) == 3


def test_the_default_world_is_read_once_and_forked_for_each(kept: dict[object, World]) -> None:
    told = Told()

    one, other = default_world(progress=told), default_world(progress=told)
    one.put(rows.player(99, name="Only here"))

    assert told.lines == []
    assert (len(all_players(one)), len(all_players(other)), len(kept)) == (62, 61, 1)


def test_the_default_world_of_another_engine_is_made_by_the_factories(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def make(*, engine: str, progress: Told) -> World:
        asked.append(engine)
        progress("players", 1, 1)
        return World.build([rows.player()])

    monkeypatch.setattr("mockbancho.factories.default_world", make)
    told = Told()

    worlds = [default_world("akatsuki", progress=told) for _ in range(2)]

    assert (asked, told.lines) == (["akatsuki"], [("players", 1, 1)])
    assert [all_players(world) for world in worlds] == [[rows.player()], [rows.player()]]


def test_the_default_world_of_a_later_day_is_the_same_so_much_later() -> None:
    now, later = default_world(), default_world(days=10)

    assert later.now - now.now == 10 * DAY
    assert [score.play_time - timedelta(10) for score in later.rows(Score)] == [
        score.play_time for score in now.rows(Score)
    ]
    assert [player.creation_time - 864_000 for player in later.rows(Player) if player.creation_time] == [
        player.creation_time for player in now.rows(Player) if player.creation_time
    ]
    assert list(contradictions(later)) == []


def test_a_generated_world_of_a_later_day_is_made_up_to_that_day() -> None:
    now, later = generated_world(3, SMALL), generated_world(3, SMALL, days=1000)

    assert later.now - now.now == generated_world(3, plan_of(0), days=1000).now - now.now == 1000 * DAY
    assert [player.name for player in later.rows(Player)] == [player.name for player in now.rows(Player)]
    assert max(score.play_time for score in later.rows(Score)) > max(score.play_time for score in now.rows(Score))
    assert list(contradictions(later)) == []


def test_two_banchos_of_one_kept_world_have_no_checkpoints_in_common() -> None:
    one, other = Bancho(seed=3, players=2, beatmapsets=1), Bancho(seed=3, players=2, beatmapsets=1)

    with pytest.raises(Mistake, match="is of another server"):
        other.restore(one.checkpoint())
