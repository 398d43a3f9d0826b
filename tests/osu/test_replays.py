"""Replays are the bytes that the real server sent."""

import base64
import json
import struct
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.osu.replays import ReplayHeader
from tests import rows

CONFORMANCE = Path(__file__).parent.parent / "conformance"
PLAIN = ReplayHeader(
    mode=0,
    map_md5="0" * 32,
    player_name="Aika",
    counts=(300, 10, 5, 60, 4, 1),
    score=1_000_000,
    max_combo=500,
    perfect=False,
    mods=72,
    play_time=rows.NOON,
)


@cache
def world() -> Any:  # noqa: ANN401  # JSON
    return json.loads((CONFORMANCE / "world.json").read_text("utf-8"))


@cache
def sent() -> dict[str, bytes]:
    """What the real server sent, by the query."""
    lines = (CONFORMANCE / "recorded-5.3.jsonl").read_text("utf-8").splitlines()
    calls = [json.loads(line) for line in lines]
    return {
        call["query"]: base64.b64decode(call["base64"])
        for call in calls
        if call["tag"] == "get_replay" and call["status"] == 200 and "base64" in call
    }


def header_of(score: dict[str, Any]) -> ReplayHeader:
    """The header of a score of the recorded world."""
    names = {user["id"]: user["name"] for user in world()["tables"]["users"]}
    return ReplayHeader(
        mode=score["mode"],
        map_md5=score["map_md5"],
        player_name=names[score["userid"]],
        counts=tuple(score[column] for column in ("n300", "n100", "n50", "ngeki", "nkatu", "nmiss")),
        score=score["score"],
        max_combo=score["max_combo"],
        perfect=score["perfect"] == 1,
        mods=score["mods"],
        play_time=msgspec.convert(score["play_time"].replace(" ", "T"), type(rows.NOON)),
    )


@pytest.mark.parametrize(
    ("score_id", "query"),
    [
        (1, "id=1&include_headers=true"),
        (93, "id=93"),
        (104, "id=1_0_4"),
        (112, "id=112&include_headers=true"),
        (127, "id=127"),
        (5_000_000_000, "id=5000000000"),
    ],
)
def test_the_recorded_replays_are_built_byte_for_byte(score_id: int, query: str) -> None:
    score = next(score for score in world()["tables"]["scores"] if score["id"] == score_id)
    frames = base64.b64decode(world()["files"]["osr"][str(score_id)])

    found = header_of(score).wrap(frames, score_id)

    assert found == sent()[query]


@given(frames=st.binary(max_size=40), score_id=st.integers(0, 2**63 - 1), name=st.text(min_size=1, max_size=200))
def test_a_replay_holds_what_it_was_given(frames: bytes, score_id: int, name: str) -> None:
    found = msgspec.structs.replace(PLAIN, player_name=name).wrap(frames, score_id)

    assert found.endswith(struct.pack("<i", len(frames)) + frames + struct.pack("<q", score_id))
    assert name.encode() in found


@pytest.mark.parametrize(("size", "prefix"), [(1, "0b01"), (127, "0b7f"), (128, "0b8001"), (300, "0bac02")])
def test_the_length_of_a_text_takes_as_many_bytes_as_it_needs(size: int, prefix: str) -> None:
    found = msgspec.structs.replace(PLAIN, player_name="x" * size).wrap(b"", 1)

    assert bytes.fromhex(prefix) + b"x" * size + b"\x0b\x20" in found


def test_an_empty_text_is_one_byte() -> None:
    found = msgspec.structs.replace(PLAIN, map_md5="", player_name="").wrap(b"", 1)

    assert found[:8] == struct.pack("<bi", 0, 20200207) + b"\x00\x00\x0b"


@pytest.mark.parametrize(("count", "kept"), [(32767, 32767), (32768, 32767), (-32768, -32768), (-40000, -32768)])
def test_a_count_that_is_too_large_is_cut(count: int, kept: int) -> None:
    usual = PLAIN.wrap(b"", 1)
    start = usual.index(struct.pack("<6h", *PLAIN.counts))

    found = msgspec.structs.replace(PLAIN, counts=(count,) * 6, max_combo=count).wrap(b"", 1)

    assert struct.unpack_from("<6h", found, start) == (kept,) * 6
    assert struct.unpack_from("<h", found, start + 16) == (kept,)


@pytest.mark.parametrize("mode", range(12))
def test_relax_and_autopilot_do_not_show(mode: int) -> None:
    found = msgspec.structs.replace(PLAIN, mode=mode).wrap(b"", 1)

    assert found[0] == mode % 4


def test_the_header_carries_an_md5_of_itself() -> None:
    other = msgspec.structs.replace(PLAIN, perfect=True)

    assert PLAIN.digest != other.digest
    assert PLAIN.digest.encode() in PLAIN.wrap(b"", 1)
