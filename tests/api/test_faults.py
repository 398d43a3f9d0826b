"""What a request is answered when a fault hits it, and which requests that are."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from mockbancho import Bancho
from mockbancho.records import Avatar
from mockbancho.transports.direct import Reply
from mockbancho.world.journal import Source
from mockbancho.world.world import World
from tests.api.uploading import KEY, PNG, picture, with_key
from tests.rows import player

if TYPE_CHECKING:
    from mockbancho.world.journal import Call

PATH = "/get_player_count"
COUNTS = b'{"status":"success","counts":{"online":0,"total":1}}'
CORS = {"access-control-allow-origin": "*"}
FROM_THE_WORLD = {"bancho-version": "5.3.0", "content-type": "application/json", **CORS}
BAD_GATEWAY = b"<html>\n<head><title>502 Bad Gateway</title></head>\n<body><h1>502 Bad Gateway</h1></body>\n</html>\n"
ORIGIN = "https://page.example"
PREFLIGHT = {"origin": ORIGIN, "access-control-request-method": "GET"}


@pytest.fixture
def bancho() -> Bancho:
    """A world of one player, who has a key."""
    return Bancho(world=World.build([player(3, api_key=KEY)]))


def without_time(reply: Reply) -> Reply:
    """Return a reply without the one header that is never the same."""
    return Reply(
        reply.status, {name: value for name, value in reply.headers.items() if name != "process-time"}, reply.body
    )


def last_call(bancho: Bancho) -> Call:
    return list(bancho.journal)[-1]


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"status": 502}, Reply(502, {"content-type": "text/html"}, BAD_GATEWAY)),
        (
            {"status": 500},
            Reply(500, {"content-type": "text/plain; charset=utf-8"}, b"Internal Server Error"),
        ),
        (
            {"status": 599},
            Reply(
                599,
                {"content-type": "text/html"},
                b"<html>\n<head><title>599 Unknown</title></head>\n<body><h1>599 Unknown</h1></body>\n</html>\n",
            ),
        ),
        ({"status": 204}, Reply(204, {}, b"")),
        ({"status": 304}, Reply(304, {}, b"")),
        ({"status": 503, "body": '{"a": 1}'}, Reply(503, {"content-type": "application/json"}, b'{"a": 1}')),
        ({"status": 503, "body": " <p>Later"}, Reply(503, {"content-type": "text/html"}, b" <p>Later")),
        (
            {"status": 503, "body": "Später."},
            Reply(503, {"content-type": "text/plain; charset=utf-8"}, "Später.".encode()),
        ),
        ({"status": 200, "body": ""}, Reply(200, {"content-type": "text/plain; charset=utf-8"}, b"")),
        (
            {"status": 503, "body": "x", "retry_after": "1m"},
            Reply(503, {"retry-after": "60", "content-type": "text/plain; charset=utf-8"}, b"x"),
        ),
        (
            {"quota": 0, "per": "10s", "body": "x"},
            Reply(429, {"retry-after": "10", "content-type": "text/plain; charset=utf-8"}, b"x"),
        ),
    ],
)
def test_a_fault_answers_in_place_of_the_server(given: dict[str, Any], answer: Reply, bancho: Bancho) -> None:
    bancho.faults.add(**given)

    length = {"content-length": str(len(answer.body))}
    assert bancho.get(PATH) == Reply(answer.status, {**length, **answer.headers, **CORS}, answer.body)


@pytest.mark.parametrize(
    ("reply", "changed", "body"),
    [
        ("bad_json", {}, COUNTS[:-1] + b","),
        ("wrong_type", {"content-type": "text/html"}, COUNTS),
        ("empty_body", {}, b""),
    ],
)
def test_a_fault_spoils_what_the_server_answers(
    reply: Any,  # noqa: ANN401  # one of many literals
    changed: dict[str, str],
    body: bytes,
    bancho: Bancho,
) -> None:
    bancho.faults.add(reply=reply)

    answer = without_time(bancho.get(PATH))

    assert answer == Reply(200, {"content-length": str(len(body)), **FROM_THE_WORLD, **changed}, body)


def test_what_is_html_already_gets_another_wrong_type(bancho: Bancho) -> None:
    bancho.faults.add(reply="wrong_type")

    answer = bancho.get("/", headers={"accept": "text/html"})

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("reply", "error", "told"),
    [
        ("empty_reply", ConnectionAbortedError, "the server closed the connection before the answer was complete"),
        ("truncated", ConnectionAbortedError, "the server closed the connection before the answer was complete"),
        ("reset", ConnectionResetError, "the server reset the connection"),
        ("reset_in_body", ConnectionResetError, "the server reset the connection"),
        ("garbage", ConnectionAbortedError, "the server sent something that is not HTTP"),
        ("hang", TimeoutError, "nothing more comes, and this client has no read timeout: over a socket it would"),
    ],
)
def test_a_direct_call_says_how_the_connection_broke(
    reply: Any,  # noqa: ANN401  # one of many literals
    error: type[OSError],
    told: str,
    bancho: Bancho,
) -> None:
    bancho.faults.add(reply=reply)

    with pytest.raises(error, match=told):
        bancho.get(PATH)


def test_a_direct_call_does_not_wait(bancho: Bancho) -> None:
    bancho.faults.add(latency="10m", drip="10m")

    assert bancho.get(PATH).body == COUNTS


@pytest.mark.parametrize(
    ("given", "source", "status"),
    [
        ({"status": 502}, Source.FAULT, 502),
        ({"reply": "reset"}, Source.WORLD, 200),
        ({"latency": 1}, Source.WORLD, 200),
    ],
)
def test_the_journal_tells_which_faults_hit_a_call(
    given: dict[str, Any], source: Source, status: int, bancho: Bancho
) -> None:
    bancho.faults.add(**given, times=1, name="the first")
    bancho.faults.add(drip=1, times=1, name="the second")

    for _ in range(2):
        _broken_or_not(bancho)

    assert [(call.endpoint, call.status, call.source, call.fault) for call in bancho.journal] == [
        ("get_player_count", status, source, "the first, the second"),
        ("get_player_count", 200, Source.WORLD, ""),
    ]


def _broken_or_not(bancho: Bancho) -> None:
    with suppress(ConnectionError):
        bancho.get(PATH)


def test_what_a_fault_answers_is_readable_for_pages_as_what_the_proxy_answers_is() -> None:
    banchos = [Bancho(world=World.build(), cors=cors) for cors in ("all", "deployment", "echo", "off")]
    for each in banchos:
        each.faults.add(status=503)

    answers = [each.get(PATH, headers={"origin": ORIGIN}).headers for each in banchos]

    assert [answer.get("access-control-allow-origin") for answer in answers] == ["*", None, ORIGIN, None]


def test_a_preflight_is_neither_hit_nor_counted(bancho: Bancho) -> None:
    outage = bancho.faults.add(status=503, first=1)

    preflight = bancho.request("OPTIONS", PATH, headers=PREFLIGHT)
    asked = bancho.get(PATH, headers={"origin": ORIGIN})

    assert (preflight.status, asked.status, outage.row and outage.row.seen) == (200, 503, 1)


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "DELETE"])
def test_a_method_that_is_not_answered_is_hit_all_the_same(method: str, bancho: Bancho) -> None:
    bancho.faults.add("get_player_count", status=503, body="x")

    answer = bancho.request(method, PATH)

    assert (answer.status, answer.headers["content-length"]) == (503, "1")


def test_the_answer_to_a_head_has_no_body_to_break(bancho: Bancho) -> None:
    bancho.faults.add(reply="truncated", drip=1)

    assert bancho.request("HEAD", "/").body == b""


@pytest.mark.parametrize(
    ("endpoint", "hits"),
    [
        ("*", [503, 503, 503, 503]),
        ("/[0-9]*", [503, 503, 200, 404]),
        ("/no*", [200, 200, 200, 503]),
        ("get_player_count", [200, 200, 503, 404]),
    ],
)
def test_avatars_and_unknown_paths_are_hit_by_what_is_about_paths(
    endpoint: str, hits: list[int], bancho: Bancho
) -> None:
    bancho.faults.add(endpoint, status=503)

    found = [
        bancho.get("/3"),
        bancho.get("/3", headers={"host": "a.localhost"}),
        bancho.get(PATH),
        bancho.get("/nothing"),
    ]

    assert [answer.status for answer in found] == hits


def test_the_host_of_the_avatars_has_no_endpoints_to_hit(bancho: Bancho) -> None:
    bancho.faults.add("get_player_count", status=503)

    answer = bancho.get(PATH, headers={"host": "a.localhost"})

    assert (answer.status, last_call(bancho).endpoint) == (404, None)


def test_every_prefix_of_an_endpoint_is_hit(bancho: Bancho) -> None:
    bancho.faults.add("get_player_count", status=503)

    assert [bancho.get(f"{prefix}{PATH}").status for prefix in ("", "/v1", "/api", "/api/v1")] == [503] * 4


def test_what_stands_in_the_path_is_asked_for_too(bancho: Bancho) -> None:
    bancho.faults.add("v2_player", status=503, where={"player_id": 3})

    assert [bancho.get(f"/v2/players/{id}").status for id in (3, 4)] == [503, 404]  # noqa: A001  # what it is


def test_a_value_is_known_however_it_is_spelled(bancho: Bancho) -> None:
    bancho.faults.add("get_player_info", status=503, where={"id": 3})

    queries = ("id=3", "id=03", "id=%33", "id=+3", "id=4&id=3", "id=33", "id=3x", "id=", "mode=3")

    assert [bancho.get(f"/get_player_info?scope=info&{query}").status for query in queries] == [
        *(503, 503, 503, 503, 503),
        *(404, 422, 422, 400),
    ]


def test_a_fault_that_answers_lets_nothing_happen(bancho: Bancho) -> None:
    bancho.faults.add("set_avatar", status=503)

    answer = bancho.post("/set_avatar", headers=dict(with_key()), body=picture(PNG))

    assert (answer.status, list(bancho.world.rows(Avatar))) == (503, [])


def test_a_fault_that_breaks_the_answer_comes_after_what_happened(bancho: Bancho) -> None:
    bancho.faults.add("set_avatar", reply="empty_reply")

    with pytest.raises(ConnectionAbortedError):
        bancho.post("/set_avatar", headers=dict(with_key()), body=picture(PNG))

    assert list(bancho.world.rows(Avatar)) == [Avatar(name="3.png", content=PNG)]


def test_what_a_fault_spoils_is_not_remembered(bancho: Bancho) -> None:
    before = bancho.get(PATH).body
    bancho.faults.add(reply="bad_json", nth=1)
    bancho.faults.add(status=503, nth=2)

    found = [bancho.get(PATH).body for _ in range(3)]

    assert (before, found[0], found[2]) == (COUNTS, COUNTS[:-1] + b",", COUNTS)


def test_a_retry_after_counts_down_as_time_passes(bancho: Bancho) -> None:
    bancho.faults.add(status=429, retry_after="1m", times=1)
    told: list[str | None] = []

    for _ in range(4):
        told.append(bancho.get(PATH).headers.get("retry-after"))
        bancho.advance("25s")

    assert told == ["60", "35", "10", None]


def test_many_clients_at_once_are_counted_one_by_one(bancho: Bancho) -> None:
    bancho.faults.add(status=503, first=3, name="outage")

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: bancho.get(PATH).status, range(80)))

    assert (statuses.count(503), statuses.count(200)) == (3, 77)
    assert [(fault.seen, fault.fired) for fault in bancho.faults] == [(80, 3)]


class Watching:
    """A plain ASGI server and its client, who waits or leaves after the request."""

    def __init__(self, bancho: Bancho, *, leaves: bool = False) -> None:
        self._bancho = bancho
        self._leaves = leaves
        self._has_asked = False
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if not self._has_asked:
            self._has_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        if not self._leaves:
            await asyncio.Event().wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Any) -> None:  # noqa: ANN401  # a message of ASGI
        self.sent.append(message)

    def ask(self) -> tuple[int | None, list[bytes]]:
        """Ask once, and return status and pieces of the body."""
        scope = {"type": "http", "method": "GET", "path": PATH, "query_string": b"", "headers": []}
        asyncio.run(self._bancho.asgi(scope, self.receive, self.send))
        return self.outcome

    @property
    def outcome(self) -> tuple[int | None, list[bytes]]:
        """What was sent so far."""
        status = self.sent[0]["status"] if self.sent else None
        return status, [message["body"] for message in self.sent[1:]]


def test_a_plain_asgi_server_gets_a_body_in_drips(bancho: Bancho) -> None:
    bancho.faults.add(latency=0.002, drip=0.02)

    status, pieces = Watching(bancho).ask()

    assert (status, b"".join(pieces), len(pieces)) == (200, COUNTS, 19)


@pytest.mark.parametrize(
    "given",
    [
        {"latency": "10m"},
        {"drip": "10m"},
        {"latency": "10m", "reply": "reset"},
        {"drip": "10m", "reply": "truncated"},
    ],
)
def test_a_client_who_leaves_is_not_waited_for(given: dict[str, Any], bancho: Bancho) -> None:
    bancho.faults.add(**given)

    _, pieces = Watching(bancho, leaves=True).ask()

    assert pieces == []


@pytest.mark.parametrize(
    ("reply", "sent"),
    [
        ("empty_reply", (None, [])),
        ("reset", (None, [])),
        ("garbage", (None, [])),
        ("truncated", (200, [COUNTS[:26]])),
        ("reset_in_body", (200, [COUNTS[:26]])),
    ],
)
def test_under_a_plain_asgi_server_the_application_fails_where_the_connection_would_break(
    reply: Any,  # noqa: ANN401  # one of many literals
    sent: tuple[int | None, list[bytes]],
    bancho: Bancho,
) -> None:
    bancho.faults.add(reply=reply)
    watching = Watching(bancho)

    with pytest.raises(ConnectionResetError, match="a fault of mockbancho ends this connection here"):
        watching.ask()

    assert watching.outcome == sent


def test_under_a_plain_asgi_server_a_hanging_request_ends_with_its_client(bancho: Bancho) -> None:
    bancho.faults.add(reply="hang")

    assert Watching(bancho, leaves=True).ask() == (None, [])
