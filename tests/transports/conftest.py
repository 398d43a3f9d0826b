"""A server for each test here, and the way into it that the test is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from mockbancho import Bancho
from mockbancho.server.certificates import Certificates, make_certificates
from tests.transports.ways import Way, in_process, mounted, over_the_network, patched, secured


@pytest.fixture(scope="session")
def whole() -> Iterator[Bancho]:
    """The default world, which every test here forks; no fixture of the plugin, which would judge what is asked."""
    with Bancho() as bancho:
        yield bancho


@pytest.fixture
def server(whole: Bancho) -> Iterator[Bancho]:
    """A server of the test's own."""
    with whole.fork() as fork:
        yield fork


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Certificates for this machine."""
    return make_certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def way(request: pytest.FixtureRequest, server: Bancho) -> Iterator[Way]:
    """The way into the server that the test names."""
    kind, _, client = request.param.partition(" ")
    with ExitStack() as stack:
        match kind:
            case "patched":
                yield stack.enter_context(patched(server, client))
            case "socket":
                yield stack.enter_context(over_the_network(server.url, client, here=True))
            case "tls":
                yield stack.enter_context(secured(server, request.getfixturevalue("certificates")))
            case "httpserver":
                yield stack.enter_context(mounted(server, request.getfixturevalue("httpserver")))
            case _:
                yield in_process(server, request.param)
