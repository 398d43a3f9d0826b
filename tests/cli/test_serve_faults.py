"""`mockbancho serve --fault`: what goes wrong there, and what is told of it."""

from __future__ import annotations

import re
import signal
import socket
from time import monotonic

import httpx
import pytest

from tests.cli.running import TINY, run
from tests.serving import serving

STILL = (*TINY, "--still")


def test_what_was_asked_for_goes_wrong_and_the_log_tells_it() -> None:
    faults = ("--fault", "get_player_count:status=503,first=1", "--fault", "get_match:reply=reset,name=the wire")
    with serving(None, *STILL, *faults) as server, httpx.Client(base_url=server.url) as client:
        statuses = [client.get("/get_player_count").status_code for _ in range(2)]
        with pytest.raises(httpx.ReadError):
            client.get("/get_match?id=1")
        server.process.terminate()
        _, log = server.process.communicate(timeout=10)

    assert statuses == [503, 200]
    assert [re.sub(r"^\S+ |  [0-9.]+ ms$", "", line) for line in log.splitlines()] == [
        "503 GET /get_player_count  (fault: get_player_count status=503 first=1)",
        "200 GET /get_player_count",
        "404 GET /get_match?id=1  (fault: the wire)",
    ]


def test_a_scenario_has_the_faults_of_the_command_line_too() -> None:
    given = ("outage", "--start-at", "7m", "--fault", "get_clan:status=418")
    with serving(None, *given) as server:
        statuses = [httpx.get(f"{server.url}/{path}").status_code for path in ("get_clan?id=1", "get_player_count")]

    assert statuses == [418, 502]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("get_map_scors:status=503", "endpoint: there is no 'get_map_scors'; did you mean 'get_map_scores'?"),
        ("status=503,rat=0.3", "has no argument 'rat'; did you mean 'rate'?"),
        ("503", "expected name=value with commas between, such as status=503,rate=0.3; got '503'"),
    ],
)
def test_a_fault_that_cannot_be_is_told_before_anything_starts(given: str, told: str) -> None:
    ended = run("serve", "--port", "0", "--fault", given)

    assert (ended.exit_code, ended.stdout) == (2, "")
    assert f"fault '{given}'" in ended.stderr
    assert told in ended.stderr


@pytest.mark.parametrize("fault", ["reply=hang", "latency=10m", "drip=10m"])
def test_the_server_stops_at_once_although_an_answer_is_held_back(fault: str) -> None:
    with serving(None, *STILL, "--fault", fault) as server, socket.create_connection(server.address) as client:
        client.sendall(b"GET /get_player_count HTTP/1.1\r\nHost: api.localhost\r\n\r\n")
        assert server.process.stderr
        server.process.stderr.readline()  # the log has the call

        began = monotonic()
        server.process.send_signal(signal.SIGINT)
        _, log = server.process.communicate(timeout=10)

    assert (server.process.returncode, log) == (0, "")
    assert monotonic() - began < 5
