"""A server is held against a contract: what differs, what is missing, and what was not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from mockbancho import Bancho
from mockbancho.contract import get_contract
from mockbancho.errors import Mistake
from mockbancho.learning.deviations import Deviation, Kind
from mockbancho.learning.drift import Drift
from mockbancho.learning.questions import Question, Reply, Unanswered, Unreachable
from mockbancho.learning.survey import Sample
from mockbancho.world.world import World
from tests.learning.playing import Direct, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[Question, Reply], Reply]


class Changed:
    """The default world under contract 5.3, with its answers changed."""

    def __init__(self, change: Change) -> None:
        """Take what changes an answer, or raises."""
        self._server = Direct(Bancho(contract="5.3"))
        self._change = change

    def ask(self, question: Question) -> Reply:
        """Answer, changed."""
        return self._change(question, self._server.ask(question))


def looked(change: Change, **sample: Any) -> Drift:  # noqa: ANN401  # as Sample takes
    """What is found out about a changed server."""
    empty = Direct(Bancho(world=World.build(), contract="5.3"))
    drift = Drift(get_contract("5.3"), Changed(change), empty.expect)
    drift.look(Sample(**sample))
    return drift


def found(drift: Drift) -> dict[str, dict[Deviation, int]]:
    """The deviations by endpoint, with how often each was seen."""
    return {name: dict(each) for name, each in drift.found.items() if each}


def in_info(change: Callable[[dict[str, Any]], object]) -> Change:
    """A change of what get_player_info tells of an account."""

    def changed(question: Question, reply: Reply) -> Reply:
        body = reply.json()
        if question.endpoint == "get_player_info" and reply.status == 200:
            change(body["player"]["info"])
        return json_reply(msgspec.json.encode(body), reply.status)

    return changed


def test_a_member_that_is_gone_is_missing_as_often_as_it_was_looked_for() -> None:
    drift = looked(in_info(lambda info: info.pop("clan_priv")))

    assert found(drift) == {"get_player_info": {Deviation(Kind.MISSING, "player.info.clan_priv", "int", "nothing"): 3}}
    assert drift.has_drifted


def test_a_member_that_is_new_is_told_with_its_type() -> None:
    drift = looked(in_info(lambda info: info.update(badges=[])), size=1)

    assert found(drift) == {"get_player_info": {Deviation(Kind.EXTRA, "player.info.badges", "nothing", "a list"): 1}}


def test_a_member_of_another_type_is_told_with_both() -> None:
    drift = looked(in_info(lambda info: info.update(priv=str(info["priv"]))), players=(3,))

    deviation = Deviation(Kind.TYPE, "player.info.priv", "int", "string '51'")
    assert found(drift) == {"get_player_info": {deviation: 1}}


def test_another_order_is_told_and_is_no_drift() -> None:
    drift = looked(in_info(lambda info: info.update(id=info.pop("id"))), size=1)

    ((deviation, times),) = found(drift)["get_player_info"].items()
    assert (deviation.kind, deviation.path, times, drift.has_drifted) == (Kind.ORDER, "player.info", 1, False)


def test_an_endpoint_that_is_missing_is_told_once_and_not_asked_again() -> None:
    gone = json_reply(b'{"detail":"Not Found"}', 404)

    drift = looked(lambda question, reply: gone if question.endpoint == "get_player_most_played" else reply)

    deviation = Deviation(Kind.NO_ENDPOINT, "/v1/get_player_most_played", "an endpoint", '404 {"detail":"Not Found"}')
    assert found(drift) == {"get_player_most_played": {deviation: 1}}
    assert (drift.asked["get_player_most_played"], "get_player_most_played" in drift.unseen) == (1, True)


def test_an_answer_of_another_status_is_told() -> None:
    refusal = json_reply(b'{"status":"Only for members."}', 403)

    drift = looked(lambda question, reply: refusal if str(question) == "get_clan id=1" else reply, players=(3,))

    deviation = Deviation(Kind.STATUS, "get_clan id=1", "200", '403 {"status":"Only for members."}')
    assert found(drift) == {"get_clan": {deviation: 1}}


def test_an_error_in_other_words_is_told_by_its_first_difference() -> None:
    other = json_reply(b'{"status":"no such player"}', 404)

    drift = looked(lambda _, reply: other if reply.body == b'{"status":"Player not found."}' else reply)

    assert found(drift)["get_player_status"] == {
        Deviation(
            Kind.ERROR,
            "get_player_status id=2147483647: status",
            '"Player not found."',
            '"no such player"',
        ): 1
    }
    assert found(drift).keys() == {"get_player_info", "get_player_status", "get_player_scores"}


def test_an_error_of_another_status_is_told() -> None:
    drift = looked(lambda _, reply: json_reply(b"{}", 400) if reply.status == 422 else reply, players=(3,))

    assert found(drift)["get_match"] == {
        Deviation(
            Kind.STATUS,
            "get_match id=x",
            '422 {"detail":[{"type":"int_parsing","loc":["query","id"],"msg":…',
            "400 {}",
        ): 1
    }


def test_what_is_not_answered_is_noted_and_the_rest_is_asked() -> None:
    def broken(question: Question, reply: Reply) -> Reply:
        if question.endpoint == "get_leaderboard":
            raise Unanswered("status 500, 4 times")
        return reply

    drift = looked(broken, players=(3,))

    assert {str(question): why for question, why in drift.unanswered.items()} == dict.fromkeys(
        (
            "get_leaderboard sort=pp mode=0 limit=3",
            "get_leaderboard mode=x limit=x offset=x",
            "get_leaderboard mode=7",
        ),
        "status 500, 4 times",
    )
    assert (found(drift), "get_player_info" in drift.seen) == ({}, True)


def test_a_server_that_falls_silent_is_left_alone() -> None:
    def silent(question: Question, reply: Reply) -> Reply:
        raise Unreachable("no answer within 20 seconds, 4 times")

    with pytest.raises(Mistake, match=r"^the server has fallen silent: no answer within 20 seconds, 4 times$"):
        looked(silent)


def test_a_server_without_players_is_asked_for_what_it_has() -> None:
    empty = Direct(Bancho(world=World.build(), contract="5.3"))
    drift = Drift(get_contract("5.3"), empty, empty.expect)

    drift.look(Sample())

    assert (found(drift), {"get_player_count", "get_leaderboard", "v2_players"} <= drift.seen) == ({}, True)
    assert "get_player_info" in drift.unseen


def test_nothing_but_reads_is_asked_and_no_key_is_needed() -> None:
    contract = get_contract("any")
    server = Direct(Bancho(contract="any"))

    Drift(contract, server, server.expect).look(Sample(players=(3,)))

    asked = {line.split()[0] for line in server.asked}
    assert asked.isdisjoint({"calculate_pp", "set_avatar", "get_friends", "set_player_info"})
