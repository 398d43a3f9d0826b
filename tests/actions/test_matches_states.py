"""The tables of the life cycles are whole, and the verbs do as they say."""

import pytest
from msgspec.structs import replace

from mockbancho import Bancho, Mistake
from mockbancho.actions import match_mods, match_plays, match_rules, matches, scrims, slots
from mockbancho.actions.match_states import ALL_SLOTS, MATCH, SLOT, MatchState
from mockbancho.actions.verbs import VERBS
from mockbancho.osu.matches import SlotStatus
from mockbancho.records import Match, Slot
from tests.actions.lobbies import lobby

MODULES = {module.__name__ for module in (matches, slots, match_mods, match_rules, match_plays, scrims)}
WITH_PLAYERS = [status for status in SlotStatus if "leave_match" in SLOT[status]]
OF_PLAYERS = (
    "set_ready set_not_ready report_no_map finish_loading skip_intro finish_play leave_match kick move_slot set_team"
).split()
GIVEN: dict[str, dict[str, object]] = {"move_slot": {"slot": 9}, "set_team": {"team": "red"}}


def test_every_state_is_in_the_tables() -> None:
    assert set(SLOT) == set(SlotStatus)
    assert set(MATCH) == set(MatchState)


def test_every_verb_of_matches_is_legal_somewhere() -> None:
    tables = [*MATCH.values(), *SLOT.values(), ALL_SLOTS]

    assert {verb for table in tables for verb in table} | {"create_match"} == {
        name for name, verb in VERBS.items() if verb.function.__module__ in MODULES
    }


def at(bancho: Bancho, status: SlotStatus) -> Match:
    """A match of teams in which Mira is in this state."""
    match = lobby(bancho, "Aika", "Mira", team_type="team_vs")
    seats = [replace(match.slots[0]), replace(match.slots[1], status=status.value), *match.slots[2:]]
    found = replace(match, slots=tuple(seats), in_progress=status == SlotStatus.PLAYING)
    bancho.world.put(found)
    return found


@pytest.mark.parametrize("status", WITH_PLAYERS, ids=lambda status: status.word)
@pytest.mark.parametrize("verb", OF_PLAYERS)
def test_a_verb_is_legal_by_the_table(bancho: Bancho, verb: str, status: SlotStatus) -> None:
    match = at(bancho, status)
    outcome = "done"

    try:
        bancho.act(verb, player="Mira", **GIVEN.get(verb, {}))
    except Mistake as mistake:
        outcome = str(mistake)

    illegal = f"{verb}: slot 1 of match 1 is {status.word}; legal: {', '.join(SLOT[status])}"
    assert outcome == {True: "done", False: illegal}[verb in SLOT[status]]
    assert (bancho.fresh(match) == match) == (outcome == illegal)


@pytest.mark.parametrize("status", [SlotStatus.LOCKED, SlotStatus.QUIT], ids=lambda status: status.word)
def test_a_slot_that_nobody_can_take_is_opened(bancho: Bancho, status: SlotStatus) -> None:
    match = lobby(bancho, "Aika")
    closed = replace(match.slots[1], status=status.value)
    bancho.world.put(replace(match, slots=(match.slots[0], closed, *match.slots[2:])))

    bancho.unlock_slot(match, 1)

    assert bancho.fresh(match) == match


def test_a_match_of_a_world_file_starts_afresh(bancho: Bancho) -> None:
    match = lobby(bancho, "Aika")
    loaded = replace(match.slots[0], status=SlotStatus.COMPLETE.value, loaded=True, skipped=True)
    left = replace(match.slots[1], status=SlotStatus.QUIT.value)
    bancho.world.put(replace(match, slots=(loaded, left, *match.slots[2:])))

    bancho.start_match(match)

    assert bancho.fresh(match).slots[:2] == (replace(match.slots[0], status=SlotStatus.PLAYING.value), Slot())
