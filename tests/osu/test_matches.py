"""The words of multiplayer."""

from mockbancho.osu.matches import MATCH_IDS, SLOTS, SlotStatus, Team, TeamType, WinCondition


def test_slot_statuses_are_bits() -> None:
    words = "open locked not_ready ready no_map playing complete quit".split()

    assert {status.word: status.value for status in SlotStatus} == {word: 1 << n for n, word in enumerate(words)}


def test_teams() -> None:
    assert [team.word for team in Team] == ["neutral", "blue", "red"]
    assert [team.word for team in TeamType] == ["head_to_head", "tag_co_op", "team_vs", "tag_team_vs"]
    assert [*map(int, Team), *map(int, TeamType)] == [0, 1, 2, 0, 1, 2, 3]


def test_win_conditions() -> None:
    assert [(condition.word, condition.value) for condition in WinCondition] == [
        ("score", 0),
        ("accuracy", 1),
        ("combo", 2),
        ("score_v2", 3),
    ]


def test_sixty_four_matches_of_sixteen_slots() -> None:
    assert (len(MATCH_IDS), MATCH_IDS[0], SLOTS) == (64, 0, 16)


def test_teams_take_turns_where_there_are_teams() -> None:
    first = {kind: [kind.team_in(slot).word for slot in range(3)] for kind in TeamType}

    assert first == {
        TeamType.HEAD_TO_HEAD: ["neutral"] * 3,
        TeamType.TAG_CO_OP: ["neutral"] * 3,
        TeamType.TEAM_VS: ["red", "blue", "red"],
        TeamType.TAG_TEAM_VS: ["red", "blue", "red"],
    }
