"""Reading `.osu` files: what they say, and the sentence for each thing that is none."""

import base64
import json
from hashlib import md5
from pathlib import Path

import pytest
import rosu_pp_py as rosu
from hypothesis import assume, given
from hypothesis import strategies as st

from mockbancho.errors import Mistake
from mockbancho.osu.beatmap_files import BeatmapText, read_beatmap_file
from mockbancho.osu.modes import GameMode

WORLD = json.loads((Path(__file__).parent.parent / "conformance" / "world.json").read_text("utf-8"))
FILES = {int(number): base64.b64decode(file) for number, file in WORLD["files"]["osu"].items()}
ROWS = {row["id"]: row for row in WORLD["tables"]["maps"]}

CIRCLE = "256,192,1000,1,0,0:0:0:0:"
BEAT = "0,500,4,2,0,60,1,0"
WHOLE = """osu file format v14

[General]
AudioFilename: audio.mp3
Mode: 0

[Metadata]
Title:Paper Lanterns
TitleUnicode:紙灯籠
Artist:Hollow Reed
Creator:Quill Vane
Version:Dawn: Part [2]
Source:https://example.com//source
BeatmapID:9001
BeatmapSetID:501

[Difficulty]
HPDrainRate:5.5
CircleSize:4.2
OverallDifficulty:8
ApproachRate:9.3
SliderMultiplier:1.4
SliderTickRate:1

[Events]
//Background and Video events
0,0,"background.jpg",0,0

[TimingPoints]
0,500,4,2,0,60,1,0
3000,-50,4,2,0,60,0,0

[HitObjects]
100,100,1000,5,0,0:0:0:0:
100,100,2000,2,0,L|240:100,2,140
100,100,3000,2,0,P|170:150|240:100,1,280,2|0,0:0|0:0,0:0:0:0:
256,192,4000,12,0,6250,0:0:0:0:
"""


def content(
    *objects: str, general: str = "", difficulty: str = "", metadata: str = "", timing: str = BEAT, version: str = "14"
) -> bytes:
    """Return a file of these objects, one circle if there are none; line 10 is the first object."""
    lines = [
        f"osu file format v{version}",
        "[General]",
        general,
        "[Metadata]",
        metadata,
        "[Difficulty]",
        difficulty,
        "[TimingPoints]",
        timing,
        "[HitObjects]",
        *(objects or [CIRCLE]),
    ]
    return "\n".join(lines).encode()


def test_a_file_says_what_its_row_needs() -> None:
    assert read_beatmap_file(WHOLE.encode()) == BeatmapText(
        format_version=14,
        mode=GameMode.OSU,
        artist="Hollow Reed",
        title="Paper Lanterns",
        creator="Quill Vane",
        version="Dawn: Part [2]",
        id=9001,
        set_id=501,
        cs=4.2,
        ar=9.3,
        od=8.0,
        hp=5.5,
        bpm=120.0,
        total_length=5,
        circles=1,
        sliders=2,
        spinners=1,
        holds=0,
        md5=md5(WHOLE.encode(), usedforsecurity=False).hexdigest(),
    )


@pytest.mark.parametrize("number", [number for number in FILES if number in ROWS])
def test_real_files_say_what_the_rows_beside_them_say(number: int) -> None:
    row = ROWS[number]

    found = read_beatmap_file(FILES[number])

    assert (found.id, found.set_id, found.mode) == (number, row["set_id"], row["mode"])
    assert (found.artist, found.title, found.creator, found.version) == (
        row["artist"],
        row["title"],
        row["creator"],
        row["version"],
    )


@pytest.mark.parametrize("number", FILES)
def test_real_files_are_read_as_the_engine_reads_them(number: int) -> None:
    theirs = rosu.Beatmap(bytes=FILES[number])

    found = read_beatmap_file(FILES[number])

    assert [found.circles, found.sliders, found.spinners, found.holds] == [
        theirs.n_circles,
        theirs.n_sliders,
        theirs.n_spinners,
        theirs.n_holds,
    ]
    assert [found.cs, found.ar, found.od, found.hp, found.bpm] == pytest.approx(
        [theirs.cs, theirs.ar, theirs.od, theirs.hp, theirs.bpm], rel=1e-5
    )


