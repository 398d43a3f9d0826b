"""Names are compared as MariaDB's utf8mb3_general_ci does (contract, section 8)."""

# ruff: noqa: RUF001  # letters that look alike are what this is about

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho.world.collation import fold, fold_inside, safe_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("marrow", "MARROW"),
        ("Ümlaut Kōri", "umlaut kori"),
        ("ß", "s"),
        ("Straße", "STRASE"),
        ("σ", "ς"),
        ("Σ", "ς"),
        ("ά", "α"),
        ("Ё", "е"),
        ("ǰ", "J"),
        ("ΐ", "ι"),
        ("İ", "i"),
        ("ı", "I"),
        ("name  ", "name"),
        ("zoë ", "ZOE"),
        ("", "   "),
    ],
)
def test_the_database_takes_these_for_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("й", "и"),
        ("Й", "И"),
        ("ß", "ss"),
        ("cafe\u0301", "café"),
        ("cafe\u0301", "cafe"),
        ("i\u0307pek", "ipek"),
        ("æ", "ae"),
        ("ø", "o"),
        ("_", " "),
        (" name", "name"),
        ("name\t", "name"),
        ("Ⅷ", "VIII"),
        ("か", "が"),
    ],
)
def test_the_database_tells_these_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_character_stays_one_and_is_folded_once_and_for_all() -> None:
    characters = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]

    folded = fold_inside("".join(characters))

    assert len(folded) == len(characters)
    assert fold_inside(folded) == folded


@given(text=st.text(), more=st.text())
def test_a_part_of_a_name_folds_as_it_does_inside_the_name(text: str, more: str) -> None:
    assert fold_inside(text + more) == fold_inside(text) + fold_inside(more)


@given(text=st.text(), spaces=st.text(" "))
def test_spaces_at_the_end_do_not_count(text: str, spaces: str) -> None:
    assert fold(text + spaces) == fold(text)
    assert fold_inside(text + spaces) == fold_inside(text) + spaces


@pytest.mark.parametrize(
    ("name", "safe"),
    [("Quill Vane", "quill_vane"), ("Tarn-Hollow", "tarn-hollow"), ("[Nim] F", "[nim]_f"), ("İpek", "i\u0307pek")],
)
def test_a_name_in_safe_form(name: str, safe: str) -> None:
    assert safe_name(name) == safe
