"""Which world a test gets: the default one, one of a file, or one that is generated, by what is asked and where."""

from __future__ import annotations

from textwrap import dedent
from typing import Final

import pytest

import mockbancho.bancho  # noqa: F401  # what a run inside this process is the first to import is dropped with it
from mockbancho import Bancho
from tests.projects import configure, fails_with, passes, save_world

pytest_plugins = ["pytester"]

SMALL: Final = {"players": 3, "beatmapsets": 1, "scores_per_player": 4, "seed": 9}
"""Options of a world that is generated in no time."""
IS_SMALL: Final = """
def shape(bancho):
    played = {sum(score.userid == player.id for score in bancho.scores) for player in bancho.players if player.id > 1}
    return len(bancho.players) - 1, len(bancho.beatmapsets), played, bancho.seed
"""
"""Beside the players that are asked for there is the bot."""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a world file, whose only player has id 7."""
    configure(pytester)
    save_world(pytester, "finals.json", 7)
    return pytester


# What is there without being asked for


def test_without_options_every_test_has_the_default_world_for_itself(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.parametrize("number", range(3))
        def test_one(bancho, number):
            assert bancho.get("/get_player_count").json()["counts"]["total"] == 60
            assert bancho.get("/get_player_info", name="User", scope="info").status == 200
            bancho.create.player(name="Aika")
    """

    passes(project, dedent(source), passed=3)


# Every option in every place


def test_each_option_of_a_generated_world_can_be_marked(project: pytest.Pytester) -> None:
    source = """
        @pytest.mark.bancho(players=3, beatmapsets=1, scores_per_player="4..4", seed=9)
        def test_one(bancho):
            assert shape(bancho) == (3, 1, {4}, 9)
    """

    passes(project, IS_SMALL + dedent(source))


def test_make_bancho_takes_each_option_of_a_generated_world(project: pytest.Pytester) -> None:
    source = """
        def test_one(make_bancho):
            bancho = make_bancho(players=3, beatmapsets=1, scores_per_player=(4, 4), seed=9)
            assert shape(bancho) == (3, 1, {4}, 9)
    """

    passes(project, IS_SMALL + dedent(source))


def test_each_option_of_a_generated_world_can_stand_in_the_ini_file(project: pytest.Pytester) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in SMALL.items()})
    source = """
        def test_one(bancho, bancho_session):
            assert shape(bancho) == shape(bancho_session) == (3, 1, {4}, 9)
    """

    passes(project, IS_SMALL + dedent(source))


def test_the_pp_engine_can_be_chosen_in_each_place(project: pytest.Pytester) -> None:
    pytest.importorskip("akatsuki_pp_py")
    configure(project, bancho_players=0, bancho_pp_engine="akatsuki")
    source = """
        def pp(bancho):
            bancho.create.beatmap(id=75, stars=5.0, mode="osu")
            return bancho.create.score(bancho.create.player(name="Aika"), 75, mods="RX", accuracy=98).pp

        def test_ini(bancho, make_bancho):
            assert bancho.world.pp_engine == "akatsuki"
            assert pp(bancho) != pp(make_bancho(pp_engine="rosu"))

        @pytest.mark.bancho(pp_engine="rosu")
        def test_marker(bancho, make_bancho):
            assert bancho.world.pp_engine == "rosu"
            assert pp(bancho) == pp(make_bancho(pp_engine="rosu")) != pp(make_bancho(pp_engine="akatsuki"))
    """

    passes(project, dedent(source), passed=2)


def test_a_seed_alone_generates_the_world_of_that_seed(project: pytest.Pytester) -> None:
    names = [row.name for row in Bancho(seed=9).players]
    source = f"""
        def test_run(bancho):
            assert [row.name for row in bancho.players] == {names}

        @pytest.mark.bancho(seed=7, players=2, beatmapsets=0)
        def test_marker(bancho):
            assert len(bancho.players) == 3
            assert "User" not in bancho.players
    """

    passes(project, dedent(source), "--bancho-seed=9", passed=2)


# Which of several wins


