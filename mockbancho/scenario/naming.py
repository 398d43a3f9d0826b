"""Names of a scenario's things, in the paths that its expectations ask for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake, nearest

if TYPE_CHECKING:
    from mockbancho.world.world import World

_NAME: Final = re.compile(r"\{(\w+)\}")


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
