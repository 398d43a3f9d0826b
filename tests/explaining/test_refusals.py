"""Requests that are refused: wrong parameters, modes, keys, methods and paths, and what crashes the real server."""

from __future__ import annotations

import pytest

from tests.explaining.explaining import Explainer, hints
from tests.rows import match, player

KEY = "11111111-2222-4333-8444-555555555555"
NAME = "a name of 2 to 15 letters, digits, spaces and any of _[]-"


@pytest.mark.parametrize("contract", ["any", "4.3.2"])
def test_every_wrong_parameter_is_told_in_words(contract: str) -> None:
    told = Explainer()("/get_player_scores?scope=bst&id=2&name=a&limit=many&include_loved=perhaps", contract)

    assert (told.status, told.says) == (422, "5 parameters are refused")
    assert told.why == (
        "scope='bst' is refused: it takes one of recent, best; did you mean 'best'?",
        "id='2' is refused: it takes a whole number from 3 to 2147483647",
        f"name='a' is refused: it takes {NAME}",
        "limit='many' is refused: it takes a whole number from 1 to 100",
        "include_loved='perhaps' is refused: it takes true or false",
    )


def test_a_missing_parameter() -> None:
    told = Explainer()("/get_score_info?score_id=3")

    assert (told.status, told.says) == (422, "1 parameter is refused")
    assert told.why == (
        "id is missing, and required: a whole number from 0 to 9223372036854775807",
        "the parameter 'score_id' is ignored, as bancho.py does: it takes id",
    )


def test_texts_of_a_length_and_numbers_of_a_list() -> None:
    explained = Explainer()

    assert explained("/get_map_info?md5=abc").why == ("md5='abc' is refused: it takes exactly 32 characters",)
    assert explained("/calculate_pp?id=3&acc=x").why == ("acc='x' is refused: it takes a number",)


def test_a_name_in_place_of_an_id() -> None:
    told = Explainer(player(3, name="Aika"))("/get_player_info?id=aika&scope=all")

    assert hints(told) == {"/get_player_info?scope=all&name=Aika": "Aika is a name"}


def test_both_id_and_name() -> None:
    told = Explainer()("/get_player_info?scope=all&id=3&name=Aika")

    assert (told.status, told.says) == (400, "Must provide either id OR name!")
    assert told.why == ("both id and name are given, and it takes one of them",)
    assert hints(told) == {
        "/get_player_info?scope=all&id=3": "by id",
        "/get_player_info?scope=all&name=Aika": "by name",
    }


@pytest.mark.parametrize("path", ["/get_player_status", "/get_player_most_played"])
def test_neither_id_nor_name(path: str) -> None:
    told = Explainer(player(1, name="Bot"), player(3, name="Aika"))(path)

    assert told.status == 400
    assert told.why == ("neither id nor name is given",)
    assert hints(told) == {f"{path}?id=3": "Aika, for example"}


def test_neither_id_nor_md5() -> None:
    told = Explainer()("/get_map_info")

    assert (told.status, told.why) == (400, ("neither id nor md5 is given",))


def test_a_mode_of_the_numbering_alone() -> None:
    told = Explainer()("/get_leaderboard?mode=9")

    assert (told.status, told.says) == (400, "Invalid gamemode.")
    assert told.why == ("mode 9 exists in the numbering alone; there are 0, 1, 2, 3, 4, 5, 6 and 8 (autopilot is 8)",)
    assert hints(told) == {"/get_leaderboard?mode=1": "the same ruleset without Relax or Autopilot"}


@pytest.mark.parametrize(
    ("contract", "path", "status", "form"),
    [
        ("any", "/calculate_pp?id=3", 400, "Authorization: KEY"),
        ("any", "/get_friends", 400, "Authorization: KEY"),
        ("5.3", "/v1/calculate_pp?id=3", 401, "Authorization: Bearer KEY"),
    ],
)
def test_a_key_that_is_missing(contract: str, path: str, status: int, form: str) -> None:
    told = Explainer(player(3, name="Aika", api_key=KEY), player(4))(path, contract)

    assert told.status == status
    assert told.why == (f"it needs an API key, in the header {form!r}", "players with a key: Aika")


def test_a_key_that_nobody_has() -> None:
    told = Explainer(player(3))("/get_friends", key="Bearer wrong")

    assert (told.status, told.says) == (401, "Unknown authorization token.")
    assert told.why == (
        "nobody has the API key that the header has; it is sent as 'Authorization: KEY', and letter case counts",
        "no player of this world has a key",
    )


def test_a_wrong_method() -> None:
    told = Explainer()("/set_avatar")

    assert (told.status, told.says) == (405, "GET is not what this endpoint answers: it takes POST and PUT")


def test_what_would_change_the_world_is_not_done() -> None:
    told = Explainer(player(3, name="Aika", api_key=KEY))("/set_player_info", method="post", key=KEY)

    assert told.request == "POST /set_player_info"
    assert told.says == "set_player_info changes the account of Aika, if what is sent is fine; nothing was done"


def test_what_may_not_change_the_world() -> None:
    told = Explainer(player(3, priv=2, api_key=KEY))("/set_player_info", method="POST", key=KEY)

    assert (told.status, told.says) == (403, "You are restricted.")


@pytest.mark.parametrize(
    ("contract", "path", "why", "instead"),
    [
        ("any", "/get_playr_info?id=3", (), {"/get_player_info?id=3": "the nearest path"}),
        (
            "5.3",
            "/get_player_info?id=3",
            ("this path is one of contract any and 4.3.2, not of contract 5.3",),
            {"/v1/get_player_info?id=3": "the nearest path"},
        ),
        (
            "5.3",
            "/v1/get_friends",
            ("this path is one of contract any, not of contract 5.3", "the paths of contract 5.3 are /v1/…"),
            {},
        ),
        ("4.3.2", "/nothing", ("the paths of contract 4.3.2 are /…",), {}),
        ("any", "/v2/players/3/statuz", ("the nearest path is /v2/players/{player_id}/status",), {}),
    ],
)
def test_a_path_that_no_endpoint_has(contract: str, path: str, why: tuple[str, ...], instead: dict[str, str]) -> None:
    told = Explainer()(path, contract)

    assert (told.status, told.says) == (404, f"no endpoint of contract {contract} has this path")
    assert (told.why, hints(told)) == (why, instead)


def test_paths_beside_the_endpoints() -> None:
    explained = Explainer()

    assert [(told.status, told.says) for told in map(explained, ("/get_clan/?id=1", "/3.png", "/"))] == [
        (307, "a redirect to /get_clan: no path ends with a slash"),
        (200, "a player's avatar; who has none gets one that is made for them"),
        (404, "no endpoint; a browser gets a page of links"),
    ]


def test_a_crash_of_the_real_server() -> None:
    told = Explainer(player(3), match(1, host=3))("/v1/get_match?id=1", "5.3")

    assert told.status == 500
    assert told.says == "bancho.py 5.3.0 crashes here, so contract 5.3 does: the host of the match is not online"
    assert told.why == ("contract any answers what the endpoint's author meant",)
