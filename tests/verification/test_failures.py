"""A failing verification shows what was expected, the calls that there were, and the nearest."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from mockbancho import Bancho, MockbanchoError, VerificationError
from mockbancho.verification.selection import Selection

pytest_plugins = ["pytester"]


@pytest.fixture
def bancho() -> Bancho:
    """A server that was asked a few things."""
    bancho = Bancho(players=0)
    bancho.create.player(id=4, name="Aika")
    bancho.get("/get_player_info", id=4, scope="all")
    bancho.advance("20s")
    bancho.get("/v1/get_player_info", name="Aikaa", scope="stats")
    bancho.get("/get_player_count")
    return bancho


def failure(verify: Callable[[], object]) -> str:
    """The words that a verification fails with."""
    with pytest.raises(VerificationError) as caught:
        verify()
    return str(caught.value)


def told(text: str) -> str:
    """A text of a test as it is told."""
    return dedent(text).strip()


def test_the_nearest_call_is_marked_with_what_differs(bancho: Bancho) -> None:
    words = failure(bancho.calls.get_player_info(id=3, scope="all").once)

    assert words == told("""
        expected exactly one call of get_player_info(id=3, scope='all'), got none

           #  clock     request                                         status  differs in
        >  1  12:00:00  GET /get_player_info?id=4&scope=all             200     id
           2  12:00:20  GET /v1/get_player_info?name=Aikaa&scope=stats  404     id, scope
        nearest: call 1, but id is '4', not 3
    """)


def test_each_difference_of_the_nearest_is_told(bancho: Bancho) -> None:
    words = failure(bancho.calls.get_player_info(id=None, name="Aika", scope="info").once)

    assert words.splitlines()[-1] == "nearest: call 2, but name is 'Aikaa', not 'Aika'; scope is 'stats', not 'info'"


def test_what_was_sent_or_not_is_told() -> None:
    bancho = Bancho(players=0)
    bancho.get("/get_player_info", id=4)

    words = failure(bancho.calls.get_player_info(id=None, name="Aika").once)

    assert words.splitlines()[-1] == (
        "nearest: call 1, but id is '4', and was not to be sent; name is not sent, not 'Aika'"
    )


def test_too_many_calls_are_marked(bancho: Bancho) -> None:
    words = failure(bancho.calls.get_player_info(scope="all").never)

    assert words == told("""
        expected no call of get_player_info(scope='all'), got 1

           #  clock     request                                         status  differs in
        *  1  12:00:00  GET /get_player_info?id=4&scope=all             200
           2  12:00:20  GET /v1/get_player_info?name=Aikaa&scope=stats  404     scope
    """)


@pytest.mark.parametrize(
    ("verify", "words"),
    [
        (lambda calls: calls.times(3), "expected exactly 3 calls of get_player_info(), got 2"),
        (lambda calls: calls.times(1), "expected exactly 1 call of get_player_info(), got 2"),
        (lambda calls: calls.at_most(1), "expected at most 1 call of get_player_info(), got 2"),
        (lambda calls: calls.at_least(3), "expected at least 3 calls of get_player_info(), got 2"),
        (
            lambda calls: calls.with_status(200).times(2),
            "expected exactly 2 calls of get_player_info().with_status(200), got 1",
        ),
        (lambda calls: calls.last("10s").never(), "expected no call of get_player_info().last('10s'), got 1"),
    ],
)
def test_what_is_expected_is_said_first(bancho: Bancho, verify: Callable[[Selection], object], words: str) -> None:
    found = failure(lambda: verify(bancho.calls.get_player_info()))

    assert found.splitlines()[0] == words


def test_an_endpoint_that_was_never_called_shows_what_was(bancho: Bancho) -> None:
    bancho.get("/get_clam", id=1)
    bancho.get("/", headers={"accept": "text/html"})

    words = failure(bancho.calls.get_clan(id=1).once)

    assert words == told("""
        expected exactly one call of get_clan(id=1), got none

        what was called: get_player_info 2 times, get_player_count once
        what no endpoint has: GET /get_clam: did you mean /get_clan?
        beside the API: once
    """)


def test_a_server_that_nobody_asked_says_so() -> None:
    words = failure(Bancho(players=0).calls.get_clan().once)

    assert words == "expected exactly one call of get_clan(), got none\n\nnothing was called"


def test_within_tells_the_time_and_how_late_it_was(bancho: Bancho) -> None:
    bancho.advance("15s")

    words = failure(lambda: bancho.calls.get_player_info().within("10s"))

    assert words == told("""
        expected a call of get_player_info() within 10s; it is 12:00:35 now

           #  clock     request                                         status  differs in
           1  12:00:00  GET /get_player_info?id=4&scope=all             200     clock
        >  2  12:00:20  GET /v1/get_player_info?name=Aikaa&scope=stats  404     clock
        nearest: call 2, but it came 5 s too early for last('10s')
    """)


def test_a_wrong_order_shows_both(bancho: Bancho) -> None:
    words = failure(lambda: bancho.calls.get_player_count().before(bancho.calls.get_player_info()))

    assert words == told("""
        expected get_player_count() before get_player_info(), but call 3 came after call 1

           #  clock     request                              status
        *  1  12:00:00  GET /get_player_info?id=4&scope=all  200
        *  3  12:00:20  GET /get_player_count                200
    """)


@pytest.mark.parametrize("is_first", [True, False])
def test_an_order_of_what_was_never_called_says_so(bancho: Bancho, *, is_first: bool) -> None:
    never, called = bancho.calls.get_clan(), bancho.calls.get_player_info()
    first, second = (never, called) if is_first else (called, never)

    words = failure(lambda: first.before(second))

    assert (
        words.splitlines()[0] == f"expected {first._wanted} before {second._wanted}, but there is no call of get_clan()"
    )


def test_an_unknown_path_that_was_not_asked_for_shows_those_that_were(bancho: Bancho) -> None:
    bancho.get("/get_countries")

    words = failure(bancho.calls.unknown("/get_country").once)

    assert words == told("""
        expected exactly one call of unknown('/get_country'), got none

           #  clock     request             status  differs in
        >  4  12:00:20  GET /get_countries  404     path
        nearest: call 4, but the path is '/get_countries', not '/get_country'
    """)


def test_a_path_that_was_not_asked_for_shows_what_was(bancho: Bancho) -> None:
    words = failure(bancho.calls.at("/get_player_counts").once)

    assert words == told("""
        expected exactly one call of at('/get_player_counts'), got none

           #  clock     request                                         status  differs in
           1  12:00:00  GET /get_player_info?id=4&scope=all             200     path
           2  12:00:20  GET /v1/get_player_info?name=Aikaa&scope=stats  404     path
        >  3  12:00:20  GET /get_player_count                           200     path
        nearest: call 3, but the path is '/get_player_count', not '/get_player_counts'
    """)


def test_days_are_told_where_there_are_several(bancho: Bancho) -> None:
    bancho.advance("1d")
    bancho.get("/get_player_count")

    words = failure(bancho.calls.get_player_count().once)

    assert words.splitlines()[-2:] == [
        "*  3  07-01 12:00:20  GET /get_player_count  200",
        "*  4  07-02 12:00:20  GET /get_player_count  200",
    ]


def test_of_many_calls_some_are_shown() -> None:
    bancho = Bancho(players=0)
    for number in range(50):
        bancho.get("/get_player_info", id=100 + number)

    lines = failure(bancho.calls.get_player_info(id=140).never).splitlines()

    assert len(lines) == 24
    assert "*  41  12:00:00  GET /get_player_info?id=140  422" in lines
    assert lines[-1] == "   … and 30 more"


def test_whatever_was_sent_takes_one_line_of_bounded_length() -> None:
    bancho = Bancho(players=0)
    bancho.get("/get_player_info?name=" + "a" * 5_000)
    bancho.get("/evil%0Aline")

    lines = failure(bancho.calls.get_player_info(name="Aika").once).splitlines()
    unknown = failure(bancho.calls.unknown("/evil").once).splitlines()

    assert [len(lines), max(map(len, lines))] == [5, 300]
    assert unknown[3] == ">  2  12:00:00  GET /evil\\nline  404     path"


def test_forgotten_calls_are_told_of(bancho: Bancho) -> None:
    bancho.journal.keep(2)
    bancho.get("/get_player_count")

    words = failure(bancho.calls.get_clan().once)

    assert words.splitlines()[-1] == "2 earlier calls are forgotten"


def test_a_failure_is_an_assertion_and_one_of_ours() -> None:
    assert issubclass(VerificationError, AssertionError)
    assert issubclass(VerificationError, MockbanchoError)


def test_the_last_line_of_the_traceback_is_the_tests(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_one(bancho):
            bancho.get("/get_player_info", id=4)
            bancho.calls.get_player_info(id=3).once()
    """)

    result = pytester.runpytest_inprocess("-p", "no:asyncio", "-p", "no:hypothesispytest")

    result.stdout.fnmatch_lines(
        [
            ">       bancho.calls.get_player_info(id=3).once()",
            "E       mockbancho.errors.VerificationError: expected exactly one call of get_player_info(id=3), got none",
            "E       nearest: call 1, but id is '4', not 3",
            "*.py:3: VerificationError",
        ]
    )
