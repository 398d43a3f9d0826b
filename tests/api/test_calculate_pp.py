"""What plays are worth: one for each accuracy, or one of given hits; the figures are those of the pp engine."""

import math
from hashlib import md5
from typing import Any

import pytest

from mockbancho import Bancho
from mockbancho.osu.scores import ScoreStatus
from mockbancho.records import Player
from mockbancho.transports.direct import Reply
from tests.api.asking import (
    CRASH,
    Asker,
    asking,
    each,
    in_every_contract,
    in_the_new_contracts,
    in_the_real_contracts,
    outcome,
    sent,
)
from tests.engines import EACH_ENGINE, with_akatsuki
from tests.rows import beatmap, beatmap_file, beatmapset, player

KEY = "11111111-2222-4333-8444-555555555555"
OF_KEY = [("authorization", f"Bearer {KEY}")]
OSU, TAIKO, CATCH, MANIA, WITHOUT_FILE = 9001, 9003, 9005, 9006, 9010
NO_PARTS = dict.fromkeys(("aim", "speed", "flashlight", "slider_factor", "speed_note_count"))
NO_WORTH = dict.fromkeys(("pp_acc", "pp_aim", "pp_speed", "pp_flashlight", "effective_miss_count"))
FILE = b"osu file format v14\n[General]\nMode: 0\n[TimingPoints]\n0,500,4\n[HitObjects]\n%b\n"
each_engine = pytest.mark.parametrize("engine", EACH_ENGINE)


def pp(ask: Asker, contract: str = "any", **query: Any) -> Reply:  # noqa: ANN401  # any value is sent as text
    """Ask for pp with the recorded world's key."""
    return ask("/calculate_pp", contract, headers=OF_KEY, **query)


def asking_about(content: bytes, *, known_by: str | None = None, engine: str = "rosu") -> Asker:
    """Return who asks a world in which beatmap 1 has this file, and an md5 of its own if one is given."""
    known = beatmap(1, md5=known_by or md5(content, usedforsecurity=False).hexdigest())
    ask = asking(player(3, api_key=KEY), beatmapset(1), known, beatmap_file(1, content))
    ask.world.pp_engine = engine
    return ask


def worth(reply: Reply) -> Any:  # noqa: ANN401  # a number or a list of them
    """Return the pp that was answered: of one play, or of each."""
    found = reply.json()
    return [entry["performance"]["pp"] for entry in found] if isinstance(found, list) else found["performance"]["pp"]


@in_every_contract
def test_without_more_there_are_four_accuracies(contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=OSU)

    assert answer.status == 200
    assert [entry["accuracy"] for entry in answer.json()] == [100.0, 99.0, 98.0, 95.0]


@with_akatsuki
@in_every_contract
def test_the_figures_are_the_real_server_s_with_its_engine(contract: str, ask: Asker) -> None:
    ask.world.pp_engine = "akatsuki"

    answer = pp(ask, contract, id=OSU, acc=101)

    assert answer.text == sent(
        [
            {
                "performance": {
                    "pp": 80.825,
                    "pp_acc": 45.87476409419083,
                    "pp_aim": 20.009827254804502,
                    "pp_speed": 11.237447709136838,
                    "pp_flashlight": 0.0,
                    "effective_miss_count": 0.0,
                    "pp_difficulty": None,
                },
                "difficulty": {
                    "stars": 3.377454892704731,
                    "aim": 1.7518567610990827,
                    "speed": 1.4471372929074993,
                    "flashlight": 0.26916881010319094,
                    "slider_factor": 0.8430337477491338,
                    "speed_note_count": 97.8201116027981,
                    "stamina": None,
                    "color": None,
                    "rhythm": None,
                    "peak": None,
                },
                "accuracy": 101.0,
            }
        ]
    )


