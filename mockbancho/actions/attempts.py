"""What a player makes of a beatmap: how good they are, what they choose, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import asdict, replace

from mockbancho.actions.statuses import chosen
from mockbancho.clock import SECOND, to_datetime
from mockbancho.errors import Mistake
from mockbancho.factories import Chance, file_of, mode_of, new_score, pp_by_files
from mockbancho.factories.playing.demands import Playable, demand_of
from mockbancho.factories.playing.people import draw_person
from mockbancho.factories.playing.plays import play as attempt
from mockbancho.osu.accuracy import column
from mockbancho.osu.beatmaps import HAS_LEADERBOARD
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.objects import estimated_objects
from mockbancho.osu.pp import objects_in_file, pp_without_file
from mockbancho.osu.scores import ScoreStatus
from mockbancho.osu.scoring import Figures
from mockbancho.records import Score

if TYPE_CHECKING:
    from mockbancho.factories import Play
    from mockbancho.factories.playing.plays import Attempt
    from mockbancho.records import Beatmap, Player
    from mockbancho.world.world import World

_LATEST: Final = 24
"""So many of the latest plays tell how good somebody is."""
_MODESTY: Final = 0.25
"""By how many stars people can do more than what they usually choose and pass."""
_NEAR: Final = 0.7
"""How far from what suits a player, in stars, a beatmap is that they choose."""


def score_to_come(world: World, player: Player, beatmap: Beatmap, play: Play, *, drawn: bool) -> Score:
    """Return the score that a play which begins now will be, not yet submitted.

    If it is *drawn*, what comes out follows from how good the player is; else accuracy and passing are those of *play*.
    """
    if not drawn:
        return new_score(world, player=player, beatmap=beatmap, play=play)
    mode, mods = mode_of(beatmap, play)
    chance = _chance(world, player, beatmap.md5)
    playable = _playable(world, beatmap, mode)
    found = attempt(chance.bits("attempt"), playable, mode, mods, skill_of(world, player, mode))
    row = _row(player, beatmap, found, mode=int(mode), mods=mods, online_checksum=chance.md5("checksum"), now=world.now)
    return replace(row, pp=_pp(world, beatmap, playable, row, found))


def _chance(world: World, player: Player, what: str) -> Chance:
    """Return what a player draws for a play; another play of the same is another draw."""
    return Chance(world.seed, "play", (player.safe_name, len(world.scores.of_player(player.id).by_id), what))


def skill_of(world: World, player: Player, mode: GameMode) -> float:
    """Return the stars that a player is as good as in a mode: by what they passed lately, else as somebody is drawn."""
    latest = world.scores.of_player_in(player.id, mode).recent.page(0, _LATEST)
    passed = [
        _stars(world, beatmap) * demand_of(mode, score.mods).stars
        for score in latest
        if score.status != ScoreStatus.FAILED and (beatmap := world.beatmaps.with_md5(score.map_md5))
    ]
    if passed:
        return sum(passed) / len(passed) + _MODESTY
    person = draw_person(world.seed, player.safe_name, country=player.country, joined=player.creation_time)
    return person.skill_at(mode, world.now // SECOND)


def choose_beatmap(world: World, player: Player, play: Play, shown: GameMode) -> tuple[Beatmap, Play]:
    """Return a beatmap with a leaderboard that is about as hard as the player is good, and the play with its mode.

    Without a wish for a mode that is the one that the player's status *shows*, else osu!.
    """
    for mode in _modes(play, shown):
        fitting = _with_leaderboard(world, mode)
        if fitting:
            return _near(world, player, fitting, mode, play.mods), replace(play, mode=mode)
    word = _modes(play, shown)[0].ruleset.word
    raise Mistake(
        f"beatmap: there is no {word} beatmap with a leaderboard to pick from; make one first: create.beatmap(mode={word!r})"
    )


def _modes(play: Play, shown: GameMode) -> list[GameMode]:
    """Return the modes to look for beatmaps in; mods of the play that say more than the status win."""
    if play.mode is not None:
        return [play.mode]
    own = shown.ruleset if play.mods & (Mods.RELAX | Mods.AUTOPILOT) else shown
    return [GameMode(chosen(mode, play.mods)["mode"]) for mode in (own, GameMode.OSU)]


def _near(world: World, player: Player, fitting: list[Beatmap], mode: GameMode, mods: int) -> Beatmap:
    """Return one of the beatmaps that suit a player, else the nearest to that."""
    asked = (skill_of(world, player, mode) - _MODESTY) / demand_of(mode, mods).stars
    gaps = {row.id: abs(_stars(world, row) - asked) for row in fitting}
    most = max(_NEAR, min(gaps.values()))
    near = [row for row in fitting if gaps[row.id] <= most]
    return _chance(world, player, mode.word).pick("beatmap", near, lambda row: row.md5)


def _with_leaderboard(world: World, mode: GameMode) -> list[Beatmap]:
    return [row for row in world.beatmaps.rows if row.mode == mode.ruleset and row.status in HAS_LEADERBOARD]


def _stars(world: World, beatmap: Beatmap) -> float:
    """Return how hard a beatmap is: by its recipe if it has one, which no calculator has a say in."""
    recipe = world.attachments.recipes.get(beatmap.id)
    return recipe.level if recipe else beatmap.diff


def _playable(world: World, beatmap: Beatmap, mode: GameMode) -> Playable:
    file = file_of(world, beatmap)
    found = objects_in_file(file, mode) if file else None
    return Playable(
        md5=beatmap.md5,
        mode=beatmap.mode,
        stars=_stars(world, beatmap),
        objects=found if found and found.count else estimated_objects(mode, beatmap.max_combo),
        figures=Figures(beatmap.cs, beatmap.od, beatmap.hp, beatmap.total_length),
    )


def _row(player: Player, beatmap: Beatmap, found: Attempt, *, now: int, **columns: Any) -> Score:  # noqa: ANN401  # columns of every type
    return Score(
        id=0,
        userid=player.id,
        map_md5=beatmap.md5,
        status=(ScoreStatus.SUBMITTED if found.passed else ScoreStatus.FAILED).value,
        score=found.score,
        pp=0.0,
        acc=found.acc,
        max_combo=found.max_combo,
        grade=found.grade,
        perfect=int(found.perfect),
        time_elapsed=found.time_elapsed,
        play_time=to_datetime(now).replace(microsecond=0),
        client_flags=0,
        **asdict(found.hits),
        **columns,
    )


def _pp(world: World, beatmap: Beatmap, playable: Playable, row: Score, found: Attempt) -> float:
    by_file = pp_by_files(world, world.pp_engine)(row)
    if by_file is not None:
        return by_file
    return column(pp_without_file(row.mode, beatmap.diff, playable.objects, found.hits, found.max_combo, row.mods))
