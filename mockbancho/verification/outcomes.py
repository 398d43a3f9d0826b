"""What can come of asking an endpoint: the table that the coverage of the API is measured by.

An outcome is here if a client has to treat it differently, and if a test can bring it about. Left out are the crashes
of the real server (500: what a client sees of them is a fault), values inside an answer, and combinations of outcomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.verification.seen import Seen

_OK: Final = 200


@dataclass(frozen=True)
class Outcome:
    """Something that comes of a call: its name, what it is, and whether a call had it."""

    name: str
    about: str
    happened: Callable[[Seen], bool]


FOUND: Final = Outcome("found", "200, and what was asked for", lambda seen: seen.has_status(_OK))
DONE: Final = Outcome("done", "200, and it is written", lambda seen: seen.has_status(_OK))
ROWS: Final = Outcome("rows", "200 with rows", lambda seen: seen.has_status(_OK) and seen.rows > 0)
NO_ROWS: Final = Outcome(
    "no rows", "200 with an empty list: nothing is wrong", lambda seen: seen.has_status(_OK) and seen.rows == 0
)
FULL_PAGE: Final = Outcome(
    "full page",
    "200 with as many rows as were asked for: there may be more",
    lambda seen: seen.has_status(_OK) and seen.rows == seen.most,
)
FURTHER_PAGE: Final = Outcome(
    "further page", "200 beyond the first page", lambda seen: seen.has_status(_OK) and seen.is_further
)
ONLINE: Final = Outcome(
    "online",
    "200 with a status",
    lambda seen: seen.has_status(_OK) and bool(seen.document.get("player_status", {}).get("online")),
)
OFFLINE: Final = Outcome(
    "offline",
    "200 with last_seen alone: another shape",
    lambda seen: seen.has_status(_OK) and not seen.document.get("player_status", {}).get("online"),
)
NOT_FOUND: Final = Outcome("not found", "404: it does not exist, or is hidden", lambda seen: seen.has_status(404))
BAD_REQUEST: Final = Outcome(
    "bad request", "400: well-formed, but it makes no sense", lambda seen: seen.has_status(400)
)
UNKNOWN_KEY: Final = Outcome("unknown key", "401: nobody has this API key", lambda seen: seen.has_status(401))
FORBIDDEN: Final = Outcome("forbidden", "403: the key's owner is restricted", lambda seen: seen.has_status(403))
TAKEN: Final = Outcome("taken", "409: another player has this name", lambda seen: seen.has_status(409))
INVALID: Final = Outcome("invalid", "422: a parameter that the API does not take", lambda seen: seen.has_status(422))
FAULT: Final = Outcome("fault", "a fault hit the call", lambda seen: seen.is_spoiled)

_ONE: Final = (FOUND, NOT_FOUND, INVALID, FAULT)
_ONE_OF_TWO: Final = (FOUND, NOT_FOUND, BAD_REQUEST, INVALID, FAULT)
_LIST: Final = (ROWS, NO_ROWS, FULL_PAGE, NOT_FOUND, BAD_REQUEST, INVALID, FAULT)
_PAGES: Final = (ROWS, NO_ROWS, FULL_PAGE, FURTHER_PAGE, INVALID, FAULT)

OUTCOMES: Final[dict[str, tuple[Outcome, ...]]] = {
    "get_player_count": (FOUND, FAULT),  # takes nothing that could be wrong
    "get_player_info": _ONE_OF_TWO,  # 400: neither or both of id and name
    "get_player_status": (ONLINE, OFFLINE, NOT_FOUND, BAD_REQUEST, INVALID, FAULT),
    "get_player_scores": _LIST,  # 400: id and name, or a mode that exists in the numbering alone
    "get_player_most_played": _LIST,
    "get_map_info": _ONE_OF_TWO,  # 400: neither id nor md5
    "get_map_scores": _LIST,
    "get_score_info": _ONE,
    "get_replay": _ONE,
    "get_match": _ONE,
    "get_leaderboard": (ROWS, NO_ROWS, FULL_PAGE, FURTHER_PAGE, BAD_REQUEST, INVALID, FAULT),  # 400: the mode
    "get_clan": _ONE,
    "get_mappool": _ONE,  # 404: no pool, or its creator is offline
    "search_players": (ROWS, NO_ROWS, FAULT),  # every text is a question, and there is no limit
    "calculate_pp": (FOUND, BAD_REQUEST, UNKNOWN_KEY, INVALID, FAULT),  # 400: no such beatmap, or no file of it
    "set_avatar": (DONE, BAD_REQUEST, UNKNOWN_KEY, FORBIDDEN, FAULT),  # 400: no file, too large, no picture
    "get_friends": (ROWS, NO_ROWS, BAD_REQUEST, UNKNOWN_KEY, FAULT),  # 400: no key
    "set_player_info": (DONE, BAD_REQUEST, UNKNOWN_KEY, FORBIDDEN, TAKEN, FAULT),
    "v2_players": _PAGES,
    "v2_player": _ONE,
    "v2_player_status": _ONE,  # 404: no such player, or offline
    "v2_player_stats": _PAGES,  # an unknown player has no rows
    "v2_player_mode_stats": _ONE,
    "v2_maps": _PAGES,
    "v2_map": _ONE,
    "v2_scores": _PAGES,
    "v2_score": _ONE,
    "v2_clans": _PAGES,
    "v2_clan": _ONE,
}
"""The outcomes of each endpoint, the one that a client hopes for first."""
