"""Every question finds what the database would, plainly and explained alike."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import strategies as st

from mockbancho.osu.mods import ModsFilter
from mockbancho.records import Beatmap, Clan, Player, Score, Stats
from mockbancho.world.collation import fold
from mockbancho.world.queries import lists
from mockbancho.world.queries import scores as asking
from mockbancho.world.queries.players import leaderboard, mode_name, most_played, search
from mockbancho.world.queries.question import Filter, Question, Step, heard
from mockbancho.world.stats import SORTS
from mockbancho.world.table import Table
from mockbancho.world.world import World
from tests import rows
from tests.world.given import BEATMAP_IDS, MD5S, MODES, MODS, NAMES, PLAYER_IDS, for_all, row_lists, small_chunks

WORLDS = row_lists().map(small_chunks()(World.build))
PAGES = st.tuples(st.one_of(st.integers(0, 12), st.just(2**62)), st.integers(0, 12))
MODS_FILTERS = st.one_of(st.none(), st.builds(ModsFilter, MODS, st.booleans()), st.just(ModsFilter(2**70)))
TYPED_MD5S = MD5S.flatmap(lambda md5: st.sampled_from([md5, md5.upper(), md5 + "  ", " " + md5, "", "ß"]))


# --- explained = plain -----------------------------------------------------------------------------------------------


def questions_about_scores() -> st.SearchStrategy[Callable[[World], Question[Any]]]:
    return st.one_of(
        st.builds(
            lambda player, mode, mods, loved: (
                lambda world: asking.best_of_player(world, player, mode, mods, include_loved=loved)
            ),
            PLAYER_IDS,
            MODES,
            MODS_FILTERS,
            st.booleans(),
        ),
        st.builds(
            lambda player, mode, mods, failed: (
                lambda world: asking.recent_of_player(world, player, mode, mods, include_failed=failed)
            ),
            PLAYER_IDS,
            MODES,
            MODS_FILTERS,
            st.booleans(),
        ),
        st.builds(
            lambda md5, mode, mods, newest: (
                lambda world: asking.on_beatmap(world, md5, mode, mods, newest_first=newest)
            ),
            TYPED_MD5S,
            MODES,
            MODS_FILTERS,
            st.booleans(),
        ),
        st.builds(
            lambda md5, player, columns: lambda world: lists.scores(world, map_md5=md5, userid=player, **columns),
            st.none() | TYPED_MD5S,
            st.none() | PLAYER_IDS,
            columns_of(mods=MODS, status=st.integers(0, 2), mode=MODES),
        ),
    )


def questions_about_players() -> st.SearchStrategy[Callable[[World], Question[Any]]]:
    return st.one_of(
        st.builds(
            lambda sort, mode, country: lambda world: leaderboard(world, sort, mode, country),
            st.sampled_from(SORTS),
            MODES,
            st.sampled_from([None, "jp", "JP", "00", "zz"]),
        ),
        st.builds(lambda player, mode: lambda world: most_played(world, player, mode), PLAYER_IDS, MODES),
        st.builds(lambda text: lambda world: search(world, text), SEARCHED),
        st.builds(
            lambda columns: lambda world: lists.players(world, **columns),
            columns_of(priv=st.integers(0, 3), country=st.sampled_from(["jp", "XX "]), clan_id=st.integers(0, 2)),
        ),
        st.builds(lambda player: lambda world: lists.stats_of(world, player), PLAYER_IDS),
    )


def other_questions() -> st.SearchStrategy[Callable[[World], Question[Any]]]:
    return st.one_of(
        st.just(lists.clans),
        st.builds(
            lambda columns: lambda world: lists.beatmaps(world, **columns),
            columns_of(
                set_id=st.integers(0, 5),
                server=st.sampled_from(["osu!", "PRIVATE"]),
                status=st.integers(-1, 5),
                artist=NAMES,
                mode=st.integers(0, 3),
                frozen=st.booleans(),
            ),
        ),
    )


def columns_of(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these columns, each with a value or with None, as a client sends them."""
    return st.fixed_dictionaries({}, optional={name: st.none() | value for name, value in values.items()})


