"""Beatmaps that are made have a `.osu` file: one that is written for them, or a user's own."""

from __future__ import annotations

import re
from hashlib import md5
from typing import TYPE_CHECKING, Any, Final

import pytest
import rosu_pp_py as rosu
from mockbancho.factories import BeatmapFactory

from mockbancho import Bancho, Mistake, NoSuchRow
from mockbancho.osu.beatmap_files import read_beatmap_file
from mockbancho.world.world import World

if TYPE_CHECKING:
    from pathlib import Path

MODES: Final = ["osu", "taiko", "catch", "mania"]


def empty() -> Bancho:
    """A world of its own without anything in it."""
    return Bancho(world=World.build(seed=7))


def digest(content: bytes) -> str:
    return md5(content).hexdigest()  # noqa: S324  # as the server knows a beatmap


def stars_of(content: bytes) -> float:
    return rosu.Difficulty(lazer=False).calculate(rosu.Beatmap(bytes=content)).stars


def changed(content: bytes, **texts: str) -> bytes:
    """A file in which these lines say something else."""
    text = content.decode()
    for name, value in texts.items():
        text = re.sub(rf"(?m)^{name}:[^\r\n]*", f"{name}:{value}", text)
    return text.encode()


OWN: Final = (_made := empty()).beatmap_file(
    _made.create.beatmap(
        id=1337,
        beatmapset=_made.create.beatmapset(id=444),
        title="Opener",
        artist="Nobody",
        version="Hard",
        stars=3.5,
        bpm=175,
    )
)
"""The file of beatmap 1337 in set 444: osu!, 3.5 stars, 175 bpm."""


# A file that is written


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("stars", [1.0, 2.2, 3.7, 5.2, 6.0])
def test_a_beatmap_has_the_stars_that_are_wanted_and_so_has_its_file(bancho: Bancho, mode: str, stars: float) -> None:
    beatmap = bancho.create.beatmap(mode=mode, stars=stars)

    assert beatmap.diff == pytest.approx(stars, abs=0.1)
    assert stars_of(bancho.beatmap_file(beatmap)) == pytest.approx(beatmap.diff, abs=0.001)


@pytest.mark.parametrize("mode", MODES)
def test_a_beatmap_is_what_its_file_is(bancho: Bancho, mode: str) -> None:
    beatmap = bancho.create.beatmap(mode=mode)
    content = bancho.beatmap_file(beatmap)

    attributes = rosu.Difficulty(lazer=False).calculate(rosu.Beatmap(bytes=content))

    says = read_beatmap_file(content)
    assert beatmap.md5 == digest(content)
    assert beatmap.max_combo == attributes.max_combo
    assert (beatmap.total_length, beatmap.bpm) == (says.total_length, says.bpm)
    assert (beatmap.cs, beatmap.ar, beatmap.od, beatmap.hp) == (says.cs, says.ar, says.od, says.hp)
    assert (beatmap.id, beatmap.set_id, beatmap.mode) == (says.id, says.set_id, says.mode)
    assert [beatmap.artist, beatmap.title, beatmap.creator, beatmap.version] == [
        says.artist,
        says.title,
        says.creator,
        says.version,
    ]


@pytest.mark.parametrize(
    ("mode", "columns"),
    [
        ("osu", {"cs": 4.2, "ar": 8.5, "od": 7.1, "hp": 5, "bpm": 180.5, "total_length": 77}),
        ("osu", {"cs": 0, "ar": 10, "od": 0, "hp": 10, "bpm": 60, "total_length": 10}),
        ("taiko", {"od": 5.5, "hp": 6.3, "bpm": 240, "total_length": 305}),
        ("catch", {"cs": 3.3, "ar": 9.2, "bpm": 133.25, "total_length": 61}),
        ("mania", {"cs": 6, "od": 8.2, "hp": 7.9, "bpm": 200, "total_length": 120}),
    ],
)
def test_columns_that_are_given_are_in_the_file(bancho: Bancho, mode: str, columns: dict[str, Any]) -> None:
    beatmap = bancho.create.beatmap(mode=mode, stars=3.0, **columns)

    says = read_beatmap_file(bancho.beatmap_file(beatmap))
    assert {name: getattr(beatmap, name) for name in columns} == columns
    assert {name: getattr(says, name) for name in columns} == pytest.approx(columns, abs=0.01)
    assert beatmap.diff == pytest.approx(3.0, abs=0.1)


def test_texts_that_are_given_are_in_the_file(bancho: Bancho) -> None:
    texts: dict[str, Any] = {
        "artist": "Жанна",
        "title": "さくら → 花 // : [x]",
        "version": "Zoë's",
        "creator": "[Bracket] -x",
    }

    beatmap = bancho.create.beatmap(**texts)

    says = read_beatmap_file(bancho.beatmap_file(beatmap))
    assert {name: getattr(says, name) for name in texts} == texts
    assert bancho.get("/get_map_info", id=beatmap.id).json()["map"]["title"] == texts["title"]
    assert beatmap.filename == "Жанна - さくら → 花   [x] ([Bracket] -x) [Zoë's].osu"


