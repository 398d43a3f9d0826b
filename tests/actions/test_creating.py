"""What `bancho.create` makes is in the world, and in the answers."""

import inspect
import pydoc
import subprocess
import sys

import msgspec
import pytest

from mockbancho import Bancho
from mockbancho.actions.verbs import MODULES, VERBS
from mockbancho.osu.players import Privileges
from mockbancho.records import Favourite, Ordinal, PoolBeatmap, Quota, Relationship, Slot
from mockbancho.world.world import World


@pytest.mark.parametrize("verb", VERBS.values(), ids=lambda verb: verb.name)
def test_every_action_has_a_schema_and_a_sentence(verb: object) -> None:
    schema = verb.schema  # type: ignore[attr-defined]  # an Action
    name = verb.name  # type: ignore[attr-defined]
    properties = schema["$defs"][name]

    assert set(properties["properties"]) == set(verb.parameters)  # type: ignore[attr-defined]
    assert properties["additionalProperties"] is False
    assert verb.about.splitlines()[0].endswith((".", ";"))  # type: ignore[attr-defined]


def test_every_module_of_actions_declares_some() -> None:
    assert {verb.function.__module__ for verb in VERBS.values()} == {module.__name__ for module in MODULES}


def test_words_and_bounds_stand_in_the_schema() -> None:
    properties = VERBS["create_score"].schema["$defs"]["create_score"]

    assert properties["required"] == ["player"]
    assert properties["properties"]["accuracy"]["anyOf"][0] == {"type": "number", "minimum": 0, "maximum": 100}
    assert "osu_relax" in str(properties["properties"]["mode"])


def test_a_player_is_found_by_the_api(bancho: Bancho) -> None:
    aika = bancho.create.player(name="Aika", country="jp", restricted=False)

    answer = bancho.get("/get_player_info", name="Aika", scope="info").json()

    assert (answer["player"]["info"]["id"], answer["player"]["info"]["country"]) == (aika.id, "jp")
    assert aika == bancho.players["Aika"]


def test_a_player_starts_with_the_stats_of_a_newcomer(bancho: Bancho) -> None:
    aika = bancho.create.player()

    stats = [each for each in bancho.stats if each.id == aika.id]

    assert [each.mode for each in stats] == [0, 1, 2, 3, 4, 5, 6, 8]
    assert {(each.plays, each.pp, each.acc) for each in stats} == {(0, 0, 0.0)}


def test_traits_show_in_the_columns(bancho: Bancho) -> None:
    both = Privileges.UNRESTRICTED | Privileges.VERIFIED
    now = bancho.now // 1_000_000

    assert bancho.create.player().priv == both
    assert bancho.create.player(restricted=True).priv == Privileges.VERIFIED
    assert bancho.create.player(unverified=True).priv == Privileges.UNRESTRICTED
    assert bancho.create.player(donor=True).priv == both | Privileges.DONATOR
    assert bancho.create.player(donor=True).donor_end > now
    assert bancho.create.player(silenced=True).silence_end > now
    assert bancho.create.player(staff=True).priv & Privileges.STAFF
    assert bancho.create.player(restricted=True, priv=3).priv == 3


def test_ids_begin_after_the_bot_and_count_up(bancho: Bancho) -> None:
    assert [bancho.create.player().id, bancho.create.player(id=50).id, bancho.create.player().id] == [3, 50, 51]


def test_an_online_player_counts(bancho: Bancho) -> None:
    aika = bancho.create.player(online=True)

    assert bancho.get("/get_player_status", id=aika.id).json()["player_status"]["online"] is True
    assert bancho.sessions[aika.id].login_time <= bancho.now / 1_000_000


def test_a_session_has_what_is_given(bancho: Bancho) -> None:
    aika = bancho.create.player(preferred_mode="taiko")

    session = bancho.create.session(aika, action="afk", info_text="away")

    status = bancho.get("/get_player_status", id=aika.id).json()["player_status"]["status"]
    assert (session.mode, status["action"], status["info_text"], status["mode"]) == (1, 1, "away", 1)


def test_a_second_match_takes_the_next_place(bancho: Bancho) -> None:
    hosts = [bancho.create.player(online=True) for _ in range(2)]

    assert [bancho.create.match(host=host).id for host in hosts] == [1, 2]


