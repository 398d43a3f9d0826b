"""Ambient life: players come, play, go away from their keyboard, join lobbies and leave."""

from __future__ import annotations

from collections import Counter
from time import process_time

import pytest

from mockbancho import Bancho, clock
from mockbancho.osu.players import Action
from mockbancho.records import Player
from mockbancho.scenario.ambience import live
from mockbancho.scenario.model import Ambience
from mockbancho.world.contradictions import contradictions
from mockbancho.world.world import World
from tests import rows
from tests.scenario.given import staged, state, told

LIVELY = "seed: 7\nworld: {players: 60, beatmapsets: 6, scores_per_player: 3}\nambient: {players_online: 24, plays_per_minute: 12}\n"


@pytest.fixture(scope="module")
def hour() -> Bancho:
    """A lively world after an hour."""
    bancho = staged(LIVELY)
    bancho.advance("1h")
    return bancho


def test_everything_happens_that_happens_on_a_server(hour: Bancho) -> None:
    happened = Counter(kind for _, kind in told(hour))

    assert happened.keys() >= {
        "player_online",
        "player_offline",
        "status_changed",
        "play_started",
        "score_submitted",
        "first_place",
        "match_joined",
        "match_started",
        "match_finished",
        "match_left",
        "host_changed",
    }
    assert 200 < happened["play_started"] < 800  # twelve a minute, as long as there is somebody idle


def test_where_no_match_is_open_players_open_one() -> None:
    bancho = staged(LIVELY)
    for match in list(bancho.matches):
        bancho.close_match(match)

    opened = bancho.run_until("match_created", limit="20m")
    joined = bancho.run_until("match_joined", limit="20m")

    assert opened
    assert joined
    assert opened.match == joined.match


def test_about_as_many_are_online_as_wanted() -> None:
    bancho = staged(LIVELY)
    counts = []
    for _ in range(30):
        bancho.advance("1m")
        counts.append(bancho.get("/get_player_count").json()["counts"]["online"])

    assert all(18 <= count <= 30 for count in counts[3:]), counts
    assert len(set(counts)) > 3


def test_numbers_follow_from_scores_after_an_hour(hour: Bancho) -> None:
    assert list(contradictions(hour.world)) == []


def test_one_seed_is_one_life_and_another_seed_another() -> None:
    first, same, other = staged(LIVELY), staged(LIVELY), staged(LIVELY, seed=8)
    for bancho in (first, same, other):
        bancho.advance("5m")

    assert state(first.world) == state(same.world)
    assert told(first) != told(other)


def test_it_goes_on_the_same_in_a_fork_after_a_rewind_and_in_a_saved_world(hour: Bancho) -> None:
    with hour.fork() as fork, hour.fork() as back:
        fork.advance("2m")
        back.seek("10m")
        back.seek("1h2m")

        assert state(fork.world) == state(back.world)
        assert len(fork.events) > len(hour.events)


def test_nobody_stays_at_what_they_were_when_it_began() -> None:
    bancho = Bancho()  # the default world, in which a third are online and some play
    busy = {session.id for session in bancho.world.sessions.rows if session.action != Action.IDLE}
    live(bancho.world, Ambience(players_online=20, plays_per_minute=0))

    bancho.advance("10m")

    seated = {slot.player for match in bancho.world.matches.rows for slot in match.slots}
    still = {
        session.id
        for session in bancho.world.sessions.visible
        if session.id in busy - seated and session.action not in (Action.IDLE, Action.AFK, Action.LOBBY)
    }
    assert len(busy) > 3
    assert still == set()


def test_the_cast_and_its_matches_are_left_alone() -> None:
    bancho = staged(
        f"""
        {LIVELY.replace(chr(10), chr(10) + " " * 8)}
        cast:
          aika: {{player: {{name: Aika}}}}
          ben: {{player: {{name: Ben}}}}
          absent: {{player: {{name: Absent}}}}
        timeline:
          - {{at: 0s, go_online: {{player: aika}}}}
          - {{at: 0s, go_online: {{player: ben}}}}
          - {{at: 1s, create_match: {{match: finals, host: aika}}}}
        """
    )
    bancho.advance("30m")

    names = {bancho.players[name].id for name in ("Aika", "Ben", "Absent")}
    assert [event.kind for event in bancho.events if event.player in names] == [
        "player_online",
        "player_online",
        "match_created",
        "match_joined",
    ]
    (finals,) = [match for match in bancho.matches if match.host == bancho.players["Aika"].id]
    assert [slot.player for slot in finals.slots if slot.player is not None] == [bancho.players["Aika"].id]
    assert not finals.in_progress


@pytest.mark.parametrize(
    "given",
    [
        [],
        [rows.player(1, name="BanchoBot")],
        [rows.restricted_player(3)],
        [rows.player(3), rows.player(4)],  # nobody can play anything
    ],
    ids=["nobody", "the bot", "a restricted player", "no beatmaps"],
)
def test_in_a_world_where_little_is_possible_little_happens(given: list[Player]) -> None:
    bancho = Bancho(world=World.build(given))
    live(bancho.world, Ambience(players_online=10, plays_per_minute=60))

    bancho.advance("10m")

    assert {kind for _, kind in told(bancho)} <= {"player_online", "player_offline", "status_changed"}


def test_an_hour_costs_what_happens_in_it_and_not_how_many_players_there_are() -> None:
    small, large = (
        Bancho(world=World.build([rows.player(nth) for nth in range(3, 3 + count)])) for count in (500, 20_000)
    )
    seconds = []
    for bancho in (small, large):
        live(bancho.world, Ambience(players_online=20, plays_per_minute=0))
        before = process_time()
        bancho.advance("30m")
        seconds.append(process_time() - before)

    assert seconds[1] < 3 * seconds[0] + 0.5
    assert len(large.world.schedule.agenda) < 50


def test_nothing_is_left_on_the_agenda_but_the_next_few_seconds(hour: Bancho) -> None:
    agenda = list(hour.world.schedule.agenda)

    assert [due.due - hour.now for due in agenda if due.action == "ambient_life"] == [5 * clock.SECOND]
    assert len(agenda) < 60
