"""Mods of a match: for all, or free."""

import re

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.osu.mods import Mods
from tests.actions.lobbies import flags, lobby, shown, slots, status

HD, HR, DT, FL = Mods.HIDDEN.value, Mods.HARDROCK.value, Mods.DOUBLETIME.value, Mods.FLASHLIGHT.value


def test_other_mods_unready_all(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.set_ready("Aika")
    bancho.report_no_map("Mira")

    bancho.set_match_mods(match, "HDDT")

    assert shown(bancho)["mods"] == HD | DT
    assert slots(bancho) == {"Aika": "not_ready", "Mira": "no_map"}
    assert status(bancho, "Mira") == (5, "", HD | DT)


def test_relax_is_a_mode_of_its_own_in_statuses(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")

    bancho.set_match_mods(match, "RX")

    found = bancho.get("/get_player_status", name="Aika").json()["player_status"]["status"]
    assert (found["mode"], found["mods"], shown(bancho)["mode"]) == (4, 128, 0)


def test_free_mods_begin_with_those_of_the_match_which_keeps_the_speed(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.set_match_mods(match, "HDDT")
    bancho.set_ready("Mira")

    bancho.set_freemods(match)

    assert (shown(bancho)["mods"], flags(bancho, "mods")) == (DT, {"Aika": HD, "Mira": HD})
    assert slots(bancho)["Mira"] == "not_ready"


def test_without_free_mods_all_play_with_the_hosts(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", freemods=True)
    bancho.set_match_mods(match, "DT")
    bancho.set_match_mods(match, "HR", player="Mira")
    bancho.set_match_mods(match, "FLDT", player="Aika")

    bancho.set_freemods(match, freemods=False)

    assert (shown(bancho)["mods"], flags(bancho, "mods")) == (DT | FL, {"Aika": 0, "Mira": 0})


def test_a_player_chooses_free_mods(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", freemods=True)
    for name in ("Aika", "Mira"):
        bancho.set_ready(name)

    bancho.set_match_mods(match, "HD", player="Mira")

    assert flags(bancho, "mods") == {"Aika": 0, "Mira": HD}
    assert slots(bancho) == {"Aika": "ready", "Mira": "not_ready"}
    assert status(bancho, "Mira") == (5, "", HD)


def test_the_hosts_speed_is_that_of_the_match(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", freemods=True)
    bancho.set_ready("Mira")

    bancho.set_match_mods(match, "HDDT", player="Aika")

    assert (shown(bancho)["mods"], flags(bancho, "mods")) == (DT, {"Aika": HD, "Mira": 0})
    assert slots(bancho)["Mira"] == "not_ready"
    assert status(bancho, "Aika") == (5, "", HD | DT)


@pytest.mark.parametrize(
    ("freemods", "mods", "player", "sentence"),
    [
        (False, "HD", "Mira", "player: mods are not free in match 1; set_freemods first, or give no player"),
        (True, "HDDT", "Mira", "mods: DT is for the host of match 1 to choose, player 3"),
        (True, "HRDT", None, "mods: they are free in match 1, which has DTHTNC alone; give HR to a player=, or set_freemods off"),
    ],
)  # fmt: skip
def test_mods_that_are_not_for_them_to_choose(
    bancho: Bancho, freemods: bool, mods: str, player: str | None, sentence: str
) -> None:
    match = lobby(bancho, "Aika", "Mira", freemods=freemods)

    with pytest.raises(Mistake, match=f"^set_match_mods: {re.escape(sentence)}$"):
        bancho.set_match_mods(match, mods, player=player)


def test_mods_that_are_free_already(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", freemods=True)

    with pytest.raises(Mistake, match=r"^set_freemods: mods are free in match 1 already$"):
        bancho.set_freemods(match)
    bancho.set_freemods(match, freemods=False)
    with pytest.raises(Mistake, match=r"^set_freemods: mods are not free in match 1 already$"):
        bancho.set_freemods(match, freemods=False)


def test_mods_are_not_chosen_in_the_middle_of_a_play(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.start_match(match)

    with pytest.raises(Mistake, match=r"^set_match_mods: match 1 is playing; legal: finish_play, abort_match, "):
        bancho.set_match_mods(match, "HD")
