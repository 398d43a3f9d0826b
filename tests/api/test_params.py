r"""How parameters are read, against what FastAPI and pydantic answered.

`parameters-pydantic-2.jsonl` and `parameters-pydantic-1.jsonl` hold [route, path, query, answer], the answer being the
values or the whole body of a 422; `tools/observe_parameters.py` wrote the answers and can write them again. The
questions were chosen by hand, after half a million random ones had found nothing else.
`letters-pydantic-2.txt` has every code point that pydantic 2.13.4 takes behind an `a` in a name, as ranges.
"""

import json
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.api.dialects import WORDS
from mockbancho.api.letters import is_name_in_pydantic_2
from mockbancho.api.params import Asked, reader_of, split_query
from mockbancho.api.values import reading_of
from mockbancho.contract import (
    CONTRACTS,
    Boolean,
    Choice,
    Dialect,
    Endpoint,
    Integer,
    Name,
    Parameter,
    Reals,
    Text,
)
from mockbancho.contract.endpoints import BIGINT_MAX, INT_MAX
from mockbancho.errors import InvalidParameters

HERE = Path(__file__).parent
SCOPE = Parameter("scope", Choice(("stats", "info", "all")), required=True)
PLAYER_ID = Parameter("id", Integer(3, INT_MAX))
NAME = Parameter("name", Name())
FLAG = Parameter("flag", Boolean(), default=False)
ROUTES: dict[str, tuple[Parameter, ...]] = {
    "id": (PLAYER_ID,),
    "score": (Parameter("id", Integer(0, BIGINT_MAX), required=True),),
    "offset": (Parameter("offset", Integer(), default=0),),
    "scope": (SCOPE,),
    "either": (Parameter("scope", Choice(("recent", "best")), required=True),),
    "sort": (Parameter("sort", Choice(("tscore", "rscore", "pp", "acc")), default="pp"),),
    "name": (NAME,),
    "md5": (Parameter("md5", Text(32, 32)),),
    "country": (Parameter("country", Text(2, 2)),),
    "q": (Parameter("q", Text()),),
    "flag": (Parameter("flag", Boolean(), default=True),),
    "acc": (Parameter("acc", Reals(), default=(100.0, 99.0)),),
    "info": (SCOPE, PLAYER_ID, NAME, FLAG),
    "path": (Parameter("id", Integer(), required=True, in_path=True), Parameter("page", Integer(1), default=1)),
    "between": (
        Parameter("id", Integer(1), required=True, in_path=True),
        Parameter("mode", Integer(le=11), required=True, in_path=True),
        Parameter("q", Text()),
    ),
}
"""The parameters of each route of `tools/observe_parameters.py`."""


DIALECTS = list(Dialect)
ENDPOINTS = [
    pytest.param(contract.dialect, endpoint, id=f"{contract.name}-{endpoint.name}")
    for contract in CONTRACTS.values()
    for endpoint in contract.endpoints.values()
]
NINES = "9" * 4300
NO_PATH: Mapping[str, str] = {}
QUERIES = st.one_of(
    st.binary(max_size=60),
    st.text("&&&==%%+;2Bab3dé idscope", max_size=40).map(str.encode),
)


