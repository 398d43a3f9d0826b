"""Which files the real server's pp engine refuses: told by our own gate, and by the engine itself where it is installed."""

import pytest

from mockbancho.errors import Mistake
from mockbancho.osu.engine import PartialPlay
from mockbancho.osu.engines import engine_of
from mockbancho.osu.refusals import refuse_unreadable
from tests.engines import with_akatsuki

HEADER = "osu file format v14"
WHOLE = f"""{HEADER}

[General]
Mode: 0

[Metadata]
Title:A title

[Difficulty]
OverallDifficulty:5
SliderMultiplier:1.4

[TimingPoints]
0,500,4,2,0,50,1,0

[HitObjects]
100,100,1000,1,0
200,100,1500,2,0,L|300:100,1,100
256,192,3000,12,0,4000
"""
REFUSED = {
    "[General]": ("foo", "Mode", " foo", "Mode:9", "Mode:", "Mode:00", "Mode:x", "Mode:0:1", "[Edit", "Mode//:0"),
    "[Metadata]": ("foo", "foo,bar", "Title:\udcff"),
    "[Difficulty]": ("foo",),
    "[TimingPoints]": ("1", "1,", "1,a", "1,2_0", " 5", "5 ,a", "1,2,\udcff"),
    "[HitObjects]": (
        "1",
        "foo",
        "1,2",
        "1,2,3",
        "1,2,3,1",
        "1,2,3,0,0",
        "1,2,3,4,0",
        "1,2,3,64,0",
        "1,2,3,1,0,0",
        "1,2,3,1,0,-1",
        "1,2,3,1,0,256",
        "[Edit",
        "1,2,3,1,0,\udcff",
        "1,2,3,2,0",
        "1,2,3,2,0,B|2:3",
        "1,2,3,2,0,B|,1,80",
        "1,2,3,2,0,B|a:3,1,80",
        "1,2,3,2,0,B|2:,1,80",
        "1,2,3,2,0,B|2:,1,x",
        "1,2,3,2,0,B|2: 3,1,80",
        "1,2,3,2,0,B|2:3|L,1,80",
        "1,2,3,2,0,B|2:3|LL|4:5,1,80",
        "1,2,3,8,0",
        "1,2,3,8,0,9,0",
        "1,2,3,128,0,10:0",
    ),
}
TAKEN = {
    HEADER: ("foo",),
    "[General]": (
        "//foo",
        "foo:bar",
        "Mode : 9",
        "mode:9",
        "Mode:2 // x",
        "[Foo]",
        "[Foo]\nfoo",
        "f\udcff:x",
        "f:x//\udcff",
    ),
    "[Metadata]": ("Title:", "Title:ünïcödé"),
    "[Difficulty]": ("OverallDifficulty:x", "CircleSize:inf"),
    "[TimingPoints]": ("a,2", "1,nan", "1,inf", "1,0", "1,2,3,x", ",", "99999999999,500", "1,2//\udcff"),
    "[HitObjects]": (
        "a,2",
        "1,b,3,64",
        "1,2,c,64",
        "1,2,1e99,1,0",
        "131073,2,3,1,0",
        "1,2,3,1,0//\udcff",
        "1,2,3,1,0,2147483648",
        "1,2,3,256",
        "1,2,3,1.5",
        "1,2,3,1,x",
        "1,2,3,1,0,x",
        "1,2,3,1,0,0:0",
        "1,2,3,255,0",
        "1,2,3,2,0,B,1,80",
        "1,2,3,2,0,B||2:3,1,80",
        "1,2,3,2,0,B|2.5:1e9,1",
        "1,2,3,2,0,B|L|2:3:4,1,80",
        "1,2,3,2,0,B|2:,x,80",
        "1,2,3,2,0,B|2:,9001,80",
        "1,2,3,2,0,B|2:3,1,x",
        "1,2,3,8,0,x",
        "1,2,3,128,0",
        "1,2,3,128,0,x:0",
        "1,2,3,128,0,10:0:0",
    ),
}


def file_with(section: str, line: str) -> bytes:
    """Return a file with one more line behind a section's name."""
    return WHOLE.replace(section, f"{section}\n{line}").encode("utf-8", "surrogateescape")


def files_with(lines: dict[str, tuple[str, ...]]) -> dict[str, bytes]:
    """Return a file for each line, by section and line."""
    return {f"{section} {line!r}": file_with(section, line) for section, several in lines.items() for line in several}


REFUSED_FILES = files_with(REFUSED) | {
    "empty": b"",
    "blank": b"\n \n",
    "nonsense": b"\x00\x01nonsense",
    "no header": WHOLE.partition("\n")[2].encode(),
    "header in capitals": WHOLE.replace(HEADER, HEADER.upper()).encode(),
    "text before the header": b"foo\n" + WHOLE.encode(),
}
TAKEN_FILES = files_with(TAKEN) | {
    "whole": WHOLE.encode(),
    "header alone": HEADER.encode(),
    "another version": WHOLE.replace("v14", "v999").encode(),
    "mark of UTF-8": b"\xef\xbb\xbf" + WHOLE.encode(),
    "UTF-16": WHOLE.encode("utf-16"),
    "blank lines first": b"\n\n" + WHOLE.encode(),
    "bytes that are no text in a comment": WHOLE.encode() + b"//\xff\n",
}
each_refused = pytest.mark.parametrize("content", REFUSED_FILES.values(), ids=REFUSED_FILES)
each_taken = pytest.mark.parametrize("content", TAKEN_FILES.values(), ids=TAKEN_FILES)


@each_refused
def test_what_the_real_engine_cannot_read_is_refused(content: bytes) -> None:
    with pytest.raises(Mistake, match=r"line \d+: expected|line \d+: .+: expected"):
        refuse_unreadable(content)


@each_taken
def test_what_the_real_engine_reads_or_skips_is_taken(content: bytes) -> None:
    refuse_unreadable(content)


@with_akatsuki
@each_refused
def test_the_real_engine_refuses_it(content: bytes) -> None:
    with pytest.raises(Mistake, match=r"akatsuki (cannot read|breaks down on) this beatmap file"):
        engine_of("akatsuki").difficulty(content, 0)


@with_akatsuki
@each_taken
def test_the_real_engine_takes_it(content: bytes) -> None:
    assert engine_of("akatsuki").difficulty(content, 0).stars >= 0


@pytest.mark.parametrize("content", [b"", file_with("[HitObjects]", "1,2,3,4,0")], ids=["empty", "wrong object"])
def test_rosu_refuses_it_too_although_it_would_take_anything(content: bytes) -> None:
    engine = engine_of("rosu")

    with pytest.raises(Mistake, match="expected"):
        engine.difficulty(content, 0)
    with pytest.raises(Mistake, match="expected"):
        engine.performance(content, 0, 0, PartialPlay(accuracy=99.0))


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(Mistake) as mistake:
        refuse_unreadable(file_with("[HitObjects]", "1,2,3,4,0"))

    assert str(mistake.value) == (
        "line 17: object: expected a circle (1), slider (2), spinner (8) or hold (128), got 4"
    )
