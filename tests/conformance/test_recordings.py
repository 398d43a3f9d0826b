"""Every recorded request, asked again: the answers are those of the real servers, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest

from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.world.loading import load_world
from mockbancho.world.world import World
from tests.conformance.recordings import HERE, WORLD, Ask, Line, difference, recorded
from tests.conformance.ways import ask_directly, ask_over_socket
from tests.engines import HAS_AKATSUKI, with_akatsuki
from tests.serving import serving

DEVIATIONS = HERE / "deviations-4.3.2.txt"
REAL_ENGINE = "akatsuki" if HAS_AKATSUKI else None


@pytest.fixture(scope="module")
def world() -> World:
    world = load_world(WORLD)
    world.pp_engine = REAL_ENGINE or world.pp_engine
    return world


@pytest.fixture(scope="module", params=["5.3", "4.3.2"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=["directly", "over a socket"])
def ask(request: pytest.FixtureRequest, version: str, world: World) -> Iterator[Ask]:
    if request.param == "directly":
        yield partial(ask_directly, Api(world, CONTRACTS[version]))
        return
    engine = ("--pp-engine", REAL_ENGINE) if REAL_ENGINE else ()
    with serving(WORLD, "--contract", version, *engine, "--quiet") as server:
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
    expected = [line for line in recorded(version) if line.id not in allowed(version) and not line.has_figures]

    assert wrong(expected, ask) == []


@with_akatsuki
def test_pp_is_what_the_real_server_calculated(ask: Ask, version: str) -> None:
    figures = [line for line in recorded(version) if line.has_figures]

    assert len(figures) == (69 if version == "5.3" else 0)
    assert wrong(figures, ask) == []


def test_pp_has_the_same_form_by_another_engine(world: World) -> None:
    other = world.fork()
    other.pp_engine = "rosu"
    ask = partial(ask_directly, Api(other, CONTRACTS["5.3"]))
    figures = [line for line in recorded("5.3") if line.has_figures]

    answers = [(form(line.content), form(ask(line).content)) for line in figures]

    assert [ours for _, ours in answers] == [theirs for theirs, _ in answers]


def form(content: bytes) -> object:
    """Return what an answer about pp has besides its figures: the names, in order, and the accuracies."""
    answer = msgspec.json.decode(content)
    entries = answer if isinstance(answer, list) else [answer]
    names = [[list(entry), list(entry["performance"]), list(entry["difficulty"])] for entry in entries]
    return isinstance(answer, list), names, [entry["accuracy"] for entry in entries]


def wrong(lines: list[Line], ask: Ask) -> list[str]:
    """Return what is wrong with our answers to recorded requests."""
    return [
        f"#{line.id} {line.method} {line.target}: {said}" for line in lines if (said := difference(line, ask(line)))
    ]


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
    lines = [line for line in recorded("4.3.2") if "calculate_pp" not in line.path]  # which it had not at all

    assert len(allowed("4.3.2") & {line.id for line in lines}) / len(lines) < 0.15
