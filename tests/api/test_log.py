"""What is told to the person in front of the machine: requests that mean something else than was meant."""

import pytest

from tests.api.asking import Asker, in_every_contract
from tests.rows import player

Log = pytest.LogCaptureFixture


@in_every_contract
def test_a_parameter_that_is_ignored_is_logged_with_those_that_are_taken(
    contract: str, ask: Asker, logged: Log
) -> None:
    ask("/get_player_info", contract, id=3, scope="info", mode=4)

    assert logged.messages == [
        "get_player_info ignores the parameter 'mode', as bancho.py does; it takes: scope, id, name"
    ]


@in_every_contract
def test_it_is_logged_once_per_name_and_endpoint(contract: str, ask: Asker, logged: Log) -> None:
    ask("/get_player_info", contract, id=3, scope="info", mode=4, page=2)
    ask("/get_player_info", contract, id=4, scope="all", page=3)
    ask("/get_player_count", contract, page=2)
    ask("/get_player_count", contract, page=2)

    assert [line.partition(",")[0] for line in logged.messages] == [
        "get_player_info ignores the parameter 'mode'",
        "get_player_info ignores the parameter 'page'",
        "get_player_count ignores the parameter 'page'",
    ]


def test_prefixes_do_not_count(ask: Asker, logged: Log) -> None:
    ask.send("GET", "/get_player_count?page=1")
    ask.send("GET", "/v1/get_player_count?page=1")
    ask.send("GET", "/api/v1/get_player_count?page=1")

    assert logged.messages == ["get_player_count ignores the parameter 'page', as bancho.py does; it takes: none"]


@in_every_contract
@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        pytest.param("/get_player_info", {"scope": "all", "user": 3}, 400, id="400"),
        pytest.param("/get_player_info", {"scope": "all", "id": 999, "user": 3}, 404, id="404"),
        pytest.param("/get_player_info", {"id": 3, "user": 3}, 422, id="422"),
    ],
)
def test_it_is_logged_when_the_request_fails_too(
    path: str, query: dict[str, object], status: int, contract: str, ask: Asker, logged: Log
) -> None:
    answer = ask(path, contract, **query)

    assert answer.status == status
    assert [line.partition(",")[0] for line in logged.messages] == ["get_player_info ignores the parameter 'user'"]


def test_it_is_logged_by_each_api_although_forks_share_their_answers(ask: Asker, logged: Log) -> None:
    ask("/get_player_count", page=1)

    Asker(ask.world.fork())("/get_player_count", page=1)

    assert len(logged.messages) == 2


@in_every_contract
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/get_player_most_played", {"id": 3, "mods": "vn", "mode": 3, "limit": 6}),
        ("/get_player_scores", {"id": 3, "scope": "recent", "mods": "vn", "mode": 3}),
        ("/calculate_pp", {"id": 9001, "acc": 100, "mods": 8}),
    ],
)
def test_parameters_that_the_documentation_shows_are_never_logged(
    path: str, query: dict[str, object], contract: str, ask: Asker, logged: Log
) -> None:
    ask(path, contract, **query)

    assert logged.messages == []
    assert ask.last_call(contract).ignored == ()


def test_v2_logs_what_it_ignores(ask: Asker, logged: Log) -> None:
    ask("/v2/players", name="Marrow")

    takes = "priv, country, clan_id, clan_priv, preferred_mode, play_style, page, page_size"
    assert logged.messages == [f"v2_players ignores the parameter 'name', as bancho.py does; it takes: {takes}"]


@pytest.mark.parametrize(
    ("contract", "path", "meant"),
    [
        ("5.3", "/get_player_info", "/v1/get_player_info"),
        ("5.3", "/api/get_player_info", "/v1/get_player_info"),
        ("5.3", "/v1/get_playr_info", "/v1/get_player_info"),
        ("5.3", "/v1/GET_PLAYER_COUNT", "/v1/get_player_count"),
        ("4.3.2", "/v1/get_map_info", "/get_map_info"),
        ("4.3.2", "/v1/get_map_scor", "/get_map_scores"),
        ("any", "/get_playr_info", "/get_player_info"),
        ("any", "/api/v2/players", "/v2/players"),
        ("any", "/v2/score", "/v2/scores"),
        ("any", "/api/v2/get_match", "/get_match"),
    ],
)
def test_an_unknown_path_is_logged_with_the_nearest_one(
    contract: str, path: str, meant: str, ask: Asker, logged: Log
) -> None:
    ask.send("GET", path, contract)

    assert logged.messages == [f"nothing answers {path!r} in contract {contract}; did you mean {meant}?"]


@pytest.mark.parametrize("path", ["/zzz", "/v1/get_countries"])  # what all names begin with makes none of them near
@in_every_contract
def test_a_path_that_is_near_nothing_is_logged_without_a_guess(
    contract: str, path: str, ask: Asker, logged: Log
) -> None:
    ask.send("GET", path, contract)

    assert logged.messages == [f"nothing answers {path!r} in contract {contract}"]


@in_every_contract
def test_an_unknown_path_is_logged_once(contract: str, ask: Asker, logged: Log) -> None:
    ask.send("GET", "/zzz", contract)
    ask.send("POST", "/zzz", contract)

    assert len(logged.messages) == 1


@in_every_contract
def test_control_characters_of_a_path_do_not_reach_the_terminal(contract: str, ask: Asker, logged: Log) -> None:
    ask.send("GET", "/%1b%5b31m%0a", contract)

    assert logged.messages == [rf"nothing answers '/\x1b[31m\n' in contract {contract}"]


def test_the_log_has_an_end(ask: Asker, logged: Log) -> None:
    for number in range(1_100):
        ask("/get_player_count", **{f"ignored_{number}": 1})

    assert len(logged.messages) == 1_000


@in_every_contract
def test_what_is_as_it_should_be_is_not_logged(contract: str, ask: Asker, logged: Log) -> None:
    ask("/get_player_info", contract, id=3, scope="all")
    ask("/get_player_info", contract, id=999, scope="all")
    ask("/get_player_info", contract)
    ask("/get_player_count/", contract)
    ask.send("GET", "/3.png", contract)

    assert logged.messages == []


def test_a_world_that_changes_does_not_log_again(ask: Asker, logged: Log) -> None:
    ask("/get_player_count", page=1)
    ask.world.put(player(999))

    ask("/get_player_count", page=1)

    assert len(logged.messages) == 1
