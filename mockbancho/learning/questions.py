"""What a server is asked, and what it answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec


class Question(msgspec.Struct, frozen=True):
    """A GET of one endpoint; *path* is given where it is not the prefix and the endpoint's name."""

    endpoint: str
    parameters: tuple[tuple[str, str], ...] = ()
    path: str = ""

    def target(self, prefix: str) -> str:
        """Return path and query on a server whose endpoints stand below *prefix*."""
        path = self.path or f"{prefix}/{self.endpoint}"
        return f"{path}?{urlencode(self.parameters)}" if self.parameters else path

    def given(self, name: str) -> str | None:
        """Return what is given for a parameter, or None."""
        return dict(self.parameters).get(name)

    def __str__(self) -> str:
        """Tell what is asked: `get_player_info id=3 scope=all`."""
        return " ".join([self.path or self.endpoint, *(f"{name}={value}" for name, value in self.parameters)])


def ask(endpoint: str, path: str = "", **parameters: object) -> Question:
    """Return a question; parameters that are None are left out."""
    given = tuple((name, str(value)) for name, value in parameters.items() if value is not None)
    return Question(endpoint, given, path)


class Reply(msgspec.Struct, frozen=True):
    """What came back: the status, the type that the server calls it, and the body."""

    status: int
    content_type: str
    body: bytes

    def json(self) -> Any:  # noqa: ANN401  # whatever was sent
        """Return the body's JSON; raises `msgspec.DecodeError` if it is none."""
        return msgspec.json.decode(self.body)

    @property
    def is_json(self) -> bool:
        """Whether the body can be read as JSON."""
        try:
            self.json()
        except (ValueError, RecursionError):  # of numbers with too many digits, and of what nests too deeply
            return False
        return True


def printable(text: str) -> str:
    """Return a text of a server with nothing in it that a terminal would obey."""
    return "".join(each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in text)


class Unanswered(Exception):
    """Say why a question got no answer that can be read, in a few words."""

    def __init__(self, reason: str) -> None:
        """Take the reason, which may have a server's words in it."""
        super().__init__(printable(reason))


class Unreachable(Unanswered):
    """Say why nothing whole came back; another attempt may do better."""


class Deferred(Unanswered):
    """Say that a server wants to be left alone for longer than is waited."""
