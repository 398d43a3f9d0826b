"""Worlds that contradict themselves: rows that point nowhere, columns at their limits. Every question has an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from urllib.parse import urlencode

import pytest

from mockbancho.contract import CONTRACTS, Contract, Endpoint
from mockbancho.osu.matches import SLOTS
from mockbancho.records import Row, Slot
from mockbancho.world.journal import Source
from mockbancho.world.world import World
from tests import rows
from tests.api.asking import Asker, in_every_contract

LAST = 2**31 - 1
IDS = (0, 1, 2, 3, 4, 5, 7, LAST)
NAMES = ("Aika", "ü b", "[x]-_", "𠮷野", "a\nb", '"q"', "Ⅷ ", "x" * 32, "%", "\\")
MD5S = ("a" * 32, "b" * 32, "A" * 32, "", "zz")
MOMENTS = (datetime(1, 1, 1), datetime(2024, 5, 6, 7, 8, 9, 123456), datetime(9999, 12, 31, 23, 59, 59))  # noqa: DTZ001  # as in the database
ASKED = {
    "id": "0 1 2 3 4 5 7 9 63 64".split(),
    "name": ["Aika", "ü b", "[x]-_", "𠮷野", "aa"],
    "scope": "best recent all info stats".split(),
    "mods": ["", "HD", "~HD", "~", "=", "𠮷", "-1", "9" * 20],
    "mode": "0 3 4 7 8".split(),
    "md5": ["a" * 32, "A" * 32],
    "offset": ["-1", "0", "5", str(2**64)],
    "country": ["us", "xx", "é!"],
    "q": ["", "%", "_", "\\", "𠮷", "x", "%a%"],
    "page": ["1", "2", str(2**63 - 1)],
    "map_md5": ["A" * 32, ""],
}


def odd_rows(r: Random) -> Iterator[Row]:
    for number in IDS:
        yield rows.player(
            number,
            name=r.choice(NAMES),
            safe_name=f"{r.choice(NAMES)[:20]}{number}",
            priv=r.choice([0, 1, 2, 3, -1, LAST]),
            country=r.choice(["us", "US", "é!"]),
            clan_id=r.choice([0, 1, 2, -5]),
            clan_priv=r.choice([0, 1, 2, 3]),
        )
        yield rows.session(
            number, login_time=r.choice([0.0, 1e300, 1.5]), map_md5=r.choice(MD5S), mode=r.choice([0, 99])
        )
        for mode in (0, 3, 4, 7, -128, 127):
            yield rows.stats(number, mode, pp=r.choice([0, 1, 2**32 - 1]), tscore=r.choice([0, -1, 2**63 - 1]))
    for number in r.sample(IDS, 4):
        yield rows.beatmapset(number, last_osuapi_check=r.choice(MOMENTS))
    for number, md5 in enumerate(r.sample(MD5S, 4)):
        yield rows.beatmap(
            number + 2, md5=md5, set_id=r.choice(IDS), status=r.choice([-1, 2, 5, 99]), title=r.choice(NAMES)
        )
    for number in range(30):
        yield rows.score(
            number * r.choice([1, 1000]),
            map_md5=r.choice(MD5S),
            userid=r.choice(IDS),
            status=r.choice([0, 1, 2, 9]),
            mode=r.choice([0, 4, 7, 8]),
            max_combo=r.choice([0, 32767, 32768, -LAST]),
            mods=r.choice([0, 72, -1, LAST]),
            play_time=r.choice(MOMENTS),
        )
        yield rows.replay_frames(number)
    for number in (1, 2):
        yield rows.clan(number, owner=r.choice(IDS), created_at=r.choice(MOMENTS))
        yield rows.pool(number, created_by=r.choice(IDS))
        yield rows.pool_beatmap(pool_id=number, map_id=r.choice(IDS), mods=-1, slot=-3)
    for number in (0, 1, 63):
        slots = {place: Slot(player=r.choice([None, *IDS])) for place in range(SLOTS)}
        yield rows.match(number, host=r.choice(IDS), referees=tuple(r.sample(IDS, 2)), slots=slots)


def questions(contract: Contract, r: Random) -> Iterator[str]:
    for endpoint in contract.endpoints.values():
        for _ in range(4):
            yield question(endpoint, contract.paths(endpoint)[0], r)


def question(endpoint: Endpoint, path: str, r: Random) -> str:
    in_path = [p.name for p in endpoint.parameters if p.in_path]
    asked = [p.name for p in endpoint.parameters if not p.in_path and (p.required or r.random() < 0.4)]
    for name in in_path:
        path = path.replace(f"{{{name}}}", str(r.choice([*IDS, -1])))
    return f"{path}?{urlencode({name: r.choice(ASKED.get(name, ['1', '3', 'x'])) for name in asked})}"


@pytest.fixture(params=range(4))
def chance(request: pytest.FixtureRequest) -> Random:
    return Random(request.param)


@in_every_contract
def test_every_question_about_an_odd_world_has_a_planned_answer(contract: str, chance: Random) -> None:
    ask = Asker(World.build(odd_rows(chance)))

    for target in questions(CONTRACTS[contract], chance):
        ask.send("GET", target, contract)

    crashes = [call for call in ask.api(contract).journal if call.status == 500]
    assert [call for call in crashes if call.source is not Source.UPSTREAM_CRASH] == []
    assert contract != "any" or crashes == []
