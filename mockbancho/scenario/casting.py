"""The cast of a scenario file: who and what is there before the start, and what the timeline calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.errors import Mistake
from mockbancho.scenario.model import CastEntry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from mockbancho.actions.action import Action
    from mockbancho.scenario.loader import Node
    from mockbancho.scenario.parts import Parts

NOUNS: Final = {name.removeprefix(PREFIX): verb for name, verb in VERBS.items() if name.startswith(PREFIX)}
"""What a member of the cast can be, and the action that makes it."""
TOLD_BY_OTHERS: Final = ("owner",)
"""Arguments that are needed by an action, and follow from the rest of the cast."""
_NOWHERE: Final[Any] = None
"""The world of a check that needs none."""


def traits_of(verb: Action) -> list[str]:
    """Return what `traits` may list: everything that is either so or not."""
    return [name for name, each in verb.parameters.items() if each.checked is bool]


def read_cast(node: Node | None, parts: Parts) -> Iterator[CastEntry]:
    """Yield the members of the cast."""
    for name, entry in parts.mapping(node, None, "name").items():
        parts.name(entry, name)
        made = parts.mapping(entry, NOUNS, "thing")
        if len(made) == 1 == len(entry.members()):
            noun, given = next(iter(made.items()))
            yield CastEntry(place=parts.place(entry), name=name, noun=noun, arguments=_made(noun, given, parts))
        elif len(made) > 1 or (not entry.members() and (entry.is_mapping or entry.is_empty)):
            kinds = ", ".join(NOUNS)
            parts.notes.wrong(
                entry, f"expected one thing that {name!r} is, such as 'player: {{name: Aika}}'; known: {kinds}"
            )


def _made(noun: str, given: Node, parts: Parts) -> dict[str, Any]:
    """Return the arguments of what makes a member, with `traits: [donor]` as `donor: true`."""
    verb = NOUNS[noun]
    arguments = read_arguments(verb, given, parts, extra=("traits",), missing=TOLD_BY_OTHERS)
    arguments.pop("traits", None)
    traits = traits_of(verb)
    for each in parts.entries(given.members().get("traits")):
        if isinstance(each.value, str) and each.value in traits:
            arguments[each.value] = True
        else:
            parts.notes.unknown(each, f"trait of a {noun}", str(each.value), traits)
    return arguments


def read_arguments(
    verb: Action, node: Node, parts: Parts, *, extra: Collection[str] = (), missing: Collection[str] = ()
) -> dict[str, Any]:
    """Return the arguments of an action as they are written; what can be checked without a world is."""
    given = parts.mapping(node, [*verb.parameters, *extra], f"argument of {verb.name}")
    for name, each in given.items():
        parameter = verb.parameters.get(name)
        if parameter is not None and not parameter.refers:
            try:
                parameter.read(_NOWHERE, each.plain)
            except Mistake as mistake:
                parts.notes.wrong(each, _as_in_files(str(mistake)))
    needed = [name for name, each in verb.parameters.items() if each.is_required and name not in (*given, *missing)]
    if needed and (node.is_empty or node.is_mapping):
        parts.notes.wrong(node, f"{verb.name} needs {' and '.join(map(repr, needed))}")
    return {name: each.plain for name, each in given.items()}


def _as_in_files(text: str) -> str:
    """Return what is wrong in the words of files; actions speak Python."""
    return text.replace("True or False", "true or false").replace("a dict", "a mapping")