SEARCHED = st.one_of(st.text(max_size=3), st.text("aAzZ_%\\ 0bßéѝ", max_size=4), NAMES)
QUESTIONS = st.one_of(questions_about_scores(), questions_about_players(), other_questions())


@for_all(world=WORLDS, ask=QUESTIONS, page=PAGES)
def test_plain_and_explained_find_the_same(
    world: World, ask: Callable[[World], Question[Any]], page: tuple[int, int]
) -> None:
    question = ask(world)
    offset, limit = page

    explained = list(question.explain().found)

    assert question.all() == explained
    assert list(question.page(0, 1000)) == explained
    assert list(question.page(offset, limit)) == explained[offset : offset + limit]
    rows, total = question.counted_page(offset, limit)
    assert (list(rows), total) == (explained[offset : offset + limit], len(explained))


@for_all(world=WORLDS, ask=QUESTIONS)
def test_the_numbers_of_an_explanation_add_up(world: World, ask: Callable[[World], Question[Any]]) -> None:
    question = ask(world)
    everything = list(question.everything())

    explanation = question.explain()

    assert explanation.considered == len(everything)
    assert explanation.considered - sum(step.dropped for step in explanation.steps) == len(explanation.found)
    assert explanation.steps == tuple(_naive_steps(question.filters, everything))
    assert len({step.name for step in explanation.steps}) == len(explanation.steps)


def _naive_steps(filters: Sequence[Filter[Any]], everything: list[Any]) -> Iterator[Step]:
    """What each filter drops of what the ones before it left, and what is found without it."""
    for place, condition in enumerate(filters):
        before = sum(all(other.keep(row) for other in filters[:place]) for row in everything)
        after = sum(all(other.keep(row) for other in filters[: place + 1]) for row in everything)
        others = [*filters[:place], *filters[place + 1 :]]
        yield Step(condition.name, before - after, sum(all(other.keep(row) for other in others) for row in everything))


@for_all(world=WORLDS, ask=QUESTIONS)
def test_the_nearest_question_would_find_the_most(world: World, ask: Callable[[World], Question[Any]]) -> None:
    explanation = ask(world).explain()

    nearest = explanation.nearest

    most = max((step.without for step in explanation.steps), default=0)
    assert (nearest is None) == (most <= len(explanation.found))
    assert nearest is None or nearest.without == most


def test_an_empty_list_tells_why() -> None:
    beatmaps = [rows.beatmap(1), rows.beatmap(2, status=5), rows.beatmap(3, status=0)]
    on_others = [rows.score(number, map_md5=rows.md5(beatmap)) for number, beatmap in ((1, 2), (2, 3), (3, 9))]
    world = World.build([*beatmaps, *on_others, rows.score(4, mode=4), rows.score(5, status=1)])

    explanation = asking.best_of_player(world, 3, 0, ModsFilter.parse("HD"), include_loved=True).explain()

    assert explanation.about == "scores of player 3"
    assert (explanation.considered, explanation.found) == (5, ())
    assert explanation.steps == (
        Step("the mode is osu", 1, 0),
        Step("the score is the player's best there", 1, 0),
        Step("the mods have all of HD", 3, 1),
        Step("the beatmap has a row", 0, 0),
        Step("the beatmap is ranked, approved or loved", 0, 0),
    )
    assert explanation.nearest == explanation.steps[2]


def test_a_full_list_needs_no_nearer_question() -> None:
    world = World.build([rows.clan(1)])

    assert lists.clans(world).explain().nearest is None


