"""The pp engines: one chosen by name, and the real server's own against what the real server answered."""

import base64
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from mockbancho.errors import Mistake
from mockbancho.osu.accuracy import Hits, column
from mockbancho.osu.akatsuki import Akatsuki
from mockbancho.osu.engine import Difficulty, PartialPlay, Performance, PpEngine, number
from mockbancho.osu.engines import ENGINES, engine_of
from mockbancho.osu.mods import Mods
from mockbancho.osu.pp import objects_in_file, pp_with_file, stars_of_file
from mockbancho.osu.rosu import Rosu
from tests.engines import EACH_ENGINE, with_akatsuki

CONFORMANCE = Path(__file__).parent.parent / "conformance"
WORLD = json.loads((CONFORMANCE / "world.json").read_text("utf-8"))
FILES = {int(number): base64.b64decode(file) for number, file in WORLD["files"]["osu"].items()}
OSU, TAIKO, CATCH, MANIA = (FILES[number] for number in (9001, 9003, 9005, 9006))
OWN_MODES = [(OSU, 0), (TAIKO, 1), (CATCH, 2), (MANIA, 3)]


@pytest.fixture(params=EACH_ENGINE)
def engine(request: pytest.FixtureRequest) -> PpEngine:
    return engine_of(request.param)


def recorded() -> Iterator[Any]:
    """Yield what the real server calculated of beatmaps whose file is here: the query, and the entries."""
    for text in (CONFORMANCE / "recorded-5.3.jsonl").read_text("utf-8").splitlines():
        line = json.loads(text)
        if line["path"] == "/v1/calculate_pp" and line["status"] == 200:
            asked = {name: values[-1] for name, values in parse_qs(line["query"]).items()}
            answered = json.loads(line["text"])
            entries = answered if isinstance(answered, list) else [answered]
            yield pytest.param(asked, entries, id=f"{line['id']} {line['query']}")


RECORDED = list(recorded())


def answers(engine: PpEngine, asked: dict[str, str], accuracies: list[float | None]) -> list[dict[str, Any]]:
    """Return what our engine makes of a query, one entry per accuracy that was answered."""
    content, mode, mods = FILES[int(asked["id"])], int(float(asked.get("mode", 0))), int(asked.get("mods", 0))
    difficulty = parts(engine.difficulty(content, mode, mods))
    worth = [engine.performance(content, mode, mods, play_of(asked, accuracy)) for accuracy in accuracies]
    return [
        {"performance": {**parts(found), "pp": column(found.pp)}, "difficulty": difficulty, "accuracy": accuracy}
        for found, accuracy in zip(worth, accuracies, strict=True)
    ]


def play_of(asked: dict[str, str], accuracy: float | None) -> PartialPlay:
    """Return the play that was asked for, as the real server passes it on; `acc=nan` is answered as null."""
    hits = {name: int(asked[name]) for name in ("n100", "n50", "ngeki", "nkatu") if name in asked}
    combo = int(asked["combo"]) if "combo" in asked else None
    wanted = math.nan if accuracy is None else accuracy
    return PartialPlay(accuracy=wanted, nmiss=int(asked.get("misses", 0)), combo=combo, **hits)


def parts(struct: Difficulty | Performance) -> dict[str, float | None]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def test_there_are_recordings_to_compare_with() -> None:
    assert len(RECORDED) == 69


@with_akatsuki
@pytest.mark.parametrize(("asked", "entries"), RECORDED)
def test_akatsuki_answers_what_the_real_server_answered(asked: dict[str, str], entries: list[Any]) -> None:
    found = answers(engine_of("akatsuki"), asked, [entry["accuracy"] for entry in entries])

    assert found == entries


@pytest.mark.parametrize(("asked", "entries"), RECORDED)
def test_rosu_answers_in_the_same_form(asked: dict[str, str], entries: list[Any]) -> None:
    found = answers(engine_of("rosu"), asked, [entry["accuracy"] for entry in entries])

    assert [(list(entry["performance"]), list(entry["difficulty"])) for entry in found] == [
        (list(entry["performance"]), list(entry["difficulty"])) for entry in entries
    ]
    assert [entry["performance"]["pp"] >= 0 for entry in found] == [True] * len(entries)


MISSING = {"peak", "effective_miss_count"}
"""Parts that rosu has not, of taiko."""


@with_akatsuki
@pytest.mark.parametrize(("content", "mode"), OWN_MODES)
def test_rosu_tells_the_parts_that_the_real_server_tells(content: bytes, mode: int) -> None:
    told = {}
    for engine in map(engine_of, ENGINES):
        worth = engine.performance(content, mode, 0, PartialPlay(accuracy=98.0))
        every = {**parts(worth), **parts(engine.difficulty(content, mode))}
        told[engine.name] = {name for name, value in every.items() if value is not None}

    assert told["rosu"] == told["akatsuki"] - (MISSING if mode == 1 else set())


@with_akatsuki
@pytest.mark.parametrize(("content", "mode"), OWN_MODES)
def test_the_engines_agree_about_the_size_of_pp(content: bytes, mode: int) -> None:
    play = PartialPlay(accuracy=100.0)

    ours, theirs = (engine_of(name).performance(content, mode, 0, play).pp for name in ("rosu", "akatsuki"))

    assert ours == pytest.approx(theirs, rel=0.25)


@with_akatsuki
def test_the_engines_agree_about_mania() -> None:
    play = PartialPlay(accuracy=100.0)

    ours, theirs = (engine_of(name).performance(MANIA, 3, 0, play).pp for name in ("rosu", "akatsuki"))

    assert ours == pytest.approx(theirs, rel=0.001)


