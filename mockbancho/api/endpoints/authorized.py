"""Endpoints that need an API key: not built yet, and honest about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from mockbancho.api.endpoint import NoQuery, endpoint
from mockbancho.errors import NotBuilt

if TYPE_CHECKING:
    from mockbancho.api.writer import Writer
    from mockbancho.world.world import World


def _not_built(name: str) -> None:
    @endpoint(name, NoQuery)
    def answer(world: World, query: NoQuery, write: Writer) -> NoReturn:  # noqa: ARG001  # has the endpoints' form
        """Answer 501, with a sentence, until mockbancho has it."""
        raise NotBuilt(f"mockbancho does not answer {name} yet; the real server would.")


for _name in ("calculate_pp", "set_avatar", "get_friends", "set_player_info"):
    _not_built(_name)