def test_a_filter_may_be_without_consequence() -> None:
    numbers = Table.of((number, number) for number in range(10))
    even = Filter[int]("it is even", lambda number: number % 2 == 0)
    question = Question("numbers", numbers, int, (even,), lambda: numbers)

    assert question.all() == [0, 2, 4, 6, 8]
    assert question.page(1, 2) == [2, 4]
    assert question.counted_page(4, 9) == ([8], 5)
    assert question.explain().nearest == Step("it is even", 5, 10)


def test_what_is_explained_stands_in_the_order_of_the_answer() -> None:
    world = World.build([rows.beatmap(1), rows.score(1, pp=5.0), rows.score(2, pp=9.0), rows.score(3, pp=7.0)])

    explanation = asking.best_of_player(world, 3, 0, None, include_loved=False).explain()

    assert [row.id for row in explanation.found] == [2, 3, 1]


def test_a_leaderboard_of_a_country_in_capitals_is_explained_as_it_is_answered() -> None:
    world = World.build([rows.player(3, country="jp"), rows.stats(3, pp=1)])

    question = leaderboard(world, "pp", 0, "JP")

    assert list(question.explain().found) == question.all() == [rows.stats(3, pp=1)]


def test_the_smallest_index_is_gone_through() -> None:
    mine = [rows.score(number, userid=3) for number in range(1, 11)]
    others = [rows.score(number, userid=4, map_md5=rows.md5(2)) for number in range(11, 61)]
    world = World.build([*mine, *others, rows.score(99, userid=4)])

    sizes = [
        len(lists.scores(world, map_md5=md5, userid=userid).index)
        for md5, userid in ((None, None), (None, 3), (rows.md5(2), None), (rows.md5(2), 3), (rows.md5(1), 4))
    ]

    assert sizes == [61, 10, 50, 10, 11]


@pytest.mark.parametrize(
    ("mode", "name"), [(0, "osu"), (4, "osu_relax"), (11, "mania_autopilot"), (12, "12"), (-1, "-1")]
)
def test_a_mode_is_named_in_our_word(mode: int, name: str) -> None:
    assert mode_name(mode) == name


# --- what decides ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("include_failed", "found"), [(True, [1, 2, 3]), (False, [2, 3])])
def test_only_failed_scores_can_be_left_out_of_the_recent_ones(*, include_failed: bool, found: list[int]) -> None:
    scores = [rows.score(number, status=status) for number, status in ((1, 0), (2, 1), (3, 2))]
    world = World.build([rows.beatmap(1), *scores])

    question = asking.recent_of_player(world, 3, 0, None, include_failed=include_failed)

    assert [row.id for row in question.all()] == found


def test_scores_on_a_beatmap_without_a_row_are_not_recent_and_those_on_one_without_a_set_are() -> None:
    world = World.build([rows.beatmap(1, set_id=99), rows.score(1), rows.score(2, map_md5=rows.md5(2))])

    question = asking.recent_of_player(world, 3, 0, None, include_failed=True)

    assert [row.id for row in question.all()] == [1]


@pytest.mark.parametrize(("include_loved", "found"), [(False, [2, 3]), (True, [2, 3, 5])])
def test_best_scores_are_on_ranked_and_approved_and_perhaps_loved_beatmaps(
    *, include_loved: bool, found: list[int]
) -> None:
    beatmaps = [rows.beatmap(number + 10, status=number) for number in range(-1, 6)]
    scores = [rows.score(number, map_md5=rows.md5(number + 10)) for number in range(7)]
    world = World.build([*beatmaps, *scores])

    question = asking.best_of_player(world, 3, 0, None, include_loved=include_loved)

    assert [row.id for row in question.all()] == found


@pytest.mark.parametrize("newest_first", [False, True])
def test_scores_of_restricted_and_deleted_players_are_hidden_on_a_beatmap(*, newest_first: bool) -> None:
    scores = [rows.score(1, userid=3), rows.score(2, userid=4), rows.score(3, userid=5)]
    world = World.build([rows.player(3), rows.restricted_player(4), *scores])

    question = asking.on_beatmap(world, rows.md5(1), 0, None, newest_first=newest_first)

    assert question.all() == [rows.score(1, userid=3)]


