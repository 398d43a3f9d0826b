"""Scenario files as trees: YAML that means what it says, with the place of everything."""

from __future__ import annotations

from time import process_time

import pytest

from mockbancho.errors import ScenarioError
from mockbancho.scenario.loader import DEEPEST, MOST_BYTES, Node, read_tree


def refused(data: bytes) -> str:
    """Return why a file is no scenario."""
    with pytest.raises(ScenarioError) as error:
        read_tree(data, "f.yaml")
    return str(error.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("1:30", "1:30"),
        ("010", 10),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("True", "True"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("-5", -5),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("2024-07-01", "2024-07-01"),
        ("=", "="),
        ("aika", "aika"),
    ],
)
def test_words_are_read_as_json_has_them(text: str, value: object) -> None:
    found = read_tree(f"a: {text}".encode(), "f.yaml").plain["a"]

    assert (found, type(found)) == (value, type(value))


def test_everything_knows_its_place_and_path() -> None:
    root = read_tree(b"timeline:\n  - at: 5s\n    go_online: {player: aika}\n", "f.yaml")

    def places(node: Node) -> list[tuple[str, tuple[int, int], tuple[int, int]]]:
        below = [*node.members().values(), *node.entries()]
        own = (node.path, (node.line, node.column), (node.key_line, node.key_column))
        return [own, *(place for each in below for place in places(each))]

    assert places(root) == [
        ("", (1, 1), (1, 1)),
        ("timeline", (2, 3), (1, 1)),
        ("timeline[0]", (2, 5), (2, 5)),
        ("timeline[0].at", (2, 9), (2, 5)),
        ("timeline[0].go_online", (3, 16), (3, 5)),
        ("timeline[0].go_online.player", (3, 25), (3, 17)),
    ]


def test_a_mark_of_the_encoding_is_no_text() -> None:
    assert read_tree("\ufeffa: é".encode(), "f.yaml").plain == {"a": "é"}


@pytest.mark.parametrize(
    ("data", "mistake"),
    [
        (b"", "f.yaml:1:1: this file is empty; a scenario begins with 'mockbancho: 1'"),
        (b"# nothing\n", "f.yaml:2:1: this file is empty; a scenario begins with 'mockbancho: 1'"),
        (b"a: 1\n---\nb: 1\n", "f.yaml:2:1: a scenario is one document; here begins a second one"),
        (b"a: 1\nb: 2\na: 3\n", "f.yaml:3:1: the key 'a' is there already, in line 1"),
        (b"a: {b: 1, b: 2}\n", "f.yaml:1:11: the key 'b' is there already, in line 1"),
        (b"? [a]\n: 1\n", "f.yaml:1:3: a key is text"),
        (b"a: b: c\n", "f.yaml:1:5: this is no YAML: mapping values are not allowed in this context"),
        (b"a: [\n", "f.yaml:2:1: this is no YAML: did not find expected node content"),
        (b"a: '\n", "f.yaml:2:1: this is no YAML: found unexpected end of stream"),
        (
            b"a:\n\t- 1\n",
            (
                "f.yaml:2:1: this is no YAML: found character that cannot start any token; "
                "lines are indented by spaces, never by tabs"
            ),
        ),
        (b"a: 1\nb: caf\xe9\n", "f.yaml:2:7: this is no UTF-8; save the file in that encoding"),
        ("a: 1".encode("utf-16"), "f.yaml:1:1: this is no UTF-8; save the file in that encoding"),
        (b"a: 1\nb: x\x00y\n", "f.yaml:2:5: no YAML has the character U+0000"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused_where_it_stands(data: bytes, mistake: str) -> None:
    assert refused(data) == mistake


@pytest.mark.parametrize("text", ["a: &x 1\n", "a: *x\n", "&x a: 1\n", "a: {<<: *x}\n", "a: &x [*x]\n"])
def test_anchors_and_aliases_are_refused(text: str) -> None:
    assert refused(text.encode()).endswith(": scenarios have neither anchors nor aliases (& and *); put text in quotes")


@pytest.mark.parametrize(
    ("text", "tag"),
    [("a: !!python/object:os.system x\n", "tag:yaml.org,2002:python/object:os.system"), ("!own a: 1\n", "!own")],
)
def test_tags_are_refused(text: str, tag: str) -> None:
    assert refused(text.encode()).endswith(f": scenarios have no tags, such as {tag}")


def test_nesting_has_an_end() -> None:
    root = b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1)

    assert read_tree(root, "f.yaml").plain
    assert refused(b"[" + root + b"]") == f"f.yaml:1:{DEEPEST + 2}: nested more than {DEEPEST} deep"


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 900_000,
        b"{a: " * 240_000,
        b"[\n" * 400_000,
        b"- " * 400_000,
        b"? " * 400_000,
        b"#" * 900_000,
        b'"' + b"\\n" * 400_000,
        b"k" * 900_000 + b": 1",
        b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        b"a" * (MOST_BYTES + 1),
    ],
    ids=["lists", "mappings", "lines", "dashes", "questions", "comment", "quotes", "key", "laughs", "huge"],
)
def test_a_bomb_is_refused_in_no_time_in_one_line(data: bytes) -> None:
    before = process_time()

    mistake = refused(data)

    assert process_time() - before < 2
    assert len(mistake) < 200
    assert "\n" not in mistake
