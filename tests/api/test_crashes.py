"""The bugs of the real server: the same 500 where it crashes, and in `any` what the endpoint's author meant.

`CASES` has every one that mockbancho knows; a crash that is added to the code and not here fails the last test.
"""

import ast
from pathlib import Path
from typing import Any

import pytest

import mockbancho.api.endpoints
from mockbancho.world.journal import Source
from tests.api.asking import CRASH, asking, in_every_contract, outcome
from tests.rows import beatmap, beatmap_file, beatmapset, clan, match, player, replay_frames, score, session

KEY = "11111111-2222-4333-8444-555555555555"
EMPTY_FILE = "d41d8cd98f00b204e9800998ecf8427e"
WORLD = (
    player(3, clan_id=1, clan_priv=3, api_key=KEY),
    player(4, name="夜", clan_id=3, clan_priv=9),
    session(3),
    clan(1, owner=99),
    clan(2, owner=3),
    clan(3, owner=3),
    beatmapset(1),
    beatmap(1),
    beatmap(2, md5=EMPTY_FILE, set_id=1),
    beatmap_file(2, b""),
    score(1, userid=4),
    score(2, nmiss=32_768),
    score(3, score=2**31),
    replay_frames(1),
    replay_frames(3),
    replay_frames(2),
    match(1, host=4),
)
BOTH = ("5.3", "4.3.2")
BY_KEY: dict[str, Any] = {"headers": [("authorization", f"Bearer {KEY}")]}
CASES: dict[str, tuple[str, dict[str, Any], int, tuple[str, ...]]] = {
    "empty mods of a player": ("/get_player_scores", {"id": 3, "scope": "best", "mods": ""}, 200, BOTH),
    "empty mods on a beatmap": ("/get_map_scores", {"id": 1, "scope": "best", "mods": ""}, 200, BOTH),
    "mods too long": ("/get_map_scores", {"id": 1, "scope": "best", "mods": "1" * 5_000}, 200, BOTH),
    "match 64": ("/get_match", {"id": 64}, 404, BOTH),
    "offline host": ("/get_match", {"id": 1}, 200, BOTH),
    "negative offset": ("/get_leaderboard", {"offset": -1}, 422, BOTH),
    "huge offset": ("/get_leaderboard", {"offset": 2**64}, 200, BOTH),
    "replay with a name": ("/get_replay", {"id": 1}, 200, BOTH),
    "replay with a large count": ("/get_replay", {"id": 2}, 200, BOTH),
    "replay with a large score": ("/get_replay", {"id": 3}, 200, BOTH),
    "rare letters in info": ("/get_player_info", {"name": "𠮷野家", "scope": "all"}, 404, BOTH),
    "rare letters in status": ("/get_player_status", {"name": "𠮷野家"}, 404, BOTH),
    "rare letters in scores": ("/get_player_scores", {"name": "𠮷野家", "scope": "best"}, 404, BOTH),
    "rare letters in most played": ("/get_player_most_played", {"name": "𠮷野家"}, 404, BOTH),
    "rare letters in search": ("/search_players", {"q": "😀"}, 200, ("5.3",)),
    "clan without its owner": ("/get_clan", {"id": 1}, 200, BOTH),
    "clan without members": ("/get_clan", {"id": 2}, 200, ("4.3.2",)),
    "clan rank that does not exist": ("/get_clan", {"id": 3}, 200, BOTH),
    "pp of no beatmap": ("/calculate_pp", BY_KEY, 422, BOTH),
    "pp in no mode": ("/calculate_pp", {**BY_KEY, "id": 2, "mode": 12}, 422, BOTH),
    "pp with mods of 33 bits": ("/calculate_pp", {**BY_KEY, "id": 2, "mods": 2**32}, 422, BOTH),
    "pp with negative mods": ("/calculate_pp", {**BY_KEY, "id": 2, "mods": -1024}, 400, BOTH),
    "pp with negative hits": ("/calculate_pp", {**BY_KEY, "id": 2, "n100": -1}, 422, BOTH),
    "pp with too many misses": ("/calculate_pp", {**BY_KEY, "id": 2, "misses": 2**64}, 422, BOTH),
    "pp of a file that is none": ("/calculate_pp", {**BY_KEY, "id": 2}, 400, BOTH),
    "page of v2": ("/v2/players", {"page": 2**63 - 1}, 200, ("5.3",)),
}
each_case = pytest.mark.parametrize(("path", "query", "in_any", "crashing"), CASES.values(), ids=CASES)


def reasons_in_the_code() -> set[str]:
    """Every text that an `UpstreamCrash` is raised with."""
    folder = Path(mockbancho.api.endpoints.__path__[0])
    nodes = [node for path in folder.glob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    raised = [
        node.args[0] for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) == "UpstreamCrash"
    ]
    return {ast.literal_eval(text) for text in raised}


@each_case
def test_the_real_contracts_crash_and_any_does_not(
    path: str, query: dict[str, object], in_any: int, crashing: tuple[str, ...]
) -> None:
    ask = asking(*WORLD)

    crashed = [outcome(ask(path, contract, **query)) for contract in crashing]
    meant = ask(path, **query)

    assert crashed == [CRASH] * len(crashing)
    assert meant.status == in_any


@each_case
def test_the_journal_says_that_the_real_server_crashes_here(
    path: str, query: dict[str, object], in_any: int, crashing: tuple[str, ...]
) -> None:
    ask = asking(*WORLD)

    sources = [(ask(path, contract, **query), ask.last_call(contract).source)[1] for contract in (*crashing, "any")]

    assert sources == [*[Source.UPSTREAM_CRASH] * len(crashing), Source.WORLD]


@in_every_contract
def test_a_crash_does_not_break_what_is_asked_next(contract: str) -> None:
    ask = asking(*WORLD)
    ask("/get_match", contract, id=64)

    answer = ask("/get_player_count", contract)

    assert answer.status == 200


def test_every_crash_in_the_code_stands_here() -> None:
    ask = asking(*WORLD)

    seen = {
        (ask(path, contract, **query), ask.last_call(contract).reason)[1]
        for path, query, _, crashing in CASES.values()
        for contract in crashing
    }

    assert seen == reasons_in_the_code()
