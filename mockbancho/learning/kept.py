"""Answers kept in a file beside the one that is to be written, so that an interrupted recording goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.errors import Mistake
from mockbancho.learning.questions import Question, Reply

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = 1


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's first line: its format, which server answered below which prefix, and when that began."""

    mockbancho: int
    server: str
    prefix: str
    began: int


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Every other line: a question, and its answer."""

    question: Question
    reply: Reply


class Kept:
    """The answers that a server has given so far; each is in the file before the next question is asked."""

    def __init__(self, path: Path, heading: Heading) -> None:
        """Take the file and what its first line says; a file of the same server gives back what it has.

        Raises `Mistake` for a file of another server, or one that is no such file.
        """
        self.path = path
        self.heading = heading
        self.answers: dict[Question, Reply] = {}
        try:
            whole = self._read() if path.exists() else 0
            self._file = path.open("ab")
            self._file.truncate(whole)
            if not whole:
                self._write(heading)
        except OSError as error:
            raise Mistake(f"cannot keep answers in {path}: {error.strerror or error}") from error

    def _read(self) -> int:
        """Take over the answers of the file, and return its length without a last line that was cut off."""
        text = self.path.read_bytes()
        text = text[: text.rfind(b"\n") + 1]
        first, *rest = text.splitlines() or [b""]
        if not first:
            return 0
        try:
            began = msgspec.json.decode(first, type=Heading)
            lines = [msgspec.json.decode(line, type=Line) for line in rest]
        except msgspec.DecodeError:
            raise Mistake(f"{self.path} keeps no answers of a server; move it away, or name another file") from None
        if (began.mockbancho, began.server, began.prefix) != (FORMAT, self.heading.server, self.heading.prefix):
            raise Mistake(
                f"{self.path} keeps answers of {began.server}{began.prefix}, not of "
                f"{self.heading.server}{self.heading.prefix}; move it away, or name another file"
            )
        self.heading = began
        self.answers = {line.question: line.reply for line in lines}
        return len(text)

    def add(self, question: Question, reply: Reply) -> None:
        """Keep an answer."""
        self.answers[question] = reply
        self._write(Line(question, reply))

    def _write(self, line: Heading | Line) -> None:
        try:
            self._file.write(msgspec.json.encode(line) + b"\n")
            self._file.flush()
        except OSError as error:
            raise Mistake(f"cannot keep answers in {self.path}: {error.strerror or error}") from error

    def close(self) -> None:
        """Close the file, which stays."""
        self._file.close()

    def forget(self) -> None:
        """Close the file and remove it: all that it has is told elsewhere."""
        self._file.close()
        self.path.unlink(missing_ok=True)
