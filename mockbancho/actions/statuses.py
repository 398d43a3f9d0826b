"""What a player's status says: the beatmap that it is about, mode and mods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import Mistake
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action

if TYPE_CHECKING:
    from mockbancho.records import Beatmap, Player, Session

ON_BEATMAP: Final = frozenset(
    {
        Action.PLAYING,
        Action.EDITING,
        Action.MODDING,
        Action.TESTING,
        Action.SUBMITTING,
        Action.PAUSED,
        Action.MULTIPLAYING,
    }
)
"""The actions that are about a beatmap."""
IDLE: Final[dict[str, Any]] = {"action": Action.IDLE.value, "info_text": "", "map_md5": "", "map_id": 0}
"""The columns of a session that does nothing; mode and mods stay what was chosen last."""
_ASSISTING: Final = (Mods(0), Mods.RELAX, Mods.AUTOPILOT)
"""What a mode of 0 to 3, 4 to 7, 8 to 11 is played with."""


def title_of(beatmap: Beatmap) -> str:
    """Return how a status names a beatmap."""
    return f"{beatmap.artist} - {beatmap.title} [{beatmap.version}]"


def about(beatmap: Beatmap) -> dict[str, Any]:
    """Return the columns of a session that tell of a beatmap."""
    return {"info_text": title_of(beatmap), "map_md5": beatmap.md5, "map_id": beatmap.id}


def preferred_mode(player: Player) -> GameMode:
    """Return the mode that a player logs in with."""
    return _played(player.preferred_mode)


def shown_mode(session: Session) -> GameMode:
    """Return the mode that a status shows."""
    return _played(session.mode)


def _played(number: int) -> GameMode:
    """Return a mode by its number, without Relax or Autopilot if nobody plays it so."""
    mode = GameMode(number % len(GameMode))
    return mode if mode.is_used else mode.ruleset


def chosen(mode: GameMode, mods: int) -> dict[str, Any]:
    """Return the columns for a mode and mods, which tell of each other; raises `Mistake` for a mode nobody plays.

    bancho.py: Relax is dropped in mania, and Autopilot everywhere but in osu!.
    """
    if not mode.is_used:
        raise Mistake(f"mode: nobody plays {mode.word}; the ruleset is {mode.ruleset.word}")
    kept = mods | _ASSISTING[mode // 4]
    if mode.ruleset is GameMode.MANIA:
        kept &= ~Mods.RELAX
    if mode.ruleset is not GameMode.OSU:
        kept &= ~Mods.AUTOPILOT
    offset = 8 if kept & Mods.AUTOPILOT else 4 if kept & Mods.RELAX else 0
    return {"mode": mode.ruleset + offset, "mods": int(kept)}
