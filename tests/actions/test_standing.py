"""Restrictions, silences, donations and names: what the API then says, and what is refused."""

import pytest

from mockbancho import Bancho, Mistake

NOON = 1_719_835_200
"""What the clock of an empty world shows, in Unix seconds."""


def board(bancho: Bancho) -> list[str]:
    return [row["name"] for row in bancho.get("/get_leaderboard", mode=0).json()["leaderboard"]]


def rank_of(bancho: Bancho, name: str) -> tuple[int, int]:
    stats = bancho.get("/get_player_info", name=name, scope="stats").json()["player"]["stats"]["0"]
    return stats["rank"], stats["country_rank"]


@pytest.fixture
def ranked(bancho: Bancho) -> Bancho:
    """Aika leads with 5000 pp, before Mira."""
    for name, pp in (("Aika", 5000), ("Mira", 4000)):
        bancho.create.player(name=name, country="jp")
        bancho.create.stats(name, pp=pp)
    return bancho


def test_a_restricted_player_loses_their_rank_and_gets_it_back(ranked: Bancho) -> None:
    before = board(ranked), rank_of(ranked, "Aika"), rank_of(ranked, "Mira")

    ranked.restrict("Aika")
    during = board(ranked), rank_of(ranked, "Aika"), rank_of(ranked, "Mira")
    ranked.unrestrict("Aika")

    assert before == (["Aika", "Mira"], (1, 1), (2, 2))
    assert during == (["Mira"], (0, 0), (1, 1))
    assert (board(ranked), rank_of(ranked, "Aika"), rank_of(ranked, "Mira")) == before
    assert [(event.kind, event.player) for event in ranked.events] == [
        ("player_restricted", 3),
        ("player_unrestricted", 3),
    ]


def test_restricting_leaves_stats_scores_and_session_alone(ranked: Bancho) -> None:
    opener = ranked.create.beatmap()
    ranked.create.score("Aika", opener)
    ranked.go_online("Aika")
    kept = ranked.stats.of(3), list(ranked.scores), ranked.beatmaps[opener.id], list(ranked.sessions)

    ranked.restrict("Aika")

    assert (ranked.stats.of(3), list(ranked.scores), ranked.beatmaps[opener.id], list(ranked.sessions)) == kept
    assert ranked.get("/get_player_count").json()["counts"]["online"] == 0
    assert ranked.get("/get_map_scores", id=opener.id, scope="best").json()["scores"] == []
    assert ranked.get("/search_players", q="Aika").json()["results"] == 0


