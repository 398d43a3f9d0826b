"""The documents of both APIs: valid, true, and nothing that they allow, or forbid, breaks the server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from mockbancho import Bancho
from mockbancho.contract import CONTRACTS
from mockbancho.control.declared import ROUTES
from tests.control.asking import Asker, document

if TYPE_CHECKING:
    from mockbancho.contract import Contract


@pytest.mark.parametrize("name", ["control", *CONTRACTS])
def test_a_document_is_valid(name: str) -> None:
    OpenAPIV31SpecValidator(document(name)).validate()


def test_every_route_is_described() -> None:
    described = {(method, path) for path, item in document("control")["paths"].items() for method in item}

    assert described == {(route.method.lower(), route.path) for route in ROUTES}
    assert all(route.about for route in ROUTES)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_every_endpoint_of_a_contract_is_described(contract: Contract) -> None:
    found = document(contract.name)["paths"]

    assert {path.rpartition("/")[2] for path in found if not path.startswith("/v2")} == {
        name for name, endpoint in contract.endpoints.items() if not endpoint.path
    }
    assert {path for path in found if path.startswith("/v2")} == {
        endpoint.path for endpoint in contract.endpoints.values() if endpoint.path
    }


def test_a_parameter_is_described_with_its_bounds() -> None:
    parameters = {each["name"]: each for each in document("5.3")["paths"]["/get_player_scores"]["get"]["parameters"]}

    assert parameters["scope"] == {
        "name": "scope",
        "in": "query",
        "required": True,
        "schema": {"type": "string", "enum": ["recent", "best"]},
    }
    assert parameters["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 100, "default": 25}


def test_an_unknown_contract_names_the_nearest(control: Asker) -> None:
    assert control.refusal("GET", "/openapi/5.4.json") == (
        404,
        "there is no contract '5.4'; did you mean '5.3'?; known: any, 5.3, 4.3.2",
    )


@pytest.mark.parametrize("of", ["control", *CONTRACTS, ""])
def test_a_page_shows_a_document_and_loads_nothing_from_elsewhere(control: Asker, of: str) -> None:
    reply = control.ask("GET", f"/docs?of={of}")

    addresses = re.findall(r'(?:href|src)="([^"]*)"', reply.text)
    assert (reply.status, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "script-src 'self'" in reply.headers["content-security-policy"]
    assert [each for each in addresses if "//" in each] == []
    assert "<script" not in reply.text
    assert "<style" not in reply.text
    assert control.ask("GET", "/docs.css").headers["content-type"] == "text/css; charset=utf-8"
    assert '<link rel="icon" href="icon.svg">' in reply.text  # or browsers ask the fake API for /favicon.ico


ASKED = {
    "get_player_info": "scope=all&id=3",
    "get_player_status": "id=3",
    "get_player_scores": "scope=best&id=3",
    "get_player_most_played": "id=3",
    "get_map_info": "id=1172819",
    "get_map_scores": "scope=best&id=1172819",
    "get_score_info": "id=1731",
    "get_match": "id=1",
    "get_clan": "id=1",
    "get_mappool": "id=1",
    "search_players": "q=a",
    "calculate_pp": "id={beatmap}",
}
"""Questions that the default world answers with 200."""


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=list(CONTRACTS))
def test_answers_are_as_the_document_says(contract: Contract) -> None:
    bancho = Bancho(contract=contract.name)
    key = bancho.act("create_api_key", player=3)
    ids = {"player_id": 3, "mode": 0, "map_id": 1172819, "score_id": 1731, "clan_id": 1, "beatmap": _with_file(bancho)}
    described = document(contract.name)["paths"]
    statuses: dict[str, int] = {}

    for endpoint in contract.endpoints.values():
        if "GET" in endpoint.methods and endpoint.name != "get_replay":
            path = contract.paths(endpoint)[0].format(**ids)
            query = ASKED.get(endpoint.name, "").format(**ids)
            reply = bancho.get(f"{path}?{query}", headers={"authorization": f"Bearer {key}"})
            statuses[endpoint.name] = reply.status
            schema = described[endpoint.path or f"/{endpoint.name}"]["get"]["responses"]["200"]["content"]
            jsonschema.Draft202012Validator(schema["application/json"]["schema"]).validate(reply.json())

    assert set(statuses.values()) == {200}


def _with_file(bancho: Bancho) -> int:
    made = bancho.create.beatmap(title="Opener", status="ranked")
    return made.id


def _key_of(made: Any) -> str:  # noqa: ANN401  # a row or a text
    return str(getattr(made, "api_key", made))
