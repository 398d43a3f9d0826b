"""The journal remembers the last calls."""

import pytest

from mockbancho.world.journal import FORKS, KEPT, ODD, Call, Journal, Source


def call(at: int = 0, *, number: int = 0, ignored: tuple[str, ...] = (), query: bytes = b"") -> Call:
    """A call of get_player_count at some time."""
    path, endpoint = "/v1/get_player_count", "get_player_count"
    return Call(at, "GET", path, query, endpoint, 200, Source.WORLD, "", ignored, 0.0001, number=number)


def unknown(at: int = 0) -> Call:
    """A call that no endpoint answered."""
    return Call(at, "GET", "/nope", b"", None, 404, Source.NOT_FOUND, "", (), 0.0001)


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


def test_calls_are_counted_from_one_whatever_is_forgotten() -> None:
    journal = Journal(2)
    empty = (journal.count, journal.forgotten)

    for _ in range(5):
        journal.add(call(number=journal.next_number()))

    assert (empty, [found.number for found in journal]) == ((0, 0), [4, 5])
    assert (journal.count, journal.forgotten) == (5, 3)


def test_a_journal_can_be_told_to_remember_more_or_less() -> None:
    journal = Journal(2)

    journal.keep(3)
    for at in range(5):
        journal.add(call(at))
    three = [found.at for found in journal]
    journal.keep(1)

    assert (three, [found.at for found in journal]) == ([2, 3, 4], [4])


def test_what_has_to_be_explained_is_remembered_beyond_other_calls() -> None:
    journal = Journal(1)

    for found in (call(1), unknown(2), call(3, ignored=("page",)), call(4), call(5)):
        journal.add(found)

    assert [found.at for found in journal.odd] == [2, 3]


def test_what_has_to_be_explained_is_bounded() -> None:
    journal = Journal()

    for at in range(ODD + 1):
        journal.add(unknown(at))

    assert (len(journal.odd), journal.odd[0].at) == (200, 1)


def test_a_fork_has_its_own_calls_and_shares_what_has_to_be_explained() -> None:
    journal = Journal()
    fork = Journal(above=journal)
    fork_of_fork = Journal(above=fork)

    fork_of_fork.add(unknown(1))
    fork.add(call(2))

    assert [[found.at for found in each] for each in (journal, fork, fork_of_fork)] == [[], [2], [1]]
    assert [found.at for found in journal.odd] == [1]
    assert list(journal.forks) == [fork, fork_of_fork]


def test_the_last_forks_are_remembered() -> None:
    journal = Journal()

    made = [Journal(above=journal) for _ in range(FORKS + 2)]

    assert list(journal.forks) == made[2:]


def test_a_witness_is_shown_each_call_with_its_body_also_those_of_later_forks() -> None:
    journal, seen = Journal(), list[tuple[int, bytes]]()
    journal.witness = lambda call, body: seen.append((call.at, body))

    journal.add(call(1), b"one")
    Journal(above=journal).add(call(2), b"two")

    assert seen == [(1, b"one"), (2, b"two")]


def test_a_call_takes_its_query_apart_when_somebody_looks() -> None:
    found = call(query=b"name=Aika+%5BJP%5D&id=3&id=4")

    assert found.parameters == {"name": "Aika [JP]", "id": "4"}
    assert (found.target, call().target) == (
        "/v1/get_player_count?name=Aika+%5BJP%5D&id=3&id=4",
        "/v1/get_player_count",
    )
