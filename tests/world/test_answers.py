"""Answers are remembered until a world changes, and never without end."""

from mockbancho.world.answers import REMEMBERED, Answers
from mockbancho.world.world import World
from tests import rows


def test_an_answer_is_remembered() -> None:
    answers = Answers()

    answers.add(("any", "/get_player_count", b""), b"{}", 2)

    assert answers.by_question == {("any", "/get_player_count", b""): b"{}"}


def test_small_answers_count_with_what_holds_them() -> None:
    answers = Answers()

    for number in range(100_000):
        answers.add((number,), b"", 2)

    assert len(answers.by_question) < REMEMBERED / 500
    assert answers.by_question[99_999,] == b""


def test_an_answer_too_large_to_be_worth_it_is_not_remembered() -> None:
    answers = Answers()

    answers.add(("small",), b"s", 1)
    answers.add(("large",), b"l", REMEMBERED // 2)

    assert answers.by_question == {("small",): b"s"}


def test_a_fork_shares_the_answers_until_it_changes() -> None:
    world = World.build()
    world.answers.add(("question",), b"answer", 6)

    fork = world.fork()
    shared = fork.answers is world.answers
    fork.put(rows.player(3))

    assert shared
    assert fork.answers.by_question == {}
    assert world.answers.by_question == {("question",): b"answer"}
