"""The contracts are data, and the code knows all of it: no more and no less."""

import re
from itertools import chain
from pathlib import Path

import pytest

from mockbancho.api.endpoint import Reading
from mockbancho.api.endpoints import ENDPOINTS
from mockbancho.api.routes import Paths
from mockbancho.api.writer import Writer
from mockbancho.contract import (
    ANY,
    BANCHO_4_3_2,
    BANCHO_5_3,
    CONTRACTS,
    Boolean,
    Choice,
    Column,
    Contract,
    Endpoint,
    Integer,
    Name,
    Parameter,
    Reals,
    Rule,
    Text,
    columns,
    get_contract,
    table_of,
)
from mockbancho.contract.shapes import SHAPES_4, SHAPES_5
from mockbancho.errors import Mistake
from mockbancho.learning.forms import RECORDS

PACKAGE = Path(__file__).parent.parent / "mockbancho"
EVERY_CONTRACT = pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS)
EVERY_ENDPOINT = pytest.mark.parametrize(
    ("contract", "endpoint"),
    [(contract, endpoint) for contract in CONTRACTS.values() for endpoint in contract.endpoints.values()],
    ids=lambda value: value.name,
)


def sources() -> dict[Path, str]:
    """The text of every module of the package."""
    return {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}


# --- endpoints -------------------------------------------------------------------------------------------------------


def test_every_endpoint_of_a_contract_has_a_function_and_every_function_a_contract() -> None:
    named = set(chain.from_iterable(contract.endpoints for contract in CONTRACTS.values()))

    assert named == set(ENDPOINTS)


def test_any_answers_whatever_another_contract_answers() -> None:
    assert set(ANY.endpoints) == set(BANCHO_5_3.endpoints) | set(BANCHO_4_3_2.endpoints)


@EVERY_ENDPOINT
def test_a_query_has_a_field_for_every_parameter_in_its_order(contract: Contract, endpoint: Endpoint) -> None:
    found = ENDPOINTS[endpoint.name]
    fields = found.query.__struct_fields__ if isinstance(found, Reading) else ()

    assert fields == tuple(parameter.name for parameter in endpoint.parameters)


@EVERY_ENDPOINT
def test_a_default_is_of_the_parameter_s_kind(contract: Contract, endpoint: Endpoint) -> None:
    assert [p.name for p in endpoint.parameters if not _is_default(p)] == []


def _is_default(parameter: Parameter) -> bool:
    """Whether the default could have been sent; none is one for what may be missing."""
    value = parameter.default
    match parameter.kind:
        case _ if value is None or parameter.required:
            return value is None
        case Integer(ge, le):
            return type(value) is int and (ge is None or value >= ge) and (le is None or value <= le)
        case Choice(options):
            return value in options
        case Boolean():
            return isinstance(value, bool)
        case Reals():
            return isinstance(value, tuple) and all(type(number) is float for number in value)
        case Text() | Name():
            return isinstance(value, str)


@EVERY_ENDPOINT
def test_a_parameter_in_the_path_stands_there(contract: Contract, endpoint: Endpoint) -> None:
    in_path = [parameter.name for parameter in endpoint.parameters if parameter.in_path]

    assert [re.findall(r"{(\w+)}", path) for path in contract.paths(endpoint)] == [in_path] * len(
        contract.paths(endpoint)
    )
    assert all(parameter.required for parameter in endpoint.parameters if parameter.in_path)


@EVERY_ENDPOINT
def test_an_endpoint_names_where_it_is_known_from(contract: Contract, endpoint: Endpoint) -> None:
    assert re.match(r"(documentation|recordings) ", endpoint.source)


@EVERY_ENDPOINT
def test_every_path_leads_to_its_endpoint(contract: Contract, endpoint: Endpoint) -> None:
    paths = [re.sub(r"{\w+}", "7", path) for path in contract.paths(endpoint)]

    found = [Paths(contract).find(path) for path in paths]

    assert paths
    assert [place.bound.endpoint for place in found if place] == [endpoint] * len(paths)


@EVERY_CONTRACT
def test_an_endpoint_stands_under_its_own_name(contract: Contract) -> None:
    assert [endpoint.name for endpoint in contract.endpoints.values()] == list(contract.endpoints)


