"""What counts as a deviation, and how it is told."""

from __future__ import annotations

import pytest

from mockbancho.learning.deviations import Deviation, Kind, deviations, type_of
from mockbancho.learning.forms import BOOL, FLOAT, INT, STRING, TIME, Cases, Form, Maybe, Members, Plain, Rows

ROW = Members({"id": INT, "pp": FLOAT})


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (INT, 7),
        (FLOAT, 7.5),
        (BOOL, True),
        (STRING, "text"),
        (STRING, "2024-07-01T12:00:00"),
        (TIME, "2024-07-01T12:00:00"),
        (Plain(frozenset({"string", "null"})), None),
        (Maybe(ROW), None),
        (Maybe(ROW), {"id": 1, "pp": 2.0}),
        (Rows(ROW), []),
        (Rows(ROW, by_key=True), {"0": {"id": 1, "pp": 2.0}}),
        (Cases("on", ROW, Members({"on": BOOL})), {"on": False}),
    ],
)
def test_what_has_the_form_does_not_deviate(form: Form, value: object) -> None:
    assert list(deviations(form, value, "at")) == []


@pytest.mark.parametrize(
    ("form", "value", "contract", "server"),
    [
        (INT, 7.0, "int", "float"),
        (INT, True, "int", "bool"),
        (INT, "7", "int", "string '7'"),
        (INT, None, "int", "null"),
        (FLOAT, 7, "float", "int"),
        (STRING, 7, "string", "int"),
        (TIME, "2024-07-01T12:00:00Z", "time", "string '2024-07-01T12:00:00Z'"),
        (TIME, "x" * 31, "time", "string"),
        (Plain(frozenset({"string", "null"})), 7, "string or null", "int"),
        (Maybe(ROW), [], "an object or null", "a list"),
        (Rows(ROW), {}, "a list", "an object"),
        (Rows(ROW, by_key=True), [], "an object", "a list"),
        (ROW, None, "an object", "null"),
        (Cases("on", ROW, ROW), 3, "an object", "int"),
    ],
)
def test_another_type_is_told_with_what_the_contract_has(form: Form, value: object, contract: str, server: str) -> None:
    assert list(deviations(form, value, "at")) == [Deviation(Kind.TYPE, "at", contract, server)]


def test_members_are_missing_new_or_moved() -> None:
    form = Members({"a": INT, "b": INT, "c": INT})

    assert list(deviations(form, {"c": 1, "a": 2, "new": "x"}, "player")) == [
        Deviation(Kind.MISSING, "player.b", "int", "nothing"),
        Deviation(Kind.EXTRA, "player.new", "nothing", "string"),
        Deviation(Kind.ORDER, "player", "a c", "c a"),
    ]


def test_rows_have_one_path() -> None:
    form = Members({"scores": Rows(ROW), "stats": Rows(ROW, by_key=True)})
    wrong = {"id": "1", "pp": 2.0}

    found = list(deviations(form, {"scores": [wrong, wrong], "stats": {"0": wrong}}))

    assert [each.path for each in found] == ["scores[].id", "scores[].id", "stats.*.id"]


def test_the_case_is_the_one_that_the_answer_says() -> None:
    form = Cases("on", Members({"on": BOOL, "yes": INT}), Members({"on": BOOL, "no": INT}))

    assert [each.path for each in deviations(form, {"on": True})] == ["yes"]
    assert [each.path for each in deviations(form, {"on": False})] == ["no"]


def test_an_order_is_no_drift() -> None:
    assert [kind for kind in Kind if not kind.is_drift] == [Kind.ORDER]


def test_every_json_value_has_a_type() -> None:
    values: list[object] = [None, True, 1, 1.0, "a", "2024-07-01T12:00:00", [], {}]

    assert [type_of(value) for value in values] == [
        *("null", "bool", "int", "float", "string", "time"),
        *("a list", "an object"),
    ]
