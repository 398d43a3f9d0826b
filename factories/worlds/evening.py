"""What goes on in a world at its moment: who is online doing what, and the matches that are played."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from mockbancho.osu.matches import SlotStatus, TeamType
from mockbancho.osu.players import Action
from mockbancho.records import Match, Session, Slot

from ..chance import Chance  # noqa: TID252  # a sibling of the package
from ..matches import draw_match  # noqa: TID252  # a sibling of the package
from ..sessions import draw_session  # noqa: TID252  # a sibling of the package

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mockbancho.records import Beatmap, Player

ONLINE: Final = 1 / 3
"""How many of the players are online."""
MATCHES: Final = 3
_TURNS: Final = 256
"""No more beatmaps than this of a ruleset are picked."""
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
_STATES: Final = (SlotStatus.PLAYING, SlotStatus.NOT_READY, SlotStatus.COMPLETE)
"""What the players of the first, second and third match are at: playing, waiting, and looking at the results."""
_TEAMS: Final = (TeamType.TEAM_VS, TeamType.HEAD_TO_HEAD, TeamType.HEAD_TO_HEAD)


def draw_evening(
    seed: int, players: Sequence[Player], beatmaps: Sequence[Beatmap], *, now: int
) -> tuple[list[Session], list[Match]]:
    """Return the sessions of those players who are online, and the matches that some of them play."""
    online = [player for player in players if Chance(seed, "online", player.safe_name).happens("online", ONLINE)]
    if not beatmaps:
        return [_idle(seed, player, now) for player in online], []
    matches = _matches(seed, [player for player in online if not player.is_restricted], beatmaps)
    places = {slot.player: match for match in matches for slot in match.slots if slot.player is not None}
    picks = _Picks(seed, beatmaps)
    return [_session(seed, player, picks, places.get(player.id), now=now) for player in online], matches


class _Picks:
    """Which beatmap of each ruleset has each of so many turns; one more beatmap takes few turns."""

    def __init__(self, seed: int, beatmaps: Sequence[Beatmap]) -> None:
        self._seed, self._beatmaps = seed, beatmaps
        self._turns: dict[tuple[int, int], Beatmap | None] = {}

    def at(self, mode: int, turn: int) -> Beatmap | None:
        """Return the beatmap that has this turn in a mode, None if the mode has none."""
        key = mode % 4, turn
        if key not in self._turns:
            on = [beatmap for beatmap in self._beatmaps if beatmap.mode == key[0]]
            self._turns[key] = Chance(self._seed, "turn", key).pick("beatmap", on, attrgetter("md5")) if on else None
        return self._turns[key]


def _idle(seed: int, player: Player, now: int) -> Session:
    return draw_session(seed, player.safe_name, id=player.id, now=now)


def _session(seed: int, player: Player, picks: _Picks, match: Match | None, *, now: int) -> Session:
    chance = Chance(seed, "doing", player.safe_name)
    if match is not None:
        return _of_match(_idle(seed, player, now), match)
    doing = chance.weighted("action", _DOING)
    mode = player.preferred_mode
    session = replace(_idle(seed, player, now), mode=mode)
    if doing not in _ON_BEATMAP:
        return replace(session, action=doing.value)
    beatmap = picks.at(mode, chance.between("beatmap", 0, _TURNS - 1))
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
