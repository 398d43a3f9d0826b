"""`mockbancho.strategies.worlds()`: worlds for property tests, small where something breaks, and kept as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis.errors import NoSuchExample

from mockbancho import Bancho
from mockbancho.strategies import DrawnBancho, worlds

if TYPE_CHECKING:
    from pathlib import Path

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)


@QUICK
@given(worlds())
def test_every_world_answers_and_its_numbers_agree(bancho: DrawnBancho) -> None:
    leaders = bancho.get("/get_leaderboard").json()["leaderboard"]

    assert bancho.get("/get_player_count").json()["counts"]["total"] == len(bancho.players)
    assert [row for row in leaders if bancho.players[row["player_id"]].is_restricted or not row["pp"]] == []


def test_what_breaks_shrinks_to_the_least_that_does() -> None:
    found = find(worlds(), lambda bancho: any(row.is_restricted for row in bancho.players), settings=QUICK)

    assert [(row.id, row.is_restricted) for row in found.players if row.id > 1] == [(3, True)]
    assert len(found.deeds) <= 2
    assert repr(found) == "\n".join(["bancho = Bancho(players=0, seed=0)", *found.deeds])


def test_a_world_can_be_kept_as_a_scenario_file(tmp_path: Path) -> None:
    found = find(worlds(), lambda bancho: any(score.status == 2 for score in bancho.scores), settings=QUICK)
    found.save_scenario(tmp_path / "broken.yaml")

    kept = Bancho(scenario=tmp_path / "broken.yaml")

    question = "/get_player_scores?id=3&scope=best&include_loved=true"
    assert kept.get(question).json()["scores"] == found.get(question).json()["scores"]
    assert len(kept.scores) == 1


@pytest.mark.parametrize(
    ("sizes", "kind"),
    [({"max_players": 0}, "players"), ({"max_beatmaps": 0}, "beatmaps"), ({"max_scores": 0}, "scores")],
)
def test_sizes_are_the_most_of_each(sizes: dict[str, int], kind: str) -> None:
    with pytest.raises(NoSuchExample):
        find(worlds(**sizes), lambda bancho: len(getattr(bancho, kind)) > 0, settings=QUICK)  # type: ignore[arg-type]  # by name


def test_the_contract_is_the_one_that_is_asked_for() -> None:
    found = find(worlds(contract="5.3"), lambda bancho: bancho.get("/get_player_count").status == 404, settings=QUICK)

    assert found.contract == "5.3"
