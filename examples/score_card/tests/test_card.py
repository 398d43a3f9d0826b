"""The bot against a server of each test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from score_card import Api, card
from score_card.card import _score

import factories
from mockbancho import Bancho


@pytest.fixture
def api(bancho: Bancho) -> Iterator[Api]:
    api = Api(bancho.url)
    yield api
    api.close()


def test_card_shows_rank_and_best_score(bancho: Bancho, api: Api) -> None:
    aika = bancho.create.player(name="Aika", country="jp", online=True)
    opener = bancho.create.beatmap(title="Opener", version="Insane", stars=5.2)
    best = bancho.create.score(player=aika, beatmap=opener, accuracy=98.7, mods="HDDT")

    shown = card(api, "aika").splitlines()

    stats = bancho.stats.of(aika)
    assert shown == [
        "Aika (JP, online)",
        f"#1 (1 in the country), {stats.pp:,}pp, {stats.acc:.2f}%",
        f"1. Opener [Insane] {best.grade} {best.acc:.2f}% {best.pp:.0f}pp",
    ]


def test_card_lists_three_scores_at_most(bancho: Bancho, api: Api) -> None:
    aika = bancho.create.player(name="Aika")
    for _ in range(5):
        bancho.create.score(player=aika, beatmap=bancho.create.beatmap())

    assert len(card(api, "Aika").splitlines()) == 2 + 3


def test_card_of_a_player_who_never_played(bancho: Bancho, api: Api) -> None:
    bancho.create.player(name="Mira Kestrel", country="nl")

    assert card(api, "Mira Kestrel") == "Mira Kestrel (NL, offline)\nnot ranked"


def test_a_restricted_player_has_no_rank(bancho: Bancho, api: Api) -> None:
    shady = bancho.create.player(name="Shady", country="us", restricted=True)
    bancho.create.score(player=shady, beatmap=bancho.create.beatmap())

    assert card(api, "Shady").splitlines()[1] == "not ranked"


def test_nobody_of_that_name(api: Api) -> None:
    assert card(api, "Nobody") == "There is no player called Nobody here."


@pytest.mark.bancho(players=None)
def test_everybody_of_the_default_world_has_a_card(bancho: Bancho, api: Api) -> None:
    names = [player.name for player in bancho.players if player.id > 1]  # the API refuses to speak of its bot

    cards = [card(api, name) for name in names]

    assert len(cards) == 60
    assert [shown.partition(" (")[0] for shown in cards] == names


@pytest.mark.bancho(contract="5.3")
def test_the_bot_asks_where_production_answers(bancho: Bancho, api: Api) -> None:
    bancho.create.player(name="Aika")

    card(api, "Aika")

    assert {call.status for call in bancho.journal} == {200}


def test_a_line_of_the_card_needs_no_server() -> None:
    assert _score(1, factories.score(pp=99.5)) == "1. Paper Lanterns [Dawn] S 98.70% 100pp"