@pytest.mark.parametrize(
    ("asked", "nothing_of_performance", "nothing_of_difficulty"),
    [
        ({"id": OSU}, {"pp_difficulty"}, {"stamina", "color", "rhythm", "peak"}),
        ({"id": OSU, "mode": 8}, {"pp_difficulty"}, {"stamina", "color", "rhythm", "peak"}),
        ({"id": TAIKO}, {"pp_aim", "pp_speed", "pp_flashlight"}, set(NO_PARTS)),
        ({"id": OSU, "mode": 5}, {"pp_aim", "pp_speed", "pp_flashlight"}, set(NO_PARTS)),
        ({"id": CATCH}, {*NO_WORTH, "pp_difficulty"}, {*NO_PARTS, "stamina", "color", "rhythm", "peak"}),
        ({"id": MANIA}, set(NO_WORTH), {*NO_PARTS, "stamina", "color", "rhythm", "peak"}),
        ({"id": MANIA, "mode": 1}, set(NO_WORTH), {*NO_PARTS, "stamina", "color", "rhythm", "peak"}),
    ],
)
@with_akatsuki
def test_the_parts_that_a_ruleset_has_not_are_null(
    asked: dict[str, Any], nothing_of_performance: set[str], nothing_of_difficulty: set[str], ask: Asker
) -> None:
    ask.world.pp_engine = "akatsuki"

    entry = pp(ask, **asked, acc=97).json()[0]

    assert {name for name, value in entry["performance"].items() if value is None} == nothing_of_performance
    assert {name for name, value in entry["difficulty"].items() if value is None} == nothing_of_difficulty


@pytest.mark.parametrize("given", ["ngeki", "nkatu", "n100", "n50"])
def test_hits_make_it_one_entry_even_if_they_are_none(given: str, ask: Asker) -> None:
    hits: dict[str, Any] = {given: 0}

    answer = pp(ask, id=OSU, acc=[90, 95], **hits)

    assert list(answer.json()) == ["performance", "difficulty", "accuracy"]
    assert answer.json()["accuracy"] is None


def test_misses_and_combo_are_no_hits(ask: Asker) -> None:
    answer = pp(ask, id=OSU, misses=2, combo=100, n300=5, acc=[99.5, 98])

    assert [entry["accuracy"] for entry in answer.json()] == [99.5, 98.0]
    assert ask.last_call().ignored == ("n300",)


@each_engine
def test_hits_that_are_not_given_are_none(engine: str, ask: Asker) -> None:
    ask.world.pp_engine = engine

    some, every = pp(ask, id=MANIA, n100=5), pp(ask, id=MANIA, n100=5, n50=0, ngeki=0, nkatu=0)

    assert some.text == every.text


@each_engine
def test_worse_plays_are_worth_less(engine: str, ask: Asker) -> None:
    ask.world.pp_engine = engine

    found = [worth(pp(ask, id=OSU, n100=n100, misses=misses)) for n100, misses in ((0, 0), (20, 0), (20, 5))]

    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 3


def test_nightcore_counts_as_double_time(ask: Asker) -> None:
    nightcore, both, neither = (worth(pp(ask, id=OSU, mods=mods)) for mods in (512, 576, 0))

    assert nightcore == both
    assert nightcore[0] > neither[0]


@each_engine
def test_negative_mods_with_nightcore_are_read_as_32_bits(engine: str, ask: Asker) -> None:
    ask.world.pp_engine = engine

    negative, unsigned = pp(ask, "5.3", id=OSU, mods=-8), pp(ask, "5.3", id=OSU, mods=2**32 - 8)

    assert negative.status == 200
    assert worth(negative) == worth(unsigned)


@each_engine
@pytest.mark.parametrize("odd", ["nan", "inf", "-inf", "1e400"])
def test_an_accuracy_that_json_has_not_is_null(odd: str, engine: str, ask: Asker) -> None:
    ask.world.pp_engine = engine

    entry = pp(ask, id=OSU, acc=odd).json()[0]

    assert entry["accuracy"] is None
    assert math.isfinite(entry["performance"]["pp"])


@in_the_new_contracts
@pytest.mark.parametrize(
    ("sent_as", "shown"), [("1e16", "1e+16"), ("9999999999999998", "9999999999999998.0"), ("1e-7", "1e-7")]
)
def test_the_exponent_of_a_large_number_has_its_sign(sent_as: str, shown: str, contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=OSU, acc=sent_as)

    assert answer.text.endswith(f',"accuracy":{shown}}}]')


