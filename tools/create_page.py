"""The page of `bancho.create` and the factory classes: what each takes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from typing import Any

from mockbancho.factories import RowFactory

from mockbancho.actions.action import Action
from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.world.parameters import NOT_GIVEN, Parameter
from tools.tables import in_words, table


def create_page() -> str:
    """Return the page."""
    verbs = [verb for name, verb in VERBS.items() if name.startswith(PREFIX)]
    return "\n".join(("# Making things\n", _INTRODUCTION, *(text for verb in verbs for text in _verb(verb))))


_INTRODUCTION = """\
What `bancho.create` makes, and the factory class that makes the same: `bancho.create.player(country="jp")` is
`PlayerFactory.create(world=bancho, country="jp")`. Rows are given as row, id or name; numbers that have a word may be
given by it. What is *drawn* follows from the world's seed and the thing's name, id or place, and from nothing else.
"""


def _verb(verb: Action) -> Iterator[str]:
    noun = verb.name.removeprefix(PREFIX)
    yield f"## create.{noun}\n"
    yield f"{verb.about}\n"
    yield from table(["argument", "takes", "default"], map(parameter_cells, verb.parameters.values()))
    made_by: type[RowFactory[Any]] = getattr(
        import_module("mockbancho.factories"), f"{noun.title().replace('_', '')}Factory"
    )
    yield f"`{made_by.__name__}`: {cleandoc(made_by.__doc__ or '')}\n"
    others = [each for name, each in made_by.parameters().items() if name not in verb.parameters]
    if others:
        yield "It takes besides:\n"
        yield from table(["argument", "takes", "default"], map(parameter_cells, others))


def parameter_cells(parameter: Parameter) -> list[str]:
    """Return what a table says of a parameter: its name, what it takes, and its default."""
    if parameter.is_required:
        default = "required"
    elif parameter.default is NOT_GIVEN or parameter.default is None:
        default = ""
    else:
        default = f"`{parameter.default!r}`" if isinstance(parameter.default, (bool, str)) else "none"
    return [f"`{parameter.name}`", in_words(parameter.checked), default]
