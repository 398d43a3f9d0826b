"""What this process holds, counted before and after something that must leave nothing behind."""

from __future__ import annotations

import asyncio
import os
import threading
from typing import NamedTuple

from mockbancho.server import listeners
from mockbancho.server.listeners import Listener


class Held(NamedTuple):
    """Open files (sockets among them), threads, and tasks of the listeners' loop."""

    files: int
    threads: int
    tasks: int


def held() -> Held:
    """Count what is held now; the thread of the listeners, which stays, is always among it."""
    Listener(_never_asked).close()
    (thread,) = listeners._threads
    tasks = asyncio.run_coroutine_threadsafe(_tasks(), thread.loop).result(10)
    return Held(len(os.listdir("/dev/fd")), threading.active_count(), tasks)  # noqa: PTH208  # not to hold it open


async def _tasks() -> int:
    return len(asyncio.all_tasks())


async def _never_asked(*_: object) -> None:
    """Be an application."""
