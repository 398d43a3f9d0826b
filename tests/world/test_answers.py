"""Answers are remembered until a world changes, and never without end."""

from mockbancho.world.answers import REMEMBERED, Answers
from mockbancho.world.world import World
from tests import rows


def test_an_answer_is_remembered() -> None:
    answers = Answers()

    answers.add(("any", "/get_player_count", b""), b"{}", 2)

    assert answers.by_question == {("any", "/get_player_count", b""): b"{}"}


def test_when_there_are_too_many_all_are_forgotten_but_the_last() -> None:
    answers = Answers()

    answers.add(("a",), b"a", REMEMBERED // 2)
    answers.add(("b",), b"b", REMEMBERED // 2)
    answers.add(("c",), b"c", 1)
    answers.add(("d",), b"d", 1)

    assert answers.by_question == {("c",): b"c", ("d",): b"d"}


def test_what_is_remembered_fits_into_the_bound() -> None:
    answers = Answers()

    answers.add(("a",), b"a", REMEMBERED // 2)
    answers.add(("b",), b"b", REMEMBERED // 2)

    assert answers.by_question == {("a",): b"a", ("b",): b"b"}


def test_a_fork_shares_the_answers_until_it_changes() -> None:
    world = World.build()
    world.answers.add(("question",), b"answer", 6)

    fork = world.fork()
    shared = fork.answers is world.answers
    fork.put(rows.player(3))

    assert shared
    assert fork.answers.by_question == {}
    assert world.answers.by_question == {("question",): b"answer"}