def observations(dialect: Dialect) -> list[Any]:
    """Return a set of parameters for each line of the dialect's file, named by its number."""
    lines = (HERE / f"parameters-{dialect}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(dialect, line, id=f"{dialect}-line-{number}") for number, line in enumerate(lines, 1)]


def read(dialect: Dialect, parameters: tuple[Parameter, ...], path: str, query: str) -> object:
    """Return what the reader makes of a request: the values, or the body of its 422."""
    reader = reader_of(Endpoint("observed", parameters, "observed"), dialect)
    names = [parameter.name for parameter in parameters if parameter.in_path]
    try:
        values = reader(query.encode("latin-1"), dict(zip(names, path.split("/")[1:], strict=True))).values
        return [list(map(repr, value)) if isinstance(value, tuple) else value for value in values]
    except InvalidParameters as refusal:
        return {"detail": refusal.entries}


def complaint_about_id(dialect: Dialect, text: str) -> object:
    with pytest.raises(InvalidParameters) as refusal:
        reader_of(Endpoint("observed", (PLAYER_ID,), "observed"), dialect)(f"id={quote(text)}".encode(), NO_PATH)
    return refusal.value.entries[0]["type"]


def number_or_none(reading: Callable[[str], object], text: str) -> object:
    with suppress(ValueError, OverflowError):
        return reading(text)
    return None


def ranges_of(letters: list[int]) -> list[str]:
    """Return `a-b` and `a` in hexadecimal for ascending code points."""
    known = set(letters)
    first = [letter for letter in letters if letter - 1 not in known]
    last = [letter for letter in letters if letter + 1 not in known]
    return [f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in zip(first, last, strict=True)]


@pytest.mark.parametrize(("dialect", "line"), [line for dialect in DIALECTS for line in observations(dialect)])
def test_a_request_is_read_as_the_real_server_reads_it(dialect: Dialect, line: str) -> None:
    route, path, query, _ = json.loads(line)

    answer = read(dialect, ROUTES[route], path, query)

    assert json.dumps([route, path, query, answer]) == line


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (NINES, "less_than_equal"),
        (f"+{NINES}", "less_than_equal"),
        (f"0{NINES}", "less_than_equal"),
        (f"{NINES}.000", "less_than_equal"),
        (f"9_{NINES[1:]}", "less_than_equal"),
        (f"-{NINES[1:]}", "greater_than_equal"),
        ("0" * 5000, "greater_than_equal"),
        (f"{NINES}9", "int_parsing_size"),
        (f"{NINES}9.0", "int_parsing_size"),
        (f"{NINES}9 and more", "int_parsing_size"),
        (f"-{NINES}", "int_parsing_size"),
        (f"+{NINES}9", "int_parsing"),
        (f" {NINES}9", "int_parsing"),
        (f"0{NINES}9", "int_parsing"),
        (f"9_{NINES}", "int_parsing"),
        (f"-0{NINES}", "int_parsing"),
        (f"{NINES} and more", "int_parsing"),
    ],
)
def test_pydantic_2_reads_up_to_4300_digits(text: str, complaint: str) -> None:
    assert complaint_about_id(Dialect.PYDANTIC_2, text) == complaint


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (NINES, "value_error.number.not_le"),
        (f" -{NINES} ", "value_error.number.not_ge"),
        (f"{NINES}9", "type_error.integer"),
        ("0" * 4301, "type_error.integer"),
    ],
)
def test_pydantic_1_reads_up_to_4300_digits(text: str, complaint: str) -> None:
    assert complaint_about_id(Dialect.PYDANTIC_1, text) == complaint


def test_the_letters_of_names_are_those_of_the_regex_engine_of_pydantic_2() -> None:
    code_points = range(sys.maxunicode + 1)

    taken = [point for point in code_points if is_name_in_pydantic_2(f"a{chr(point)}")]

    assert ranges_of(taken) == (HERE / "letters-pydantic-2.txt").read_text().split()


def test_names_that_mean_nothing_are_told_once_in_the_order_sent() -> None:
    endpoint = Endpoint("get_player_most_played", (PLAYER_ID,), "here", documented=frozenset({"mods"}))

    asked = reader_of(endpoint, Dialect.PYDANTIC_2)(b"user=1&mods=HD&id=3&ID=4&%75ser=2&=5", NO_PATH)

    assert asked == Asked(values=[3], ignored=("user", "ID", ""))


def test_a_name_of_the_path_means_nothing_in_the_query() -> None:
    endpoint = Endpoint("v2_player", ROUTES["path"], "here")

    asked = reader_of(endpoint, Dialect.PYDANTIC_2)(b"id=4&page=2", {"id": "3"})

    assert asked == Asked(values=[3, 2], ignored=("id",))


def test_requests_do_not_share_their_values() -> None:
    reader = reader_of(Endpoint("get_player_status", (PLAYER_ID,), "here"), Dialect.PYDANTIC_2)

    first, second = reader(b"id=3", NO_PATH), reader(b"", NO_PATH)

    assert (first.values, second.values) == ([3], [None])


@given(QUERIES)
def test_a_query_string_is_split_as_python_splits_it(query: bytes) -> None:
    expected = dict(parse_qsl(query.decode("latin-1"), keep_blank_values=True, errors="replace"))

    assert list(split_query(query).items()) == list(expected.items())


@pytest.mark.parametrize("dialect", DIALECTS)
@given(text=st.text("0123456789", max_size=25) | st.text("01239+-_. ٣３²", max_size=8) | st.text(max_size=4))
def test_the_short_way_to_a_number_leads_where_the_long_one_does(dialect: Dialect, text: str) -> None:
    short, long = reading_of(Integer(), WORDS[dialect]), WORDS[dialect].integer

    assert number_or_none(short, text) == number_or_none(long, text)


@pytest.mark.parametrize(("dialect", "endpoint"), ENDPOINTS)
@given(query=QUERIES)
def test_whatever_is_sent_is_read_or_refused(dialect: Dialect, endpoint: Endpoint, query: bytes) -> None:
    reader = reader_of(endpoint, dialect)
    path = {parameter.name: "3" for parameter in endpoint.parameters if parameter.in_path}

    with suppress(InvalidParameters):
        assert len(reader(query, path).values) == len(endpoint.parameters)