def test_a_length_is_cut_to_whole_seconds() -> None:
    found = read_beatmap_file(content(CIRCLE, "256,192,3999,1,0"))

    assert found.total_length == 2


def test_a_slider_lasts_as_long_as_its_velocity_and_slides_say() -> None:
    """150 px at 1.5 · 100 px a beat, twice as fast from 500 ms on: half a beat of 400 ms, forth and back six times."""
    slider = "0,0,1000,2,0,B|75:0|150:0,6,150"
    timing = "0,400,4,2,0,60,1,0\n500,-50,4,2,0,60,0,0"

    found = read_beatmap_file(content("0,0,0,1,0", slider, difficulty="SliderMultiplier:1.5", timing=timing))

    assert found.total_length == 2  # 1000 + 6 · 200 ms


def test_a_new_beat_ends_a_change_of_velocity() -> None:
    timing = "0,1000\n10,-1000,4,2,0,60,0,0\n20,1000,4,2,0,60,1,0"

    found = read_beatmap_file(content("0,0,30,2,0,L|100:0,1,140", timing=timing))

    assert found.total_length == 1


def test_at_equal_times_the_velocity_counts_whichever_line_is_first() -> None:
    timing = "0,-50,4,2,0,60,0,0\n0,4000,4,2,0,60,1,0"

    found = read_beatmap_file(content("0,0,30,2,0,L|100:0,1,140", timing=timing))

    assert found.total_length == 2


def test_the_main_bpm_is_the_one_that_lasts_longest_in_all() -> None:
    timing = "0,500\n10000,300\n25000,500.0001\n40000,1000"

    found = read_beatmap_file(content("0,0,0,1,0", "0,0,50000,1,0", timing=timing))

    assert found.bpm == 120


def test_a_tempo_after_the_last_object_does_not_count() -> None:
    found = read_beatmap_file(content(timing="0,500\n5000,300\n900000,250"))

    assert found.bpm == 120


def test_a_slider_that_is_still_played_counts_for_the_bpm() -> None:
    found = read_beatmap_file(content("0,0,0,1,0", "0,0,100,2,0,L|100:0,100,140", timing="0,500\n200,300\n20000,300"))

    assert found.bpm == 200


@pytest.mark.parametrize(
    ("difficulty", "expected"),
    [
        ("", (5, 5, 5, 5)),
        ("OverallDifficulty:8", (5, 8, 8, 5)),
        ("ApproachRate:9\nOverallDifficulty:8", (5, 9, 8, 5)),
        ("CircleSize:11\nHPDrainRate:-1\nApproachRate:99", (10, 10, 5, 0)),
        ("CircleSize: 4 // four\nCircleSize:3", (3, 5, 5, 5)),
    ],
)
def test_difficulty_is_what_the_client_plays(difficulty: str, expected: tuple[float, ...]) -> None:
    found = read_beatmap_file(content(difficulty=difficulty))

    assert (found.cs, found.ar, found.od, found.hp) == expected


def test_mania_has_up_to_eighteen_keys() -> None:
    found = read_beatmap_file(content("64,192,0,128,0,1500:0:0:0:0:", general="Mode:3", difficulty="CircleSize:18"))

    assert (found.mode, found.cs, found.holds, found.total_length) == (GameMode.MANIA, 18, 1, 1)


@pytest.mark.parametrize("metadata", ["", "BeatmapID:0\nBeatmapSetID:-1", "BeatmapID:\nBeatmapSetID:"])
def test_a_beatmap_that_osu_does_not_know_has_no_ids(metadata: str) -> None:
    found = read_beatmap_file(content(metadata=metadata))

    assert (found.id, found.set_id) == (None, None)


@pytest.mark.parametrize("version", ["3", "4", "5", "9", "13", "128"])
def test_other_versions_are_read(version: str) -> None:
    assert read_beatmap_file(content(version=version)).format_version == int(version)


