"""`bancho.calls` selects calls by endpoint and arguments, and verifies how many, when and in what order."""

from __future__ import annotations

from typing import Any

import pytest

from mockbancho import Bancho, Mistake, NoSuchEndpoint, VerificationError
from mockbancho.contract import CONTRACTS
from mockbancho.verification.selection import Selection


@pytest.fixture
def bancho() -> Bancho:
    """A server of nobody."""
    return Bancho(players=0)


def numbers(selection: Selection) -> list[int]:
    """The numbers of the calls that are selected."""
    return [call.number for call in selection]


# Arguments


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"id": "3"}, {"id": 3}),
        ({"id": "03"}, {"id": 3}),
        ({"id": "3"}, {"id": "03"}),
        ({"id": "3", "scope": "best"}, {}),
        ({"id": ["4", "3"]}, {"id": 3}),
        ({"id": "three"}, {"id": "three"}),
        ({"name": "Aika"}, {"name": "Aika", "id": None}),
        ({"mods": "HDDT"}, {"mods": "DTHD"}),
        ({"mods": "72"}, {"mods": "HDDT"}),
        ({"mods": "HDDT"}, {"mods": 72}),
        ({"mods": "~HDDT"}, {"mods": "~DTHD"}),
        ({"include_loved": "yes"}, {"include_loved": True}),
        ({"include_failed": "off"}, {"include_failed": False}),
        ({}, {"limit": 25}),
        ({"limit": "25"}, {"limit": 25}),
        ({}, {"limit": None}),
    ],
)
def test_arguments_compare_as_the_api_reads_them(bancho: Bancho, sent: dict[str, Any], wanted: dict[str, Any]) -> None:
    bancho.get("/get_player_scores", **sent)

    assert numbers(bancho.calls.get_player_scores(**wanted)) == [1]


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ({"id": "4"}, {"id": 3}),
        ({"id": ["3", "4"]}, {"id": 3}),
        ({"id": "three"}, {"id": 3}),
        ({"id": "3"}, {"id": None}),
        ({}, {"id": 3}),
        ({"name": "aika"}, {"name": "Aika"}),
        ({"mods": "HD"}, {"mods": "HDDT"}),
        ({"mods": "~HDDT"}, {"mods": "HDDT"}),
        ({"limit": "26"}, {"limit": 25}),
        ({"limit": "25"}, {"limit": None}),
        ({"id": "3", "scope": "best"}, {"id": 3, "scope": "recent"}),
    ],
)
def test_arguments_differ_as_the_api_reads_them(bancho: Bancho, sent: dict[str, Any], wanted: dict[str, Any]) -> None:
    bancho.get("/get_player_scores", **sent)

    assert numbers(bancho.calls.get_player_scores(**wanted)) == []


@pytest.mark.parametrize(("wanted", "found"), [([99.0, 98], [1]), ([98], []), (98, [1]), (None, [])])
def test_a_parameter_that_is_repeated_compares_as_a_list_or_by_its_last(
    bancho: Bancho, wanted: object, found: list[int]
) -> None:
    bancho.get("/calculate_pp", id=1, acc=["99", "98"])

    assert numbers(bancho.calls.calculate_pp(acc=wanted)) == found  # type: ignore[arg-type]  # any of these


def test_parameters_of_the_path_are_arguments_too(bancho: Bancho) -> None:
    bancho.get("/v2/players/3/stats/4")

    assert numbers(bancho.calls.v2_player_mode_stats(player_id=3, mode=4)) == [1]
    assert numbers(bancho.calls.v2_player_mode_stats(player_id=4)) == []


def test_a_parameter_that_only_the_documentation_shows_can_be_looked_for(bancho: Bancho) -> None:
    bancho.get("/get_player_most_played", id=3, mods="HD")

    bancho.calls.get_player_most_played(mods="HD").once()


def test_every_prefix_is_the_same_endpoint(bancho: Bancho) -> None:
    for prefix in ("", "/v1", "/api", "/api/v1"):
        bancho.get(f"{prefix}/get_player_count")

    assert numbers(bancho.calls.get_player_count()) == [1, 2, 3, 4]


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_endpoint_of_a_contract_can_be_asked_for(contract: str) -> None:
    bancho = Bancho(players=0, contract=contract)

    for name in CONTRACTS[contract].endpoints:
        getattr(bancho.calls, name)().never()

    assert dir(bancho.calls) == sorted([*CONTRACTS[contract].endpoints, "at", "unknown"])


