"""Opening, joining, leaving and closing matches: what get_match and get_player_status tell then."""

import re

import pytest

from mockbancho import Bancho, Mistake, NoSuchRow
from tests.actions.lobbies import lobby, online, places, shown, slots, status, told

IN_MATCH, LOBBY = (5, "", 0), (11, "", 0)


def test_who_opens_a_match_is_in_multiplayer(bancho: Bancho) -> None:
    lobby(bancho, "Aika", "Mira")

    assert (status(bancho, "Aika"), status(bancho, "Mira")) == (IN_MATCH, IN_MATCH)
    assert told(bancho)[-3:] == ["match_created", "match_joined", "match_joined"]


def test_who_joins_takes_the_lowest_open_slot_and_is_not_ready(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    online(bancho, "Zoe")
    bancho.leave_match("Mira")
    bancho.lock_slot(match, 1)

    bancho.join_match("Zoe", match)

    assert places(bancho) == {"0": "Aika", "2": "Zoe"}
    assert slots(bancho)["Zoe"] == "not_ready"
    assert status(bancho, "Zoe") == IN_MATCH


def test_whoever_joins_teams_is_red_and_blue_by_turns(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", team_type="team_vs")
    online(bancho, "Zoe")

    bancho.join_match("Zoe", match)

    assert [slot["team"] for slot in shown(bancho)["active_slots"].values()] == [2, 1, 2]


def test_a_full_match_cannot_be_joined(bancho: Bancho) -> None:
    names = [f"Player {number}" for number in range(16)]
    match = lobby(bancho, *names)
    online(bancho, "Zoe")

    with pytest.raises(Mistake, match=r"^join_match: match 1 has no open slot; legal: unlock_slot, kick$"):
        bancho.join_match("Zoe", match)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"online": False}, "player 4, 'Zoe', is offline; legal: go_online"),
        ({"online": True, "restricted": True}, "player 4, 'Zoe', is restricted and may join no match; legal: unrestrict"),
        ({"online": True, "silenced": True}, "player 4, 'Zoe', is silenced and may join no match until that is over"),
    ],
)  # fmt: skip
def test_some_may_join_no_match(bancho: Bancho, columns: dict[str, bool], sentence: str) -> None:
    match = lobby(bancho, "Aika")
    bancho.create.player(name="Zoe", **columns)  # type: ignore[arg-type]  # traits are flags

    with pytest.raises(Mistake, match=f"^join_match: {re.escape(sentence)}$"):
        bancho.join_match("Zoe", match)


def test_the_restricted_open_no_match(bancho: Bancho) -> None:
    zoe = bancho.create.player(name="Zoe", online=True, restricted=True)

    with pytest.raises(Mistake, match="player 3, 'Zoe', is restricted and may join no match"):
        bancho.create.match(host=zoe)


