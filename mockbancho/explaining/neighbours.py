"""The questions next to one that found nothing: some of its parameters left out or changed, and what those find."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mockbancho.contract import Boolean, Choice
from mockbancho.explaining.explained import Hint
from mockbancho.osu.modes import USED_MODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mockbancho.contract import Parameter
    from mockbancho.explaining.asking import Asked, Request

SHOWN: Final = 3
_KEPT: Final = frozenset({"id", "name", "md5", "limit", "page_size", "q"})
"""Parameters that say what a question is about, and not which part of that."""


class _Change(NamedTuple):
    """A parameter, and its other text; None leaves it out."""

    name: str
    text: str | None

    def __str__(self) -> str:
        """Tell it in words."""
        return f"without {self.name}" if self.text is None else f"with {self.name}={self.text}"


def neighbours(again: Callable[[Request], Asked], asked: Asked) -> Iterator[Hint]:
    """Yield the changes of a question that find something, those that find the most first.

    Two parameters are changed at once only if no single change is enough. *again* asks the same endpoint.
    """
    changes = list(_changes(asked))
    for count in (1, 2):
        found_by = list(_tried(again, asked.request, combinations(changes, count)))
        if found_by:
            found_by.sort(key=lambda each: -each[0])
            yield from (hint for _, hint in found_by[:SHOWN])
            return


def _tried(
    again: Callable[[Request], Asked], request: Request, several: Iterable[tuple[_Change, ...]]
) -> Iterator[tuple[int, Hint]]:
    """Yield how many rows a change shows, and the request, for those that show any."""
    for changes in several:
        texts: dict[str, Any] = {change.name: change.text for change in changes}
        if len(texts) < len(changes):
            continue
        asked = again(request.changed(**texts))
        if asked.answer.status == 200 and asked.shown:
            rows = f"{asked.shown} row{'' if asked.shown == 1 else 's'}"
            yield asked.shown, Hint(asked.request.target, f"{rows}, {' and '.join(map(str, changes))}")


def _changes(asked: Asked) -> Iterator[_Change]:
    """Yield every single change of a question that may find more."""
    sent = asked.request.sent
    for parameter in asked.endpoint.parameters:
        if parameter.in_path or parameter.name in _KEPT:
            continue
        if parameter.name in sent and not parameter.required:
            yield _Change(parameter.name, None)
        default = None if parameter.required else str(parameter.default)
        others = _others(parameter, asked.values[parameter.name])
        yield from (_Change(parameter.name, text) for text in others if text != default)


def _others(parameter: Parameter, value: object) -> Iterator[str]:
    """Yield other texts for a parameter that has few."""
    if parameter.name == "mode":
        yield from (str(int(mode)) for mode in USED_MODES if mode != value)
    elif isinstance(parameter.kind, Choice):
        yield from (option for option in parameter.kind.options if option != value)
    elif isinstance(parameter.kind, Boolean):
        yield "false" if value else "true"
