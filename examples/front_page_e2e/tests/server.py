"""A running `mockbancho serve`, and worlds of it that tests move."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

PATIENCE = 30


def send(method: str, url: str, body: object = None) -> Any:  # noqa: ANN401  # each route's own
    """Send a request to the control API."""
    told = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, told, {"Content-Type": "application/json"}, method=method), timeout=PATIENCE) as answer:  # noqa: S310  # our own
        return json.load(answer)


@contextmanager
def serving(scenario: Path, ready: Path) -> Iterator[str]:
    """Serve a scenario on a free port, and give the address once it answers."""
    command = [sys.executable, "-m", "mockbancho", "serve", str(scenario), "--port", "0", "--ready-file", str(ready)]
    with subprocess.Popen([*command, "--quiet"], stdout=subprocess.DEVNULL) as process:
        try:
            ends = time.monotonic() + PATIENCE
            while not ready.exists():
                assert process.poll() is None, "the server has ended"
                assert time.monotonic() < ends, "the server does not answer"
                time.sleep(0.05)
            yield ready.read_text().strip()
        finally:
            process.terminate()


class World:
    """A world of a test's own: its API has an address of its own, and its time stands until the test moves it."""

    def __init__(self, server: str) -> None:
        """Fork the world that the server began with."""
        made = send("POST", f"{server}/_mock/worlds", {})
        self.url: str = made["url"]
        self._control: str = made["control"]
        self.do("clock/pause", {})

    def do(self, what: str, body: object) -> Any:  # noqa: ANN401  # each route's own
        """Ask the control API for something: `world.do("clock/advance", {"by": "90s"})`."""
        return send("POST", f"{self._control}/{what}", body)

    def seek(self, to: str) -> None:
        """Go to so much time after the start of the scenario."""
        self.do("clock/seek", {"to": to})

    def clear_faults(self) -> None:
        """Let everything go well again."""
        send("DELETE", f"{self._control}/faults")

    def delete(self) -> None:
        """Forget the world."""
        send("DELETE", self._control)
