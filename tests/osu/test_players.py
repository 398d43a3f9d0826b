"""What a player may do, is, and does."""

from mockbancho.osu.players import BOT_ID, Action, ClanRank, Privileges


def test_privileges_have_bancho_py_s_bits() -> None:
    assert {privilege.name: privilege.value for privilege in Privileges} == {
        "UNRESTRICTED": 1,
        "VERIFIED": 2,
        "WHITELISTED": 4,
        "SUPPORTER": 16,
        "PREMIUM": 32,
        "ALUMNI": 128,
        "TOURNEY_MANAGER": 1024,
        "NOMINATOR": 2048,
        "MODERATOR": 4096,
        "ADMINISTRATOR": 8192,
        "DEVELOPER": 16384,
    }
    assert (Privileges.DONATOR.value, Privileges.STAFF.value) == (48, 28672)


def test_ranks_in_a_clan() -> None:
    assert [rank.word for rank in ClanRank] == ["none", "member", "officer", "owner"]


def test_fourteen_actions() -> None:
    words = "idle afk playing editing modding multiplayer watching unknown testing submitting paused lobby multiplaying"

    assert [action.word for action in Action] == [*words.split(), "osu_direct"]
    assert [action.value for action in Action] == list(range(14))


def test_the_bot_is_player_1() -> None:
    assert BOT_ID == 1
