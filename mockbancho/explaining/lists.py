"""Lists: what was considered, what each filter dropped, who is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockbancho.explaining.explained import Listed, Step
from mockbancho.explaining.near import SHOWN, listed, player_of
from mockbancho.osu.mods import ModsFilter
from mockbancho.records import Score, Stats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.explaining.asking import Asked
    from mockbancho.records import Player
    from mockbancho.world.queries.question import Filter, Question, Reading
    from mockbancho.world.world import World

_HIDES: str = "restricted"
"""The word that names the filters which hide players."""


def list_of(reading: Reading[Any]) -> Listed:
    """Return how a list came to be."""
    found = reading.question.explain()
    return Listed(
        about=found.about,
        considered=found.considered,
        steps=tuple(Step(step.name, step.dropped, step.without) for step in found.steps),
        found=len(found.found),
        first=reading.offset,
        shown=len(reading.rows),
    )


def why_listed(asked: Asked) -> Iterator[str]:
    """Yield what the steps of a list do not say."""
    for reading in asked.readings:
        found = list_of(reading)
        if found.first >= found.found > 0:
            yield f"the part that is asked for begins at {found.first}, and the list ends at {found.found}"
        elif found.shown < found.found:
            last = found.first + found.shown
            yield f"rows {found.first + 1} to {last} of {found.found} are shown"
        yield from _hidden(asked.world, reading.question)
    text = asked.values.get("mods")
    if isinstance(text, str) and _filters_nothing(text):
        yield f"mods={text} filters nothing: bancho.py reads no mods from it"


def _filters_nothing(text: str) -> bool:
    try:
        return ModsFilter.parse(text).admits_all
    except ValueError:
        return False


def _hidden(world: World, question: Question[Any]) -> Iterator[str]:
    """Yield the players who would stand in the list if they were not restricted."""
    for condition in question.filters:
        if _HIDES in condition.name:
            hidden = {player.id: player for player in _only_dropped_by(world, question, condition)}
            names = [player_of(player) for player in hidden.values() if player.is_restricted]
            if names:
                more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
                who = ", ".join(names[:SHOWN]) + more if more else listed(names)
                verb = "is" if len(names) == 1 else "are"
                yield f"{who} {verb} restricted: this endpoint hides them"


def _only_dropped_by(world: World, question: Question[Any], condition: Filter[Any]) -> Iterator[Player]:
    """Yield the players of the rows that this filter alone drops."""
    others = [each.keep for each in question.filters if each is not condition]
    for row in question.everything():
        if not condition.keep(row) and all(keep(row) for keep in others):
            player = _player_of(world, row)
            if player is not None:
                yield player


def _player_of(world: World, row: Any) -> Player | None:  # noqa: ANN401  # rows of every kind that questions are about
    match row:
        case Score():
            return world.players.get(row.userid)
        case Stats():
            return world.players.get(row.id)
        case (_, found):  # of a search: the folded name, and whose it is
            player: Player = found
            return player
        case _:
            return None
