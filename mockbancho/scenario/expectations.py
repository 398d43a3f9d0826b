"""What a scenario expects of the API at given times, and whether it is so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import Mistake, nearest
from mockbancho.world.durations import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.scenario.model import Expectation, Scenario
    from mockbancho.world.world import World

_ABSENT: Final = object()
_NAME: Final = re.compile(r"\{(\w+)\}")


def failures(scenario: Scenario, go_to: Callable[[int], None], ask: Callable[[str], tuple[int, Any]]) -> Iterator[str]:
    """Play a scenario to its end and yield a line for each expectation that is not so.

    *go_to* moves the world to so many microseconds after the start; *ask* returns a path's status and JSON.
    """
    for expectation in sorted(scenario.expect, key=lambda each: each.at):
        go_to(expectation.at)
        status, body = ask(expectation.get)
        place = expectation.place
        where = f"{scenario.file}:{place.line}:{place.column}" if place.line else scenario.file
        for text in _wrong(expectation, status, body):
            yield f"{where}: {place.path}: at {told(expectation.at)}, {expectation.get}: {text}"
    go_to(scenario.length)


def _wrong(expectation: Expectation, status: int, body: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    if status != expectation.status:
        yield f"expected status {expectation.status}, got {status}"
        return
    for path, wanted in expectation.where.items():
        found = found_at(body, path)
        if found is _ABSENT:
            yield f"{path}: expected {wanted!r}, but there is no such member"
        elif not _fits(found, wanted):
            yield f"{path}: expected {_spelled(wanted)}, got {found!r}"


def found_at(body: Any, path: str) -> Any:  # noqa: ANN401  # JSON
    """Return the member of JSON at a path such as `scores.0.pp`; `length` counts a list."""
    for part in path.split("."):
        if isinstance(body, dict) and part in body:
            body = body[part]  # pyright: ignore[reportUnknownVariableType]  # JSON
        elif isinstance(body, list) and part.isdecimal() and int(part) < len(body):  # pyright: ignore[reportUnknownArgumentType]  # JSON
            body = body[int(part)]  # pyright: ignore[reportUnknownVariableType]  # JSON
        elif isinstance(body, list) and part == "length":
            body = len(body)  # pyright: ignore[reportUnknownArgumentType]  # JSON
        else:
            return _ABSENT
    return body  # pyright: ignore[reportUnknownVariableType]  # JSON


def _fits(found: Any, wanted: Any) -> bool:  # noqa: ANN401  # JSON
    """Whether a member is as wanted: equal, or within `{at_least: …, at_most: …}`."""
    if isinstance(wanted, dict) and wanted and wanted.keys() <= {"at_least", "at_most"}:  # pyright: ignore[reportUnknownMemberType]  # JSON
        is_number = isinstance(found, int | float) and not isinstance(found, bool)
        return is_number and wanted.get("at_least", found) <= found <= wanted.get("at_most", found)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # JSON
    return (type(found) is type(wanted) and found == wanted) or _are_equal_numbers(found, wanted)


def _are_equal_numbers(found: Any, wanted: Any) -> bool:  # noqa: ANN401  # JSON
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (found, wanted))
    return numbers and found == wanted


def _spelled(wanted: Any) -> str:  # noqa: ANN401  # JSON
    if isinstance(wanted, dict) and wanted.keys() <= {"at_least", "at_most"}:  # pyright: ignore[reportUnknownMemberType]  # JSON
        return " and ".join(f"{name.replace('_', ' ')} {value!r}" for name, value in wanted.items())  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # JSON
    return repr(wanted)


def with_ids(world: World, path: str) -> str:
    """Return a path with the ids of the things that a scenario names: `/get_match?id={finals}`.

    Raises `Mistake` for a name that nothing has by then.
    """

    def id_of(found: re.Match[str]) -> str:
        member = world.schedule.cast.get(found[1])
        if member is None:
            known = [each.name for each in world.schedule.all_cast()]
            raise Mistake(f"{path}: nothing is called {found[1]!r} by then{nearest(found[1], known)}")
        return str(member.id)

    return _NAME.sub(id_of, path)
