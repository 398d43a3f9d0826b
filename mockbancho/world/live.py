"""What bancho.py holds in memory: who is online, and the matches being played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.osu.players import BOT_ID
from mockbancho.records import Session
from mockbancho.world.store import Store
from mockbancho.world.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.records import Match, Player, Scrim

BOT_SESSION: Final = Session(id=BOT_ID, login_time=2147483647.0)
"""bancho.py: the bot is online from the end of 32-bit time."""


class Sessions(Store):
    """The online players. The bot's session is implied by its player's row and never filed."""

    __slots__ = ("rows", "visible")

    def __init__(self, rows: Iterable[Session], player_of: Callable[[int], Player | None]) -> None:
        """Take all rows at once, and where to look up their players."""
        self.rows = Table.of((row.id, row) for row in rows if row.id != BOT_ID)
        self.visible = Table.of((row.id, row) for row in self.rows if _is_visible(player_of(row.id)))

    def get(self, player_id: int) -> Session | None:
        """Return the session of an online player, None for one who is offline."""
        return BOT_SESSION if player_id == BOT_ID else self.rows.get(player_id)

    def put(self, row: Session, player: Player | None) -> None:
        """Add a session, or replace the one of the same player."""
        if row.id == BOT_ID:
            return
        self.rows = self.rows.put(row.id, row)
        self.refile(row.id, player)

    def remove(self, player_id: int) -> None:
        """Remove a session."""
        self.rows = self.rows.remove(player_id)
        self.visible = self.visible.remove(player_id)

    def refile(self, player_id: int, player: Player | None) -> None:
        """Show or hide a session, after the player's row changed."""
        row = self.rows.get(player_id)
        if row is None or not _is_visible(player):
            self.visible = self.visible.remove(player_id)
        else:
            self.visible = self.visible.put(player_id, row)


def _is_visible(player: Player | None) -> bool:
    """Whether a session counts as online: a deleted player's does, a restricted one's does not."""
    return player is None or not player.is_restricted


class Matches(Store):
    """The matches and their scrims, by the match's place."""

    __slots__ = ("rows", "scrims")

    def __init__(self, rows: Iterable[Match] = (), scrims: Iterable[Scrim] = ()) -> None:
        """Take all rows at once."""
        self.rows = Table.of((row.id, row) for row in rows)
        self.scrims = Table.of((row.id, row) for row in scrims)

    def get(self, match_id: int) -> Match | None:
        """Return the match in this place, or None."""
        return self.rows.get(match_id)

    def put(self, row: Match) -> None:
        """Add a match, or replace the one in the same place."""
        self.rows = self.rows.put(row.id, row)

    def remove(self, match_id: int) -> None:
        """Remove a match."""
        self.rows = self.rows.remove(match_id)

    def put_scrim(self, row: Scrim) -> None:
        """Add a scrim, or replace the one of the same match."""
        self.scrims = self.scrims.put(row.id, row)

    def remove_scrim(self, match_id: int) -> None:
        """Remove a scrim."""
        self.scrims = self.scrims.remove(match_id)
