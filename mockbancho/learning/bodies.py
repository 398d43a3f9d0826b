"""Finding one's way in answers that may have any shape: what is not there, or is something else, is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from mockbancho.learning.questions import Reply

Object = dict[str, Any]
"""A JSON object."""


def is_object(value: object) -> TypeGuard[Object]:
    """Whether a JSON value is an object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a JSON value is a list."""
    return isinstance(value, list)


def member(body: object, *path: str) -> Object:
    """Return the object at the end of a path of members."""
    for name in path:
        body = body.get(name) if is_object(body) else None
    return body if is_object(body) else {}


def objects(body: object, *path: str) -> list[Object]:
    """Return the objects of the list at the end of a path."""
    *way, last = path
    found = member(body, *way).get(last)
    return [each for each in found if is_object(each)] if is_list(found) else []


def numbered(body: object, *path: str) -> dict[int, Object]:
    """Return the objects of an object whose members are numbers."""
    found = member(body, *path)
    return {int(name): each for name, each in found.items() if name.isdecimal() and is_object(each)}


def number(body: Object, name: str) -> int | None:
    """Return a member that is a whole number, or None."""
    found = body.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def body_of(reply: Reply) -> object:
    """Return the JSON of an answer of status 200, else an empty object."""
    return reply.json() if reply.status == 200 else {}
