"""set_player_info: what is received is changed, all of it or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockbancho import Bancho
from mockbancho.records import Player
from mockbancho.world.world import World
from tests.api.asking import Asker, asking, outcome
from tests.api.uploading import FORM, KEY, Pieces, body_of, form, part, uploaded, with_key
from tests.rows import player, restricted_player, stats

in_both_contracts = pytest.mark.parametrize("contract", ["any", "4.3.2"])
JSON = "application/json"
URLENCODED = "application/x-www-form-urlencoded"
KNOWN = "name, country, preferred_mode, play_style, userpage_content, custom_badge_name, custom_badge_icon"
LETTERS = "2 to 15 letters, digits, spaces, '_', '-', '[' and ']'"
EVERYTHING = {
    "name": "Aika",
    "country": "FR",
    "preferred_mode": 3,
    "play_style": 5,
    "userpage_content": "Hello, [b]world[/b]! Ünïcode",
    "custom_badge_name": "Finalist",
    "custom_badge_icon": "fa-trophy",
}
CHANGED = EVERYTHING | {"safe_name": "aika", "country": "fr"}


@pytest.fixture
def ask() -> Asker:
    """Who asks a world of two players and a restricted one."""
    rows = player(3, api_key=KEY, userpage_content="old"), player(4), restricted_player(5, api_key="restricted")
    return Asker(World.build(rows))


def columns(ask: Asker) -> dict[str, Any]:
    """Player 3's columns that can be changed, with the safe name."""
    row = ask.world.players.get(3)
    return {name: getattr(row, name) for name in CHANGED}


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("path", ["/set_player_info", "/v1/set_player_info", "/api/set_player_info"])
def test_what_is_received_is_changed_and_answered_in_5_3_s_shape(path: str, method: str, ask: Asker) -> None:
    answer = ask.send(method, path, headers=with_key(JSON), body=json.dumps(EVERYTHING).encode())

    assert columns(ask) == CHANGED
    assert outcome(answer) == (200, ask("/get_player_info", id=3, scope="info").json())
    assert answer.json()["player"]["info"]["name"] == "Aika"


def test_4_3_2_answers_in_the_documentation_s_shape(ask: Asker) -> None:
    answer = ask.send("PUT", "/api/set_player_info", "4.3.2", headers=with_key(JSON), body=b'{"country": "fr"}')

    info = {"id": 3, "name": "Player 3", "safe_name": "player_3", "priv": 3, "clan_id": 0, "country": "fr"}
    ends = {"silence_end": 0, "donor_end": 0, "preferred_mode": 0}
    assert outcome(answer) == (200, {"status": "success", "player": {"info": info | ends}})


@in_both_contracts
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (JSON, b'{"userpage_content": "a & b", "play_style": 2, "preferred_mode": 8}'),
        ("application/json; charset=utf-8", b'{"userpage_content": "a & b", "play_style": "2", "preferred_mode": "8"}'),
        ("text/plain", b' {"userpage_content": "a & b", "play_style": 2, "preferred_mode": 8}'),
        (URLENCODED, b'{"userpage_content": "a & b", "play_style": 2, "preferred_mode": 8}'),
        (URLENCODED, b"userpage_content=a+%26%20b&play_style=02&preferred_mode=8.0"),
        ("", b"userpage_content=a+%26%20b&play_style=2&preferred_mode=8"),
        (FORM, form(part("userpage_content", b"a & b"), part("play_style", b"2"), part("preferred_mode", b"8"))),
    ],
)
def test_json_and_forms_tell_the_same(content_type: str, body: bytes, contract: str, ask: Asker) -> None:
    answer = ask.send("POST", "/set_player_info", contract, headers=with_key(content_type), body=body)

    assert answer.status == 200
    assert [columns(ask)[name] for name in ("userpage_content", "play_style", "preferred_mode")] == ["a & b", 2, 8]


