"""The job as its tests meet it: server and chat are one pytest-httpserver, at two paths."""

from __future__ import annotations

import pytest
from pytest_httpserver import HTTPServer
from weekly_post import Job


@pytest.fixture
def job(httpserver: HTTPServer) -> Job:
    return Job(httpserver.url_for("").rstrip("/"), httpserver.url_for("/webhook"))
