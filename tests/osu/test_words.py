"""A number or a word names a member; anything else is a mistake that tells what is known."""

import pytest

from mockbancho.errors import Mistake
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.matches import SlotStatus, Team, TeamType, WinCondition
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import Action, ClanRank
from mockbancho.osu.scores import ScoreStatus
from mockbancho.osu.words import WordEnum

ENUMS = [Action, BeatmapStatus, ClanRank, GameMode, ScoreStatus, SlotStatus, Team, TeamType, WinCondition]


@pytest.mark.parametrize("member", [member for enum in ENUMS for member in enum], ids=repr)
def test_every_member_has_a_number_and_a_word(member: WordEnum) -> None:
    kind = type(member)

    assert kind.of(member.word) is kind.of(member.value) is kind.of(member) is member
    assert member.word.replace("_", "").isalnum()
    assert member.word.islower()


def test_no_enumeration_is_forgotten_here() -> None:
    assert set(WordEnum.__subclasses__()) == set(ENUMS)


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        (Team, "rad", "'rad' is no Team; did you mean 'red'? Known: neutral, blue, red"),
        (Team, 3, "3 is no Team; known: 0, 1, 2"),
        (SlotStatus, 3, "3 is no SlotStatus; known: 1, 2, 4, 8, 16, 32, 64, 128"),
        (ScoreStatus, "bests", "'bests' is no ScoreStatus; did you mean 'best'? Known: failed, submitted, best"),
    ],
)
def test_anything_else_is_a_mistake_that_tells_what_is_known(
    kind: type[WordEnum], given: int | str, sentence: str
) -> None:
    with pytest.raises(Mistake) as caught:
        kind.of(given)

    assert str(caught.value) == sentence


@pytest.mark.parametrize("given", ["RED", "", "2", "crimson"])
def test_a_word_like_no_other_is_a_mistake_too(given: str) -> None:
    with pytest.raises(Mistake) as caught:
        Team.of(given)

    assert str(caught.value) == f"{given!r} is no Team. Known: neutral, blue, red"
