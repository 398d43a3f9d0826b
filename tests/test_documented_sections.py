"""A walk through the API documentation (v4.3.2), section by section: the default world answers all that it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest

from mockbancho import Bancho
from mockbancho.api.app import Api
from mockbancho.contract import BANCHO_4_3_2, CONTRACTS
from mockbancho.records import BeatmapRecipe
from mockbancho.transports.direct import Reply, call
from tests.api.uploading import FORM, PNG, picture

DOCUMENTED: Final = json.loads((Path(__file__).parent / "api" / "documented.json").read_text("utf-8"))
SECTIONS: Final[dict[str, list[str]]] = DOCUMENTED["sections"]
SHOWN: Final = [(heading, request) for heading, requests in SECTIONS.items() for request in requests]
BODIES: Final = {"set_avatar": (FORM, picture(PNG)), "set_player_info": ("application/json", b'{"country": "be"}')}
each_request = pytest.mark.parametrize(("heading", "request_"), SHOWN)
in_both_contracts = pytest.mark.parametrize("contract", ["any", "4.3.2"])


@pytest.fixture
def bancho() -> Bancho:
    """The default world."""
    return Bancho()


def name_of(request: str) -> str:
    """The endpoint that a request is for."""
    return request.partition("?")[0].rpartition("/")[2]


def asked(bancho: Bancho, contract: str, request: str) -> Reply:
    """Return the answer to a documented request, which is sent with the key of `User` and with a body if it wants one."""
    method, target = request.split()
    content_type, body = BODIES.get(name_of(request), ("", b""))
    headers = {"authorization": bancho.players["User"].api_key or "", "content-type": content_type}
    beatmap = next(iter(bancho.world.rows(BeatmapRecipe))).id
    more: dict[str, Any] = {"id": beatmap} if name_of(request) == "calculate_pp" else {}
    api = Api(bancho.world, CONTRACTS[contract])
    reply = call(api, method, target, headers=headers.items(), body=body, **more)
    assert [noted.endpoint for noted in api.journal] == [name_of(request)]
    return reply


@in_both_contracts
@each_request
def test_what_a_section_shows_is_answered(heading: str, request_: str, contract: str, bancho: Bancho) -> None:
    reply = asked(bancho, contract, request_)

    assert reply.status == 200, f"{heading}: {reply.text}"
    assert reply.body


@in_both_contracts
def test_calculate_pp_returns_pp_for_a_beatmap(contract: str, bancho: Bancho) -> None:
    entries = asked(bancho, contract, "GET /api/calculate_pp").json()

    assert [entry["accuracy"] for entry in entries] == [100.0, 99.0, 98.0, 95.0]
    assert all(entry["performance"]["pp"] > 0 for entry in entries)


@in_both_contracts
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_set_avatar_updates_the_avatar_of_the_token_holder(method: str, contract: str, bancho: Bancho) -> None:
    reply = asked(bancho, contract, f"{method} /api/set_avatar")

    assert reply.json() == {"status": "success."}
    assert bancho.get("/3").body == PNG


@in_both_contracts
def test_get_friends_returns_the_friends_of_the_token_holder(contract: str, bancho: Bancho) -> None:
    friends = asked(bancho, contract, "GET /api/get_friends").json()["friends"]

    assert [friend["id"] for friend in friends] == [row.user2 for row in bancho.world.social.relationships_of(3)]
    assert {tuple(friend) for friend in friends} == {("id", "name", "country", "clan", "online")}


@in_both_contracts
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_set_player_info_updates_what_it_receives(method: str, contract: str, bancho: Bancho) -> None:
    before = asked(bancho, contract, "GET /get_player_info?id=3&scope=info").json()["player"]["info"]

    after = asked(bancho, contract, f"{method} /api/set_player_info").json()["player"]["info"]

    assert after == before | {"country": "be"}


def test_every_documented_example_and_sample_stands_in_a_section() -> None:
    shown = [request.removeprefix("GET ") for _, request in SHOWN]

    assert [request for request in DOCUMENTED["requests"] if request not in shown] == []
    assert {sample["heading"] for sample in DOCUMENTED["samples"]} <= set(SECTIONS)


def test_every_endpoint_that_is_known_from_the_documentation_stands_in_a_section() -> None:
    documented = [name for name, each in BANCHO_4_3_2.endpoints.items() if each.source.startswith("documentation")]

    assert sorted({name_of(request) for _, request in SHOWN}) == sorted(documented)