@pytest.mark.parametrize(
    "variant",
    [
        b"\xef\xbb\xbf" + WHOLE.encode(),
        WHOLE.replace("\n", "\r\n").encode(),
        b"\n\n" + WHOLE.encode() + b"\n\n",
        WHOLE.replace("[Events]", "[Events]\n//comment").encode(),
        WHOLE.replace("100,100,1000,5,0,0:0:0:0:\n", "").encode() + b"100,100,1000,5,0,0:0:0:0:\n",
    ],
    ids=["byte order mark", "CRLF", "blank lines", "comment", "objects out of order"],
)
def test_what_the_client_does_not_mind_is_no_mistake(variant: bytes) -> None:
    found = read_beatmap_file(variant)

    expected = read_beatmap_file(WHOLE.encode())
    assert (found.title, found.bpm, found.total_length) == (expected.title, expected.bpm, expected.total_length)
    assert (found.circles, found.sliders, found.spinners) == (1, 2, 1)


def test_times_before_the_music_are_read() -> None:
    assert read_beatmap_file(content("0,0,-1500,1,0", "0,0,600,1,0", timing="-1500,500")).total_length == 2


OTHER_FILES = [
    (b"", "this is no .osu file: it is empty"),
    (b" \r\n\t", "this is no .osu file: it is empty"),
    (b"PK\x03\x04\x14\x00", "this is no .osu file: it is a zip archive such as .osz; the .osu files are in it"),
    (b"\x00\x48\x43\x34\x01\x0b\x20abc", "this is no .osu file: it is a replay (.osr)"),
    (
        b"\n<!DOCTYPE html><html>",
        "this is no .osu file: it is an HTML or XML page, perhaps the answer of a site that asks for a login",
    ),
    (b'{"error":null}', "this is no .osu file: it is JSON"),
    (WHOLE.encode("utf-16"), "this is no .osu file: it is text in UTF-16; save it as UTF-8"),
    (WHOLE.encode().replace(b"Hollow", b"H\xf6llow"), "line 10: expected text in UTF-8, got the byte 0xf6"),
    (b"0" * 10_000_001, "this is no .osu file: expected at most 10000000 bytes, got 10000001"),
    (b"\n\nosu!", "line 3: header: expected 'osu file format v14', got 'osu!'"),
    (b"// osu file format v14", "line 1: format version: expected 3 to 14, or 128; got 0"),
    (content(version="2"), "line 1: format version: expected 3 to 14, or 128; got 2"),
    (content(version="15"), "line 1: format version: expected 3 to 14, or 128; got 15"),
    (content(version="x"), "line 1: header: expected 'osu file format v14', got 'osu file format vx'"),
    (b"osu file format v14", "expected the sections [General], [Difficulty], [TimingPoints], [HitObjects]; found none"),
    (
        content().replace(b"[TimingPoints]", b"[TimingPoint]"),
        "expected the sections [TimingPoints]; found [General], [Metadata], [Difficulty], [TimingPoint], [HitObjects]",
    ),
]


