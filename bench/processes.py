"""Servers in processes of their own: started, kept to one processor, stopped."""

from __future__ import annotations

import os
import resource
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PROCESSORS: Final = sorted(os.sched_getaffinity(0)) if sys.platform == "linux" else []
ROOT: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 30
"""Seconds in which a server must answer."""


@contextmanager
def running(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Run a Python of its own, and stop it at the end."""
    process = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def first_line(process: subprocess.Popen[str]) -> str:
    """Return the first line that a process prints."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, f"{process.args!r} printed nothing"
    return line


def keep_on_the_first_processor(pid: int) -> None:
    """Keep a server to the first processor, so that its client can have the last to itself."""
    _keep(pid, PROCESSORS[:1])


def _keep(pid: int, places: Iterable[int]) -> None:
    """Keep a process, 0 for this one, to some processors, where the system can."""
    if sys.platform == "linux":
        os.sched_setaffinity(pid, places)


@contextmanager
def on_the_last_processor() -> Iterator[None]:
    """Keep this process to the last processor, away from the servers on the first."""
    _keep(0, PROCESSORS[-1:])
    try:
        yield
    finally:
        _keep(0, PROCESSORS)


def seconds_busy(pid: int) -> float:
    """Return the processor time that a process took so far, to the nanosecond; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1e9
    except OSError:
        return 0.0


def processor_seconds(
    command: Sequence[str], *, folder: Path = ROOT, environment: Mapping[str, str] | None = None
) -> float:
    """Return the processor time that a Python of its own takes from its start to its end, which must be a success."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *command], cwd=folder, env=environment, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def seconds_to_first_200(command: Sequence[str], port: int, path: str) -> float:
    """Return how long after its start a server gives its first answer, which must be a 200."""
    started = perf_counter()
    with running(command):
        while not _answers(port, path):
            assert perf_counter() - started < PATIENCE, f"{command} does not answer"
            sleep(0.0005)
        return perf_counter() - started


def _answers(port: int, path: str) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            head = connection.recv(1 << 16)
    except ConnectionError:
        return False
    assert head.startswith(b"HTTP/1.1 200"), head
    return True
