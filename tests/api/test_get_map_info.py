import pytest

from tests.api.asking import asking, in_every_contract, outcome, sent
from tests.rows import beatmap, beatmapset, md5

NOT_FOUND = (404, {"status": "Map not found."})
NEITHER = (400, {"status": "Must provide either id or md5!"})


@in_every_contract
@pytest.mark.parametrize("query", [{"id": 9}, {"md5": md5(9)}])
def test_a_beatmap_is_told_about_whole(query: dict[str, object], contract: str) -> None:
    ask = asking(
        beatmapset(501),
        beatmap(
            9,
            set_id=501,
            status=-1,
            artist="Söt Regn",
            title='Moth & "Ember"',
            version="夜",
            creator="Quill Vane",
            total_length=289,
            max_combo=2516,
            plays=18,
            passes=1,
            mode=3,
            bpm=258.0,
            cs=4.0,
            ar=10.0,
            od=9.5,
            hp=4.7,
            diff=8.538,
            frozen=1,
        ),
    )

    answer = ask("/get_map_info", contract, **query)

    assert answer.text == sent(
        {
            "status": "success",
            "map": {
                "md5": md5(9),
                "id": 9,
                "set_id": 501,
                "artist": "Söt Regn",
                "title": 'Moth & "Ember"',
                "version": "夜",
                "creator": "Quill Vane",
                "last_update": "2024-07-01T12:00:00",
                "total_length": 289,
                "max_combo": 2516,
                "status": -1,
                "plays": 18,
                "passes": 1,
                "mode": 3,
                "bpm": 258.0,
                "cs": 4.0,
                "od": 9.5,
                "ar": 10.0,
                "hp": 4.7,
                "diff": 8.538,
            },
        }
    )


@in_every_contract
def test_with_both_id_and_md5_the_id_counts(contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(8), beatmap(9))

    known = ask("/get_map_info", contract, id=8, md5=md5(9))
    unknown = ask("/get_map_info", contract, id=7, md5=md5(9))

    assert known.json()["map"]["id"] == 8
    assert outcome(unknown) == NOT_FOUND


@in_every_contract
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param({}, NEITHER, id="neither"),
        pytest.param({"id": 7}, NOT_FOUND, id="unknown id"),
        pytest.param({"md5": md5(7)}, NOT_FOUND, id="unknown md5"),
        pytest.param({"md5": "any thirty-two letters will do!!"}, NOT_FOUND, id="no md5 at all"),
        pytest.param({"md5": md5(0xABC).upper()}, NOT_FOUND, id="md5 in upper case"),
        pytest.param({"id": 10}, NOT_FOUND, id="a beatmap without a set, by id"),
        pytest.param({"md5": md5(10)}, NOT_FOUND, id="a beatmap without a set, by md5"),
    ],
)
def test_what_cannot_be_told(query: dict[str, object], expected: tuple[int, object], contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(0xABC), beatmap(10, set_id=99))

    answer = ask("/get_map_info", contract, **query)

    assert outcome(answer) == expected


@in_every_contract
def test_a_beatmap_with_a_small_id_is_reached_by_md5_alone(contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(2))

    by_id = ask("/get_map_info", contract, id=2)
    by_md5 = ask("/get_map_info", contract, md5=md5(2))

    assert by_id.status == 422
    assert by_md5.json()["map"]["id"] == 2


@in_every_contract
@pytest.mark.parametrize("length", [0, 31, 33])
def test_an_md5_has_32_characters(length: int, contract: str) -> None:
    ask = asking(beatmapset(1), beatmap(2))

    answer = ask("/get_map_info", contract, md5="0" * length)

    assert answer.status == 422


@in_every_contract
def test_a_set_that_arrives_makes_its_beatmaps_known(contract: str) -> None:
    ask = asking(beatmap(9, set_id=5))
    ask.world.put(beatmapset(5))

    answer = ask("/get_map_info", contract, id=9)

    assert answer.status == 200
