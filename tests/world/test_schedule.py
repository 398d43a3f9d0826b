"""What is still to come, what is left of allowances, and what is counted."""

from mockbancho.records import Due, Ordinal, Quota
from mockbancho.world.world import World
from tests import rows


def test_the_agenda_goes_by_time_and_then_by_order() -> None:
    world = World.build([rows.due(20, 0), rows.due(10, 2), rows.due(10, 1)])

    assert list(world.rows(Due)) == [rows.due(10, 1), rows.due(10, 2), rows.due(20, 0)]


def test_what_is_due_is_replaced_and_removed() -> None:
    world = World.build([rows.due(10, 1), rows.due(10, 2)])

    world.put(rows.due(10, 1, action="go_offline", arguments=(("player", 3),)))
    world.remove(rows.due(10, 2))

    assert list(world.rows(Due)) == [rows.due(10, 1, action="go_offline", arguments=(("player", 3),))]


def test_quotas_are_kept_by_name() -> None:
    world = World.build([rows.quota("scores"), rows.quota("requests")])

    world.put(rows.quota("scores", left=9))
    world.remove(rows.quota("nothing"))

    assert list(world.rows(Quota)) == [rows.quota("requests"), rows.quota("scores", left=9)]
    assert world.schedule.quotas.get("scores") == rows.quota("scores", left=9)


def test_a_quota_is_removed() -> None:
    world = World.build([rows.quota("scores")])

    world.remove(rows.quota("scores"))

    assert list(world.rows(Quota)) == []


def test_a_fork_carries_what_is_to_come() -> None:
    world = World.build([rows.due(10), rows.quota("scores")])
    fork = world.fork()

    world.remove(rows.due(10))
    world.remove(rows.quota("scores"))

    assert list(fork.rows(Due)) == [rows.due(10)]
    assert list(fork.rows(Quota)) == [rows.quota("scores")]


def test_ordinals_are_kept_by_kind() -> None:
    world = World.build([rows.ordinal("player"), rows.ordinal("clan")])
    fork = world.fork()

    world.put(rows.ordinal("player", taken=2))
    world.remove(rows.ordinal("clan"))

    assert list(world.rows(Ordinal)) == [rows.ordinal("player", taken=2)]
    assert list(fork.rows(Ordinal)) == [rows.ordinal("clan"), rows.ordinal("player")]