@each_engine
@pytest.mark.parametrize("name", ["combo", "misses", "n100", "n50", "ngeki", "nkatu"])
def test_numbers_up_to_64_bits_are_taken(name: str, engine: str, ask: Asker) -> None:
    ask.world.pp_engine = engine

    answers = [pp(ask, contract, id=OSU, **{name: 2**64 - 1}) for contract in ("any", "5.3")]

    assert [answer.status for answer in answers] == [200, 200]


@in_every_contract
@pytest.mark.parametrize("number", [0, -1, 9999, 2**31, 10**30])
def test_an_unknown_beatmap(number: int, contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=number)

    assert outcome(answer) == (400, {"status": "Beatmap not found."})


@in_every_contract
def test_a_beatmap_without_a_file(contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=WITHOUT_FILE)

    assert outcome(answer) == (400, {"status": "Beatmap file could not be fetched."})


def test_a_beatmap_without_a_set_is_unknown() -> None:
    ask = asking(player(3, api_key=KEY), beatmap(1), beatmap_file(1, FILE % b""))

    answer = pp(ask, id=1)

    assert outcome(answer) == (400, {"status": "Beatmap not found."})


@in_every_contract
def test_a_file_of_another_version_does_not_count(contract: str) -> None:
    ask = asking_about(FILE % b"256,192,1000,1,0", known_by="0" * 32)

    answer = pp(ask, contract, id=1)

    assert outcome(answer) == (400, {"status": "Beatmap file could not be fetched."})


@each_engine
@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", FILE.replace(b"Mode: 0", b"Mode: 9"), FILE % b"100,100,1000,2,0,B|100:", FILE % b"100,100"],
    ids=["empty", "nonsense", "mode 9", "slider cut off", "object cut off"],
)
def test_a_file_that_is_no_beatmap_is_a_crash_and_in_any_a_sentence(content: bytes, engine: str) -> None:
    ask = asking_about(content, engine=engine)

    crashed, told = pp(ask, "5.3", id=1), pp(ask, id=1)

    assert outcome(crashed) == CRASH
    assert told.status == 400
    assert told.json()["status"].startswith("Beatmap file cannot be read: ")


@each_engine
def test_a_beatmap_without_objects_is_worth_nothing(engine: str) -> None:
    answer = pp(asking_about(FILE % b"", engine=engine), "5.3", id=1)

    assert worth(answer) == [0.0, 0.0, 0.0, 0.0]


@each_engine
def test_a_line_that_cannot_be_read_is_skipped(engine: str) -> None:
    whole = FILE % b"256,192,1000,1,0\n100,100,1500,1,0"
    broken = FILE % b"256,192,1000,1,0\nhere,100,1200,1,0\n100,100,1500,1,0"

    plain, skipped = (pp(asking_about(content, engine=engine), "5.3", id=1) for content in (whole, broken))

    assert worth(skipped) == worth(plain)
    assert worth(plain)[0] > 0


@in_every_contract
def test_every_wrong_parameter_is_told_in_the_endpoint_s_order(contract: str, ask: Asker) -> None:
    names = ["acc", "combo", "mode", "mods", "misses", "n50", "n100", "ngeki", "nkatu", "id"]

    answer = ask("/calculate_pp", contract, **dict.fromkeys(names, "x"))

    assert answer.status == 422
    assert each(answer, "detail", "loc") == [
        *(["query", name] for name in ("id", "nkatu", "ngeki", "n100", "n50", "misses", "mods", "mode", "combo")),
        ["query", "acc", 0],
    ]


@pytest.mark.parametrize("contract", ["any", "5.3"])
def test_every_wrong_accuracy_is_told_with_its_place(contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=OSU, acc=[100, "x", 99, ""])

    assert answer.status == 422
    assert answer.text == sent(
        {
            "detail": [
                {
                    "type": "float_parsing",
                    "loc": ["query", "acc", place],
                    "msg": "Input should be a valid number, unable to parse string as a number",
                    "input": given,
                }
                for place, given in ((1, "x"), (3, ""))
            ]
        }
    )


