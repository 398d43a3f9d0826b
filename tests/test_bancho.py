"""`Bancho`: one world, its API and its address behind one face."""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
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
from tests.rows import all_stats, beatmap, beatmapset, clan, match, md5, player, pool, score, session, stats

if TYPE_CHECKING:
    from mockbancho.world.views import View

RECORDED: Final = Path(__file__).parent / "conformance" / "world.json"
COUNTS: Final = {"status": "success", "counts": {"online": 0, "total": 1}}


def bancho_of(*rows: Row) -> Bancho:
    """Make a server over a world of these rows; it is asked directly, so nothing has to be closed."""
    return Bancho(world=World.build(rows))


def ask(url: str, path: str = "/get_player_count") -> bytes:
    """Ask over a socket."""
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


# What it is made with


def test_without_options_the_world_is_empty_and_stands_at_noon() -> None:
    bancho = Bancho()

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
    keywords = inspect.signature(Bancho).parameters

    assert keywords.keys() == CHECKS.keys() == Options.__annotations__.keys()


# Asking


def test_get_asks_directly() -> None:
    bancho = bancho_of(player(3))

    answer = bancho.get("/get_player_status", id=3)

    assert answer.json() == {"status": "success", "player_status": {"online": False, "last_seen": 0}}


@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_each_verb_sends_its_own_method(method: str) -> None:
    bancho = Bancho()

    getattr(bancho, method.lower())("/get_player_count", headers={"X-One": "1"}, limit=2)

    (call,) = bancho.journal
    assert (call.method, call.path, call.query) == (method, "/get_player_count", b"limit=2")


def test_any_method_can_be_sent() -> None:
    reply = Bancho().request("DELETE", "/get_player_count")

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

    with Bancho() as bancho:
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
    bancho = Bancho()
    bancho.close()
    bancho.close()

    with pytest.raises(
        Mistake, match=r"^this Bancho is closed, so it has no address any more; direct calls still work$"
    ):
        _ = bancho.url


def test_a_with_block_closes() -> None:
    before = held()

    with Bancho() as bancho:
        ask(bancho.url)

    assert held() == before


def test_its_repr_tells_contract_and_address() -> None:
    with Bancho(contract="5.3") as bancho:
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

    with pytest.raises(NoSuchRow, match=r"^Player is not in this world any more: Player\(id=3, "):
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
    bancho = Bancho()
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


def test_a_decorated_function_may_do_without() -> None:
    @Bancho()
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

    @Bancho()
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

    with pytest.raises(Mistake, match=r"^a Bancho decorates functions, and Tests is a class or a generator$"):
        Bancho()(Tests)
    with pytest.raises(Mistake, match=r"^a Bancho decorates functions, and each is a class or a generator$"):
        Bancho()(each)


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
    origin = Bancho()

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
        with Bancho() as bancho:
            bancho.world.put(player(3 + number))
            return ask(bancho.url)

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(live, range(200)))

    assert answers == {b'{"status":"success","counts":{"online":0,"total":1}}'}
    assert held() == before


def test_a_saved_world_is_the_same_again(tmp_path: Path) -> None:
    bancho = Bancho(seed=7)
    bancho.create.player(name="Aika", country="jp")

    bancho.save(tmp_path / "world.json")

    again = Bancho(world=tmp_path / "world.json")
    path = "/get_player_info?name=Aika&scope=all"
    assert again.get(path).body == bancho.get(path).body
    assert again.seed == 7


@pytest.mark.parametrize("wrong", [None, 3, "checkpoint"])
def test_only_a_checkpoint_is_gone_back_to(wrong: Any) -> None:  # noqa: ANN401  # anything at all
    with pytest.raises(Mistake, match="restore takes what checkpoint"):
        Bancho().restore(wrong)


def test_what_is_no_row_is_refused() -> None:
    with pytest.raises(Mistake, match="3 is no row of a world"):
        Bancho().world.put(3)  # type: ignore[arg-type]  # what a user may do
