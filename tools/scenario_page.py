"""The page of scenario files: their keys, times, words and expectations."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from mockbancho.api.reshaping import MADE_INTO
from mockbancho.records import Beatmap, Match, Player
from mockbancho.scenario.casting import NOUNS, traits_of
from mockbancho.scenario.differing import RESHAPE, ROUTE
from mockbancho.scenario.expected import BOUNDS
from mockbancho.scenario.expected import KEYS as EXPECTATIONS
from mockbancho.scenario.inclusion import MOST_FILES
from mockbancho.scenario.model import Ambience, WorldSpec
from mockbancho.scenario.schema import schema
from mockbancho.scenario.timeline import TIMES
from mockbancho.world.references import REFERENCES
from mockbancho.world.selectors import selectors_of
from tools.tables import table
from tools.world_file_page import default_of

_ABOUT = {
    "mockbancho": "The format of the file, 1. It must be given.",
    "title": "What it is called where it is listed.",
    "about": "What happens, and what it is good for.",
    "seed": "What all that is drawn depends on; the world's own unless given.",
    "vars": "Values that stand where `${name}` is, also within a text.",
    "include": f"Files beside this one, {MOST_FILES} at most in all: their cast, timeline and expectations come first.",
    "world": "The world that it plays in; [the default one](#world) unless something is said.",
    "ambient": "[Players who come, play and leave by themselves](#ambient).",
    "cast": "[What is there before the start](#cast), by the name that the timeline uses.",
    "timeline": "[What happens](#timeline): a list of steps.",
    "faults": "[What goes wrong with answers](#faults): a list.",
    "routes": "[Endpoints that bancho.py does not have](#routes-and-reshape): a list.",
    "reshape": "[Other shapes of answers](#routes-and-reshape): a list.",
    "expect": "[What requests answer at given times](#expect): a list, for `mockbancho check`.",
}
_WORLD = {
    "file": "A world file beside the scenario; nothing else can be said then.",
    "players": "How many players a generated world has.",
    "beatmapsets": "How many sets of beatmaps.",
    "scores_per_player": "How often each player has played, such as 50 or 20..60.",
}
_AMBIENT = {
    "players_online": "About how many are online.",
    "plays_per_minute": "About how many begin to play.",
}
_TIMES = {
    "at": "When it happens, counted from the start.",
    "after": "When it happens, counted from the step before, in the order of the file.",
    "every": "It repeats, from `at` or `after` on, or first after so much time.",
    "jitter": "Each repetition comes so much earlier or later at most; the seed says how much.",
    "until": "When it stops to repeat, counted from the start.",
}
_EXPECTED = {
    "at": "When it is asked, counted from the start; what happens then has happened.",
    "get": "The path that is asked, such as `/get_player_status?name=Aika`. The id of something named stands in braces: `/get_match?id={finals}`.",
    "status": "The status of the answer, 200 unless given.",
    "where": "Members of the JSON, by paths such as `scores.0.pp`; `length` counts a list.",
}  # fmt: skip
_ROUTE = {
    "path": "The path, which has every prefix of the contract unless it begins with one; `{name}` stands for a part of it.",
    "answer": "The JSON that is answered.",
    "status": "The status of the answer, 200 unless given.",
    "methods": "A list, `[GET]` unless given.",
    "where": "Parameters that a request must have, by name; `*` for any value.",
    "content_type": "The type of the answer, JSON's unless given.",
}
_RESHAPE = {
    "endpoint": "Whose answers change.",
    "at": "The path of the objects that change, such as `scores.beatmap`; those that the endpoint is about unless given.",
    "add": "Members by name: a value, or `{from: mods, as: letters}` for a copy of another member.",
    "drop": "A list of members that are left out.",
    "rename": "New names by old ones.",
}
_UNITS = """\
A duration is a number of seconds, or text with units from large to small: `90s`, `1m30s`, `2h`, `1d`, `100ms`. Steps may
stand in any order; of those at the same time the first in the file comes first.
"""


def scenario_page() -> str:
    """Return the page."""
    return "\n".join(
        ("# Scenario files\n", *_whole(), *_world(), *_cast(), *_timeline(), *_words(), *_differences(), *_expect())
    )


def _whole() -> Iterator[str]:
    yield "A scenario file is YAML whose words without quotes are text unless they are JSON's numbers, `true`, `false` or"
    yield "`null`: `no` is text. JSON is YAML too. `mockbancho schema` prints the JSON Schema, for editors;"
    yield "`mockbancho check FILE` lists every mistake. This one comes with mockbancho:\n"
    yield f"```yaml\n{files('mockbancho.scenarios').joinpath('quiet_evening.yaml').read_text('utf-8').rstrip()}\n```\n"
    yield "## Keys\n"
    yield from _keys("key", schema()["properties"], _ABOUT)


def _world() -> Iterator[str]:
    yield "## world\n"
    yield from _keys("key", WorldSpec.__struct_fields__, _WORLD)
    yield "## ambient\n"
    yield "With `ambient: {}` a world is as lively as this:\n"
    defaults = {name: default_of(Ambience, name) for name in Ambience.__struct_fields__}
    yield from table(["key", "says", "default"], ([f"`{name}`", _AMBIENT[name], defaults[name]] for name in defaults))


def _cast() -> Iterator[str]:
    yield "## cast\n"
    yield "Each member has a name and is one thing, made with the arguments of `create_…` among the [actions](actions.md):"
    yield "`aika: {player: {name: Aika, traits: [donor]}}`. A trait stands for an argument that is true. A player may have"
    yield "a `clan` of the cast; a clan without an `owner` has the first of them.\n"
    rows = ([f"`{noun}`", ", ".join(f"`{trait}`" for trait in traits_of(verb))] for noun, verb in NOUNS.items())
    yield from table(["thing", "traits"], rows)


def _timeline() -> Iterator[str]:
    yield "## timeline\n"
    yield "A step has a time and one [action](actions.md) with its arguments: `{at: 5s, go_online: {player: aika}}`. What"
    yield "an action makes gets a name by a key of its own kind: `create_match: {match: finals, host: aika}`.\n"
    yield from _keys("time", TIMES, _TIMES)
    yield _UNITS
    yield "A step that cannot be done ends the playing with a mistake; one that repeats is left out that time, which the"
    yield "event `step_skipped` tells.\n"


def _words() -> Iterator[str]:
    yield "## Who is meant\n"
    yield "Players, beatmaps and matches are given by a name of the cast, by id, by their own name or title, or by a word"
    yield "that stands for one of many. Which one, the seed, the time and what has happened decide.\n"
    rows = (
        [REFERENCES[kind].noun, ", ".join(f"`{word}`" for word in selectors_of(kind))]
        for kind in (Player, Beatmap, Match)
    )
    yield from table(["one of", "words"], rows)


def _differences() -> Iterator[str]:
    yield "## faults\n"
    yield "Each has the arguments of [add_fault](actions.md#add_fault); its `during` counts from the start.\n"
    yield "## routes and reshape\n"
    yield "The servers that people run differ from bancho.py. A route is an endpoint of their own:\n"
    yield from _keys("key", ROUTE, _ROUTE)
    yield "Another shape changes the members of an endpoint's answers:\n"
    yield from _keys("key", RESHAPE, _RESHAPE)
    yield f"A copied member can be made `as` {', '.join(f'`{word}`' for word in MADE_INTO)}; `letters` is for mods.\n"


def _expect() -> Iterator[str]:
    yield "## expect\n"
    yield "`mockbancho check` plays a scenario to its end and asks meanwhile.\n"
    yield from _keys("key", EXPECTATIONS, _EXPECTED)
    bounds = " and ".join(f"`{bound}`" for bound in BOUNDS)
    yield f"A member is as it stands there; of a number {bounds} are bounds: `{{player.stats.0.pp: {{at_least: 100}}}}`.\n"


def _keys(what: str, names: Any, about: dict[str, str]) -> Iterator[str]:  # noqa: ANN401  # names in any form
    """Yield a table of keys; one that nothing is said of, or too much, is an error."""
    if list(names) != list(about):
        raise ValueError(f"the page explains {list(about)}, and there are {list(names)}")
    return table([what, "says"], ([f"`{name}`", about[name]] for name in names))