def test_who_plays_alone_finishes_before_joining(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    online(bancho, "Zoe")
    bancho.play_beatmap("Zoe")

    with pytest.raises(Mistake, match=r"^join_match: player 4, 'Zoe', is playing Lumen - Opener \[Hard\]; legal: "):
        bancho.join_match("Zoe", match)
    with pytest.raises(Mistake, match=r"^create\.match: player 4, 'Zoe', is playing Lumen - Opener \[Hard\]; legal: "):
        bancho.create.match(host="Zoe")


def test_what_somebody_does_meanwhile_stays_until_the_match_says_something_new(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.set_status("Mira", "afk")

    bancho.set_ready("Aika")
    assert status(bancho, "Mira") == (1, "", 0)

    bancho.set_match_mods(match, "HR")
    assert status(bancho, "Mira") == (5, "", 16)


def test_a_player_is_in_one_match(bancho: Bancho) -> None:
    lobby(bancho, "Aika")
    (zoe,) = online(bancho, "Zoe")
    second = bancho.create.match(host=zoe)

    with pytest.raises(Mistake, match=r"^join_match: player 3, 'Aika', is in match 1; legal: set_status, leave_match,"):
        bancho.join_match("Aika", second)


def test_a_host_who_leaves_hands_the_match_to_the_first_slot_that_has_a_player(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira", "Zoe")
    bancho.move_slot("Mira", 9)

    bancho.leave_match("Aika")

    assert shown(bancho)["host"] == {"id": 5, "name": "Zoe"}
    assert places(bancho) == {"2": "Zoe", "9": "Mira"}
    assert bancho.fresh(match).slots[0].status == 1
    assert status(bancho, "Aika") == LOBBY
    assert told(bancho)[-2:] == ["match_left", "host_changed"]


def test_a_match_closes_with_its_last_player_and_its_place_is_free_again(bancho: Bancho) -> None:
    lobby(bancho, "Aika")
    (zoe,) = online(bancho, "Zoe")
    bancho.create.match(host=zoe)

    bancho.leave_match("Aika")

    assert bancho.get("/get_match", id=1).status == 404
    assert told(bancho)[-1] == "match_closed"
    assert bancho.create.match(host="Aika").id == 1
    with pytest.raises(NoSuchRow, match=r"^join_match: match: no match 3"):
        bancho.join_match("Zoe", 3)


def test_who_logs_out_leaves_the_match(bancho: Bancho) -> None:
    lobby(bancho, "Aika", "Mira")

    bancho.go_offline("Aika")

    assert (shown(bancho)["host"]["name"], places(bancho)) == ("Mira", {"1": "Mira"})
    assert bancho.get("/get_player_status", name="Aika").json()["player_status"]["online"] is False


def test_the_last_player_who_logs_out_closes_the_match(bancho: Bancho) -> None:
    lobby(bancho, "Aika")

    bancho.go_offline("Aika")

    assert bancho.get("/get_match", id=1).status == 404


def test_a_referee_without_a_slot_stays_one_after_logging_out(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    online(bancho, "Zoe")
    bancho.add_referee(match, "Zoe")
    bancho.add_referee(match, "Mira")

    bancho.go_offline("Zoe")
    bancho.leave_match("Mira")

    assert shown(bancho)["refs"] == [{"id": 3, "name": "Aika"}, {"id": 5, "name": "Zoe"}]


def test_referees_come_and_go(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.add_referee(match, "Mira")
    with pytest.raises(Mistake, match="player 4, 'Mira', is a referee of match 1 already"):
        bancho.add_referee(match, "Mira")
    with pytest.raises(Mistake, match="player 3, 'Aika', is always a referee: the host of match 1"):
        bancho.remove_referee(match, "Aika")

    bancho.remove_referee(match, "Mira")

    assert shown(bancho)["refs"] == [{"id": 3, "name": "Aika"}]
    with pytest.raises(Mistake, match="player 4, 'Mira', is no referee of match 1"):
        bancho.remove_referee(match, "Mira")


def test_who_is_offline_becomes_no_referee(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    bancho.create.player(name="Zoe")

    with pytest.raises(Mistake, match="add_referee: player 4, 'Zoe', is offline; legal: go_online"):
        bancho.add_referee(match, "Zoe")


def test_another_player_is_made_the_host(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")

    bancho.change_host(match, "Mira")

    assert shown(bancho)["host"]["name"] == "Mira"
    with pytest.raises(Mistake, match="player 4, 'Mira', is the host of match 1 already"):
        bancho.change_host(match, "Mira")


def test_a_host_is_in_the_match(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    online(bancho, "Zoe")

    with pytest.raises(Mistake, match="player 4, 'Zoe', has no slot in match 1"):
        bancho.change_host(match, "Zoe")


def test_who_is_kicked_looks_at_the_list_of_matches(bancho: Bancho) -> None:
    lobby(bancho, "Aika", "Mira")

    bancho.kick("Mira")

    assert (places(bancho), status(bancho, "Mira")) == ({"0": "Aika"}, LOBBY)
    assert told(bancho)[-1] == "match_kicked"


def test_the_host_is_not_kicked(bancho: Bancho) -> None:
    lobby(bancho, "Aika")

    with pytest.raises(Mistake, match="player 3, 'Aika', is the host; legal: leave_match, or change_host first"):
        bancho.kick("Aika")


def test_who_is_in_no_match_leaves_none(bancho: Bancho) -> None:
    online(bancho, "Aika")

    with pytest.raises(Mistake, match=r"^leave_match: player 3, 'Aika', is online; legal: .*join_match"):
        bancho.leave_match("Aika")


def test_a_match_is_closed_in_the_middle_of_a_play(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.start_match(match)
    bancho.start_match(bancho.create.match(host=online(bancho, "Zoe")[0], beatmap="Opener"))

    bancho.close_match(match)
    bancho.advance("5m")

    assert bancho.get("/get_match", id=1).status == 404
    assert (status(bancho, "Aika"), status(bancho, "Mira")) == (LOBBY, LOBBY)
    assert [score.userid for score in bancho.scores] == [5]


def test_another_beatmap_is_chosen_and_nobody_is_ready(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika", "Mira")
    bancho.set_ready("Aika")
    bancho.report_no_map("Mira")
    taiko = bancho.create.beatmap(artist="Lumen", title="Drums", version="Oni", mode="taiko", file=False)

    bancho.change_beatmap(match, taiko)

    assert shown(bancho)["map"] == {"id": taiko.id, "md5": taiko.md5, "name": "Lumen - Drums [Oni]"}
    assert shown(bancho)["mode"] == 1
    assert slots(bancho) == {"Aika": "not_ready", "Mira": "not_ready"}


def test_a_host_who_is_choosing_has_no_beatmap(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")

    bancho.change_beatmap(match)

    assert shown(bancho)["map"] == {"id": -1, "md5": "", "name": ""}
    with pytest.raises(Mistake, match=r"^start_match: match 1 has no beatmap; legal: change_beatmap$"):
        bancho.start_match(match)
