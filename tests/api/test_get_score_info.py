import pytest

from tests.api.asking import asking, in_every_contract, in_the_new_contracts, outcome, sent
from tests.rows import md5, restricted_player, score


@in_the_new_contracts
def test_a_score_is_told_about_whole_whoever_set_it_on_whatever_beatmap(contract: str) -> None:
    ask = asking(score(2**63 - 1, client_flags=3, perfect=1, userid=99, map_md5=md5(7), online_checksum=md5(8)))

    answer = ask("/get_score_info", contract, id=2**63 - 1)

    assert answer.text == sent(
        {
            "status": "success",
            "score": {
                "id": 2**63 - 1,
                "map_md5": md5(7),
                "score": 1_000_000,
                "pp": 100.0,
                "acc": 98.5,
                "max_combo": 490,
                "mods": 0,
                "n300": 480,
                "n100": 10,
                "n50": 0,
                "nmiss": 1,
                "ngeki": 90,
                "nkatu": 8,
                "grade": "A",
                "status": 2,
                "mode": 0,
                "play_time": "2024-07-01T12:00:00",
                "time_elapsed": 90_000,
                "client_flags": 3,
                "userid": 99,
                "perfect": 1,
                "online_checksum": md5(8),
            },
        }
    )


def test_a_score_of_4_3_2_has_the_documented_columns() -> None:
    ask = asking(score(7, map_md5=md5(7)))

    answer = ask("/get_score_info", "4.3.2", id=7)

    assert answer.text == sent(
        {
            "status": "success",
            "score": {
                "map_md5": md5(7),
                "score": 1_000_000,
                "pp": 100.0,
                "acc": 98.5,
                "max_combo": 490,
                "mods": 0,
                "n300": 480,
                "n100": 10,
                "n50": 0,
                "nmiss": 1,
                "ngeki": 90,
                "nkatu": 8,
                "grade": "A",
                "status": 2,
                "mode": 0,
                "play_time": "2024-07-01T12:00:00",
                "time_elapsed": 90_000,
                "perfect": 0,
            },
        }
    )


@in_every_contract
def test_a_failed_score_of_a_restricted_player_is_told_about(contract: str) -> None:
    ask = asking(restricted_player(4), score(0, userid=4, status=0))

    answer = ask("/get_score_info", contract, id=0)

    assert answer.json()["score"]["status"] == 0


@in_every_contract
def test_an_unknown_score_is_not_found(contract: str) -> None:
    ask = asking(score(1))

    answer = ask("/get_score_info", contract, id=2)

    assert outcome(answer) == (404, {"status": "Score not found."})


@in_every_contract
@pytest.mark.parametrize("query", [{}, {"id": -1}, {"id": 2**63}, {"id": ""}])
def test_an_id_is_a_number_of_63_bits(query: dict[str, object], contract: str) -> None:
    ask = asking(score(1))

    answer = ask("/get_score_info", contract, **query)

    assert answer.status == 422