def test_a_beatmap_without_a_row_is_not_among_the_most_played_and_one_without_a_set_is() -> None:
    world = World.build([rows.beatmap(1, set_id=99), rows.score(1), rows.score(2, map_md5=rows.md5(2))])

    assert [played.map_md5 for played in most_played(world, 3, 0).all()] == [rows.md5(1)]


# --- what the database would find ------------------------------------------------------------------------------------


def _admits(mods: ModsFilter | None, row: Score) -> bool:
    if mods is None:
        return True
    return row.mods & mods.mods != 0 if mods.any_of else row.mods & mods.mods == mods.mods


@for_all(world=WORLDS, player=PLAYER_IDS, mode=MODES, mods=MODS_FILTERS, loved=st.booleans())
def test_best_scores_of_a_player(world: World, player: int, mode: int, mods: ModsFilter | None, *, loved: bool) -> None:
    statuses = {beatmap.md5: beatmap.status for beatmap in world.rows(Beatmap)}

    found = asking.best_of_player(world, player, mode, mods, include_loved=loved).all()

    expected = [
        row
        for row in world.rows(Score)
        if (row.userid, row.mode, row.status) == (player, mode, 2)
        and statuses.get(row.map_md5) in ((2, 3, 5) if loved else (2, 3))
        and _admits(mods, row)
    ]
    assert found == sorted(expected, key=lambda row: (-row.pp, row.id))


@for_all(world=WORLDS, player=PLAYER_IDS, mode=MODES, mods=MODS_FILTERS, failed=st.booleans())
def test_recent_scores_of_a_player(
    world: World, player: int, mode: int, mods: ModsFilter | None, *, failed: bool
) -> None:
    md5s = {beatmap.md5 for beatmap in world.rows(Beatmap)}

    found = asking.recent_of_player(world, player, mode, mods, include_failed=failed).all()

    expected = [
        row
        for row in world.rows(Score)
        if (row.userid, row.mode) == (player, mode)
        and row.map_md5 in md5s
        and (failed or row.status != 0)
        and _admits(mods, row)
    ]
    assert found == sorted(expected, key=lambda row: (rows.NOON - row.play_time, row.id))


@for_all(world=WORLDS, beatmap=BEATMAP_IDS, mode=MODES, mods=MODS_FILTERS, newest=st.booleans())
def test_scores_on_a_beatmap(world: World, beatmap: int, mode: int, mods: ModsFilter | None, *, newest: bool) -> None:
    unrestricted = {player.id for player in world.rows(Player) if player.priv & 1}
    column = "score" if mode < 4 else "pp"

    found = asking.on_beatmap(world, rows.md5(beatmap), mode, mods, newest_first=newest).all()

    expected = [
        row
        for row in world.rows(Score)
        if (row.map_md5, row.mode, row.status) == (rows.md5(beatmap), mode, 2)
        and row.userid in unrestricted
        and _admits(mods, row)
    ]
    order = [rows.NOON - row.play_time if newest else -getattr(row, column) for row in expected]
    assert found == [row for _, _, row in sorted(zip(order, (row.id for row in expected), expected, strict=True))]


@for_all(world=WORLDS, sort=st.sampled_from(SORTS), mode=MODES, country=st.sampled_from([None, "jp", "Jp", "a:"]))
def test_a_leaderboard(world: World, sort: str, mode: int, country: str | None) -> None:
    players = {player.id: player for player in world.rows(Player) if player.priv & 1}

    found = leaderboard(world, sort, mode, country).all()

    expected = [
        row
        for row in world.rows(Stats)
        if row.mode == mode
        and row.id in players
        and getattr(row, sort) > 0
        and (country is None or players[row.id].country.lower() == country.lower())
    ]
    assert found == sorted(expected, key=lambda row: (-getattr(row, sort), row.id))


