"""The command line, run as a user runs it."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from mockbancho.contract import CONTRACTS
from tests.conformance.recordings import WORLD
from tests.serving import serving


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mockbancho", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def get(url: str, **headers: str) -> tuple[int, str]:
    answer = httpx.get(url, headers=headers, timeout=10)
    return answer.status_code, answer.text


def test_serve_prints_its_address_once_it_answers() -> None:
    with serving(WORLD, "--quiet") as server:
        status, body = get(f"{server.url}/v1/get_player_count")

    assert (status, body) == (200, '{"status":"success","counts":{"online":10,"total":60}}')


def test_serve_answers_as_the_contract_named() -> None:
    with serving(WORLD, "--quiet", "--contract", "5.3") as server:
        old, new = get(f"{server.url}/get_player_count"), get(f"{server.url}/v1/get_player_count")

    assert old == (404, '{"detail":"Not Found"}')
    assert new == (200, '{"status":"success","counts":{"online":10,"total":61}}')


def test_serve_logs_calls_hints_and_kept_crashes_on_standard_error() -> None:
    with serving(WORLD, "--contract", "5.3") as server:
        get(f"{server.url}/v1/get_leaderboard?page=2")
        get(f"{server.url}/get_player_info")
        get(f"{server.url}/v1/get_match?id=64")
        server.process.terminate()
        _, log = server.process.communicate(timeout=10)

    assert "200 GET /v1/get_leaderboard?page=2 " in log
    assert "get_leaderboard ignores the parameter 'page', as bancho.py does; it takes: sort, mode, limit" in log
    assert "nothing answers '/get_player_info' in contract 5.3; did you mean /v1/get_player_info?" in log
    assert "500 GET /v1/get_match?id=64  (upstream crashes here)" in log
    assert "get_match: bancho.py 5.3.0 crashes here, so this is its 500: the list of matches ends before 64" in log


def test_quiet_serving_logs_nothing() -> None:
    with serving(WORLD, "--quiet", "--no-control") as server:
        get(f"{server.url}/unknown?page=2")
        server.process.terminate()
        out, log = server.process.communicate(timeout=10)

    assert (out, log) == ("", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_on_a_signal_at_once_and_in_peace(number: signal.Signals) -> None:
    with serving(WORLD, "--quiet") as server:
        idle = socket.create_connection(server.address)
        idle.sendall(b"GET /v1/get_player_count HTTP/1.1\r\nHost: x\r\n\r\n")
        idle.recv(1000)
        asked = time.monotonic()
        server.process.send_signal(number)
        code = server.process.wait(timeout=10)
        took = time.monotonic() - asked
        idle.close()

    assert code == 0
    assert took < 5


def test_serve_answers_small_requests_of_a_kept_connection_without_a_delay() -> None:
    with serving(WORLD, "--quiet") as server, socket.create_connection(server.address) as connection:
        begun = time.monotonic()
        for _ in range(50):
            connection.sendall(b"GET /v1/get_player_count HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.recv(1000)
        took = time.monotonic() - begun

    assert took < 50 * 0.04


def test_a_port_in_use_is_said_in_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("serve", "--world", str(WORLD), "--port", str(port))

    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr == (
        f"mockbancho: cannot listen on 127.0.0.1:{port}: Address already in use; "
        "another --port, or 0 for any free one, may help\n"
    )


def test_a_host_of_another_machine_is_said_in_a_sentence() -> None:
    ended = run("serve", "--world", str(WORLD), "--host", "203.0.113.7", "--port", "0")

    assert ended.returncode == 2
    assert ended.stderr.startswith("mockbancho: cannot listen on 203.0.113.7:0: ")
    assert ended.stderr.count("\n") == 1


def test_an_unknown_contract_names_the_known_ones() -> None:
    ended = run("serve", "--world", str(WORLD), "--contract", "5.2")

    assert ended.returncode == 2
    assert ended.stderr == "mockbancho: unknown contract '5.2'; did you mean '5.3'? Known: any, 5.3, 4.3.2\n"


def test_a_world_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    ended = run("serve", "--world", str(tmp_path / "none.json"), "--port", "0")

    assert ended.returncode == 2
    assert ended.stderr == (
        f"mockbancho: cannot read the world file {tmp_path / 'none.json'}: No such file or directory\n"
    )


def test_a_folder_is_no_world_file(tmp_path: Path) -> None:
    ended = run("check", "--world", str(tmp_path))

    assert ended.returncode == 2
    assert ended.stderr == f"mockbancho: cannot read the world file {tmp_path}: Is a directory\n"


@pytest.mark.parametrize("command", ["serve", "check", "export"])
def test_every_mistake_of_a_wrong_world_file_is_listed(command: str, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"tables": {"users": [{"id": "x", "name": "a", "safe_name": "a"}], "usres": []}}')

    ended = run(command, "--world", str(wrong))

    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert "$.tables.users[0].id: " in ended.stderr
    assert "did you mean 'users'?" in ended.stderr


def test_check_lists_what_dangles_in_a_world_that_loads() -> None:
    ended = run("check", "--world", str(WORLD))

    assert ended.returncode == 0
    assert f"{WORLD}: scores 123: userid 999 is no player's\n" in ended.stdout
    assert ended.stdout.endswith(f"{WORLD} loads: 61 players, 13 beatmaps, 233 scores; 6 remarks.\n")


def test_export_writes_a_file_that_exports_to_itself(tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"

    ended = run("export", "--world", str(WORLD), "-o", str(first))
    again = run("export", "--world", str(first), "-o", str(second))

    assert (ended.returncode, again.returncode) == (0, 0)
    assert first.read_bytes() == second.read_bytes()


def test_export_writes_to_standard_output_without_a_file(tmp_path: Path) -> None:
    file = tmp_path / "world.json"

    ended = run("export", "--world", str(WORLD))
    run("export", "--world", str(WORLD), "-o", str(file))

    assert ended.stdout == file.read_text(encoding="utf-8")


def test_export_to_a_place_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    ended = run("export", "--world", str(WORLD), "-o", str(tmp_path / "none" / "world.json"))

    assert ended.returncode == 2
    assert ended.stderr == f"mockbancho: cannot write {tmp_path}/none/world.json: No such file or directory\n"


def test_an_exported_world_is_served_as_the_original(tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    run("export", "--world", str(WORLD), "-o", str(copy))

    with serving(copy, "--quiet") as exported, serving(WORLD, "--quiet") as original:
        path = "/v1/get_player_info?id=3&scope=all"
        answers = get(exported.url + path), get(original.url + path)

    assert answers[0] == answers[1]


def test_contract_lists_every_endpoint_with_its_source() -> None:
    ended = run("contract")

    lines = ended.stdout.splitlines()
    assert lines[0].split() == ["endpoint", "any", "5.3", "4.3.2", "source"]
    assert [line.split()[0] for line in lines[1:]] == list(CONTRACTS["any"].endpoints)
    assert [line for line in lines[1:] if "documentation" not in line and "recordings" not in line] == []


def test_contract_lists_the_contracts_named_alone() -> None:
    ended = run("contract", "4.3.2")

    assert [line.split()[0] for line in ended.stdout.splitlines()[1:]] == list(CONTRACTS["4.3.2"].endpoints)


def test_the_version_is_the_installed_one() -> None:
    ended = run("--version")

    assert ended.stdout == "mockbancho, version 0.1.0\n"


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ((), "mockbancho serve --players 2000 --scores-per-player 50 --seed 7"),
        (("serve",), "mockbancho serve --world world.json --contract 5.3 --port 0 --quiet"),
        (("check",), "mockbancho check --world world.json --numbers"),
        (("export",), "mockbancho export --files beatmaps/"),
    ],
)
def test_help_shows_examples(command: tuple[str, ...], example: str) -> None:
    ended = run(*command, "--help")

    _, _, examples = ended.stdout.partition("Examples:\n")
    assert f"    {example}\n" in examples


def test_without_control_a_browser_is_shown_a_page_and_a_client_the_real_404() -> None:
    with serving(WORLD, "--quiet", "--no-control") as server:
        page, answer = get(f"{server.url}/", Accept="text/html"), get(f"{server.url}/", Accept="*/*")

    assert page[0] == 200
    assert "<h1>mockbancho</h1>" in page[1]
    assert answer == (404, '{"detail":"Not Found"}')


def test_port_and_host_of_a_second_address_family_work() -> None:
    with serving(WORLD, "--quiet", "--host", "localhost") as server:
        status, _ = get(f"{server.url}/v1/get_player_count")

    assert status == 200
