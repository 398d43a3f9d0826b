import pytest

from mockbancho.api.routes import REMEMBERED, Paths
from mockbancho.contract import CONTRACTS
from tests.api.asking import Asker, asking, in_every_contract, outcome
from tests.rows import player

NOT_FOUND = (404, {"detail": "Not Found"})
NOT_ALLOWED = (405, {"detail": "Method Not Allowed"})
COUNT = {"any": "/get_player_count", "5.3": "/v1/get_player_count", "4.3.2": "/get_player_count"}
counted = pytest.mark.parametrize(("contract", "path"), COUNT.items())
V1_NAMES = [
    "get_player_count",
    "get_player_info",
    "get_player_status",
    "get_player_scores",
    "get_player_most_played",
    "get_map_info",
    "get_map_scores",
    "get_score_info",
    "get_replay",
    "get_match",
    "get_leaderboard",
    "get_clan",
    "get_mappool",
]


@pytest.mark.parametrize("prefix", ["", "/v1", "/api", "/api/v1"])
@pytest.mark.parametrize("name", [*V1_NAMES, "search_players"])
def test_any_answers_on_four_prefixes(prefix: str, name: str, ask: Asker) -> None:
    answer = ask.send("GET", f"{prefix}/{name}?id=3&scope=best&q=a")

    assert ask.last_call().endpoint == name
    assert outcome(answer) != NOT_FOUND


@pytest.mark.parametrize("prefix", ["", "/v1", "/api", "/api/v1"])
def test_every_prefix_of_any_gives_the_same_answer(prefix: str, ask: Asker) -> None:
    answer = ask.send("GET", f"{prefix}/get_player_info?id=3&scope=all")

    assert answer.body == ask("/get_player_info", "5.3", id=3, scope="all").body
    assert answer.headers["bancho-version"] == "5.3.0"


@pytest.mark.parametrize("name", V1_NAMES)
@pytest.mark.parametrize(("contract", "prefix"), [("5.3", "/v1"), ("4.3.2", "")])
def test_the_real_versions_answer_on_one(contract: str, prefix: str, name: str, ask: Asker) -> None:
    others = {"", "/v1", "/v2", "/api", "/api/v1"} - {prefix}

    answer = ask.send("GET", f"{prefix}/{name}", contract)
    elsewhere = [outcome(ask.send("GET", f"{other}/{name}", contract)) for other in sorted(others)]

    assert outcome(answer) != NOT_FOUND
    assert elsewhere == [NOT_FOUND] * 4


@in_every_contract
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "//",
        "/v1",
        "/v1/",
        "/v2",
        "/v2/",
        "/nothing",
        "/v1//get_player_count",
        "//v1/get_player_count",
        "//get_player_count",
        "/v1/GET_PLAYER_COUNT",
        "/V1/get_player_count",
        "/v1/get_player_count/x",
        "/v1/get_player_count.json",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/docs/oauth2-redirect",
        "/v1/docs",
        "/metrics",
        "/3.webp",
        "/3.png.jpg",
        "/12345678901",
        "/_mock/",
    ],
)
def test_paths_that_nothing_answers(path: str, contract: str, ask: Asker) -> None:
    answer = ask.send("GET", path, contract)

    assert outcome(answer) == NOT_FOUND
    assert answer.headers["content-type"] == "application/json"


@in_every_contract
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW"])
def test_an_unknown_path_is_not_found_whatever_the_method(method: str, contract: str, ask: Asker) -> None:
    answer = ask.send(method, "/v1/nothing", contract)

    assert outcome(answer) == NOT_FOUND


@counted
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW", "get"])
def test_a_wrong_method_is_refused(method: str, contract: str, path: str, ask: Asker) -> None:
    answer = ask.send(method, path, contract)

    assert outcome(answer) == NOT_ALLOWED
    assert answer.headers.get("allow") == {"any": "GET", "5.3": "GET", "4.3.2": None}[contract]


