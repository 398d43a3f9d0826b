"""Other shapes of answers: `bancho.reshape`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mockbancho import Bancho
from mockbancho.errors import Mistake

if TYPE_CHECKING:
    from mockbancho.records import Score


@pytest.fixture
def bancho() -> Bancho:
    return Bancho(players=0)


@pytest.fixture
def score(bancho: Bancho) -> Score:
    return bancho.create.score(player=bancho.create.player(), beatmap=bancho.create.beatmap(), mods="HDDT")


def scores(bancho: Bancho, score: Score) -> dict[str, Any]:
    found: dict[str, Any] = bancho.get("/get_player_scores", id=score.userid, scope="best").json()["scores"][0]
    return found


def test_members_are_added_dropped_and_renamed_where_the_rows_are(bancho: Bancho, score: Score) -> None:
    before = scores(bancho, score)
    bancho.reshape(
        "get_player_scores",
        add={"mods_readable": {"from": "mods", "as": "letters"}, "country": "jp", "good": lambda row: row["acc"] > 0},
        drop=["perfect"],
        rename={"nmiss": "misses"},
    )

    after = scores(bancho, score)

    kept = [name if name != "nmiss" else "misses" for name in before if name != "perfect"]
    assert list(after) == [*kept, "mods_readable", "country", "good"]
    assert {name: after[name] for name in ("misses", "mods_readable", "country", "good")} == {
        "misses": before["nmiss"],
        "mods_readable": "HDDT",
        "country": "jp",
        "good": True,
    }


def test_a_path_leads_to_other_objects_through_lists(bancho: Bancho, score: Score) -> None:
    bancho.reshape("get_player_scores", at="scores.beatmap", add={"hash": {"from": "md5", "as": "upper"}})

    assert scores(bancho, score)["beatmap"]["hash"] == score.map_md5.upper()


def test_errors_and_other_endpoints_keep_their_shape(bancho: Bancho, score: Score) -> None:
    bancho.reshape("get_player_info", add={"extra": 1})

    assert bancho.get("/get_player_info?scope=info&id=99").json() == {"status": "Player not found."}
    assert "extra" not in bancho.get("/get_score_info", id=score.id).json()["score"]
    assert bancho.get("/get_player_info?scope=info", id=score.userid).json()["player"]["info"]["extra"] == 1


def test_v2_is_reshaped_below_data(bancho: Bancho, score: Score) -> None:
    bancho.reshape("v2_players", add={"badges": []})

    assert [row["badges"] for row in bancho.get("/v2/players").json()["data"]] == [[]]


def test_an_answer_that_was_given_before_is_not_given_again(bancho: Bancho, score: Score) -> None:
    fork = bancho.fork()
    scores(fork, score)
    fork.reshape("get_player_scores", drop=["pp"])
    scores(fork, score)

    assert "pp" not in scores(fork, score)
    assert "pp" in scores(bancho, score)


def test_a_name_that_is_nowhere_is_told_once(bancho: Bancho, score: Score, caplog: pytest.LogCaptureFixture) -> None:
    bancho.reshape("get_player_scores", drop=["perfct"], add={"letters": {"from": "mds"}})

    scores(bancho, score)
    bancho.create.player()
    scores(bancho, score)

    assert caplog.messages == ["reshape get_player_scores: there is no mds and perfct to drop, rename or copy"]


@pytest.mark.parametrize(
    ("endpoint", "arguments", "told"),
    [
        ("get_player_score", {"drop": ["pp"]}, "reshape: there is no endpoint 'get_player_score'; did you mean "),
        ("get_match", {}, "reshape get_match: give add, drop or rename"),
        ("get_match", {"drop": "seed"}, "reshape get_match: drop is a list of names, such as ['seed']"),
        (
            "get_player_scores",
            {"drop": ["pp", "beatmap.bpm"]},
            "reshape get_player_scores: 'beatmap.bpm' is no name of a member; did you mean 'bpm' with at='scores.beatmap'?",
        ),
        ("get_match", {"add": {"a": {1j}}}, "reshape get_match: add: a: this is no JSON: "),
        (
            "get_match",
            {"add": {"a": {"from": "mods", "az": "letters"}}},
            "reshape get_match: add: a: unknown key 'az'; known: from, as",
        ),
        (
            "get_match",
            {"add": {"a": {"from": "mods", "as": "leters"}}},
            "reshape get_match: add: a: as: unknown 'leters'; did you mean 'letters'? Known: letters, text, upper, lower",
        ),
    ],
)
def test_what_cannot_be_a_shape_is_refused(bancho: Bancho, endpoint: str, arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(Mistake) as refused:
        bancho.reshape(endpoint, **arguments)

    assert str(refused.value).startswith(told)
