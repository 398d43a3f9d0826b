"""`mockbancho serve` of the default world and of generated ones."""

from __future__ import annotations

import subprocess
import sys

import httpx

from tests.cli.running import TINY
from tests.serving import serving


def get(url: str, **headers: str) -> str:
    return httpx.get(url, headers=headers, timeout=10).text


def test_the_default_world_is_served() -> None:
    with serving(None, "--quiet", "--no-control") as server:
        counts, page = get(f"{server.url}/get_player_count"), get(server.url, Accept="text/html")

    assert counts.endswith('"total":60}}')
    assert "the default world" in page


def test_a_generated_world_is_served() -> None:
    with serving(None, "--quiet", "--no-control", *TINY) as server:
        counts, page = get(f"{server.url}/get_player_count"), get(server.url, Accept="text/html")

    assert counts.endswith('"total":3}}')
    assert "a generated world" in page


def test_a_wrong_size_is_said_in_a_sentence() -> None:
    command = [sys.executable, "-m", "mockbancho", "serve", "--port", "0", "--scores-per-player", "a..b"]

    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "mockbancho: scores_per_player is a whole number from 0 to 1000, or a span such as '20..60', not 'a..b'\n"
    )


def test_what_only_answers_has_not_imported_what_moves_a_world() -> None:
    script = "import sys, mockbancho.cli.serving; print([name for name in sys.modules if 'mockbancho.actions' in name])"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
