"""Settings for all tests: properties have no deadline, since the machines that run them are shared."""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Final

import pytest
from hypothesis import settings

MEASURING: Final = "COVERAGE_PROCESS_CONFIG"
"""The variable by which coverage measures the processes that are started."""

settings.register_profile("tests", deadline=None)
settings.load_profile("tests")

for library in (
    "akatsuki_pp_py",
    "rosu_pp_py",
    "yaml",
    "httpcore",
    "httpcore2",
    "httpx",
    "httpx2",
    "requests",
    "aiohttp",
):
    if find_spec(library) is not None:
        # A nested run forgets what it imported first. These cannot be imported twice, or have errors that are then others.
        import_module(library)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run what is marked `unmeasured` without coverage, fixtures included."""
    if MEASURING not in os.environ or item.get_closest_marker("unmeasured") is None:
        return (yield)
    with _unmeasured():
        return (yield)


@contextmanager
def _unmeasured() -> Iterator[None]:
    """Measure neither this thread meanwhile nor the processes it starts; other threads may serve more than one test."""
    tracer = sys.gettrace()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(MEASURING)
        sys.settrace(None)
        try:
            yield
        finally:
            sys.settrace(tracer)
