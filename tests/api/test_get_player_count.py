import pytest

from tests.api.asking import Asker, asking, in_every_contract, sent
from tests.rows import player, restricted_player, session


@pytest.mark.parametrize(("contract", "total"), [("any", 3), ("5.3", 4), ("4.3.2", 3)])
def test_only_5_3_counts_the_bot_in_the_total(contract: str, total: int) -> None:
    ask = asking(player(1, priv=1), player(3), player(4), restricted_player(5), session(3), session(5))

    answer = ask("/get_player_count", contract)

    assert answer.text == sent({"status": "success", "counts": {"online": 1, "total": total}})


@in_every_contract
def test_a_world_without_the_bot_counts_everybody(contract: str) -> None:
    ask = asking(player(3), player(4))

    answer = ask("/get_player_count", contract)

    assert answer.text == sent({"status": "success", "counts": {"online": 0, "total": 2}})


@in_every_contract
def test_restricting_a_player_takes_them_from_the_online_count_alone(contract: str) -> None:
    ask = asking(player(3), player(4), session(3), session(4))
    ask.world.put(restricted_player(4))

    answer = ask("/get_player_count", contract)

    assert answer.text == sent({"status": "success", "counts": {"online": 1, "total": 2}})


def test_the_recorded_world_is_counted_as_the_documentation_says(ask: Asker) -> None:
    answer = ask("/get_player_count")

    assert answer.text == sent({"status": "success", "counts": {"online": 10, "total": 60}})
