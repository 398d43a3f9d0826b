"""The wording of mistakes in arguments; and after one, nothing has happened."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from mockbancho import Bancho, Mistake, NoSuchRow
from mockbancho.actions.action import action
from mockbancho.actions.verbs import VERBS
from mockbancho.world.world import World

pytest_plugins = ["pytester"]
QUIET = ("-W", "ignore::pytest.PytestDeprecationWarning")
"""One plugin warns until it is told something."""


def rows_of(bancho: Bancho) -> list[object]:
    return [
        row for view in (bancho.players, bancho.stats, bancho.clans, bancho.scores, bancho.beatmaps) for row in view
    ]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda create: create.player(contry="jp"), "create.player has no argument 'contry'; did you mean 'country'? Known: name, id,"),
        (lambda create: create.player(qqqq="jp"), "create.player has no argument 'qqqq'; known: name, id,"),
        (lambda create: create.player(country="jpn"), "create.player: country: expected str of 2 characters, got str 'jpn'"),
        (lambda create: create.player(country=5), "create.player: country: expected str, got int 5"),
        (lambda create: create.player(country=None), "create.player: country: expected str, got None"),
        (lambda create: create.player(priv=2**31), "create.player: priv: expected int from -2147483648 to 2147483647, got int 2147483648"),
        (lambda create: create.player(restricted=1), "create.player: restricted: expected True or False, got int 1"),
        (lambda create: create.player(country=object), "create.player: country: expected str, got type <class 'object'>"),
        (lambda create: create.player(name="x"), "create.player: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got 'x'"),
        (lambda create: create.player(name="AIKA"), "create.player: name: 'AIKA' is taken by player 3, 'Aika'"),
        (lambda create: create.player(id=3), "create.player: id: player 3 exists already"),
        (lambda create: create.player(preferred_mode="taik"), "create.player: preferred_mode: 'taik' is no GameMode; did you mean 'taiko'? Known: osu,"),
        (lambda create: create.player(preferred_mode=12), "create.player: preferred_mode: 12 is no GameMode; known: 0, 1,"),
        (lambda create: create.player(preferred_mode=1.5), "create.player: preferred_mode: expected a GameMode, as word or number; got float 1.5"),
        (lambda create: create.player(clan="Reds"), "create.player: clan: no clan 'Reds'"),
        (lambda create: create.player("Aika"), "create.player takes arguments by name only; got 1 by position"),
        (lambda create: create.score(), "create.score needs 'player'"),
        (lambda create: create.score("Aika", player=3), "create.score got 'player' twice, by position and by name"),
        (lambda create: create.score("Aika", 3, 98.0), "create.score takes at most 2 arguments by position: player, beatmap; got 3 by position"),
        (lambda create: create.score("Aika", accuracy=101), "create.score: accuracy: expected number from 0 to 100, got int 101"),
        (lambda create: create.score("Aika", accuracy=float("nan")), "create.score: accuracy: expected a finite number, got nan"),
        (lambda create: create.score("Aika", mods="HDXX"), "create.score: mods: 'XX' in 'HDXX' is no mod; known: NF EZ"),
        (lambda create: create.score("Aika", mods="EZHR"), "create.score: mods: mods EZ and HR cannot be chosen together"),
        (lambda create: create.score("Aika", mods=1.0), "create.score: mods: expected mods as letters such as 'HDDT', or a number; got float 1.0"),
        (lambda create: create.score("Aika", mods=-1), "create.score: mods: -1 is no sum of mods"),
        (lambda create: create.score("Aika", accuracy=99.9, misses=300), "create.score: accuracy: 99.9 % cannot be reached with 300 misses in"),
        (lambda create: create.score("Aika", combo=5000), "create.score: combo: expected 0 to "),
        (lambda create: create.score("Aika", 3, mode="taiko", mods="AP"), "create.score: mode: there are no scores in taiko_autopilot"),
        (lambda create: create.score("Aika", n300=5, accuracy=90), "create.score: give either n300 or accuracy and misses"),
        (lambda create: create.score("Aika", n300=-5), "create.score: n300: expected at least 0, got -5"),
        (lambda create: create.score("Aika", mode="mania"), "create.score: beatmap: there is no mania beatmap with a leaderboard to pick from; make one first: create.beatmap(mode='mania')"),
        (lambda create: create.score("Aika", play_time="noon"), "create.score: play_time: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, got str 'noon'"),
        (lambda create: create.score("Aika", play_time="2024-07-01T12:00:00Z"), "create.score: play_time: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, got"),
        (lambda create: create.score("Aika", "Nothing"), "create.score: beatmap: no beatmap 'Nothing'"),
        (lambda create: create.player(country=["jp"]), "create.player: country: expected str, got a list"),
        (lambda create: create.player(country="j" * 99), f"create.player: country: expected str of 2 characters, got str of 99 characters, '{'j' * 59}…"),
        (lambda create: create.player(country="!!"), "create.player: country: expected two letters from a to z, such as 'jp', got '!!'"),
        (lambda create: create.player(name="x" * 33), f"create.player: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got '{'x' * 32}'… of 33 characters"),
        (lambda create: create.player(id=0), "create.player: id: players begin with 3, got 0: bancho.py keeps 1 for its bot and never gives 2, and its API refuses"),
        (lambda create: create.player(id=2), "create.player: id: players begin with 3, got 2"),
        (lambda create: create.score("Aika", accuracy=0.987), "create.score: accuracy: expected percent, got 0.987; did you mean 98.7?"),
        (lambda create: create.score("Aika", accuracy=1), "create.score: accuracy: expected percent, got 1; did you mean 100?"),
        (lambda create: create.score("Aika", accuracy=98.7, acc=50), "create.score: acc: it follows from accuracy; give one of them"),
        (lambda create: create.score("Aika", n300=9, acc=50), "create.score: acc: it follows from n300; give one of them"),
        (lambda create: create.score("Aika", acc=101), "create.score: acc: expected at most 100, got 101"),
        (lambda create: create.score("Aika", passed=False, grade="S"), "create.score: grade: a score that failed has grade F, not S"),
        (lambda create: create.score("Aika", grade="F"), "create.score: grade: grade F is for scores that failed; give passed=False"),
        (lambda create: create.score("Aika", pp=-5), "create.score: pp: expected at least 0, got -5"),
        (lambda create: create.score("Aika", perfect=2), "create.score: perfect: expected 0 or 1, got 2"),
        (lambda create: create.score("Aika", perfect=1, misses=3), "create.score: perfect: a score with misses, or that failed, is not perfect"),
        (lambda create: create.score("Aika", mods="HD DT"), "create.score: mods: mods are letters with nothing between them; did you mean 'HDDT'? got 'HD DT'"),
        (lambda create: create.pool(creator="Aika", picks={"XX1": 3}), "create.pool: picks: 'XX1': 'XX' in 'XX' is no mod; known: NF EZ"),
        (lambda create: create.clan(owner="Aika", members=({"Aika"},)), "create.clan: members: expected a player, as row, id or name; got set {'Aika'}"),
        (lambda create: create.score(True), "create.score: player: expected a player, as row, id or name; got bool True"),
        (lambda create: create.beatmap(beatmapset="One"), "create.beatmap: beatmapset: expected a beatmapset, as row or id; got str 'One'"),
        (lambda create: create.beatmap(stars=-1), "create.beatmap: stars: expected number from 0 to 999, got int -1"),
        (lambda create: create.beatmap(id=3), "create.beatmap: id: beatmap 3 exists already"),
        (lambda create: create.beatmap(md5=create.beatmap(id=90).md5), "create.beatmap: md5: beatmap 90 has this md5"),
        (lambda create: [create.clan(owner="Aika", id=5), create.clan(owner=create.player(), id=5)], "create.clan: id: clan 5 exists already"),
        (lambda create: [create.clan(owner="Aika", tag="RED"), create.clan(owner=create.player(), tag="red")], "create.clan: tag: 'red' is taken by clan 1, "),
        (lambda create: [create.pool(creator="Aika", id=5), create.pool(creator="Aika", id=5)], "create.pool: id: pool 5 exists already"),
        (lambda create: [create.score("Aika", id=5), create.score("Aika", id=5)], "create.score: id: score 5 exists already"),
        (lambda create: create.match(host=create.player(online=True), players=[create.player(online=True) for _ in range(16)]), "create.match: players: a match holds 1 to 16, got 17"),
        (lambda create: create.beatmapset(id=1), "create.beatmapset: id: beatmapset 1 exists already"),
        (lambda create: create.clan(owner="Aika", members="Aika"), "create.clan: members: expected a list; got str 'Aika'"),
        (lambda create: create.match(host="Aika"), "create.match: player 3, 'Aika', is offline; put them online first, as create.session does"),
        (lambda create: create.pool(creator="Aika", picks=[1]), "create.pool: picks: expected a dict; got a list"),
        (lambda create: create.pool(creator="Aika", picks={"first": 3}), "create.pool: picks: expected mods and a number, such as 'NM1', got 'first'"),
        (lambda create: create.relationship("Aika", 3), "create.relationship: other: 'Aika' cannot be that to themselves"),
        (lambda create: create.relationship("Aika", 3, type="enemy"), "create.relationship: type: expected 'block' or 'friend', got str 'enemy'"),
        (lambda create: create.api_key("Aika", key="k" * 37), "create.api_key: key: expected str of 1 to 36 characters, got 37"),
    ],
)  # fmt: skip
def test_a_mistake_is_named(bancho: Bancho, make: Callable[[Any], object], sentence: str) -> None:
    bancho.create.player(name="Aika")
    bancho.create.beatmap()

    with pytest.raises(Mistake) as caught:
        make(bancho.create)

    assert str(caught.value).startswith(sentence)


def test_after_a_mistake_nothing_has_happened(bancho: Bancho) -> None:
    aika = bancho.create.player(name="Aika")
    other = bancho.create.player()
    bancho.create.clan(owner=other)
    before = rows_of(bancho)

    with pytest.raises(Mistake, match="is in clan 1 already"):
        bancho.create.clan(owner=aika, members=[other])

    assert rows_of(bancho) == before


def test_an_unknown_player_is_a_missing_row_with_the_nearest(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")

    with pytest.raises(NoSuchRow) as caught:
        bancho.create.score("Aiko")

    assert str(caught.value) == "create.score: player: no player 'Aiko'; did you mean 'Aika'?"


def test_a_score_without_beatmaps_says_what_to_do(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")

    with pytest.raises(
        Mistake, match=r"^create\.score: beatmap: there are no beatmaps .+; make one first: create\.beatmap\(\)$"
    ):
        bancho.create.score("Aika")


def test_a_mistake_names_the_action_as_it_was_called(bancho: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^create\.player: country: expected str, got int 5$"):
        bancho.create.player(country=5)  # type: ignore[arg-type]  # that is the mistake
    with pytest.raises(Mistake, match=r"^create_player: country: expected str, got int 5$"):
        VERBS["create_player"](bancho.world, country=5)


def test_a_failing_test_shows_its_own_line(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        def test_one(bancho):
            bancho.create.score(999)

        def test_two(bancho):
            bancho.players["No such"]

        def test_three(bancho):
            bancho.create.pool(creator=bancho.create.player(), picks={"XX1": bancho.create.beatmap()})
        """
    )

    shown = pytester.runpytest_inprocess(
        "-p", "no:randomly", "-p", "no:hypothesispytest", *QUIET, "--color=no"
    ).outlines

    assert [line for line in shown if line.startswith("E  ") or re.match(r"test_a_failing\S+:\d", line)] == [
        "E       mockbancho.errors.NoSuchRow: create.score: player: no player 999",
        "test_a_failing_test_shows_its_own_line.py:2: NoSuchRow",
        "E       mockbancho.errors.NoSuchRow: no player 'No such'",
        "test_a_failing_test_shows_its_own_line.py:5: NoSuchRow",
        "E       mockbancho.errors.Mistake: create.pool: picks: 'XX1': 'XX' in 'XX' is no mod; known: NF EZ TD HD HR SD DT RX HT NC FL AU SO AP PF 4K 5K 6K 7K 8K FI RN CN TP 9K CO 1K 3K 2K V2 MR",
        "test_a_failing_test_shows_its_own_line.py:8: Mistake",
    ]


def test_an_unknown_noun_names_the_nearest(bancho: Bancho) -> None:
    with pytest.raises(AttributeError, match=r"there is no create\.plyer; did you mean 'player'\? Known: "):
        _ = bancho.create.plyer  # type: ignore[attr-defined]  # that is the mistake


def test_two_actions_of_one_name_cannot_be() -> None:
    def create_player(world: World) -> None:
        """Make nothing."""

    with pytest.raises(Mistake, match="two actions are called 'create_player'"):
        action(create_player)
