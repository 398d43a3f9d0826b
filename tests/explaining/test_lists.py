"""Lists: what each filter dropped, who is hidden, and the nearest question that would have found some."""

from __future__ import annotations

from mockbancho.explaining.explained import Hint, Listed, Step
from mockbancho.osu.scores import ScoreStatus
from tests.explaining.explaining import Explainer, hints
from tests.rows import beatmap, beatmapset, player, restricted_player, score, stats

SCORES = (
    player(3, name="Aika"),
    beatmapset(1),
    beatmap(1),
    beatmap(2, status=5),
    score(1, mods=8),
    score(2, mods=72, mode=4),
    score(3, mode=4, map_md5=beatmap(2).md5),
    score(4, mode=4, status=ScoreStatus.FAILED.value),
)


def test_an_empty_list_tells_what_each_filter_dropped_and_what_would_have_found_some() -> None:
    told = Explainer(*SCORES)("/get_player_scores?id=3&scope=best&mode=4&mods=HR")

    assert (told.status, told.says, told.why) == (200, "an empty list", ())
    assert told.lists == (
        Listed(
            about="scores of player 3",
            considered=4,
            steps=(
                Step("the mode is osu_relax", 1, 0),
                Step("the score is the player's best there", 1, 0),
                Step("the mods have all of HR", 2, 1),
                Step("the beatmap has a row", 0, 0),
                Step("the beatmap is ranked or approved", 0, 0),
            ),
            found=0,
            first=0,
            shown=0,
        ),
    )
    assert told.instead == (Hint("/get_player_scores?id=3&scope=best&mode=4", "1 row, without mods"),)


def test_those_that_find_the_most_come_first() -> None:
    told = Explainer(*SCORES)("/get_player_scores?id=3&scope=best&mode=1")

    assert list(hints(told).items()) == [
        ("/get_player_scores?id=3&scope=best", "1 row, without mode"),
        ("/get_player_scores?id=3&scope=best&mode=4", "1 row, with mode=4"),
    ]


def test_one_parameter_is_changed_if_that_is_enough() -> None:
    told = Explainer(*SCORES)("/get_player_scores?id=3&scope=best&mode=2&mods=DT")

    assert hints(told) == {"/get_player_scores?id=3&scope=best&mode=4&mods=DT": "1 row, with mode=4"}


def test_two_parameters_are_changed_if_one_is_not_enough() -> None:
    told = Explainer(*SCORES)("/get_player_scores?id=3&scope=best&mode=2&mods=HR")

    assert hints(told) == {
        "/get_player_scores?id=3&scope=best": "1 row, without mods and without mode",
        "/get_player_scores?id=3&scope=best&mode=4": "1 row, without mods and with mode=4",
    }


def test_what_only_another_option_shows_is_found_by_it() -> None:
    explained = Explainer(player(3), beatmapset(1), beatmap(1, status=5), score(1))

    told = explained("/get_player_scores?id=3&scope=best")

    assert hints(told) == {
        "/get_player_scores?id=3&scope=recent": "1 row, with scope=recent",
        "/get_player_scores?id=3&scope=best&include_loved=true": "1 row, with include_loved=true",
    }


def test_nothing_is_proposed_where_nothing_would_find_any() -> None:
    told = Explainer(player(3))("/get_player_scores?id=3&scope=recent&mode=1&mods=HD")

    assert (told.says, told.instead) == ("an empty list", ())
    assert told.lists[0].considered == 0


def test_a_part_behind_the_end() -> None:
    rows = [row for id_ in range(3, 8) for row in (player(id_), stats(id_, pp=id_))]

    told = Explainer(*rows)("/get_leaderboard?offset=9")

    assert told.why == ("the part that is asked for begins at 9, and the list ends at 5",)
    assert hints(told) == {"/get_leaderboard": "5 rows, without offset"}


def test_a_part_of_a_longer_list() -> None:
    rows = [row for id_ in range(3, 8) for row in (player(id_), stats(id_, pp=id_))]

    told = Explainer(*rows)("/get_leaderboard?offset=1&limit=2")

    assert (told.says, told.why) == ("a list with 2 rows", ("rows 2 to 3 of 5 are shown",))
    assert told.instead == ()


def test_players_who_are_hidden_are_named() -> None:
    explained = Explainer(
        player(3, name="Aika"), restricted_player(7, name="Mira"), stats(7, pp=900), beatmapset(1), beatmap(1),
        score(1, userid=7),
    )  # fmt: skip
    hidden = "Mira (player 7) is restricted: this endpoint hides them"

    for path in ("/get_map_scores?id=1&scope=best", "/get_leaderboard", "/search_players?q=mir"):
        assert explained(path).why == (hidden,)


def test_many_who_are_hidden_are_counted() -> None:
    rows = [row for id_ in range(3, 8) for row in (restricted_player(id_), stats(id_, pp=id_))]

    told = Explainer(*rows)("/get_leaderboard")

    names = "Player 3 (player 3), Player 4 (player 4), Player 5 (player 5) and 2 more"
    assert told.why == (f"{names} are restricted: this endpoint hides them",)


def test_those_who_would_not_stand_in_the_list_anyway_are_not_hidden() -> None:
    told = Explainer(restricted_player(7, name="Mira"), stats(7, pp=0))("/get_leaderboard")

    assert told.why == ()


def test_mods_that_filter_nothing() -> None:
    told = Explainer(*SCORES)("/get_player_scores?id=3&scope=best&mods=vn")

    assert told.why == ("mods=vn filters nothing: bancho.py reads no mods from it",)


def test_mods_that_are_too_many_digits_filter_everything() -> None:
    told = Explainer(*SCORES)(f"/get_player_scores?id=3&scope=best&mods={'9' * 5_000}")

    assert (told.says, told.why) == ("an empty list", ())
    assert hints(told) == {"/get_player_scores?id=3&scope=best": "1 row, without mods"}


def test_a_search_that_finds_nobody_names_who_is_called_alike() -> None:
    told = Explainer(player(3, name="Quill Vane"), player(4, name="Marrow"), restricted_player(5, name="Quil"))(
        "/search_players?q=Quilvane"
    )

    assert hints(told) == {"/search_players?q=Quill+Vane": "Quill Vane (player 3)"}


def test_lists_of_v2() -> None:
    told = Explainer(player(3, country="jp"), player(4, country="de"))("/v2/players?country=de&priv=7&page=2")

    assert told.lists[0].steps == (Step("priv is 7", 2, 1), Step("country is 'de'", 0, 0))
    assert hints(told) == {"/v2/players?country=de": "1 row, without priv and without page"}
