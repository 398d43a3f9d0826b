"""Decorating functions with a server: each call gets a fork of it."""

from __future__ import annotations

import sys
from functools import wraps
from inspect import Parameter, isasyncgenfunction, iscoroutinefunction, isgeneratorfunction, signature
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager
    from inspect import Signature

P = ParamSpec("P")
T = TypeVar("T")


def decorated(fork: Callable[[], AbstractContextManager[object]], function: Callable[P, T]) -> Callable[P, T]:
    """Return a function that is given a fork of its own as `bancho`, if it takes one, in each call.

    It does not show that parameter. Raises `Mistake` for a class or a generator.
    """
    if isinstance(function, type) or isgeneratorfunction(function) or isasyncgenfunction(function):
        raise Mistake(f"a Bancho decorates functions, and {function.__name__} is a class or a generator")
    shown = signature(function)
    place = _place_of_bancho(shown)

    @wraps(function)
    async def asynchronous(*arguments: P.args, **keywords: P.kwargs) -> object:
        with fork() as forked:
            values, names = _given(forked, place, arguments, keywords)
            waiting: Awaitable[object] = function(*values, **names)  # type: ignore[assignment]
            return await waiting

    @wraps(function)
    def synchronous(*arguments: P.args, **keywords: P.kwargs) -> T:
        with fork() as forked:
            values, names = _given(forked, place, arguments, keywords)
            return function(*values, **names)

    chosen: Any = asynchronous if iscoroutinefunction(function) else synchronous
    chosen.__signature__ = shown.replace(parameters=[p for p in shown.parameters.values() if p.name != "bancho"])
    return chosen  # type: ignore[no-any-return]  # one of two that differ only in how they are called


def _place_of_bancho(shown: Signature) -> int | None:
    """Return how many arguments by position come before `bancho`, infinitely many if it is by name, None without it."""
    names = list(shown.parameters)
    if "bancho" not in names:
        return None
    return sys.maxsize if shown.parameters["bancho"].kind is Parameter.KEYWORD_ONLY else names.index("bancho")


def _given(
    fork: object, place: int | None, arguments: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Return the arguments of a decorated function with `bancho` among them, if it takes one and was given none."""
    if place is None or "bancho" in keywords:
        return arguments, keywords
    if len(arguments) < place:
        return arguments, {"bancho": fork, **keywords}
    return (*arguments[:place], fork, *arguments[place:]), keywords
