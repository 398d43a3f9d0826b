"""The log of `mockbancho serve` on standard error: lines for people, or a JSON object a line for programs."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import click
from msgspec import json

from mockbancho import clock
from mockbancho.api.authorization import NO_KEY
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.world.journal import Call

TEXT: Final = "text"
JSON: Final = "json"
FORMATS: Final = (TEXT, JSON)


def set_up_log(form: str, *, quiet: bool) -> Callable[[Call], None] | None:
    """Send what mockbancho logs to standard error, and return what writes a call there; with *quiet* there is neither."""
    log = logging.getLogger("mockbancho")
    log.propagate = False
    if quiet:
        log.addHandler(logging.NullHandler())
        return None
    handler = logging.StreamHandler()
    if form == JSON:
        handler.setFormatter(_JsonLines())
    log.addHandler(handler)
    return _write_json if form == JSON else _write_line


class _JsonLines(logging.Formatter):
    """Hints, warnings and errors as objects."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object of a record, with its traceback if it has one."""
        told = {"kind": record.levelname.lower(), "text": record.getMessage()}
        return _line(told | ({"traceback": self.formatException(record.exc_info)} if record.exc_info else {}))


def _write_json(call: Call) -> None:
    told = {
        "kind": "call",
        "number": call.number,
        "at": _told_moment(call.at),
        "method": call.method,
        "path": call.path,
        "query": call.query.decode("latin-1"),
        "endpoint": call.endpoint,
        "ignored": call.ignored,
        "status": call.status,
        "source": call.source,
        "reason": call.reason,
        "fault": call.fault,
        "milliseconds": round(call.seconds * 1000, 3),
    }
    click.echo(_line(told), err=True)


def _line(told: dict[str, Any]) -> str:
    """Return an object as a line that begins with the machine's time."""
    return json.encode({"time": _told_moment(clock.wall_clock()), **told}).decode()


def _told_moment(micros: int) -> str:
    return f"{clock.to_datetime(micros).isoformat(timespec='microseconds')}Z"


def _write_line(call: Call) -> None:
    """Write a call as one line: time, status, what was asked, what is special about the answer, and how long it took."""
    special = f"  ({_hint(call)})" if _hint(call) else ""
    special += f"  (fault: {call.fault})" if call.fault else ""
    status = click.style(str(call.status), fg="green" if call.status < 400 else "yellow")  # HTTP
    milliseconds = f"{call.seconds * 1000:.2f} ms"
    click.echo(f"{clock.local_time():%H:%M:%S} {status} {call.method} {call.target}{special}  {milliseconds}", err=True)


def _hint(call: Call) -> str:
    """Return what is special about an answer, in a few words."""
    if call.source is Source.UPSTREAM_CRASH:
        return call.source.value
    if call.reason == NO_KEY or call.status == 401:  # HTTP
        return "serve --print-keys prints API keys"
    return ""
