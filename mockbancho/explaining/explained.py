"""What an explanation says, as data and as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator


class Hint(msgspec.Struct, frozen=True):
    """A request to make instead, ready to be sent, and what it is about."""

    path: str
    why: str


Reason = str | Hint
"""A sentence, or a request to make instead."""


class Step(msgspec.Struct, frozen=True):
    """What one filter of a list did: how many rows it dropped, and how many there would be *without* it alone."""

    filter: str
    dropped: int
    without: int


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """How a list came to be: rows *considered*, what each filter dropped, *found* of them, *shown* from *first* on."""

    about: str
    considered: int
    steps: tuple[Step, ...]
    found: int
    first: int
    shown: int

    def lines(self) -> Iterator[str]:
        """Yield the list as lines of text."""
        yield f"{self.about}: {self.considered}"
        width = max((len(f"-{step.dropped}") for step in self.steps), default=0)
        for step in self.steps:
            without = f"   ({step.without} without this)" if step.without > self.found else ""
            yield f"  {f'-{step.dropped}':>{width}}  unless {step.filter}{without}"
        part = "" if self.shown == self.found else f", of which {self.shown} are shown"
        yield f"  = {self.found}{part}"


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """Why a request is answered as it is. `str()` gives the text, `to_dict()` the same as plain data."""

    request: str
    status: int
    says: str
    """What the answer is, in a sentence."""
    why: tuple[str, ...] = ()
    lists: tuple[Listed, ...] = ()
    instead: tuple[Hint, ...] = ()
    """Requests that find more."""

    @property
    def text(self) -> str:
        """The whole explanation, as lines."""
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Yield the explanation line by line."""
        yield self.request
        yield f"{self.status}: {self.says}"
        yield from (f"* {sentence}" for sentence in self.why)
        for each in self.lists:
            yield ""
            yield from each.lines()
        if self.instead:
            yield "\nTry instead"
            width = max(len(hint.path) for hint in self.instead)
            yield from (f"  {hint.path:<{width}}  {hint.why}" for hint in self.instead)

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as dicts, lists, texts and numbers."""
        found: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return found

    def __str__(self) -> str:
        """Return the text."""
        return self.text
