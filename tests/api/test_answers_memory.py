"""Answers are remembered while a world stands still, and never longer."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho.contract import CONTRACTS
from mockbancho.records import (
    Beatmap,
    Beatmapset,
    Clan,
    Match,
    Player,
    Pool,
    PoolBeatmap,
    ReplayFrames,
    Row,
    Score,
    Session,
    Slot,
    Stats,
)
from mockbancho.world.world import World
from tests.api.asking import Asker, asking, in_every_contract
from tests.rows import (
    NOON,
    beatmap,
    beatmapset,
    clan,
    match,
    md5,
    player,
    pool,
    pool_beatmap,
    replay_frames,
    score,
    session,
    stats,
)

KINDS = (
    Player,
    Stats,
    Clan,
    Beatmapset,
    Beatmap,
    Score,
    Pool,
    PoolBeatmap,
    Session,
    Match,
    ReplayFrames,
)
QUESTIONS = (
    "/get_player_count",
    "/get_player_info?id=3&scope=all",
    "/get_player_info?name=player_4&scope=stats",
    "/get_player_status?id=3",
    "/get_player_status?name=Player+4",
    "/get_player_scores?id=3&scope=best",
    "/get_player_scores?id=4&scope=recent&mods=HD&include_failed=0",
    "/get_player_most_played?id=3",
    "/get_map_info?id=3",
    "/get_map_info?md5=" + md5(4),
    "/get_map_scores?id=3&scope=best",
    "/get_map_scores?id=3&scope=best&mode=4",
    "/get_map_scores?id=4&scope=recent&mods=~8",
    "/get_score_info?id=1",
    "/get_replay?id=1",
    "/get_replay?id=2&include_headers=0",
    "/get_match?id=1",
    "/get_leaderboard",
    "/get_leaderboard?sort=rscore&mode=4&country=se",
    "/get_clan?id=1",
    "/get_mappool?id=1",
    "/search_players?q=er",
    "/v2/players?clan_id=1",
    "/v2/players/3",
    "/v2/players/3/status",
    "/v2/players/3/stats",
    "/v2/maps?status=2",
    "/v2/scores?user_id=3",
    "/v2/clans",
)
FEW = st.sampled_from([3, 4, 5])
MODES = st.sampled_from([0, 4])
ROWS: st.SearchStrategy[Row] = st.one_of(
    st.builds(
        player,
        st.sampled_from([1, 3, 4, 5]),
        priv=st.sampled_from([0, 1, 2, 3]),
        country=st.sampled_from(["jp", "se"]),
        clan_id=st.sampled_from([0, 1, 2]),
        clan_priv=st.sampled_from([1, 2, 3]),
    ),
    st.builds(stats, FEW, MODES, pp=st.sampled_from([0, 5, 7]), rscore=st.sampled_from([0, 5, 7])),
    st.builds(clan, st.sampled_from([1, 2]), FEW, tag=st.sampled_from(["A", "B"])),
    st.builds(beatmapset, st.sampled_from([1, 2])),
    st.builds(beatmap, FEW, set_id=st.sampled_from([1, 2]), status=st.sampled_from([0, 2, 5]), plays=st.integers(0, 2)),
    st.builds(
        score,
        st.integers(1, 4),
        userid=FEW,
        map_md5=FEW.map(md5),
        mode=MODES,
        mods=st.sampled_from([0, 8, 72]),
        status=st.sampled_from([0, 1, 2]),
        pp=st.sampled_from([1.5, 2.5]),
        score=st.sampled_from([10, 20]),
        play_time=st.sampled_from([NOON, NOON + timedelta(hours=1)]),
    ),
    st.builds(pool, st.just(1), created_by=FEW),
    st.builds(pool_beatmap, FEW, st.just(1), mods=st.sampled_from([0, 8]), slot=st.sampled_from([1, 2])),
    st.builds(session, FEW, action=st.integers(0, 2), map_md5=FEW.map(md5)),
    st.builds(match, st.just(1), host=FEW, slots=st.just({0: Slot(player=3, status=4)}), seed=st.integers(0, 2)),
    st.builds(replay_frames, st.integers(1, 2), st.sampled_from([b"one", b"two"])),
)


def put(world: World, row: Row) -> World:
    world.put(row)
    return world


def remove(world: World, row: Row) -> World:
    world.remove(row)
    return world


def put_in_a_fork(world: World, row: Row) -> World:
    twin = world.fork()
    twin.put(row)
    return twin


def put_beside(world: World, row: Row) -> World:
    world.fork().put(row)
    return world


def put_and_fail(world: World, row: Row) -> World:
    with suppress(ZeroDivisionError), world.change():
        world.put(row)
        ask_everything(Asker(world))
        raise ZeroDivisionError
    return world


CHANGES = st.tuples(st.sampled_from([put, put, put, remove, remove, put_in_a_fork, put_beside, put_and_fail]), ROWS)


def ask_everything(ask: Asker) -> dict[tuple[str, str], tuple[int, bytes]]:
    replies = {(contract, path): ask(path, contract) for contract in CONTRACTS for path in QUESTIONS}
    return {question: (reply.status, reply.body) for question, reply in replies.items()}


def made_anew(world: World) -> World:
    """Return a world of the same rows that remembers nothing."""
    rows: list[Any] = [row for kind in KINDS for row in world.rows(kind)]
    return World.build(rows)


@given(st.lists(ROWS, max_size=12), st.lists(CHANGES, min_size=1, max_size=4))
@pytest.mark.unmeasured
@settings(max_examples=60, deadline=None)
def test_after_any_changes_a_world_answers_like_a_new_one_of_its_rows(
    rows: list[Row], changes: list[tuple[Any, Row]]
) -> None:
    world = World.build()
    for row in rows:
        world.put(row)

    for change, row in changes:
        ask_everything(Asker(world))
        world = change(world, row)

        assert ask_everything(Asker(world)) == ask_everything(Asker(made_anew(world)))


@in_every_contract
def test_asking_again_is_answered_from_memory(contract: str) -> None:
    ask = asking(player(3))
    first = ask("/get_player_info", contract, id=3, scope="info")
    remembered = len(ask.world.answers.by_question)

    second = ask("/get_player_info", contract, id=3, scope="info")

    assert second.body == first.body
    assert len(ask.world.answers.by_question) == remembered == 1


def test_contracts_do_not_answer_for_each_other() -> None:
    ask = asking(player(1, priv=1), player(3))

    totals = [ask("/get_player_count", contract).json()["counts"]["total"] for contract in ("any", "5.3", "4.3.2")]

    assert totals == [1, 2, 1]


@pytest.mark.parametrize("contract", ["any", "4.3.2"])
def test_the_same_path_in_another_contract_has_its_own_answer(contract: str) -> None:
    ask = asking(player(3))
    ask("/get_player_info", "any", id=3, scope="info")

    answer = ask("/get_player_info", contract, id=3, scope="info")

    assert ("play_style" in answer.json()["player"]["info"]) == (contract == "any")


@in_every_contract
def test_a_failure_is_forgotten_as_well(contract: str) -> None:
    ask = asking()
    before = ask("/get_player_info", contract, id=3, scope="info").status

    ask.world.put(player(3))
    after = ask("/get_player_info", contract, id=3, scope="info").status

    assert (before, after) == (404, 200)


@in_every_contract
def test_a_removed_row_is_gone_at_once(contract: str) -> None:
    ask = asking(player(3))
    before = ask("/get_player_info", contract, id=3, scope="info").status

    ask.world.remove(player(3))
    after = ask("/get_player_info", contract, id=3, scope="info").status

    assert (before, after) == (200, 404)


@in_every_contract
def test_forks_change_by_themselves(contract: str) -> None:
    ask = asking(player(3))
    fork = Asker(ask.world.fork())
    ask("/get_player_count", contract)

    fork.world.put(player(4))

    assert ask("/get_player_count", contract).json()["counts"]["total"] == 1
    assert fork("/get_player_count", contract).json()["counts"]["total"] == 2


@in_every_contract
def test_changes_that_were_taken_back_are_not_answered(contract: str) -> None:
    ask = asking(player(3))

    put_and_fail(ask.world, player(4))

    assert ask("/get_player_count", contract).json()["counts"]["total"] == 1


@in_every_contract
def test_what_is_asked_in_the_middle_of_a_change_sees_it(contract: str) -> None:
    ask = asking(player(3))
    ask("/get_player_count", contract)

    with ask.world.change():
        ask.world.put(player(4))
        inside = ask("/get_player_count", contract).json()["counts"]["total"]

    assert (inside, ask("/get_player_count", contract).json()["counts"]["total"]) == (2, 2)


def test_spellings_of_a_question_are_answered_alike() -> None:
    ask = asking(player(3))

    bodies = {
        ask(f"/get_player_info?{query}").body for query in ("id=3&scope=info", "scope=info&id=03", "id=%33&scope=info")
    }

    assert len(bodies) == 1


def test_the_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockbancho.world.answers.REMEMBERED", 10_000)
    ask = asking(player(3))

    sizes = [
        (ask(f"/get_player_info?id=3&scope=info&x={number}").body, len(ask.world.answers.by_question))[1]
        for number in range(200)
    ]

    assert max(sizes) < 60
    assert sizes[-1] > 0