def test_a_wrong_accuracy_in_the_dialect_of_4_3_2(ask: Asker) -> None:
    answer = pp(ask, "4.3.2", id=OSU, acc="x")

    assert answer.status == 422
    assert answer.text == sent(
        {
            "detail": [
                {"loc": ["query", "acc", 0], "msg": "value is not a valid float", "type": "type_error.float"},
            ]
        }
    )


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ({}, "missing"),
        ({"id": OSU, "mode": 12}, "less_than_equal"),
        ({"id": OSU, "mode": -1}, "greater_than_equal"),
        ({"id": OSU, "mods": 2**32}, "less_than_equal"),
        ({"id": OSU, "misses": -1}, "greater_than_equal"),
        ({"id": OSU, "combo": -1}, "greater_than_equal"),
        ({"id": OSU, "n100": -1}, "greater_than_equal"),
        ({"id": OSU, "n50": 2**64}, "less_than_equal"),
    ],
)
def test_any_refuses_what_crashes_the_real_server(query: dict[str, Any], complaint: str, ask: Asker) -> None:
    answer = pp(ask, **query)

    assert answer.status == 422
    assert each(answer, "detail", "type") == [complaint]


@in_the_real_contracts
def test_an_unknown_beatmap_is_told_before_a_wrong_mode_crashes(contract: str, ask: Asker) -> None:
    answer = pp(ask, contract, id=0, mode=12, mods=2**32, n100=-1)

    assert outcome(answer) == (400, {"status": "Beatmap not found."})


@in_every_contract
def test_parameters_are_checked_before_the_key(contract: str, ask: Asker) -> None:
    answer = ask("/calculate_pp", contract, id="x")

    assert answer.status == 422


@pytest.mark.parametrize(
    ("contract", "status", "text"),
    [
        ("any", 400, "Must provide authorization token."),
        ("5.3", 401, "Invalid API key."),
        ("4.3.2", 400, "Must provide authorization token."),
    ],
)
def test_the_key_is_checked_before_the_beatmap(contract: str, status: int, text: str, ask: Asker) -> None:
    answer = ask("/calculate_pp", contract, id=0)

    assert outcome(answer) == (status, {"status": text})


@pytest.mark.parametrize("path", ["/calculate_pp", "/api/calculate_pp"])
def test_4_3_2_takes_a_bare_key_on_both_paths(path: str, ask: Asker) -> None:
    answer = ask.send("GET", f"{path}?id={OSU}&acc=99", "4.3.2", headers=[("authorization", KEY)])

    assert answer.status == 200
    assert [entry["accuracy"] for entry in answer.json()] == [99.0]


def test_the_default_world_s_first_beatmap_has_no_file(bancho: Bancho) -> None:
    answer = bancho.get("/calculate_pp", id=1172819, headers={"Authorization": key_in(bancho)})

    assert outcome(answer) == (400, {"status": "Beatmap file could not be fetched."})


@each_engine
def test_it_agrees_with_the_scores_of_the_same_world(engine: str) -> None:
    bancho = Bancho(seed=5, players=6, scores_per_player=12, pp_engine=engine)
    key = key_in(bancho)
    passed = [score for score in bancho.world.scores.rows if score.status != ScoreStatus.FAILED]

    answers = [
        bancho.get(
            "/calculate_pp",
            id=bancho.world.beatmaps.with_md5(score.map_md5).id,  # type: ignore[union-attr]  # each has one
            mode=score.mode,
            mods=score.mods,
            n100=score.n100,
            n50=score.n50,
            ngeki=score.ngeki,
            nkatu=score.nkatu,
            misses=score.nmiss,
            combo=score.max_combo,
            headers={"Authorization": key},
        )
        for score in passed
    ]

    assert len(passed) > 50
    assert [worth(answer) for answer in answers] == [score.pp for score in passed]


def key_in(bancho: Bancho) -> str:
    """Return an API key of somebody in the world."""
    rows = bancho.world.rows(Player)
    return next(row.api_key for row in rows if row.api_key)


@with_akatsuki
def test_a_fork_with_another_engine_does_not_answer_what_was_remembered(ask: Asker) -> None:
    by_rosu = pp(ask, id=OSU, acc=98)
    ask.world.pp_engine = "akatsuki"

    by_akatsuki = pp(ask, id=OSU, acc=98)

    assert worth(by_akatsuki) != worth(by_rosu)
