"""Legal chaos: what the real server may send, and seldom does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho import Bancho
from mockbancho.api.chaos_table import EMPTINESS, ODDITIES
from mockbancho.api.letters import is_name_in_pydantic_2
from mockbancho.contract import ANY
from mockbancho.errors import Mistake
from mockbancho.records import Beatmap, Player, Score

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

QUESTIONS = (
    "/get_player_count",
    "/get_player_info?id=3&scope=all",
    "/get_player_info?name=User&scope=info",
    "/get_player_status?id=3",
    "/get_player_scores?id=3&scope=best&limit=3",
    "/get_player_scores?id=3&scope=recent&mods=HD",
    "/get_player_most_played?id=3",
    "/get_map_info?id=1172819",
    "/get_map_scores?id=1172819&scope=best",
    "/get_score_info?id=1731",
    "/get_match?id=1",
    "/get_leaderboard?limit=5",
    "/get_clan?id=1",
    "/get_mappool?id=1",
    "/search_players?q=a",
    "/v2/players?page_size=3",
    "/v2/maps?page_size=3",
    "/v2/scores?page_size=3",
    "/v2/clans",
)


@pytest.fixture
def chaotic() -> Bancho:
    return Bancho(chaos=True)


@pytest.fixture
def calm() -> Bancho:
    return Bancho()


@pytest.mark.parametrize("question", QUESTIONS)
def test_shapes_are_those_of_the_real_answers(question: str, chaotic: Bancho, calm: Bancho) -> None:
    typical = calm.get(question)

    odd = [chaotic.get(question) for _ in range(6)]

    assert {answer.status for answer in odd} <= {200, 404}
    assert [
        difference for answer in odd if answer.status == 200 for difference in unlike(answer.json(), typical.json())
    ] == []


def unlike(odd: Any, typical: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401  # JSON
    """Yield where an answer has other members, in another order or of another type; what is empty or null may be."""
    if isinstance(odd, dict) and isinstance(typical, dict):
        common = [name for name in typical if name in odd]
        if odd and not path.endswith(("stats", "active_slots", "maps", "player_status")) and list(odd) != list(typical):
            yield f"{path}: {list(odd)}"
        for name in common:
            yield from unlike(odd[name], typical[name], f"{path}.{name}")
    elif isinstance(odd, list) and isinstance(typical, list):
        for each in odd[:1] if typical else []:
            yield from unlike(each, typical[0], path)
    elif odd is not None and typical is not None and type(odd) is not type(typical):
        yield f"{path}: {odd!r} for {typical!r}"


def test_names_are_legal_and_as_long_as_can_be(chaotic: Bancho) -> None:
    leaders = [row["name"] for row in chaotic.get("/get_leaderboard?limit=50").json()["leaderboard"]]

    assert {len(name) for name in leaders} == {15}
    assert [name for name in leaders if not is_name_in_pydantic_2(name) or name.isascii()] == []
    assert len(set(leaders)) == len(leaders)


def test_ids_are_at_the_top_of_their_range_and_can_be_asked_for(chaotic: Bancho) -> None:
    leader = chaotic.get("/get_leaderboard?limit=1").json()["leaderboard"][0]
    score = chaotic.get("/get_player_scores?scope=best", id=leader["player_id"]).json()["scores"][0]

    info = chaotic.get("/get_player_info?scope=info", id=leader["player_id"]).json()["player"]["info"]
    named = chaotic.get("/get_player_info?scope=info", name=leader["name"]).json()["player"]["info"]

    assert leader["player_id"] > 2_147_000_000
    assert (info["id"], info["name"], named["name"]) == (leader["player_id"], leader["name"], leader["name"])
    assert score["id"] > 2**62
    assert chaotic.get("/get_score_info", id=score["id"]).json()["score"]["id"] == score["id"]
    assert chaotic.get("/get_map_info", id=score["beatmap"]["id"]).json()["map"]["md5"] == score["beatmap"]["md5"]


def test_the_id_that_was_asked_for_is_in_the_answer(chaotic: Bancho) -> None:
    answer = chaotic.get("/get_player_info?id=3&scope=all").json()["player"]

    assert answer["info"]["id"] == 3
    assert {row["id"] for row in answer["stats"].values()} == {3}


def test_asked_again_the_answer_is_another_one(chaotic: Bancho) -> None:
    polls = [chaotic.get("/get_match?id=1").status for _ in range(4)]
    scores = [len(chaotic.get("/get_player_scores?id=3&scope=best&limit=3").json()["scores"]) for _ in range(4)]

    assert polls == [200, 404, 200, 200]
    assert scores == [3, 0, 3, 3]


def test_rows_tie(chaotic: Bancho) -> None:
    question = "/get_map_scores?id=1172819&scope=best"
    _, _, tied = [chaotic.get(question).json()["scores"] for _ in range(3)]

    assert len(tied) > 1
    assert len({(row["score"], row["pp"], row["play_time"]) for row in tied}) == 1


def test_what_was_asked_for_stays_as_asked(chaotic: Bancho) -> None:
    hidden = chaotic.get("/get_player_scores?id=3&scope=recent&mods=HD").json()["scores"]
    danes = chaotic.get("/get_leaderboard?country=jp").json()["leaderboard"]

    assert hidden
    assert all(row["mods"] & 8 for row in hidden)
    assert {row["country"] for row in danes} == {"jp"}


def test_mistakes_of_the_client_are_told_as_ever(chaotic: Bancho, calm: Bancho) -> None:
    question = "/get_player_info?id=abc"

    assert chaotic.get(question).json() == calm.get(question).json()


def test_two_servers_of_one_seed_are_equally_odd(chaotic: Bancho) -> None:
    again = Bancho(chaos=True)

    assert [chaotic.get(each).body for each in QUESTIONS * 3] == [again.get(each).body for each in QUESTIONS * 3]


def test_a_fork_is_chaotic_and_other_servers_of_the_world_are_not(chaotic: Bancho) -> None:
    fork, other = chaotic.fork(), Bancho(world=chaotic.world.fork())

    assert fork.get("/get_leaderboard").json()["leaderboard"][0]["player_id"] > 2**30
    assert other.get("/get_leaderboard").json()["leaderboard"][0]["player_id"] < 2**30


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda each: f"{each.endpoint} {each.path}")
def test_every_variant_fits_into_the_columns(oddity: Any) -> None:  # noqa: ANN401  # a row of the table
    records: tuple[type[Struct], ...] = (Player, Beatmap, Score)
    columns = {name for record in records for name in record.__struct_fields__}

    assert oddity.endpoint in ANY.endpoints
    assert oddity.source
    assert all(len(value) <= 128 for variant in oddity.variants for value in variant.values() if isinstance(value, str))
    assert any(name in columns or name in ("clan", "beatmap", "clan_id", "plays") for name in oddity.variants[0])


def test_every_emptiness_is_of_an_endpoint_and_has_a_source() -> None:
    assert [each for each in EMPTINESS if each.endpoint not in ANY.endpoints or not each.source] == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=8))
def test_in_any_order_of_questions_every_answer_is_json(questions: list[str]) -> None:
    chaotic = Bancho(chaos=True)

    assert {type(chaotic.get(each).json()) for each in questions} == {dict}


def test_chaos_is_yes_or_no() -> None:
    with pytest.raises(Mistake, match=r"chaos is True or False, not 'much'"):
        Bancho(chaos="much")  # type: ignore[arg-type]  # what a user may try
