"""Avatars: on a host that begins with `a.`, or by path on any other."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from mockbancho.api.answers import METHOD_NOT_ALLOWED, NOT_FOUND, Answer
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from mockbancho.world.world import World

PATH: Final = re.compile(r"/(\d{1,10})(?:\.(?:png|jpe?g|gif))?")
_TYPES: Final = {b"\x89PNG": b"image/png", b"\xff\xd8\xff": b"image/jpeg", b"GIF8": b"image/gif"}


def avatar(world: World, method: str, path: str) -> Answer:
    """Return a player's picture: their own, else the world's default one, else one that is made for them.

    An id of nobody has a default one too. 404 for a path that names no id.
    """
    if method not in {"GET", "HEAD"}:
        return Answer(405, METHOD_NOT_ALLOWED, headers=((b"allow", b"GET"),), source=Source.BESIDE)
    named = PATH.fullmatch(path)
    if named is None:
        return Answer(404, NOT_FOUND, source=Source.NOT_FOUND)
    content = _picture(world, int(named[1]))
    return Answer(200, content, picture_type(content), source=Source.BESIDE)


def _picture(world: World, player_id: int) -> bytes:
    with world.lock:
        found = world.attachments.avatar_of(player_id)
        is_known = world.players.get(player_id) is not None
    if found is not None:
        return found.content
    if not is_known:
        return default_picture()
    from mockbancho.api.identicons import identicon  # many a server is never asked for one

    return identicon(player_id)


def picture_type(content: bytes) -> bytes:
    """Return the media type of a picture, by its first bytes."""
    return next((type_ for start, type_ in _TYPES.items() if content.startswith(start)), b"application/octet-stream")


@cache
def default_picture() -> bytes:
    """Return the PNG shown for players without an avatar."""
    return files("mockbancho.api").joinpath("static", "avatar.png").read_bytes()
