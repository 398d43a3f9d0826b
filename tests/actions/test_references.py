"""Rows as arguments: by row, id or name; stale rows stand for their id, other worlds' rows for nothing."""

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.world.world import World


def test_a_player_is_given_by_row_id_or_name(bancho: Bancho) -> None:
    aika = bancho.create.player(name="Aika B")
    bancho.create.beatmap()

    scores = [bancho.create.score(player) for player in (aika, aika.id, "Aika B", "aika_b")]

    assert [score.userid for score in scores] == [aika.id] * 4


def test_a_beatmap_is_given_by_row_id_md5_or_title(bancho: Bancho) -> None:
    aika = bancho.create.player()
    opener = bancho.create.beatmap(artist="Lumen", title="Opener", version="Hard")

    scores = [
        bancho.create.score(aika, beatmap)
        for beatmap in (opener, opener.id, opener.md5, "opener", "Lumen - Opener [Hard]")
    ]

    assert {score.map_md5 for score in scores} == {opener.md5}


def test_a_title_of_several_beatmaps_is_refused(bancho: Bancho) -> None:
    aika = bancho.create.player()
    bancho.create.beatmap(title="Opener", version="Hard")
    bancho.create.beatmap(title="Opener", version="Easy")

    with pytest.raises(Mistake, match=r"beatmap: 2 beatmaps are called 'Opener': 3 \[Hard\], 4 \[Easy\]; give the id"):
        bancho.create.score(aika, "Opener")


def test_a_stale_row_stands_for_its_id(bancho: Bancho) -> None:
    aika = bancho.create.player()
    bancho.create.api_key(aika, key="first")

    bancho.create.clan(owner=aika)

    assert bancho.players[aika.id].api_key == "first"
    assert bancho.players[aika.id].clan_id == 1


def test_a_row_of_another_world_is_refused(bancho: Bancho) -> None:
    stranger = Bancho(world=World.build(seed=8)).create.player(name="Mira")
    bancho.create.player(name="Aika")
    bancho.create.beatmap()

    with pytest.raises(Mistake, match="player: the player 'Mira' with id 3 is of another world, or gone from this one"):
        bancho.create.score(stranger)


def test_a_row_of_a_fork_is_refused_where_it_was_not_made(bancho: Bancho) -> None:
    late = bancho.fork().create.player(name="Late")

    with pytest.raises(Mistake, match="the player 'Late' with id 3 is of another world"):
        bancho.create.session(late)