def test_the_paths_of_each_contract() -> None:
    endpoint, authorized = ANY.endpoints["get_clan"], ANY.endpoints["get_friends"]

    assert ANY.paths(endpoint) == ["/get_clan", "/v1/get_clan", "/api/get_clan", "/api/v1/get_clan"]
    assert BANCHO_5_3.paths(endpoint) == ["/v1/get_clan"]
    assert BANCHO_4_3_2.paths(endpoint) == ["/get_clan"]
    assert BANCHO_4_3_2.paths(authorized) == ["/get_friends", "/api/get_friends"]
    assert ANY.paths(ANY.endpoints["v2_clan"]) == ["/v2/clans/{clan_id}"]


def test_the_second_version_of_the_api_is_as_old_as_5_3() -> None:
    assert [name for name in BANCHO_4_3_2.endpoints if name.startswith("v2")] == []
    assert len([name for name in BANCHO_5_3.endpoints if name.startswith("v2")]) == 11


def test_four_endpoints_look_at_an_api_key() -> None:
    found = [endpoint.name for endpoint in ANY.endpoints.values() if endpoint.needs_key]

    assert found == ["calculate_pp", "set_avatar", "get_friends", "set_player_info"]


def test_the_table_of_contracts_has_a_row_for_every_endpoint() -> None:
    header, *rows = table_of([ANY, BANCHO_5_3, BANCHO_4_3_2])

    assert header == ("endpoint", "any", "5.3", "4.3.2", "source")
    assert [row[0] for row in rows] == list(ANY.endpoints)
    assert rows[0][:4] == ("get_player_count", "/get_player_count", "/v1/get_player_count", "/get_player_count")
    assert rows[-1][1:4] == ("/v2/clans/{clan_id}", "/v2/clans/{clan_id}", "-")


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_one_in_which_contracts_differ(rule: Rule) -> None:
    holding = [contract.name for contract in CONTRACTS.values() if rule in contract.rules]

    assert 0 < len(holding) < len(CONTRACTS)


@pytest.mark.parametrize("rule", Rule)
def test_a_rule_is_asked_for_somewhere(rule: Rule) -> None:
    asking = [path for path, text in sources().items() if re.search(rf"\bRule\.{rule.name}\b", text)]

    assert [path for path in asking if path.parent.name != "contract"]


def test_the_default_contract_has_none_of_the_crashes() -> None:
    assert Rule.ANSWERS_CRASHES not in ANY.rules


# --- shapes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", ()),
        ("id name", (Column("id", "id"), Column("name", "name"))),
        ("player_id=id", (Column("player_id", "id"),)),
        ("pp:float", (Column("pp", "pp", "float"),)),
        ("beatmap=map_id:int", (Column("beatmap", "map_id", "int"),)),
    ],
)
def test_a_shape_is_read_from_a_line(text: str, shape: tuple[Column, ...]) -> None:
    assert columns(text) == shape


@pytest.mark.parametrize("shapes", [SHAPES_5, SHAPES_4], ids=["5", "4"])
@pytest.mark.parametrize("name", SHAPES_5)
def test_a_shape_shows_columns_of_its_record(shapes: dict[str, tuple[Column, ...]], name: str) -> None:
    shape = shapes[name]

    assert {column.source for column in shape} <= set(RECORDS[name].__struct_fields__)
    assert len({column.name for column in shape}) == len(shape)
    assert {column.type for column in shape} <= {"", "int", "float", "bool"}


def test_every_contract_has_every_shape_and_the_writer_writes_each() -> None:
    written = re.findall(r'shapes\["(\w+)"\]', (PACKAGE / "api" / "writer.py").read_text("utf-8"))

    assert sorted(written) == sorted(SHAPES_5) == sorted(SHAPES_4) == sorted(RECORDS)


@EVERY_CONTRACT
def test_a_writer_can_be_made(contract: Contract) -> None:
    assert Writer(contract).rules == contract.rules


# --- contracts -------------------------------------------------------------------------------------------------------


def test_a_contract_is_found_by_its_name() -> None:
    assert [get_contract(name) for name in ("any", "5.3", "4.3.2")] == [ANY, BANCHO_5_3, BANCHO_4_3_2]
    assert [contract.version for contract in CONTRACTS.values()] == ["5.3.0", "5.3.0", "4.3.2"]


def test_a_name_that_is_nearly_one_is_a_mistake_that_tells_which() -> None:
    with pytest.raises(Mistake) as caught:
        get_contract("5.2")

    assert str(caught.value) == "unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2"


def test_an_unknown_name_is_a_mistake_that_tells_the_known_ones() -> None:
    with pytest.raises(Mistake) as caught:
        get_contract("bancho")

    assert str(caught.value).startswith("unknown contract 'bancho'")
    assert str(caught.value).endswith("nown: any, 5.3, 4.3.2")