def test_a_clan_has_its_owner_and_members(bancho: Bancho) -> None:
    aika, mira = bancho.create.player(name="Aika"), bancho.create.player(name="Mira")

    reds = bancho.create.clan(owner=aika, name="Reds", tag="RED", members=[mira])
    late = bancho.create.player(clan="Reds")

    assert [(each.clan_id, each.clan_priv) for each in bancho.players] == [(reds.id, 3), (reds.id, 1), (reds.id, 1)]
    assert late.clan_id == reds.id


def test_beatmaps_of_a_set_share_their_song(bancho: Bancho) -> None:
    both = bancho.create.beatmapset()
    easy = bancho.create.beatmap(beatmapset=both, stars=1.5)

    hard = bancho.create.beatmap(beatmapset=both, stars=4.5, mode="taiko")

    assert (hard.artist, hard.title, hard.creator, hard.set_id) == (easy.artist, easy.title, easy.creator, both.id)
    assert (easy.version, hard.version, hard.mode) == ("Easy", "Oni", 1)
    assert [easy.diff, hard.diff] == pytest.approx([1.5, 4.5], abs=0.1)
    assert easy.md5 != hard.md5


def test_a_beatmap_alone_has_a_set(bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap()

    assert bancho.get("/get_map_info", id=beatmap.id).status == 200


def test_a_score_agrees_with_itself_and_with_the_stats(bancho: Bancho) -> None:
    aika = bancho.create.player()
    beatmap = bancho.create.beatmap(max_combo=1000, stars=5.0)

    score = bancho.create.score(aika, beatmap, accuracy=98.7, mods="HDDT", misses=0)

    stats = bancho.stats.of(aika)
    assert stats is not None
    assert score.acc == pytest.approx(98.7, abs=0.04)
    assert (score.mods, score.grade, score.status, score.max_combo, score.perfect) == (72, "SH", 2, 1000, 1)
    assert (stats.plays, stats.pp, stats.acc, stats.sh_count) == (1, round(score.pp + 0.25), score.acc, 1)
    assert stats.rscore == stats.tscore == score.score
    assert bancho.beatmaps[beatmap.id].plays == bancho.beatmaps[beatmap.id].passes == 1
    assert bancho.get("/get_player_scores", id=aika.id, scope="best").json()["scores"][0]["id"] == score.id


@pytest.mark.parametrize(
    "mode", ["osu", "taiko", "catch", "mania", "osu_relax", "taiko_relax", "catch_relax", "osu_autopilot"]
)
@pytest.mark.parametrize("accuracy", [None, 100, 95.5, 70])
def test_scores_are_made_in_every_mode(bancho: Bancho, mode: str, accuracy: float | None) -> None:
    aika = bancho.create.player()
    beatmap = bancho.create.beatmap()

    score = bancho.create.score(aika, beatmap, mode=mode, accuracy=accuracy)

    answer = bancho.get("/get_map_scores", id=beatmap.id, scope="best", mode=score.mode)
    assert score.acc == pytest.approx(accuracy or score.acc, abs=0.2)
    assert [each["score"] for each in answer.json()["scores"]] == [score.score]


def test_a_failed_score_is_part_of_a_play(bancho: Bancho) -> None:
    aika = bancho.create.player()
    beatmap = bancho.create.beatmap(max_combo=1000, total_length=100)

    score = bancho.create.score(aika, beatmap, passed=False, mods="DT")

    assert (score.grade, score.status, score.perfect) == ("F", 0, 0)
    assert score.n300 + score.n100 + score.n50 + score.nmiss < 750
    assert 6_000 < score.time_elapsed < 60_001


def test_hits_can_be_given_instead(bancho: Bancho) -> None:
    aika = bancho.create.player()
    bancho.create.beatmap()

    score = bancho.create.score(aika, n300=90, n100=10, combo=50)

    assert (score.acc, score.grade, score.max_combo) == (93.333, "A", 50)


def test_a_match_seats_its_players(bancho: Bancho) -> None:
    aika, mira = (bancho.create.player(name=name, online=True) for name in ("Aika", "Mira"))
    beatmap = bancho.create.beatmap()

    match = bancho.create.match(host=aika, players=[mira], beatmap=beatmap, team_type="team_vs")

    assert (match.id, match.host, match.map_id) == (1, aika.id, beatmap.id)
    assert match.slots[:3] == (Slot(player=3, status=4, team=2), Slot(player=4, status=4, team=1), Slot())
    assert bancho.get("/get_match", id=1).status == 200


def test_a_player_is_in_one_match_at_a_time(bancho: Bancho) -> None:
    aika = bancho.create.player(name="Aika", online=True)
    bancho.create.match(host=aika)

    with pytest.raises(Exception, match="player 3, 'Aika', is in match 1 already"):
        bancho.create.match(host=aika)


def test_a_pool_has_its_picks(bancho: Bancho) -> None:
    aika = bancho.create.player(online=True)
    first, second = bancho.create.beatmap(), bancho.create.beatmap()

    pool = bancho.create.pool(creator=aika, picks={"NM1": first, "HDHR2": second.id})

    assert list(bancho.world.rows(PoolBeatmap)) == [
        PoolBeatmap(map_id=first.id, pool_id=pool.id, mods=0, slot=1),
        PoolBeatmap(map_id=second.id, pool_id=pool.id, mods=24, slot=2),
    ]
    assert bancho.get("/get_mappool", id=pool.id).status == 200


def test_an_api_key_lets_in(bancho: Bancho) -> None:
    aika, mira = bancho.create.player(), bancho.create.player()

    key = bancho.create.api_key(aika)

    assert bancho.players[aika.id].api_key == key
    assert len(key) == 36
    with pytest.raises(Exception, match=f"create.api_key: key: player {aika.id}"):
        bancho.create.api_key(mira, key=key)


def test_relationships_and_stats_are_made(bancho: Bancho) -> None:
    aika, mira = bancho.create.player(), bancho.create.player()

    friend = bancho.create.relationship(aika, mira)
    stats = bancho.create.stats(aika, mode="taiko", pp=5000)

    assert list(bancho.world.rows(Relationship)) == [friend]
    assert (stats.mode, stats.pp) == (1, 5000)
    assert list(bancho.world.rows(Favourite)) == []


def test_what_is_made_survives_a_world_file(bancho: Bancho) -> None:
    bancho.create.score(bancho.create.player(), bancho.create.beatmap())

    for view in (bancho.players, bancho.stats, bancho.beatmaps, bancho.scores):
        for row in view:
            assert msgspec.convert(msgspec.to_builtins(row), type(row)) == row


def test_a_country_is_kept_in_lower_case(bancho: Bancho) -> None:
    assert bancho.create.player(country="JP").country == "jp"


def test_a_userpage_is_written_when_it_is_asked_for(bancho: Bancho) -> None:
    aika, mira = bancho.create.player(name="Aika", userpage=True), bancho.create.player()

    answer = bancho.get("/get_player_info", name="Aika", scope="info").json()["player"]["info"]
    again = Bancho(world=World.build(seed=7)).create.player(name="Aika", userpage=True)
    own = bancho.create.player(userpage=True, userpage_content="hi")

    assert 40 < len(answer["userpage_content"]) <= 2048
    assert aika == again
    assert (mira.userpage_content, own.userpage_content) == (None, "hi")


def test_faker_is_imported_for_a_userpage_alone() -> None:
    script = (
        "import sys; from mockbancho import Bancho; from mockbancho.world.world import World; create = Bancho(world=World.build()).create; create.player(); "
        "print('faker' in sys.modules); create.player(userpage=True); print('faker' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]


def test_unnamed_things_are_counted_by_kind(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")
    for _ in range(2):
        bancho.create.player()
        bancho.create.beatmap()

    assert [(row.kind, row.taken) for row in bancho.world.rows(Ordinal)] == [
        ("beatmap", 2),
        ("beatmapset", 2),
        ("player", 2),
    ]
    assert list(bancho.world.rows(Quota)) == []


def test_what_makes_things_shows_what_it_takes(bancho: Bancho) -> None:
    make = bancho.create.relationship

    text = pydoc.plain(pydoc.render_doc(make))

    assert (make.__name__, make.__qualname__) == ("relationship", "Create.relationship")
    assert "(player: mockbancho.records.Player, other: mockbancho.records.Player, *, type:" in text
    assert "Make another player a friend of a player" in text
    assert str(inspect.signature(bancho.create.score).parameters["n300"]) == "n300: int = Ellipsis"
    assert repr(bancho.create).startswith("<create: api_key, beatmap, beatmapset, clan,")


def test_what_can_be_made_is_listed(bancho: Bancho) -> None:
    assert {"player", "clan", "beatmapset", "beatmap", "score", "session", "match", "pool", "api_key"} <= set(
        dir(bancho.create)
    )
