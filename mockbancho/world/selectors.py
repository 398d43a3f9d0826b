"""Words that stand for one of many: `any_online`, `any_osu`. Which one, the seed, the moment and what happened decide."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import Mistake
from mockbancho.osu.beatmaps import HAS_LEADERBOARD
from mockbancho.osu.modes import USED_MODES
from mockbancho.osu.players import BOT_ID
from mockbancho.osu.players import Action as Doing
from mockbancho.records import Beatmap, Match, Player

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mockbancho.world.world import World

ANY: Final = "any"


def selectors_of(kind: type) -> dict[str, Callable[[World], Iterable[Any]]]:
    """Return the words for rows of a kind, and what they may stand for."""
    return _SELECTORS.get(kind, {})


def selected(world: World, kind: type, word: str) -> Any:  # noqa: ANN401  # a row of the kind
    """Return the row that a word stands for now; raises `Mistake` if there is none."""
    rows = list(selectors_of(kind)[word](world))
    if not rows:
        raise Mistake(f"{word}: there is none now")
    base = f"{world.seed}:{world.now}:{world.events.count}:{word}"
    return max(rows, key=lambda row: blake2b(f"{base}:{row.id}".encode(), digest_size=8).digest())


def _players(world: World) -> Iterable[Player]:
    return (row for row in world.players.rows if row.id != BOT_ID and not row.is_restricted)


def _online(world: World) -> Iterable[Player]:
    """Yield those who are online; there are few of them, however large the world is."""
    for session in world.sessions.visible:
        player = world.players.get(session.id)
        if player is not None:
            yield player


def _offline(world: World) -> Iterable[Player]:
    return (row for row in _players(world) if world.sessions.get(row.id) is None)


def idle_players(world: World) -> Iterable[Player]:
    """Yield those who are online, do nothing, and are in no match."""
    busy = {slot.player for match in world.matches.rows for slot in match.slots}
    for row in _online(world):
        session = world.sessions.get(row.id)
        if session is not None and session.action == Doing.IDLE and row.id not in busy:
            yield row


def _playing(mode: int) -> Callable[[World], Iterable[Player]]:
    return lambda world: (row for row in _players(world) if row.preferred_mode == mode)


def _beatmaps(world: World) -> Iterable[Beatmap]:
    return (row for row in world.beatmaps.rows if row.status in HAS_LEADERBOARD)


def _of_mode(mode: int) -> Callable[[World], Iterable[Beatmap]]:
    return lambda world: (row for row in _beatmaps(world) if row.mode == mode)


_SELECTORS: Final[dict[type, dict[str, Callable[[World], Iterable[Any]]]]] = {
    Player: {
        ANY: _players,
        "any_online": _online,
        "any_offline": _offline,
        "any_idle": idle_players,
        **{f"any_{mode.word}_player": _playing(mode) for mode in USED_MODES},
    },
    Beatmap: {ANY: _beatmaps, **{f"any_{mode.word}": _of_mode(mode) for mode in USED_MODES if mode.ruleset is mode}},
    Match: {ANY: lambda world: world.matches.rows},
}
