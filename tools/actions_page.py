"""The page of actions: what each does, takes and tells."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc

from mockbancho.actions.action import Action
from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import MODULES, VERBS
from mockbancho.world.events import EVENTS
from tools.create_page import parameter_cells
from tools.tables import table
from tools.told_events import ToldEvents

_INTRODUCTION = """\
Every change of a world is one of these. `bancho.go_online("Aika")` is `bancho.act("go_online", player="Aika")`, and in a
[scenario file](scenario-files.md) `go_online: {player: aika}`; `bancho.create.player()` is the action `create_player`.
Rows are given as row, id or name, or by a word such as `any_online`; numbers that have a word may be given by it. An
action that is not legal now changes nothing, and says what is.
"""
_EVENTS = """\
`bancho.events` has what happened, `bancho.run_until("match_started")` waits for one; each has `at`, in microseconds, and
what it is about: the ids of a `player`, an `other` one, a `beatmap`, a `score` or a `match`, and a `text`.
"""


def actions_page() -> str:
    """Return the page."""
    told = ToldEvents()
    kinds = {name: told.of(verb) for name, verb in VERBS.items()}
    return "\n".join(("# Actions\n", _INTRODUCTION, *_groups(kinds), *_events(kinds)))


def _groups(kinds: dict[str, list[str]]) -> Iterator[str]:
    """Yield the actions, grouped as their modules are."""
    for module in MODULES:
        yield f"## {cleandoc(module.__doc__ or '').splitlines()[0].removesuffix('.')}\n"
        for name, verb in VERBS.items():
            if verb.function.__module__ == module.__name__:
                yield from _action(verb, kinds[name])


def _action(verb: Action, kinds: list[str]) -> Iterator[str]:
    noun = verb.name.removeprefix(PREFIX)
    called = f"create.{noun}" if verb.name.startswith(PREFIX) else noun
    places = [name for name, each in verb.parameters.items() if each.is_positional]
    others = ["…"] if len(places) < len(verb.parameters) else []
    yield f"### {verb.name}\n"
    yield f"{verb.about}\n"
    yield f"`bancho.{called}({', '.join([*places, *others])})`\n"
    yield from table(["argument", "takes", "default"], map(parameter_cells, verb.parameters.values()))
    if kinds:
        yield f"It may tell: {_listed(kinds)}.\n"


def _events(kinds: dict[str, list[str]]) -> Iterator[str]:
    yield "## Events\n"
    yield _EVENTS
    verbs = {kind: [name for name in VERBS if kind in kinds[name]] for kind in EVENTS}
    yield from table(["event", "may follow from"], ([f"`{kind}`", _listed(verbs[kind])] for kind in EVENTS))


def _listed(words: list[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)
