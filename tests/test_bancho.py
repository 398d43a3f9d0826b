"""`Bancho`: one world, its API and its address behind one face."""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from mockbancho import Bancho, Mistake, NoSuchRow, Reply, WorldFileError
from mockbancho.options import CHECKS, Options
from mockbancho.osu.modes import GameMode
from mockbancho.records import Row
from mockbancho.world.world import World
from tests.leaks import held
from tests.rows import all_stats, beatmap, beatmapset, clan, friendship, match, md5, player, pool, score, session, stats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.world.views import View

RECORDED: Final = Path(__file__).parent / "conformance" / "world.json"
COUNTS: Final = {"status": "success", "counts": {"online": 0, "total": 1}}


def bancho_of(*rows: Row, seed: int = 0) -> Bancho:
    """Make a server over a world of these rows; it is asked directly, so nothing has to be closed."""
    return Bancho(world=World.build(rows, seed=seed))


@pytest.fixture
def bancho() -> Iterator[Bancho]:
    """A server over an empty world."""
    with bancho_of() as bancho:
        yield bancho


def ask(url: str, path: str = "/get_player_count") -> bytes:
    """Ask over a socket."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


# What it is made with


def test_without_players_the_world_is_empty_and_stands_at_noon() -> None:
    bancho = Bancho(players=0, seed=0)

    assert [len(rows) for rows in views_of(bancho)] == [0] * 9
    assert (bancho.now, bancho.seed, bancho.contract, bancho.cors) == (1_719_835_200_000_000, 0, "any", None)


@pytest.mark.parametrize("world", [RECORDED, str(RECORDED)])
def test_a_world_may_be_the_path_of_a_file(world: Path | str) -> None:
    bancho = Bancho(world=world)

    assert bancho.players[3].name == "Marrow"
    assert bancho.asgi.world_name == "world.json"


def test_a_world_that_is_given_is_used_itself() -> None:
    world = World.build([player(3)])

    assert Bancho(world=world, seed=7).world is world
    assert world.seed == 7


def test_the_contract_decides_what_is_answered() -> None:
    statuses = [Bancho(contract=name).get("/v1/get_player_count").status for name in ("any", "5.3", "4.3.2")]

    assert statuses == [200, 200, 404]


def test_cors_is_the_contracts_own_unless_given() -> None:
    header = "access-control-allow-origin"

    assert Bancho().get("/get_player_count").headers[header] == "*"
    assert header not in Bancho(cors="off").get("/get_player_count").headers


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"contract": "5.2"}, "unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2"),
        ({"contract": "bancho"}, "unknown contract 'bancho'. Known: any, 5.3, 4.3.2"),
        ({"contract": 5.3}, "unknown contract 5.3; did you mean '5.3'? Known: any, 5.3, 4.3.2"),
        ({"contract": None}, "unknown contract None. Known: any, 5.3, 4.3.2"),
        ({"cors": "ecko"}, "unknown cors 'ecko'; did you mean 'echo'? Known: all, deployment, echo, off"),
        ({"cors": True}, "unknown cors True. Known: all, deployment, echo, off"),
        ({"seed": "7"}, "seed is a whole number, not '7'"),
        ({"seed": True}, "seed is a whole number, not True"),
        ({"world": 3}, "world is the path of a world file, a World or None, not 3"),
    ],
)
def test_a_wrong_option_is_a_mistake(options: dict[str, Any], words: str) -> None:
    with pytest.raises(Mistake) as caught:
        Bancho(**options)

    assert str(caught.value) == words


def test_a_missing_world_file_is_a_mistake_that_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "finals.json").touch()

    with pytest.raises(Mistake) as caught:
        Bancho(world=tmp_path / "final.json")

    path = tmp_path / "final.json"
    assert str(caught.value) == (
        f"cannot read the world file {path}: No such file or directory; did you mean 'finals.json'?"
    )


def test_a_wrong_world_file_lists_every_mistake(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text('{"mockbancho": 1, "tables": {"users": [{"id": 3}, {"contry": "jp"}]}}', "utf-8")

    with pytest.raises(WorldFileError) as caught:
        Bancho(world=path)

    assert caught.value.file == str(path)
    assert len(caught.value.mistakes) > 1


def test_every_option_is_checked_and_typed() -> None:
    assert CHECKS.keys() == Options.__annotations__.keys()


# Asking


def test_get_asks_directly() -> None:
    bancho = bancho_of(player(3))

    answer = bancho.get("/get_player_status", id=3)

    assert answer.json() == {"status": "success", "player_status": {"online": False, "last_seen": 0}}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_each_verb_sends_its_own_method(method: str) -> None:
    bancho = bancho_of()

    getattr(bancho, method.lower())("/get_player_count", headers={"X-One": "1"}, limit=2)

    (call,) = bancho.journal
    assert (call.method, call.path, call.query) == (method, "/get_player_count", b"limit=2")


def test_any_method_can_be_sent() -> None:
    reply = bancho_of().request("DELETE", "/get_player_count")

    assert (reply.status, reply.headers["allow"]) == (405, "GET")


def test_the_journal_holds_calls_of_both_kinds(bancho: Bancho) -> None:
    bancho.get("/get_player_count")
    ask(bancho.url, "/get_player_info?id=3&scope=all")

    assert [(call.endpoint, call.status) for call in bancho.journal] == [
        ("get_player_count", 200),
        ("get_player_info", 404),
    ]


# The address


def test_the_address_stays_the_same(bancho: Bancho) -> None:
    assert bancho.url == bancho.url
    assert bancho.url.startswith("http://127.0.0.1:")


def test_nothing_listens_before_the_address_is_looked_at() -> None:
    before = held()

    with bancho_of() as bancho:
        bancho.get("/get_player_count")
        assert held() == before


def test_the_address_shows_what_happens_in_the_world(bancho: Bancho) -> None:
    url = bancho.url

    bancho.world.put(player(3))

    assert ask(url) == b'{"status":"success","counts":{"online":0,"total":1}}'


def test_threads_that_look_at_once_see_one_address(bancho: Bancho) -> None:
    before = held().files

    with ThreadPoolExecutor(8) as pool_of_threads:
        urls = set(pool_of_threads.map(lambda _: bancho.url, range(64)))

    assert len(urls) == 1
    assert held().files == before + 1


def test_closing_ends_the_address_and_leaves_the_world() -> None:
    bancho = bancho_of(player(3))
    url = bancho.url

    bancho.close()

    with pytest.raises(ConnectionRefusedError):
        ask(url)
    assert bancho.get("/get_player_count").json() == COUNTS


def test_a_closed_server_has_no_address() -> None:
    bancho = bancho_of()
    bancho.close()
    bancho.close()

    with pytest.raises(
        Mistake, match=r"^this Bancho is closed, so it has no address any more; direct calls still work$"
    ):
        _ = bancho.url


def test_a_with_block_closes() -> None:
    before = held()

    with bancho_of() as bancho:
        ask(bancho.url)

    assert held() == before


def test_its_repr_tells_contract_and_address() -> None:
    with Bancho(world=World.build(), contract="5.3") as bancho:
        assert repr(bancho) == "<Bancho 5.3, no listener>"
        url = bancho.url
        assert repr(bancho) == f"<Bancho 5.3, {url}>"


# Forks and checkpoints


def test_a_fork_and_its_origin_go_their_own_ways() -> None:
    bancho = bancho_of(player(3))

    fork = bancho.fork()
    fork.world.put(player(4))
    bancho.world.remove(player(3))

    assert [row.id for row in fork.players] == [3, 4]
    assert [row.id for row in bancho.players] == []


def test_a_fork_keeps_everything_but_journal_and_address() -> None:
    with Bancho(world=RECORDED, contract="5.3", cors="echo", seed=7) as bancho, bancho.fork() as fork:
        bancho.get("/v1/get_player_count")

        kept = (fork.contract, fork.cors, fork.seed, fork.now, fork.asgi.world_name)
        assert kept == ("5.3", "echo", 7, bancho.now, "world.json")
        assert len(fork.journal) == 0
        assert fork.url != bancho.url


def test_a_checkpoint_can_be_gone_back_to_again_and_again() -> None:
    bancho = bancho_of(player(3))
    checkpoint = bancho.checkpoint()

    bancho.world.put(player(4))
    bancho.restore(checkpoint)
    bancho.world.put(player(5))
    bancho.restore(checkpoint)

    assert [row.id for row in bancho.players] == [3]


def test_the_address_survives_going_back(bancho: Bancho) -> None:
    checkpoint = bancho.checkpoint()
    url = bancho.url
    bancho.world.put(player(3))
    ask(url)

    bancho.restore(checkpoint)

    assert ask(bancho.url) == b'{"status":"success","counts":{"online":0,"total":0}}'
    assert bancho.url == url


# Rows


def test_fresh_gives_the_row_as_it_is_now() -> None:
    bancho = bancho_of(player(3))
    old = bancho.players[3]

    bancho.world.put(replace(old, country="fr"))

    assert (old.country, bancho.fresh(old).country) == ("jp", "fr")


def test_fresh_says_that_a_row_is_gone() -> None:
    bancho = bancho_of(player(3))
    old = bancho.players[3]
    bancho.world.remove(old)

    with pytest.raises(
        NoSuchRow, match=r"^the player 'Player 3' with id 3 is of another world, or gone from this one$"
    ):
        bancho.fresh(old)


FULL: Final[tuple[Row, ...]] = (
    player(3, name="Aika Mori", clan_id=1),
    player(4, name="Hazel"),
    *all_stats(3, pp=7210),
    clan(1, name="Reds", tag="RED"),
    beatmapset(1),
    beatmap(1),
    beatmap(2),
    score(1, pp=100.0),
    score(2, mode=4),
    score(3, map_md5=md5(2), userid=4),
    session(3),
    match(1, name="Finals"),
    pool(1, name="Cup"),
)


STRANGE: Final[tuple[Row, ...]] = (
    player(3, name="Mira", creation_time=1),
    clan(1, created_at=datetime(2024, 1, 1)),  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
    beatmapset(1, server="private"),
    beatmap(1, creator="Mira"),
    score(1, userid=4),
    session(3, login_time=1.0),
    match(1, seed=1),
    pool(1, created_at=datetime(2024, 1, 1)),  # noqa: DTZ001  # as above
)


@pytest.fixture
def full() -> Bancho:
    """A server over a world with something of everything."""
    return bancho_of(*FULL)


def views_of(bancho: Bancho) -> list[View[Any]]:
    """Every kind of row that can be looked at."""
    return [
        bancho.players,
        bancho.stats,
        bancho.clans,
        bancho.beatmapsets,
        bancho.beatmaps,
        bancho.scores,
        bancho.sessions,
        bancho.matches,
        bancho.pools,
    ]


def test_rows_are_listed_by_primary_key(full: Bancho) -> None:
    assert [len(rows) for rows in views_of(full)] == [2, 8, 1, 1, 2, 3, 1, 1, 1]
    assert [row.id for row in full.scores] == [1, 2, 3]
    assert repr(full.players) == "<2 player rows>"


@pytest.mark.parametrize(
    ("kind", "key", "expected"),
    [
        ("players", 3, FULL[0]),
        ("players", "aika_mori", FULL[0]),
        ("players", "AIKA MORI", FULL[0]),
        ("clans", 1, clan(1, name="Reds", tag="RED")),
        ("clans", "reds", clan(1, name="Reds", tag="RED")),
        ("clans", "RED", clan(1, name="Reds", tag="RED")),
        ("beatmapsets", 1, beatmapset(1)),
        ("beatmaps", 2, beatmap(2)),
        ("beatmaps", md5(2), beatmap(2)),
        ("scores", 1, score(1, pp=100.0)),
        ("sessions", 3, session(3)),
        ("sessions", "Aika Mori", session(3)),
        ("matches", "finals", match(1, name="Finals")),
        ("pools", "Cup", pool(1, name="Cup")),
    ],
)
def test_a_row_is_found_by_id_or_name(full: Bancho, kind: str, key: int | str, expected: Row) -> None:
    rows = getattr(full, kind)

    assert rows[key] == rows.get(key) == expected
    assert key in rows


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("players", 9, "no player 9"),
        ("players", "Hasel", "no player 'Hasel'; did you mean 'Hazel'?"),
        ("clans", "blues", "no clan 'blues'"),
        ("clans", "Rods", "no clan 'Rods'; did you mean 'Reds'?"),
        ("sessions", "Hazel", "no session 'Hazel'"),
        ("sessions", "nobody", "no session 'nobody'"),
        ("matches", "Final", "no match 'Final'; did you mean 'Finals'?"),
        ("beatmaps", "f" * 32, f"no beatmap '{'f' * 32}'"),
    ],
)
def test_a_row_that_is_not_there_is_a_mistake_that_names_the_nearest(
    full: Bancho, kind: str, key: int | str, words: str
) -> None:
    rows = getattr(full, kind)

    assert rows.get(key) is None
    assert key not in rows
    with pytest.raises(NoSuchRow) as caught:
        rows[key]
    assert str(caught.value) == words


def test_a_row_is_contained_as_long_as_it_is_as_it_was(full: Bancho) -> None:
    old = full.players[3]
    full.world.put(replace(old, country="fr"))

    assert full.players[3] in full.players
    assert old not in full.players


@pytest.mark.parametrize(
    "kind", ["players", "clans", "beatmapsets", "beatmaps", "scores", "sessions", "matches", "pools"]
)
def test_a_row_of_another_world_is_refused(full: Bancho, kind: str) -> None:
    other = bancho_of(*STRANGE)
    (stranger, *_) = getattr(other, kind)

    with pytest.raises(NoSuchRow, match=r"^the \w+ ('.+' )?with id \d is of another world, or gone from this one$"):
        full.fresh(stranger)


def test_scores_and_stats_of_another_worlds_rows_are_refused(full: Bancho) -> None:
    other = bancho_of(*STRANGE)

    for ask_for in (full.scores.of, full.stats.of, full.stats.find):
        with pytest.raises(NoSuchRow, match="the player 'Mira' with id 3 is of another world"):
            ask_for(other.players[3])
    with pytest.raises(NoSuchRow, match="with id 1 is of another world"):
        full.scores.on(other.beatmaps[1])


def test_a_relationship_that_is_gone_is_told_of() -> None:
    bancho = bancho_of(friendship(3, 4))

    assert bancho.fresh(friendship(3, 4)) == friendship(3, 4)
    with pytest.raises(
        NoSuchRow, match=r"^the relationship Relationship\(user1=4, user2=3, .+ is of another world, or"
    ):
        bancho.fresh(friendship(4, 3))


@pytest.mark.parametrize(
    ("kind", "key", "words"),
    [
        ("players", True, "a player row is found by id or name, not by bool True"),
        ("players", 3.0, "a player row is found by id or name, not by float 3.0"),
        (
            "players",
            FULL[0],
            "a player row is found by id or name, not by Player; bancho.fresh(row) has it as it is now",
        ),
        ("scores", "x", "a score row is found by id, not by str 'x'"),
        ("beatmapsets", "x", "a beatmapset row is found by id, not by str 'x'"),
        ("beatmaps", None, "a beatmap row is found by id or md5, not by NoneType None"),
        ("stats", 3, "a stats row is found by player and mode, as in stats.of(player, mode), not by int 3"),
    ],
)
def test_what_rows_are_not_found_by_is_a_mistake(full: Bancho, kind: str, key: Any, words: str) -> None:  # noqa: ANN401  # anything at all
    with pytest.raises(Mistake) as caught:
        getattr(full, kind)[key]

    assert str(caught.value) == words


def test_any_player_is_one_whom_others_can_see() -> None:
    bancho = bancho_of(seed=7)
    bancho.create.player(restricted=True, country="jp", online=True)
    bancho.world.put(player(1, name="Bot", country="jp"))
    aika = bancho.create.player(name="Aika", country="jp", online=True)
    mira = bancho.create.player(name="Mira", country="fr")

    assert bancho.players.any(country="jp") == bancho.players.any(online=True) == aika
    assert bancho.players.any(online=False) == mira
    assert bancho.players.any() in (aika, mira)
    with pytest.raises(NoSuchRow, match=r"^no player who can be seen with country fr, online True$"):
        bancho.players.any(country="fr", online=True)


def test_any_beatmap_has_a_leaderboard_unless_told() -> None:
    bancho = bancho_of(seed=7)
    pending = bancho.create.beatmap(status="pending")
    taiko = bancho.create.beatmap(mode="taiko", status="loved")
    many = [bancho.create.beatmap() for _ in range(9)]

    assert bancho.beatmaps.any(mode="taiko_relax") == taiko
    assert bancho.beatmaps.any(status="pending") == pending
    assert bancho.beatmaps.any(mode="osu") in many
    with pytest.raises(NoSuchRow, match=r"^no beatmap with mode mania, status ranked or approved or loved$"):
        bancho.beatmaps.any(mode=3)


def test_any_is_always_the_same_by_the_seed() -> None:
    rows_of_all = [beatmap(number) for number in range(1, 40)]
    picks = {seed: bancho_of(*rows_of_all, seed=seed).beatmaps.any() for seed in range(8)}

    assert picks == {seed: bancho_of(*rows_of_all, seed=seed).beatmaps.any() for seed in range(8)}
    assert len({row.id for row in picks.values()}) > 3


def test_stats_are_those_of_a_player_in_a_mode(full: Bancho) -> None:
    relax = stats(3, 4, pp=7210)

    assert full.stats.of("Aika Mori", GameMode.OSU_RELAX) == relax
    assert full.stats.of(3, "osu_relax") == full.stats.of(full.players[3], 4) == relax
    assert full.stats.find("Hazel") is None
    with pytest.raises(NoSuchRow, match="no stats of player 'Hazel' in osu"):
        full.stats.of("Hazel")


def test_scores_are_those_of_a_player_or_on_a_beatmap(full: Bancho) -> None:
    assert [row.id for row in full.scores.of("Aika Mori")] == [1, 2]
    assert [row.id for row in full.scores.of(3, mode="osu_relax")] == [2]
    assert [row.id for row in full.scores.on(1)] == [1, 2]
    assert [row.id for row in full.scores.on(full.beatmaps[2])] == [3]
    assert [row.id for row in full.scores.on(md5(2))] == [3]
    assert full.scores.of(9) == []


def test_scores_of_a_player_who_is_not_there_are_a_mistake(full: Bancho) -> None:
    with pytest.raises(NoSuchRow, match=r"^no player 'Aika Mory'; did you mean 'Aika Mori'\?$"):
        full.scores.of("Aika Mory")


def test_views_follow_the_world_back_in_time() -> None:
    bancho = bancho_of()
    players = bancho.players
    checkpoint = bancho.checkpoint()
    bancho.world.put(player(3))

    seen = len(players)
    bancho.restore(checkpoint)

    assert (seen, len(players)) == (1, 0)


# As a decorator


def test_a_decorated_function_gets_a_fork_of_its_own() -> None:
    origin = bancho_of(player(3))

    @origin
    def grow(bancho: Bancho, by: int) -> int:
        bancho.world.put(player(by))
        return len(bancho.players)

    assert [grow(by=4), grow(by=5)] == [2, 2]  # type: ignore[call-arg]  # `bancho` is the decorator's to give
    assert len(origin.players) == 1


def test_a_decorated_function_takes_its_own_arguments_by_position() -> None:
    @bancho_of()
    def first(bancho: Bancho, one: int, *others: int) -> tuple[int, int, tuple[int, ...]]:
        return len(bancho.players), one, others

    @bancho_of()
    def last(one: int, *, bancho: Bancho) -> tuple[int, int]:
        return len(bancho.players), one

    @bancho_of()
    def middle(one: int, bancho: Bancho, /, other: int) -> tuple[int, int, int]:
        return len(bancho.players), one, other

    assert first(1, 2, 3) == (0, 1, (2, 3))  # type: ignore[arg-type]  # `bancho` is the decorator's to give
    assert last(1) == (0, 1)  # type: ignore[call-arg]  # as above
    assert middle(1, 2) == middle(1, other=2) == (0, 1, 2)  # type: ignore[call-arg, arg-type]  # as above


def test_a_decorated_method_gets_a_fork_too() -> None:
    class Tests:
        @bancho_of()
        def count(self, bancho: Bancho, more: int) -> int:
            return len(bancho.players) + more

    assert Tests().count(2) == Tests().count(more=2) == 2  # type: ignore[call-arg, arg-type]  # as above


def test_a_decorated_function_may_do_without() -> None:
    @bancho_of()
    def add(one: int, other: int) -> int:
        return one + other

    assert add(1, other=2) == 3


def test_a_decorated_coroutine_has_its_fork_while_it_runs() -> None:
    @bancho_of(player(3))
    async def look(bancho: Bancho) -> Reply:
        await asyncio.sleep(0)
        return bancho.get("/get_player_count")

    assert inspect.iscoroutinefunction(look)
    assert asyncio.run(look()).json() == COUNTS  # type: ignore[call-arg]  # as above


def test_a_decorated_function_closes_its_fork() -> None:
    before = held()

    @bancho_of()
    def look(bancho: Bancho) -> bytes:
        return ask(bancho.url)

    look()  # type: ignore[call-arg]  # as above
    assert held() == before


@bancho_of(player(3))
def test_pytest_gives_a_decorated_test_its_other_fixtures_only(bancho: Bancho, tmp_path: Path) -> None:
    assert tmp_path.exists()
    assert bancho.get("/get_player_count").json() == COUNTS


def test_classes_and_generators_cannot_be_decorated() -> None:
    class Tests: ...

    def each() -> Any:  # noqa: ANN401  # a generator of anything
        yield 1

    async def all_() -> Any:  # noqa: ANN401  # as above
        yield 1

    with pytest.raises(Mistake, match=r"^a Bancho decorates functions, and all_ is a class or a generator$"):
        bancho_of()(all_)
    with pytest.raises(Mistake, match=r"^a Bancho decorates functions, and Tests is a class or a generator$"):
        bancho_of()(Tests)
    with pytest.raises(Mistake, match=r"^a Bancho decorates functions, and each is a class or a generator$"):
        bancho_of()(each)


# Side by side


def grow_and_count(bancho: Bancho, number: int) -> tuple[int, bytes]:
    """Put players into a world while asking for them over its socket."""
    answer = b""
    for id_ in range(3, 3 + number % 7):
        bancho.world.put(player(id_))
        answer = ask(bancho.url)
    return len(bancho.players), answer


def test_hundreds_of_worlds_live_side_by_side_and_leave_nothing_behind() -> None:
    before = held()
    origin = bancho_of()

    with ExitStack() as stack, ThreadPoolExecutor(8) as threads:
        banchos = [stack.enter_context(origin.fork()) for _ in range(300)]
        found = list(threads.map(grow_and_count, banchos, range(300)))
        urls = {bancho.url for bancho in banchos}

    assert len(urls) == 300
    assert [count for count, _ in found] == [number % 7 for number in range(300)]
    assert [f'"total":{count}' in answer.decode() for count, answer in found if count] == [True] * 257
    assert held() == before


def test_worlds_made_and_closed_in_many_threads_leave_nothing_behind() -> None:
    before = held()

    def live(number: int) -> bytes:
        with bancho_of() as bancho:
            bancho.world.put(player(3 + number))
            return ask(bancho.url)

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(live, range(200)))

    assert answers == {b'{"status":"success","counts":{"online":0,"total":1}}'}
    assert held() == before


def test_a_saved_world_is_the_same_again(tmp_path: Path) -> None:
    bancho = bancho_of(seed=7)
    bancho.create.player(name="Aika", country="jp")

    bancho.save(tmp_path / "world.json")

    again = Bancho(world=tmp_path / "world.json")
    path = "/get_player_info?name=Aika&scope=all"
    assert again.get(path).body == bancho.get(path).body
    assert again.seed == 7


@pytest.mark.parametrize("wrong", [None, 3, "checkpoint"])
def test_only_a_checkpoint_is_gone_back_to(wrong: Any) -> None:  # noqa: ANN401  # anything at all
    with pytest.raises(Mistake, match="restore takes what checkpoint"):
        bancho_of().restore(wrong)


def test_a_checkpoint_of_another_server_is_refused() -> None:
    bancho = bancho_of(player(3))

    with pytest.raises(Mistake) as caught:
        bancho.restore(bancho_of(seed=8).checkpoint())

    assert str(caught.value) == (
        "<Checkpoint of <World with seed 8 at 2024-07-01 12:00:00: 0 players, 0 beatmaps, 0 scores>> is of another server; "
        "this one has <World with seed 0 at 2024-07-01 12:00:00: 1 players, 0 beatmaps, 0 scores>"
    )
    assert len(bancho.players) == 1


def test_a_checkpoint_of_a_fork_and_of_its_origin_is_gone_back_to() -> None:
    bancho = bancho_of(player(3))
    fork = bancho.fork()
    fork.world.put(player(4))

    early, late = bancho.checkpoint(), fork.checkpoint()
    fork.restore(early)
    bancho.restore(late)

    assert (len(fork.players), len(bancho.players)) == (1, 2)


def test_the_journal_tells_what_was_asked_last() -> None:
    bancho = bancho_of()

    before = repr(bancho.journal)
    bancho.get("/get_player_count")

    assert (before, repr(bancho.journal)) == (
        "<Journal of 0 calls>",
        "<Journal of 1 calls, last GET /get_player_count>",
    )


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(Mistake, match="3 is no row of a world"):
        bancho_of().world.put(3)  # type: ignore[arg-type]  # what a user may do


@pytest.mark.parametrize(
    ("name", "meant"),
    [("create_match", "create.match"), ("sats", "stats"), ("go_onlin", "go_online"), ("creat", "create")],
)
def test_a_name_that_it_does_not_have_leads_to_the_one_that_was_meant(name: str, meant: str) -> None:
    with pytest.raises(AttributeError) as raised:
        getattr(Bancho(players=0), name)

    assert str(raised.value) == f"Bancho has no {name!r}; did you mean {meant!r}?"