@pytest.mark.parametrize(
    ("content_type", "body", "value"),
    [
        (JSON, b'{"userpage_content": null}', None),
        (JSON, b'{"userpage_content": ""}', ""),
        (URLENCODED, b"userpage_content=", ""),
        (URLENCODED, "userpage_content=Zoë".encode(), "Zoë"),
        (FORM, form(part("userpage_content", "Zoë".encode())), "Zoë"),
        (JSON, b"{}", "old"),
    ],
)
def test_a_text_may_be_empty_or_gone(content_type: str, body: bytes, value: str | None, ask: Asker) -> None:
    answer = ask.send("POST", "/set_player_info", headers=with_key(content_type), body=body)

    assert answer.status == 200
    assert columns(ask)["userpage_content"] == value


@pytest.mark.parametrize(("name", "safe"), [("PLAYER 3", "player_3"), ("Player 3", "player_3"), ("[x]", "[x]")])
def test_a_name_may_stay_or_change_its_letters(name: str, safe: str, ask: Asker) -> None:
    answer = ask.send("POST", "/set_player_info", headers=with_key(JSON), body=json.dumps({"name": name}).encode())

    assert answer.status == 200
    assert (columns(ask)["name"], columns(ask)["safe_name"]) == (name, safe)


@in_both_contracts
@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"nmae": "Aika"}, f"unknown key 'nmae'; did you mean 'name'? Known: {KNOWN}."),
        ({"priv": 31}, f"unknown key 'priv'. Known: {KNOWN}."),
        ({"player": 4}, f"unknown key 'player'; did you mean 'play_style'? Known: {KNOWN}."),
        ({"x" * 40: 1}, f"unknown key '{'x' * 32}'. Known: {KNOWN}."),
        ({"name": "x"}, f"name: expected {LETTERS}, got 'x'."),
        ({"name": "x" * 16}, f"name: expected {LETTERS}, got '{'x' * 16}'."),
        ({"name": "Ai\nka"}, f"name: expected {LETTERS}, got 'Ai\\nka'."),
        ({"name": "a_b c"}, "name: expected '_' or spaces, not both, got 'a_b c'."),
        ({"name": 12}, "name: expected str, got int 12."),
        ({"name": None}, "name: expected str, got None."),
        ({"country": "nld"}, "country: expected str of 2 characters, got str 'nld'."),
        ({"country": "1é"}, "country: expected two letters from a to z, such as 'jp', got '1é'."),
        ({"preferred_mode": 7}, "Invalid gamemode."),
        ({"preferred_mode": 12}, "Invalid gamemode."),
        ({"preferred_mode": -1}, "Invalid gamemode."),
        ({"preferred_mode": "taiko"}, 'preferred_mode: expected a whole number, got "taiko".'),
        ({"preferred_mode": True}, "preferred_mode: expected a whole number, got true."),
        ({"preferred_mode": [1]}, "preferred_mode: expected a whole number, got [1]."),
        ({"play_style": None}, "play_style: expected a whole number, got null."),
        ({"play_style": 1.5}, "play_style: expected a whole number, got 1.5."),
        ({"play_style": "9" * 5000}, f'play_style: expected a whole number, got "{"9" * 31}.'),
        ({"play_style": -1}, "play_style: expected int from 0 to 2147483647, got int -1."),
        ({"play_style": 2**31}, "play_style: expected int from 0 to 2147483647, got int 2147483648."),
        ({"custom_badge_name": "x" * 17}, f"custom_badge_name: expected str of at most 16 characters, got str '{'x' * 17}'."),
        ({"custom_badge_icon": 5}, "custom_badge_icon: expected str, got int 5."),
        ({"userpage_content": {}}, "userpage_content: expected str, got a dict."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    told: dict[str, object], words: str, contract: str, ask: Asker
) -> None:
    before = columns(ask)
    body = json.dumps({"userpage_content": "new"} | told).encode()

    answer = ask.send("POST", "/set_player_info", contract, headers=with_key(JSON), body=body)

    assert outcome(answer) == (400, {"status": words})
    assert (columns(ask), list(ask.world.events)) == (before, [])