@counted
def test_head_is_refused_without_a_body_and_with_its_length(contract: str, path: str, ask: Asker) -> None:
    answer = ask.send("HEAD", path, contract)

    assert (answer.status, answer.body, answer.headers["content-length"]) == (405, b"", "31")
    assert answer.headers.get("allow") == {"any": "GET", "5.3": "GET", "4.3.2": None}[contract]


@in_every_contract
def test_head_of_an_unknown_path_has_no_body(contract: str, ask: Asker) -> None:
    answer = ask.send("HEAD", "/nothing", contract)

    assert (answer.status, answer.body, answer.headers["content-length"]) == (404, b"", "22")


@pytest.mark.parametrize("contract", ["any", "5.3"])
def test_v2_refuses_other_methods_too(contract: str, ask: Asker) -> None:
    answer = ask.send("DELETE", "/v2/players/3", contract)

    assert outcome(answer) == NOT_ALLOWED
    assert answer.headers["allow"] == "GET"


@counted
@pytest.mark.parametrize("slashes", ["/", "//", "///"])
@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
def test_slashes_at_the_end_lead_to_the_path_without(
    method: str, slashes: str, contract: str, path: str, ask: Asker
) -> None:
    answer = ask.send(method, path + slashes, contract, headers=[("Host", "api.bancho.test:8000")])

    assert (answer.status, answer.body) == (307, b"")
    assert answer.headers["location"] == f"http://api.bancho.test:8000{path}"
    assert answer.headers["content-length"] == "0"
    assert "content-type" not in answer.headers


@counted
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("id=3&scope=all", "id=3&scope=all"),
        ("a=%20%C3%BC&b+c", "a=%20%C3%BC&b+c"),
        ("name=\xff", "name=%C3%BF"),
        ("a/b/", "a/b/"),
    ],
)
def test_the_query_is_kept(query: str, kept: str, contract: str, path: str, ask: Asker) -> None:
    answer = ask.send("GET", f"{path}/?{query}", contract)

    assert answer.status == 307
    assert answer.headers["location"] == f"http://api.localhost{path}?{kept}"


@pytest.mark.parametrize("contract", ["any", "5.3"])
def test_v2_is_led_to_its_path_as_well(contract: str, ask: Asker) -> None:
    answer = ask.send("GET", "/v2/players/3/stats/", contract)

    assert answer.headers["location"] == "http://api.localhost/v2/players/3/stats"


@pytest.mark.parametrize(
    ("contract", "path"),
    [
        ("any", "/%67et_player_count"),
        ("any", "/api%2Fv1/get_player_count"),
        ("5.3", "/%76%31/get_player_count"),
        ("4.3.2", "/get%5Fplayer%5Fcount"),
    ],
)
def test_percent_encoded_paths_are_decoded(contract: str, path: str, ask: Asker) -> None:
    answer = ask.send("GET", path, contract)

    assert answer.body == ask("/get_player_count", contract).body


@in_every_contract
@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "osu.ppy.sh", "API.Bancho.Test", "b.example", "api", ""]
)
def test_the_host_is_never_judged(host: str, contract: str) -> None:
    ask = asking(player(3))

    answer = ask.send("GET", COUNT[contract], contract, headers=[("host", host)])

    assert answer.status == 200


@in_every_contract
def test_a_request_without_a_body_type_or_agent_is_answered(contract: str, ask: Asker) -> None:
    answer = ask.send("GET", COUNT[contract] + "?&&=&", contract, headers=[("accept", "nothing/at-all")])

    assert answer.status == 200


@counted
def test_paths_stay_the_same_however_many_others_were_asked_for(contract: str, path: str) -> None:
    paths = Paths(CONTRACTS[contract])
    before = paths.find(path)

    unknown = {paths.find(f"/unknown-{number}") for number in range(REMEMBERED)}

    assert before is not None
    assert unknown == {None}
    assert paths.find(path) == before
