"""A saved scenario does again what was done by hand, and says so where a file cannot."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mockbancho import Bancho, Mistake
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action
from mockbancho.records import Due
from mockbancho.scenario.library import find_scenario
from mockbancho.world.world import World
from tests.world.given import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.scenario.model import Scenario

SECOND: Final = 1_000_000
NAMES: Final = ("Aika", "Ben", "Cleo", "Dora")


@pytest.fixture
def bancho() -> Bancho:
    """An empty world, seed 7."""
    return Bancho(world=World.build(seed=7))


def saved(bancho: Bancho, folder: Path, name: str = "evening.yaml") -> Path:
    """The file of what was done."""
    bancho.save_scenario(folder / name)
    return folder / name


def done_again(bancho: Bancho, folder: Path) -> Bancho:
    """A server in whose world all that was done has happened again, from a file, up to the same time."""
    return Bancho(scenario=saved(bancho, folder), at=bancho.director.elapsed / SECOND)


def steps(scenario: Scenario) -> list[tuple[int, str, dict[str, Any]]]:
    """When each step of a scenario is, and what it does."""
    return [(step.at, step.verb, step.arguments) for step in scenario.timeline]


def what_is_so(bancho: Bancho) -> dict[str, Any]:
    """All that a world holds and has told, and what is still to come, but for the places on its agenda."""
    held = contents(bancho.world)
    for name in ("schedule.ordinals", "schedule.agenda", "schedule.dues"):
        held.pop(name, None)
    coming = sorted(_told(due) for due in bancho.world.rows(Due) if due.action not in ("play_step", "repeat_step"))
    return {**held, "now": bancho.now, "coming": coming}


def _told(due: Due) -> str:
    return f"{due.due} {due.action} {due.arguments}"


# Whatever was done


class RowOf(NamedTuple):
    """A row to give as such: of the view of this name, by its id."""

    view: str
    id: int


class Move(NamedTuple):
    """Something to do: an action with what it is given, or a way through time."""

    verb: str
    values: tuple[Any, ...]
    arguments: dict[str, Any]


def references(view: str, ids: st.SearchStrategy[int], *named: str) -> st.SearchStrategy[Any]:
    """Rows as they can be given: as id, name, word and row."""
    return st.one_of(ids, st.sampled_from(named), st.builds(RowOf, st.just(view), ids))


PLAYERS: Final = references("players", st.integers(3, 6), *NAMES, "any", "any_online", "any_idle")
BEATMAPS: Final = references("beatmaps", st.integers(3, 4), "Opener", "any_osu")
MATCHES: Final = references("matches", st.integers(1, 2), "Finals")
MODS: Final = st.sampled_from(["NM", "HD", "HDDT", 64, Mods.HARDROCK, Mods.HIDDEN | Mods.DOUBLETIME])
MODES: Final = st.sampled_from([None, "osu", GameMode.OSU, 0])
FOR_A_PLAYER: Final = st.sampled_from(
    "go_online go_online go_offline leave_match set_ready set_not_ready report_no_map finish_loading skip_intro "
    "finish_play restrict unrestrict leave_clan".split()
)
FOR_A_MATCH: Final = st.sampled_from("start_match start_match abort_match close_match".split())


def moves() -> st.SearchStrategy[Move]:
    """Something of every kind of argument; much of it is not legal at its time."""
    return st.one_of(
        _placed(FOR_A_PLAYER, PLAYERS),
        _placed(FOR_A_MATCH, MATCHES),
        _placed(st.just("join_match"), PLAYERS, MATCHES),
        _placed(st.sampled_from(["befriend", "unfriend", "watch"]), PLAYERS, PLAYERS),
        _placed(st.just("play_beatmap"), PLAYERS, BEATMAPS, mods=MODS),
        _named("submit_score", player=PLAYERS, beatmap=BEATMAPS, accuracy=st.floats(80, 100), mode=MODES),
        _named("set_status", player=PLAYERS, action=st.sampled_from([Action.AFK, "editing", 1]), beatmap=BEATMAPS),
        _named("create_player", online=st.booleans()),
        _named("create_match", host=PLAYERS, name=st.just("Finals") | st.text(max_size=9), beatmap=BEATMAPS),
        _named("create_score", player=PLAYERS, beatmap=BEATMAPS, play_time=st.just(datetime(2024, 6, 1, 20, 15))),  # noqa: DTZ001  # bancho.py's are naive
        _named("create_clan", owner=PLAYERS, members=st.lists(PLAYERS, max_size=2)),
        _named("create_pool", creator=PLAYERS, picks=st.fixed_dictionaries({"NM1": BEATMAPS})),
        _placed(st.just("advance"), st.sampled_from([0.000001, 2.500001, 31.000001, 90.000003])),
        _placed(st.just("seek"), st.sampled_from([0.000002, 20.000001, 61.000002])),
    )


def _placed(verbs: st.SearchStrategy[str], *values: st.SearchStrategy[Any], **named: Any) -> st.SearchStrategy[Move]:  # noqa: ANN401  # strategies
    whole = st.tuples(verbs, st.tuples(*values), st.fixed_dictionaries(named))
    return whole.map(lambda parts: Move(*parts))


def _named(verb: str, **arguments: Any) -> st.SearchStrategy[Move]:  # noqa: ANN401  # strategies
    return _placed(st.just(verb), **arguments)


def do(bancho: Bancho, move: Move) -> None:
    """Make a move if it is legal now."""
    values, arguments = meant(bancho, move.values), meant(bancho, move.arguments)
    target = bancho.create if move.verb.startswith("create_") else bancho
    with suppress(Mistake):
        getattr(target, move.verb.removeprefix("create_"))(*values, **arguments)


def meant(bancho: Bancho, value: Any) -> Any:  # noqa: ANN401  # of any kind
    """A value with rows where they are meant; where there is none, its id."""
    match value:
        case RowOf(view, id_):
            rows = {row.id: row for row in getattr(bancho, view)}
            return rows.get(id_, id_)
        case dict():
            return {name: meant(bancho, each) for name, each in value.items()}
        case list() | tuple():
            return type(value)(meant(bancho, each) for each in value)
        case _:
            return value


@settings(max_examples=60)
@given(moves=st.lists(moves(), min_size=5, max_size=25))
def test_whatever_was_done_a_saved_file_does_again(moves: list[Move]) -> None:
    bancho = Bancho(world=World.build(seed=7))
    for name in NAMES:
        bancho.create.player(name=name, online=name != "Dora")
    for title in ("Opener", "Second"):
        bancho.create.beatmap(title=title, mode="osu", total_length=60, max_combo=200, file=False)

    for move in moves:
        do(bancho, move)

    with TemporaryDirectory() as folder:
        assert what_is_so(done_again(bancho, Path(folder))) == what_is_so(bancho)


# What a file says


def test_a_file_has_a_step_for_each_action_and_the_world_beside_it(bancho: Bancho, tmp_path: Path) -> None:
    aika = bancho.create.player(name="Aika", online=True)
    bancho.advance("1m30s")
    bancho.create.match(host=aika, name="Finals", win_condition=3)
    bancho.advance(0.25)
    bancho.go_offline("Aika")

    file = saved(bancho, tmp_path)

    assert file.read_text("utf-8") == (
        "mockbancho: 1\n"
        'title: "evening"\n'
        'world: {file: "evening.world.json"}\n'
        "timeline:\n"
        '  - at: "0s"\n'
        '    create_player: {"name":"Aika","online":true}\n'
        '  - at: "1m30s"\n'
        '    create_match: {"host":3,"name":"Finals","win_condition":3}\n'
        '  - at: "1m30s250ms"\n'
        '    go_offline: {"player":"Aika"}\n'
    )
    assert len(Bancho(world=tmp_path / "evening.world.json").players) == 0


def test_where_nothing_was_done_the_timeline_is_empty(bancho: Bancho, tmp_path: Path) -> None:
    file = saved(bancho, tmp_path)

    assert find_scenario(file).timeline == ()


def test_what_is_not_legal_was_not_done(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika")
    with pytest.raises(Mistake):
        bancho.go_offline("Aika")

    file = saved(bancho, tmp_path)

    assert [verb for _, verb, _ in steps(find_scenario(file))] == ["create_player"]


def test_a_time_is_told_to_the_microsecond(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika")
    bancho.advance(3.000_001)
    bancho.go_online("Aika")

    again = done_again(bancho, tmp_path)

    assert again.sessions["Aika"].login_time == bancho.sessions["Aika"].login_time


@pytest.mark.parametrize(
    "name",
    ["${rounds}", "$", "a ${b} c", "“half”", "line\nend", "tab\t", "\x85 \u2028 \ufeff", "\x7f", "😀", "no", "1:30"],
)
def test_text_is_kept_as_it_is(bancho: Bancho, tmp_path: Path, name: str) -> None:
    aika = bancho.create.player(name="Aika", online=True)
    bancho.create.match(host=aika, name=name)

    again = done_again(bancho, tmp_path)

    assert [match.name for match in again.matches] == [name]


def test_a_files_own_name_is_kept_as_it_is(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika")

    file = saved(bancho, tmp_path, "${round} “1”.yml")

    assert find_scenario(file).title == "${round} “1”"
    assert Bancho(scenario=file).players["Aika"].id == 3


def test_a_beatmap_file_is_found_from_any_folder(
    bancho: Bancho, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    opener = Bancho(players=0).create.beatmap(title="Opener", stars=3.0, mode="osu")
    (tmp_path / "opener.osu").write_bytes(_file_of(opener.id))
    monkeypatch.chdir(tmp_path)
    bancho.create.beatmap(file="opener.osu")
    bancho.create.beatmap(file=False, title="Without")
    file = saved(bancho, tmp_path / "own")
    monkeypatch.chdir(tmp_path / "own")

    again = Bancho(scenario=file)

    assert [row.md5 for row in again.beatmaps] == [row.md5 for row in bancho.beatmaps]


def _file_of(beatmap_id: int) -> bytes:
    with Bancho(players=0) as other:
        other.create.beatmap(title="Opener", stars=3.0, mode="osu")
        return other.beatmap_file(beatmap_id)


def test_later_things_come_again_although_nobody_did_them(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika", online=True)
    bancho.create.beatmap(title="Opener", mode="osu", total_length=60, max_combo=200, file=False)
    bancho.play_beatmap("Aika", "Opener", passed=True)
    bancho.advance("2m")

    again = done_again(bancho, tmp_path)

    assert [score.id for score in again.scores.of("Aika")] == [score.id for score in bancho.scores.of("Aika")] == [1]


def test_what_was_done_after_something_due_at_the_same_moment_is_done_after_it(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika", online=True)
    bancho.create.beatmap(title="Opener", mode="osu", total_length=60, max_combo=200, file=False)
    match = bancho.create.match(host="Aika", beatmap="Opener")
    bancho.start_match(match, seconds=10)
    bancho.advance(10)
    bancho.change_beatmap(match)

    again = done_again(bancho, tmp_path)

    assert what_is_so(again) == what_is_so(bancho)


def test_what_was_done_in_a_scenario_is_done_again_in_its_middle(tmp_path: Path) -> None:
    bancho = Bancho(scenario="quiet_evening", at="1m")
    bancho.create.player(name="Zoe", online=True)
    bancho.advance("5m")
    bancho.go_offline("Zoe")
    bancho.advance("1m")

    again = done_again(bancho, tmp_path)

    assert what_is_so(again) == what_is_so(bancho)


def test_a_saved_scenario_goes_on_with_the_one_that_it_was_saved_in(tmp_path: Path) -> None:
    bancho = Bancho(scenario="quiet_evening", at="1m")
    bancho.create.player(name="Zoe", online=True)
    again = done_again(bancho, tmp_path)

    for each in (bancho, again):
        each.advance("10m")

    assert what_is_so(again) == what_is_so(bancho)


def test_what_was_gone_back_from_has_not_been_done(bancho: Bancho, tmp_path: Path) -> None:
    bancho.create.player(name="Aika")
    bancho.advance("1m")
    bancho.go_online("Aika")
    bancho.seek("30s")

    file = saved(bancho, tmp_path)

    assert [verb for _, verb, _ in steps(find_scenario(file))] == ["create_player"]


def test_a_list_that_changes_later_was_given_as_it_was(bancho: Bancho, tmp_path: Path) -> None:
    aika, ben = (bancho.create.player(name=name, online=True) for name in ("Aika", "Ben"))
    others = [ben]
    bancho.create.match(host=aika, players=others)
    others.clear()

    again = done_again(bancho, tmp_path)
    bancho.seek(0)

    assert what_is_so(again) == what_is_so(bancho)
    assert [slot.player for slot in bancho.matches[1].slots][:2] == [3, 4]


def test_what_happened_while_a_real_clock_ran_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(1000))
    monkeypatch.setattr("mockbancho.clock.monotonic", lambda: next(ticks) * 1.234_567)
    bancho = Bancho(world=World.build(seed=7), clock="real")
    for name in NAMES:
        bancho.create.player(name=name, online=True)
    bancho.go_offline("Aika")

    again = done_again(bancho, tmp_path)

    assert [row.login_time for row in again.sessions] == [row.login_time for row in bancho.sessions]
    assert len({row.login_time for row in again.sessions}) == len(NAMES) - 1


# What a file cannot say


@pytest.fixture
def unwritten(tmp_path: Path) -> Iterator[Path]:
    """A folder in which nothing is written."""
    yield tmp_path
    assert list(tmp_path.iterdir()) == []


def test_the_bytes_of_a_file_are_nothing_for_a_scenario_file(bancho: Bancho, unwritten: Path) -> None:
    bancho.create.beatmap(file=_file_of(3))

    with pytest.raises(Mistake) as raised:
        bancho.save_scenario(unwritten / "evening.yaml")

    assert str(raised.value) == "create_beatmap: file: a scenario file cannot hold bytes"


@pytest.mark.parametrize("name", ["evening", "evening.json"])
def test_a_scenario_file_is_called_like_one(bancho: Bancho, unwritten: Path, name: str) -> None:
    with pytest.raises(Mistake) as raised:
        bancho.save_scenario(unwritten / name)

    assert str(raised.value) == f"a scenario file ends with .yaml; did you mean '{name}.yaml'?"


def test_another_pp_engine_is_nothing_for_a_scenario_file(unwritten: Path) -> None:
    world = World.build(seed=7)
    world.pp_engine = "akatsuki"
    bancho = Bancho(world=world)

    with pytest.raises(Mistake) as raised:
        bancho.save_scenario(unwritten / "evening.yaml")

    assert str(raised.value) == "a scenario file cannot say that pp is by 'akatsuki', not by 'rosu'"


def test_a_folder_that_is_not_there_is_said(bancho: Bancho, unwritten: Path) -> None:
    with pytest.raises(FileNotFoundError):
        bancho.save_scenario(unwritten / "none" / "evening.yaml")
