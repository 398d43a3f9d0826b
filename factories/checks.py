"""What is refused of a thing that is to be made, by actions and factory classes alike.

A mistake begins with the argument; whoever was called puts its own name in front.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mockbancho.errors import Mistake
from mockbancho.osu.mods import Mods, read_mods
from mockbancho.osu.players import BOT_ID
from mockbancho.osu.scores import Grade
from mockbancho.world.collation import fold, safe_name
from mockbancho.world.references import REFERENCES, view_of

from .scores import HITS, Play

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mockbancho.records import Player
    from mockbancho.world.world import World

_NAME: Final = re.compile(r"[\w \[\]-]{2,15}")
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_PICK: Final = re.compile(r"((?:[A-Za-z][A-Za-z])+)([1-9][0-9]?)")
_FIRST_ID: Final = 3
_NOT_NEGATIVE: Final = ("score", "pp", "acc", "time_elapsed", "n300", "n100", "n50", "ngeki", "nkatu", "nmiss")


def check_new(world: World, kind: type, id: int | None) -> None:  # noqa: A002  # as the column
    """Refuse the id of a row that there is."""
    if id is not None and view_of(world, kind).get(id) is not None:
        raise Mistake(f"id: {REFERENCES[kind].noun} {id} exists already")


def check_player(id: int | None, name: str | None) -> None:  # noqa: A002  # as the column
    """Refuse an id that the API cannot ask for, and a name that bancho.py would not register."""
    if id is not None and id < _FIRST_ID:
        raise Mistake(
            f"id: players begin with {_FIRST_ID}, got {id}: bancho.py keeps 1 for its bot and never gives 2, and its API "
            f"refuses to be asked for less"
        )
    if name is not None and not _NAME.fullmatch(name):
        raise Mistake(f"name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got {_shown(name)}")


def _shown(name: str) -> str:
    return repr(name) if len(name) <= 32 else f"{name[:32]!r}… of {len(name)} characters"


def check_new_name(world: World, name: str | None, safe: str | None = None) -> None:
    """Refuse the name of a player that there is."""
    other = None if name is None else world.players.named(safe_name(name) if safe is None else safe)
    if other is not None:
        raise Mistake(f"name: {name!r} is taken by player {other.id}, {other.name!r}")


def country_of(given: str) -> str:
    """Return a country as bancho.py keeps it, in lower case."""
    if not _COUNTRY.fullmatch(given):
        raise Mistake(f"country: expected two letters from a to z, such as 'jp', got {given!r}")
    return given.lower()


def check_beatmap(id: int | None) -> None:  # noqa: A002  # as the column
    """Refuse an id that the API cannot ask for."""
    if id is not None and id < _FIRST_ID:
        raise Mistake(f"id: beatmaps begin with {_FIRST_ID}, got {id}: bancho.py's API refuses to be asked for less")


def check_new_md5(world: World, md5: str | None) -> None:
    """Refuse the md5 of a beatmap that there is."""
    same = None if md5 is None else world.beatmaps.with_md5(md5)
    if same is not None:
        raise Mistake(f"md5: beatmap {same.id} has this md5")


def check_new_clan(world: World, name: str | None, tag: str | None) -> None:
    """Refuse a name or tag that another clan has."""
    for argument, text in (("name", name), ("tag", tag)):
        wanted = None if text is None else fold(text)
        other = next((clan for clan in world.clans.rows if fold(getattr(clan, argument)) == wanted), None)
        if other is not None:
            raise Mistake(f"{argument}: {text!r} is taken by clan {other.id}, {other.name!r}")


def check_clanless(players: Sequence[Player]) -> None:
    """Refuse players who are in a clan."""
    for player in players:
        if player.clan_id:
            raise Mistake(f"player {player.id}, {player.name!r}, is in clan {player.clan_id} already")


def check_matchless(world: World, players: Sequence[Player]) -> None:
    """Refuse players who are offline or in a match."""
    for player in players:
        who = f"player {player.id}, {player.name!r},"
        if world.sessions.get(player.id) is None:
            raise Mistake(f"{who} is offline; put them online first, as create.session does")
        for match in world.matches.rows:
            if any(slot.player == player.id for slot in match.slots):
                raise Mistake(f"{who} is in match {match.id} already")


def check_friends(player: Player, other: Player) -> None:
    """Refuse what a player would be to themselves."""
    if player.id == other.id:
        raise Mistake(f"other: {player.name!r} cannot be that to themselves")


def check_api_key(world: World, player: Player, key: str | None) -> None:
    """Refuse an API key that the column cannot hold, or that another player has."""
    if key is not None and not 1 <= len(key) <= 36:
        raise Mistake(f"key: expected str of 1 to 36 characters, got {len(key)}")
    owner = None if key is None else world.players.with_key(key)
    if owner is not None and owner.id != player.id:
        raise Mistake(f"key: player {owner.id}, {owner.name!r}, has this key")


def place_of(pick: str) -> tuple[int, int]:
    """Return the mods and the slot of a pick in a pool, such as `NM1` or `HDHR2`."""
    found = _PICK.fullmatch(pick)
    if found is None:
        raise Mistake(f"picks: expected mods and a number, such as 'NM1', got {pick!r}")
    try:
        return read_mods(found[1]), int(found[2])
    except Mistake as error:
        raise Mistake(f"picks: {pick!r}: {error}") from None


def check_can_play(player: Player) -> None:
    """Refuse scores of bancho.py's own bot."""
    if player.id == BOT_ID:
        raise Mistake(f"player: {player.name!r} is bancho.py's bot, which never plays")


