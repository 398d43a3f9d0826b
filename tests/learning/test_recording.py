"""What is asked, in which order, how far players are followed, and when it is given up."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mockbancho import Bancho
from mockbancho.errors import Mistake
from mockbancho.learning.crawl import Wanted
from mockbancho.learning.kept import FORMAT, Heading, Kept
from mockbancho.learning.questions import Deferred, Question, Unanswered, Unreachable
from mockbancho.learning.recording import MOST_SILENT, Recording, record
from mockbancho.osu.modes import GameMode
from mockbancho.world.world import World
from tests import rows
from tests.learning.playing import Answering, Direct, json_reply

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = json_reply(b'{"counts":{"online":0,"total":3}}')


def direct(world: World) -> Direct:
    """A world to ask without a network."""
    return Direct(Bancho(world=world, contract="5.3"))


@pytest.fixture
def server() -> Direct:
    """Two players in a clan, who played one beatmap; one played in two modes."""
    return direct(
        World.build(
            [
                rows.player(3, clan_id=1, clan_priv=3),
                rows.player(4, clan_id=1, clan_priv=1),
                rows.clan(1, owner=3),
                rows.stats(3, 0, plays=2, pp=100),
                rows.stats(3, 1),
                rows.stats(4, 0, plays=1, pp=50),
                rows.stats(4, 4, plays=1, pp=50),
                rows.beatmapset(),
                rows.beatmap(7),
                rows.score(1, userid=3, map_md5=rows.md5(7)),
                rows.score(2, userid=4, map_md5=rows.md5(7)),
            ]
        )
    )


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    with closing(Kept(tmp_path / "w.part", Heading(FORMAT, "http://server.example", "/v1", 0))) as kept:
        yield kept


def told(recording: Recording) -> list[str]:
    """What was answered."""
    return list(map(str, recording.answers))


def no_one(done: int, total: int, question: Question) -> None:
    """Tell nobody."""


def test_a_player_is_asked_for_in_every_mode_that_they_played(server: Direct, kept: Kept) -> None:
    recording = record(server, Wanted(players=("3",)), kept, no_one)

    assert told(recording) == [
        "get_player_count",
        "get_player_info id=3 scope=all",
        "get_player_status id=3",
        "get_player_scores id=3 scope=best mode=0 limit=100",
        "get_player_scores id=3 scope=recent mode=0 limit=100",
        "get_player_most_played id=3 mode=0 limit=100",
        "get_clan id=1",
        "get_score_info id=1",
    ]


def test_a_name_is_asked_for_once_and_then_the_id(server: Direct, kept: Kept) -> None:
    wanted = Wanted(players=("Player 4", "4"), limit=20, avatars=True)

    recording = record(server, wanted, kept, no_one)

    assert told(recording)[1:5] == [
        "get_player_info name=Player 4 scope=all",
        "get_player_info id=4 scope=all",
        "get_player_status id=4",
        "get_player_scores id=4 scope=best mode=0 limit=20",
    ]
    assert told(recording).count("/4") == 1


def test_beatmaps_are_asked_for_in_the_modes_of_their_ruleset(kept: Kept) -> None:
    server = direct(World.build([rows.beatmapset(), rows.beatmap(7), rows.beatmap(8, mode=1)]))

    recording = record(server, Wanted(beatmaps=(7, 8)), kept, no_one)

    assert told(recording)[1:] == [
        "get_map_info id=7",
        "get_map_info id=8",
        *(f"get_map_scores id=7 scope=best mode={mode} limit=100" for mode in (0, 1, 2, 3, 4, 5, 6, 8)),
        *(f"get_map_scores id=8 scope=best mode={mode} limit=100" for mode in (1, 5)),
    ]


@pytest.mark.parametrize(("depth", "players"), [(0, set[str]()), (1, {"3", "4"})])
def test_players_of_a_leaderboard_are_followed_as_far_as_is_asked(
    depth: int, players: set[str], server: Direct, kept: Kept
) -> None:
    wanted = Wanted(leaderboards=(GameMode.OSU,), top=120, depth=depth)

    recording = record(server, wanted, kept, no_one)

    infos = {question.given("id") for question in recording.answers if question.endpoint == "get_player_info"}
    assert told(recording)[1:3] == [
        "get_leaderboard sort=pp mode=0 limit=100",
        "get_leaderboard sort=pp mode=0 limit=20 offset=100",
    ]
    assert infos == players
    assert "get_clan id=1" in told(recording)


def test_a_score_leads_to_its_beatmap_and_one_step_on_to_its_player(server: Direct, kept: Kept) -> None:
    recording = record(server, Wanted(scores=(2,), depth=1), kept, no_one)

    assert told(recording)[1:4] == [
        "get_score_info id=2",
        f"get_map_info md5={rows.md5(7)}",
        "get_player_info id=4 scope=all",
    ]


def test_the_bot_is_known_by_its_name_alone(kept: Kept) -> None:
    server = direct(World.build([rows.player(1, name="BanchoBot"), rows.session(1)]))

    recording = record(server, Wanted(players=("BanchoBot",)), kept, no_one)

    assert told(recording)[1:] == ["get_player_info name=BanchoBot scope=all", "get_player_status name=BanchoBot"]


def test_what_is_kept_is_not_asked_again(server: Direct, kept: Kept) -> None:
    first = record(server, Wanted(players=("3",)), kept, no_one)
    asked = len(server.asked)

    second = record(server, Wanted(players=("3",)), kept, no_one)

    assert (len(server.asked), second) == (asked, first)


def test_an_interrupted_recording_goes_on_where_it_stopped(server: Direct, kept: Kept) -> None:
    def stop(done: int, total: int, question: Question) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        record(server, Wanted(players=("3",)), kept, stop)
    kept.close()
    asked = list(server.asked)

    with closing(Kept(kept.path, kept.heading)) as again:
        recording = record(server, Wanted(players=("3",)), again, no_one)

    assert len(asked) == 3
    assert server.asked == told(recording)


def test_a_question_without_an_answer_is_passed_over_and_asked_the_next_time(kept: Kept) -> None:
    wanted = Wanted(clans=(1, 2))
    broken = Answering({"get_player_count": COUNTS, "get_clan id=1": Unanswered("status 500, 4 times")})
    mended = Answering({})

    recording = record(broken, wanted, kept, no_one)
    record(mended, wanted, kept, no_one)

    assert {str(question): why for question, why in recording.unanswered.items()} == {
        "get_clan id=1": "status 500, 4 times"
    }
    assert told(recording) == ["get_player_count", "get_clan id=2"]
    assert mended.asked == ["get_clan id=1"]


def test_a_server_that_falls_silent_is_left_alone(kept: Kept) -> None:
    silence = Unreachable("no answer within 20 seconds, 4 times")
    server = Answering({"get_player_count": COUNTS} | {f"get_clan id={each}": silence for each in range(2, 50)})

    with pytest.raises(Mistake) as mistake:
        record(server, Wanted(clans=tuple(range(1, 50))), kept, no_one)

    assert str(mistake.value) == (
        "the server has fallen silent: no answer within 20 seconds, 4 times; "
        f"{kept.path} keeps 2 answers, and the same command goes on there"
    )
    assert len(server.asked) == 2 + MOST_SILENT


def test_one_sign_of_life_is_enough_to_go_on(kept: Kept) -> None:
    silence = Unreachable("Connection refused, 4 times")
    server = Answering({"get_player_count": COUNTS} | {f"get_clan id={each}": silence for each in range(2, 20, 2)})

    recording = record(server, Wanted(clans=tuple(range(1, 20))), kept, no_one)

    assert (len(recording.answers), len(recording.unanswered)) == (11, 9)


def test_a_server_that_wants_to_be_left_alone_is(kept: Kept) -> None:
    server = Answering({"get_player_count": Deferred("status 429, and the server asks to wait 3,600 seconds")})

    with pytest.raises(Mistake, match=r"^the server wants no more questions now: status 429, and the server asks"):
        record(server, Wanted(clans=(1, 2)), kept, no_one)

    assert server.asked == ["get_player_count"]


def test_progress_counts_what_is_known_by_then(server: Direct, kept: Kept) -> None:
    heard: list[tuple[int, int]] = []

    record(server, Wanted(players=("3",)), kept, lambda done, total, _: heard.append((done, total)))

    assert heard == [(0, 2), (1, 2), (2, 7), (3, 7), (4, 8), (5, 8), (6, 8), (7, 8)]
