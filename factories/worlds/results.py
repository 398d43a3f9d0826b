"""From histories to rows: scores with pp and status, and what stats and beatmaps count of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec.structs import force_setattr, replace

from mockbancho.osu.accuracy import Hits, column
from mockbancho.osu.modes import USED_MODES
from mockbancho.osu.pp import LARGEST_PP, pp_without_file
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Player, Score, Stats
from mockbancho.world.replaying import Tally

from ..chance import mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockbancho.osu.engine import Calculator, PpEngine
    from mockbancho.records import Beatmap

    from ..playing.histories import Played
    from .songbook import Song

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # bancho.py's datetimes are naive UTC
_SUBMITTED: Final = ScoreStatus.SUBMITTED.value
_FAILED: Final = ScoreStatus.FAILED.value
_VIEWS: Final = 0x71E35
_FIRST_CHECKSUM, _SECOND_CHECKSUM = 0x0C5, 0x0C6


class Results:
    """What is submitted to a world that is being made: all scores so far, and how often beatmaps were played."""

    def __init__(self, songs: Iterable[Song], engine: PpEngine) -> None:
        """Take the beatmaps, and what calculates pp."""
        self._songs = {song.beatmap.md5: song for song in songs}
        self._engine = engine
        self._calculators: dict[tuple[str, int, int], Calculator] = {}
        self._statuses = {md5: song.beatmap.status for md5, song in self._songs.items()}
        self.scores: list[Score] = []
        self.plays = dict.fromkeys(self._songs, 0)
        self.passes = dict.fromkeys(self._songs, 0)

    def submit(self, player: Player, root: int, history: list[Played]) -> list[Stats]:
        """Submit all that a player played, and return the player's stats; *root* is what checksums are drawn from."""
        tallies: dict[int, tuple[Tally, list[Score]]] = {}
        counts = not player.is_restricted
        for nth, played in enumerate(history):
            md5 = played.beatmap.md5
            score = self._score(player.id, played, mix(root ^ nth))
            if played.mode not in tallies:
                tallies[played.mode] = Tally(played.mode), []
            tally, scores = tallies[played.mode]
            tally.count(score, self._statuses[md5])
            scores.append(score)
            if counts:
                self.plays[md5] += 1
                self.passes[md5] += played.attempt.passed
        for tally, scores in tallies.values():
            self.scores += scores
            for score, status in zip(scores, tally.statuses, strict=True):
                force_setattr(score, "status", status)  # nobody has seen it yet
        blank = {int(mode): Stats(id=player.id, mode=int(mode)) for mode in USED_MODES}
        rows = blank | {mode: tally.stats(player.id) for mode, (tally, _) in tallies.items()}
        return [_viewed(stats, mix(root ^ _VIEWS ^ mode)) for mode, stats in rows.items()]

    def _score(self, player_id: int, played: Played, bits: int) -> Score:
        attempt, hits = played.attempt, played.attempt.hits
        key = (played.beatmap.md5, played.mode, played.mods)
        calculate = self._calculators.get(key) or self._calculator(key)
        counts = (hits.n300, hits.n100, hits.n50, hits.ngeki, hits.nkatu, hits.nmiss)
        return Score(
            id=0,
            map_md5=played.beatmap.md5,
            score=attempt.score,
            pp=column(min(LARGEST_PP, calculate(*counts, attempt.max_combo))),
            acc=attempt.acc,
            max_combo=attempt.max_combo,
            mods=played.mods,
            n300=hits.n300,
            n100=hits.n100,
            n50=hits.n50,
            nmiss=hits.nmiss,
            ngeki=hits.ngeki,
            nkatu=hits.nkatu,
            grade=attempt.grade,
            status=_SUBMITTED if attempt.passed else _FAILED,
            mode=played.mode,
            play_time=_EPOCH + timedelta(seconds=played.at),
            time_elapsed=attempt.time_elapsed,
            client_flags=0,
            userid=player_id,
            perfect=int(attempt.perfect),
            online_checksum=f"{mix(bits ^ _FIRST_CHECKSUM):016x}{mix(bits ^ _SECOND_CHECKSUM):016x}",
        )

    def _calculator(self, key: tuple[str, int, int]) -> Calculator:
        md5, mode, mods = key
        song = self._songs[md5]
        found = self._calculators[key] = (
            self._engine.calculator(song.content, mode, mods) if song.content else _by_formula(song, mode, mods)
        )
        return found

    def numbered(self, first: int = 1) -> list[Score]:
        """Return all scores in the order in which they were submitted, with their ids, from *first* on."""
        self.scores.sort(key=attrgetter("play_time"))  # of one player and mode they stay in the order of the history
        for number, score in enumerate(self.scores, first):
            force_setattr(score, "id", number)
        return self.scores

    def beatmap(self, md5: str) -> Beatmap:
        """Return a beatmap as it was before anybody played."""
        return self._songs[md5].beatmap

    def counted(self, beatmap: Beatmap) -> dict[str, int]:
        """Return how often a beatmap was played and passed."""
        return {"plays": self.plays[beatmap.md5], "passes": self.passes[beatmap.md5]}


def _viewed(stats: Stats, bits: int) -> Stats:
    """Return stats with how often the player's replays were watched: those of a few, by far the most."""
    share = (bits & 0xFFFF) / 0x10000
    views = int(stats.plays * share * share * share)
    return replace(stats, replay_views=views) if views else stats


def _by_formula(song: Song, mode: int, mods: int) -> Calculator:
    """Return what calculates pp for a beatmap without a file."""
    stars, objects = song.beatmap.diff, song.playable.objects

    def pp(n300: int, n100: int, n50: int, ngeki: int, nkatu: int, nmiss: int, combo: int) -> float:
        hits = Hits(n300, n100, n50, ngeki, nkatu, nmiss)
        return pp_without_file(mode, stars, objects, hits, combo, mods)

    return pp
