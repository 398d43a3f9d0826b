import pytest

from tests.api.asking import CRASH, asking, each, in_the_new_contracts, outcome, sent
from tests.rows import player, restricted_player

NAMES = (
    player(9, name="Quill Vane"),
    player(3, name="brisk_otter"),
    player(4, name="[Nim]Falter"),
    player(5, name="Ümlaut Kōri"),
    player(6, name="İpek"),
    player(7, name="100%"),
    player(8, name=r"back\slash"),
    player(1, name="Quillbot", priv=1),
    restricted_player(10, name="Quill Two"),
    player(11, name="Quill Three", priv=1),
)


@in_the_new_contracts
def test_players_are_found_by_a_part_of_their_name(contract: str) -> None:
    ask = asking(*NAMES)

    answer = ask("/search_players", contract, q="QUILL v")

    assert answer.text == sent({"status": "success", "results": 1, "result": [{"id": 9, "name": "Quill Vane"}]})


@in_the_new_contracts
@pytest.mark.parametrize(
    ("q", "players"),
    [
        pytest.param(None, [3, 4, 5, 6, 7, 8, 9], id="missing"),
        pytest.param("", [3, 4, 5, 6, 7, 8, 9], id="empty"),
        pytest.param("e", [3, 4, 6, 9], id="one letter"),
        pytest.param("nobody at all has this name", [], id="nothing"),
        pytest.param("quill_vane", [9], id="an underscore is any letter"),
        pytest.param("_", [3, 4, 5, 6, 7, 8, 9], id="any letter"),
        pytest.param("%", [3, 4, 5, 6, 7, 8, 9], id="anything"),
        pytest.param("b%r", [3], id="anything between"),
        pytest.param("k_o", [3], id="a real underscore is any letter too"),
        pytest.param(r"\_", [3], id="an escaped underscore"),
        pytest.param(r"0\%", [7], id="an escaped percent sign"),
        pytest.param("\\", [7], id="a backslash alone escapes the percent sign that follows"),
        pytest.param("\\\\", [8], id="an escaped backslash"),
        pytest.param(r"\q", [9], id="an escaped letter"),
        pytest.param("[Nim]", [4], id="brackets are letters"),
        pytest.param("umlaut kori", [5], id="accents do not count"),
        pytest.param("ipek", [6], id="a dotted capital I"),
        pytest.param("q\n", [], id="a line break"),
    ],
)
def test_what_is_found(q: str | None, players: list[int], contract: str) -> None:
    ask = asking(*NAMES)

    answer = ask("/search_players", contract, q=q)

    assert each(answer, "result", "id") == players


@in_the_new_contracts
def test_a_backslash_alone_finds_nobody_whose_name_does_not_end_in_a_percent_sign(contract: str) -> None:
    ask = asking(player(3), player(4, name=r"back\slash"))

    answer = ask("/search_players", contract, q="\\")

    assert answer.text == sent({"status": "success", "results": 0, "result": []})


@in_the_new_contracts
def test_there_is_no_limit(contract: str) -> None:
    ask = asking(*(player(number) for number in range(3, 703)))

    answer = ask("/search_players", contract, q="player")

    assert answer.json()["results"] == len(answer.json()["result"]) == 700


@in_the_new_contracts
def test_a_space_at_the_end_counts(contract: str) -> None:
    ask = asking(player(3, name="Quill"), player(4, name="Quill Vane"))

    answer = ask("/search_players", contract, q="quill ")

    assert each(answer, "result", "id") == [4]


@in_the_new_contracts
def test_a_name_of_32_letters_is_found(contract: str) -> None:
    ask = asking(player(3, name="n" * 32))

    answer = ask("/search_players", contract, q="n" * 32)

    assert each(answer, "result", "id") == [3]


def test_letters_beyond_the_basic_plane_crash_the_real_server() -> None:
    ask = asking(*NAMES)

    answer = ask("/search_players", "5.3", q="😀")

    assert outcome(answer) == CRASH


def test_letters_beyond_the_basic_plane_are_letters_in_any() -> None:
    ask = asking(*NAMES, player(12, name="😀 smile"))

    answer = ask("/search_players", q="😀")

    assert each(answer, "result", "id") == [12]


@pytest.mark.parametrize("path", ["/search_players", "/v1/search_players"])
def test_4_3_2_has_no_search(path: str) -> None:
    ask = asking(*NAMES)

    answer = ask(path, "4.3.2", q="a")

    assert outcome(answer) == (404, {"detail": "Not Found"})
