"""A library that is not installed is named, with the extra that brings it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.transports import extras


@pytest.mark.parametrize(
    ("method", "library", "extra"),
    [
        ("httpx_transport", "httpx", "httpx"),
        ("httpx2_transport", "httpx2", "httpx2"),
        ("requests_adapter", "requests", "requests"),
        ("aiohttp_connector", "aiohttp", "aiohttp"),
        ("mount", "pytest_httpserver", "httpserver"),
    ],
)
def test_a_missing_library_is_a_mistake(
    method: str, library: str, extra: str, server: Bancho, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments: dict[str, Any] = {"mount": {"httpserver": None}}.get(method, {})
    monkeypatch.setattr(extras, "is_installed", lambda name: name != library)

    with pytest.raises(Mistake) as told:
        getattr(server, method)(**arguments)

    assert str(told.value) == f"{library} is not installed; `pip install mockbancho[{extra}]` brings it"


def test_no_library_is_imported_for_a_server_that_is_not_asked_that_way() -> None:
    script = """
import sys
from mockbancho import Bancho
with Bancho() as bancho:
    bancho.get("/get_player_count")
    bancho.patch("api.example")
print({"httpx", "httpx2", "requests", "urllib3", "aiohttp", "pytest_httpserver", "werkzeug", "trustme"} & sys.modules.keys())
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "set()\n"
