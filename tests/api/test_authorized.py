"""Endpoints that look at an API key: where they are, and what they say to who has none that counts."""

import pytest

from mockbancho.world.journal import Source
from mockbancho.world.world import World
from tests.api.asking import Asker, in_the_new_contracts, outcome
from tests.api.uploading import KEY
from tests.rows import player, restricted_player

EVERY_PREFIX = ["", "/v1", "/api", "/api/v1"]
ASKED = [
    ("GET", "calculate_pp?id=3"),
    ("GET", "get_friends"),
    ("POST", "set_avatar"),
    ("PUT", "set_avatar"),
    ("POST", "set_player_info"),
    ("PUT", "set_player_info"),
]
NO_KEY = (400, {"status": "Must provide authorization token."})
UNKNOWN_KEY = (401, {"status": "Unknown authorization token."})
each_asked = pytest.mark.parametrize(("method", "target"), ASKED)
documented_only = pytest.mark.parametrize(("method", "target"), ASKED[1:])


@pytest.fixture
def ask() -> Asker:
    """Who asks a world where player 3 has a key, and player 4 has one and is restricted."""
    return Asker(World.build([player(3, api_key=KEY), restricted_player(4, api_key="restricted"), player(5)]))


@each_asked
@pytest.mark.parametrize("prefix", EVERY_PREFIX)
def test_any_has_every_documented_endpoint_on_every_prefix(prefix: str, method: str, target: str, ask: Asker) -> None:
    answer = ask.send(method, f"{prefix}/{target}")

    assert outcome(answer) == NO_KEY


@each_asked
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_4_3_2_has_every_documented_endpoint_on_both_prefixes(
    prefix: str, method: str, target: str, ask: Asker
) -> None:
    answer = ask.send(method, f"{prefix}/{target}", "4.3.2")

    assert outcome(answer) == NO_KEY


@pytest.mark.parametrize("path", ["/api/get_player_count", "/v1/calculate_pp", "/api/v1/set_avatar"])
def test_4_3_2_has_no_other_prefixes(path: str, ask: Asker) -> None:
    answer = ask.send("GET", path, "4.3.2")

    assert outcome(answer) == (404, {"detail": "Not Found"})


def test_5_3_has_calculate_pp(ask: Asker) -> None:
    answer = ask.send("GET", "/v1/calculate_pp?id=3", "5.3")

    assert outcome(answer) == (401, {"status": "Invalid API key."})


@documented_only
@pytest.mark.parametrize("prefix", EVERY_PREFIX)
def test_5_3_has_lost_the_others(prefix: str, method: str, target: str, ask: Asker) -> None:
    answer = ask.send(method, f"{prefix}/{target}", "5.3")

    assert outcome(answer) == (404, {"detail": "Not Found"})


@documented_only
@pytest.mark.parametrize("contract", ["any", "4.3.2"])
@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("", NO_KEY),
        (KEY[:-1], UNKNOWN_KEY),
        (KEY.upper(), UNKNOWN_KEY),
        (f"Basic {KEY}", UNKNOWN_KEY),
        ("Bearer", UNKNOWN_KEY),
        ("Bearer ", UNKNOWN_KEY),
        (f"Bearer {KEY}x", UNKNOWN_KEY),
        (f"Bearer: {KEY}", UNKNOWN_KEY),
    ],
)
def test_a_key_that_is_nobody_s_is_refused(
    header: str, said: tuple[int, object], contract: str, method: str, target: str, ask: Asker
) -> None:
    answer = ask.send(method, f"/{target}", contract, headers=[("authorization", header)])

    assert outcome(answer) == said
    assert list(ask.world.events) == []


@pytest.mark.parametrize("contract", ["any", "4.3.2"])
@pytest.mark.parametrize("header", [KEY, f"Bearer {KEY}", f"bearer {KEY}", f"BEARER  {KEY}"])
def test_a_key_counts_as_it_is_and_after_bearer(header: str, contract: str, ask: Asker) -> None:
    answer = ask.send("GET", "/get_friends", contract, headers=[("authorization", header)])

    assert outcome(answer) == (200, {"status": "success", "friends": []})


@pytest.mark.parametrize("space", ["\t", "\x0b", "\x0c", "\x1c", "\x85", "\xa0"])
@pytest.mark.parametrize("around", ["Bearer {space}{key}", "Bearer {key}{space}"])
@in_the_new_contracts
def test_white_space_of_every_kind_around_a_key_is_cut_off(contract: str, around: str, space: str, ask: Asker) -> None:
    header = around.format(space=space, key=KEY)

    answer = ask.send("GET", "/v1/calculate_pp?id=0", contract, headers=[("authorization", header)])

    assert outcome(answer) == (400, {"status": "Beatmap not found."})


@in_the_new_contracts
def test_the_first_of_two_keys_counts(contract: str, ask: Asker) -> None:
    known, unknown = ("authorization", f"Bearer {KEY}"), ("authorization", "Bearer nobody")

    answers = [
        ask.send("GET", "/v1/calculate_pp?id=0", contract, headers=headers)
        for headers in ([known, unknown], [unknown, known])
    ]

    assert [answer.status for answer in answers] == [400, 401]


@pytest.mark.parametrize(("method", "target"), ASKED[2:])
def test_a_restricted_owner_may_not_write(method: str, target: str, ask: Asker) -> None:
    answer = ask.send(method, f"/{target}", headers=[("authorization", "restricted")])

    assert outcome(answer) == (403, {"status": "You are restricted."})


@pytest.mark.parametrize(
    ("method", "name", "allow"),
    [
        ("POST", "calculate_pp", "GET"),
        ("POST", "get_friends", "GET"),
        ("GET", "set_avatar", "POST, PUT"),
        ("DELETE", "set_player_info", "POST, PUT"),
    ],
)
def test_another_method_is_told_which_is_allowed(method: str, name: str, allow: str, ask: Asker) -> None:
    answer = ask.send(method, f"/{name}")

    assert outcome(answer) == (405, {"detail": "Method Not Allowed"})
    assert answer.headers["allow"] == allow


@documented_only
def test_the_journal_tells_of_a_refusal(method: str, target: str, ask: Asker) -> None:
    ask.send(method, f"/{target}")

    noted = ask.last_call()
    assert (noted.endpoint, noted.status, noted.source) == (target, 400, Source.WORLD)
    assert noted.reason == "Must provide authorization token."
