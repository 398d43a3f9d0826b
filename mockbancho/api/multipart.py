"""Multipart bodies: taken apart while they come in, so that nothing is held that nobody wants."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Final

from mockbancho.errors import BadRequest
from mockbancho.world.pictures import LARGEST

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartParser

BESIDE: Final = 64 * 2**10
"""Bytes that a form may have beside its avatar."""
_LONGEST_HEADER: Final = 4096
_LONGEST_BOUNDARY: Final = 70
"""RFC 2046."""
_LOG: Final = logging.getLogger("python_multipart")
_LOG.addHandler(logging.NullHandler())  # what it warns of is told to the client


class Form(ABC):
    """What is kept of a form whose parts come in one after another, each in pieces."""

    @abstractmethod
    def begin(self, name: str, *, is_file: bool) -> None:
        """Take note that the part of this name begins."""

    @abstractmethod
    def add(self, piece: bytes) -> None:
        """Take more of the part that began last; raises `BadRequest` as soon as it is too much."""


class AvatarForm(Form):
    """A form of which the avatar alone is kept: the last one, if there are several."""

    def __init__(self) -> None:
        """Begin with none."""
        self.content = bytearray()
        self.is_file = False
        self._beside = 0
        self._is_avatar = False

    def begin(self, name: str, *, is_file: bool) -> None:
        """Take note that the part of this name begins."""
        self._is_avatar = name == "avatar"
        if self._is_avatar:
            self._beside += len(self.content)
            self.content, self.is_file = bytearray(), is_file

    def add(self, piece: bytes) -> None:
        """Take more of the part that began last."""
        if self._is_avatar:
            self.content += piece
        else:
            self._beside += len(piece)
        if len(self.content) > LARGEST:
            raise too_large()
        if self._beside > BESIDE:
            raise BadRequest("too much beside the avatar file (max 64KB).")


class TextForm(Form):
    """A form whose parts are all kept as texts; the last one of a name counts."""

    def __init__(self) -> None:
        """Begin with none."""
        self._parts: dict[str, bytearray] = {}
        self._part = bytearray()

    @property
    def texts(self) -> dict[str, object]:
        """The parts by name; what is no UTF-8 in them is replaced."""
        return {name: content.decode("utf-8", "replace") for name, content in self._parts.items()}

    def begin(self, name: str, *, is_file: bool) -> None:  # noqa: ARG002  # a text in a file is one too
        """Take note that the part of this name begins."""
        self._part = self._parts[name] = bytearray()

    def add(self, piece: bytes) -> None:
        """Take more of the part that began last."""
        self._part += piece


class Multipart:
    """Takes a multipart body apart, and gives a form its parts."""

    def __init__(self, content_type: str, form: Form) -> None:
        """Take the body's content type, and who wants the parts; raises `BadRequest` if there is no boundary."""
        from python_multipart.multipart import MultipartParser, parse_options_header  # few servers are sent a form

        self._boundary = parse_options_header(content_type)[1].get(b"boundary", b"")
        if not 1 <= len(self._boundary) <= _LONGEST_BOUNDARY:
            raise BadRequest("the content-type names no boundary of 1 to 70 characters.")
        self._options = parse_options_header
        self._form = form
        self._header, self._value, self._disposition = b"", b"", b""
        self._is_empty, self._has_begun, self._has_ended = True, False, False
        self._parser: MultipartParser = MultipartParser(
            self._boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": self._add_to_header,
                "on_header_value": self._add_to_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._begin_content,
                "on_part_data": lambda data, start, end: form.add(data[start:end]),
                "on_end": self._end,
            },
        )

    def add(self, piece: bytes) -> None:
        """Take more of the body; raises `BadRequest` for what is no multipart."""
        from python_multipart.exceptions import FormParserError

        self._is_empty = self._is_empty and not piece
        try:
            self._parser.write(piece)
        except FormParserError:
            raise self._malformed("malformed multipart body.") from None

    def end(self) -> None:
        """Take note that there is no more; raises `BadRequest` for a body that is cut off, though not for an empty one."""
        if not self._has_ended and not self._is_empty:
            raise self._malformed("the multipart body ends before its last boundary.")

    def _malformed(self, sentence: str) -> BadRequest:
        boundary = self._boundary.decode("latin-1")
        elsewhere = f"the body does not begin with the boundary {boundary!r} that its content-type names."
        return BadRequest(sentence if self._has_begun else elsewhere)

    def _begin_part(self) -> None:
        self._has_begun = True
        self._header, self._value, self._disposition = b"", b"", b""

    def _add_to_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]
        self._check_header()

    def _add_to_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._check_header()

    def _check_header(self) -> None:
        if len(self._header) + len(self._value) > _LONGEST_HEADER:
            raise self._malformed("malformed multipart body.")

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            self._disposition = self._value
        self._header, self._value = b"", b""

    def _begin_content(self) -> None:
        options = self._options(self._disposition)[1]
        self._form.begin(options.get(b"name", b"").decode("utf-8", "replace"), is_file=b"filename" in options)

    def _end(self) -> None:
        self._has_ended = True


def too_large() -> BadRequest:
    """Return the refusal of an avatar, in bancho.py's words."""
    return BadRequest("avatar file too large (max 4MB).")
