"""JSON of single rows is made once per row, and never shown for another."""

import pytest

from mockbancho.api.fragments import Fragment
from mockbancho.contract import columns
from mockbancho.records import Player
from tests.rows import player


def test_a_row_is_written_once() -> None:
    write: Fragment[Player] = Fragment(columns("id name"))
    row = player(3)

    assert write(row) is write(row)
    assert write(row) == b'{"id":3,"name":"Player 3"}'


def test_equal_ids_with_other_columns_are_other_rows() -> None:
    write: Fragment[Player] = Fragment(columns("id name"))

    written = write.each([player(3, name="One"), player(3, name="Two")])

    assert written == [b'{"id":3,"name":"One"}', b'{"id":3,"name":"Two"}']


def test_what_is_forgotten_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockbancho.api.fragments.REMEMBERED", 2)
    write: Fragment[Player] = Fragment(columns("id"))

    written = [write(player(number)) for number in range(200)]

    assert written == [b'{"id":%d}' % number for number in range(200)]


def test_columns_may_have_other_names_and_types_and_text_around_them() -> None:
    shape = columns("player_id=id is_new=priv:bool pp=clan_id:float")
    write: Fragment[Player] = Fragment(shape, before=b"[", after=b"]")

    assert write(player(3, priv=0, clan_id=7)) == b'["player_id":3,"is_new":false,"pp":7.0]'
