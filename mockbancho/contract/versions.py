"""The three contracts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.contract.endpoints import CALCULABLE, CALCULATE_PP, DOCUMENTED_ONLY, SEARCH_PLAYERS, V1, V2, limit, sort
from mockbancho.contract.forms import Contract, Cors, Dialect, Endpoint, Integer, Parameter, Rule
from mockbancho.contract.shapes import SHAPES_4, SHAPES_5
from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence


def _by_name(*endpoints: Endpoint) -> dict[str, Endpoint]:
    return {endpoint.name: endpoint for endpoint in endpoints}


def _with(endpoint: Endpoint, *changed: Parameter) -> Endpoint:
    """Return the endpoint with the parameters of the same names exchanged."""
    new = {parameter.name: parameter for parameter in changed}
    return msgspec.structs.replace(endpoint, parameters=tuple(new.get(p.name, p) for p in endpoint.parameters))


def _of_any() -> dict[str, Endpoint]:
    found = _by_name(*V1, SEARCH_PLAYERS, CALCULATE_PP, *DOCUMENTED_ONLY, *V2)
    found["get_leaderboard"] = _with(found["get_leaderboard"], Parameter("offset", Integer(0), 0))
    found["calculate_pp"] = _with(found["calculate_pp"], *CALCULABLE)
    return found


def _of_4() -> dict[str, Endpoint]:
    found = _by_name(*V1, CALCULATE_PP, *DOCUMENTED_ONLY)
    found["get_leaderboard"] = _with(found["get_leaderboard"], sort("tscore", "rscore", "pp", "acc"), limit(25))
    return found


ANY: Final = Contract(
    name="any",
    version="5.3.0",
    dialect=Dialect.PYDANTIC_2,
    cors=Cors.ALL,
    prefixes=("", "/v1", "/api", "/api/v1"),
    authorized_prefixes=("", "/v1", "/api", "/api/v1"),
    endpoints=_of_any(),
    shapes=SHAPES_5,
    rules=frozenset({Rule.ALLOW_HEADER, Rule.ANSWERS_PREFLIGHT}),
)
BANCHO_5_3: Final = Contract(
    name="5.3",
    version="5.3.0",
    dialect=Dialect.PYDANTIC_2,
    cors=Cors.DEPLOYMENT,
    prefixes=("/v1",),
    authorized_prefixes=("/v1",),
    endpoints=_by_name(*V1, SEARCH_PLAYERS, CALCULATE_PP, *V2),
    shapes=SHAPES_5,
    rules=frozenset({Rule.ANSWERS_CRASHES, Rule.BOT_IN_TOTAL, Rule.ALLOW_HEADER, Rule.BEARER_ONLY}),
)
BANCHO_4_3_2: Final = Contract(
    name="4.3.2",
    version="4.3.2",
    dialect=Dialect.PYDANTIC_1,
    cors=Cors.DEPLOYMENT,
    prefixes=("",),
    authorized_prefixes=("", "/api"),
    endpoints=_of_4(),
    shapes=SHAPES_4,
    rules=frozenset(
        {
            Rule.ANSWERS_CRASHES,
            Rule.PADS_NAMES,
            Rule.MODE_MODULO_4,
            Rule.POOL_KEYS_IN_LETTERS,
            Rule.POOL_CREATOR_MAY_BE_OFFLINE,
            Rule.CLAN_NEEDS_MEMBERS,
        }
    ),
)
CONTRACTS: Final = {contract.name: contract for contract in (ANY, BANCHO_5_3, BANCHO_4_3_2)}


ENDPOINT_NAMES: Final = tuple(dict.fromkeys(name for contract in CONTRACTS.values() for name in contract.endpoints))
"""Every endpoint that some contract has."""


def get_contract(name: str) -> Contract:
    """Return the contract of this name; raises `Mistake` that lists the known ones."""
    if name not in CONTRACTS:
        raise Mistake(f"unknown contract {name!r}{nearest(name, CONTRACTS) or '.'} Known: {', '.join(CONTRACTS)}")
    return CONTRACTS[name]


def table_of(contracts: Sequence[Contract]) -> list[tuple[str, ...]]:
    """Return the endpoints of these contracts as rows of a table, with a header: name, a path in each, the source."""
    rows = [("endpoint", *(contract.name for contract in contracts), "source")]
    for name in dict.fromkeys(name for contract in contracts for name in contract.endpoints):
        found = [contract.endpoints.get(name) for contract in contracts]
        paths = (c.paths(e)[0] if e else "-" for c, e in zip(contracts, found, strict=True))
        rows.append((name, *paths, next(endpoint.source for endpoint in found if endpoint)))
    return rows
