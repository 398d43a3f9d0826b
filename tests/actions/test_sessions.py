"""Coming and going, statuses and watching: what the API then says, and what is refused."""

import re
from pathlib import Path

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.actions import presence
from mockbancho.actions.presence import LEGAL, Presence
from mockbancho.actions.verbs import VERBS
from mockbancho.osu.players import Action
from mockbancho.records import Session
from mockbancho.world.events import EVENTS

NOON = 1_719_835_200
"""What the clock of an empty world shows, in Unix seconds."""


def status_of(bancho: Bancho, name: str) -> dict[str, object]:
    shown = bancho.get("/get_player_status", name=name).json()["player_status"]["status"]
    beatmap = shown.pop("beatmap")
    return {**shown, "beatmap": beatmap and beatmap["id"]}


def kinds(bancho: Bancho) -> list[str]:
    return [event.kind for event in bancho.events]


def test_who_goes_online_idles_in_the_mode_that_they_prefer(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", preferred_mode="taiko", latest_activity=5)
    bancho.advance("1.5s")

    bancho.go_online("Aika")

    assert bancho.get("/get_player_status", name="Aika").json()["player_status"] == {
        "online": True,
        "login_time": NOON + 1.5,
        "status": {"action": 0, "info_text": "", "mode": 1, "mods": 0, "beatmap": None},
    }
    assert bancho.get("/get_player_count").json()["counts"]["online"] == 1
    assert bancho.players["Aika"].latest_activity == NOON + 1
    assert [(event.kind, event.player, event.at) for event in bancho.events] == [("player_online", 3, bancho.now)]


def test_a_mode_to_go_online_in_brings_its_mods(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")

    bancho.go_online("Aika", mode="osu_relax")

    assert bancho.sessions[3] == Session(id=3, login_time=NOON, mode=4, mods=128)


def test_who_goes_offline_was_last_seen_then(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")
    bancho.go_online("Aika")
    bancho.advance("90s")

    bancho.go_offline("Aika")

    assert bancho.get("/get_player_status", name="Aika").json()["player_status"] == {
        "online": False,
        "last_seen": NOON + 90,
    }
    assert bancho.get("/get_player_count").json()["counts"]["online"] == 0
    assert kinds(bancho) == ["player_online", "player_offline"]


def test_an_action_is_a_method_and_a_word(bancho: Bancho) -> None:
    aika, mira = bancho.create.player(name="Aika"), bancho.create.player(name="Mira")

    bancho.act("go_online", player="Aika")
    bancho.go_online(mira.id)
    bancho.go_offline(aika)

    assert [session.id for session in bancho.sessions] == [mira.id]


def test_the_first_login_verifies_a_player_who_is_then_found(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", unverified=True)
    bancho.create.player(name="Mira", unverified=True, restricted=True)

    bancho.go_online("Aika")
    bancho.go_online("Mira")

    assert bancho.get("/search_players", q="Aika").json()["results"] == 1
    assert [player.priv for player in bancho.players] == [3, 0]


def test_a_restricted_player_is_online_without_being_counted(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", restricted=True)

    bancho.go_online("Aika")

    assert bancho.get("/get_player_count").json()["counts"]["online"] == 0
    assert bancho.sessions[3].login_time == NOON


def test_who_goes_offline_leaves_the_match(bancho: Bancho) -> None:
    for name in ("Aika", "Mira"):
        bancho.create.player(name=name)
        bancho.go_online(name)
    bancho.create.match(host="Aika", players=["Mira"])

    bancho.go_offline("Aika")

    match = bancho.matches[1]
    assert (match.host, [slot.player for slot in match.slots[:2]]) == (4, [None, 4])


@pytest.mark.parametrize("action", Action, ids=lambda action: action.word)
def test_every_action_can_be_shown(bancho: Bancho, action: Action) -> None:
    bancho.create.player(name="Aika", online=True)

    bancho.set_status("Aika", action.word)

    assert status_of(bancho, "Aika")["action"] == action.value
    assert [(event.kind, event.player, event.text) for event in bancho.events] == [("status_changed", 3, action.word)]


def test_a_status_tells_of_a_beatmap_mode_and_mods(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    opener = bancho.create.beatmap(artist="Lumen", title="Opener", version="Hard")

    bancho.set_status("Aika", "editing", beatmap=opener, mode="catch", mods="HDDT")

    assert status_of(bancho, "Aika") == {
        "action": 3,
        "info_text": "Lumen - Opener [Hard]",
        "mode": 2,
        "mods": 72,
        "beatmap": opener.id,
    }


def test_a_pause_keeps_what_is_played_and_idling_does_not(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    opener = bancho.create.beatmap(artist="Lumen", title="Opener", version="Hard")
    bancho.set_status("Aika", "playing", beatmap=opener, mode="taiko", mods="HD", info_text="my own")

    bancho.set_status("Aika", "paused")
    paused = status_of(bancho, "Aika")
    bancho.set_status("Aika", "idle")

    assert paused == {"action": 10, "info_text": "my own", "mode": 1, "mods": 8, "beatmap": opener.id}
    assert status_of(bancho, "Aika") == {"action": 0, "info_text": "", "mode": 1, "mods": 0, "beatmap": None}


@pytest.mark.parametrize(
    ("mode", "mods", "shown"),
    [
        ("osu", "RX", (4, 128)),
        ("osu_relax", "HD", (4, 136)),
        ("catch", "RX", (6, 128)),
        ("osu", "AP", (8, 8192)),
        ("mania", "HDRX", (3, 8)),
        ("taiko", "AP", (1, 0)),
    ],
)
def test_mode_and_mods_of_a_status_tell_of_each_other(
    bancho: Bancho, mode: str, mods: str, shown: tuple[int, int]
) -> None:
    bancho.create.player(name="Aika", online=True)

    bancho.set_status("Aika", "idle", mode=mode, mods=mods)

    assert (bancho.sessions[3].mode, bancho.sessions[3].mods) == shown


def test_who_watches_shows_what_the_other_plays(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    bancho.create.player(name="User 2", online=True)
    goodbye = bancho.create.beatmap(artist="BLANKFIELD", title="Goodbye", version="Intense")
    bancho.set_status("User 2", "playing", beatmap=goodbye, mode="taiko_relax", mods="HD")

    bancho.watch("Aika", "User 2")

    assert status_of(bancho, "Aika") == {
        "action": 6,
        "info_text": "User 2 play BLANKFIELD - Goodbye [Intense]",
        "mode": 1,
        "mods": 0,
        "beatmap": goodbye.id,
    }
    assert [(event.kind, event.player, event.other, event.text) for event in bancho.events][1:] == [
        ("status_changed", 3, 4, "watching")
    ]


def test_watching_stays_with_the_beatmap_of_that_moment(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    bancho.create.player(name="Mira", online=True)
    bancho.watch("Aika", "Mira")

    bancho.set_status("Mira", "playing", beatmap=bancho.create.beatmap())

    assert status_of(bancho, "Aika") == {"action": 6, "info_text": "", "mode": 0, "mods": 0, "beatmap": None}


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("go_online", {"player": "Online"}, "go_online: player 4, 'Online', is online; legal: set_status, watch, play_beatmap, submit_score, create_match, join_match, go_offline"),
        ("go_online", {"player": "Player"}, "go_online: player 5, 'Player', is playing Lumen - Opener [Hard]; legal: set_status, submit_score, go_offline"),
        ("go_online", {"player": "Host"}, "go_online: player 6, 'Host', is in match 1; legal: set_status, leave_match, go_offline"),
        ("go_online", {"player": "Offline", "mode": "mania_relax"}, "go_online: mode: nobody plays mania_relax; the ruleset is mania"),
        ("go_offline", {"player": "Offline"}, "go_offline: player 3, 'Offline', is offline; legal: go_online"),
        ("go_offline", {"player": 1}, "go_offline: player 1, 'BanchoBot', is the bot, which is always online and does nothing else"),
        ("set_status", {"player": "Offline", "action": "afk"}, "set_status: player 3, 'Offline', is offline; legal: go_online"),
        ("set_status", {"player": "Online", "action": "afkk"}, "set_status: action: 'afkk' is no Action; did you mean 'afk'? Known: idle, afk, playing, editing, modding, multiplayer, watching, unknown, testing, submitting, paused, lobby, multiplaying, osu_direct"),
        ("set_status", {"player": "Online", "action": "afk", "mode": "taiko_autopilot"}, "set_status: mode: nobody plays taiko_autopilot; the ruleset is taiko"),
        ("watch", {"player": "Offline", "target": "Online"}, "watch: player 3, 'Offline', is offline; legal: go_online"),
        ("watch", {"player": "Player", "target": "Online"}, "watch: player 5, 'Player', is playing Lumen - Opener [Hard]; legal: set_status, submit_score, go_offline"),
        ("watch", {"player": "Host", "target": "Online"}, "watch: player 6, 'Host', is in match 1; legal: set_status, leave_match, go_offline"),
        ("watch", {"player": "Online", "target": "Offline"}, "watch: target: player 3, 'Offline', is offline; nobody can watch them"),
        ("watch", {"player": "Online", "target": "Online"}, "watch: target: 'Online' cannot watch themselves"),
    ],
)  # fmt: skip
def test_what_is_not_legal_is_refused_and_changes_nothing(
    bancho: Bancho, verb: str, arguments: dict[str, object], sentence: str
) -> None:
    bancho.world.put(bancho.create.player(name="Offline"))
    for name in ("Online", "Player", "Host"):
        bancho.create.player(name=name, online=True)
    bancho.world.put(bancho.players["Offline"].__class__(id=1, name="BanchoBot", safe_name="banchobot"))
    opener = bancho.create.beatmap(artist="Lumen", title="Opener", version="Hard")
    bancho.set_status("Player", "playing", beatmap=opener)
    bancho.create.match(host="Host")
    before = (list(bancho.sessions), list(bancho.players), bancho.events)

    with pytest.raises(Mistake) as caught:
        bancho.act(verb, **arguments)

    assert str(caught.value) == sentence
    assert (list(bancho.sessions), list(bancho.players), bancho.events) == before


def test_whatever_is_called_legal_is_a_verb() -> None:
    assert {verb for verbs in LEGAL.values() for verb in verbs} <= set(VERBS)
    assert set(LEGAL) == set(Presence)


def test_every_kind_of_event_is_listed_and_told_of() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(presence.__file__).parent.glob("*.py"))

    assert set(re.findall(r'tell\(\s*"(\w+)"', source)) <= set(EVENTS)
    assert [kind for kind in EVENTS if f'"{kind}"' not in source] == []
    assert len(set(EVENTS)) == len(EVENTS)
