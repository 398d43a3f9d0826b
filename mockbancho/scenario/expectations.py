"""What a scenario expects of the API at given times, and whether it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.errors import Mistake, ScenarioError, nearest
from mockbancho.scenario.expected import BOUNDS
from mockbancho.world.durations import told
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.scenario.model import Expectation, Scenario

MOST: Final = 100
"""Steps that cannot be done, after which nothing more is played."""
_LONGEST: Final = 60
"""Characters of a value that are shown."""
_ABSENT: Final = object()


def failures(scenario: Scenario, go_to: Callable[[int], None], ask: Callable[[str], tuple[int, Any]]) -> Iterator[str]:
    """Play a scenario to its end and yield a line for each expectation that is not so.

    *go_to* moves the world to so many microseconds after the start; *ask* returns a path's status and JSON. Raises
    `ScenarioError` at the end if there were steps that could not be done or requests that cannot be made, and tells
    those expectations too.
    """
    failed, unmet = list[str](), list[str]()
    for expectation in sorted(scenario.expect, key=lambda each: each.at):
        failed += _moved(go_to, expectation.at)
        where = f"{expectation.place}: at {told(expectation.at)}, {expectation.get}"
        try:
            status, body = ask(expectation.get)
        except Mistake as mistake:
            failed.append(f"{where}: {str(mistake).removeprefix(f'{expectation.get}: ')}")
            continue
        for text in _wrong(expectation, status, body):
            unmet.append(f"{where}: {text}")
            yield unmet[-1]
    failed += _moved(go_to, scenario.length)
    if failed:
        raise ScenarioError([*failed, *unmet])


def _moved(go_to: Callable[[int], None], at: int) -> list[str]:
    """Go to a time, past all steps that cannot be done, and return what is wrong with those."""
    found: list[str] = []
    while len(found) < MOST:
        try:
            go_to(at)
        except Mistake as mistake:
            found.append(str(mistake))
        else:
            return found
    raise ScenarioError([*found, f"and so on: {MOST} steps could not be done"])


def _wrong(expectation: Expectation, status: int, body: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    if status != expectation.status:
        yield f"expected status {expectation.status}, got {status}{_reason(body)}"
        return
    for path, wanted in expectation.where.items():
        found, known = _found_at(body, path)
        if found is _ABSENT:
            yield f"{path}: expected {_spelled(wanted)}, but {known}"
        elif not _fits(found, wanted):
            yield f"{path}: expected {_spelled(wanted)}, got {_shown(found)}"


def _reason(body: Any) -> str:  # noqa: ANN401  # JSON
    """Return what an answer says of itself, which those that are no success do."""
    text, _ = _found_at(body, "status")
    return f", {text!r}" if isinstance(text, str) else ""


def _found_at(body: Any, path: str) -> tuple[Any, str]:  # noqa: ANN401  # JSON
    """Return the member of JSON at a path such as `scores.0.pp`, and where there is none, what there is instead."""
    for part in path.split("."):
        found = _member(body, part)
        if found is _ABSENT:
            return _ABSENT, _without(body, part)
        body = found
    return body, ""


def _member(body: Any, part: str) -> Any:  # noqa: ANN401  # JSON
    if isinstance(body, dict):
        return body.get(part, _ABSENT)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # JSON
    if not isinstance(body, list):
        return _ABSENT
    count = len(body)  # pyright: ignore[reportUnknownArgumentType]  # JSON
    if part == "length":
        return count
    return body[int(part)] if part.isdecimal() and int(part) < count else _ABSENT  # pyright: ignore[reportUnknownVariableType]  # JSON


def _without(body: Any, part: str) -> str:  # noqa: ANN401  # JSON
    if isinstance(body, dict):
        names = [str(name) for name in body]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # JSON
        hint = nearest(part, names)
        return f"there is no member {part!r}{hint}{' Known' if hint else '; known'}: {', '.join(names)}"
    what = f"a list of {len(body)}" if isinstance(body, list) else _shown(body)  # pyright: ignore[reportUnknownArgumentType]  # JSON
    return f"{what} has no member {part!r}"


def _fits(found: Any, wanted: Any) -> bool:  # noqa: ANN401  # JSON
    """Whether a member is as wanted: equal, or within `{at_least: …, at_most: …}`."""
    if _is_bounds(wanted):
        return _is_number(found) and wanted.get("at_least", found) <= found <= wanted.get("at_most", found)
    return found == wanted and (type(found) is type(wanted) or (_is_number(found) and _is_number(wanted)))


def _is_bounds(wanted: Any) -> bool:  # noqa: ANN401  # JSON
    return isinstance(wanted, dict) and any(bound in wanted for bound in BOUNDS)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _spelled(wanted: Any) -> str:  # noqa: ANN401  # JSON
    if _is_bounds(wanted):
        return " and ".join(f"{name.replace('_', ' ')} {value!r}" for name, value in wanted.items())
    return _shown(wanted)


def _shown(value: Any) -> str:  # noqa: ANN401  # JSON
    """Return a value as files spell it, without its end if it is long."""
    if isinstance(value, str):
        return shortened(value)
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
