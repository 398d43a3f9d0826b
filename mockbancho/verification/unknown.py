"""Calls that no endpoint answered, and parameters that nobody looked at."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from mockbancho.verification.lines import cut
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.api.app import Api
    from mockbancho.world.journal import Call

BESIDE: Final = frozenset({"/", "/favicon.ico", "/robots.txt", "/apple-touch-icon.png"})
"""Paths that browsers and crawlers ask for by themselves; nobody's client means them."""


def is_unknown(call: Call) -> bool:
    """Whether no endpoint has the call's path, and a client meant one."""
    return call.source is Source.NOT_FOUND and call.path not in BESIDE


def told_path(api: Api, path: str) -> str:
    """Return what was probably meant by an unknown path: `contract 5.3 has it at /v1/get_player_info`, or nothing."""
    near = api.paths.nearest(path)
    if near is None:
        return ""
    if _name_of(near) == _name_of(path):
        return f"contract {api.contract.name} has it at {near}"
    return f"did you mean {near}?"


def told_unknown(api: Api, calls: Iterable[Call]) -> list[str]:
    """Return a line for each unknown path that was asked for, with how often, and what was probably meant."""
    return list(_lines(api, Counter((call.method, call.path) for call in calls if is_unknown(call))))


def _lines(api: Api, counted: Counter[tuple[str, str]]) -> Iterator[str]:
    for (method, path), number in counted.items():
        often = f" ({number} times)" if number > 1 else ""
        hint = told_path(api, path)
        yield f"{method} {cut(path)}{often}{f': {hint}' if hint else ''}"


def told_ignored(api: Api, calls: Iterable[Call]) -> list[str]:
    """Return a sentence for each parameter that an endpoint ignored."""
    counted = Counter((call.endpoint or "", name) for call in calls for name in call.ignored)
    return [_ignored(api, endpoint, name) for endpoint, name in counted]


def _ignored(api: Api, endpoint: str, name: str) -> str:
    declared = api.contract.endpoints.get(endpoint)
    takes = ", ".join(parameter.name for parameter in declared.parameters) if declared else ""
    return f"{endpoint} ignores the parameter {name!r}, as bancho.py does; it takes {takes or 'none'}"


def _name_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2].lower()
