"""Game modes as bancho.py numbers them."""

import pytest

from mockbancho.osu.modes import UNUSED_MODES, USED_MODES, GameMode


@pytest.mark.parametrize(
    ("mode", "short", "ruleset", "word"),
    [
        (0, "vn!std", 0, "osu"),
        (1, "vn!taiko", 1, "taiko"),
        (2, "vn!catch", 2, "catch"),
        (3, "vn!mania", 3, "mania"),
        (4, "rx!std", 0, "osu_relax"),
        (5, "rx!taiko", 1, "taiko_relax"),
        (6, "rx!catch", 2, "catch_relax"),
        (7, "rx!mania", 3, "mania_relax"),
        (8, "ap!std", 0, "osu_autopilot"),
        (9, "ap!taiko", 1, "taiko_autopilot"),
        (10, "ap!catch", 2, "catch_autopilot"),
        (11, "ap!mania", 3, "mania_autopilot"),
    ],
)
def test_a_mode_is_a_ruleset_with_or_without_relax_or_autopilot(mode: int, short: str, ruleset: int, word: str) -> None:
    found = GameMode(mode)

    assert (found.short, found.ruleset, found.word) == (short, ruleset, word)


def test_four_modes_are_not_used() -> None:
    assert sorted(UNUSED_MODES) == [7, 9, 10, 11]
    assert list(USED_MODES) == [0, 1, 2, 3, 4, 5, 6, 8]
    assert [mode for mode in GameMode if mode.is_used] == list(USED_MODES)
