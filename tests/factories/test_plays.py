"""A play follows from bits, a beatmap, mods and a skill, and could have been played."""

from itertools import product

import pytest
from mockbancho.factories.chance import mix
from mockbancho.factories.playing.demands import Playable
from mockbancho.factories.playing.plays import Attempt, play

from mockbancho.osu.accuracy import Hits, accuracy, column
from mockbancho.osu.grading import grade_of
from mockbancho.osu.modes import USED_MODES, GameMode
from mockbancho.osu.mods import Mods, read_mods
from mockbancho.osu.objects import Objects
from mockbancho.osu.scores import Grade
from mockbancho.osu.scoring import Figures, score_of

from .peopled import playable, share

STARS = 4.0
CHOSEN = ("NM", "HD", "HR", "DT", "HDDT", "EZ", "HT", "NF", "FL")
ASSISTS = (0, int(Mods.RELAX), int(Mods.AUTOPILOT))


def beatmap(mode: GameMode = GameMode.OSU, stars: float = STARS) -> Playable:
    return playable(3, mode % 4, stars)


def plays(mode: GameMode, above: float, mods: int = 0, times: int = 600) -> list[Attempt]:
    """Plays of somebody who is so many stars above what is asked without mods."""
    played = beatmap(mode)
    return [play(mix(each), played, mode, mods | ASSISTS[mode // 4], STARS + above) for each in range(times)]


def passes(mode: GameMode, above: float, mods: int = 0) -> list[Attempt]:
    return [each for each in plays(mode, above, mods) if each.passed]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def misses(attempts: list[Attempt]) -> float:
    return mean([float(each.hits.nmiss) for each in attempts])


MANY = [
    (mode, read_mods(letters) | ASSISTS[mode // 4], attempt)
    for mode, letters, above in product(USED_MODES, CHOSEN, (-4.0, -1.0, 0.0, 1.0, 4.0))
    for attempt in plays(mode, above, read_mods(letters), times=12)
]


@pytest.mark.parametrize("mode", USED_MODES)
def test_a_whole_play_judges_all_there_is(mode: GameMode) -> None:
    whole = beatmap(mode).objects.count

    assert {each.hits.judged(mode) for each in passes(mode, 0)} == {whole}


def test_a_failed_play_judges_a_part_in_a_part_of_the_time() -> None:
    failed = [(mode, each) for mode, _, each in MANY if not each.passed]

    assert all(each.hits.judged(mode) < beatmap(mode).objects.count for mode, each in failed)
    assert all(0 < each.share < 1 and each.grade is Grade.F and not each.perfect for _, each in failed)


def test_plays_are_failed_early_rather_than_late() -> None:
    parts = [each.share for each in plays(GameMode.OSU, -1) if not each.passed]

    assert share([part < 0.5 for part in parts]) > 0.65


def test_no_judgement_is_negative_and_no_combo_longer_than_the_misses_leave() -> None:
    for mode, _, each in MANY:
        hits, most = each.hits, beatmap(mode).objects.max_combo
        assert min(hits.n300, hits.n100, hits.n50, hits.ngeki, hits.nkatu, hits.nmiss) >= 0
        assert 0 <= each.max_combo <= max(1, most - hits.nmiss)
        assert each.max_combo * (hits.nmiss + 1) >= each.passed * (hits.judged(mode) - hits.nmiss) // 2


def test_only_a_combo_of_everything_is_perfect() -> None:
    assert {each.max_combo == beatmap(mode).objects.max_combo for mode, _, each in MANY if each.perfect} == {True}
    assert not any(each.perfect and each.hits.nmiss for _, _, each in MANY)


def test_accuracy_and_grade_are_what_the_hits_give() -> None:
    for mode, mods, each in MANY:
        assert each.acc == column(accuracy(mode, each.hits, mods))
        assert each.grade == grade_of(mode, each.hits, mods, passed=each.passed)


def test_a_score_v2_mania_play_counts_305_for_the_best() -> None:
    mods = int(Mods.SCOREV2)

    assert all(each.acc == column(accuracy(3, each.hits, mods)) for each in plays(GameMode.MANIA, 0, mods))


def test_the_score_of_a_whole_play_is_what_hits_and_combo_give() -> None:
    whole = [(mode, mods, each) for mode, mods, each in MANY if each.passed]

    for mode, mods, each in whole:
        played = beatmap(mode)
        assert each.score == score_of(mode, each.hits, each.max_combo, mods, played.figures, played.objects)


def test_the_time_is_the_beatmaps_length_at_the_speed_of_the_mods() -> None:
    length = beatmap().figures.seconds * 1000

    assert {each.time_elapsed for each in passes(GameMode.OSU, 1)} == {length}
    assert {each.time_elapsed for each in passes(GameMode.OSU, 3, int(Mods.DOUBLETIME))} == {int(length / 1.5)}


@pytest.mark.parametrize("mode", USED_MODES)
def test_who_is_better_passes_more_misses_less_and_hits_better(mode: GameMode) -> None:
    worse, even, better = (plays(mode, above) for above in (-1.2, 0.0, 1.2))

    assert share([e.passed for e in worse]) < share([e.passed for e in even]) < share([e.passed for e in better])
    assert misses(passes(mode, -1.2)) > misses(passes(mode, 0)) > misses(passes(mode, 1.2))
    assert mean([e.acc for e in passes(mode, -1.2)]) < mean([e.acc for e in passes(mode, 1.2)])


def test_somebody_just_as_good_as_asked_passes_three_or_four_times_of_five() -> None:
    assert 0.6 < share([each.passed for each in plays(GameMode.OSU, 0)]) < 0.85


def test_harder_mods_are_failed_more_and_easier_ones_less() -> None:
    passing = {
        letters: share([each.passed for each in plays(GameMode.OSU, 0.3, read_mods(letters))])
        for letters in ("NM", "DT", "HR", "HT", "NF")
    }

    assert passing["DT"] < passing["HR"] < passing["NM"] < passing["HT"] < passing["NF"] == 1


def test_a_slider_break_or_a_dropped_end_lowers_the_combo_without_a_miss() -> None:
    clean = [each for each in passes(GameMode.OSU, 1.0) if not each.hits.nmiss]
    most = beatmap().objects.max_combo

    assert any(0.96 * most < each.max_combo < most for each in clean)
    assert any(each.max_combo < 0.9 * most for each in clean)
    assert any(each.perfect for each in clean)


def test_taiko_and_catch_lose_combo_by_misses_alone() -> None:
    clean = [each for mode in (GameMode.TAIKO, GameMode.CATCH) for each in passes(mode, 1) if not each.hits.nmiss]

    assert len(clean) > 100
    assert {each.perfect for each in clean} == {True}


def test_catch_plays_keep_droplets_apart_from_fruits() -> None:
    objects = beatmap(GameMode.CATCH).objects

    for each in passes(GameMode.CATCH, 0):
        assert each.hits.n50 + each.hits.nkatu == objects.tiny
        assert objects.droplets - each.hits.nmiss <= each.hits.n100 <= objects.droplets


def test_relax_takes_the_timing_off_a_player() -> None:
    assert misses(passes(GameMode.OSU_RELAX, -0.5)) < misses(passes(GameMode.OSU, -0.5))
    assert mean([e.acc for e in passes(GameMode.OSU_RELAX, 0)]) > mean([e.acc for e in passes(GameMode.OSU, 0)])


def test_health_can_be_said_to_last() -> None:
    hopeless = [play(mix(each), beatmap(), 0, 0, STARS - 5, passing=True) for each in range(100)]

    assert all(each.passed for each in hopeless)
    assert {each.grade for each in hopeless} <= {Grade.B, Grade.C, Grade.D}


def test_sudden_death_ends_with_the_first_miss() -> None:
    tried = plays(GameMode.OSU, 1, read_mods("SD"))

    assert {each.hits.nmiss for each in tried if each.passed} == {0}
    assert {each.hits.nmiss for each in tried if not each.passed} == {1}


@pytest.mark.parametrize("mode", [GameMode.OSU, GameMode.TAIKO])
def test_perfect_is_passed_with_the_best_judgement_alone(mode: GameMode) -> None:
    tried = plays(mode, 4, read_mods("PF"))

    assert {each.grade for each in tried} == {Grade.X, Grade.F}


@pytest.mark.parametrize("mode", USED_MODES)
@pytest.mark.parametrize(
    "objects", [Objects(1, 1), Objects(2, 3), Objects(3, 2, 1, 1), Objects(20_000, 40_000, 900, 4_000)]
)
def test_the_smallest_and_the_largest_beatmaps_can_be_played(mode: GameMode, objects: Objects) -> None:
    odd = Playable("0" * 32, mode % 4, 5.0, objects, Figures(0.0, 11.0, 10.0, 0))

    for each in (play(mix(bits), odd, mode, bits & 0x5F, 5 + bits % 9 - 4) for bits in range(300)):
        assert each.hits.judged(mode) <= objects.count
        assert 0 <= each.max_combo <= objects.max_combo
        assert 0 <= each.acc <= 100
        assert each.score >= 0


@pytest.mark.parametrize(
    ("mode", "objects", "told"),
    [
        (0, Objects(500, 720), (Hits(463, 29, 0, 73, 26, 8), 236, 94.533, 2_897_045, Grade.A)),
        (1, Objects(700, 700), (Hits(619, 75, 0, 38, 4, 6), 299, 93.786, 4_633_356, Grade.B)),
        (2, Objects(800, 560, 40, 240), (Hits(515, 40, 232, 0, 8, 5), 267, 98.375, 3_811_250, Grade.SH)),
        (3, Objects(900, 1150), (Hits(342, 12, 1, 495, 42, 8), 410, 96.574, 906_222, Grade.SH)),
    ],
)
def test_a_play_is_the_same_on_every_machine(mode: int, objects: Objects, told: tuple[object, ...]) -> None:
    played = Playable("a" * 32, mode, 4.0, objects, Figures(4.0, 8.0, 5.5, 120))

    attempt = play(2026, played, mode, int(Mods.HIDDEN), 4.25)

    assert (attempt.hits, attempt.max_combo, attempt.acc, attempt.score, attempt.grade) == told