@pytest.mark.parametrize(
    ("ini", "arguments", "module", "function", "made", "expected"),
    [
        ({}, "", "players=2, seed=4", "players=3", "", (4, 4)),
        ({}, "", "players=2, seed=4", "players=3", "players=4", (5, 4)),
        ({"seed": 5, "players": 2}, "", "", "", "", (3, 5)),
        ({"seed": 5, "players": 2}, "--bancho-seed=6", "", "", "", (3, 6)),
        ({"seed": 5, "players": 2}, "--bancho-seed=6", "", "players=3", "", (4, 6)),
        ({"seed": 5, "players": 2}, "--bancho-seed=6", "", "seed=8", "", (3, 8)),
        ({"seed": 5, "players": 2}, "", "", "seed=8", "seed=9", (3, 9)),
    ],
)
def test_the_nearest_wins_for_each_option(
    project: pytest.Pytester,
    ini: dict[str, object],
    arguments: str,
    module: str,
    function: str,
    made: str,
    expected: tuple[int, int],
) -> None:
    configure(project, bancho_beatmapsets=0, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"""
        pytestmark = pytest.mark.bancho({module})

        @pytest.mark.bancho({function})
        def test_one(make_bancho):
            bancho = make_bancho({made})
            assert (len(bancho.players), bancho.seed) == {expected}
    """

    passes(project, dedent(source), *arguments.split())


FILE: Final = [7]
EMPTY: Final[list[int]] = []
ONE: Final = [1, 3]
"""Ids of players: of the world file, of a world without players, and of the one with a player and the bot."""


@pytest.mark.parametrize(
    ("ini", "module", "function", "made", "expected"),
    [
        ({"world": "finals.json"}, "", "players=0", "", EMPTY),
        ({"world": "finals.json"}, "", "", "players=0", EMPTY),
        ({"world": "finals.json"}, "", "beatmapsets=0", "players=1", ONE),
        ({"world": "finals.json"}, "", "seed=9", "", FILE),
        ({"world": "finals.json"}, "", "players=None", "", FILE),
        ({"players": 0}, "", "world='finals.json'", "", FILE),
        ({"players": 0}, "", "", "world='finals.json'", FILE),
        ({"players": 1, "beatmapsets": 0}, "", "seed=9", "", ONE),
        ({}, "world='finals.json'", "players=0", "", EMPTY),
        ({}, "players=0", "world='finals.json'", "", FILE),
        ({}, "players=0", "world='finals.json'", "players=1, beatmapsets=0", ONE),
        ({}, "world='finals.json'", "players=0", "world='finals.json'", FILE),
        ({"world": "finals.json"}, "", "world=None, players=0", "", EMPTY),
    ],
)
def test_of_a_world_file_and_a_size_the_nearer_wins(
    project: pytest.Pytester, ini: dict[str, object], module: str, function: str, made: str, expected: list[int]
) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"""
        pytestmark = pytest.mark.bancho({module})

        @pytest.mark.bancho({function})
        def test_one(make_bancho):
            assert [row.id for row in make_bancho({made}).players] == {expected}
    """

    passes(project, dedent(source))


def test_no_world_file_is_the_default_world_whatever_sizes_are_further(project: pytest.Pytester) -> None:
    configure(project, bancho_players=0)
    source = """
        @pytest.mark.bancho(world=None)
        def test_one(bancho):
            assert bancho.players["User"].id == 3
    """

    passes(project, dedent(source))


def test_with_a_world_file_a_seed_is_what_new_things_are_drawn_by(project: pytest.Pytester) -> None:
    configure(project, bancho_world="finals.json")
    names = [Bancho(players=0, seed=seed).create.player().name for seed in (8, 9)]
    source = f"""
        @pytest.mark.bancho(seed=8)
        def test_one(bancho, make_bancho):
            both = [bancho, make_bancho(seed=9)]
            assert [each.create.player().name for each in both] == {names}
            assert [[row.id for row in each.players] for each in both] == [[7, 8], [7, 8]]
    """

    passes(project, dedent(source))


def test_what_was_done_to_the_sessions_world_is_kept_unless_another_is_asked_for(project: pytest.Pytester) -> None:
    configure(project, bancho_world="finals.json")
    project.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def bancho_session(bancho_session):
            bancho_session.create.player(name="Aika", id=9)
            return bancho_session
    """)
    source = """
        @pytest.mark.bancho(seed=9, pp_engine="rosu")
        def test_kept(bancho):
            assert [row.id for row in bancho.players] == [7, 9]

        @pytest.mark.bancho(players=0)
        def test_another(bancho):
            assert len(bancho.players) == 0
    """

    passes(project, dedent(source), passed=2)


def test_a_world_is_generated_once_for_the_same_options(project: pytest.Pytester) -> None:
    project.makeconftest("""
        from mockbancho import options

        made = []
        generate = options.generated_world

        def counted(*arguments, **keywords):
            made.append(arguments)
            return generate(*arguments, **keywords)

        options.generated_world = counted

        def pytest_unconfigure():
            options.generated_world = generate
            print(f"generated {len(made)} worlds")
    """)
    source = """
        @pytest.mark.parametrize("again", range(2))
        @pytest.mark.parametrize("seed", range(8))
        def test_one(make_bancho, seed, again):
            bancho = make_bancho(seed=seed, players=2, beatmapsets=0)
            assert len(bancho.players) == 3
            bancho.create.player()

        @pytest.mark.bancho(beatmapsets=0, players=2, seed=7)
        def test_marked(bancho):
            assert len(bancho.players) == 3
    """

    passed = passes(project, dedent(source), passed=17)

    passed.stdout.fnmatch_lines(["generated 8 worlds"])


# What is wrong


WRONG: Final = [
    ("players", -1, "players is a whole number from 0 to 200000, not -1"),
    ("players", 200_001, "players is a whole number from 0 to 200000, not 200001"),
    ("beatmapsets", 2_001, "beatmapsets is a whole number from 0 to 2000, not 2001"),
    (
        "scores_per_player",
        "many",
        "scores_per_player is a whole number from 0 to 1000, or a span such as '20..60', not 'many'",
    ),
    (
        "scores_per_player",
        "60..20",
        "scores_per_player: a span goes from the lower to the higher, not from 60 to 20",
    ),
    ("pp_engine", "rosuu", "'rosuu' is no pp engine; did you mean 'rosu'?; known: rosu, akatsuki"),
]


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_value_in_a_marker_is_named_with_its_place_once(
    project: pytest.Pytester, name: str, value: object, words: str
) -> None:
    source = f"@pytest.mark.bancho({name}={value!r})\ndef test_one(bancho): pass\n"

    fails_with(project, source, f"@pytest.mark.bancho: {words}", outcomes={"errors": 1})


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_value_for_make_bancho_is_named_with_its_place_once(
    project: pytest.Pytester, name: str, value: object, words: str
) -> None:
    source = f"def test_one(make_bancho):\n    make_bancho({name}={value!r})\n"

    fails_with(project, source, f"E       mockbancho.errors.Mistake: make_bancho: {words}", outcomes={"failed": 1})


@pytest.mark.parametrize(("name", "value", "words"), WRONG)
def test_a_wrong_value_in_the_ini_file_is_named_with_its_place_once(
    project: pytest.Pytester, name: str, value: object, words: str
) -> None:
    configure(project, **{f"bancho_{name}": value})
    source = "def test_one(bancho): pass\n"

    fails_with(project, source, f"tox.ini: bancho_{name}: {words}", outcomes={"errors": 1})


def test_a_number_in_the_ini_file_that_is_none_is_named(project: pytest.Pytester) -> None:
    configure(project, bancho_players="sixty")
    words = "tox.ini: bancho_players cannot be read: invalid literal for int() with base 10: 'sixty'"

    fails_with(project, "def test_one(bancho): pass\n", words, outcomes={"errors": 1})


BOTH: Final = "players is for a world that is generated; world= says which one to take instead"
NOTHING: Final = "scores_per_player: without beatmapsets there is nothing to play; give beatmapsets too"


@pytest.mark.parametrize(
    ("ini", "marker", "words"),
    [
        ({}, "seed=3, world='finals.json', players=5", f"@pytest.mark.bancho: {BOTH}"),
        ({"seed": 3}, "world='finals.json', players=5", f"@pytest.mark.bancho: {BOTH}"),
        ({}, "beatmapsets=0, scores_per_player=5", f"@pytest.mark.bancho: {NOTHING}"),
        ({"world": "finals.json", "players": 5}, "", f"tox.ini: bancho_world, bancho_players: {BOTH}"),
        (
            {"beatmapsets": 0, "scores_per_player": 5},
            "",
            f"tox.ini: bancho_beatmapsets, bancho_scores_per_player: {NOTHING}",
        ),
        (
            {"beatmapsets": 0},
            "scores_per_player=5",
            f"@pytest.mark.bancho and tox.ini: bancho_beatmapsets: {NOTHING}",
        ),
    ],
)
def test_options_that_contradict_each_other_are_named_with_their_places(
    project: pytest.Pytester, ini: dict[str, object], marker: str, words: str
) -> None:
    configure(project, **{f"bancho_{name}": value for name, value in ini.items()})
    source = f"@pytest.mark.bancho({marker})\ndef test_one(bancho): pass\n"

    fails_with(project, source, words, outcomes={"errors": 1})


def test_make_bancho_that_contradicts_itself_says_so(project: pytest.Pytester) -> None:
    source = "def test_one(make_bancho):\n    make_bancho(world='finals.json', players=5)\n"

    fails_with(project, source, f"E       mockbancho.errors.Mistake: make_bancho: {BOTH}", outcomes={"failed": 1})


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("@pytest.mark.bancho(players=-1)\n", "@pytest.mark.bancho"),
        ("pytestmark = pytest.mark.bancho(players=-1)\n", "@pytest.mark.bancho of test_it.py"),
    ],
)
def test_the_summary_names_the_test_once(project: pytest.Pytester, marked: str, place: str) -> None:
    project.makepyfile(test_it=f"import pytest\n{marked}def test_one(bancho): pass\n")

    lines = project.runpytest_inprocess().outlines

    (summary,) = [line for line in lines if line.startswith("ERROR ")]
    assert summary.startswith(f"ERROR test_it.py::test_one - Failed: {place}: ")
    assert summary.count("test_one") == 1
