"""What a failed test is told beside its story: faults that no request met, and why the last answer found nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from mockbancho.explaining.explain import explain
from mockbancho.verification.lines import cut
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.app import Api
    from mockbancho.explaining.explained import Explained
    from mockbancho.world.journal import Call

MOST: Final = 3
"""Reasons and other requests that are told; `bancho.explain` has them all."""


def remarks_on(api: Api) -> Iterator[str]:
    """Yield lines about what is easily overlooked: a fault may be misspelled, and an empty list says nothing."""
    for rule in api.world.schedule.faults:
        if rule.begins <= api.world.now and not rule.seen:
            yield cut(f"no request met the fault: {rule.name}")
    last = next((call for call in reversed([*api.journal]) if call.endpoint), None)
    if last is not None and not last.fault and last.source is Source.WORLD and api.chaos is None:
        yield from _nothing_found(api, last)


def _nothing_found(api: Api, call: Call) -> Iterator[str]:
    """Yield why an answer is a 404 or an empty list, if it is one and would be one now."""
    if call.status not in (200, 404):
        return
    told = explain(api, call.target, method=call.method)
    if told.status != call.status or (call.status == 200 and told.says != "an empty list"):
        return
    yield f"call {call.number}: {told.says}"
    yield from (cut(f"  {line}") for line in _reasons(told))


def _reasons(told: Explained) -> Iterator[str]:
    """Yield the reasons, without the filters that dropped nothing."""
    yield from told.why[:MOST]
    for each in told.lists:
        dropping = tuple(step for step in each.steps if step.dropped)
        yield from replace(each, steps=dropping).lines()
    for hint in told.instead[:MOST]:
        yield f"try instead: {hint.path}  ({hint.why})"
