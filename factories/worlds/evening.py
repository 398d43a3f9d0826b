"""What goes on in a world at its moment: who is online doing what, and the matches that are played."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.osu.matches import SlotStatus, TeamType
from mockbancho.osu.players import Action
from mockbancho.records import Match, Session, Slot

from ..chance import Chance
from ..matches import draw_match
from ..sessions import draw_session
from .people import has_played

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from mockbancho.records import Beatmap, Player

ONLINE: Final = 1 / 3
"""How many of the players are online."""
MATCHES: Final = 3
_DOING: Final = {
    Action.IDLE: 30,
    Action.PLAYING: 36,
    Action.AFK: 8,
    Action.EDITING: 4,
    Action.MODDING: 2,
    Action.TESTING: 2,
    Action.SUBMITTING: 2,
    Action.PAUSED: 2,
    Action.LOBBY: 4,
    Action.OSU_DIRECT: 4,
}
_ON_BEATMAP: Final = (
    Action.PLAYING, Action.EDITING, Action.MODDING, Action.TESTING, Action.SUBMITTING, Action.PAUSED,
    Action.MULTIPLAYING,
)  # fmt: skip
_STATES: Final = (SlotStatus.PLAYING, SlotStatus.NOT_READY, SlotStatus.READY)
"""What the players of the first, second and third match are at: playing, not ready, and ready to start."""
_TEAMS: Final = (TeamType.TEAM_VS, TeamType.HEAD_TO_HEAD, TeamType.HEAD_TO_HEAD)


def draw_evening(
    seed: int,
    players: Sequence[Player],
    beatmaps: Sequence[Beatmap],
    latest: Mapping[int, Beatmap],
    *,
    now: int,
    playing: Container[int] = (),
) -> tuple[list[Session], list[Match]]:
    """Return the sessions of those players who are online, and the matches that some of them play.

    *latest* has the beatmaps, by player, that those who play alone are playing again; some (ids) are surely *playing*.
    """
    online = [player for player in players if player.id in playing or _is_online(seed, player)]
    if not beatmaps:
        return [_idle(seed, player, now) for player in online], []
    sociable = [player for player in online if not player.is_restricted and player.id not in playing]
    matches = _matches(seed, sociable, beatmaps)
    places = {slot.player: match for match in matches for slot in match.slots if slot.player is not None}
    sessions = [
        _of_match(_idle(seed, player, now), places[player.id])
        if player.id in places
        else _session(seed, player, latest.get(player.id), is_playing=player.id in playing, now=now)
        for player in online
    ]
    return sessions, matches


def _is_online(seed: int, player: Player) -> bool:
    return has_played(player) and Chance(seed, "online", player.safe_name).happens("online", ONLINE)


def _idle(seed: int, player: Player, now: int) -> Session:
    return draw_session(seed, player.safe_name, id=player.id, now=now)


def _session(seed: int, player: Player, beatmap: Beatmap | None, *, is_playing: bool, now: int) -> Session:
    """Return the session of somebody who is alone; what was played last is played, edited and so on again."""
    drawn = Chance(seed, "doing", player.safe_name).weighted("action", _DOING)
    doing = Action.PLAYING if is_playing else drawn
    session = replace(_idle(seed, player, now), mode=player.preferred_mode)
    if doing not in _ON_BEATMAP:
        return replace(session, action=doing.value)
    return replace(session, action=doing.value, **_on(beatmap)) if beatmap else session


def _on(beatmap: Beatmap) -> dict[str, Any]:
    title = f"{beatmap.artist} - {beatmap.title} [{beatmap.version}]"
    return {"info_text": title, "map_md5": beatmap.md5, "map_id": beatmap.id}


def _of_match(session: Session, match: Match) -> Session:
    """Return the session of somebody in a match. bancho.py: a client says which beatmap only while it plays."""
    if not match.in_progress:
        return replace(session, action=Action.MULTIPLAYER.value, mode=match.mode)
    return replace(
        session,
        action=Action.MULTIPLAYING.value,
        mode=match.mode,
        mods=match.mods,
        info_text=match.map_name,
        map_md5=match.map_md5,
        map_id=match.map_id,
    )


def _matches(seed: int, online: Sequence[Player], beatmaps: Sequence[Beatmap]) -> list[Match]:
    """Return matches of those who are online, two to six in each, as long as there are enough of them."""
    chance = Chance(seed, "matches", 0)
    left = sorted(online, key=lambda player: Chance(seed, "sociable", player.safe_name).bits("order"))
    playable = [beatmap for beatmap in beatmaps if beatmap.mode == 0] or list(beatmaps)
    matches: list[Match] = []
    for place in range(min(MATCHES, len(left) // 3)):
        count = min(len(left) - 2 * (MATCHES - place - 1), 2 + chance.between(f"size {place}", 0, 2) * 2)
        if count < 2:
            break
        players, left = left[:count], left[count:]
        beatmap = chance.pick(f"beatmap {place}", playable, attrgetter("md5"))
        drawn = draw_match(
            seed, place, id=place + 1, players=players, beatmap=beatmap, team_type=_TEAMS[place], freemods=place == 1
        )
        matches.append(_going(drawn, _STATES[place]))
    return matches


def _going(match: Match, status: SlotStatus) -> Match:
    """Return a match in which all are at the same point."""
    playing = status is SlotStatus.PLAYING

    def at(slot: Slot) -> Slot:
        return slot if slot.player is None else replace(slot, status=status.value, loaded=playing)

    return replace(match, in_progress=playing, slots=tuple(map(at, match.slots)))