# Mistakes


def test_an_unknown_endpoint_is_a_mistake_that_names_the_nearest(bancho: Bancho) -> None:
    with pytest.raises(NoSuchEndpoint) as caught:
        _ = bancho.calls.get_playr_info  # type: ignore[attr-defined]  # there is none

    assert str(caught.value).startswith(
        "there is no endpoint 'get_playr_info'; did you mean 'get_player_info'? Known: get_player_count, "
    )
    assert not hasattr(bancho.calls, "get_playr_info")


def test_an_endpoint_of_another_contract_is_a_mistake_that_says_so() -> None:
    with pytest.raises(
        NoSuchEndpoint, match=r"^contract 4\.3\.2 has no endpoint 'search_players'; it has: get_player_c"
    ):
        _ = Bancho(players=0, contract="4.3.2").calls.search_players


def test_an_unknown_parameter_is_a_mistake_that_names_the_nearest(bancho: Bancho) -> None:
    with pytest.raises(Mistake) as caught:
        bancho.calls.get_player_info(nam="Aika")  # type: ignore[call-arg]  # there is none

    assert (
        str(caught.value) == "get_player_info has no parameter 'nam'; did you mean 'name'?; it takes: scope, id, name"
    )


def test_a_parameter_of_an_endpoint_without_any_is_a_mistake(bancho: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^get_player_count has no parameter 'page'; it takes none$"):
        bancho.calls.get_player_count(page=2)  # type: ignore[call-arg]  # there is none


def test_an_argument_without_a_name_is_a_mistake(bancho: Bancho) -> None:
    calls: Any = bancho.calls  # type checkers know it too

    with pytest.raises(Mistake, match=r"^get_player_info: every parameter is named, not 3$"):
        calls.get_player_info(3)


# How many


@pytest.mark.parametrize(
    ("called", "passing"),
    [
        (0, {"never", "times(0)", "at_most(0)", "at_most(1)", "at_most(2)", "at_least(0)"}),
        (1, {"once", "times(1)", "at_most(1)", "at_most(2)", "at_least(0)", "at_least(1)"}),
        (2, {"times(2)", "at_most(2)", "at_least(0)", "at_least(1)", "at_least(2)"}),
    ],
)
def test_how_many_calls_there_were(bancho: Bancho, called: int, passing: set[str]) -> None:
    for _ in range(called):
        bancho.get("/get_player_count")

    assert {name for name, verify in _counts(bancho).items() if _passes(verify)} == passing


def _counts(bancho: Bancho) -> dict[str, Any]:
    found = bancho.calls.get_player_count()
    counts: dict[str, Any] = {"once": found.once, "never": found.never}
    for name in ("times", "at_most", "at_least"):
        counts |= {f"{name}({number})": _given(getattr(found, name), number) for number in range(3)}
    return counts


def _given(verify: Any, number: int) -> Any:  # noqa: ANN401  # one of the methods
    return lambda: verify(number)


def _passes(verify: Any) -> bool:  # noqa: ANN401  # one of the methods
    try:
        verify()
    except VerificationError:
        return False
    return True


def test_verifying_can_be_chained(bancho: Bancho) -> None:
    bancho.get("/get_player_count")
    bancho.get("/get_player_info")

    count = bancho.calls.get_player_count().at_least(1).at_most(1).within("10s").once()

    count.before(bancho.calls.get_player_info()).once()


def test_a_selection_is_read_anew_whenever_something_is_asked_of_it(bancho: Bancho) -> None:
    found = bancho.calls.get_player_count().never()

    bancho.get("/get_player_count")

    found.once()


def test_a_selection_is_the_calls_themselves(bancho: Bancho) -> None:
    bancho.get("/get_player_info", id=3)
    bancho.get("/get_player_info", id=4)

    found = bancho.calls.get_player_info()

    assert [call.parameters for call in found] == [{"id": "3"}, {"id": "4"}]
    assert (len(found), len(bancho.calls), len(list(bancho.calls))) == (2, 2, 2)
    assert repr(found) == "<2 calls of get_player_info()>"
    assert repr(bancho.calls) == "<Calls: 2>"


def test_calls_of_a_fork_are_its_own(bancho: Bancho) -> None:
    bancho.get("/get_player_count")

    with bancho.fork() as fork:
        fork.calls.get_player_count().never()
        fork.get("/get_player_count")
        fork.calls.get_player_count().once()

    bancho.calls.get_player_count().once()


# Narrowing, time and order


def test_calls_are_narrowed_by_their_status(bancho: Bancho) -> None:
    bancho.create.player(id=3)
    for player in (3, 4, 5):
        bancho.get("/get_player_status", id=player)

    bancho.calls.get_player_status().with_status(200).once()
    bancho.calls.get_player_status().with_status(404).times(2)
    bancho.calls.get_player_status(id=3).with_status(404).never()


def test_calls_are_narrowed_to_the_last_ones_by_the_worlds_clock(bancho: Bancho) -> None:
    for _ in range(3):
        bancho.get("/get_player_count")
        bancho.advance("10s")

    assert numbers(bancho.calls.get_player_count().last("20s")) == [2, 3]
    assert numbers(bancho.calls.get_player_count().last(9)) == []


def test_within_wants_one_call_and_goes_on_with_all_of_that_time(bancho: Bancho) -> None:
    for _ in range(3):
        bancho.get("/get_player_count")
        bancho.advance("10s")

    bancho.calls.get_player_count().within("20s").times(2)
    with pytest.raises(VerificationError):
        bancho.calls.get_player_count().within("9s")


def test_before_and_after_look_at_the_first_of_each(bancho: Bancho) -> None:
    for path in ("/get_player_info", "/get_player_count", "/get_player_info"):
        bancho.get(path)
    info, count = bancho.calls.get_player_info(), bancho.calls.get_player_count()

    info.before(count)
    count.after(info)

    with pytest.raises(VerificationError):
        info.after(count)
    with pytest.raises(VerificationError):
        count.before(info)


def test_calls_of_two_servers_are_in_no_order(bancho: Bancho) -> None:
    bancho.get("/get_player_count")

    with pytest.raises(Mistake, match=r"^before: the calls of two servers are in no order; fork and original are two$"):
        bancho.calls.get_player_count().before(bancho.fork().calls.get_player_count())


def test_two_selections_that_begin_with_the_same_call_are_in_no_order(bancho: Bancho) -> None:
    bancho.get("/get_player_info", id=3)

    with pytest.raises(Mistake, match=r"both begin with the same call, GET /get_player_info\?id=3$"):
        bancho.calls.get_player_info().before(bancho.calls.get_player_info(id=3))


# Unknown paths


def test_unknown_paths_are_selected_all_or_by_path(bancho: Bancho) -> None:
    for path in ("/nope", "/get_player_count", "/nope?id=3", "/", "/favicon.ico", "/else"):
        bancho.get(path)

    bancho.calls.unknown().times(3)
    bancho.calls.unknown("/nope").times(2)
    bancho.calls.unknown("/").never()


def test_what_is_verified_needs_no_other_explanation(bancho: Bancho) -> None:
    for path in ("/nope", "/else"):
        bancho.get(path)

    bancho.calls.unknown("/nope").once()

    assert [call.path for call in bancho.journal.odd] == ["/else"]


def test_what_is_verified_of_a_fork_needs_none_either(bancho: Bancho) -> None:
    with bancho.fork() as fork:
        fork.get("/nope")
        fork.calls.unknown().once()

    assert list(bancho.journal.odd) == []


def test_calls_of_a_path_are_selected_whoever_answers(bancho: Bancho) -> None:
    bancho.route("/get_countries", ["jp"])
    for path in ("/get_countries?page=2", "/3.png", "/nope", "/get_player_count"):
        bancho.get(path)

    for path in ("/get_countries", "/3.png", "/nope", "/get_player_count"):
        bancho.calls.at(path).once()

    bancho.calls.at("/else").never()
    assert list(bancho.journal.odd) == []


# A journal that forgets


def test_how_often_is_unknown_once_calls_are_forgotten(bancho: Bancho) -> None:
    bancho.journal.keep(2)
    for _ in range(3):
        bancho.get("/get_player_count")

    bancho.calls.get_player_count().at_least(2)
    with pytest.raises(Mistake) as caught:
        bancho.calls.get_player_info().never()

    assert str(caught.value) == (
        "of 3 calls the journal remembers the last 2, so nobody knows how often get_player_info() was called; "
        "call bancho.journal.keep(3) first"
    )
