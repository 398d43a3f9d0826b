"""The journal remembers the last calls."""

import pytest

from mockbancho.world.journal import KEPT, Call, Journal, Source


def call(at: int = 0) -> Call:
    """A call of get_player_count at some time."""
    return Call(at, "GET", "/v1/get_player_count", b"", "get_player_count", 200, Source.WORLD, "", (), 0.0001)


@pytest.mark.parametrize(("made", "kept"), [(0, 0), (2, 2), (3, 3), (7, 3)])
def test_the_last_calls_are_kept_oldest_first(made: int, kept: int) -> None:
    journal = Journal(3)

    for at in range(made):
        journal.add(call(at))

    assert [found.at for found in journal] == list(range(made - kept, made))
    assert len(journal) == kept


def test_a_thousand_calls_are_kept() -> None:
    journal = Journal()

    for at in range(KEPT + 1):
        journal.add(call(at))

    assert (len(journal), next(iter(journal)).at) == (1000, 1)


def test_calls_may_come_while_the_journal_is_read() -> None:
    journal = Journal()
    journal.add(call(1))

    reading = iter(journal)
    journal.add(call(2))

    assert [found.at for found in reading] == [1]


def test_an_upstream_crash_is_marked_in_the_contract_s_words() -> None:
    assert Source.UPSTREAM_CRASH.value == "upstream crashes here"