@with_akatsuki
def test_relax_is_worth_more_on_the_real_server() -> None:
    play = PartialPlay(accuracy=97.0)

    ours, theirs = (engine_of(name).performance(OSU, 4, Mods.RELAX, play).pp for name in ("rosu", "akatsuki"))

    assert theirs > 2 * ours


@pytest.mark.parametrize(("content", "mode"), [*OWN_MODES, (OSU, 1), (OSU, 2), (OSU, 3), (OSU, 4), (OSU, 8)])
def test_many_plays_are_worth_what_each_is_worth_alone(engine: PpEngine, content: bytes, mode: int) -> None:
    calculate = engine.calculator(content, mode, Mods.HIDDEN)
    plays = [(200, 5, 1, 10, 2, 1, 150), (180, 25, 1, 10, 2, 0, 30), (200, 5, 1, 10, 2, 1, 150), (0, 0, 0, 0, 0, 9, 0)]

    together = [calculate(*play) for play in plays]

    assert together == [
        engine.performance(
            content,
            mode,
            Mods.HIDDEN,
            PartialPlay(n300=n300, n100=n100, n50=n50, ngeki=ngeki, nkatu=nkatu, nmiss=nmiss, combo=combo),
        ).pp
        for n300, n100, n50, ngeki, nkatu, nmiss, combo in plays
    ]


def test_two_calculators_do_not_disturb_each_other(engine: PpEngine) -> None:
    plain, hidden = engine.calculator(OSU, 0), engine.calculator(OSU, 0, Mods.HIDDEN)
    alone = plain(250, 5, 0, 0, 0, 5, 100), hidden(260, 0, 0, 0, 0, 0, 320)

    assert (plain(250, 5, 0, 0, 0, 5, 100), hidden(260, 0, 0, 0, 0, 0, 320)) == alone
    assert alone[0] < alone[1]


def test_nightcore_is_double_time(engine: PpEngine) -> None:
    nightcore, double_time = (engine.difficulty(OSU, 0, mods) for mods in (Mods.NIGHTCORE, Mods.DOUBLETIME))

    assert nightcore == double_time
    assert nightcore.stars > engine.difficulty(OSU, 0).stars


def test_mods_are_32_bits(engine: PpEngine) -> None:
    assert engine.difficulty(OSU, 0, -1) == engine.difficulty(OSU, 0, 2**32 - 1)


def test_relax_and_autopilot_are_their_ruleset_and_the_mods_say_the_rest(engine: PpEngine) -> None:
    assert engine.difficulty(OSU, 4) == engine.difficulty(OSU, 8) == engine.difficulty(OSU, 0)
    assert engine.difficulty(OSU, 4, Mods.RELAX) != engine.difficulty(OSU, 0)


def test_a_mode_has_no_effect_on_a_beatmap_that_is_not_converted(engine: PpEngine) -> None:
    assert engine.difficulty(TAIKO, 0) == engine.difficulty(TAIKO, 3) == engine.difficulty(TAIKO, 1)
    assert objects_in_file(TAIKO, 0) == objects_in_file(TAIKO, 1)


@pytest.mark.parametrize("pp", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_worth_nothing(pp: float) -> None:
    assert number(pp) == 0.0


@with_akatsuki
def test_a_play_of_which_the_real_engine_knows_no_number_is_worth_nothing() -> None:
    one_circle = OSU[: OSU.index(b"82,174,1174")]
    engine, play = engine_of("akatsuki"), PartialPlay(n300=0, n100=0, n50=0, nmiss=5, combo=0)

    assert engine.calculator(one_circle, 0, Mods.RELAX)(0, 0, 0, 0, 0, 5, 0) == 0.0
    assert engine.performance(one_circle, 0, Mods.RELAX, play).pp == 0.0


def test_pp_and_stars_come_from_the_engine_that_is_named(engine: PpEngine) -> None:
    hits = Hits(255, 5)

    assert stars_of_file(OSU, 0, engine=engine.name) == engine.difficulty(OSU, 0).stars
    assert pp_with_file(OSU, 0, hits, 320, engine=engine.name) == engine.calculator(OSU, 0)(255, 5, 0, 0, 0, 0, 320)


def test_engines_are_known_by_their_names() -> None:
    assert dict(ENGINES) == {"rosu": Rosu, "akatsuki": Akatsuki}
    assert engine_of("rosu") is engine_of("rosu")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("akatsuky", "'akatsuky' is no pp engine; did you mean 'akatsuki'?; known: rosu, akatsuki"),
        ("rosu-pp", "'rosu-pp' is no pp engine; did you mean 'rosu'?; known: rosu, akatsuki"),
        ("", "'' is no pp engine; known: rosu, akatsuki"),
    ],
)
def test_an_unknown_engine_is_a_mistake_that_names_the_nearest(name: str, sentence: str) -> None:
    with pytest.raises(Mistake) as caught:
        engine_of(name)

    assert str(caught.value) == sentence


def test_an_engine_that_is_not_installed_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "akatsuki_pp_py", None)

    with pytest.raises(Mistake) as caught:
        Akatsuki()

    running = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert str(caught.value) == (
        "pp engine 'akatsuki' needs akatsuki-pp-py, which is not installed: "
        f'pip install "mockbancho[akatsuki]"; it needs Python 3.11, this is {running}'
    )


@with_akatsuki
def test_akatsuki_says_what_it_cannot_read() -> None:
    with pytest.raises(Mistake) as caught:
        engine_of("akatsuki").difficulty(b"<html>", 0)

    assert str(caught.value) == (
        "akatsuki cannot read this beatmap file: Failed to parse beatmap "
        "- caused by: expected `osu file format v` at file begin"
    )
