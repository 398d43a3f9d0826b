"""What happened in a world: events with their time and who and what they are about, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.world.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK: Final = 64
KEPT: Final = 1024
"""Chunks that are kept; what happened before is forgotten, and stays counted."""
EVENTS: Final = (
    "player_online",
    "player_offline",
    "status_changed",
    "play_started",
    "play_quit",
    "play_failed",
    "score_submitted",
    "first_place",
    "player_restricted",
    "player_unrestricted",
    "player_silenced",
    "player_renamed",
    "player_info_changed",
    "avatar_changed",
    "donor_given",
    "donor_ended",
    "clan_joined",
    "clan_left",
    "clan_inherited",
    "clan_closed",
    "friend_added",
    "friend_removed",
    "beatmap_status_changed",
    "beatmap_updated",
    "match_created",
    "match_joined",
    "match_left",
    "match_kicked",
    "match_closed",
    "host_changed",
    "referee_added",
    "referee_removed",
    "beatmap_changed",
    "match_mods_changed",
    "freemods_changed",
    "team_type_changed",
    "win_condition_changed",
    "match_ready",
    "match_not_ready",
    "match_no_map",
    "team_changed",
    "slot_changed",
    "slot_locked",
    "slot_unlocked",
    "match_started",
    "match_loaded",
    "match_skip_wanted",
    "match_skipped",
    "match_completed",
    "match_finished",
    "match_aborted",
    "scrim_started",
    "scrim_point",
    "scrim_ended",
    "fault_added",
    "fault_removed",
)
"""Every kind of event that an action tells of."""


class Event(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Something that happened *at* a time (microseconds); ids of what it is about, and in *text* what else is told.

    *number* counts from 1, over all events of a world.
    """

    number: int
    at: int
    kind: str
    player: int | None = None
    other: int | None = None
    beatmap: int | None = None
    score: int | None = None
    match: int | None = None
    text: str = ""


class Events(Store):
    """The events of a world, oldest first; adding one copies a short tuple."""

    __slots__ = ("_chunks", "_last", "count")

    def __init__(self) -> None:
        """Start without any."""
        self._chunks: tuple[tuple[Event, ...], ...] = ()
        self._last: tuple[Event, ...] = ()
        self.count = 0
        """How many there were in all."""

    def __iter__(self) -> Iterator[Event]:
        """Iterate over those that are kept."""
        for chunk in self._chunks:
            yield from chunk
        yield from self._last

    def __len__(self) -> int:
        """Return how many are kept."""
        return len(self._chunks) * CHUNK + len(self._last)

    def after(self, number: int) -> list[Event]:
        """Return those after the one with this number; 0 for all that are kept."""
        first = self.count - len(self) + 1
        skipped, place = divmod(max(0, min(number, self.count) + 1 - first), CHUNK)  # a rewind leaves fewer
        found = [event for chunk in self._chunks[skipped:] for event in chunk]
        return [*found, *self._last][place:]

    def add(self, at: int, kind: str, **about: int | str | None) -> Event:
        """Add one, and return it."""
        self.count += 1
        event = Event(number=self.count, at=at, kind=kind, **about)  # type: ignore[arg-type]  # by name
        self._last = (*self._last, event)
        if len(self._last) == CHUNK:
            self._chunks = (*self._chunks, self._last)[-KEPT:]
            self._last = ()
        return event
