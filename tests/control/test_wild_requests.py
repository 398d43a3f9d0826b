"""Requests that nobody would think of, made up from the documents of both APIs: right ones, and wrong ones."""

from __future__ import annotations

import asyncio
import json
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import data, one_of
from schemathesis import GenerationMode

from mockbancho import Bancho
from mockbancho.contract import CONTRACTS
from mockbancho.transports.exchange import Request, ask_in_loop
from tests.control.asking import HOST, Asker, document

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject, SearchStrategy
    from schemathesis import Case as AnyCase
    from schemathesis.schemas import APIOperation as AnyOperation

    from mockbancho.contract import Contract
    from mockbancho.transports.exchange import ASGIApp

    Case = AnyCase[Any]
    APIOperation = AnyOperation[Any, Any, Any, Any]

pytestmark = pytest.mark.unmeasured
EXAMPLES = 6
"""Requests that are made for an operation."""
PATIENT = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
PLANNED = "Internal Server Error"
"""What a contract answers where the real server crashes."""


@cache
def served(contract: str) -> Bancho:
    """Return a server of the default world."""
    return Bancho(contract=contract)


def asked_by(app: ASGIApp, case: Case) -> tuple[int, str]:
    """Send what was made up, and return status and body."""
    sent = case.as_transport_kwargs()
    headers = {str(name).lower(): str(value) for name, value in sent["headers"].items()} | {"host": HOST}
    data = sent.get("data", b"")
    if "json" in sent:
        data, headers["content-type"] = json.dumps(sent["json"]).encode("utf-8", "surrogatepass"), "application/json"
    target = f"{urlsplit(sent['url']).path}?{urlencode(sent.get('params') or {}, doseq=True, errors='replace')}"
    named = [(name.encode("latin-1", "replace"), value.encode("latin-1", "replace")) for name, value in headers.items()]
    body = data.encode("utf-8", "replace") if isinstance(data, str) else data
    request = Request(case.method, target.encode("ascii", "replace"), named, body if isinstance(body, bytes) else b"")
    delivery = asyncio.run(ask_in_loop(app, request))
    return delivery.status, delivery.body.decode("utf-8", "replace")


def operations(name: str) -> list[APIOperation]:
    """Return the operations of a document, but for the stream, which has no end."""
    schema = schemathesis.openapi.from_dict(document(name))
    found: list[APIOperation] = [each.ok() for each in schema.get_all_operations()]  # type: ignore[union-attr]  # pyright: ignore[reportAttributeAccessIssue]  # a wrong document raises
    return [each for each in found if each.path != "/events/stream"]


def requests_for(operation: APIOperation) -> SearchStrategy[Case]:
    """Return what makes requests as the document allows them and, where it can be told, as it forbids them."""
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    if not (len(operation.query) or len(operation.body)):
        return right
    return one_of(right, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


@settings(max_examples=EXAMPLES, suppress_health_check=PATIENT, derandomize=True, database=None)
@given(made=data())
@pytest.mark.parametrize("operation", operations("control"), ids=lambda each: str(each.label))
def test_the_control_api_breaks_for_no_request(operation: APIOperation, made: DataObject) -> None:
    case = made.draw(requests_for(operation))
    control = Asker(Bancho(players=0)).control

    status, body = asked_by(control, case)

    assert status < 500 or status == 503, body
    assert status < 400 or json.loads(body)["error"]


@settings(max_examples=EXAMPLES, suppress_health_check=PATIENT, derandomize=True, database=None)
@given(made=data())
@pytest.mark.parametrize(
    ("contract", "operation"),
    [(contract, each) for contract in CONTRACTS.values() for each in operations(contract.name)],
    ids=lambda each: str(getattr(each, "label", getattr(each, "name", each))),
)
def test_a_contract_breaks_for_no_request_but_where_it_says_so(
    contract: Contract, operation: APIOperation, made: DataObject
) -> None:
    case = made.draw(requests_for(operation))

    status, body = asked_by(served(contract.name).asgi, case)

    assert status < 500 or (body == PLANNED and "500" in operation.definition.raw["responses"])
