"""Every recorded request, asked again: the answers are those of the real servers, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.world.loading import load_world
from mockbancho.world.world import World
from tests.conformance.recordings import HERE, WORLD, Ask, difference, recorded
from tests.conformance.ways import ask_directly, ask_over_socket
from tests.serving import serving

DEVIATIONS = HERE / "deviations-4.3.2.txt"


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(WORLD)


@pytest.fixture(scope="module", params=["5.3", "4.3.2"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["directly", "over a socket"])
def ask(request: pytest.FixtureRequest, version: str, world: World) -> Iterator[Ask]:
    if request.param == "directly":
        yield partial(ask_directly, Api(world, CONTRACTS[version]))
        return
    with serving(WORLD, "--contract", version, "--quiet") as server:
        yield partial(ask_over_socket, server.address)


def allowed(version: str) -> set[int]:
    """Return the ids of recorded answers that the contract departs from, on the documentation's word."""
    return {key for key, _ in deviations()} if version == "4.3.2" else set()


def deviations(file: Path = DEVIATIONS) -> list[tuple[int, str]]:
    """Return recorded ids and the reason why each is answered otherwise."""
    texts = file.read_text(encoding="utf-8").splitlines()
    lines = (line.partition("#") for line in texts if line.strip() and not line.startswith("#"))
    return [(int(key), reason.strip()) for keys, _, reason in lines for key in keys.split()]


def test_recorded_requests_are_answered_as_the_real_server_did(ask: Ask, version: str) -> None:
    expected = [line for line in recorded(version) if line.id not in allowed(version)]

    wrong = [
        f"#{line.id} {line.method} {line.target}: {said}" for line in expected if (said := difference(line, ask(line)))
    ]

    assert wrong == []


def test_every_deviation_is_one(world: World) -> None:
    ask = partial(ask_directly, Api(world, CONTRACTS["4.3.2"]))
    known = allowed("4.3.2")

    same = [line.id for line in recorded("4.3.2") if line.id in known and difference(line, ask(line)) is None]

    assert same == []


def test_every_deviation_has_a_reason_and_stands_once() -> None:
    found = deviations()

    assert [key for key, reason in found if not reason] == []
    assert len({key for key, _ in found}) == len(found)


def test_most_recordings_of_4_3_2_need_no_deviation() -> None:
    lines = list(recorded("4.3.2"))

    assert len(allowed("4.3.2")) / len(lines) < 0.15
