"""Mods are read as bancho.py was observed to read them (contract, "mods matching")."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.osu.mods import LETTERS, Mods, ModsFilter, letters_of, parse_mods

BITS = st.integers(0, 2**31 - 1)
HD, HR, DT, NC = 8, 16, 64, 512


@pytest.mark.parametrize(
    ("text", "bits"),
    [
        ("HD", 8),
        ("hd", 8),
        ("hD", 8),
        ("HDDT", 72),
        ("DTHD", 72),
        ("HDHD", 8),
        ("HDD", 8),
        ("AHDDT", 0),
        ("HD,DT", 8),
        ("vn", 0),
        ("NM", 0),
        ("XX", 0),
        ("nomod", 0),
        ("8.0", 0),
        ("-1", 0),
        ("+HD", 0),
        (" 8", 0),
        ("8", 8),
        ("08", 8),
        ("\uff18", 8),  # full-width
        ("\u0668", 8),  # Arabic-Indic
        ("²", 0),
        ("½", 0),
        ("4K", 32768),
        ("4k5K", 32768 | 65536),
        ("44", 44),
        ("2147483648", 2**31),
        ("18446744073709551616", 2**64),
        ("1" + "0" * 30, 10**30),
        ("ß", 0),
        ("ßßHD", 8),
        ("", 0),
        ("=8", 0),
        ("~8", 0),
        ("NFEZTDHDHRSDDTRXHTNCFLAUSOAPPF", 2**15 - 1),
        ("V2MR", 536870912 | 1073741824),
    ],
)
def test_what_a_text_means(text: str, bits: int) -> None:
    assert parse_mods(text) == bits


def test_every_bit_has_two_letters() -> None:
    names = "NF EZ TD HD HR SD DT RX HT NC FL AU SO AP PF 4K 5K 6K 7K 8K FI RN CN TP 9K CO 1K 3K 2K V2 MR".split()

    assert list(LETTERS) == names
    assert list(LETTERS.values()) == [1 << place for place in range(31)]
    assert list(LETTERS.values()) == list(Mods)


@given(text=st.text())
def test_no_text_is_a_mistake(text: str) -> None:
    assert parse_mods(text) >= 0


@given(text=st.text(min_size=1), mods=BITS)
def test_no_filter_is_a_mistake(text: str, mods: int) -> None:
    assert ModsFilter.parse(text).admits(mods) in (True, False)


@given(mods=BITS)
def test_letters_are_read_back(mods: int) -> None:
    assert parse_mods(letters_of(mods)) == mods


@given(mods=BITS)
def test_numbers_are_read_back(mods: int) -> None:
    assert parse_mods(str(mods)) == mods


@given(mods=BITS, data=st.data())
def test_letters_may_come_in_any_order_and_case(mods: int, data: st.DataObject) -> None:
    written = letters_of(mods)
    pairs = data.draw(st.permutations([written[place : place + 2] for place in range(0, len(written), 2)]))
    cased = data.draw(st.tuples(*(st.sampled_from([pair, pair.lower(), pair.title()]) for pair in pairs)))

    assert parse_mods("".join(cased)) == mods


@pytest.mark.parametrize(
    ("mods", "letters"), [(0, "NM"), (72, "HDDT"), (64 | 512, "DTNC"), (2**31, "NM"), (2**15 | 1, "NF4K")]
)
def test_letters_stand_in_the_order_of_the_bits(mods: int, letters: str) -> None:
    assert letters_of(mods) == letters


@pytest.mark.parametrize(
    ("text", "mods", "any_of"),
    [
        ("HDDT", 72, False),
        ("=HDDT", 72, False),
        ("~HDDT", 72, True),
        ("=", 0, False),
        ("~", 0, True),
        ("=~8", 0, False),
        ("~~8", 0, True),
        ("~=8", 0, True),
        ("~8", 8, True),
        ("NM", 0, False),
        ("~NM", 0, True),
        (" =8", 0, False),
    ],
)
def test_one_prefix_is_cut_off(text: str, mods: int, *, any_of: bool) -> None:
    assert ModsFilter.parse(text) == ModsFilter(mods, any_of)


@pytest.mark.parametrize(
    ("text", "admitted"),
    [
        ("HD", [HD, HD | DT, HD | HR]),
        ("HDDT", [HD | DT]),
        ("~HDDT", [HD, HD | DT, DT, DT | NC, HD | HR]),
        ("DT", [HD | DT, DT, DT | NC]),
        ("NC", [DT | NC]),
        ("NM", [0, HD, HD | DT, DT, DT | NC, HD | HR]),
        ("0", [0, HD, HD | DT, DT, DT | NC, HD | HR]),
        ("=", [0, HD, HD | DT, DT, DT | NC, HD | HR]),
        ("vn", [0, HD, HD | DT, DT, DT | NC, HD | HR]),
        ("~0", []),
        ("~", []),
        ("~NM", []),
        ("2147483648", []),
        ("18446744073709551616", []),
        ("~18446744073709551624", [HD, HD | DT, HD | HR]),
    ],
)
def test_which_scores_a_filter_admits(text: str, admitted: list[int]) -> None:
    asked = ModsFilter.parse(text)

    assert [mods for mods in (0, HD, HD | DT, DT, DT | NC, HD | HR) if asked.admits(mods)] == admitted


@given(text=st.sampled_from(["0", "=0", "NM", "vn", "~0", "~", "8", "~8"]), mods=BITS)
def test_a_filter_that_admits_all_admits_each(text: str, mods: int) -> None:
    asked = ModsFilter.parse(text)

    assert asked.admits_all == (text in ("0", "=0", "NM", "vn"))
    assert asked.admits(mods) or not asked.admits_all
