"""Slots of a match: moving, locking, teams, and being ready."""

import re

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.osu.matches import SlotStatus
from mockbancho.records import Slot
from tests.actions.lobbies import lobby, online, places, shown, slots, status, told


def test_players_are_ready_and_not(bancho: Bancho) -> None:
    lobby(bancho, "Aika", "Mira", "Zoe")

    for name in ("Aika", "Mira"):
        bancho.set_ready(name)
    bancho.set_not_ready("Mira")
    bancho.report_no_map("Zoe")

    assert slots(bancho) == {"Aika": "ready", "Mira": "not_ready", "Zoe": "no_map"}
    assert told(bancho)[-4:] == ["match_ready", "match_ready", "match_not_ready", "match_no_map"]


def test_who_has_no_map_is_not_ready_before_having_it(bancho: Bancho) -> None:
    lobby(bancho, "Aika")
    bancho.report_no_map("Aika")

    with pytest.raises(Mistake) as caught:
        bancho.set_ready("Aika")

    assert str(caught.value) == (
        "set_ready: slot 0 of match 1 is no_map; legal: set_not_ready, set_team, move_slot, leave_match, kick, lock_slot"
    )
    bancho.set_not_ready("Aika")
    bancho.set_ready("Aika")
    assert slots(bancho) == {"Aika": "ready"}


def test_a_player_moves_as_they_are(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", team_type="team_vs")
    bancho.set_ready("Mira")

    bancho.move_slot("Mira", 6)

    assert places(bancho) == {"0": "Aika", "6": "Mira"}
    assert bancho.fresh(match).slots[1] == Slot()
    assert bancho.fresh(match).slots[6] == Slot(player=4, status=SlotStatus.READY.value, team=1)


def test_a_player_moves_to_open_slots_alone(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    for place in range(3, 16):
        bancho.lock_slot(match, place)

    with pytest.raises(Mistake, match=r"^move_slot: slot: 1 of match 1 is not open; open: 2$"):
        bancho.move_slot("Aika", 1)
    with pytest.raises(Mistake, match="slot: 5 of match 1 is not open"):
        bancho.move_slot("Aika", 5)
    bancho.lock_slot(match, 2)
    with pytest.raises(Mistake, match="open: none"):
        bancho.move_slot("Aika", 5)


def test_there_are_sixteen_slots(bancho: Bancho) -> None:
    lobby(bancho, "Aika")

    with pytest.raises(Mistake, match="move_slot: slot: expected int from 0 to 15, got int 16"):
        bancho.move_slot("Aika", 16)


def test_locking_a_slot_kicks_who_has_it(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")

    bancho.lock_slot(match, 1)

    assert places(bancho) == {"0": "Aika"}
    assert bancho.fresh(match).slots[1].status == SlotStatus.LOCKED
    assert status(bancho, "Mira") == (11, "", 0)
    assert told(bancho)[-2:] == ["match_kicked", "slot_locked"]


def test_the_hosts_slot_is_not_locked(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")

    with pytest.raises(
        Mistake, match="lock_slot: slot: 0 of match 1 is the host's; legal: change_host, then lock_slot"
    ):
        bancho.lock_slot(match, 0)


def test_a_locked_slot_is_opened(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    online(bancho, "Zoe")
    bancho.lock_slot(match, 1)
    with pytest.raises(Mistake, match=r"^lock_slot: slot 1 of match 1 is locked; legal: unlock_slot$"):
        bancho.lock_slot(match, 1)

    bancho.unlock_slot(match, 1)
    bancho.join_match("Zoe", match)

    assert places(bancho) == {"0": "Aika", "1": "Zoe"}
    with pytest.raises(Mistake, match=r"^unlock_slot: slot 1 of match 1 is not_ready; legal: set_ready, "):
        bancho.unlock_slot(match, 1)


def test_a_player_changes_the_team(bancho: Bancho) -> None:
    lobby(bancho, "Aika", "Mira", team_type="tag_team_vs")

    bancho.set_team("Aika", "blue")

    assert [slot["team"] for slot in shown(bancho)["active_slots"].values()] == [1, 1]
    assert (bancho.events[-1].kind, bancho.events[-1].text) == ("team_changed", "blue")


@pytest.mark.parametrize(
    ("team_type", "team", "sentence"),
    [
        ("head_to_head", "red", "match 1 is one without teams"),
        ("team_vs", "neutral", "expected red or blue, got neutral"),
    ],
)
def test_there_are_teams_in_matches_of_teams_alone(bancho: Bancho, team_type: str, team: str, sentence: str) -> None:
    lobby(bancho, "Aika", team_type=team_type)

    with pytest.raises(Mistake, match=f"^set_team: team: {re.escape(sentence)}$"):
        bancho.set_team("Aika", team)
