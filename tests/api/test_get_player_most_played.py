import pytest

from tests.api.asking import CRASH, asking, each, in_every_contract, in_the_real_contracts, outcome, sent
from tests.rows import beatmap, beatmapset, md5, player, restricted_player, score

NOT_FOUND = (404, {"status": "Player not found."})
BAD_MODE = (400, {"status": "Invalid gamemode."})
NEITHER = (400, {"status": "Must provide either id or name."})


@in_every_contract
def test_beatmaps_are_counted_over_scores_of_every_status(contract: str) -> None:
    ask = asking(
        player(3),
        beatmapset(1),
        beatmap(1),
        beatmap(2, status=-1, mode=2),
        score(1, map_md5=md5(1)),
        score(2, map_md5=md5(2), status=0),
        score(3, map_md5=md5(2), status=1),
        score(4, map_md5=md5(1), mode=1),
        score(5, map_md5=md5(1), userid=4),
    )

    answer = ask("/get_player_most_played", contract, id=3)

    assert answer.text == sent(
        {
            "status": "success",
            "maps": [
                {
                    "md5": md5(2),
                    "id": 2,
                    "set_id": 1,
                    "status": -1,
                    "artist": "Artist",
                    "title": "Title 2",
                    "version": "Normal",
                    "creator": "Mapper",
                    "plays": 2,
                },
                {
                    "md5": md5(1),
                    "id": 1,
                    "set_id": 1,
                    "status": 2,
                    "artist": "Artist",
                    "title": "Title 1",
                    "version": "Normal",
                    "creator": "Mapper",
                    "plays": 1,
                },
            ],
        }
    )


@in_every_contract
def test_among_equal_counts_the_beatmap_played_first_is_first(contract: str) -> None:
    ask = asking(
        player(3),
        beatmapset(1),
        beatmap(1),
        beatmap(2),
        score(7, map_md5=md5(1)),
        score(8, map_md5=md5(2)),
        score(9, map_md5=md5(2)),
        score(10, map_md5=md5(1)),
    )

    answer = ask("/get_player_most_played", contract, id=3)

    assert each(answer, "maps", "id", "plays") == [(1, 2), (2, 2)]


@in_every_contract
def test_a_beatmap_without_a_set_is_known_here_and_one_without_a_row_is_not(contract: str) -> None:
    ask = asking(player(3), beatmap(1, set_id=9), score(1, map_md5=md5(1)), score(2, map_md5=md5(2)))

    answer = ask("/get_player_most_played", contract, id=3)

    assert each(answer, "maps", "id") == [1]


@in_every_contract
def test_with_both_id_and_name_the_id_counts(contract: str) -> None:
    ask = asking(player(3), player(4), beatmapset(1), beatmap(1), score(1, userid=4))

    by_id = ask("/get_player_most_played", contract, id=4, name="Player 3")
    unknown_id = ask("/get_player_most_played", contract, id=5, name="Player 3")

    assert each(by_id, "maps", "id") == [1]
    assert outcome(unknown_id) == NOT_FOUND


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({"mode": 7}, BAD_MODE, id="unused mode first"),
        pytest.param({}, NEITHER, id="neither has words of its own"),
        pytest.param({"id": 4}, NOT_FOUND, id="unknown id"),
        pytest.param({"name": "nobody"}, NOT_FOUND, id="unknown name"),
    ],
)
def test_checks_come_in_this_order(query: dict[str, object], expected: tuple[int, object], contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_most_played", contract, **query)

    assert outcome(answer) == expected


@in_every_contract
def test_mode_8_is_autopilot(contract: str) -> None:
    ask = asking(restricted_player(3), beatmapset(1), beatmap(1), score(1, mode=8), score(2, mode=0))

    answer = ask("/get_player_most_played", contract, name="player_3", mode=8)

    assert each(answer, "maps", "plays") == [1]


@in_every_contract
@pytest.mark.parametrize(("options", "count"), [({}, 25), ({"limit": 2}, 2), ({"limit": 100}, 30)])
def test_25_beatmaps_are_listed_unless_told_otherwise(options: dict[str, object], count: int, contract: str) -> None:
    numbers = range(1, 31)
    ask = asking(
        player(3),
        *(beatmap(number) for number in numbers),
        *(score(number, map_md5=md5(number)) for number in numbers),
    )

    answer = ask("/get_player_most_played", contract, id=3, **options)

    assert len(answer.json()["maps"]) == count


@in_the_real_contracts
def test_letters_beyond_the_basic_plane_crash_the_real_server(contract: str) -> None:
    ask = asking(player(3))

    answer = ask("/get_player_most_played", contract, name="𠮷野家")

    assert outcome(answer) == CRASH
