"""Which answers a page of another origin may read: four forms, three contracts, every status."""

import pytest
from starlette.types import Message, Receive, Scope, Send

from mockbancho.contract import CONTRACTS, Cors
from mockbancho.transports.direct import Reply, call
from mockbancho.world.world import World
from tests.api.asking import Asker, in_every_contract, outcome
from tests.rows import match, player

ORIGIN = "http://localhost:5173"
PREFLIGHT = [
    ("origin", ORIGIN),
    ("access-control-request-method", "GET"),
    ("access-control-request-headers", "authorization,x-mine"),
]
OUTCOMES = {
    200: "/get_player_count",
    307: "/get_player_count/",
    400: "/get_player_status",
    404: "/nothing",
    422: "/get_player_info",
}
statuses = pytest.mark.parametrize("status", OUTCOMES)


def asker(cors: Cors | None) -> Asker:
    return Asker(World.build([player(3), match(1)]), cors=cors)


def cors_headers(reply: Reply) -> dict[str, str]:
    return {name: value for name, value in reply.headers.items() if name.startswith("access-control") or name == "vary"}


def ask_from(ask: Asker, path: str, contract: str, *, method: str = "GET") -> Reply:
    prefix = CONTRACTS[contract].prefixes[0]
    return ask.send(method, prefix + path, contract, headers=[("origin", ORIGIN)])


@statuses
@in_every_contract
def test_all_lets_everybody_read_every_answer(contract: str, status: int) -> None:
    answer = ask_from(asker(Cors.ALL), OUTCOMES[status], contract)

    assert answer.status == status
    assert cors_headers(answer) == {"access-control-allow-origin": "*"}


@statuses
@in_every_contract
def test_deployment_lets_everybody_read_successes_and_redirects_alone(contract: str, status: int) -> None:
    expected = {200: {"access-control-allow-origin": "*"}, 307: {"access-control-allow-origin": "*"}}

    answer = ask_from(asker(Cors.DEPLOYMENT), OUTCOMES[status], contract)

    assert answer.status == status
    assert cors_headers(answer) == expected.get(status, {})


@statuses
@in_every_contract
def test_echo_names_the_origin_and_allows_credentials(contract: str, status: int) -> None:
    answer = ask_from(asker(Cors.ECHO), OUTCOMES[status], contract)

    assert answer.status == status
    assert cors_headers(answer) == {
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-credentials": "true",
        "vary": "Origin",
    }


@statuses
@in_every_contract
def test_off_says_nothing(contract: str, status: int) -> None:
    answer = ask_from(asker(Cors.OFF), OUTCOMES[status], contract)

    assert answer.status == status
    assert cors_headers(answer) == {}


@pytest.mark.parametrize(
    ("cors", "expected"),
    [(Cors.ALL, {"access-control-allow-origin": "*"}), (Cors.DEPLOYMENT, {}), (Cors.OFF, {})],
)
def test_a_crash_is_read_like_other_failures(cors: Cors, expected: dict[str, str]) -> None:
    answer = ask_from(asker(cors), "/get_match?id=1", "5.3")

    assert answer.status == 500
    assert cors_headers(answer) == expected


@pytest.mark.parametrize(
    ("contract", "expected"), [("any", {"access-control-allow-origin": "*"}), ("5.3", {}), ("4.3.2", {})]
)
def test_without_a_choice_any_lets_failures_be_read_and_the_others_are_as_deployed(
    contract: str, expected: dict[str, str]
) -> None:
    ask = asker(None)

    success = ask("/get_player_count", contract)
    failure = ask("/get_player_status", contract)

    assert cors_headers(success) == {"access-control-allow-origin": "*"}
    assert cors_headers(failure) == expected


@in_every_contract
def test_echo_says_nothing_to_a_request_without_an_origin(contract: str) -> None:
    ask = asker(Cors.ECHO)

    answer = ask("/get_player_count", contract)

    assert cors_headers(answer) == {}


@in_every_contract
def test_answers_are_remembered_without_the_origin_that_asked_first(contract: str) -> None:
    ask = asker(Cors.ECHO)
    ask_from(ask, "/get_player_count", contract)
    path = CONTRACTS[contract].prefixes[0] + "/get_player_count"

    answer = ask.send("GET", path, contract, headers=[("origin", "http://other.test")])

    assert answer.headers["access-control-allow-origin"] == "http://other.test"


def test_avatars_can_be_read_too() -> None:
    answer = asker(Cors.ALL).send("GET", "/3.png", headers=[("origin", ORIGIN)])

    assert answer.headers["access-control-allow-origin"] == "*"


def test_a_preflight_is_answered_in_any() -> None:
    answer = asker(Cors.ALL).send("OPTIONS", "/get_player_count", headers=PREFLIGHT)

    assert answer.status == 200
    assert cors_headers(answer) == {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "GET, POST, PUT",
        "access-control-allow-headers": "authorization,x-mine",
        "access-control-max-age": "600",
    }


@in_every_contract
def test_a_preflight_is_answered_in_echo(contract: str) -> None:
    path = CONTRACTS[contract].prefixes[0] + "/get_player_count"

    answer = asker(Cors.ECHO).send("OPTIONS", path, contract, headers=PREFLIGHT)

    assert answer.status == 200
    assert cors_headers(answer) == {
        "access-control-allow-origin": ORIGIN,
        "access-control-allow-credentials": "true",
        "vary": "Origin",
        "access-control-allow-methods": "GET, POST, PUT",
        "access-control-allow-headers": "authorization,x-mine",
        "access-control-max-age": "600",
    }


@pytest.mark.parametrize("cors", [Cors.ALL, Cors.ECHO])
def test_the_origin_of_a_preflight_is_sent_once(cors: Cors) -> None:
    api = asker(cors).api()
    names: list[bytes] = []

    async def spied(scope: Scope, receive: Receive, send: Send) -> None:
        async def hear(message: Message) -> None:
            names.extend(name for name, _ in message.get("headers", ()))
            await send(message)

        await api(scope, receive, hear)

    call(spied, "OPTIONS", "/get_player_count", headers=PREFLIGHT)

    assert names.count(b"access-control-allow-origin") == 1


def test_a_preflight_that_names_no_headers_is_told_the_usual_ones() -> None:
    answer = asker(Cors.ALL).send("OPTIONS", "/get_player_count", headers=PREFLIGHT[:2])

    assert answer.headers["access-control-allow-headers"] == "authorization, content-type"


@pytest.mark.parametrize("cors", [Cors.ALL, Cors.DEPLOYMENT, Cors.OFF])
@pytest.mark.parametrize(("contract", "path"), [("5.3", "/v1/get_player_count"), ("4.3.2", "/get_player_count")])
def test_the_real_versions_refuse_a_preflight(contract: str, path: str, cors: Cors) -> None:
    answer = asker(cors).send("OPTIONS", path, contract, headers=PREFLIGHT)

    assert outcome(answer) == (405, {"detail": "Method Not Allowed"})


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([], id="bare"),
        pytest.param(PREFLIGHT[:1], id="with an origin alone"),
        pytest.param(PREFLIGHT[1:], id="without an origin"),
    ],
)
def test_options_that_is_no_preflight_is_refused(headers: list[tuple[str, str]]) -> None:
    answer = asker(Cors.ALL).send("OPTIONS", "/get_player_count", headers=headers)

    assert outcome(answer) == (405, {"detail": "Method Not Allowed"})


def test_a_preflight_of_a_writing_endpoint_is_answered() -> None:
    answer = asker(Cors.ALL).send("OPTIONS", "/set_avatar", headers=PREFLIGHT)

    assert answer.status == 200
