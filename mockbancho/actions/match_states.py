"""The life cycles of a match and of its slots: which verbs are legal in each state, and what they make of it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mockbancho.errors import Mistake
from mockbancho.osu.matches import SlotStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.records import Match

Verbs = dict[str, SlotStatus]

OPEN, LOCKED, NOT_READY, READY, NO_MAP, PLAYING, COMPLETE, QUIT = SlotStatus


class MatchState(StrEnum):
    """What state a match is in; the text is what mistakes say of it."""

    LOBBY = "in its lobby"
    PLAYING = "playing"
    CLOSED = "closed"


_ALWAYS: Final[dict[str, MatchState | None]] = dict.fromkeys(
    ("join_match", "lock_slot", "unlock_slot", "change_host", "add_referee", "remove_referee", "kick")
)
_OF_LOBBIES: Final[dict[str, MatchState | None]] = dict.fromkeys(
    (
        "change_beatmap", "set_match_mods", "set_freemods", "set_team_type", "set_win_condition", "start_scrim",
        "end_scrim",
    )
)  # fmt: skip
MATCH: Final[Mapping[MatchState, Mapping[str, MatchState | None]]] = {
    MatchState.LOBBY: {
        "start_match": MatchState.PLAYING,
        **_OF_LOBBIES,
        **_ALWAYS,
        "close_match": MatchState.CLOSED,
    },
    MatchState.PLAYING: {
        "finish_play": MatchState.LOBBY,
        "abort_match": MatchState.LOBBY,
        "end_scrim": None,
        **_ALWAYS,
        "close_match": MatchState.CLOSED,
    },
    MatchState.CLOSED: {},
}
"""What the verbs lead to that are legal in a state, None for those that leave it as it is.

A play is finished once no player plays any more; with its last player a match is closed from any state.
"""


def _waiting(status: SlotStatus) -> Verbs:
    return {"set_team": status, "move_slot": status, **FREED}


FREED: Final[Verbs] = {"leave_match": OPEN, "kick": OPEN, "lock_slot": LOCKED}
"""What becomes of a slot that is taken from its player."""
SLOT: Final[Mapping[SlotStatus, Verbs]] = {
    OPEN: {"join_match": NOT_READY, "lock_slot": LOCKED},
    LOCKED: {"unlock_slot": OPEN},
    NOT_READY: {"set_ready": READY, "report_no_map": NO_MAP, **_waiting(NOT_READY)},
    READY: {"set_not_ready": NOT_READY, "report_no_map": NO_MAP, **_waiting(READY)},
    NO_MAP: {"set_not_ready": NOT_READY, **_waiting(NO_MAP)},
    PLAYING: {"finish_loading": PLAYING, "skip_intro": PLAYING, "finish_play": COMPLETE, **FREED},
    COMPLETE: {"set_not_ready": NOT_READY, **FREED},
    QUIT: {"lock_slot": LOCKED, "unlock_slot": OPEN},
}
"""What the verbs that are legal for a slot make of it. bancho.py: who leaves while playing frees the slot at once."""
ALL_SLOTS: Final[Mapping[str, Mapping[SlotStatus, SlotStatus]]] = {
    "start_match": {NOT_READY: PLAYING, READY: PLAYING, COMPLETE: PLAYING, QUIT: OPEN},
    "finish_play": {COMPLETE: NOT_READY, QUIT: OPEN},
    "abort_match": {PLAYING: NOT_READY, COMPLETE: NOT_READY, QUIT: OPEN},
    "change_beatmap": {READY: NOT_READY, NO_MAP: NOT_READY, COMPLETE: NOT_READY},
    "set_match_mods": {READY: NOT_READY},
    "set_freemods": {READY: NOT_READY},
    "set_team_type": {READY: NOT_READY},
    "set_win_condition": {READY: NOT_READY},
}
"""What becomes of all slots of a match with a verb; those in other states stay as they are."""


def state_of(match: Match) -> MatchState:
    """Return the state of a match that is open."""
    return MatchState.PLAYING if match.in_progress else MatchState.LOBBY


def check_match(match: Match, verb: str) -> None:
    """Refuse a verb that is not legal in the state of a match."""
    state = state_of(match)
    if verb not in MATCH[state]:
        raise Mistake(f"match {match.id} is {state}; legal: {', '.join(MATCH[state])}")


def status_after(match: Match, place: int, verb: str) -> SlotStatus:
    """Return what a verb makes of a slot; raises `Mistake` if it is not legal for it."""
    status = SlotStatus(match.slots[place].status)
    if verb not in SLOT[status]:
        raise Mistake(f"slot {place} of match {match.id} is {status.word}; legal: {', '.join(SLOT[status])}")
    return SLOT[status][verb]
