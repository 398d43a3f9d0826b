"""bancho.py's numbers by its rules alone (FACTS, "Rules of the real server"), one score after another, without haste.

Nothing here is shared with the package: that is what makes agreeing with it worth something.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any

import rosu_pp_py as rosu

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mockbancho.records import Beatmap, Player, Score, Stats

COUNTED = ("XH", "X", "SH", "S", "A")
HIDDEN, FLASHLIGHT, FADE_IN, NIGHTCORE, DOUBLE_TIME, SCORE_V2 = 8, 1024, 1 << 20, 512, 64, 1 << 29
RULESETS = (rosu.GameMode.Osu, rosu.GameMode.Taiko, rosu.GameMode.Catch, rosu.GameMode.Mania)


@dataclass
class Career:
    """What one player has come to in one mode."""

    plays: int = 0
    playtime: int = 0
    tscore: int = 0
    rscore: int = 0
    total_hits: int = 0
    max_combo: int = 0
    pp: int = 0
    acc: float = 0.0
    grades: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    bests: dict[str, Score] = field(default_factory=dict)
    """The best score on each beatmap, by md5."""


def careers(scores: Iterable[Score], beatmaps: Mapping[str, Beatmap]) -> dict[tuple[int, int], Career]:
    """Submit all scores, earliest first, and return what players came to in modes."""
    found: dict[tuple[int, int], Career] = {}
    for score in sorted(scores, key=lambda each: (each.play_time, each.id)):
        submit(found.setdefault((score.userid, score.mode), Career()), score, beatmaps[score.map_md5].status)
    return found


def submit(career: Career, score: Score, status: int) -> None:
    """Count one score on a beatmap of this status."""
    ruleset = score.mode % 4
    career.plays += 1
    career.playtime += score.time_elapsed // 1000
    career.tscore += score.score
    career.total_hits += score.n300 + score.n100 + score.n50
    if ruleset in (1, 3):
        career.total_hits += score.ngeki + score.nkatu
    if score.status == 0:
        return
    if status in (2, 3, 5):
        career.max_combo = max(career.max_combo, score.max_combo)
    old = career.bests.get(score.map_md5)
    if old is not None and score.pp <= old.pp:
        return
    career.bests[score.map_md5] = score
    if status in (2, 3):
        career.rscore += score.score - (old.score if old else 0)
        for each, step in ((score, 1), (old, -1)):
            if each and str(each.grade) in COUNTED:
                career.grades[str(each.grade)] += step


def weigh(career: Career, beatmaps: Mapping[str, Beatmap]) -> tuple[int, float]:
    """Return pp and accuracy by the best scores on ranked and approved beatmaps."""
    bests = [score for score in career.bests.values() if beatmaps[score.map_md5].status in (2, 3)]
    bests.sort(key=lambda each: -each.pp)
    count = len(bests)
    if not count:
        return 0, 0.0
    bonus = 416.6667 * (1 - 0.9994**count)
    pp = sum(each.pp * 0.95**place for place, each in enumerate(bests))
    acc = sum(each.acc * 0.95**place for place, each in enumerate(bests))
    return round(pp + bonus), round(acc * (100 / (20 * (1 - 0.95**count))) / 100, 3)


def row(career: Career, beatmaps: Mapping[str, Beatmap]) -> dict[str, float]:
    """Return the career as columns of `stats`."""
    pp, acc = weigh(career, beatmaps)
    columns = ("plays", "playtime", "tscore", "rscore", "total_hits", "max_combo")
    counters = {f"{grade.lower()}_count": number for grade, number in career.grades.items()}
    return {"pp": pp, "acc": acc, **{name: getattr(career, name) for name in columns}, **counters}


def status_of(score: Score, career: Career) -> int:
    """Return the status that a score has in the end."""
    if score.status == 0:
        return 0
    return 2 if career.bests[score.map_md5].id == score.id else 1


def ranks(stats: Iterable[Stats], players: Mapping[int, Player]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return rank and rank in the country of each player and mode, 0 for those who have none."""
    shown = [each for each in stats if players[each.id].priv & 1 and each.pp > 0]
    shown.sort(key=lambda each: (each.pp, str(each.id)), reverse=True)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    taken: dict[tuple[int, str], int] = {}
    for each in shown:
        country = players[each.id].country
        places: list[int] = []
        for where in ("", country):
            taken[each.mode, where] = taken.get((each.mode, where), 0) + 1
            places.append(taken[each.mode, where])
        found[each.id, each.mode] = places[0], places[1]
    return found


