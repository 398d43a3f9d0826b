"""The factory_boy classes: build, create, batches, traits, sub-factories, overrides; and the wording of mistakes."""

import random
from typing import Any

import factory.random
import pytest
from mockbancho.factories import (
    BeatmapFactory,
    BeatmapsetFactory,
    ClanFactory,
    MatchFactory,
    PlayerFactory,
    PoolFactory,
    RelationshipFactory,
    RowFactory,
    ScoreFactory,
    SessionFactory,
    StatsFactory,
)

from mockbancho import Bancho, Mistake
from mockbancho.records import Relationship

FACTORIES: list[type[RowFactory[Any]]] = [
    BeatmapFactory,
    BeatmapsetFactory,
    ClanFactory,
    MatchFactory,
    PlayerFactory,
    PoolFactory,
    RelationshipFactory,
    ScoreFactory,
    SessionFactory,
    StatsFactory,
]


@pytest.fixture
def bancho() -> Bancho:
    return Bancho(seed=7)


@pytest.mark.parametrize("made_by", FACTORIES)
def test_rows_are_built_without_a_world(made_by: type[RowFactory[Any]]) -> None:
    one, other = made_by.build_batch(2)

    assert type(one).__name__ == made_by.__name__.removesuffix("Factory")
    assert one != other or made_by is MatchFactory


@pytest.mark.parametrize("made_by", FACTORIES)
def test_created_rows_are_in_their_world(bancho: Bancho, made_by: type[RowFactory[Any]]) -> None:
    rows = made_by.create_batch(3, world=bancho)

    assert [bancho.fresh(row) for row in rows] == rows or made_by is BeatmapsetFactory


@pytest.mark.parametrize("made_by", FACTORIES)
def test_what_is_not_known_is_named(bancho: Bancho, made_by: type[RowFactory[Any]]) -> None:
    with pytest.raises(Mistake, match=f"{made_by.__name__} has no 'contry'"):
        made_by.create(world=bancho, contry="jp")


def test_an_unknown_column_comes_with_the_nearest() -> None:
    with pytest.raises(Mistake, match="PlayerFactory has no 'contry'; did you mean 'country'\\? known: restricted,"):
        PlayerFactory.build(contry="jp")


def test_creating_needs_a_world() -> None:
    with pytest.raises(Mistake, match=r"PlayerFactory.create needs world=; PlayerFactory.build makes a row alone"):
        PlayerFactory.create()


def test_a_world_will_do_as_well_as_a_server(bancho: Bancho) -> None:
    assert PlayerFactory.create(world=bancho.world) == bancho.players[3]


def test_built_rows_are_numbered_and_have_names_of_their_own() -> None:
    PlayerFactory.reset_sequence(0)  # type: ignore[no-untyped-call]  # factory_boy's

    players = PlayerFactory.build_batch(50)

    assert [player.id for player in players] == list(range(3, 53))
    assert len({player.safe_name for player in players}) == 50


def test_overrides_and_traits(bancho: Bancho) -> None:
    aika = PlayerFactory.create(world=bancho, name="Aika", country="jp", restricted=True, online=True)

    assert (aika.name, aika.country, aika.priv) == ("Aika", "jp", 2)
    assert "Aika" in bancho.sessions
    assert len(bancho.stats) == 8


def test_a_class_draws_what_the_action_draws() -> None:
    by_class, by_action = Bancho(seed=7), Bancho(seed=7)

    PlayerFactory.create_batch(3, world=by_class)

    assert list(by_class.players) == [by_action.create.player() for _ in range(3)]


def test_a_score_comes_with_its_player_and_beatmap(bancho: Bancho) -> None:
    score = ScoreFactory.create(world=bancho, player__name="Mira", beatmap__stars=5.0, accuracy=98.7, mods="HDDT")

    stats = bancho.stats.of("Mira")
    assert stats is not None
    assert (stats.plays, stats.acc, score.mods, score.status) == (1, score.acc, 72, 2)
    assert bancho.beatmaps[score.map_md5].plays == 1


def test_a_score_in_another_mode(bancho: Bancho) -> None:
    assert ScoreFactory.create(world=bancho, mode="osu_relax", passed=False).mode == 4


def test_words_stand_for_numbers(bancho: Bancho) -> None:
    aika = PlayerFactory.create(world=bancho, preferred_mode="taiko")

    assert aika.preferred_mode == 1
    assert StatsFactory.create(world=bancho, player=aika, mode="catch").mode == 2
    assert SessionFactory.create(world=bancho, player=aika, action="afk").action == 1
    assert MatchFactory.create(world=bancho, host=aika, team_type="team_vs").team_type == 2
    assert BeatmapFactory.create(world=bancho, mode="mania", status="loved").status == 5


def test_a_clan_is_joined_by_its_owner(bancho: Bancho) -> None:
    clan = ClanFactory.create(world=bancho, tag="RED")

    assert (bancho.players[clan.owner].clan_id, bancho.players[clan.owner].clan_priv) == (clan.id, 3)


def test_a_relationship_is_between_two(bancho: Bancho) -> None:
    assert RelationshipFactory.create(world=bancho, type="block") == Relationship(user1=3, user2=4, type="block")


def test_an_id_or_a_name_cannot_be_taken_twice(bancho: Bancho) -> None:
    PlayerFactory.create(world=bancho, id=3, name="Aika")

    with pytest.raises(Mistake, match="PlayerFactory: this world has one already"):
        PlayerFactory.create(world=bancho, id=3)
    with pytest.raises(Mistake, match="PlayerFactory: the name 'aika' is taken"):
        PlayerFactory.create(world=bancho, name="aika")


def test_nobody_elses_randomness_is_touched() -> None:
    states: list[Any] = [random.getstate, factory.random.get_random_state]
    before = [state() for state in states]

    PlayerFactory.build()
    ScoreFactory.build()

    assert [state() for state in states] == before
