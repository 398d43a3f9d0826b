"""What a match is about: teams or not, and what decides it."""

import pytest

from mockbancho import Bancho, Mistake
from tests.actions.lobbies import flags, lobby, slots


def test_with_teams_all_are_red_or_blue_and_without_neutral_again(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", "Noor")
    bancho.set_ready("Mira")

    bancho.set_team_type(match, "team_vs")
    teams = flags(bancho, "team")
    bancho.set_team_type(match, "head_to_head")

    assert teams == {"Aika": 2, "Mira": 1, "Noor": 2}
    assert flags(bancho, "team") == {"Aika": 0, "Mira": 0, "Noor": 0}
    assert slots(bancho)["Mira"] == "not_ready"
    assert [(event.kind, event.text) for event in bancho.events][-2:] == [
        ("team_type_changed", "team_vs"),
        ("team_type_changed", "head_to_head"),
    ]


def test_what_decides_can_be_another_thing(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.set_ready("Aika")

    bancho.set_win_condition(match, "accuracy")

    assert bancho.fresh(match).win_condition == 1
    assert slots(bancho) == {"Aika": "not_ready", "Mira": "not_ready"}
    assert (bancho.events[-1].kind, bancho.events[-1].text) == ("win_condition_changed", "accuracy")


def test_the_points_of_a_scrim_stay_what_they_are(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_scrim(match, best_of=3)

    with pytest.raises(Mistake) as refused:
        bancho.set_team_type(match, "team_vs")

    assert str(refused.value) == (
        "set_team_type: a scrim goes on in match 1, and its points stay what they are; legal: end_scrim"
    )
    assert flags(bancho, "team") == {"Aika": 0, "Mira": 0}


@pytest.mark.parametrize(
    ("verb", "value", "told"),
    [
        ("set_team_type", "head_to_head", "set_team_type: match 1 is head_to_head already"),
        ("set_win_condition", "score", "set_win_condition: score decides match 1 already"),
    ],
)
def test_what_it_is_already_is_refused(bancho: Bancho, verb: str, value: str, told: str) -> None:
    match = lobby(bancho, "Aika")

    with pytest.raises(Mistake) as refused:
        bancho.act(verb, match=match, **{verb.removeprefix("set_"): value})

    assert str(refused.value) == told


@pytest.mark.parametrize(("verb", "value"), [("set_team_type", "team_vs"), ("set_win_condition", "combo")])
def test_a_match_that_plays_is_left_alone(bancho: Bancho, verb: str, value: str) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_match(match)

    with pytest.raises(Mistake, match=f"{verb}: match 1 is playing; legal: "):
        bancho.act(verb, match=match, **{verb.removeprefix("set_"): value})
