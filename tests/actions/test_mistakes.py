"""The wording of mistakes in arguments; and after one, nothing has happened."""

from collections.abc import Callable
from typing import Any

import pytest

from mockbancho import Bancho, Mistake, NoSuchRow
from mockbancho.actions.action import action
from mockbancho.world.world import World


def rows_of(bancho: Bancho) -> list[object]:
    return [
        row for view in (bancho.players, bancho.stats, bancho.clans, bancho.scores, bancho.beatmaps) for row in view
    ]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda create: create.player(contry="jp"), "create_player has no argument 'contry'; did you mean 'country'? Known: name, id,"),
        (lambda create: create.player(qqqq="jp"), "create_player has no argument 'qqqq'; known: name, id,"),
        (lambda create: create.player(country="jpn"), "create_player: country: expected str of 2 characters, got str 'jpn'"),
        (lambda create: create.player(country=5), "create_player: country: expected str, got int 5"),
        (lambda create: create.player(country=None), "create_player: country: expected str, got null"),
        (lambda create: create.player(priv=2**31), "create_player: priv: expected int from -2147483648 to 2147483647, got int 2147483648"),
        (lambda create: create.player(restricted=1), "create_player: restricted: expected true or false, got int 1"),
        (lambda create: create.player(country=object), "create_player: country: expected str, got type <class 'object'>"),
        (lambda create: create.player(name="x"), "create_player: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got 'x'"),
        (lambda create: create.player(name="AIKA"), "create_player: name: 'AIKA' is taken by player 3, 'Aika'"),
        (lambda create: create.player(id=3), "create_player: id: player 3 exists already"),
        (lambda create: create.player(preferred_mode="taik"), "create_player: preferred_mode: 'taik' is no GameMode; did you mean 'taiko'? Known: osu,"),
        (lambda create: create.player(preferred_mode=12), "create_player: preferred_mode: 12 is no GameMode; known: 0, 1,"),
        (lambda create: create.player(preferred_mode=1.5), "create_player: preferred_mode: expected a GameMode, as word or number; got float 1.5"),
        (lambda create: create.player(clan="Reds"), "create_player: clan: no clan 'Reds'"),
        (lambda create: create.player("Aika"), "create_player takes arguments by name only; got 1 by position"),
        (lambda create: create.score(), "create_score needs 'player'"),
        (lambda create: create.score("Aika", player=3), "create_score got 'player' twice, by position and by name"),
        (lambda create: create.score("Aika", 3, 98.0), "create_score takes at most 2 arguments by position: player, beatmap; got 3 by position"),
        (lambda create: create.score("Aika", accuracy=101), "create_score: accuracy: expected number from 0 to 100, got int 101"),
        (lambda create: create.score("Aika", accuracy=float("nan")), "create_score: accuracy: expected a finite number, got nan"),
        (lambda create: create.score("Aika", mods="HDXX"), "create_score: mods: 'XX' in 'HDXX' is no mod; known: NF EZ"),
        (lambda create: create.score("Aika", mods="EZHR"), "create_score: mods: mods EZ and HR cannot be chosen together"),
        (lambda create: create.score("Aika", mods=1.0), "create_score: mods: expected mods as letters such as 'HDDT', or a number; got float 1.0"),
        (lambda create: create.score("Aika", mods=-1), "create_score: mods: -1 is no sum of mods"),
        (lambda create: create.score("Aika", accuracy=99.9, misses=300), "create_score: accuracy: 99.9 % cannot be reached with 300 misses in"),
        (lambda create: create.score("Aika", combo=5000), "create_score: combo: expected 0 to "),
        (lambda create: create.score("Aika", 3, mode="taiko", mods="AP"), "create_score: mode: there are no scores in taiko_autopilot"),
        (lambda create: create.score("Aika", n300=5, accuracy=90), "create_score: give either n300 or accuracy and misses"),
        (lambda create: create.score("Aika", n300=-5), "create_score: n300: expected at least 0, got -5"),
        (lambda create: create.score("Aika", mode="mania"), "create_score: beatmap: there is no mania beatmap with a leaderboard to pick from; create one"),
        (lambda create: create.score("Aika", play_time="noon"), "create_score: play_time: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, got str 'noon'"),
        (lambda create: create.score("Aika", play_time="2024-07-01T12:00:00Z"), "create_score: play_time: expected 'YYYY-MM-DD HH:MM:SS' in UTC, without a zone, got"),
        (lambda create: create.score("Aika", "Nothing"), "create_score: beatmap: no beatmap 'Nothing'"),
        (lambda create: create.score(True), "create_score: player: expected a player, as row, id or name; got bool True"),
        (lambda create: create.beatmap(beatmapset="One"), "create_beatmap: beatmapset: expected a beatmapset, as row or id; got str 'One'"),
        (lambda create: create.beatmap(stars=-1), "create_beatmap: stars: expected number from 0 to 999, got int -1"),
        (lambda create: create.beatmap(id=3), "create_beatmap: id: beatmap 3 exists already"),
        (lambda create: create.beatmap(md5=create.beatmap(id=90).md5), "create_beatmap: md5: beatmap 90 has this md5"),
        (lambda create: [create.clan(owner="Aika", id=5), create.clan(owner=create.player(), id=5)], "create_clan: id: clan 5 exists already"),
        (lambda create: [create.clan(owner="Aika", tag="RED"), create.clan(owner=create.player(), tag="red")], "create_clan: tag: 'red' is taken by clan 1, "),
        (lambda create: [create.pool(creator="Aika", id=5), create.pool(creator="Aika", id=5)], "create_pool: id: pool 5 exists already"),
        (lambda create: [create.score("Aika", id=5), create.score("Aika", id=5)], "create_score: id: score 5 exists already"),
        (lambda create: create.match(host=create.player(online=True), players=[create.player(online=True) for _ in range(16)]), "create_match: players: a match holds 1 to 16, got 17"),
        (lambda create: create.beatmapset(id=1), "create_beatmapset: id: beatmapset 1 exists already"),
        (lambda create: create.clan(owner="Aika", members="Aika"), "create_clan: members: expected a list; got str 'Aika'"),
        (lambda create: create.match(host="Aika"), "create_match: player 3, 'Aika', is offline; put them online first, as create_session does"),
        (lambda create: create.pool(creator="Aika", picks=[1]), "create_pool: picks: expected a mapping; got an array"),
        (lambda create: create.pool(creator="Aika", picks={"first": 3}), "create_pool: picks: expected mods and a number, such as 'NM1', got 'first'"),
        (lambda create: create.relationship("Aika", 3), "create_relationship: other: 'Aika' cannot be that to themselves"),
        (lambda create: create.relationship("Aika", 3, type="enemy"), "create_relationship: type: expected 'block' or 'friend', got str 'enemy'"),
        (lambda create: create.api_key("Aika", key="k" * 37), "create_api_key: key: expected str of at most 36 characters, got 37"),
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

    assert str(caught.value) == "create_score: player: no player 'Aiko'; did you mean 'Aika'?"


def test_an_unknown_noun_names_the_nearest(bancho: Bancho) -> None:
    with pytest.raises(AttributeError, match="nothing is created by 'plyer'; did you mean 'player'\\? Known: "):
        _ = bancho.create.plyer  # type: ignore[attr-defined]  # that is the mistake


def test_two_actions_of_one_name_cannot_be() -> None:
    def create_player(world: World) -> None:
        """Make nothing."""

    with pytest.raises(Mistake, match="two actions are called 'create_player'"):
        action(create_player)
