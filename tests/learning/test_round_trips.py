"""A world is recorded over a socket from another mockbancho, written, read, and answers the same."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from mockbancho import Bancho
from mockbancho.learning.address import parse_address
from mockbancho.learning.comparing import differences
from mockbancho.learning.crawl import Wanted
from mockbancho.learning.kept import FORMAT, Heading, Kept
from mockbancho.learning.lessons import gather
from mockbancho.learning.pace import Pace
from mockbancho.learning.questions import Question
from mockbancho.learning.recording import record
from mockbancho.learning.server import find_server
from mockbancho.learning.sound import world_of
from mockbancho.osu.modes import GameMode
from mockbancho.records import Avatar
from mockbancho.world.files.remarks import remarks
from mockbancho.world.loading import load_world

REAL: Final = Path(__file__).parent.parent / "conformance" / "world.json"
"""The world of the real servers that the conformance tests know."""
OUR_OWN: Final = frozenset({"rank", "country_rank", "online", "total"})
"""Members that count players: only with all of them recorded they are the same."""


def unlike(bancho: Bancho, wanted: Wanted, path: Path) -> dict[str, list[str]]:
    """Record a world into a file, and return where the file's world answers otherwise, by question."""
    with closing(find_server(parse_address(bancho.url), Pace(1e9))) as server:
        heading = Heading(FORMAT, bancho.url, server.prefix, bancho.now)
        with closing(Kept(path.with_suffix(".part"), heading)) as kept:
            recording = record(server, wanted, kept, lambda *_: None)
    assert recording.unanswered == {}
    known = gather(recording.answers)
    world, left_out = world_of(known, bancho.now)
    world.save(path)
    assert (left_out, remarks(world)) == ([], [])
    twin = Bancho(world=path, contract=bancho.contract)

    def ask(question: Question) -> tuple[int, Any]:
        reply = twin.get(question.target(server.prefix))
        return reply.status, reply.json()

    asked = {question: reply for question, reply in recording.answers.items() if question.endpoint != "avatar"}
    found = {str(question): differences(question, reply, ask, known) for question, reply in asked.items()}
    return {question: [difference.path for difference in each] for question, each in found.items() if each}


def beside_counts(found: dict[str, list[str]]) -> list[str]:
    """The paths that differ although they do not count players."""
    return [path for paths in found.values() for path in paths if path.rpartition(".")[2] not in OUR_OWN]


@pytest.mark.parametrize(("contract", "scores"), [("5.3", (1731,)), ("4.3.2", ()), ("any", (1731,))])
def test_the_default_world_answers_what_was_recorded_as_it_did(
    contract: str, scores: tuple[int, ...], tmp_path: Path
) -> None:
    wanted = Wanted(
        players=("3", "Hy-phen"),
        beatmaps=(1172819,),
        scores=scores,
        leaderboards=(GameMode.OSU,),
        matches=(1,),
        pools=(1,),
    )

    with Bancho(contract=contract) as bancho:
        found = unlike(bancho, wanted, tmp_path / "world.json")

    assert beside_counts(found) == []
    assert "get_player_count" in found


def test_players_of_a_leaderboard_are_recorded_with_all_that_they_played(tmp_path: Path) -> None:
    with Bancho(players=6, beatmapsets=3, scores_per_player="150..160", seed=3, contract="5.3") as bancho:
        found = unlike(bancho, Wanted(leaderboards=(GameMode.OSU,), depth=1, limit=50), tmp_path / "world.json")

    assert beside_counts(found) == []


@pytest.mark.parametrize("contract", ["5.3", "4.3.2"])
def test_the_world_of_the_real_servers_is_recorded_whole(contract: str, tmp_path: Path) -> None:
    everybody = tuple(str(player) for player in range(3, 70))
    wanted = Wanted(players=everybody, beatmaps=tuple(range(9001, 9013)), clans=(1, 2, 3, 4), matches=(1, 2, 3))

    with Bancho(world=REAL, contract=contract) as bancho:
        found = unlike(bancho, wanted, tmp_path / "world.json")

    assert beside_counts(found) == []
    assert {question for question in found if question != "get_player_count"} == set()


def test_avatars_are_recorded(tmp_path: Path) -> None:
    with Bancho(players=0) as bancho:
        aika = bancho.create.player(name="Aika")
        bancho.world.put(Avatar(name=f"{aika.id}.png", content=b"\x89PNG of Aika"))
        unlike(bancho, Wanted(players=("Aika",), avatars=True), tmp_path / "world.json")

    assert list(load_world(tmp_path / "world.json").rows(Avatar)) == [
        Avatar(name=f"{aika.id}.png", content=b"\x89PNG of Aika")
    ]
