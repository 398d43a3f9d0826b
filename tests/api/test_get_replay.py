import hashlib
import struct
from datetime import UTC, datetime
from typing import Any, NamedTuple

import pytest

from mockbancho.records import Row
from tests.api.asking import CRASH, Asker, asking, in_every_contract, in_the_real_contracts, outcome
from tests.rows import beatmap, beatmapset, md5, player, replay_frames, restricted_player, score

OCTETS = {"content-type": "application/octet-stream", "content-description": "File Transfer"}
NO_REPLAY = (404, {"status": "Replay not found."})
NO_SCORE = (404, {"status": "Score not found."})


class Osr(NamedTuple):
    """What an independent reader finds in a replay file."""

    mode: int
    version: int
    map_md5: str
    player_name: str
    replay_md5: str
    counts: tuple[int, ...]
    score: int
    max_combo: int
    perfect: int
    mods: int
    life_bar: str
    ticks: int
    frames: bytes
    score_id: int
    rest: bytes


class Reader:
    """Reads little-endian values one after another."""

    def __init__(self, content: bytes) -> None:
        self.rest = content

    def values(self, layout: str) -> tuple[Any, ...]:
        size = struct.calcsize(f"<{layout}")
        found = struct.unpack(f"<{layout}", self.rest[:size])
        self.rest = self.rest[size:]
        return found

    def value(self, layout: str) -> Any:  # noqa: ANN401  # a value of any layout
        return self.values(layout)[0]

    def text(self) -> str:
        if self.value("B") == 0:
            return ""
        length = shift = 0
        more = True
        while more:
            part = self.value("B")
            length |= (part & 0x7F) << shift
            shift += 7
            more = part > 0x7F
        found: bytes = self.value(f"{length}s")
        return found.decode()


def read(content: bytes) -> Osr:
    reader = Reader(content)
    return Osr(
        mode=reader.value("B"),
        version=reader.value("i"),
        map_md5=reader.text(),
        player_name=reader.text(),
        replay_md5=reader.text(),
        counts=reader.values("6h"),
        score=reader.value("i"),
        max_combo=reader.value("h"),
        perfect=reader.value("B"),
        mods=reader.value("i"),
        life_bar=reader.text(),
        ticks=reader.value("q"),
        frames=reader.value(f"{reader.value('i')}s"),
        score_id=reader.value("q"),
        rest=reader.rest,
    )


def world(**columns: object) -> tuple[Row, ...]:
    return (player(3, name="Aika"), beatmapset(1), beatmap(1), score(7, **columns), replay_frames(7, b"some frames"))


def named(name: str) -> Asker:
    return asking(player(3, name=name), beatmap(1), score(7), replay_frames(7))


@in_every_contract
def test_the_file_has_a_header_the_frames_and_the_score_id(contract: str) -> None:
    text = f"19p11o14o15t16a{md5(1)}r17eTrueyAikao18u024True"
    ask = asking(
        player(3, name="Aika"),
        beatmapset(1),
        beatmap(1, artist="A", title="T", version="V"),
        score(
            2**40,
            mode=6,
            n300=9,
            n100=10,
            n50=11,
            ngeki=14,
            nkatu=15,
            nmiss=16,
            max_combo=17,
            score=18,
            perfect=1,
            mods=24,
        ),
        replay_frames(2**40, b"some frames"),
    )

    answer = ask("/get_replay", contract, id=2**40)

    assert answer.status == 200
    assert answer.headers.items() >= OCTETS.items()
    assert answer.headers["content-disposition"] == 'attachment; filename="Aika - A - T [V] (2024-07-01).osr"'
    assert read(answer.body) == Osr(
        mode=2,
        version=20200207,
        map_md5=md5(1),
        player_name="Aika",
        replay_md5=hashlib.md5(text.encode(), usedforsecurity=False).hexdigest(),
        counts=(9, 10, 11, 14, 15, 16),
        score=18,
        max_combo=17,
        perfect=1,
        mods=24,
        life_bar="",
        ticks=621_355_968_000_000_000 + 1_719_835_200 * 10**7,
        frames=b"some frames",
        score_id=2**40,
        rest=b"",
    )


@in_every_contract
def test_a_score_that_is_not_perfect_says_so_in_the_header_and_its_digest(contract: str) -> None:
    text = f"490p0o90o8t1a{md5(1)}r490eFalseyAikao1000000u00True"
    ask = asking(*world())

    answer = ask("/get_replay", contract, id=7)

    assert read(answer.body).perfect == 0
    assert read(answer.body).replay_md5 == hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


