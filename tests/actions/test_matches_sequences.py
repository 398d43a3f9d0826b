"""Whatever is done in whatever order: the endpoints agree, and what is illegal has changed nothing."""

from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from mockbancho import Bancho, Mistake
from mockbancho.osu.matches import SlotStatus, TeamType, WinCondition
from mockbancho.records import Match, Slot
from mockbancho.world.events import EVENTS
from mockbancho.world.world import World
from tests.world.given import contents

PLAYERS = st.integers(3, 8)
MATCHES = st.integers(1, 2)
SLOTS = st.integers(0, 4)
BEATMAPS = st.sampled_from([3, 4, None])
MODS = st.sampled_from(["NM", "HD", "HDDT", "HT", "RX"])
OF_PLAYERS = st.sampled_from(
    "go_online go_offline leave_match kick set_ready set_not_ready report_no_map restrict unrestrict".split()
)
IN_PLAYS = st.sampled_from("finish_loading skip_intro finish_play leave_match".split())
OF_MATCHES = st.sampled_from("abort_match close_match end_scrim".split())
SEATED = {4, 8, 16, 32, 64}


def mistake_in(bancho: Bancho, verb: str, **arguments: Any) -> str | None:  # noqa: ANN401  # each action's own
    """What is wrong with an action, which was done if nothing is."""
    try:
        bancho.act(verb, **arguments)
    except Mistake as mistake:
        return str(mistake)
    return None


