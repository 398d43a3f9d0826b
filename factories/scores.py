"""Scores that could have been played: hits, combo, accuracy, grade, score and pp agree."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict

import msgspec

from mockbancho.clock import START, to_datetime
from mockbancho.errors import Mistake
from mockbancho.osu.accuracy import Hits, accuracy, column
from mockbancho.osu.beatmaps import HAS_LEADERBOARD
from mockbancho.osu.engines import DEFAULT
from mockbancho.osu.grading import grade_of
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods, speed_of
from mockbancho.osu.objects import Objects, estimated_objects
from mockbancho.osu.pp import LARGEST_PP, objects_in_file, pp_with_file, pp_without_file
from mockbancho.osu.scores import Grade, ScoreStatus
from mockbancho.osu.scoring import Figures, score_of
from mockbancho.osu.solving import hits_for, misses_for
from mockbancho.records import Score

from .beatmap_files import file_of
from .chance import Chance, Key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Unpack

    from mockbancho.records import Beatmap, Player
    from mockbancho.world.world import World

HITS: Final = ("n300", "n100", "n50", "ngeki", "nkatu", "nmiss")


class ScoreColumns(TypedDict, total=False):
    """Columns of `scores` that can be given; what is not given follows from the play, or is drawn."""

    score: int
    pp: float
    acc: float
    n300: int
    n100: int
    n50: int
    ngeki: int
    nkatu: int
    nmiss: int
    grade: Grade
    play_time: datetime
    time_elapsed: int
    client_flags: int
    perfect: int
    online_checksum: str


class Play(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a play; what is None is drawn. *accuracy* in percent, *combo* the longest run."""

    mode: GameMode | None = None
    mods: int = 0
    accuracy: float | None = None
    misses: int | None = None
    combo: int | None = None
    passed: bool = True


def draw_score(
    seed: int,
    key: Key,
    *,
    id: int,  # noqa: A002  # as the column
    userid: int,
    beatmap: Beatmap,
    file: bytes | None = None,
    play: Play = Play(),  # noqa: B008  # it never changes
    now: int = START,
    engine: str = DEFAULT,
    **columns: Unpack[ScoreColumns],
) -> Score:
    """Return the score that this seed and key stand for, not yet submitted: its status is failed or submitted.

    *file* is the beatmap's, from which the pp *engine* of this name calculates. Raises `Mistake` where what is wanted
    cannot be.
    """
    chance = Chance(seed, "score", key)
    mode, mods = mode_of(beatmap, play)
    whole = _objects(beatmap, file, mode)
    share = 1.0 if play.passed else chance.real("share", 0.1, 0.9)
    objects = whole if play.passed else whole.part(share)
    hits = _given_hits(columns, play) or _drawn_hits(chance, mode, objects, play, mods)
    combo = _combo(chance, objects, hits, play)
    drawn: dict[str, Any] = {
        "score": score_of(mode, hits, combo, mods, _figures(beatmap), objects),
        "pp": _pp(beatmap, file, mode, whole, hits, combo, mods, engine),
        "acc": column(accuracy(mode, hits, mods)),
        "grade": grade_of(mode, hits, mods, passed=play.passed),
        "play_time": to_datetime(now).replace(microsecond=0),
        "time_elapsed": int(beatmap.total_length * 1000 * share / speed_of(mods)),
        "client_flags": 0,
        "perfect": int(combo == whole.max_combo),
        "online_checksum": chance.md5("checksum"),
        **columns,
        **msgspec.structs.asdict(hits),
    }
    status = ScoreStatus.SUBMITTED if play.passed else ScoreStatus.FAILED
    return Score(
        id=id,
        userid=userid,
        map_md5=beatmap.md5,
        mode=int(mode),
        mods=mods,
        max_combo=combo,
        status=int(status),
        **drawn,
    )


def mode_of(beatmap: Beatmap, play: Play) -> tuple[GameMode, int]:
    """Return the mode and mods of a play, which tell of each other; raises `Mistake` for a mode that cannot be."""
    ruleset = GameMode(beatmap.mode).ruleset if play.mode is None else play.mode.ruleset
    if beatmap.mode not in (GameMode.OSU, ruleset):
        own = GameMode(beatmap.mode).word
        raise Mistake(f"mode: a {own} beatmap cannot be played in {ruleset.word}, only in {own}")
    family = play.mode - ruleset if play.mode is not None else 0
    mods = play.mods | (Mods.AUTOPILOT if family == 8 else Mods.RELAX if family == 4 else 0)
    offset = 8 if mods & Mods.AUTOPILOT else 4 if mods & Mods.RELAX else 0
    mode = GameMode(ruleset + offset)
    if not mode.is_used or (play.mode is not None and play.mode != mode):
        raise Mistake(f"mode: there are no scores in {mode.word}; the ruleset is {ruleset.word}")
    return mode, int(mods)


def _objects(beatmap: Beatmap, file: bytes | None, mode: GameMode) -> Objects:
    found = objects_in_file(file, mode) if file else None
    return found if found and found.count else estimated_objects(mode, beatmap.max_combo)