@in_every_contract
@pytest.mark.parametrize(
    "played",
    [datetime(2010, 1, 1, 0, 0, 1), datetime(2024, 2, 29, 23, 59, 59), datetime(1970, 1, 1)],  # noqa: DTZ001  # naive UTC
)
def test_the_time_of_play_is_in_ticks_since_the_year_1(played: datetime, contract: str) -> None:
    ask = asking(*world(play_time=played))

    answer = ask("/get_replay", contract, id=7)

    assert read(answer.body).ticks == (played - datetime(1, 1, 1)).total_seconds() * 10**7  # noqa: DTZ001  # naive UTC


def test_the_time_of_play_goes_through_a_float_of_seconds() -> None:
    played = datetime(2024, 7, 1, 12, 0, 0, 123_457)  # noqa: DTZ001  # naive UTC
    ask = asking(*world(play_time=played))

    answer = ask("/get_replay", id=7)

    assert read(answer.body).ticks == int(played.replace(tzinfo=UTC).timestamp() * 1e7) + 621_355_968_000_000_000


@in_every_contract
def test_a_long_name_has_its_length_in_two_bytes(contract: str) -> None:
    ask = named("é" * 32)
    ask.world.put(score(7, map_md5="a" * 32))
    ask.world.put(beatmap(1, md5="a" * 32))

    answer = ask("/get_replay", contract, id=7)

    assert read(answer.body).player_name == "é" * 32


@in_every_contract
@pytest.mark.parametrize("off", ["false", "0", "no", "OFF"])
def test_without_headers_the_frames_are_sent_as_they_are(off: str, contract: str) -> None:
    ask = asking(*world())

    answer = ask("/get_replay", contract, id=7, include_headers=off)

    assert (answer.status, answer.body) == (200, b"some frames")
    assert answer.headers.items() >= OCTETS.items()
    assert "content-disposition" not in answer.headers


@in_every_contract
def test_without_headers_no_row_is_looked_up_and_an_empty_file_is_an_empty_answer(contract: str) -> None:
    ask = asking(replay_frames(0, b""))

    answer = ask("/get_replay", contract, id=0, include_headers="false")

    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "0")


@in_every_contract
def test_a_score_without_a_file_is_a_replay_not_found(contract: str) -> None:
    ask = asking(player(3), beatmapset(1), beatmap(1), score(7))

    answer = ask("/get_replay", contract, id=7)

    assert outcome(answer) == NO_REPLAY


@in_every_contract
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((player(3), beatmap(1)), id="no score"),
        pytest.param((score(7), beatmap(1)), id="no player"),
        pytest.param((score(7), player(3)), id="no beatmap"),
    ],
)
def test_a_file_whose_score_cannot_be_told_about_is_a_score_not_found(rows: tuple[Row, ...], contract: str) -> None:
    ask = asking(replay_frames(7), *rows)

    answer = ask("/get_replay", contract, id=7)

    assert outcome(answer) == NO_SCORE


@in_every_contract
def test_a_replay_by_a_restricted_player_on_a_beatmap_without_a_set_is_sent(contract: str) -> None:
    ask = asking(restricted_player(3), beatmap(1, set_id=99), score(7), replay_frames(7))

    answer = ask("/get_replay", contract, id=7)

    assert answer.status == 200


@in_every_contract
def test_latin_1_letters_and_quotes_stand_in_the_file_name_as_they_are(contract: str) -> None:
    ask = asking(
        player(3, name="Ümlaut"),
        beatmap(1, artist="Söt", title='M "E"', version="ÿ"),
        score(7),
        replay_frames(7),
    )

    answer = ask("/get_replay", contract, id=7)

    assert answer.headers["content-disposition"] == 'attachment; filename="Ümlaut - Söt - M "E" [ÿ] (2024-07-01).osr"'


@in_the_real_contracts
@pytest.mark.parametrize("name", ["Kōri", "夜の灯り", "𠮷野家"])
def test_other_letters_in_the_file_name_crash_the_real_server(name: str, contract: str) -> None:
    ask = named(name)

    answer = ask("/get_replay", contract, id=7)

    assert outcome(answer) == CRASH