@pytest.mark.parametrize(("given", "sentence"), OTHER_FILES, ids=[repr(given[:30]) for given, _ in OTHER_FILES])
def test_what_is_no_beatmap_is_told_by_what_it_is(given: bytes, sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_beatmap_file(given)

    assert str(caught.value) == sentence


REAL = "a number from -2147483647 to 2147483647"
WHOLE_NUMBER = "a whole number from -2147483647 to 2147483647"
WRONG_OBJECTS = [
    ("", "[HitObjects]: expected objects to hit, found none"),
    ("1,2,3,1", "line 11: object: expected at least x, y, time, type and hit sound, got '1,2,3,1'"),
    ("a,2,3,1,0", "line 11: object's x: expected a number from -131072 to 131072, got 'a'"),
    ("1,131073,3,1,0", "line 11: object's y: expected a number from -131072 to 131072, got '131073'"),
    ("1,2,nan,1,0", f"line 11: object's time: expected {REAL}, got 'nan'"),
    ("1,2,inf,1,0", f"line 11: object's time: expected {REAL}, got 'inf'"),
    ("1,2,1e400,1,0", f"line 11: object's time: expected {REAL}, got '1e400'"),
    ("1,2,1_0,1,0", f"line 11: object's time: expected {REAL}, got '1_0'"),
    ("1,2,٣,1,0", f"line 11: object's time: expected {REAL}, got '٣'"),
    ("1,2,3,x,0", "line 11: object's type: expected a whole number from 0 to 2147483647, got 'x'"),
    ("1,2,3,-1,0", "line 11: object's type: expected a whole number from 0 to 2147483647, got '-1'"),
    ("1,2,3,4,0", "line 11: object's type: expected a circle (1), slider (2), spinner (8) or hold (128), got '4'"),
    (
        "1,2,3,2,0",
        "line 11: slider: expected eight fields, among them curve, slides and length, got '1,2,3,2,0'",
    ),
    (
        "1,2,3,2,0,L,1,100",
        "line 11: slider's curve: expected a letter of BCLP and points, as in 'B|100:50|200:50', got 'L'",
    ),
    (
        "1,2,3,2,0,L|1:a,1,100",
        "line 11: slider's curve: expected a letter of BCLP and points, as in 'B|100:50|200:50', got 'L|1:a'",
    ),
    (
        "1,2,3,2,0,L|1:2,9001,100",
        "line 11: slider's slides: expected a whole number from -2147483647 to 9000, got '9001'",
    ),
    ("1,2,3,2,0,L|1:2,1,0", "line 11: slider's length: expected more than 0, got '0'"),
    ("1,2,3,2,0,L|1:2,1,nan", "line 11: slider's length: expected a number from -131072 to 131072, got 'nan'"),
    ("1,2,3,1,x", "line 11: object's hit sound: expected a whole number from 0 to 2147483647, got 'x'"),
    ("1,2,3,1,0,0", "line 11: hit sample: expected at least two sets, as in '0:0:0:0:', got '0'"),
    ("1,2,3,1,0,0:0:x", f"line 11: hit sample: expected {WHOLE_NUMBER}, got 'x'"),
    ("1,2,3,2,0,L|1:2,1,9,2|0,0:0|0:0,0:y", f"line 11: hit sample: expected {WHOLE_NUMBER}, got 'y'"),
    (
        "1,2,3,2,0,L|1:2,1,9,2|0,0:0|0,0:0",
        "line 11: hit sample: expected at least two sets, as in '0:0:0:0:', got '0'",
    ),
    ("1,2,3,8,0,9:0", f"line 11: spinner's end: expected {REAL}, got '9:0'"),
    ("1,2,3,8,0,9,0:z", f"line 11: hit sample: expected {WHOLE_NUMBER}, got 'z'"),
    ("1,2,3,8,0", "line 11: spinner: expected its end in the sixth field, got '1,2,3,8,0'"),
    ("1,2,3,8,0,2", "line 11: spinner's end: expected at least its start, 3, got '2'"),
    ("1,2,3,128,0,", "line 11: hold: expected its end in the sixth field, got '1,2,3,128,0,'"),
    ("1,2,3,128,0,2:0:0", "line 11: hold's end: expected at least its start, 3, got '2'"),
    ("1,2,3,128,0,x:0:0", f"line 11: hold's end: expected {REAL}, got 'x'"),
    (
        "1,2,3,1,0\n" * 100_001,
        "[HitObjects]: expected at most 100000 objects, found 100001",
    ),
    ("1,2,0,1,0\n1,2,21600001,1,0", "[HitObjects]: expected at most 6 hours from first to last, found 6.0"),
    (
        "1,2,0,8,0,21600000\n" * 5,
        "[HitObjects]: expected at most 24 hours of sliders and spinners, found 30.0",
    ),
    (
        "1,2,0,2,0,L|1:2,9000,0.01\n" * 112,
        "[HitObjects]: expected at most 1000000 judgements with slider ticks, found 1008184",
    ),
]


@pytest.mark.parametrize(("objects", "sentence"), WRONG_OBJECTS, ids=[repr(given[:30]) for given, _ in WRONG_OBJECTS])
def test_an_object_that_cannot_be_played_is_named_with_its_line(objects: str, sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_beatmap_file(content(objects))

    assert str(caught.value) == sentence


NO_BEAT = "[TimingPoints]: expected a point that sets the beat (its seventh field is 1), found none"
WRONG_SECTIONS = [
    ({"general": "Mode: 4"}, "line 3: Mode: expected a whole number from 0 to 3, got '4'"),
    ({"general": "Mode 0"}, "line 3: setting: expected a name and a value, as in 'Mode: 0', got 'Mode 0'"),
    ({"general": "Mode:"}, "line 3: Mode: expected a whole number from 0 to 3, got ''"),
    ({"general": f"Mode: {'9' * 70}"}, f"line 3: Mode: expected a whole number from 0 to 3, got '{'9' * 60}'…"),
    (
        {"metadata": "BeatmapID:x"},
        f"line 5: BeatmapID: expected {WHOLE_NUMBER}, got 'x'",
    ),
    ({"difficulty": "ApproachRate:nan"}, f"line 7: ApproachRate: expected {REAL}, got 'nan'"),
    ({"difficulty": "SliderMultiplier:x"}, f"line 7: SliderMultiplier: expected {REAL}, got 'x'"),
    ({"timing": ""}, NO_BEAT),
    ({"timing": "0,-100,4,2,0,60,0,0"}, NO_BEAT),
    ({"timing": "0"}, "line 9: timing point: expected at least a time and a beat length, got '0'"),
    ({"timing": "0,0"}, "line 9: timing point's beat length: expected more than 0 ms, got '0'"),
    ({"timing": "0,-100"}, "line 9: timing point's beat length: expected more than 0 ms, got '-100'"),
    ({"timing": "x,500"}, f"line 9: timing point's time: expected {REAL}, got 'x'"),
    ({"timing": "0,NaN"}, f"line 9: timing point's beat length: expected {REAL}, got 'NaN'"),
]


@pytest.mark.parametrize(("given", "sentence"), WRONG_SECTIONS, ids=[str(given) for given, _ in WRONG_SECTIONS])
def test_a_setting_that_cannot_be_read_is_named_with_its_line(given: dict[str, str], sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_beatmap_file(content(**given))

    assert str(caught.value) == sentence


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_mistake(noise: bytes) -> None:
    with pytest.raises(Mistake):
        read_beatmap_file(noise)


PIECES = ["", "nan", "-1", "1e308", ",", "|", ":", "[HitObjects]", "\x00", "\u2028", "9" * 20, "//", "0", "\r", "é"]


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.sampled_from(PIECES) | st.text(max_size=5))
def test_a_damaged_file_is_read_or_is_a_mistake(place: int, gone: int, piece: str) -> None:
    damaged = (WHOLE[:place] + piece + WHOLE[place + gone :]).encode("utf-8", "surrogatepass")

    found = read_or_mistake(damaged)

    assert isinstance(found, BeatmapText | Mistake)


@given(st.integers(WHOLE.index("100,100"), len(WHOLE)), st.text("0123456789.,:|-e \n", max_size=2))
def test_the_engine_skips_nothing_of_what_is_read(place: int, piece: str) -> None:
    damaged = (WHOLE[:place] + piece + WHOLE[place:]).encode()
    found = read_or_mistake(damaged)
    assume(isinstance(found, BeatmapText))

    theirs = rosu.Beatmap(bytes=damaged)

    assert isinstance(found, BeatmapText)
    assert found.circles + found.sliders + found.spinners == theirs.n_objects


@given(st.lists(st.text("0123456789.,:|-BLPCe /[]\n", max_size=30), max_size=8))
def test_strange_objects_are_read_or_are_a_mistake(lines: list[str]) -> None:
    found = read_or_mistake(content(*lines, CIRCLE))

    assert isinstance(found, BeatmapText | Mistake)


def read_or_mistake(given: bytes) -> BeatmapText | Mistake:
    try:
        return read_beatmap_file(given)
    except Mistake as mistake:
        return mistake