def _given_hits(columns: Mapping[str, Any], play: Play) -> Hits | None:
    """Return the hits that are given as columns, or None; raises `Mistake` if an accuracy is given beside them."""
    given = {name: columns[name] for name in HITS if name in columns}
    if given and (play.accuracy is not None or play.misses is not None):
        raise Mistake(f"give either {', '.join(given)} or accuracy and misses")
    negative = next((name for name, count in given.items() if count < 0), None)
    if negative is not None:
        raise Mistake(f"{negative}: expected at least 0, got {given[negative]}")
    return Hits(**given) if given else None


def _drawn_hits(chance: Chance, mode: GameMode, objects: Objects, play: Play, mods: int) -> Hits:
    wanted = play.accuracy
    if wanted is None:
        fewest = 0.0 if play.misses is None else 100 * play.misses / objects.count
        wanted = min(chance.bell("accuracy", 90, 100), 100 - fewest)
    misses = _misses(chance, mode, objects, wanted, mods) if play.misses is None else play.misses
    wanted = wanted if play.accuracy is not None else _reachable(mode, objects, wanted, misses)
    return hits_for(mode, objects, wanted, misses, mods)


def _misses(chance: Chance, mode: GameMode, objects: Objects, wanted: float, mods: int) -> int:
    fewest, most = (min(each, objects.count - objects.tiny) for each in misses_for(mode, objects, wanted, mods))
    if chance.happens("full combo", 0.3) or most <= fewest:
        return fewest
    return min(most, fewest + int((most - fewest) * 0.3 * chance.unit("misses")) + 1)


def _reachable(mode: GameMode, objects: Objects, wanted: float, misses: int) -> float:
    """Return the accuracy, or the lowest that can be: in catch only tiny droplets are lost without a miss."""
    if mode.ruleset is not GameMode.CATCH:
        return wanted
    return max(wanted, 100 * (objects.count - objects.tiny - misses) / objects.count)


def _combo(chance: Chance, objects: Objects, hits: Hits, play: Play) -> int:
    """Return the longest run; a drawn one fits the misses. Raises `Mistake` for one that cannot be."""
    most = _longest(objects, hits)
    if play.combo is None:
        least = -(-most // (hits.nmiss + 1))
        return least + int((most - least) * chance.unit("combo")) if hits.nmiss else most
    if not 0 <= play.combo <= most:
        missed = "1 miss" if hits.nmiss == 1 else f"{hits.nmiss} misses"
        drawn = " (drawn; give misses=0 for none)" if play.misses is None and hits.nmiss else ""
        raise Mistake(f"combo: expected 0 to {most}, with {missed}{drawn} in {objects.max_combo}; got {play.combo}")
    is_perfect = not (hits.nmiss or hits.n100 or hits.n50)  # in catch there are droplets, so never
    if play.combo < most and is_perfect:
        raise Mistake(f"combo: a play in which everything is hit best has the whole combo of {most}, not {play.combo}")
    return play.combo


def _longest(objects: Objects, hits: Hits) -> int:
    """Return the longest run that there can be with so many misses: no longer than what was hit is worth."""
    hit = objects.count - hits.nmiss
    return max(0, min(objects.max_combo - hits.nmiss, -(-objects.max_combo * hit // objects.count)))


def _figures(beatmap: Beatmap) -> Figures:
    return Figures(beatmap.cs, beatmap.od, beatmap.hp, beatmap.total_length)


def _pp(  # each is needed by one calculator or the other
    beatmap: Beatmap,
    file: bytes | None,
    mode: GameMode,
    objects: Objects,
    hits: Hits,
    combo: int,
    mods: int,
    engine: str,
) -> float:
    found = (
        pp_with_file(file, mode, hits, combo, mods, engine=engine)
        if file
        else pp_without_file(mode, beatmap.diff, objects, hits, combo, mods)
    )
    return column(min(LARGEST_PP, found))


def new_score(
    world: World,
    *,
    player: Player,
    beatmap: Beatmap | None = None,
    id: int | None = None,  # noqa: A002  # as the column
    play: Play = Play(),  # noqa: B008  # it never changes
    **columns: Unpack[ScoreColumns],
) -> Score:
    """Return a score of a player for a world, not yet submitted; without a beatmap, on one that is picked."""
    key: Key = (player.safe_name, len(world.scores.of_player(player.id).by_id)) if id is None else ("id", id)
    played = beatmap or pick_beatmap(world, key, play)
    number = (world.scores.rows.last_key or 0) + 1 if id is None else id
    return draw_score(
        world.seed,
        key,
        id=number,
        userid=player.id,
        beatmap=played,
        file=file_of(world, played),
        play=play,
        now=world.now,
        engine=world.pp_engine,
        **columns,
    )


def pick_beatmap(world: World, key: Key, play: Play) -> Beatmap:
    """Return a beatmap with a leaderboard that can be played so; raises `Mistake` if there is none."""
    ruleset = GameMode.OSU if play.mode is None else play.mode.ruleset
    fitting = [row for row in world.beatmaps.rows if row.mode == ruleset and _has_leaderboard(row)]
    if not fitting:
        raise Mistake(
            f"beatmap: there is no {ruleset.word} beatmap with a leaderboard to pick from; make one first: create.beatmap(mode={ruleset.word!r})"
        )
    return Chance(world.seed, "score", key).pick("beatmap", fitting, lambda row: row.md5)


def _has_leaderboard(row: Beatmap) -> bool:
    return row.status in HAS_LEADERBOARD