@pytest.mark.parametrize(
    ("name", "encoded"),
    [("Kōri", "K%C5%8Dri"), ("夜", "%E5%A4%9C"), ("𠮷", "%F0%A0%AE%B7"), ("夜/'", "%E5%A4%9C%2F%27")],
)
def test_in_any_other_letters_stand_in_the_file_name_as_rfc_5987_says(name: str, encoded: str) -> None:
    ask = named(name)

    answer = ask("/get_replay", id=7)

    expected = f"{encoded}%20-%20Artist%20-%20Title%201%20%5BNormal%5D%20%282024-07-01%29.osr"
    assert answer.headers["content-disposition"] == f"attachment; filename*=UTF-8''{expected}"
    assert read(answer.body).player_name == name


@pytest.mark.parametrize("column", ["artist", "title", "version"])
def test_every_part_of_the_file_name_may_have_other_letters_in_any(column: str) -> None:
    ask = asking(player(3), beatmap(1, **{column: "夜"}), score(7), replay_frames(7))

    in_any = ask("/get_replay", id=7)
    in_5_3 = ask("/get_replay", "5.3", id=7)

    assert in_any.headers["content-disposition"].startswith("attachment; filename*=UTF-8''Player%203%20-%20")
    assert outcome(in_5_3) == CRASH


@in_every_contract
def test_a_tab_stands_in_the_file_name_as_it_is(contract: str) -> None:
    ask = asking(player(3), beatmap(1, title="Left\tright"), score(7), replay_frames(7))

    answer = ask("/get_replay", contract, id=7)

    assert answer.headers["content-disposition"].startswith('attachment; filename="Player 3 - Artist - Left\tright [')


def test_a_title_cannot_break_out_of_the_header() -> None:
    ask = asking(player(3), beatmap(1, title="T\r\nset-cookie: a=b"), score(7), replay_frames(7))

    answer = ask("/get_replay", id=7)

    assert "T%0D%0Aset-cookie%3A%20a%3Db" in answer.headers["content-disposition"]


COUNTS = ["n300", "n100", "n50", "ngeki", "nkatu", "nmiss", "max_combo"]


@in_every_contract
@pytest.mark.parametrize("column", COUNTS)
def test_counts_up_to_32767_fit(column: str, contract: str) -> None:
    ask = asking(*world(**{column: 32_767}))

    answer = ask("/get_replay", contract, id=7)

    assert answer.status == 200
    assert 32_767 in (*read(answer.body).counts, read(answer.body).max_combo)


@in_the_real_contracts
@pytest.mark.parametrize("column", COUNTS)
def test_larger_counts_crash_the_real_server(column: str, contract: str) -> None:
    ask = asking(*world(**{column: 32_768}))

    answer = ask("/get_replay", contract, id=7)

    assert outcome(answer) == CRASH


@pytest.mark.parametrize("column", COUNTS)
def test_larger_counts_are_cut_in_any(column: str) -> None:
    ask = asking(*world(**{column: 40_000}))

    answer = ask("/get_replay", id=7)

    assert answer.status == 200
    assert 32_767 in (*read(answer.body).counts, read(answer.body).max_combo)


@in_the_real_contracts
def test_without_headers_nothing_crashes(contract: str) -> None:
    ask = asking(*world(n300=40_000))
    ask.world.put(player(3, name="夜"))

    answer = ask("/get_replay", contract, id=7, include_headers="false")

    assert answer.body == b"some frames"


@in_every_contract
def test_a_range_is_ignored(contract: str) -> None:
    ask = asking(replay_frames(7, b"frames"))

    prefix = "/v1" if contract == "5.3" else ""
    target = f"{prefix}/get_replay?id=7&include_headers=0"
    answer = ask.send("GET", target, contract, headers=[("range", "bytes=0-1")])

    assert (answer.status, answer.body) == (200, b"frames")


@in_every_contract
def test_every_recorded_replay_that_is_sent_reads_back(contract: str, ask: Asker) -> None:
    answer = ask("/get_replay", contract, id=93)

    assert read(answer.body).score_id == 93
    assert read(answer.body).rest == b""


@in_every_contract
@pytest.mark.parametrize(
    "query", [{}, {"id": -1}, {"id": 2**63}, {"id": 7, "include_headers": ""}, {"id": 7, "include_headers": "2"}]
)
def test_bad_parameters_are_refused(query: dict[str, object], contract: str) -> None:
    ask = asking(*world())

    answer = ask("/get_replay", contract, **query)

    assert answer.status == 422
