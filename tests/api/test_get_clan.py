import pytest

from tests.api.asking import CRASH, asking, each, in_every_contract, in_the_real_contracts, outcome, sent
from tests.rows import clan, player, restricted_player


@in_every_contract
def test_a_clan_lists_its_own_members_ascending_by_id_and_has_no_status(contract: str) -> None:
    ask = asking(
        clan(1, name="Copper Kites", tag="KITE", owner=5),
        clan(2, owner=6),
        player(5, clan_id=1, clan_priv=3, country="se"),
        restricted_player(4, clan_id=1, clan_priv=2),
        player(3, clan_id=1, clan_priv=1),
        player(6, clan_id=2, clan_priv=3),
    )

    answer = ask("/get_clan", contract, id=1)

    assert answer.text == sent(
        {
            "id": 1,
            "name": "Copper Kites",
            "tag": "KITE",
            "members": [
                {"id": 3, "name": "Player 3", "country": "jp", "rank": "Member"},
                {"id": 4, "name": "Player 4", "country": "jp", "rank": "Officer"},
                {"id": 5, "name": "Player 5", "country": "se", "rank": "Owner"},
            ],
            "owner": {"id": 5, "name": "Player 5", "country": "se", "rank": "Owner"},
        }
    )


@in_every_contract
def test_a_restricted_owner_is_shown(contract: str) -> None:
    ask = asking(clan(1, owner=4), restricted_player(4, clan_id=1, clan_priv=3))

    answer = ask("/get_clan", contract, id=1)

    assert answer.json()["owner"] == {"id": 4, "name": "Player 4", "country": "jp", "rank": "Owner"}


@pytest.mark.parametrize("contract", ["any", "5.3"])
def test_a_clan_may_have_no_members(contract: str) -> None:
    ask = asking(clan(1, owner=4), player(4))

    answer = ask("/get_clan", contract, id=1)

    assert answer.text == sent(
        {
            "id": 1,
            "name": "Clan 1",
            "tag": "C1",
            "members": [],
            "owner": {"id": 4, "name": "Player 4", "country": "jp", "rank": "Owner"},
        }
    )


def test_a_clan_without_members_crashes_4_3_2() -> None:
    ask = asking(clan(1, owner=4), player(4))

    answer = ask("/get_clan", "4.3.2", id=1)

    assert outcome(answer) == CRASH


@in_the_real_contracts
def test_an_owner_without_a_row_crashes_the_real_server(contract: str) -> None:
    ask = asking(clan(1, owner=9), player(3, clan_id=1, clan_priv=1))

    answer = ask("/get_clan", contract, id=1)

    assert outcome(answer) == CRASH


def test_an_owner_without_a_row_is_null_in_any() -> None:
    ask = asking(clan(1, owner=9), player(3, clan_id=1, clan_priv=1))

    answer = ask("/get_clan", id=1)

    assert answer.json()["owner"] is None
    assert each(answer, "members", "id") == [3]


@in_the_real_contracts
def test_a_rank_that_does_not_exist_crashes_the_real_server(contract: str) -> None:
    ask = asking(clan(1, owner=3), player(3, clan_id=1, clan_priv=4))

    answer = ask("/get_clan", contract, id=1)

    assert outcome(answer) == CRASH


@in_the_real_contracts
def test_a_member_without_a_rank_is_shown_as_an_owner_by_the_real_server(contract: str) -> None:
    ask = asking(clan(1, owner=3), player(3, clan_id=1, clan_priv=0))

    answer = ask("/get_clan", contract, id=1)

    assert each(answer, "members", "rank") == ["Owner"]


def test_a_member_without_a_rank_is_a_plain_member_in_any() -> None:
    ask = asking(clan(1, owner=3), player(3, clan_id=1, clan_priv=0))

    answer = ask("/get_clan", id=1)

    assert each(answer, "members", "rank") == ["Member"]


def test_a_rank_that_does_not_exist_is_a_plain_member_in_any() -> None:
    ask = asking(clan(1, owner=3), player(3, clan_id=1, clan_priv=4))

    answer = ask("/get_clan", id=1)

    assert each(answer, "members", "rank") == ["Member"]


@in_every_contract
def test_a_player_who_changes_clans_changes_lists(contract: str) -> None:
    ask = asking(clan(1, owner=3), clan(2, owner=4), player(3, clan_id=1, clan_priv=3), player(4, clan_id=2))
    ask.world.put(player(5, clan_id=1, clan_priv=1))
    ask.world.put(player(5, clan_id=2, clan_priv=1))

    members = [each(ask("/get_clan", contract, id=number), "members", "id") for number in (1, 2)]

    assert members == [[3], [4, 5]]


@in_every_contract
@pytest.mark.parametrize(
    ("clan_id", "expected"),
    [(2, (404, {"status": "Clan not found."})), (2**31 - 1, (404, {"status": "Clan not found."}))],
)
def test_an_unknown_clan_is_not_found(clan_id: int, expected: tuple[int, object], contract: str) -> None:
    ask = asking(clan(1), player(3, clan_id=1, clan_priv=3))

    answer = ask("/get_clan", contract, id=clan_id)

    assert outcome(answer) == expected


@in_every_contract
@pytest.mark.parametrize("query", [{}, {"id": 0}, {"id": 2**31}])
def test_bad_ids_are_refused(query: dict[str, object], contract: str) -> None:
    ask = asking(clan(1))

    answer = ask("/get_clan", contract, **query)

    assert answer.status == 422
