"""Presses where objects stand so close together that not every verdict can stand beside every other one."""

import itertools

from mockbancho.factories.replaying.courses import Course
from mockbancho.factories.replaying.presses import timed
from mockbancho.factories.replaying.targets import Target
from mockbancho.factories.replaying.verdicts import GREAT, MISS, Verdict
from mockbancho.factories.replaying.windows import osu_windows

from mockbancho.osu.beatmap_objects import Kind

WINDOWS = osu_windows(10, 0)
SPINNER = Target(Kind.SPINNER, 0, 990, 256, 192)
LATE = Verdict(50)


def circle(at: float) -> Target:
    return Target(Kind.CIRCLE, at, at, 100, 100)


def course(*targets: Target) -> Course:
    return Course(targets, WINDOWS, 7)


def test_a_50_that_would_lock_the_next_object_is_moved_to_a_circle_with_time() -> None:
    played = course(SPINNER, circle(1000), circle(1012), circle(3000))
    verdicts = [GREAT, LATE, GREAT, GREAT]

    presses = timed(played, verdicts, WINDOWS)

    assert verdicts == [GREAT, GREAT, GREAT, LATE]
    assert [abs(press.at - played.targets[press.number].at) < 20 for press in presses[1:]] == [True, True, False]


def test_where_no_circle_has_time_it_is_hit_in_time() -> None:
    verdicts = [GREAT, LATE, Verdict(100)]

    presses = timed(course(SPINNER, circle(1000), circle(1002)), verdicts, WINDOWS)

    assert verdicts == [GREAT, GREAT, Verdict(100)]
    assert len(presses) == 3


def test_what_cannot_be_hit_at_all_is_missed() -> None:
    verdicts = [GREAT, GREAT, GREAT]

    presses = timed(course(SPINNER, circle(960), circle(2000)), verdicts, WINDOWS)

    assert verdicts == [GREAT, MISS, GREAT]
    assert [press.number for press in presses] == [0, 2]


def test_an_object_after_a_missed_one_is_pressed_once_that_is_over() -> None:
    played = course(circle(1000), circle(1095))

    (press,) = timed(played, [MISS, GREAT], WINDOWS)

    assert 1100 < press.at <= 1111


def test_keys_are_up_before_the_next_press() -> None:
    played = course(circle(1000), circle(1030), circle(1060), circle(1090))

    presses = timed(played, [GREAT] * 4, WINDOWS)

    assert all(press.at < press.until < later.at for press, later in itertools.pairwise(presses))
