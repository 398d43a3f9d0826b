"""The bodies that change a world: an avatar, and what a player tells of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

import msgspec

from mockbancho.api.multipart import BESIDE, AvatarForm, Multipart, TextForm, too_large
from mockbancho.errors import BadRequest
from mockbancho.world.pictures import LARGEST, ending_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

LARGEST_FORM: Final = 64 * 2**10
"""Bytes of the largest body that can tell of a player."""
_LARGEST_UPLOAD: Final = LARGEST + 2 * BESIDE
_MULTIPART: Final = "multipart/form-data"


async def read_avatar(receive: Receive, content_type: str, content_length: int | None) -> bytes:
    """Return the picture that a form brings as `avatar`; raises `BadRequest` as soon as it cannot be one."""
    if _kind(content_type) != _MULTIPART:
        raise _missing()
    if content_length is not None and content_length > _LARGEST_UPLOAD:
        raise too_large()
    form = AvatarForm()
    parts = Multipart(content_type, form)
    await _take(receive, parts.add, most=_LARGEST_UPLOAD, refusal=too_large)
    parts.end()
    if not form.content:
        raise _missing()
    if ending_of(form.content) is None:
        raise BadRequest("invalid file type.") if form.is_file else _missing()
    return bytes(form.content)


async def read_columns(receive: Receive, content_type: str, content_length: int | None) -> dict[str, object]:
    """Return what a JSON object or a form tells, by name; raises `BadRequest` for anything else.

    What begins like an object is JSON, whatever its content type says: no form that is right begins so.
    """
    if content_length is not None and content_length > LARGEST_FORM:
        raise _too_long()
    pieces: list[bytes] = []
    await _take(receive, pieces.append, most=LARGEST_FORM, refusal=_too_long)
    body = b"".join(pieces)
    if not body:
        raise BadRequest("must provide a JSON object or a form.")
    kind = _kind(content_type)
    if kind == _MULTIPART:
        return _texts(body, content_type)
    if kind == "application/json" or body.lstrip().startswith(b"{"):
        return _object(body)
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _take(
    receive: Receive, take: Callable[[bytes], None], *, most: int, refusal: Callable[[], BadRequest]
) -> None:
    """Give a body to who takes it, as it comes in; raises the refusal as soon as it is too much."""
    has_more = True
    while has_more:
        message = await receive()
        piece: bytes = message.get("body", b"")
        most -= len(piece)
        if most < 0:
            raise refusal()
        take(piece)
        has_more = message.get("more_body", False)


def _texts(body: bytes, content_type: str) -> dict[str, object]:
    form = TextForm()
    parts = Multipart(content_type, form)
    parts.add(body)
    parts.end()
    return form.texts


def _object(body: bytes) -> dict[str, object]:
    try:
        found: object = msgspec.json.decode(body)
    except (ValueError, RecursionError) as error:
        raise BadRequest(f"the body is no JSON object: {error}.") from None
    if not isinstance(found, dict):
        raise BadRequest("the body is no JSON object.")
    return found  # pyright: ignore[reportUnknownVariableType]  # names of JSON are texts


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().lower()


def _missing() -> BadRequest:
    return BadRequest("must provide avatar file.")


def _too_long() -> BadRequest:
    return BadRequest("the body is too large (max 64KB).")
