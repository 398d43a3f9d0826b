"""Endpoints that look at an API key: they exist where they should, and say that they are not built yet."""

import pytest

from mockbancho.world.journal import Source
from tests.api.asking import Asker, in_every_contract, outcome

EVERY_PREFIX = ["", "/v1", "/api", "/api/v1"]
ASKED = [
    ("GET", "calculate_pp"),
    ("GET", "get_friends"),
    ("POST", "set_avatar"),
    ("PUT", "set_avatar"),
    ("POST", "set_player_info"),
    ("PUT", "set_player_info"),
]
each_asked = pytest.mark.parametrize(("method", "name"), ASKED)
documented_only = pytest.mark.parametrize(("method", "name"), ASKED[1:])


def not_built(name: str) -> tuple[int, object]:
    return 501, {"status": f"mockbancho does not answer {name} yet; the real server would."}


@each_asked
@pytest.mark.parametrize("prefix", EVERY_PREFIX)
def test_any_has_every_documented_endpoint_on_every_prefix(prefix: str, method: str, name: str, ask: Asker) -> None:
    answer = ask.send(method, f"{prefix}/{name}")

    assert outcome(answer) == not_built(name)


@each_asked
@pytest.mark.parametrize("prefix", ["", "/api"])
def test_4_3_2_has_every_documented_endpoint_on_both_prefixes(prefix: str, method: str, name: str, ask: Asker) -> None:
    answer = ask.send(method, f"{prefix}/{name}", "4.3.2")

    assert outcome(answer) == not_built(name)


@pytest.mark.parametrize("path", ["/api/get_player_count", "/v1/calculate_pp", "/api/v1/set_avatar"])
def test_4_3_2_has_no_other_prefixes(path: str, ask: Asker) -> None:
    answer = ask.send("GET", path, "4.3.2")

    assert outcome(answer) == (404, {"detail": "Not Found"})


def test_5_3_has_calculate_pp(ask: Asker) -> None:
    answer = ask.send("GET", "/v1/calculate_pp", "5.3")

    assert outcome(answer) == not_built("calculate_pp")


@documented_only
@pytest.mark.parametrize("prefix", EVERY_PREFIX)
def test_5_3_has_lost_the_others(prefix: str, method: str, name: str, ask: Asker) -> None:
    answer = ask.send(method, f"{prefix}/{name}", "5.3")

    assert outcome(answer) == (404, {"detail": "Not Found"})


@pytest.mark.parametrize(
    ("method", "name", "allow"),
    [
        ("POST", "calculate_pp", "GET"),
        ("POST", "get_friends", "GET"),
        ("GET", "set_avatar", "POST, PUT"),
        ("DELETE", "set_player_info", "POST, PUT"),
    ],
)
def test_another_method_is_told_which_is_allowed(method: str, name: str, allow: str, ask: Asker) -> None:
    answer = ask.send(method, f"/{name}")

    assert outcome(answer) == (405, {"detail": "Method Not Allowed"})
    assert answer.headers["allow"] == allow


@in_every_contract
def test_the_journal_tells_what_is_not_built(contract: str, ask: Asker) -> None:
    ask("/calculate_pp", contract, id=9001, acc=100)

    noted = ask.last_call(contract)
    assert (noted.endpoint, noted.status, noted.source) == ("calculate_pp", 501, Source.NOT_BUILT)
    assert noted.ignored == ()