@for_all(world=WORLDS, player=PLAYER_IDS, mode=MODES)
def test_most_played_beatmaps(world: World, player: int, mode: int) -> None:
    scores = [row for row in world.rows(Score) if (row.userid, row.mode) == (player, mode)]

    found = most_played(world, player, mode).all()

    expected = {
        beatmap.md5: (-len(ids), ids[0])
        for beatmap in world.rows(Beatmap)
        if (ids := [row.id for row in scores if row.map_md5 == beatmap.md5])
    }
    assert [(played.map_md5, played.plays) for played in found] == [
        (md5, -expected[md5][0]) for md5 in sorted(expected, key=lambda md5: expected[md5])
    ]


@for_all(world=WORLDS, status=st.none() | st.integers(0, 2), userid=st.none() | PLAYER_IDS, md5=st.none() | TYPED_MD5S)
def test_scores_by_their_columns(world: World, status: int | None, userid: int | None, md5: str | None) -> None:
    found = lists.scores(world, map_md5=md5, userid=userid, status=status).all()

    assert found == [
        row
        for row in world.rows(Score)
        if (status is None or row.status == status)
        and (userid is None or row.userid == userid)
        and (md5 is None or fold(row.map_md5) == fold(md5))
    ]


@for_all(world=WORLDS, set_id=st.none() | st.integers(0, 5), artist=st.none() | NAMES, frozen=st.none() | st.booleans())
def test_beatmaps_by_their_columns(
    world: World, set_id: int | None, artist: str | None, *, frozen: bool | None
) -> None:
    found = lists.beatmaps(world, set_id=set_id, artist=artist, frozen=frozen).all()

    assert found == [
        row
        for row in sorted(world.rows(Beatmap), key=lambda row: (row.server, row.id))
        if (set_id is None or row.set_id == set_id)
        and (artist is None or fold(row.artist) == fold(artist))
        and (frozen is None or bool(row.frozen) is frozen)
    ]


@for_all(world=WORLDS, priv=st.none() | st.integers(0, 3), country=st.none() | st.sampled_from(["jp", "JP ", "x"]))
def test_players_by_their_columns(world: World, priv: int | None, country: str | None) -> None:
    found = lists.players(world, priv=priv, country=country).all()

    assert found == [
        row
        for row in world.rows(Player)
        if (priv is None or row.priv == priv) and (country is None or row.country.lower() == country.lower().strip())
    ]


@for_all(world=WORLDS, player=PLAYER_IDS)
def test_stats_and_clans(world: World, player: int) -> None:
    assert lists.stats_of(world, player).all() == [row for row in world.rows(Stats) if row.id == player]
    assert lists.clans(world).all() == list(world.rows(Clan))


def test_questions_that_are_read_are_heard_with_what_was_read() -> None:
    world = World.build([rows.player(3), rows.player(4), rows.player(5)])
    everybody = lists.players(world)

    with heard() as readings:
        everybody.page(1, 1)
        everybody.counted_page(2, 5)
        lists.players(world, country="de").all()

    assert [(each.question.about, each.offset, [row.id for row in each.rows]) for each in readings] == [
        ("players", 1, [4]),
        ("players", 2, [5]),
        ("players", 0, []),
    ]


def test_questions_are_heard_by_the_innermost_alone_and_until_its_end() -> None:
    question = lists.players(World.build([rows.player(3)]))

    with heard() as outer:
        with heard() as inner:
            question.page(0, 1)
        question.page(0, 2)
    question.page(0, 3)

    assert (len(outer), len(inner)) == (1, 1)


def test_another_thread_is_not_heard() -> None:
    question = lists.players(World.build([rows.player(3)]))

    with heard() as readings, ThreadPoolExecutor(1) as pool:
        pool.submit(question.page, 0, 1).result()

    assert readings == []
