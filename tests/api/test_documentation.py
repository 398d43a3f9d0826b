"""What the API documentation (v4.3.2) shows is there, in `any` and in `4.3.2`.

`documented.json` holds the JSON samples and example requests of the documentation, without what it leaves out as `...`;
a sample's `query` asks the recorded world for an answer of the same kind. Ids, names and numbers differ, members and
their types may not. Number formats are no claim (the documentation prints 4 where the server sends 4.0).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.asking import Asker

DOCUMENTED = json.loads((Path(__file__).parent / "documented.json").read_text("utf-8"))
BY_NUMBER = {"active_slots"}
"""Objects whose keys are numbers of places: a match may have other ones."""
each_sample = pytest.mark.parametrize(
    "sample",
    [pytest.param(sample, id=f"{sample['path']} {sample['case']}".strip()) for sample in DOCUMENTED["samples"]],
)
each_request = pytest.mark.parametrize("request_", DOCUMENTED["requests"])


def kind(value: object) -> str:
    """Return the JSON type of a value."""
    kinds = {dict: "object", list: "list", str: "string", bool: "boolean", int: "number", float: "number"}
    return kinds.get(type(value), "null")


def missing(documented: Any, answered: Any, place: str = "$") -> Iterator[str]:  # noqa: ANN401  # JSON
    """Yield what the documentation shows and the answer lacks, or has of another type; null stands for any type."""
    if documented is None:
        return
    if kind(documented) != kind(answered):
        yield f"{place}: {kind(documented)} is documented, {kind(answered)} was answered"
    elif documented == [] or answered == []:
        yield f"{place}: empty"
    elif isinstance(documented, list):
        for number, row in enumerate(answered):
            yield from missing(documented[0], row, f"{place}[{number}]")
    elif isinstance(documented, dict):
        yield from (f"{place}.{name}: missing" for name in documented if name not in answered)
        for name in documented.keys() & answered.keys():
            yield from missing(documented[name], answered[name], f"{place}.{name}")


def misplaced(documented: Any, answered: Any, place: str = "$") -> Iterator[str]:  # noqa: ANN401  # JSON
    """Yield the objects whose members are not exactly the documented ones in their order."""
    if isinstance(documented, list):
        for number, row in enumerate(answered):
            yield from misplaced(documented[0], row, f"{place}[{number}]")
    elif isinstance(documented, dict):
        if list(documented) != list(answered) and place.rpartition(".")[2] not in BY_NUMBER:
            yield f"{place}: {list(documented)} documented, {list(answered)} answered"
        for name in documented.keys() & answered.keys():
            yield from misplaced(documented[name], answered[name], f"{place}.{name}")


@each_sample
def test_any_has_every_documented_member_with_its_type(sample: dict[str, Any], ask: Asker) -> None:
    answer = ask(sample["path"], **sample["query"])

    assert list(missing(sample["answer"], answer.json())) == []


@each_sample
def test_4_3_2_has_exactly_the_documented_members_in_their_order(sample: dict[str, Any], ask: Asker) -> None:
    answer = ask(sample["path"], "4.3.2", **sample["query"])

    assert list(missing(sample["answer"], answer.json())) == []
    assert list(misplaced(sample["answer"], answer.json())) == []


@pytest.mark.parametrize("contract", ["any", "4.3.2"])
@each_request
def test_no_documented_request_is_refused_or_has_parameters_that_are_ignored(
    request_: str, contract: str, ask: Asker
) -> None:
    answer = ask(request_, contract)

    assert answer.status in {200, 404}
    assert ask.last_call(contract).endpoint == request_.partition("?")[0].strip("/")
    assert ask.last_call(contract).ignored == ()


def test_what_is_missing_or_of_another_type_is_found() -> None:
    documented = {"a": [{"b": 1, "c": "x"}], "d": True, "e": None, "f": [1]}

    same = missing(documented, {"a": [{"b": 4.0, "c": "y", "z": 0}], "d": False, "e": 7, "f": [2]})
    other = missing(documented, {"a": [{"b": "1"}, {"b": True, "c": ""}], "d": 1, "f": []})

    assert list(same) == []
    assert set(other) == {
        "$.e: missing",
        "$.a[0].c: missing",
        "$.a[0].b: number is documented, string was answered",
        "$.a[1].b: number is documented, boolean was answered",
        "$.d: boolean is documented, number was answered",
        "$.f: empty",
    }


def test_what_is_in_another_order_is_found() -> None:
    documented = {"a": [{"b": 1, "c": 2}]}

    found = misplaced(documented, {"a": [{"b": 1, "c": 2}, {"c": 2, "b": 1}]})

    assert list(found) == ["$.a[1]: ['b', 'c'] documented, ['c', 'b'] answered"]
