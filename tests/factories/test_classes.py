"""The factory_boy classes: build, create, batches, traits, sub-factories, overrides; and the wording of mistakes."""

import random
import re
from collections.abc import Callable, Iterable
from typing import Any

import factory.random
import pytest
from factory.declarations import LazyAttribute, Trait
from mockbancho.factories import (
    ApiKeyFactory,
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
from mockbancho.actions.verbs import VERBS
from mockbancho.records import Player, PoolBeatmap, Relationship
from mockbancho.world.parameters import Parameter
from mockbancho.world.world import World

pytest_plugins = ["pytester"]
QUIET = ("-W", "ignore::pytest.PytestDeprecationWarning")
"""One plugin warns until it is told something."""

FACTORIES: list[type[RowFactory[Any]]] = [
    ApiKeyFactory,
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
    return Bancho(world=World.build(seed=7))


@pytest.mark.parametrize("made_by", FACTORIES)
def test_rows_are_built_without_a_world(made_by: type[RowFactory[Any]]) -> None:
    one, other = made_by.build_batch(2)

    assert type(one) is type(other) is made_by._record()
    assert one != other or made_by is MatchFactory


@pytest.mark.parametrize("made_by", FACTORIES)
def test_created_rows_are_in_their_world(bancho: Bancho, made_by: type[RowFactory[Any]]) -> None:
    rows = made_by.create_batch(3, world=bancho)

    assert [bancho.fresh(row) for row in rows] == rows


@pytest.mark.parametrize("made_by", FACTORIES)
def test_what_is_not_known_is_named(bancho: Bancho, made_by: type[RowFactory[Any]]) -> None:
    with pytest.raises(Mistake, match=f"{made_by.__name__} has no 'contry'"):
        made_by.create(world=bancho, contry="jp")


def test_an_unknown_column_comes_with_the_nearest() -> None:
    with pytest.raises(
        Mistake, match="PlayerFactory has no 'contry'; did you mean 'country'\\? Known: safe_name, priv,"
    ):
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
    by_class, by_action = (Bancho(world=World.build(seed=7)) for _ in range(2))

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

    with pytest.raises(Mistake, match="PlayerFactory: id: player 3 exists already"):
        PlayerFactory.create(world=bancho, id=3)
    with pytest.raises(Mistake, match="PlayerFactory: name: 'aika' is taken by player 3, 'Aika'"):
        PlayerFactory.create(world=bancho, name="aika")


def taken(parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The types of what is taken, by name."""
    return {each.name: each.checked for each in parameters}


@pytest.mark.parametrize("made_by", FACTORIES)
def test_a_class_takes_what_the_action_takes(made_by: type[RowFactory[Any]]) -> None:
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", made_by.__name__.removesuffix("Factory")).lower()
    of_action = taken(VERBS[f"create_{noun}"].parameters.values())

    of_class = taken(made_by.parameters().values())

    assert {name: of_class.get(name) for name in of_action} == of_action
    assert of_class.keys() - of_action.keys() <= {"beatmap", "id"}


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda _: PlayerFactory.build(country=5), "PlayerFactory: country: expected str, got int 5"),
        (lambda _: PlayerFactory.build(country="!!"), "PlayerFactory: country: expected two letters"),
        (lambda _: PlayerFactory.build(name=3), "PlayerFactory: name: expected str, got int 3"),
        (lambda _: PlayerFactory.build(name="x"), "PlayerFactory: name: expected 2 to 15 letters"),
        (lambda _: PlayerFactory.build(id=1), "PlayerFactory: id: players begin with 3, got 1"),
        (lambda _: PlayerFactory.build(world=3), "PlayerFactory: world is a Bancho or a World, not 3"),
        (lambda world: PlayerFactory.create(wrld=world), "PlayerFactory has no 'wrld'; did you mean 'world'? Known: "),
        (lambda world: ScoreFactory.create(world=world, accuracy="x"), "ScoreFactory: accuracy: expected number, got str 'x'"),
        (lambda world: ScoreFactory.create(world=world, accuracy=0.98), "ScoreFactory: accuracy: expected percent, got 0.98; did you mean 98?"),
        (lambda world: ScoreFactory.create(world=world, passed=False, grade="S"), "ScoreFactory: grade: a score that failed"),
        (lambda world: ScoreFactory.create(world=world, player="x"), "ScoreFactory: player: no player 'x'"),
        (lambda world: ScoreFactory.create(world=world, beatmap="x"), "ScoreFactory: beatmap: no beatmap 'x'"),
        (lambda _: ScoreFactory.build(beatmap=3.5), "ScoreFactory: beatmap: expected a beatmap, as row, id or name; got float 3.5"),
        (lambda world: ScoreFactory.create(world=world, userid=3), "ScoreFactory has no 'userid'"),
        (lambda world: ScoreFactory.create(world=world, player__name="x"), "ScoreFactory: PlayerFactory: name: expected 2 to 15"),
        (lambda world: ScoreFactory.create(world=world, player__contry="jp"), "ScoreFactory: PlayerFactory has no 'contry'"),
        (lambda world: StatsFactory.create(world=world, id=3), "StatsFactory has no 'id'; "),
        (lambda world: MatchFactory.create(world=world, host=PlayerFactory.create(world=world, name="Aika")), "MatchFactory: player 3, 'Aika', is offline"),
        (lambda world: ClanFactory.create_batch(2, world=world, tag="RED"), "ClanFactory: tag: 'RED' is taken by clan 1"),
        (lambda world: BeatmapFactory.create_batch(2, world=world, md5="f" * 32), "BeatmapFactory: md5: beatmap 3 has this md5"),
        (lambda world: BeatmapFactory.create(world=world, id=2), "BeatmapFactory: id: beatmaps begin with 3, got 2: bancho.py's API refuses"),
        (lambda world: ApiKeyFactory.create_batch(2, world=world, key="secret"), "ApiKeyFactory: key: player 3"),
        (lambda world: PoolFactory.create(world=world, picks={"XX1": BeatmapFactory.create(world=world)}), "PoolFactory: picks: 'XX1': 'XX' in 'XX' is no mod"),
        (lambda world: RelationshipFactory.create(world=world, type="enemy"), "RelationshipFactory: type: expected 'block' or 'friend', got"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_as_by_create(bancho: Bancho, make: Callable[[Bancho], object], sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        make(bancho)

    assert str(caught.value).startswith(sentence)


def test_after_a_mistake_nothing_was_made(bancho: Bancho) -> None:
    with pytest.raises(Mistake, match="MatchFactory: players: expected a list; got int 3"):
        MatchFactory.create(world=bancho, players=3)
    with pytest.raises(Mistake, match="ScoreFactory: combo: expected 0 to"):
        ScoreFactory.create(world=bancho, combo=100_000)

    assert (len(bancho.players), len(bancho.sessions), len(bancho.beatmaps)) == (0, 0, 0)


def test_a_failing_test_shows_its_own_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        from mockbancho.factories import ScoreFactory

        def test_one(bancho):
            ScoreFactory.create(world=bancho, player__name="x")
        """
    )

    shown = pytester.runpytest_inprocess("-p", "no:hypothesispytest", *QUIET, "--color=no").outlines

    assert "test_a_failing_test_shows_its_own_line.py:4: Mistake" in shown


def test_rows_are_given_by_id_or_name(bancho: Bancho) -> None:
    aika = PlayerFactory.create(world=bancho, name="Aika")
    opener = BeatmapFactory.create(world=bancho, title="Opener")

    score = ScoreFactory.create(world=bancho, player="aika", beatmap="Opener")
    again = ScoreFactory.build(world=bancho, player=aika.id, beatmap=opener)

    assert (score.userid, score.map_md5) == (again.userid, again.map_md5) == (aika.id, opener.md5)


def test_rows_alone_belong_to_rows_alone() -> None:
    aika, mira = PlayerFactory.build_batch(2)
    opener = BeatmapFactory.build()

    match = MatchFactory.build(host=aika, players=[mira], beatmap=opener)
    score = ScoreFactory.build(player=aika, beatmap=opener)
    pool = PoolFactory.build(creator=aika, picks={"NM1": opener})

    assert [slot.player for slot in match.slots[:3]] == [aika.id, mira.id, None]
    assert (score.userid, score.map_md5, pool.created_by) == (aika.id, opener.md5, aika.id)


def test_a_row_of_another_world_is_refused(bancho: Bancho) -> None:
    PlayerFactory.create(world=bancho)
    stranger = PlayerFactory.build(id=3, creation_time=1)

    with pytest.raises(Mistake, match=r"ScoreFactory: player: the player '.+' with id 3 is of another world"):
        ScoreFactory.create(world=bancho, player=stranger)


def test_a_stale_row_stands_for_its_id(bancho: Bancho) -> None:
    aika = PlayerFactory.create(world=bancho)
    ApiKeyFactory.create(world=bancho, player=aika, key="secret")

    clan = ClanFactory.create(world=bancho, owner=aika)

    assert (bancho.players[aika.id].clan_id, bancho.players[aika.id].api_key) == (clan.id, "secret")


def test_a_country_is_kept_in_lower_case() -> None:
    assert PlayerFactory.build(country="JP").country == "jp"


def test_an_api_key_comes_with_its_player(bancho: Bancho) -> None:
    aika = ApiKeyFactory.create(world=bancho, player__name="Aika")

    assert aika == bancho.players["Aika"]
    assert len(aika.api_key or "") == 36


def test_a_pool_has_its_picks(bancho: Bancho) -> None:
    first, second = BeatmapFactory.create_batch(2, world=bancho)

    pool = PoolFactory.create(world=bancho, picks={"NM1": first, "HDHR2": second.id})

    assert list(bancho.world.rows(PoolBeatmap)) == [
        PoolBeatmap(map_id=first.id, pool_id=pool.id, mods=0, slot=1),
        PoolBeatmap(map_id=second.id, pool_id=pool.id, mods=24, slot=2),
    ]


def test_members_join_a_clan(bancho: Bancho) -> None:
    clan = ClanFactory.create(world=bancho, members=PlayerFactory.create_batch(2, world=bancho))

    assert sorted(row.clan_priv for row in bancho.players if row.clan_id == clan.id) == [1, 1, 3]


def test_scores_have_traits(bancho: Bancho) -> None:
    failed = ScoreFactory.create(world=bancho, failed=True)
    whole = ScoreFactory.create(world=bancho, full_combo=True, beatmap__max_combo=900)

    assert (failed.grade, failed.status) == ("F", 0)
    assert (whole.nmiss, whole.max_combo, whole.perfect) == (0, 900, 1)


@pytest.mark.parametrize(("trait", "status"), [("approved", 3), ("qualified", 4), ("loved", 5), ("pending", 0)])
def test_beatmaps_have_traits(bancho: Bancho, trait: str, status: int) -> None:
    assert BeatmapFactory.create(world=bancho, **{trait: True}).status == status
    assert BeatmapFactory.build(**{trait: False}).status == 2


def test_sessions_have_traits(bancho: Bancho) -> None:
    afk = SessionFactory.create(world=bancho, afk=True)
    playing = SessionFactory.create(world=bancho, playing=True, beatmap__title="Opener", beatmap__artist="Lumen")

    (opener,) = bancho.beatmaps
    assert (afk.action, afk.map_id) == (1, 0)
    assert (playing.action, playing.map_id, playing.map_md5) == (2, opener.id, opener.md5)
    assert playing.info_text == f"Lumen - Opener [{opener.version}]"


def test_a_class_downstream_has_declarations_and_traits_of_its_own(bancho: Bancho) -> None:
    class MemberFactory(PlayerFactory):
        class Params:
            years = 2
            veteran = Trait(years=9)  # type: ignore[no-untyped-call]  # factory_boy's

        country = "fr"
        creation_time = LazyAttribute(lambda row: 1_700_000_000 - row.years)  # type: ignore[no-untyped-call]  # as above

    mira, zoe = MemberFactory.create(world=bancho), MemberFactory.create(world=bancho, veteran=True, country="jp")

    assert (mira.country, zoe.country, zoe.creation_time - mira.creation_time) == ("fr", "jp", -7)
    with pytest.raises(Mistake, match="MemberFactory has no 'veterans'; did you mean 'veteran'"):
        MemberFactory.create(world=bancho, veterans=True)


def test_a_player_has_a_clan_and_a_userpage_if_told(bancho: Bancho) -> None:
    reds = ClanFactory.create(world=bancho, name="Reds")

    aika: Player = PlayerFactory.create(world=bancho, clan="Reds", userpage=True)

    assert (aika.clan_id, aika.clan_priv) == (reds.id, 1)
    assert aika.userpage_content


def test_nobody_elses_randomness_is_touched() -> None:
    states: list[Any] = [random.getstate, factory.random.get_random_state]
    before = [state() for state in states]

    PlayerFactory.build()
    ScoreFactory.build()

    assert [state() for state in states] == before
