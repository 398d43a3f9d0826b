"""`mockbancho serve --print-keys`, and the hint at it."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from mockbancho.cli.keys import SHOWN, give_key, keys_of
from mockbancho.world.world import World
from tests.rows import player, restricted_player
from tests.serving import Serving, serving

HEAD = "API keys, sent as the header 'Authorization: KEY' or 'Authorization: Bearer KEY':"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A world of two players without keys, the first of them restricted."""
    path = tmp_path / "world.json"
    World.build([restricted_player(3), player(4, name="Aika")]).save(path)
    return path


def friends(server: Serving, **headers: str) -> tuple[int, object]:
    answer = httpx.get(f"{server.url}/get_friends", headers=headers, timeout=10)
    return answer.status_code, answer.json()


def test_a_key_that_is_printed_lets_in(file: Path) -> None:
    with serving(file, "--print-keys", "--quiet", "--no-control") as server:
        assert server.process.stdout
        head, line = (server.process.stdout.readline().rstrip("\n") for _ in range(2))
        answer = friends(server, Authorization=line.split()[0])

    assert head == HEAD
    assert line.endswith("  Aika (player 4)")
    assert answer == (200, {"status": "success", "friends": []})


def test_who_is_not_let_in_finds_the_way_in_the_log(file: Path) -> None:
    with serving(file) as server:
        answers = [friends(server)[0], friends(server, Authorization="wrong")[0]]
        server.process.terminate()
        log = server.process.communicate(timeout=10)[1]

    assert answers == [400, 401]
    assert log.count("GET /get_friends  (serve --print-keys prints API keys)") == 2


def test_keys_are_listed_by_player_and_not_all_of_many() -> None:
    many = [player(number, api_key=f"key-{number}") for number in range(4, 4 + SHOWN)]
    world = World.build([player(2), restricted_player(3, api_key="key-3"), *many])

    lines = list(keys_of(world))

    assert lines[:3] == [HEAD, "  key-3  Player 3 (player 3, restricted)", "  key-4  Player 4 (player 4)"]
    assert (len(lines), lines[-1]) == (SHOWN + 2, "  and 1 more")


def test_a_key_that_the_first_player_has_stays() -> None:
    world = World.build([player(1, name="BanchoBot"), player(3, api_key="own"), player(4)])

    give_key(world)

    assert [row.api_key for row in world.players.rows] == [None, "own", None]


def test_where_nobody_is_nobody_has_a_key() -> None:
    world = World.build([player(1, name="BanchoBot"), restricted_player(3)])

    give_key(world)

    assert list(keys_of(world)) == [HEAD, "  none: there is nobody to give one"]
