"""Who is online, and the matches being played."""

from mockbancho.records import Match, Session
from mockbancho.world.live import BOT_SESSION
from mockbancho.world.world import World
from tests import rows


def visible(world: World) -> list[int]:
    return [session.id for session in world.sessions.visible]


def test_an_online_player_has_a_session() -> None:
    world = World.build([rows.player(3), rows.session(3, action=2)])

    assert world.sessions.get(3) == rows.session(3, action=2)
    assert world.sessions.get(4) is None


def test_the_bot_is_always_online_and_never_filed() -> None:
    world = World.build([rows.session(1, action=5)])

    world.put(rows.session(1, action=6))
    world.remove(rows.session(1))

    assert world.sessions.get(1) == BOT_SESSION == Session(id=1, login_time=2147483647.0)
    assert list(world.rows(Session)) == []
    assert visible(world) == []


def test_a_session_is_replaced() -> None:
    world = World.build([rows.player(3), rows.session(3)])

    world.put(rows.session(3, action=2))

    assert world.sessions.get(3) == rows.session(3, action=2)
    assert list(world.sessions.visible) == [rows.session(3, action=2)]


def test_a_player_who_goes_offline_has_no_session() -> None:
    world = World.build([rows.player(3), rows.session(3)])

    world.remove(rows.session(3))
    world.remove(rows.session(3))

    assert (world.sessions.get(3), visible(world)) == (None, [])


def test_restricted_players_are_online_but_not_visible_and_deleted_ones_are() -> None:
    world = World.build([rows.player(3), rows.restricted_player(4), *map(rows.session, (3, 4, 5))])

    assert [session.id for session in world.rows(Session)] == [3, 4, 5]
    assert visible(world) == [3, 5]


def test_restricting_a_player_hides_their_session_and_lifting_it_shows_it() -> None:
    world = World.build([rows.player(3), rows.session(3)])

    world.put(rows.restricted_player(3))
    hidden = visible(world)
    world.put(rows.player(3))

    assert (hidden, visible(world)) == ([], [3])


def test_deleting_a_restricted_player_shows_their_session() -> None:
    world = World.build([rows.restricted_player(4), rows.session(4)])

    world.remove(rows.restricted_player(4))

    assert visible(world) == [4]


def test_a_restricted_player_who_logs_in_is_not_visible() -> None:
    world = World.build([rows.restricted_player(4)])

    world.put(rows.session(4))

    assert (world.sessions.get(4), visible(world)) == (rows.session(4), [])


def test_a_match_is_found_by_its_place() -> None:
    world = World.build([rows.match(63), rows.match(0)])

    world.put(rows.match(63, name="Finals"))

    assert [match.name for match in world.rows(Match)] == ["Match 0", "Finals"]
    assert world.matches.get(0) == rows.match(0)
    assert world.matches.get(1) is None


def test_a_closed_match_is_gone() -> None:
    world = World.build([rows.match(1)])

    world.remove(rows.match(1))

    assert world.matches.get(1) is None