def test_a_silence_ends_by_itself_or_at_once(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")
    bancho.advance("1.5s")

    bancho.silence("Aika", "10m")
    shown = bancho.get("/get_player_info", name="Aika", scope="info").json()["player"]["info"]["silence_end"]
    bancho.silence("Aika", 0)

    assert (shown, bancho.players["Aika"].silence_end) == (NOON + 601, NOON + 1)
    assert [(event.kind, event.player, event.text) for event in bancho.events] == [
        ("player_silenced", 3, "10m"),
        ("player_silenced", 3, "0s"),
    ]


def test_who_is_silenced_leaves_the_match(bancho: Bancho) -> None:
    for name in ("Aika", "Mira"):
        bancho.create.player(name=name, online=True)
    bancho.create.match(host="Aika", players=["Mira"])

    bancho.silence("Mira", "1h")

    assert [slot.player for slot in bancho.matches[1].slots[:2]] == [3, None]
    assert bancho.players["Mira"].silence_end == NOON + 3600
    assert bancho.sessions[4].id == 4


def test_a_donor_is_one_until_it_ends(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")

    bancho.give_donor("Aika", "30d")
    given = bancho.get("/get_player_info", name="Aika", scope="info").json()["player"]["info"]
    bancho.advance("29d")
    late = bancho.players["Aika"].priv
    bancho.advance("1d")

    assert (given["priv"], given["donor_end"], late) == (19, NOON + 30 * 86_400, 19)
    assert (bancho.players["Aika"].priv, bancho.players["Aika"].donor_end) == (3, 0)
    assert [(event.kind, event.text, event.at // 1_000_000 - NOON) for event in bancho.events] == [
        ("donor_given", "30d", 0),
        ("donor_ended", "", 30 * 86_400),
    ]


def test_more_for_a_donor_is_added(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")
    bancho.give_donor("Aika", "1d")
    bancho.advance("6h")

    bancho.give_donor("Aika", "1d")
    bancho.advance("1d")
    during = bancho.players["Aika"].priv, bancho.players["Aika"].donor_end
    bancho.advance("18h")

    assert during == (19, NOON + 2 * 86_400)
    assert bancho.players["Aika"].priv == 3


def test_everything_of_a_donor_ends_with_it(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", donor=True, donor_end=NOON + 60)

    bancho.give_donor("Aika", 60)
    bancho.advance("2m")

    assert bancho.players["Aika"].priv == 3


def test_a_player_is_found_by_the_new_name_alone(ranked: Bancho) -> None:
    ranked.go_online("Aika")

    ranked.rename("Aika", "Two Words")

    answer = ranked.get("/get_player_info", name="two_words", scope="info").json()["player"]["info"]
    assert (answer["id"], answer["name"], answer["safe_name"]) == (3, "Two Words", "two_words")
    assert ranked.get("/get_player_info", name="Aika", scope="info").status == 404
    assert (board(ranked), rank_of(ranked, "Two Words")) == (["Two Words", "Mira"], (1, 1))
    assert ranked.get("/get_player_status", name="Two Words").json()["player_status"]["online"] is True
    assert [(event.kind, event.player, event.text) for event in ranked.events][1:] == [("player_renamed", 3, "Aika")]


def test_the_letters_of_a_name_can_change_and_a_left_name_is_free(ranked: Bancho) -> None:
    ranked.rename("Aika", "AIKA")
    ranked.rename("AIKA", "Neri")

    ranked.rename("Mira", "Aika")

    assert [player.name for player in ranked.players] == ["Neri", "Aika"]


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("restrict", {"player": "Hidden"}, "restrict: player 5, 'Hidden', is restricted already; legal: unrestrict"),
        ("unrestrict", {"player": "Aika"}, "unrestrict: player 3, 'Aika', is not restricted; legal: restrict"),
        ("silence", {"player": "Aika", "duration": "ten"}, "silence: duration: a duration is such as '90s', '1m30s', '2h' or '100ms', its units from large to small; got 'ten'"),
        ("silence", {"player": "Aika", "duration": -1}, "silence: duration: a duration is from 0 seconds to 100 years; got -1"),
        ("silence", {"player": "Aika", "duration": "9000d"}, "silence: duration: '9000d' ends after January 2038, which bancho.py's columns cannot hold"),
        ("silence", {"player": "Aika"}, "silence needs 'duration'"),
        ("give_donor", {"player": "Aika", "duration": "900ms"}, "give_donor: duration: expected a second or more, got '900ms'"),
        ("give_donor", {"player": "Aika", "duration": "9000d"}, "give_donor: duration: '9000d' ends after January 2038, which bancho.py's columns cannot hold"),
        ("rename", {"player": "Aika", "name": "x"}, "rename: name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got 'x'"),
        ("rename", {"player": "Aika", "name": "a_b c"}, "rename: name: expected '_' or spaces, not both, got 'a_b c'"),
        ("rename", {"player": "Aika", "name": "Aika"}, "rename: name: player 3 is called 'Aika' already"),
        ("rename", {"player": "Aika", "name": "MIRA"}, "rename: name: 'MIRA' is taken by player 4, 'Mira'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    ranked: Bancho, verb: str, arguments: dict[str, object], sentence: str
) -> None:
    ranked.create.player(name="Hidden", restricted=True)
    before = list(ranked.players)

    with pytest.raises(Mistake) as caught:
        ranked.act(verb, **arguments)

    assert str(caught.value) == sentence
    assert (list(ranked.players), ranked.events) == (before, [])