@pytest.mark.parametrize("mode", MODES)
def test_the_same_seed_gives_the_same_bytes_and_another_does_not(mode: str) -> None:
    banchos = [Bancho(players=0, seed=seed) for seed in (5, 5, 6)]

    files = [bancho.beatmap_file(bancho.create.beatmap(id=75, mode=mode, stars=4.0)) for bancho in banchos]

    assert files[0] == files[1] != files[2]


def test_a_beatmap_in_between_leaves_the_file_of_another_alone() -> None:
    plain, busy = empty(), empty()
    busy.create.beatmap(id=74, beatmapset=busy.create.beatmapset(id=8))

    files = [
        bancho.beatmap_file(bancho.create.beatmap(id=75, beatmapset=bancho.create.beatmapset(id=9)))
        for bancho in (plain, busy)
    ]

    assert files[0] == files[1]


def test_the_file_is_there_after_a_save_and_in_a_fork(bancho: Bancho, tmp_path: Path) -> None:
    beatmap = bancho.create.beatmap(stars=4.0)
    own = bancho.create.beatmap(file=OWN)
    files = [bancho.beatmap_file(each.id) for each in (beatmap, own)]

    bancho.save(tmp_path / "world.json")

    again, fork = Bancho(world=tmp_path / "world.json"), bancho.fork()
    assert [again.beatmap_file(each.id) for each in (beatmap, own)] == files
    assert [fork.beatmap_file(each.id) for each in (beatmap, own)] == files


@pytest.mark.parametrize(
    ("mode", "stars", "columns", "words"),
    [
        ("osu", 30.0, {}, r"stars: 30 cannot be reached at \d+ bpm in \d+ seconds; the nearest is 1\d\.\d\d"),
        ("mania", 0.01, {}, r"stars: 0\.01 cannot be reached at \d+ bpm in \d+ seconds; the nearest is 0\.\d\d"),
    ],
)
def test_stars_out_of_reach_are_a_mistake_that_names_the_nearest(
    bancho: Bancho, mode: str, stars: float, columns: dict[str, Any], words: str
) -> None:
    with pytest.raises(Mistake, match=rf"^create\.beatmap: {words}"):
        bancho.create.beatmap(mode=mode, stars=stars, **columns)

    assert (len(bancho.beatmaps), len(bancho.beatmapsets)) == (0, 0)


# None at all


@pytest.mark.parametrize("columns", [{"md5": "a" * 32}, {"max_combo": 1234}, {"file": False}])
def test_what_no_file_could_have_gives_a_beatmap_without_one(bancho: Bancho, columns: dict[str, Any]) -> None:
    beatmap = bancho.create.beatmap(stars=4.5, **columns)

    assert beatmap.diff == 4.5
    assert {name: getattr(beatmap, name) for name in columns if name != "file"} == {
        name: value for name, value in columns.items() if name != "file"
    }
    assert bancho.get("/get_map_info", id=beatmap.id).status == 200
    with pytest.raises(NoSuchRow, match=rf"^beatmap {beatmap.id}, .+ has no file$"):
        bancho.beatmap_file(beatmap)


# One's own