def accuracy(score: Score) -> float:
    """Return the accuracy in percent, as the column keeps it."""
    each = score
    hits: list[tuple[int, float]]
    match each.mode % 4:
        case 0:
            hits = [(each.n300, 300), (each.n100, 100), (each.n50, 50), (each.nmiss, 0)]
        case 1:
            hits = [(each.n300, 300), (each.n100, 150), (each.nmiss, 0)]
        case 2:
            hits = [(each.n300 + each.n100 + each.n50, 300), (each.nkatu + each.nmiss, 0)]
        case _:
            hits = [(each.ngeki, 305 if each.mods & SCORE_V2 else 300), (each.n300, 300), (each.nkatu, 200)]
            hits += [(each.n100, 100), (each.n50, 50), (each.nmiss, 0)]
    judged = sum(number for number, _ in hits)
    most = 305 if each.mode % 4 == 3 and each.mods & SCORE_V2 else 300
    return round(100 * sum(number * points for number, points in hits) / (most * judged), 3) if judged else 0.0


def judged(score: Score) -> int:
    """Return how many judgements a score has."""
    plain = score.n300 + score.n100 + score.nmiss
    match score.mode % 4:
        case 0:
            return plain + score.n50
        case 1:
            return plain
        case 2:
            return plain + score.n50 + score.nkatu
        case _:
            return plain + score.n50 + score.nkatu + score.ngeki


def grade(score: Score) -> str:
    """Return the grade that the client gives."""
    if score.status == 0:
        return "F"
    plain = _by_share(score) if score.mode % 4 < 2 else _by_accuracy(score)
    hiding = HIDDEN | FLASHLIGHT | (FADE_IN if score.mode % 4 == 3 else 0)
    return plain + "H" if plain in ("S", "X") and score.mods & hiding else plain


def _by_share(score: Score) -> str:
    total, clean = judged(score), score.nmiss == 0
    great, poor = score.n300 / total, (score.n50 if score.mode % 4 == 0 else 0) / total
    ladder = (
        ("X", great == 1),
        ("S", great > 0.9 and poor <= 0.01 and clean),
        ("A", (great > 0.8 and clean) or great > 0.9),
        ("B", (great > 0.7 and clean) or great > 0.8),
        ("C", great > 0.6),
    )
    return next((name for name, reached in ladder if reached), "D")


def _by_accuracy(score: Score) -> str:
    steps = (98, 94, 90, 85) if score.mode % 4 == 2 else (95, 90, 80, 70)
    reached = accuracy(score)
    if reached == 100:
        return "X"
    return next((name for name, above in zip("SABC", steps, strict=True) if reached > above), "D")


class Rosu:
    """rosu-pp-py, asked directly; difficulties are kept."""

    def __init__(self) -> None:
        self._beatmaps: dict[bytes, Any] = {}
        self._attributes: dict[tuple[bytes, int], Any] = {}

    def beatmap(self, content: bytes) -> Any:  # noqa: ANN401  # the library's own
        """Return a beatmap's file, read."""
        if content not in self._beatmaps:
            self._beatmaps[content] = rosu.Beatmap(bytes=content)
        return self._beatmaps[content]

    def attributes(self, content: bytes, mods: int) -> Any:  # noqa: ANN401  # the library's own
        """Return how hard it is."""
        key = content, mods | DOUBLE_TIME if mods & NIGHTCORE else mods
        if key not in self._attributes:
            difficulty = rosu.Difficulty(mods=key[1], lazer=False)
            self._attributes[key] = difficulty.calculate(self.beatmap(content))
        return self._attributes[key]

    def pp(self, content: bytes, score: Score) -> float:
        """Return what a score is worth, as the column keeps it."""
        asked = rosu.Performance(
            mods=score.mods | DOUBLE_TIME if score.mods & NIGHTCORE else score.mods,
            lazer=False,
            n300=score.n300,
            n100=score.n100,
            n50=score.n50,
            n_geki=score.ngeki,
            n_katu=score.nkatu,
            misses=score.nmiss,
            combo=score.max_combo,
        )
        pp: float = asked.calculate(self.attributes(content, score.mods)).pp
        return round(pp, 3) if isfinite(pp) else 0.0

    def judgements(self, content: bytes) -> int:
        """Return how many judgements a whole play has."""
        attributes = self.attributes(content, 0)
        if attributes.mode == RULESETS[1]:
            return int(attributes.max_combo)
        if attributes.mode == RULESETS[2]:
            return int(attributes.n_fruits + attributes.n_droplets + attributes.n_tiny_droplets)
        return int(self.beatmap(content).n_objects)
