"""Errors: one tree, each rendered, and sentences that name the nearest."""

import inspect
import json
import re

import pytest

from mockbancho import errors
from mockbancho.api.answers import Answer, failure
from mockbancho.errors import (
    ApiError,
    BadRequest,
    Conflict,
    Forbidden,
    InvalidParameters,
    MockbanchoError,
    NoSuchRow,
    NotFound,
    Unauthorized,
    UpstreamCrash,
    V2NotFound,
    WorldFileError,
    nearest,
)
from mockbancho.world.journal import Source

ENTRY: dict[str, object] = {"loc": ["query", "id"]}
RENDERED: list[tuple[ApiError, int, bytes, Source]] = [
    (BadRequest("Invalid gamemode."), 400, b'{"status":"Invalid gamemode."}', Source.WORLD),
    (Unauthorized("Unknown authorization token."), 401, b'{"status":"Unknown authorization token."}', Source.WORLD),
    (Forbidden("You are restricted."), 403, b'{"status":"You are restricted."}', Source.WORLD),
    (Conflict("name: 'Aika' is taken."), 409, b'{"status":"name: \'Aika\' is taken."}', Source.WORLD),
    (NotFound("Player not found."), 404, b'{"status":"Player not found."}', Source.WORLD),
    (V2NotFound("Map not found."), 404, b'{"status":"error","error":"Map not found."}', Source.WORLD),
    (
        InvalidParameters([ENTRY, ENTRY]),
        422,
        b'{"detail":[{"loc":["query","id"]},{"loc":["query","id"]}]}',
        Source.WORLD,
    ),
    (UpstreamCrash("a bug"), 500, b"Internal Server Error", Source.UPSTREAM_CRASH),
]


def descendants(kind: type[Exception]) -> set[type[Exception]]:
    """All classes of mockbancho's below this one."""
    found: set[type[Exception]] = set()
    for child in kind.__subclasses__():
        if child.__module__ == errors.__name__:
            found |= {child, *descendants(child)}
    return found


def depth(kind: type[Exception]) -> int:
    """How many steps a class is below `MockbanchoError`."""
    return 0 if kind is MockbanchoError else 1 + depth(kind.__bases__[0])


@pytest.mark.parametrize(("error", "status", "body", "source"), RENDERED, ids=lambda value: type(value).__name__)
def test_an_error_is_rendered_in_bancho_py_s_words(error: ApiError, status: int, body: bytes, source: Source) -> None:
    answer = failure(error, "get_player_info")

    assert (answer.status, answer.body, answer.source) == (status, body, source)
    assert (answer.endpoint, answer.reason) == ("get_player_info", error.text)


def test_every_api_error_is_rendered_above() -> None:
    assert {type(error) for error, *_ in RENDERED} == descendants(ApiError)


@pytest.mark.parametrize("error", [error for error, *_ in RENDERED], ids=lambda error: type(error).__name__)
def test_the_content_type_says_what_the_body_is(error: ApiError) -> None:
    answer = failure(error, "get_player_info")

    assert (answer.content_type == b"application/json") == _is_json(answer)
    assert answer.content_type in (b"application/json", b"text/plain; charset=utf-8")


def _is_json(answer: Answer) -> bool:
    try:
        json.loads(answer.body)
    except ValueError:
        return False
    return True


def test_a_crash_does_not_tell_its_reason_to_the_client() -> None:
    assert b"a bug" not in failure(UpstreamCrash("a bug"), "get_replay").body


def test_the_tree_at_the_top_of_the_module_is_the_tree_of_its_classes() -> None:
    drawn = re.findall(r"^([│├└─ ]*)(\w+)(?:  |$)", inspect.getdoc(errors) or "", re.MULTILINE)

    classes = descendants(MockbanchoError) | {MockbanchoError}
    assert {name: len(line) // 4 for line, name in drawn} == {kind.__name__: depth(kind) for kind in classes}


def test_no_error_is_made_elsewhere() -> None:
    assert {kind.__module__ for kind in MockbanchoError.__subclasses__()} == {errors.__name__}
    assert {kind.__module__ for kind in ApiError.__subclasses__()} == {errors.__name__}


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("create_macth", "; did you mean 'create_match'?"),
        ("go_onlin", "; did you mean 'go_online'?"),
        ("create_match", "; did you mean 'create_match'?"),
        ("xyz", ""),
        ("", ""),
    ],
)
def test_the_nearest_known_word_is_suggested(given: str, hint: str) -> None:
    assert nearest(given, iter(("create_match", "go_online"))) == hint


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("anything", []) == ""


def test_a_row_that_does_not_exist_is_told_in_a_sentence() -> None:
    error = NoSuchRow("no player is called 'Aika'")

    assert str(error) == "no player is called 'Aika'"
    assert isinstance(error, KeyError)


def test_all_mistakes_of_a_world_file_are_lines_that_name_it() -> None:
    error = WorldFileError("world.json", iter(["tables.users[0].id: expected int", "tables.users[1]: expected object"]))

    assert str(error) == ("world.json: tables.users[0].id: expected int\nworld.json: tables.users[1]: expected object")
    assert (error.file, len(error.mistakes)) == ("world.json", 2)
