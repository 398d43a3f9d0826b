"""Endpoints that bancho.py does not have: `bancho.route`, in Python and in scenario files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockbancho import Bancho
from mockbancho.errors import Mistake, NotFound
from mockbancho.scenario.differing import variations_of
from mockbancho.world.journal import Source
from tests.scenario.given import written

if TYPE_CHECKING:
    from mockbancho.api.own_routes import OwnRequest


@pytest.fixture
def bancho() -> Bancho:
    return Bancho(players=0)


def test_a_route_answers_json_under_every_prefix_of_the_contract(bancho: Bancho) -> None:
    bancho.route("/get_countries", {"status": "success", "countries": ["jp", "Ü"]})

    answers = [bancho.get(f"{prefix}/get_countries") for prefix in ("", "/v1", "/api", "/api/v1")]

    assert [answer.text for answer in answers] == ['{"status":"success","countries":["jp","Ü"]}'] * 4
    assert answers[0].headers["content-type"] == "application/json"
    assert answers[0].headers["bancho-version"] == "5.3.0"


def test_a_path_with_a_prefix_of_its_own_is_taken_as_it_stands() -> None:
    bancho = Bancho(players=0, contract="5.3")
    bancho.route("/v1/online", [3])
    bancho.route("/status", "up")

    assert [bancho.get(path).status for path in ("/v1/online", "/v1/v1/online", "/v1/status", "/status")] == [
        200,
        404,
        200,
        404,
    ]


def test_a_function_is_told_of_the_request_and_may_ask_the_server(bancho: Bancho) -> None:
    aika, brid = bancho.create.player(), bancho.create.player()
    bancho.go_online(brid)

    @bancho.route("/get_player_status", where={"ids": "*"})
    def statuses(request: OwnRequest) -> dict[str, Any]:
        asked = request.query["ids"].split(",")
        return {"online": [request.ask("/get_player_status", id=each)["player_status"]["online"] for each in asked]}

    assert bancho.get("/v1/get_player_status", ids=f"{aika.id},{brid.id}").json() == {"online": [False, True]}
    assert bancho.get("/v1/get_player_status", id=brid.id).json()["player_status"]["online"] is True


def test_what_the_server_refuses_a_route_s_function_is_the_answer(bancho: Bancho) -> None:
    bancho.route("/both", lambda request: request.ask("/v1/get_player_info?scope=info", id=99))

    answer = bancho.get("/both")

    assert (answer.status, answer.json()) == (404, {"status": "Player not found."})


def test_a_function_gets_body_and_path_and_may_answer_a_status_or_an_error(bancho: Bancho) -> None:
    def refuse(request: OwnRequest) -> object:
        raise NotFound(f"No {request.params['name']}.")

    bancho.route("/tags/{name}", refuse)
    bancho.route("/tags", lambda request: (201, {"got": request.json(), "by": request.authorization}), methods=["POST"])

    posted = bancho.post("/tags", body=b'{"a":1}', headers={"Authorization": "me"})
    refused = bancho.get("/tags/fun")

    assert (posted.status, posted.json()) == (201, {"got": {"a": 1}, "by": "me"})
    assert (refused.status, refused.json()) == (404, {"status": "No fun."})
    assert bancho.get("/tags").status == 404


def test_the_last_route_that_fits_answers_and_others_are_left_alone(bancho: Bancho) -> None:
    bancho.route("/get_clan", {"first": True})
    bancho.route("/get_clan", {"second": True}, where={"id": 7}, status=203)

    assert (bancho.get("/get_clan?id=7").status, bancho.get("/get_clan?id=7").json()) == (203, {"second": True})
    assert bancho.get("/get_clan?id=8").json() == {"first": True}
    assert bancho.get("/get_mappool?id=8").status == 404


def test_bytes_have_the_type_that_is_told(bancho: Bancho) -> None:
    bancho.route("/feed", b"<rss/>", content_type="application/rss+xml")

    answer = bancho.get("/feed")

    assert (answer.body, answer.headers["content-type"]) == (b"<rss/>", "application/rss+xml")


def test_forks_have_the_routes_and_add_their_own(bancho: Bancho) -> None:
    bancho.route("/one", 1)
    fork = bancho.fork()
    fork.route("/two", 2)

    assert [fork.get(path).status for path in ("/one", "/two")] == [200, 200]
    assert [bancho.get(path).status for path in ("/one", "/two")] == [200, 404]


def test_the_journal_names_the_route(bancho: Bancho) -> None:
    bancho.route("/tags/{name}", [])
    bancho.get("/v1/tags/fun")

    call = next(iter(bancho.journal))

    assert (call.endpoint, call.source, call.path) == ("/tags/{name}", Source.ROUTE, "/v1/tags/fun")


@pytest.mark.parametrize("faults", [[], ["drip=1ms"]])
def test_a_function_that_fails_is_in_the_journal_with_why(faults: list[str]) -> None:
    bancho = Bancho(players=0, faults=faults)
    bancho.route("/get_countries", lambda request: request.params["country"])

    with pytest.raises(KeyError, match="country"):
        bancho.get("/v1/get_countries")

    assert [(call.path, call.status, call.reason) for call in bancho.journal] == [
        ("/v1/get_countries", 500, "KeyError: 'country'")
    ]


def test_a_body_beyond_the_bound_is_refused(bancho: Bancho) -> None:
    bancho.route("/tags", lambda request: len(request.body), methods=["PUT"])

    assert bancho.put("/tags", body=b"x" * 4 * 2**20).json() == 4 * 2**20
    assert bancho.put("/tags", body=b"x" * (4 * 2**20 + 1)).json() == {"status": "The body is too large."}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"path": "tags", "answer": 1}, "a route's path begins with /, such as '/get_countries'; got 'tags'"),
        ({"path": "/tags", "answer": {1j}}, "route /tags: the answer is no JSON: "),
        (
            {"path": "/tags", "answer": 1, "status": 42},
            "route /tags: status: expected one of HTTP's from 200 on, got 42",
        ),
        (
            {"path": "/tags", "answer": 1, "methods": ["FETCH"]},
            "route /tags: methods: expected some of GET, POST, PUT, PATCH, DELETE; got ('FETCH',)",
        ),
        ({"path": "/{a}/{a}", "answer": 1}, "route /{a}/{a}: Duplicated param name a at path /{a}/{a}"),
    ],
)
def test_what_cannot_be_a_route_is_refused(bancho: Bancho, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(Mistake) as refused:
        bancho.route(arguments.pop("path"), arguments.pop("answer"), **arguments)

    assert str(refused.value).startswith(told)


def test_asking_for_what_no_endpoint_reads_names_the_nearest(bancho: Bancho) -> None:
    bancho.route("/wrong", lambda request: request.ask("/get_player_inf"))

    with pytest.raises(Mistake, match=r"ask: no endpoint reads '/get_player_inf'; did you mean .*get_player_info\?"):
        bancho.get("/wrong")


def test_a_scenario_file_has_routes_and_shapes() -> None:
    scenario = written(
        """
        routes:
          - {path: /get_countries, answer: {countries: [jp]}}
        reshape:
          - {endpoint: get_player_count, add: {peak: 99}, drop: [total]}
        """
    )
    bancho = Bancho(scenario=scenario)

    assert bancho.get("/v1/get_countries").json() == {"countries": ["jp"]}
    assert bancho.get("/get_player_count").json()["counts"] == {"online": 19, "peak": 99}
    assert len(variations_of(scenario).routes) == 1
