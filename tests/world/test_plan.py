"""How large a world is to be, as users write it, and the sentence for each thing that cannot be."""

import re

import pytest

from mockbancho.errors import Mistake
from mockbancho.world.plan import MOST_PLAYERS, Plan, Span, plan_of, silent


def test_without_numbers_a_world_has_the_usual_size() -> None:
    assert plan_of() == Plan() == Plan(players=60, beatmapsets=40, scores_per_player=(20, 60))


@pytest.mark.parametrize(
    ("players", "sets"), [(1, 40), (1_000, 40), (1_001, 120), (5_000, 120), (5_001, 240), (MOST_PLAYERS, 240)]
)
def test_many_players_have_more_beatmaps_in_steps(players: int, sets: int) -> None:
    assert plan_of(players).beatmapsets == sets


def test_nobody_needs_no_beatmaps_unless_they_are_asked_for() -> None:
    assert plan_of(0) == Plan(players=0, beatmapsets=0, scores_per_player=(0, 0))
    assert plan_of(0, 5).beatmapsets == 5


def test_without_beatmaps_nobody_plays() -> None:
    assert plan_of(5, 0) == Plan(players=5, beatmapsets=0, scores_per_player=(0, 0))


@pytest.mark.parametrize(
    ("given", "span"),
    [
        (50, (50, 50)),
        (0, (0, 0)),
        ("50", (50, 50)),
        ("20..60", (20, 60)),
        (" 20 .. 60 ", (20, 60)),
        ((20, 60), (20, 60)),
        ([20, 60], (20, 60)),
        ("1000", (1000, 1000)),
    ],
)
def test_plays_are_a_number_or_a_span(given: object, span: Span) -> None:
    assert plan_of(scores_per_player=given).scores_per_player == span


@pytest.mark.parametrize("given", [-1, MOST_PLAYERS + 1, True, 1.0, "60", (1, 2)])
def test_players_are_a_whole_number_up_to_so_many(given: object) -> None:
    wanted = f"players is a whole number from 0 to 200000, not {given!r}"

    with pytest.raises(Mistake, match=f"^{re.escape(wanted)}$"):
        plan_of(players=given)


@pytest.mark.parametrize("given", [-1, 2_001, False, 1.5, "many"])
def test_beatmapsets_are_a_whole_number_up_to_so_many(given: object) -> None:
    wanted = f"beatmapsets is a whole number from 0 to 2000, not {given!r}"

    with pytest.raises(Mistake, match=f"^{re.escape(wanted)}$"):
        plan_of(beatmapsets=given)


@pytest.mark.parametrize(
    "given",
    [
        -1,
        1001,
        "a..b",
        "20..",
        "20...60",
        "..",
        "",
        "1..2..3",
        "-1..5",
        (),
        (1, 2, 3),
        (True, 2),
        (1, False),
        2.5,
        {},
    ],
)
def test_plays_are_nothing_else(given: object) -> None:
    wanted = f"scores_per_player is a whole number from 0 to 1000, or a span such as '20..60', not {given!r}"

    with pytest.raises(Mistake, match=f"^{re.escape(wanted)}$"):
        plan_of(scores_per_player=given)


def test_a_span_goes_upward() -> None:
    with pytest.raises(
        Mistake, match=r"^scores_per_player: a span .* from the lower to the higher, not from 60 to 20$"
    ):
        plan_of(scores_per_player="60..20")


def test_plays_need_beatmaps() -> None:
    with pytest.raises(
        Mistake, match=r"^scores_per_player: without beatmapsets there is nothing to play; give beatmapsets too$"
    ):
        plan_of(players=5, beatmapsets=0, scores_per_player=3)

    assert plan_of(players=5, beatmapsets=0, scores_per_player=0).scores_per_player == (0, 0)


def test_silence_takes_note_of_nothing() -> None:
    silent("players", 1, 2)
