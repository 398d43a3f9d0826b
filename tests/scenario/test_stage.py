"""Setting the stage: the world of a scenario before it starts, and what is told if it cannot be set."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho.clock import SECOND, START
from mockbancho.errors import Mistake, ScenarioError
from mockbancho.scenario.reading import read_scenario
from mockbancho.scenario.stage import stage
from mockbancho.world.world import World
from tests import rows
from tests.scenario.given import LITTLE, filed, staged, state, written


def refused(text: str) -> list[str]:
    """Return why the stage cannot be set."""
    with pytest.raises(ScenarioError) as error:
        stage(written(text))
    return list(error.value.mistakes)


def test_without_a_world_it_is_the_default_one() -> None:
    bancho = staged("")

    assert (len(bancho.players), bancho.players[3].name, bancho.now) == (61, "User", START)


def test_a_world_of_a_size_is_generated_by_the_seed() -> None:
    text = f"seed: 7\nworld: {LITTLE}\n"

    first, same, other = staged(text), staged(text), staged(text, seed=8)

    assert len(first.players) == 7
    assert state(first.world) == state(same.world)
    assert [player.name for player in first.players] != [player.name for player in other.players]


def test_an_empty_world_is_one_too() -> None:
    assert len(staged("world: {players: 0}\n").players) == 0


def test_a_world_of_a_file_stands_beside_the_scenario(tmp_path: Path) -> None:
    World.build([rows.player(3, name="Aika")], now=START + SECOND).save(tmp_path / "world.json")

    world = stage(read_scenario(filed(tmp_path, main="world: {file: world.json}\nseed: 9\n")))

    assert (len(world.players.rows), world.now, world.seed) == (1, START + SECOND, 9)


def test_a_world_file_that_is_not_there_is_told_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as error:
        read_scenario(filed(tmp_path, main="world: {file: none.json}\n"))

    assert str(error.value) == f"{tmp_path}/main.yaml:2:15: world.file: there is no file none.json beside this one"


def test_the_cast_is_there_before_the_start_and_has_its_names() -> None:
    bancho = staged(
        """
        world: {players: 0}
        cast:
          owls: {clan: {name: Owls, tag: OWL}}
          aika: {player: {name: Aika, country: jp, clan: owls, traits: [donor]}}
          ben: {player: {name: Ben, clan: owls}}
          opener: {beatmap: {mode: osu, title: Opener}}
        timeline:
          - {at: 0s, go_online: {player: aika}}
        """
    )

    aika, ben = bancho.players["Aika"], bancho.players["Ben"]
    (clan,) = bancho.clans
    assert (clan.name, clan.owner, aika.clan_id, ben.clan_id) == ("Owls", aika.id, clan.id, clan.id)
    assert aika.donor_end > 0
    assert [(member.name, member.noun) for member in bancho.world.schedule.all_cast()] == [
        ("aika", "player"),
        ("ben", "player"),
        ("opener", "beatmap"),
        ("owls", "clan"),
    ]
    assert (bancho.now, len(list(bancho.world.sessions.rows))) == (START, 0)


def test_what_of_the_cast_cannot_be_made_is_told_all_at_once() -> None:
    assert refused(
        """
        world: {players: 0}
        cast:
          aika: {player: {name: Aika}}
          twin: {player: {name: aika}}
          ghost: {player: {name: "[]%"}}
          owls: {clan: {name: Owls, tag: OWL}}
        """
    ) == [
        "evening.yaml:6:9: cast.twin: create_player: name: 'aika' is taken by player 3, 'Aika'",
        (
            "evening.yaml:7:10: cast.ghost: create_player: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' "
            "and ']', got '[]%'"
        ),
        "evening.yaml:8:9: cast.owls: the clan 'owls' needs an owner, or a player with 'clan: owls'",
    ]


def test_names_that_nobody_has_are_told_all_at_once_with_the_nearest() -> None:
    assert refused(
        """
        world: {players: 0}
        cast: {aika: {player: {name: Aika}}}
        timeline:
          - {at: 1s, go_online: {player: aiak}}
          - {at: 2s, befriend: {player: Aika, other: zzz}}
          - {at: 3s, play_beatmap: {player: aika, beatmap: any_osuu}}
          - {at: 4s, start_match: {match: finals}}
        """
    ) == [
        "evening.yaml:6:5: timeline[0]: go_online.player: there is no player 'aiak'; did you mean 'aika'?",
        "evening.yaml:7:5: timeline[1]: befriend.other: no player 'zzz'",
        "evening.yaml:8:5: timeline[2]: play_beatmap.beatmap: there is no beatmap 'any_osuu'; did you mean 'any_osu'?",
        "evening.yaml:9:5: timeline[3]: start_match.match: no match 'finals'",
    ]


def test_names_that_come_only_later_and_ids_are_none_of_the_stages_business() -> None:
    stage(
        written(
            """
            world: {players: 0}
            timeline:
              - {at: 1s, create_player: {player: late, name: Latecomer}}
              - {at: 2s, go_online: {player: late}}
              - {at: 3s, rename: {player: Latecomer, name: Earlier}}
              - {at: 4s, go_offline: {player: Earlier}}
              - {at: 5s, go_online: {player: 3}}
            """
        )
    )


def test_mistakes_of_an_included_file_name_that_file(tmp_path: Path) -> None:
    path = filed(
        tmp_path,
        main="include: [part.yaml]\nworld: {players: 0}\ncast: {aika: {player: {name: Aika}}}\n",
        part="timeline:\n  - {at: 1s, go_online: {player: aiak}}\n",
    )

    with pytest.raises(Mistake) as error:
        stage(read_scenario(path))

    assert str(error.value) == (
        f"{tmp_path}/part.yaml:3:5: timeline[0]: go_online.player: there is no player 'aiak'; did you mean 'aika'?"
    )