def check_score(play: Play, columns: Mapping[str, Any]) -> None:
    """Refuse what no play can be, and columns that contradict each other."""
    if play.accuracy is not None and 0 < play.accuracy <= 1:
        raise Mistake(
            f"accuracy: expected percent, got {play.accuracy:g}; did you mean {round(play.accuracy * 100, 6):g}?"
        )
    for name in _NOT_NEGATIVE:
        if columns.get(name, 0) < 0:
            raise Mistake(f"{name}: expected at least 0, got {columns[name]}")
    _check_accuracy(play, columns)
    _check_grade(play, columns)
    _check_sudden(play)


def _check_sudden(play: Play) -> None:
    """Refuse a play that Sudden Death or Perfect would have ended."""
    if play.passed and play.mods & Mods.SUDDENDEATH and play.misses:
        raise Mistake(f"misses: with Sudden Death or Perfect the first one ends a play; got {play.misses}")
    if play.passed and play.mods & Mods.PERFECT and play.accuracy is not None and play.accuracy < 100:
        raise Mistake(f"accuracy: with Perfect anything below 100 ends a play; got {play.accuracy:g}")


def _check_accuracy(play: Play, columns: Mapping[str, Any]) -> None:
    hits = [name for name in HITS if name in columns]
    if hits and (play.accuracy is not None or play.misses is not None):
        raise Mistake(f"give either {', '.join(hits)} or accuracy and misses")
    if "acc" in columns and (hits or play.accuracy is not None):
        raise Mistake(f"acc: it follows from {hits[0] if hits else 'accuracy'}; give one of them")
    if columns.get("acc", 0) > 100:
        raise Mistake(f"acc: expected at most 100, got {columns['acc']}")


def _check_grade(play: Play, columns: Mapping[str, Any]) -> None:
    grade = columns.get("grade")
    if grade is not None and (grade == Grade.F) == play.passed:
        failed = "grade F is for scores that failed; give passed=False"
        raise Mistake(f"grade: {failed if play.passed else f'a score that failed has grade F, not {grade.value}'}")
    if columns.get("perfect", 0) not in (0, 1):
        raise Mistake(f"perfect: expected 0 or 1, got {columns['perfect']}")
    if columns.get("perfect") and (not play.passed or play.misses or columns.get("nmiss")):
        raise Mistake("perfect: a score with misses, or that failed, is not perfect")
