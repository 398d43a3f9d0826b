"""The forms of answers are those that the real servers' answers have, and our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
import pytest

from mockbancho import Bancho
from mockbancho.api.routes import paths_of
from mockbancho.contract import CONTRACTS, get_contract
from mockbancho.learning.deviations import Deviation, Kind, deviations
from mockbancho.learning.drift import Drift
from mockbancho.learning.forms import FORMED, form_of
from mockbancho.learning.survey import Sample
from mockbancho.world.world import World
from tests.conformance.recordings import recorded
from tests.learning.playing import Direct

if TYPE_CHECKING:
    from collections.abc import Iterator

WITHOUT_FORM: Final = {"get_replay", "calculate_pp", "set_avatar", "get_friends", "set_player_info"}
"""What sends no JSON, or wants an API key."""
PARTS: Final = {"player.info", "player.stats"}
"""Members that `scope` chooses."""
DOCUMENTED: Final = {"player.info.donor_end", "player.info.preferred_mode"}
"""Members that the documentation of 4.3.2 has and its server had not."""


def recorded_deviations(version: str) -> Iterator[tuple[str, Deviation]]:
    """Every deviation of an answer that the real server of a version gave, by endpoint."""
    contract = get_contract(version)
    for line in recorded(version):
        found = paths_of(contract).find(line.path)
        if line.status == 200 and line.text and found and found.bound.endpoint.name in FORMED:
            name = found.bound.endpoint.name
            body = msgspec.json.decode(line.text)
            yield from ((name, deviation) for deviation in deviations(form_of(contract, name), body))


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_endpoint_has_a_form_or_a_reason_for_none(name: str) -> None:
    assert {endpoint for endpoint in CONTRACTS[name].endpoints if endpoint not in FORMED} <= WITHOUT_FORM


@pytest.mark.parametrize("name", CONTRACTS)
def test_our_own_answers_have_their_forms(name: str) -> None:
    empty = Direct(Bancho(world=World.build(), contract=name))
    drift = Drift(get_contract(name), Direct(Bancho(contract=name)), empty.expect)

    drift.look(Sample(matches=(1,), pools=(1,), size=5))

    assert {endpoint: list(found) for endpoint, found in drift.found.items() if found} == {}
    assert (drift.unanswered, set(drift.unseen) - WITHOUT_FORM) == ({}, set())


@pytest.mark.parametrize(("version", "beside"), [("5.3", PARTS), ("4.3.2", PARTS | DOCUMENTED)])
def test_the_answers_of_the_real_servers_have_their_forms(version: str, beside: set[str]) -> None:
    found = set(recorded_deviations(version))

    assert {deviation.path for _, deviation in found} == beside
    assert {deviation.kind for _, deviation in found} == {Kind.MISSING}


def test_a_column_has_the_type_that_its_record_has() -> None:
    form = form_of(get_contract("5.3"), "get_map_info")
    row: dict[str, Any] = {"status": "success", "map": {"md5": 7, "last_update": "2024-07-01 12:00", "diff": 5}}

    found = {(each.path, each.contract, each.server) for each in deviations(form, row) if each.kind is Kind.TYPE}

    assert found == {
        ("map.md5", "string", "int"),
        ("map.last_update", "time", "string '2024-07-01 12:00'"),
        ("map.diff", "float", "int"),
    }
