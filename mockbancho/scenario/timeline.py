"""The timeline of a scenario file: one time and one action in each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.scenario.casting import read_arguments
from mockbancho.scenario.model import Step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockbancho.actions.action import Action
    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.parts import Parts

TIMES: Final = ("at", "after", "every", "jitter", "until")
_KNOWN: Final = (*TIMES, *VERBS)


def named_by(verb: Action) -> str | None:
    """Return the key under which a step says what the thing that it makes is called from then on, if there is one."""
    noun = verb.name.removeprefix(PREFIX)
    return noun if verb.name.startswith(PREFIX) and noun not in verb.parameters else None


def read_timeline(node: Node | None, parts: Parts) -> Iterator[Step]:
    """Yield the steps, in the order of the file."""
    before = 0
    for each in parts.entries(node):
        step = _step(each, before, parts)
        if step is not None:
            before = step.at
            yield step


def _step(node: Node, before: int, parts: Parts) -> Step | None:
    keys = parts.mapping(node, _KNOWN, "action")
    verbs = [VERBS[key] for key in keys if key in VERBS]
    times: dict[str, int] = {key: parts.duration(keys[key]) for key in TIMES if key in keys}
    if len(verbs) != 1:
        if len(keys) == len(node.members()) and (node.is_mapping or node.is_empty):
            found = " and ".join(verb.name for verb in verbs) or "none"
            parts.notes.wrong(node, f"a step has one action, such as 'go_online: {{player: aika}}'; found {found}")
        return None
    _check_times(node, times, parts)
    name, arguments = _made(verbs[0], keys[verbs[0].name], parts)
    every = times.get("every")
    return Step(
        place=parts.place(node),
        verb=verbs[0].name,
        arguments=arguments,
        at=times["at"] if "at" in times else before + times.get("after", every or 0),
        name=name,
        every=every,
        jitter=times.get("jitter", 0),
        until=times.get("until"),
    )


def _made(verb: Action, given: Node, parts: Parts) -> tuple[str | None, dict[str, Any]]:
    """Return what the thing that a step makes is called, if it is, and the other arguments."""
    key = named_by(verb)
    arguments = read_arguments(verb, given, parts, extra=() if key is None else (key,))
    if key is None or key not in arguments:
        return None, arguments
    return parts.name(given.members()[key], arguments.pop(key)), arguments


def _check_times(node: Node, times: Mapping[str, int], parts: Parts) -> None:
    for text in _wrong(times):
        parts.notes.wrong(node, text)


def _wrong(times: Mapping[str, int]) -> Iterator[str]:
    """Yield what is wrong with the times of a step."""
    if "at" in times and "after" in times:
        yield "a step has either 'at' or 'after', which counts from the step before"
    if "every" not in times:
        yield from (f"{key!r} is for a step that repeats, with 'every'" for key in ("jitter", "until") if key in times)
        if not times.keys() & {"at", "after"}:
            yield "a step has a time: 'at: 5s', 'after: 5s' or 'every: 5s'"
    elif times["every"] <= 0:
        yield "every: expected more than 0 seconds"
    elif times.get("jitter", 0) >= times["every"]:
        yield "jitter: expected less than 'every'"
    elif times.get("until", times.get("at", 0)) < times.get("at", 0):
        yield "until: this is before 'at', so that it never happens"
