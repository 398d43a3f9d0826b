"""The plain generators make rows that bancho.py's tables would take and people would believe."""

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest
from faker import Faker
from mockbancho.factories import (
    OsuProvider,
    Prose,
    draw_api_key,
    draw_beatmap,
    draw_beatmapset,
    draw_clan,
    draw_friends,
    draw_match,
    draw_player,
    draw_pool,
    draw_relationship,
    draw_score,
    draw_session,
    draw_stats,
    empty_stats,
    nth_name,
)

from mockbancho.osu.modes import GameMode
from mockbancho.records import Player, Record

SEED = 7


def player(number: int) -> Player:
    return draw_player(SEED, number, id=number + 3, name=nth_name(SEED, number))


def rows(number: int) -> list[Record]:
    """One row of each kind."""
    host = player(number)
    beatmap = draw_beatmap(SEED, number, id=number + 1, set_id=1, mode=GameMode(number % 4))
    return [
        host,
        draw_stats(SEED, number, id=3),
        draw_clan(SEED, number, id=1, owner=3),
        draw_beatmapset(SEED, number, id=1),
        beatmap,
        draw_score(SEED, number, id=1, userid=3, beatmap=beatmap),
        draw_session(SEED, number, id=3),
        draw_match(SEED, number, id=1, players=[host]),
        draw_pool(SEED, number, id=1, created_by=3),
        draw_relationship(3, 4),
    ]


def test_rows_are_the_same_on_every_machine() -> None:
    aika = draw_player(SEED, "Aika", id=3, name="Aika")
    beatmap = draw_beatmap(SEED, 0, id=3, set_id=1)
    score = draw_score(SEED, ("aika", 0), id=1, userid=3, beatmap=beatmap)

    drawn = msgspec.to_builtins([aika, beatmap, msgspec.structs.replace(score, pp=0.0)])
    assert drawn == json.loads((Path(__file__).parent / "golden.json").read_text("utf-8"))


def test_every_value_fits_its_column() -> None:
    for row in (row for number in range(300) for row in rows(number)):
        assert msgspec.convert(msgspec.to_builtins(row), type(row)) == row


def test_beatmaps_are_believable() -> None:
    beatmaps = [draw_beatmap(SEED, number, id=1, set_id=1) for number in range(300)]

    assert all(1.2 <= each.diff <= 7.6 for each in beatmaps)
    assert all(130 <= each.bpm <= 230 and 60 <= each.total_length <= 280 for each in beatmaps)
    assert all(0 <= figure <= 10 for each in beatmaps for figure in (each.cs, each.ar, each.od, each.hp))
    assert all(0.5 < each.max_combo / each.total_length < 9 for each in beatmaps)
    assert len({each.md5 for each in beatmaps}) == 300
    assert len({each.title for each in beatmaps}) > 200


def test_harder_beatmaps_have_higher_figures() -> None:
    easy, hard = (draw_beatmap(SEED, 1, id=1, set_id=1, stars=stars) for stars in (1.5, 7.0))

    assert (easy.version, hard.version) == ("Easy", "Extra")
    assert easy.ar < hard.ar
    assert easy.max_combo < hard.max_combo


def test_file_names_hold_no_character_that_files_cannot() -> None:
    beatmap = draw_beatmap(SEED, 1, id=1, set_id=1, artist='A/B: "C"', title="What?", creator="X*", version="<3|")

    assert beatmap.filename == "AB C - What (X) [3].osu"


def test_scores_are_believable() -> None:
    beatmap = draw_beatmap(SEED, 1, id=1, set_id=1, stars=5.0)
    scores = [draw_score(SEED, number, id=1, userid=3, beatmap=beatmap) for number in range(300)]

    assert all(88 < each.acc <= 100 for each in scores)
    assert 0.1 < sum(each.nmiss == 0 for each in scores) / 300 < 0.6
    assert all(each.max_combo <= beatmap.max_combo - each.nmiss for each in scores)
    assert len({each.online_checksum for each in scores}) == 300


def test_players_come_from_many_countries_and_are_older_than_their_activity() -> None:
    players = [player(number) for number in range(300)]

    assert len({each.country for each in players}) > 20
    assert all(0 < each.creation_time < each.latest_activity for each in players)


def test_newcomers_have_eight_empty_stats() -> None:
    assert [(each.mode, each.plays) for each in empty_stats(3)] == [(mode, 0) for mode in (0, 1, 2, 3, 4, 5, 6, 8)]


def test_an_api_key_looks_like_a_uuid() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}", draw_api_key(SEED, "Aika"))
    assert draw_api_key(SEED, "Aika") != draw_api_key(SEED, "Mira")


def test_friends_are_about_the_share_that_is_wanted() -> None:
    players = [player(number) for number in range(201)]

    friends = draw_friends(SEED, players[0], players, share=0.2)
    fewer = draw_friends(SEED, players[0], players[:100], share=0.2)

    assert 20 < len(friends) < 60
    assert [each for each in friends if each.user2 < 103] == fewer


def test_the_provider_draws_from_its_faker() -> None:
    faker = Faker(use_weighting=False)
    faker.add_provider(OsuProvider)

    def drawn() -> list[Any]:
        faker.seed_instance(5)
        return [faker.osu_name(), faker.osu_artist(), faker.osu_title(), faker.osu_tags(3)]

    assert drawn() == drawn()
    assert re.fullmatch(r"[\w \[\]-]{2,15}", drawn()[0])
    assert len(drawn()[3].split()) == 3


def test_prose_belongs_to_its_key() -> None:
    one, other = Prose(SEED), Prose(SEED)
    other.userpage("Mira")

    assert one.userpage("Aika") == other.userpage("Aika") != one.userpage("Mira")
    assert len(one.userpage("Aika")) <= 2048


def test_plain_generators_need_neither_factory_boy_nor_faker() -> None:
    script = (
        "import sys; from mockbancho import Bancho; b = Bancho(); b.create.score(b.create.player(), b.create.beatmap());"
        "print(*({'factory', 'faker', 'starlette', 'rosu_pp_py', 'random'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert set(done.stdout.split()) <= {"starlette", "random", "rosu_pp_py"}


def test_a_beatmap_without_a_file_needs_no_pp_calculator() -> None:
    script = (
        "import sys; from mockbancho import Bancho; b = Bancho(players=0);"
        "b.create.score(b.create.player(), b.create.beatmap(file=False)); print('rosu_pp_py' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["contry", "players"])
def test_only_public_names_are_there(name: str) -> None:
    found = import_module("mockbancho.factories")

    with pytest.raises(AttributeError, match=f"has no attribute '{name}x'"):
        getattr(found, f"{name}x")


def test_every_public_name_can_be_had() -> None:
    found: Any = import_module("mockbancho.factories")

    assert found.__all__ == sorted(found.__all__)
    assert all(getattr(found, name) is not None for name in found.__all__)
    assert set(found.__all__) <= set(dir(found))
