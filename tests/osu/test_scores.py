"""Grades and score statuses."""

from mockbancho.osu.scores import Grade, ScoreStatus


def test_grades_stand_worst_first() -> None:
    assert [grade.value for grade in sorted(Grade, key=lambda grade: grade.rank)] == "N F D C B A S SH X XH".split()
    assert [grade.rank for grade in Grade] == list(range(10))


def test_a_grade_is_its_letters() -> None:
    assert Grade("XH") is Grade.XH
    assert f"{Grade.SH}" == "SH"


def test_score_statuses() -> None:
    assert {status.word: status.value for status in ScoreStatus} == {"failed": 0, "submitted": 1, "best": 2}
