"""What the answers about matches and pools teach."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mockbancho.learning.bodies import member, number, numbered, objects
from mockbancho.learning.columns import columns_of
from mockbancho.learning.sightings import see_beatmap, see_clan, see_player
from mockbancho.osu.matches import SLOTS, TeamType
from mockbancho.osu.mods import LETTERS, parse_mods
from mockbancho.records import Match, Pool, PoolBeatmap, Session, Slot
from mockbancho.world.files.expectations import shortened

if TYPE_CHECKING:
    from mockbancho.learning.bodies import Object
    from mockbancho.learning.gathered import Gathered
    from mockbancho.learning.questions import Question

_LETTERS: Final = re.compile(rf"((?:{'|'.join(LETTERS)}|NM)+)(\d+)")


def match_lesson(known: Gathered, question: Question, body: object) -> None:
    """Learn a match; whoever is in it is online. What no answer tells is supposed: see the page about recording."""
    match, match_id = member(body, "match"), int(question.given("id") or 0)
    if not match:
        return
    host = see_player(known, member(match, "host"))
    referees = [each for row in objects(match, "refs") if (each := see_player(known, row)) is not None]
    slots = _slots(known, match)
    told: dict[str, Any] = match | _beatmap_columns(member(match, "map"))
    has_teams = any(slot.team for slot in slots)
    told |= {
        "id": match_id,
        "host": host,
        "referees": tuple(each for each in referees if each != host),
        "freemods": any(slot.mods for slot in slots),
        "team_type": (TeamType.TEAM_VS if has_teams else TeamType.HEAD_TO_HEAD).value,
        "slots": slots,
    }
    known.see(Match, (match_id,), told)
    for player_id in (host, *referees, *(slot.player for slot in slots)):
        _is_online(known, player_id)


def _beatmap_columns(beatmap: Object) -> Object:
    return {f"map_{name}": beatmap[name] for name in ("id", "md5", "name") if name in beatmap}


def _is_online(known: Gathered, player_id: int | None) -> None:
    """Note that somebody is online, about whose session nothing else need be known."""
    if player_id is not None:
        known.moved |= {"online"} if player_id in known.offline else set()
        known.suppose(Session, (player_id,), {"id": player_id, "login_time": 0.0})


def _slots(known: Gathered, match: Object) -> tuple[Slot, ...]:
    """Return the slots of a match; those that are not told are open."""
    told = numbered(match, "active_slots")
    return tuple(_slot(known, told[place]) if place in told else Slot() for place in range(SLOTS))


def _slot(known: Gathered, told: Object) -> Slot:
    player = see_player(known, member(told, "player"))
    return Slot(**columns_of(Slot, told | {"player": player}))


def pool_lesson(known: Gathered, question: Question, body: object) -> None:  # noqa: ARG001  # as all lessons
    """Learn a pool and the beatmaps in it."""
    pool_id, creator = number(member(body), "id"), member(body, "created_by")
    created_by = see_player(known, creator, clan=see_clan(known, member(creator, "clan")))
    if pool_id is None or created_by is None:
        return
    known.see(Pool, (pool_id,), member(body) | {"created_by": created_by})
    if creator.get("online") is True:
        _is_online(known, created_by)
    for key, told in member(body, "maps").items():
        place, beatmap_id = place_of(key), number(member(told), "id")
        if place is None or beatmap_id is None or see_beatmap(known, member(told)) is None:
            known.remarks[f"Pool {pool_id}: {shortened(key)} is no place of a beatmap"] = None
            continue
        row = {"pool_id": pool_id, "map_id": beatmap_id, "mods": place[0], "slot": place[1]}
        known.see(PoolBeatmap, (beatmap_id, pool_id), row)


def place_of(key: str) -> tuple[int, int] | None:
    """Return mods and slot of a place in a pool by its key: `81`, or `HD1` in version 4.3.2.

    bancho.py: numbers stand side by side with nothing between. Of all ways to cut them, the one with the fewest mods is
    meant; what is written again is the same key, whichever was.
    """
    letters = _LETTERS.fullmatch(key)
    if letters:
        return parse_mods(letters[1]), int(letters[2])
    if not key.isdecimal():
        return None
    cuts = [(key[:cut], key[cut:]) for cut in range(1, len(key))]
    sound = [(int(mods), int(slot)) for mods, slot in cuts if str(int(mods)) == mods and not slot.startswith("0")]
    return min(sound, key=lambda place: (place[0].bit_count(), place[1]), default=None)
