"""Befriending, and joining and leaving clans."""

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.records import Clan, Relationship


@pytest.fixture
def three(bancho: Bancho) -> Bancho:
    """Aika owns the Reds, Mira is in no clan, and neither is Neri."""
    for name in ("Aika", "Mira", "Neri"):
        bancho.create.player(name=name)
    bancho.create.clan(owner="Aika", name="Reds", tag="RED")
    return bancho


def clan(bancho: Bancho) -> dict[str, str]:
    """Names by rank, as the API tells of the Reds."""
    answer = bancho.get("/get_clan", id=1).json()
    return {member["name"]: member["rank"] for member in answer["members"]}


def told(bancho: Bancho) -> list[tuple[str, int | None, int | None, str]]:
    return [(event.kind, event.player, event.other, event.text) for event in bancho.events]


def test_a_friend_is_a_friend_one_way(three: Bancho) -> None:
    three.befriend("Aika", "Mira")

    assert list(three.world.rows(Relationship)) == [Relationship(user1=3, user2=4, type="friend")]
    assert told(three) == [("friend_added", 3, 4, "")]


def test_a_friend_is_dropped(three: Bancho) -> None:
    three.befriend("Aika", "Mira")
    three.befriend("Mira", "Aika")

    three.unfriend("Aika", "Mira")

    assert list(three.world.rows(Relationship)) == [Relationship(user1=4, user2=3, type="friend")]
    assert told(three)[-1] == ("friend_removed", 3, 4, "")


def test_who_was_blocked_can_be_befriended(three: Bancho) -> None:
    three.create.relationship("Aika", "Mira", type="block")

    three.befriend("Aika", "Mira")

    assert [row.type for row in three.world.rows(Relationship)] == ["friend"]


def test_who_joins_a_clan_is_a_member(three: Bancho) -> None:
    three.join_clan("Mira", "Reds")

    assert clan(three) == {"Aika": "Owner", "Mira": "Member"}
    assert three.get("/get_player_scores", id=4, scope="best").json()["player"]["clan"]["tag"] == "RED"
    assert told(three) == [("clan_joined", 4, None, "Reds")]


def test_who_leaves_a_clan_is_in_none(three: Bancho) -> None:
    three.join_clan("Mira", "Reds")

    three.leave_clan("Mira")

    assert clan(three) == {"Aika": "Owner"}
    assert (three.players["Mira"].clan_id, three.players["Mira"].clan_priv) == (0, 0)
    assert told(three)[-1] == ("clan_left", 4, None, "Reds")


def test_an_owner_who_leaves_hands_the_clan_to_an_officer(three: Bancho) -> None:
    three.join_clan("Mira", "Reds")
    three.create.player(name="Officer", clan="Reds", clan_priv=2)

    three.leave_clan("Aika")

    assert clan(three) == {"Mira": "Member", "Officer": "Owner"}
    assert three.get("/get_clan", id=1).json()["owner"]["name"] == "Officer"
    assert told(three)[1:] == [("clan_left", 3, None, "Reds"), ("clan_inherited", 6, 3, "Reds")]


def test_without_officers_the_oldest_member_inherits(three: Bancho) -> None:
    three.join_clan("Neri", "Reds")
    three.join_clan("Mira", "Reds")

    three.leave_clan("Aika")

    assert clan(three) == {"Mira": "Owner", "Neri": "Member"}


def test_the_last_to_leave_closes_the_clan(three: Bancho) -> None:
    three.leave_clan("Aika")

    assert three.get("/get_clan", id=1).status == 404
    assert list(three.world.rows(Clan)) == []
    assert told(three) == [("clan_left", 3, None, "Reds"), ("clan_closed", 3, None, "Reds")]


def test_a_clan_without_a_row_can_be_left(three: Bancho) -> None:
    three.create.player(name="Lost", clan_id=9, clan_priv=1)

    three.leave_clan("Lost")

    assert three.players["Lost"].clan_id == 0


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("befriend", {"player": "Aika", "other": "Neri"}, "befriend: 'Neri' is a friend of 'Aika' already; legal: unfriend"),
        ("befriend", {"player": "Aika", "other": 3}, "befriend: other: 'Aika' cannot be that to themselves"),
        ("unfriend", {"player": "Aika", "other": "Mira"}, "unfriend: 'Mira' is no friend of 'Aika'; legal: befriend"),
        ("unfriend", {"player": "Neri", "other": "Aika"}, "unfriend: 'Aika' is no friend of 'Neri'; legal: befriend"),
        ("join_clan", {"player": "Aika", "clan": "Reds"}, "join_clan: player 3, 'Aika', is in clan 1 already"),
        ("join_clan", {"player": "Mira", "clan": "Redz"}, "join_clan: clan: no clan 'Redz'; did you mean 'Reds'?"),
        ("leave_clan", {"player": "Mira"}, "leave_clan: player 4, 'Mira', is in no clan; legal: join_clan"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    three: Bancho, verb: str, arguments: dict[str, object], sentence: str
) -> None:
    three.create.relationship("Aika", "Neri")
    three.create.relationship("Neri", "Aika", type="block")
    before = list(three.world.rows(Relationship)), list(three.players)

    with pytest.raises(Mistake) as caught:
        three.act(verb, **arguments)

    assert str(caught.value) == sentence
    assert (list(three.world.rows(Relationship)), list(three.players), three.events) == (*before, [])
