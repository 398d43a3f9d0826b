"""`mockbancho serve --ready-file`."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import httpx
import pytest

from mockbancho import Mistake
from mockbancho.cli.ready import ready_file
from tests.cli.running import run
from tests.serving import serving


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_file_holds_the_address_while_the_server_answers(number: signal.Signals, tmp_path: Path) -> None:
    file = tmp_path / "server.url"
    file.write_text("http://127.0.0.1:1\n")

    with serving(None, "--still", "--quiet", "--ready-file", str(file)) as server:
        written = file.read_text()
        answer = httpx.get(f"{written.strip()}/get_player_count", timeout=10)
        server.process.send_signal(number)
        code = server.process.wait(timeout=10)

    assert written == f"{server.url}\n"
    assert answer.status_code == 200
    assert (code, list(tmp_path.iterdir())) == (0, [])


def test_what_an_earlier_server_left_is_gone_before_this_one_answers(tmp_path: Path) -> None:
    file = tmp_path / "server.url"
    file.write_text("http://127.0.0.1:1\n")

    with ready_file(file):
        assert list(tmp_path.iterdir()) == []


def test_the_file_of_another_server_stays(tmp_path: Path) -> None:
    file = tmp_path / "server.url"

    with ready_file(file) as write:
        write("http://127.0.0.1:1")
        file.write_text("http://127.0.0.1:2\n")

    assert file.read_text() == "http://127.0.0.1:2\n"


def test_a_server_that_finds_its_port_in_use_leaves_the_file_alone(tmp_path: Path) -> None:
    file = tmp_path / "server.url"
    file.write_text("http://127.0.0.1:1\n")

    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = run("serve", "--port", taken.getsockname()[1], "--ready-file", file)

    assert ended.exit_code == 2
    assert file.read_text() == "http://127.0.0.1:1\n"


def test_a_folder_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "none" / "server.url"

    with pytest.raises(Mistake) as raised, ready_file(file):
        pass

    assert str(raised.value) == f"cannot write the ready file {file}: No such file or directory"