class Evening(RuleBasedStateMachine):
    """Six players, all online but one, and what they do in matches."""

    def __init__(self) -> None:
        super().__init__()
        self.bancho = Bancho(world=World.build(seed=7))
        for number in range(6):
            self.bancho.create.player(name=f"Player {number}", online=number > 0)
        for mode in ("osu", "taiko"):
            self.bancho.create.beatmap(mode=mode, total_length=60, max_combo=200, file=False)
        self.bancho.create.match(host=4, players=[5, 6, 7], beatmap=3, team_type="team_vs")

    def attempt(self, verb: str, **arguments: Any) -> None:  # noqa: ANN401  # each action's own
        before = contents(self.bancho.world)
        mistake = mistake_in(self.bancho, verb, **arguments)

        assert mistake is None or contents(self.bancho.world) == before
        assert mistake is None or mistake.startswith(f"{verb}: ")

    @rule(verb=OF_PLAYERS, player=PLAYERS)
    def do_something(self, verb: str, player: int) -> None:
        self.attempt(verb, player=player)

    @rule(verb=IN_PLAYS, player=st.integers(4, 7))
    def play(self, verb: str, player: int) -> None:
        self.attempt(verb, player=player)

    @rule(match=MATCHES)
    def start_match(self, match: int) -> None:
        self.attempt("start_match", match=match)

    @rule(verb=OF_MATCHES, match=MATCHES)
    def lead(self, verb: str, match: int) -> None:
        self.attempt(verb, match=match)

    @rule(
        host=PLAYERS,
        players=st.lists(PLAYERS, max_size=3, unique=True),
        beatmap=BEATMAPS,
        team_type=st.sampled_from(TeamType),
        win_condition=st.sampled_from(WinCondition),
        freemods=st.booleans(),
    )
    def create_match(self, **arguments: Any) -> None:  # noqa: ANN401  # each argument's own
        self.attempt("create_match", **arguments)

    @rule(player=PLAYERS, match=MATCHES)
    def join_match(self, player: int, match: int) -> None:
        self.attempt("join_match", player=player, match=match)

    @rule(verb=st.sampled_from(["change_host", "add_referee", "remove_referee"]), player=PLAYERS, match=MATCHES)
    def appoint(self, verb: str, player: int, match: int) -> None:
        self.attempt(verb, player=player, match=match)

    @rule(verb=st.sampled_from(["lock_slot", "unlock_slot"]), match=MATCHES, slot=SLOTS)
    def lock(self, verb: str, match: int, slot: int) -> None:
        self.attempt(verb, match=match, slot=slot)

    @rule(player=PLAYERS, slot=SLOTS)
    def move_slot(self, player: int, slot: int) -> None:
        self.attempt("move_slot", player=player, slot=slot)

    @rule(player=PLAYERS, team=st.sampled_from(["red", "blue", "neutral"]))
    def set_team(self, player: int, team: str) -> None:
        self.attempt("set_team", player=player, team=team)

    @rule(match=MATCHES, mods=MODS, player=st.none() | PLAYERS)
    def set_match_mods(self, match: int, mods: str, player: int | None) -> None:
        self.attempt("set_match_mods", match=match, mods=mods, player=player)

    @rule(match=MATCHES, freemods=st.booleans())
    def set_freemods(self, match: int, freemods: bool) -> None:
        self.attempt("set_freemods", match=match, freemods=freemods)

    @rule(match=MATCHES, beatmap=BEATMAPS)
    def change_beatmap(self, match: int, beatmap: int | None) -> None:
        self.attempt("change_beatmap", match=match, beatmap=beatmap)

    @rule(match=MATCHES, best_of=st.sampled_from([1, 3]))
    def start_scrim(self, match: int, best_of: int) -> None:
        self.attempt("start_scrim", match=match, best_of=best_of)

    @rule(seconds=st.sampled_from([1, 3, 30, 60, 90]))
    def advance(self, seconds: int) -> None:
        self.bancho.advance(seconds)

    @invariant()
    def what_happens_is_of_a_kind_that_is_known(self) -> None:
        assert {event.kind for event in self.bancho.events} <= set(EVENTS)

    @invariant()
    def nobody_sits_twice(self) -> None:
        sitting = [slot.player for _, slot in self.seats()]

        assert len(sitting) == len(set(sitting))

    @invariant()
    def a_slot_has_a_player_by_its_state(self) -> None:
        for match in self.bancho.matches:
            assert [slot.player is not None for slot in match.slots] == [slot.status in SEATED for slot in match.slots]
            assert all(slot.loaded + slot.skipped == 0 or slot.status in (32, 64) for slot in match.slots)

    @invariant()
    def a_match_that_is_open_has_players_and_one_of_them_is_the_host(self) -> None:
        for match in self.bancho.matches:
            assert 1 <= match.id <= 63
            assert match.host in [slot.player for slot in match.slots]

    @invariant()
    def a_match_is_in_progress_while_somebody_plays(self) -> None:
        for match in self.bancho.matches:
            assert match.in_progress == any(slot.status == SlotStatus.PLAYING for slot in match.slots)

    @invariant()
    def what_is_to_come_is_of_those_who_play(self) -> None:
        dues = [dict(due.arguments) for due in self.bancho.world.schedule.agenda]
        playing = {(match.id, slot.player) for match, slot in self.seats() if slot.status == SlotStatus.PLAYING}

        assert {(due["match"], due["player"]) for due in dues if "player" in due} == playing
        assert {due["match"] for due in dues} == {match for match, _ in playing}

    @invariant()
    def a_scrim_is_of_a_match_that_says_so(self) -> None:
        scrims = [scrim.id for scrim in self.bancho.world.matches.scrims]

        assert scrims == [match.id for match in self.bancho.matches if match.is_scrimming]

    @invariant()
    def statuses_say_what_matches_say(self) -> None:
        for match, slot in self.seats():
            told = self.slot_in_get_match(match, slot)
            assert self.statuses_of(slot.player) <= {
                (12, match.map_md5, match.map_name, told["mods"] | match.mods)
                if told["status"] == SlotStatus.PLAYING
                else (5, "", "", told["mods"] | match.mods)
            }

    @invariant()
    def who_is_in_no_match_does_not_say_so(self) -> None:
        sitting = {slot.player for _, slot in self.seats()}
        for player in {3, 4, 5, 6, 7, 8} - sitting:
            assert {action for action, *_ in self.statuses_of(player)} <= {0, 11}

    @invariant()
    def as_many_are_online_as_say_so(self) -> None:
        seen = [row.id for row in self.bancho.players if self.statuses_of(row.id) and not row.is_restricted]
        counts = self.bancho.get("/get_player_count").json()["counts"]

        assert counts == {"online": len(seen), "total": 6}

    def seats(self) -> list[tuple[Match, Slot]]:
        return [(match, slot) for match in self.bancho.matches for slot in match.slots if slot.player is not None]

    def slot_in_get_match(self, match: Match, slot: Slot) -> dict[str, Any]:
        """The only slot that get_match shows of a player."""
        shown = self.bancho.get("/get_match", id=match.id).json()["match"]
        assert shown["in_progress"] == match.in_progress
        (found,) = [each for each in shown["active_slots"].values() if each["player"]["id"] == slot.player]
        assert isinstance(found, dict)
        return found

    def statuses_of(self, player: int | None) -> set[tuple[int, str, str, int]]:
        """What get_player_status tells: one status, none of those who are offline or hidden."""
        found = self.bancho.get("/get_player_status", id=player).json().get("player_status", {"online": False})
        statuses = [found["status"]] if found["online"] else []
        by_md5 = {row.id: row.md5 for row in self.bancho.beatmaps}
        return {
            (each["action"], by_md5[each["beatmap"]["id"]] if each["beatmap"] else "", each["info_text"], each["mods"])
            for each in statuses
        }


TestEvening = pytest.mark.unmeasured(Evening.TestCase)
TestEvening.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)
