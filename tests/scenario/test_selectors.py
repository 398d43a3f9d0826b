"""Words that stand for one of many, and which one that is."""

from __future__ import annotations

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.actions.verbs import VERBS
from mockbancho.osu.players import BOT_ID
from mockbancho.records import Beatmap, Match, Player
from mockbancho.world.references import resolve
from mockbancho.world.selectors import selectors_of
from tests import rows


@pytest.fixture
def bancho() -> Bancho:
    """Some are online, one of them is away, one is restricted; a beatmap of each mode, and one nobody ranks."""
    bancho = Bancho(players=0, seed=7)
    for name in ("Aika", "Ben", "Cleo", "Dora"):
        bancho.create.player(name=name)
    bancho.create.player(name="Emil", restricted=True)
    bancho.create.player(name="Finn", preferred_mode=3)
    for name in ("Aika", "Ben"):
        bancho.go_online(name)
    bancho.set_status("Ben", "afk")
    for mode in ("osu", "taiko", "catch", "mania"):
        bancho.create.beatmap(mode=mode, title=f"Song of {mode}")
    bancho.create.beatmap(mode="osu", title="Unfinished", status="pending")
    return bancho


def found(bancho: Bancho, kind: type, word: str) -> set[str]:
    """Return what a word stands for in many moments."""
    names: set[str] = set()
    for _ in range(60):
        bancho.advance(1)
        row = resolve(bancho.world, kind, word)
        names.add(getattr(row, "title", None) or getattr(row, "name"))  # noqa: B009  # one of the two
    return names


@pytest.mark.parametrize(
    ("kind", "word", "names"),
    [
        (Player, "any", {"Aika", "Ben", "Cleo", "Dora", "Finn"}),
        (Player, "any_online", {"Aika", "Ben"}),
        (Player, "any_offline", {"Cleo", "Dora", "Finn"}),
        (Player, "any_idle", {"Aika"}),
        (Player, "any_osu_player", {"Aika", "Ben", "Cleo", "Dora"}),
        (Player, "any_mania_player", {"Finn"}),
        (Beatmap, "any", {"Song of osu", "Song of taiko", "Song of catch", "Song of mania"}),
        (Beatmap, "any_osu", {"Song of osu"}),
        (Beatmap, "any_mania", {"Song of mania"}),
    ],
)
def test_a_word_stands_for_each_of_some(bancho: Bancho, kind: type, word: str, names: set[str]) -> None:
    assert found(bancho, kind, word) == names


def test_the_bot_and_the_restricted_are_nobody(bancho: Bancho) -> None:
    bancho.world.put(rows.player(BOT_ID, name="Bot"))

    assert found(bancho, Player, "any") & {"Bot", "Emil"} == set()


def test_a_match_is_any_that_is_open(bancho: Bancho) -> None:
    bancho.create.match(host="Aika", name="Lobby")

    assert found(bancho, Match, "any") == {"Lobby"}
    assert found(bancho, Player, "any_online") == {"Aika", "Ben"}
    with pytest.raises(Mistake, match=r"any_idle: there is none now$"):
        resolve(bancho.world, Player, "any_idle")


def test_the_seed_decides_and_nothing_else_does(bancho: Bancho) -> None:
    def picked(server: Bancho) -> list[object]:
        rows: list[object] = []
        for _ in range(20):
            server.advance(1)
            rows.append(resolve(server.world, Player, "any"))
        return rows

    with bancho.fork() as same, bancho.fork() as other:
        other.world.seed = 8

        assert picked(same) == picked(bancho)
        assert picked(other) != picked(same)


def test_a_player_more_changes_few_picks(bancho: Bancho) -> None:
    with bancho.fork() as fuller:
        fuller.create.player(name="Gerd")
        picks = []
        for _ in range(60):
            for server in (bancho, fuller):
                server.advance(1)
            picks.append([resolve(server.world, Player, "any") for server in (bancho, fuller)])

    changed = [fuller for one, fuller in picks if one != fuller]
    assert {player.name for player in changed if isinstance(player, Player)} == {"Gerd"}


def test_there_is_a_word_for_every_mode() -> None:
    assert [word for word in selectors_of(Player) if word.endswith("_player")] == [
        f"any_{mode}_player"
        for mode in (
            "osu", "taiko", "catch", "mania", "osu_relax", "taiko_relax", "catch_relax", "osu_autopilot",
        )
    ]  # fmt: skip
    assert [*selectors_of(Beatmap)] == ["any", "any_osu", "any_taiko", "any_catch", "any_mania"]


def test_a_word_of_another_kind_stands_for_nothing(bancho: Bancho) -> None:
    with pytest.raises(Mistake, match=r"^no player 'any_osu'$"):
        resolve(bancho.world, Player, "any_osu")


def test_a_word_is_an_argument_as_any_other(bancho: Bancho) -> None:
    VERBS["play_beatmap"](bancho.world, player="any_idle", beatmap="any_osu")

    assert bancho.get("/get_player_status", name="Aika").json()["player_status"]["status"]["action"] == 2