@pytest.mark.parametrize("name", ["Player 4", "pLAYER_4"])
def test_the_name_of_another_player_is_taken(name: str, ask: Asker) -> None:
    body = json.dumps({"userpage_content": "new", "name": name}).encode()
    before = columns(ask)

    answer = ask.send("POST", "/set_player_info", headers=with_key(JSON), body=body)

    assert outcome(answer) == (409, {"status": "name: 'Player 4' is taken."})
    assert columns(ask) == before


@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        (JSON, b"", "must provide a JSON object or a form."),
        ("", b"", "must provide a JSON object or a form."),
        (JSON, b"[]", "the body is no JSON object."),
        (JSON, b'"name"', "the body is no JSON object."),
        (JSON, b"{", "the body is no JSON object: Input data was truncated."),
        (JSON, b'{"a":' * 12_000, "the body is no JSON object: maximum recursion depth exceeded while deserializing an object."),
        (JSON, b'{"name": "\xff"}', "the body is no JSON object: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte."),
        (URLENCODED, b"name", f"name: expected {LETTERS}, got ''."),
        (FORM, form(part("name", b"x" * 70_000)), "the body is too large (max 64KB)."),
        (FORM, form(part("name", b"Aika"))[:-5], "the multipart body ends before its last boundary."),
        ("multipart/form-data", form(), "the content-type names no boundary of 1 to 70 characters."),
    ],
)  # fmt: skip
def test_bodies_that_tell_nothing_are_refused(content_type: str, body: bytes, words: str, ask: Asker) -> None:
    answer = ask.send("POST", "/set_player_info", headers=with_key(content_type), body=body)

    assert outcome(answer) == (400, {"status": words})


def test_a_body_that_is_declared_to_be_too_large_is_refused_unread(ask: Asker) -> None:
    pieces = Pieces([], cut_off=True)

    said = uploaded(ask.api(), pieces, "/set_player_info", content_length="65537")

    assert (said[0]["status"], body_of(said)) == (400, b'{"status":"the body is too large (max 64KB)."}')


def test_a_restricted_owner_may_not_write(ask: Asker) -> None:
    answer = ask.send("POST", "/set_player_info", headers=with_key(JSON, "restricted"), body=b'{"country": "fr"}')

    assert outcome(answer) == (403, {"status": "You are restricted."})
    assert ask.world.players.get(5) == restricted_player(5, api_key="restricted")


def test_who_moves_to_another_country_is_ranked_there() -> None:
    ask = asking(player(3, api_key=KEY), player(4, country="fr"), stats(3, pp=10), stats(4, pp=20))
    before = ask("/get_player_info", id=3, scope="stats").json()["player"]["stats"]["0"]

    ask.send("POST", "/set_player_info", headers=with_key(JSON), body=b'{"country": "fr"}')
    after = ask("/get_player_info", id=3, scope="stats").json()["player"]["stats"]["0"]

    assert (before["rank"], before["country_rank"]) == (2, 1)
    assert (after["rank"], after["country_rank"]) == (2, 2)


def test_a_change_is_told_and_happens_again_after_a_rewind() -> None:
    with Bancho(players=0) as bancho:
        key = bancho.create.api_key(bancho.create.player(name="Aika", country="jp"))
        bancho.advance(60)
        bancho.put("/set_player_info", headers=dict(with_key(JSON, key)), body=b'{"name": "Mira", "country": "fr"}')
        told = [(event.kind, event.player, event.text) for event in bancho.events]

        bancho.seek(59)
        before: Player = bancho.players[3]
        bancho.seek(60)

        assert told == [("player_renamed", 3, "Aika"), ("player_info_changed", 3, "country")]
        assert (before.name, before.country) == ("Aika", "jp")
        assert (bancho.players[3].name, bancho.players[3].country) == ("Mira", "fr")


def test_5_3_has_no_such_endpoint(ask: Asker) -> None:
    answer = ask.send("PUT", "/v1/set_player_info", "5.3", headers=with_key(JSON), body=b'{"country": "fr"}')

    assert outcome(answer) == (404, {"detail": "Not Found"})
