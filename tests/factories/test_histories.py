"""What people have played looks like what people play: sessions, failures, retries, favourites, progress."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from mockbancho.factories.playing.catalogues import Catalogue
from mockbancho.factories.playing.demands import demand_of
from mockbancho.factories.playing.histories import Played, Spell, draw_history, draw_spells
from mockbancho.factories.playing.people import Person, draw_person

from mockbancho.clock import START
from mockbancho.errors import Mistake
from mockbancho.osu.modes import GameMode
from mockbancho.osu.scores import Grade

from .peopled import (
    DAY,
    NOW,
    SEED,
    bests,
    catalogue,
    history,
    hour,
    is_full_combo,
    person,
    playable,
    playables,
    population,
    share,
    weekday,
    worth,
)

PEOPLE = 300


def everything() -> list[Played]:
    return [each for plays in population() for each in plays]


def all_bests() -> list[Played]:
    return [each for plays in population() for each in bests(plays)]


def with_person() -> list[tuple[Played, Person]]:
    return [(each, person(number)) for number in range(PEOPLE) for each in history(number)]


def asked(played: Played) -> float:
    return played.beatmap.stars * demand_of(played.mode, played.mods).stars


def passed_for_pp(plays: list[Played]) -> int:
    return len({each.beatmap.md5 for each in plays if each.attempt.passed and each.beatmap.gives_pp})


def test_a_history_is_in_order_after_joining_and_before_now() -> None:
    for number, plays in enumerate(population()):
        assert len(plays) == 60
        assert [each.at for each in plays] == sorted({each.at for each in plays})
        assert person(number).joined <= plays[0].at - plays[0].attempt.time_elapsed // 1000
        assert plays[-1].at < NOW


def test_between_two_plays_there_is_time_for_either() -> None:
    for earlier, later in (pair for plays in population() for pair in pairwise(plays)):
        longest = max(earlier.attempt.time_elapsed, later.attempt.time_elapsed) / 1000
        assert later.at - earlier.at > longest + 4


def test_beatmaps_are_of_the_mode_that_they_are_played_in() -> None:
    assert all(each.beatmap.mode == each.mode % 4 for each in everything())


def test_full_combos_are_a_tenth_to_a_quarter_of_the_best_scores() -> None:
    assert 0.10 < share([is_full_combo(each) for each in all_bests()]) < 0.25


def test_best_scores_are_mostly_between_90_and_99_5_percent() -> None:
    assert share([90 <= each.attempt.acc <= 99.5 for each in all_bests()]) > 0.85


def test_a_share_of_attempts_fails() -> None:
    failed = share([not each.attempt.passed for each in everything()])

    assert 0.15 < failed < 0.4


def test_grades_of_best_scores_are_mixed() -> None:
    grades = Counter(each.attempt.grade for each in all_bests() if each.mode == GameMode.OSU)
    shares = {grade: many / grades.total() for grade, many in grades.items()}

    assert 0.01 < shares[Grade.X] + shares[Grade.XH] < 0.04
    assert 0.12 < shares[Grade.S] + shares[Grade.SH] < 0.35
    assert 0.4 < shares[Grade.A] < 0.75
    assert 0.04 < shares[Grade.B] < 0.2
    assert shares.get(Grade.D, 0) < 0.01


def test_the_best_players_are_far_above_the_middle() -> None:
    tops = sorted(max(map(worth, bests(plays)), default=0.0) for plays in population())

    assert tops[-1] > 3 * tops[PEOPLE // 2]
    assert tops[PEOPLE * 9 // 10] < 3 * tops[PEOPLE // 2]


def test_most_plays_are_in_the_evening_where_the_player_lives() -> None:
    hours = [hour(*each) for each in with_person()]

    assert share([at >= 17 for at in hours]) > 0.5
    assert share([3 <= at < 7 for at in hours]) < 0.05


def test_weekends_are_denser_than_weekdays() -> None:
    days = Counter(weekday(*each) for each in with_person())

    assert min(days[5], days[6]) > 1.4 * max(days[day] for day in range(4))


def test_weekends_begin_earlier_in_the_day() -> None:
    by_day = [(weekday(*each) >= 5, hour(*each)) for each in with_person()]
    weekend, week = ([at for free, at in by_day if free is kind] for kind in (True, False))

    assert share([8 <= at < 16 for at in weekend]) > share([8 <= at < 16 for at in week]) + 0.05


def test_plays_come_in_sessions() -> None:
    pauses = [later.at - earlier.at for plays in population() for earlier, later in pairwise(plays)]

    assert share([pause < 900 for pause in pauses]) > 0.85
    assert share([pause > DAY / 2 for pause in pauses]) > 0.03


def test_sessions_last_as_long_as_an_evening_has_room_for() -> None:
    sittings = sorted(minutes for plays in population() for minutes in lengths(plays))

    assert 20 < sittings[len(sittings) // 2] < 45
    assert sittings[len(sittings) // 20] > 5
    assert sittings[len(sittings) * 19 // 20] < 120


def lengths(plays: Sequence[Played]) -> list[float]:
    """The minutes from the first to the last play of each session."""
    ends = [place for place, (earlier, later) in enumerate(pairwise(plays)) if later.at - earlier.at > 3600]
    begins = [0, *(place + 1 for place in ends)]
    return [(plays[end].at - plays[begin].at) / 60 for begin, end in zip(begins, [*ends, len(plays) - 1], strict=True)]


def test_newcomers_play_in_the_evening_too() -> None:
    young = [number for number in range(PEOPLE) if NOW - person(number).joined < 120 * DAY]
    hours = [hour(each, person(number)) for number in young for each in history(number)]

    assert len(young) > 10
    assert share([at >= 16 for at in hours]) > 0.5
    assert share([3 <= at < 8 for at in hours]) < 0.1


def test_people_play_what_they_are_good_enough_for_and_try_more() -> None:
    over = sorted(
        asked(each) - who.skill_at(each.mode, each.at) for each, who in with_person() if each.mode == who.main
    )

    assert abs(over[len(over) // 2]) < 0.35
    assert 0.05 < share([each > 0.5 for each in over]) < 0.35
    assert share([abs(each) > 2 for each in over]) < 0.1


def test_who_returns_to_a_beatmap_after_a_year_does_better() -> None:
    learners = [person(number) for number in range(PEOPLE) if NOW - person(number).joined > 500 * DAY]
    returns = [
        (earlier, later)
        for plays in (draw_history(who, catalogue(), 200, now=START, mode=who.main) for who in learners[:60])
        for earlier, later in combinations(plays, 2)
        if (later.beatmap, later.mods) == (earlier.beatmap, earlier.mods) and later.at - earlier.at > 365 * DAY
    ]
    before, after = zip(*returns, strict=True)

    assert len(returns) > 300
    assert passed(after) > passed(before) + 0.04
    assert accuracy_of(after) > accuracy_of(before) + 0.5


def passed(plays: Sequence[Played]) -> float:
    return share([each.attempt.passed for each in plays])


def accuracy_of(plays: Sequence[Played]) -> float:
    reached = [each.attempt.acc for each in plays if each.attempt.passed]
    return sum(reached) / len(reached)


def test_a_few_beatmaps_hold_a_clear_share_of_a_players_plays() -> None:
    counts = [sorted(Counter(each.beatmap.md5 for each in plays).values(), reverse=True) for plays in population()]

    assert share([sum(often[: -(-len(often) // 10)]) > 0.2 * sum(often) for often in counts]) > 0.9
    assert share([often[-1] == 1 for often in counts]) > 0.9


def test_favourites_are_returned_to_on_other_days() -> None:
    """Among many beatmaps of which none is more popular than others."""
    equal = Catalogue(playable(number, 0, 1 + number / 100, weight=1) for number in range(700))
    histories = [draw_history(person(number), equal, 200, now=START, mode=0) for number in range(40)]

    evenings = [max(days_by_beatmap(plays).values()) for plays in histories]

    assert sum(evenings) / len(evenings) > 5.5


def days_by_beatmap(plays: Sequence[Played]) -> Counter[str]:
    return Counter(md5 for md5, _ in {(each.beatmap.md5, each.at // DAY) for each in plays})


def test_a_failure_is_often_tried_again_and_passed_in_the_end() -> None:
    after = [later for plays in population() for earlier, later in pairwise(plays) if not earlier.attempt.passed]
    again = [
        (earlier, later)
        for plays in population()
        for earlier, later in pairwise(plays)
        if not earlier.attempt.passed and (later.beatmap, later.mods) == (earlier.beatmap, earlier.mods)
    ]

    assert 0.4 < len(again) / len(after) < 0.75
    assert share([later.attempt.passed for _, later in again]) > 0.45


@pytest.mark.parametrize("letter", ["H", "X", "S"])
def test_silver_is_for_hidden_and_flashlight_alone(letter: str) -> None:
    hiding = 8 | 1024 | 1 << 20
    graded = [each for each in everything() if letter in each.attempt.grade]

    assert {bool(each.mods & hiding) for each in graded} == {each.attempt.grade.endswith("H") for each in graded}


def test_enough_different_beatmaps_are_passed_when_asked_for() -> None:
    whos = [person(number) for number in range(60) if person(number).main == GameMode.OSU]
    wanted = [draw_history(who, catalogue(), 200, now=START, mode=0, variety=120) for who in whos]

    assert min(passed_for_pp(plays) for plays in wanted) >= 120
    assert {len(plays) for plays in wanted} == {200}


def test_no_more_beatmaps_are_passed_than_there_are() -> None:
    few = Catalogue(playable(number, 0, 3 + number / 10) for number in range(5))

    plays = draw_history(person(0), few, 60, now=START, mode=0, variety=30)

    assert passed_for_pp(plays) == 5


def test_a_wanted_mode_is_kept_to() -> None:
    played = {
        each.mode for number in range(20) for each in draw_history(person(number), catalogue(), 30, now=START, mode=4)
    }

    assert played == {4}


def test_only_modes_that_have_beatmaps_are_played() -> None:
    osu_alone = Catalogue(playables((40, 0, 0, 0)))
    able = [person(number) for number in range(60) if 0 in person(number).modes]

    assert {each.mode % 4 for who in able for each in draw_history(who, osu_alone, 30, now=START)} == {0}


def test_who_plays_modes_without_beatmaps_plays_another_ruleset() -> None:
    taiko_alone = Catalogue(playables((0, 40, 0, 0)))
    unable = next(each for each in map(person, range(PEOPLE)) if set(each.modes) == {0})

    assert {each.mode for each in draw_history(unable, taiko_alone, 30, now=START)} == {1}


def test_spells_lie_side_by_side_one_play_at_a_time() -> None:
    spells = [Spell(120, 0, 40), Spell(80, 3), Spell(100, 4)]

    plays = draw_spells(person(2), catalogue(), spells, now=START)

    assert Counter(each.mode for each in plays) == {0: 120, 3: 80, 4: 100}
    assert {each.mode for each in plays[:100]} == {each.mode for each in plays[-100:]} == {0, 3, 4}
    assert passed_for_pp([each for each in plays if each.mode == 0]) >= 40
    assert all(later.at - earlier.at > later.attempt.time_elapsed / 1000 for earlier, later in pairwise(plays))


def test_the_latest_session_is_in_the_days_before_a_person_became_quiet() -> None:
    over = [NOW - history(number)[-1].at - person(number).quiet for number in range(PEOPLE)]

    assert max(over) < 4 * DAY
    assert share([each > 0 for each in over]) > 0.95


def test_nothing_can_be_played_where_there_is_no_beatmap() -> None:
    with pytest.raises(Mistake, match="there is no beatmap for mania"):
        draw_history(person(0), Catalogue([]), 10, now=START, mode=3)


def test_more_plays_than_a_life_has_time_for_are_refused() -> None:
    an_hour_old = draw_person(SEED, "Aika", country="jp", joined=NOW - 3600)

    assert len(draw_history(an_hour_old, catalogue(), 8, now=START)) == 8
    with pytest.raises(Mistake, match="60 plays do not fit"):
        draw_history(an_hour_old, catalogue(), 60, now=START)


def newcomer() -> Person:
    return next(person(number) for number in range(PEOPLE) if NOW - person(number).joined < 90 * DAY)


def test_a_busy_newcomer_plays_one_thing_at_a_time() -> None:
    plays = draw_history(newcomer(), catalogue(), 1500, now=START)

    assert all(later.at - earlier.at > later.attempt.time_elapsed / 1000 for earlier, later in pairwise(plays))
    assert newcomer().joined < plays[0].at < plays[-1].at < NOW


def test_nobody_depends_on_others_and_asking_twice_gives_the_same() -> None:
    assert draw_history(person(5), catalogue(), 60, now=START) == list(history(5))
    assert draw_history(person(5), Catalogue(reversed(playables())), 60, now=START) == list(history(5))


def test_more_plays_keep_what_was_played() -> None:
    kept = [
        share([each in more for each in history(number)])
        for number in range(60)
        for more in [set(history(number, 120))]
        if NOW - person(number).joined > 200 * DAY
    ]

    assert sum(kept) / len(kept) > 0.75


def test_one_beatmap_more_moves_few_choices() -> None:
    longer = Catalogue([*playables(), playable(9999, 0, 3.6)])
    before = [each for number in range(60) for each in history(number)]

    after = [each for number in range(60) for each in draw_history(person(number), longer, 60, now=START)]

    moved = share([old.beatmap != new.beatmap for old, new in zip(before, after, strict=True)])
    assert 0 < moved < 0.1


def test_a_history_is_the_same_on_every_machine() -> None:
    told = [(each.at, each.beatmap.md5[:6], each.mode, each.mods, each.attempt.score) for each in history(1)[:3]]

    assert told == [
        (1662023192, "1e123a", 0, 24, 3778723),
        (1662023376, "7b4d64", 0, 0, 3758253),
        (1662023546, "9c51c3", 0, 0, 3283885),
    ]
