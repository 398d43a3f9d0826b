"""Questions about players: by id or name, search, lists, leaderboards, most played beatmaps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockbancho.osu.modes import GameMode
from mockbancho.world.collation import fold_inside, safe_name
from mockbancho.world.players import is_searchable
from mockbancho.world.queries.question import Filter, Question, chain
from mockbancho.world.stats import WORLDWIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.records import Player, Session, Stats
    from mockbancho.world.scores import Played
    from mockbancho.world.world import World

Searched = tuple[str, "Player"]
"""A player with their name as the search compares it."""


def find_player(world: World, player_id: int | None, name: str | None, *, pads: bool = False) -> Player | None:
    """Return the player with this id, else with this name, else None.

    Letter case and accents do not matter, a space stands for `_`. With *pads*, spaces at the name's end do not count
    either (bancho.py 4.3.2).
    """
    if player_id is not None:
        return world.players.get(player_id)
    if name is None:
        return None
    return world.players.named(safe_name(name.rstrip(" ") if pads else name))


def find_session(world: World, player_id: int | None, name: str | None) -> Session | None:
    """Return the session of an online player, or None.

    bancho.py: a session is found by the exact stored name, so `Umlaut` does not find `Ümlaut` while they are online.
    """
    if player_id is not None:
        return world.sessions.get(player_id)
    player = None if name is None else world.players.named(safe_name(name))
    if player is None or name is None or player.safe_name != safe_name(name):
        return None
    return world.sessions.get(player.id)


def leaderboard(world: World, sort: str, mode: int, country: str | None) -> Question[Stats]:
    """Ask for the stats of a mode, largest *sort* column first; *sort* is one of `stats.SORTS`."""
    get = world.players.rows.lookup
    wanted = country.lower() if country else WORLDWIDE

    def is_unrestricted(row: Stats) -> bool:
        player = get(row.id)
        return player is not None and not player.is_restricted

    def is_of_country(row: Stats) -> bool:
        player = get(row.id)
        return player is not None and player.country.lower() == wanted

    board = world.stats.board(mode, sort, wanted)
    return Question(
        "stats",
        board,
        board.key,
        chain(
            Filter(f"the mode is {mode_name(mode)}", lambda row: row.mode == mode, free=True),
            Filter("the player has a row", lambda row: get(row.id) is not None, free=True),
            Filter("the player is not restricted", is_unrestricted, free=True),
            Filter(f"{sort} is above 0", lambda row: getattr(row, sort) > 0, free=True),
            Filter(f"the player's country is {wanted}", is_of_country, free=True) if wanted else None,
        ),
        lambda: world.stats.rows,
    )


def most_played(world: World, player_id: int, mode: int) -> Question[Played]:
    """Ask which beatmaps a player played in a mode, most often first; the first played first among equals."""
    of_player = world.scores.of_player(player_id).modes
    beatmap_of = world.beatmaps.by_md5.lookup
    most = world.scores.of_player_in(player_id, mode).most_played
    return Question(
        f"beatmaps that player {player_id} played",
        most,
        most.key,
        (
            Filter(f"the mode is {mode_name(mode)}", lambda row: row.mode == mode, free=True),
            Filter("the beatmap has a row", lambda row: beatmap_of(row.map_md5) is not None),
        ),
        lambda: (played for scores in of_player.values() for played in scores.most_played),
    )


def search(world: World, text: str) -> Question[Searched]:
    """Ask for the players whose name contains *text*: `%` and `_` are wildcards, a backslash takes their meaning."""
    contains = Filter(f"the name contains {text!r}", _like(fold_inside(text))) if text else None
    return Question(
        "players",
        world.players.searchable,
        lambda found: found[1].id,
        chain(
            Filter("the player is unrestricted and verified", lambda found: is_searchable(found[1]), free=True),
            contains,
        ),
        lambda: ((fold_inside(player.name), player) for player in world.players.rows),
    )


def _like(pattern: str) -> Callable[[Searched], bool]:
    """Return a test for SQL's `LIKE '%pattern%'`."""
    if not any(wildcard in pattern for wildcard in "%_\\"):
        return lambda found: pattern in found[0]
    compiled = re.compile(_expression(pattern), re.DOTALL)
    return lambda found: compiled.match(found[0]) is not None


def _expression(pattern: str) -> str:
    """Return the regular expression that finds a pattern of LIKE anywhere in a text.

    The parts between `%` are taken from the left, each at its first place and for good (`?>`), so no pattern is slow.
    """
    parts = [""]
    characters = iter(pattern + "%")
    for character in characters:
        if character == "%":
            parts.append("")
        else:
            parts[-1] += "." if character == "_" else re.escape(next(characters) if character == "\\" else character)
    found = [f"(?>.*?{part})" for part in parts if part]
    if pattern.endswith("\\") and (len(pattern) - len(pattern.rstrip("\\"))) % 2:
        found[-1] = f".*{parts[-1]}\\Z"  # the backslash takes the meaning of the `%` that LIKE ends with
    return "".join(found)


def mode_name(mode: int) -> str:
    """Return a mode in our word, or the number of one that does not exist."""
    return GameMode(mode).word if mode in GameMode._value2member_map_ else str(mode)
