"""The text of a file: the same bytes for the same recipe, whatever its words are."""

import hashlib
import json
from pathlib import Path

import fosu
import pytest
from mockbancho.factories.mapping import write_beatmap

from tests.factories.mapping.given import recipe, spread

GOLDEN: dict[str, str] = json.loads(Path(__file__).with_name("golden.json").read_text("utf-8"))
SECTIONS = ["General", "Editor", "Metadata", "Difficulty", "Events", "TimingPoints", "Colours", "HitObjects"]
WORDS = [
    "Re:Re: (cut ver.), pt. 2",
    "// not a comment",
    "[HitObjects]",
    "夜に駆ける",
    "Ünïcödé ♥ 🎵",
    '"quoted" {braced} %s',
    "=== 100% ===",
    "osu file format v3",
]


def test_the_same_recipe_is_the_same_file_on_every_machine() -> None:
    written = {
        f"{each.mode} {each.id}": hashlib.md5(write_beatmap(each).content).hexdigest()  # noqa: S324  # as osu! does
        for mode in range(4)
        for each in spread(mode, 5)
    }

    assert written == GOLDEN


def test_other_bits_are_another_beatmap() -> None:
    assert len({write_beatmap(recipe(0, 5.0, key, id=3, set_id=3)).content for key in range(20)}) == 20


@pytest.mark.parametrize("mode", range(4))
def test_a_file_has_all_sections_and_the_line_ends_of_the_client(mode: int) -> None:
    content = write_beatmap(recipe(mode)).content

    lines = content.split(b"\r\n")

    assert lines[0] == b"osu file format v14"
    assert [line[1:-1].decode() for line in lines if line.startswith(b"[")] == SECTIONS
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize("word", WORDS)
def test_odd_words_are_read_back_as_they_were(word: str) -> None:
    content = write_beatmap(recipe(title=word, artist=word, version=word, creator=word)).content

    read = fosu.parse(content)

    assert (read.title, read.title_unicode, read.artist, read.artist_unicode) == (word,) * 4
    assert (read.version, read.creator) == (word, word)
    assert len(read.hit_objects) == write_beatmap(recipe()).objects.count


@pytest.mark.parametrize("word", ["one\ntwo", "one\r\ntwo", "one\u2028two", "one\x0ctwo"])
def test_words_stay_on_their_line(word: str) -> None:
    read = fosu.parse(write_beatmap(recipe(title=word)).content)

    assert read.title == "one two"
    assert read.artist == "Blue Cartridge"


def test_half_a_character_is_no_reason_to_fail() -> None:
    read = fosu.parse(write_beatmap(recipe(title="half \ud83c")).content)

    assert read.title == "half ?"


def test_beatmaps_of_a_set_have_the_same_tags_and_background() -> None:
    first, second = (fosu.parse(write_beatmap(recipe(0, 3.0, key, set_id=9)).content) for key in (1, 2))

    assert first.tag_list == second.tag_list != []
    assert first.background == second.background