@pytest.mark.parametrize("form", ["bytes", "path", "text"])
def test_ones_own_file_says_what_the_beatmap_is(bancho: Bancho, form: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.osu"
    path.write_bytes(OWN)

    given: dict[str, Any] = {"bytes": OWN, "path": path, "text": str(path)}
    beatmap = bancho.create.beatmap(file=given[form])

    assert (beatmap.id, beatmap.set_id, beatmap.mode) == (1337, 444, 0)
    assert (beatmap.artist, beatmap.title, beatmap.version, beatmap.bpm) == ("Nobody", "Opener", "Hard", 175)
    assert beatmap.diff == pytest.approx(stars_of(OWN), abs=0.001)
    assert beatmap.md5 == digest(bancho.beatmap_file(beatmap)) == digest(OWN)
    assert bancho.beatmapsets[444].id == 444
    assert bancho.get("/get_map_info", md5=digest(OWN)).json()["map"]["id"] == 1337


@pytest.mark.parametrize("mode", MODES)
def test_ones_own_file_gives_the_beatmap_that_it_was_written_for(mode: str) -> None:
    names = ("id", "set_id", "mode", "md5", "artist", "title", "version", "creator", "total_length", "max_combo")
    origin, bancho = empty(), empty()
    first = origin.create.beatmap(id=900, mode=mode, stars=4.0)

    second = bancho.create.beatmap(file=origin.beatmap_file(first))

    figures = ("bpm", "cs", "ar", "od", "hp", "diff", *names)
    assert {name: getattr(second, name) for name in figures} == {name: getattr(first, name) for name in figures}


def test_columns_that_the_file_leaves_open_can_be_given(bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap(file=OWN, status="loved", plays=4, title="Mine", version="Oni", id=75)

    assert (beatmap.status, beatmap.plays, beatmap.title, beatmap.version) == (5, 4, "Mine", "Oni")
    assert (beatmap.id, beatmap.set_id) == (75, 444)


def test_an_id_that_is_taken_gives_way_and_a_set_is_joined(bancho: Bancho) -> None:
    bancho.create.beatmap(file=OWN)

    second = bancho.create.beatmap(file=changed(OWN, Version="Insane"))

    assert (second.id, second.set_id, second.version) == (1338, 444, "Insane")
    assert len(bancho.beatmapsets) == 1


def test_a_file_without_ids_gets_new_ones(bancho: Bancho) -> None:
    beatmap = bancho.create.beatmap(file=changed(OWN, BeatmapID="0", BeatmapSetID="-1"))

    assert (beatmap.id, beatmap.set_id) == (3, 1)


def test_a_set_that_is_given_comes_before_the_files(bancho: Bancho) -> None:
    mine = bancho.create.beatmapset(id=9)

    assert bancho.create.beatmap(file=OWN, beatmapset=mine).set_id == 9
    assert [each.id for each in bancho.beatmapsets] == [9]


def test_texts_that_are_too_long_for_their_columns_are_cut(bancho: Bancho) -> None:
    own = changed(OWN, Title="さ" * 300, Creator="y" * 40)

    beatmap = bancho.create.beatmap(file=own)

    assert (beatmap.title, beatmap.creator) == ("さ" * 128, "y" * 19)
    assert bancho.beatmap_file(beatmap) == own


FOREIGN: Final = [
    (b"<!DOCTYPE html><title>Log in</title>", "file: this is no .osu file: it is an HTML or XML page, perhaps the answer of"),
    (b"PK\x03\x04\x14\x00\x00", "file: this is no .osu file: it is a zip archive such as .osz; the .osu files are in it"),
    (b"", "file: this is no .osu file: it is empty"),
    (b" \r\n", "file: this is no .osu file: it is empty"),
    (b"hello", "file: line 1: header: expected 'osu file format v14', got 'hello'"),
    (b"osu file format v14\n", "file: expected the sections [General], [Difficulty], [TimingPoints], [HitObjects]; found none"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), FOREIGN)
def test_what_is_no_beatmap_is_said_to_be_what_it_is(bancho: Bancho, content: bytes, words: str) -> None:
    with pytest.raises(Mistake) as caught:
        bancho.create.beatmap(file=content)

    assert str(caught.value).startswith(f"create.beatmap: {words}")
    assert (len(bancho.beatmaps), len(bancho.beatmapsets)) == (0, 0)


@pytest.mark.parametrize(("content", "words"), FOREIGN)
def test_a_path_of_what_is_no_beatmap_is_named_too(bancho: Bancho, content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "other.osu"
    path.write_bytes(content)

    with pytest.raises(Mistake) as caught:
        bancho.create.beatmap(file=path)

    assert str(caught.value).startswith(f"create.beatmap: file: {path}: {words.removeprefix('file: ')}")


def test_a_missing_file_is_a_mistake_that_names_the_nearest(bancho: Bancho, tmp_path: Path) -> None:
    (tmp_path / "opener.osu").write_bytes(OWN)

    with pytest.raises(Mistake) as caught:
        bancho.create.beatmap(file=tmp_path / "openr.osu")

    assert str(caught.value) == (
        f"create.beatmap: file: cannot read {tmp_path / 'openr.osu'}: No such file or directory; did you mean 'opener.osu'?"
    )


@pytest.mark.parametrize(("given", "kind"), [(True, "bool"), (3, "int"), (["x.osu"], "list")])
def test_a_file_is_a_path_or_bytes(bancho: Bancho, given: Any, kind: str) -> None:  # noqa: ANN401  # anything at all
    with pytest.raises(Mistake) as caught:
        bancho.create.beatmap(file=given)

    assert str(caught.value) == (
        f"create.beatmap: file: expected the path or the bytes of a .osu file, or False for none; got {kind}"
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("md5", "a" * 32),
        ("stars", 3.5),
        ("bpm", 175),
        ("mode", "osu"),
        ("max_combo", 5),
        ("total_length", 60),
        ("cs", 4),
        ("ar", 9),
        ("od", 8),
        ("hp", 5),
    ],
)
def test_what_the_file_says_cannot_be_given_beside_it(bancho: Bancho, name: str, value: object) -> None:
    columns: dict[str, Any] = {name: value}

    with pytest.raises(Mistake, match=rf"^create\.beatmap: {name}: the file says what it is; leave it out$"):
        bancho.create.beatmap(file=OWN, **columns)

    assert (len(bancho.beatmaps), len(bancho.beatmapsets)) == (0, 0)


def test_a_file_makes_one_beatmap(bancho: Bancho) -> None:
    bancho.create.beatmap(file=OWN)

    with pytest.raises(Mistake, match=r"^create\.beatmap: file: beatmap 1337 has this file already$"):
        bancho.create.beatmap(file=OWN)

    assert len(bancho.beatmaps) == 1


# Scores on beatmaps with files


@pytest.mark.parametrize("mods", ["NM", "HDDT", "HR", "EZ", "NC", "FL"])
@pytest.mark.parametrize("mode", MODES)
def test_pp_of_a_score_is_what_the_file_is_worth(bancho: Bancho, mode: str, mods: str) -> None:
    beatmap = bancho.create.beatmap(mode=mode, stars=4.5)
    content = bancho.beatmap_file(beatmap)

    score = bancho.create.score(bancho.create.player(), beatmap, accuracy=97, misses=2, mods=mods)

    assert score.pp == pytest.approx(worth(content, score), abs=0.001)
    assert score.pp > 1


@pytest.mark.parametrize("file", [None, OWN], ids=["written", "ones own"])
def test_a_score_has_as_many_hits_as_the_file_has_objects(bancho: Bancho, file: bytes | None) -> None:
    beatmap = bancho.create.beatmap(file=file)

    score = bancho.create.score(bancho.create.player(), beatmap, accuracy=100)

    objects = rosu.Beatmap(bytes=bancho.beatmap_file(beatmap)).n_objects
    assert (score.n300, score.max_combo, score.perfect) == (objects, beatmap.max_combo, 1)
    assert score.pp == pytest.approx(worth(bancho.beatmap_file(beatmap), score), abs=0.001)


def worth(content: bytes, score: Any) -> float:  # noqa: ANN401  # a row
    """The pp of a score as rosu finds it, from the file itself."""
    hits = rosu.Performance(
        mods=score.mods,
        lazer=False,
        n300=score.n300,
        n100=score.n100,
        n50=score.n50,
        n_geki=score.ngeki,
        n_katu=score.nkatu,
        misses=score.nmiss,
        combo=score.max_combo,
    )
    return hits.calculate(rosu.Beatmap(bytes=content)).pp


# The factory class


@pytest.mark.parametrize("mode", MODES)
def test_the_factory_writes_files_too(bancho: Bancho, mode: str) -> None:
    beatmap = BeatmapFactory.create(world=bancho, mode=mode, stars=4.0, bpm=150)

    content = bancho.beatmap_file(beatmap)
    assert (beatmap.md5, beatmap.bpm) == (digest(content), 150)
    assert beatmap.diff == pytest.approx(4.0, abs=0.1)


def test_the_factory_makes_what_the_action_makes() -> None:
    one, other = empty(), empty()

    made = BeatmapFactory.create(world=one, id=75, stars=4.0)

    assert made == other.create.beatmap(id=75, stars=4.0)
    assert one.beatmap_file(75) == other.beatmap_file(75)


def test_the_factory_takes_ones_own_file(bancho: Bancho) -> None:
    beatmap = BeatmapFactory.create(world=bancho, file=OWN)

    assert (beatmap.id, beatmap.title, beatmap.md5) == (1337, "Opener", digest(OWN))
    assert beatmap.diff == pytest.approx(stars_of(OWN), abs=0.001)
    assert bancho.beatmap_file(beatmap) == OWN


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"file": b""}, "file: this is no .osu file: it is empty"),
        ({"file": OWN, "bpm": 100}, "bpm: the file says what it is; leave it out"),
        ({"file": 3}, "file: expected the path or the bytes of a .osu file, or False for none; got int"),
        (
            {"stars": 30.0, "bpm": 200, "total_length": 100},
            "stars: 30 cannot be reached at 200 bpm in 100 seconds; the nearest",
        ),
    ],
)
def test_the_factory_refuses_what_the_action_refuses(bancho: Bancho, columns: dict[str, Any], words: str) -> None:
    with pytest.raises(Mistake) as caught:
        BeatmapFactory.create(world=bancho, **columns)

    assert str(caught.value).startswith(f"BeatmapFactory: {words}")
    assert (len(bancho.beatmaps), len(bancho.beatmapsets)) == (0, 0)


def test_the_factory_makes_a_beatmap_without_a_file(bancho: Bancho) -> None:
    beatmap = BeatmapFactory.create(world=bancho, file=False, stars=4.5)

    assert beatmap.diff == 4.5
    with pytest.raises(NoSuchRow, match=r"has no file$"):
        bancho.beatmap_file(beatmap)
