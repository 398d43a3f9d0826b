"""Rows as arguments: given as a row, an id or a name; what is done is done to the row as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import Mistake
from mockbancho.records import Beatmap, Beatmapset, Clan, Match, Player, Pool, Score
from mockbancho.world.collation import fold
from mockbancho.world.files.expectations import shortened
from mockbancho.world.origins import current_row
from mockbancho.world.selectors import selected, selectors_of
from mockbancho.world.views import View, Views

if TYPE_CHECKING:
    from mockbancho.world.world import World


@dataclass(frozen=True)
class Reference:
    """How rows of one kind are referred to; *view* is their attribute of `Views`."""

    noun: str
    view: str
    has_names: bool = True


REFERENCES: Final[dict[type, Reference]] = {
    Player: Reference("player", "players"),
    Clan: Reference("clan", "clans"),
    Beatmapset: Reference("beatmapset", "beatmapsets", has_names=False),
    Beatmap: Reference("beatmap", "beatmaps"),
    Score: Reference("score", "scores", has_names=False),
    Match: Reference("match", "matches"),
    Pool: Reference("pool", "pools"),
}


def view_of(world: World, kind: type) -> View[Any]:
    """Return all rows of a kind that is referred to."""
    found: View[Any] = getattr(Views(lambda: world), REFERENCES[kind].view)
    return found


def resolve(world: World, kind: type, given: object) -> object:
    """Return the row that is meant: by row, id, the name that a scenario gave it, a word such as `any_online`, or name.

    Raises `Mistake` for one that this world does not have.
    """
    view = view_of(world, kind)
    if isinstance(given, kind):
        return current_row(world, given)
    if isinstance(given, int) and not isinstance(given, bool):
        return view[int(given)]
    if isinstance(given, str):
        member = world.schedule.cast.get(given)
        if member is not None and member.noun == REFERENCES[kind].noun:
            return view[member.id]
        if given in selectors_of(kind):
            return selected(world, kind, given)
    if isinstance(given, str) and REFERENCES[kind].has_names:
        return _titled(world, given) or view[given] if kind is Beatmap else view[given]
    raise Mistake(f"expected {expected(kind)}; got {type(given).__name__} {shortened(given)}")


def expected(kind: type) -> str:
    """Return in words how a row of a kind is given."""
    reference = REFERENCES[kind]
    ways = "as row, id or name" if reference.has_names else "as row or id"
    return f"a {reference.noun}, {ways}"


def _titled(world: World, given: str) -> Beatmap | None:
    """Return the only beatmap with this title, `Artist - Title [Version]` or title alone, or None."""
    wanted = fold(given)
    for names_of in (_full_title, _title):
        found = [row for row in world.beatmaps.rows if fold(names_of(row)) == wanted]
        if len(found) > 1:
            listed = ", ".join(f"{row.id} [{row.version}]" for row in found[:5])
            raise Mistake(f"{len(found)} beatmaps are called {given!r}: {listed}; give the id")
        if found:
            return found[0]
    return None


def _full_title(row: Beatmap) -> str:
    return f"{row.artist} - {row.title} [{row.version}]"


def _title(row: Beatmap) -> str:
    return row.title
