"""The real command line server in a process of its own, for tests that need one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit


class Serving:
    """A running `mockbancho serve`."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        """Take the process and the address that it printed."""
        self.process = process
        self.url = url

    @property
    def address(self) -> tuple[str, int]:
        """Host and port."""
        url = urlsplit(self.url)
        return str(url.hostname), int(url.port or 80)


@contextmanager
def serving(world: Path | None, *options: str) -> Iterator[Serving]:
    """Serve a world file, or without one the default world, on a free port until the block ends."""
    given = ["--world", str(world)] if world else []
    command = [sys.executable, "-m", "mockbancho", "serve", *given, "--port", "0", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        assert first.startswith("Listening on "), process.stderr and process.stderr.read()
        try:
            yield Serving(process, first.removeprefix("Listening on ").strip())
        finally:
            process.terminate()
            process.communicate(timeout=10)
