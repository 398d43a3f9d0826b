"""`mockbancho serve --log-format json`; its lines of text are tested in test_cli.py."""

from __future__ import annotations

import logging
from typing import Any, Final

import httpx
import pytest
from msgspec import json

from mockbancho import clock
from mockbancho.cli.logs import JSON, set_up_log
from tests.serving import serving

CALL: Final = {
    "kind": "call",
    "number": 1,
    "at": "2024-07-01T12:00:00.000000Z",
    "method": "GET",
    "path": "/v1/get_match",
    "query": "id=64&b=%C3%A4",
    "endpoint": "get_match",
    "ignored": ["b"],
    "status": 500,
    "source": "upstream crashes here",
    "reason": "the list of matches ends before 64",
    "fault": "",
}


def test_every_line_is_an_object() -> None:
    with serving(None, "--still", "--contract", "5.3", "--log-format", "json") as server:
        httpx.get(f"{server.url}/v1/get_match?id=64&b=ä", timeout=10)
        server.process.terminate()
        _, log = server.process.communicate(timeout=10)

    lines: list[dict[str, Any]] = [json.decode(line) for line in log.splitlines()]
    times = [line.pop("time") for line in lines]
    took = lines[2].pop("milliseconds")
    assert lines == [
        {"kind": "warning", "text": "get_match ignores the parameter 'b', as bancho.py does; it takes: id"},
        {
            "kind": "warning",
            "text": "get_match: bancho.py 5.3.0 crashes here, so this is its 500: the list of matches ends before 64",
        },
        CALL,
    ]
    assert times == sorted(times)
    assert 0 < took < 10_000


def test_an_error_has_its_traceback(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "wall_clock", lambda: clock.START)
    log = logging.getLogger("mockbancho")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "propagate", True)
    monkeypatch.setattr(log, "disabled", False)
    set_up_log(JSON, quiet=False)

    try:
        _ = 1 / 0
    except ZeroDivisionError:
        log.exception("it went %s", "wrong")

    line = json.decode(capsys.readouterr().err)
    traceback = line.pop("traceback")
    assert line == {"time": "2024-07-01T12:00:00.000000Z", "kind": "error", "text": "it went wrong"}
    assert traceback.startswith("Traceback (most recent call last):\n")
    assert traceback.endswith("\nZeroDivisionError: division by zero")
