"""The JSON Schema of scenario files: it takes what can be played, and refuses what the reader refuses."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from mockbancho.actions.verbs import VERBS
from mockbancho.errors import ScenarioError
from mockbancho.scenario.library import names
from mockbancho.scenario.loader import read_tree
from mockbancho.scenario.model import WorldSpec
from mockbancho.scenario.reading import KEYS
from mockbancho.scenario.schema import schema
from mockbancho.scenario.timeline import TIMES
from tests.scenario.given import written
from tests.scenario.test_wrong_files import wrong_files

if TYPE_CHECKING:
    from collections.abc import Iterable


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def wrongs(validator: Draft202012Validator, value: Any) -> list[str]:  # noqa: ANN401  # JSON
    return [error.json_path for error in validator.iter_errors(value)]


def test_it_is_a_json_schema_and_json() -> None:
    Draft202012Validator.check_schema(schema())

    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("name", names())
def test_every_bundled_scenario_fits(validator: Draft202012Validator, name: str) -> None:
    data = files("mockbancho.scenarios").joinpath(f"{name}.yaml").read_bytes()

    assert wrongs(validator, read_tree(data, name).plain) == []


UNSEEN = {"the same name twice", "bounds that are none"}
"""Wrong files in which a schema sees nothing wrong: it knows neither names nor answers."""


@pytest.mark.parametrize("name", [name for name in wrong_files() if name not in UNSEEN])
def test_a_wrong_file_is_wrong_for_the_schema_too(validator: Draft202012Validator, name: str) -> None:
    text, _ = wrong_files()[name]

    assert wrongs(validator, read_tree(text.encode(), name).plain)


PARTS = [
    "seed: 7",
    "seed: ${seed}\nvars: {seed: 7}",
    "vars: {a: 1, b: text, c: true, d: 1.5}",
    "world: {players: 5, beatmapsets: 2, scores_per_player: 3..5}",
    "world: {scores_per_player: 5}",
    "world: {players: '${many}'}\nvars: {many: 5}",
    "ambient: {}",
    "ambient: {players_online: 5, plays_per_minute: 0.5}",
    "cast: {aika: {player: {}}}",
    "cast: {aika: {player: {name: Aika, traits: [donor, staff]}}}",
    "cast: {owls: {clan: {name: Owls, tag: OWL}}, aika: {player: {clan: owls}}}",
    "timeline: [{at: 5s, go_online: {player: any}}]",
    "timeline: [{after: 1m 30s, go_online: {player: 3}}]",
    "timeline: [{every: 0.5, jitter: 100ms, until: 2h, go_online: {player: aika}}]",
    "timeline: [{at: '${when}', submit_score: {player: aika, grade: A, mods: HD}}]\nvars: {when: 5s}",
    "timeline: [{at: 5s, create_match: {match: finals, host: aika, team_type: team_vs}}]",
    "timeline: [{at: 5s, create_beatmapset: }]",
    "expect: [{at: 5s, get: /x, status: 404, where: {a.b: null, c: {at_least: 1}}}]",
]


@pytest.mark.parametrize("text", PARTS)
def test_what_the_reader_takes_the_schema_takes(validator: Draft202012Validator, text: str) -> None:
    written(text)

    assert wrongs(validator, read_tree(f"mockbancho: 1\n{text}".encode(), "f").plain) == []


WRONG_PARTS = [
    "world: {players: 200001}",
    "world: {beatmapsets: 1.5}",
    "world: {scores_per_player: 5...6}",
    "ambient: {players_online: 10001}",
    "ambient: {plays_per_minute: -1}",
    "cast: {aika: {player: {traits: [brave]}}}",
    "cast: {aika: {pool: {traits: [brave], name: a}}}",
    "cast: {aika: {score: {grade: Z}}}",
    "timeline: [{at: 5s, set_status: {player: any, action: dancing}}]",
    "timeline: [{at: 5s, play_beatmap: {player: any, accuracy: high}}]",
    "timeline: [{at: 5s, create_match: {match: 7, host: any}}]",
    "timeline: [{at: 5x, go_online: {player: any}}]",
    "timeline: [{at: '', go_online: {player: any}}]",
    "timeline: [{at: 5s, until: 10s, go_online: {player: any}}]",
    "timeline: [{at: 5s, after: 5s, go_online: {player: any}}]",
    "expect: [{at: 5s, get: /x, status: fine}]",
    "expect: [{at: 5s, get: x}]",
]


@pytest.mark.parametrize("text", WRONG_PARTS)
def test_what_the_reader_refuses_the_schema_refuses(validator: Draft202012Validator, text: str) -> None:
    with pytest.raises(ScenarioError):
        written(text)

    assert wrongs(validator, read_tree(f"mockbancho: 1\n{text}".encode(), "f").plain)


def members(found: dict[str, Any]) -> list[str]:
    return list(found["properties"])


def test_it_knows_every_key_action_and_argument() -> None:
    properties = schema()["properties"]
    step = properties["timeline"]["items"]

    assert sorted(properties) == sorted(KEYS)
    assert members(properties["world"]) == [*WorldSpec.__struct_fields__]
    assert members(step) == [*TIMES, *VERBS]
    assert all(set(verb.parameters) <= set(members(step["properties"][name])) for name, verb in VERBS.items())


def test_every_action_says_what_it_is_for() -> None:
    step = schema()["properties"]["timeline"]["items"]["properties"]

    assert [name for name in VERBS if len(step[name]["description"]) < 10] == []


def references(value: Any) -> Iterable[str]:  # noqa: ANN401  # JSON
    match value:
        case dict():
            yield from (value["$ref"],) if "$ref" in value else ()
            for each in value.values():
                yield from references(each)
        case list():
            for each in value:
                yield from references(each)


def test_everything_that_is_referred_to_is_there() -> None:
    found = schema()

    assert {f"#/$defs/{name}" for name in found["$defs"]} >= set(references(found)) > set()
