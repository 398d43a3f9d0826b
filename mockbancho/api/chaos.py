"""Legal chaos: every answer is one that the real server may send, and none is typical.

Ids are at the top of their range, names are long and in other scripts, columns hold what they may hold; each time a
question is asked again its answer is another one: odd rows, rows that all tie, nothing at all, or gone. Ids and names
that an answer told can be asked for as they are.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec

from mockbancho.api.answers import JSON, Answer
from mockbancho.api.chaos_table import (
    ASKED_BY_ID,
    BEATMAP_IDS,
    BIGINT_MAX,
    EMPTINESS,
    GONE,
    INT_MAX,
    NAMES,
    ODDITIES,
    PLAYER_IDS,
    SCORE_IDS,
    SHOWN_AS_ASKED,
)
from mockbancho.api.fragments import encode
from mockbancho.api.json_paths import objects_at
from mockbancho.contract.queries import split_query

if TYPE_CHECKING:
    from collections.abc import Mapping

_SCRIPTS: Final = (
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "アイウエオカキクケコサシスセソタチツテト",
    "가나다라마바사아자차카타파하",
)
_LENGTH: Final = 15
"""Letters of the longest name that bancho.py takes."""
_HALF: Final = 2
"""Ids above the half of a range are odd ones."""
_REMEMBERED: Final = 4_096
_TURNS: Final = 3
_EMPTY_TURN: Final = 1
_TIED_TURN: Final = 2
_TIES: Final = ("pp", "score", "tscore", "rscore", "plays", "playtime", "acc", "play_time")


class Chaos:
    """The chaos of one server, by its seed."""

    def __init__(self, seed: int) -> None:
        """Begin with nothing asked."""
        self._seed = seed
        self._asked: Counter[tuple[str, bytes]] = Counter()
        self._names: dict[str, str] = {}

    def question(self, endpoint: str, query: bytes, path: Mapping[str, str]) -> tuple[bytes, Mapping[str, str]]:
        """Return a question with the ids and names of the world, where it has those that chaos made of them."""
        top = ASKED_BY_ID.get(endpoint)
        sent = split_query(query)
        changed = dict(sent)
        if top is not None and "id" in sent:
            changed["id"] = _translated(sent["id"], top)
        if sent.get("name") in self._names:
            changed["name"] = self._names[sent["name"]]
        if top is not None:
            path = {name: _translated(value, top) if name.endswith("_id") else value for name, value in path.items()}
        return (query if changed == sent else urlencode(changed).encode()), path

    def answer(self, answer: Answer, query: bytes) -> Answer:
        """Return an answer that is as legal and less typical, another one each time the same is asked."""
        endpoint = answer.endpoint or ""
        round_, turn = self._turn(endpoint, query)
        if answer.status != 200:
            return answer
        if turn == _EMPTY_TURN and endpoint in GONE:
            return Answer(404, encode({"status": GONE[endpoint]}), source=answer.source, endpoint=endpoint)
        if answer.content_type != JSON:
            return answer
        body: Any = msgspec.json.decode(answer.body)
        asked = split_query(query)
        _raise_ids(body, endpoint)
        if "name" not in asked or asked["name"] in self._names:
            self._rename(body, endpoint)
        self._vary(body, endpoint, asked, round_)
        _show_as_asked(body, endpoint, asked.get("id", ""))
        if turn == _EMPTY_TURN:
            _empty(body, endpoint)
        elif turn == _TIED_TURN:
            _tie(body, endpoint)
        return msgspec.structs.replace(answer, body=encode(body))

    def _turn(self, endpoint: str, query: bytes) -> tuple[int, int]:
        """Return how often all turns have been taken, and which one it is now."""
        if len(self._asked) > _REMEMBERED:
            self._asked.clear()
        self._asked[endpoint, query] += 1
        return divmod(self._asked[endpoint, query] - 1, _TURNS)

    def _rename(self, body: Any, endpoint: str) -> None:  # noqa: ANN401  # JSON
        for path, member in NAMES.get(endpoint, ()):
            for each in objects_at(body, path):
                if isinstance(each.get(member), str):
                    each[member] = self._odd_name(each[member])
                    if "safe_name" in each:
                        each["safe_name"] = each[member].lower()

    def _vary(self, body: Any, endpoint: str, asked: Mapping[str, str], round_: int) -> None:  # noqa: ANN401  # JSON
        """Give members the values of a variant, but for those that the question is about."""
        for oddity in ODDITIES:
            if oddity.endpoint == endpoint:
                for number, each in enumerate(objects_at(body, oddity.path)):
                    drawn = self._drawn(f"{oddity.path}:{number}") + round_
                    variant = oddity.variants[drawn % len(oddity.variants)]
                    each.update({name: value for name, value in variant.items() if name in each and name not in asked})

    def _odd_name(self, name: str) -> str:
        """Return a name of the longest kind in another script, always the same for a name, and remember whose it is."""
        drawn = self._drawn(name)
        letters = _SCRIPTS[drawn % len(_SCRIPTS)]
        digest = blake2b(f"{self._seed}:{name}".encode(), digest_size=_LENGTH).digest()
        odd = "".join(letters[byte % len(letters)] for byte in digest)
        self._names[odd] = name
        return odd

    def _drawn(self, what: str) -> int:
        return int.from_bytes(blake2b(f"{self._seed}:{what}".encode(), digest_size=4).digest(), "big")


def _raise_ids(body: Any, endpoint: str) -> None:  # noqa: ANN401  # JSON
    """Move ids that were not asked for to the top of their range."""
    for table, top in ((PLAYER_IDS, INT_MAX), (BEATMAP_IDS, INT_MAX), (SCORE_IDS, BIGINT_MAX)):
        for path, member in table.get(endpoint, ()):
            for each in objects_at(body, path):
                if isinstance(each.get(member), int) and each[member] > 0:
                    each[member] = top - each[member]


def _translated(text: str, top: int) -> str:
    """Return the id of the world for one that chaos made of it."""
    return str(top - int(text)) if text.isdecimal() and top // _HALF < int(text) < top else text


def _show_as_asked(body: Any, endpoint: str, asked: str) -> None:  # noqa: ANN401  # JSON
    """Let an answer have the id that it was asked for by."""
    if not asked.isdecimal():
        return
    for path in SHOWN_AS_ASKED.get(endpoint, ()):
        for each in objects_at(body, path):
            each["id"] = int(asked)


def _empty(body: Any, endpoint: str) -> None:  # noqa: ANN401  # JSON
    for emptiness in EMPTINESS:
        if emptiness.endpoint == endpoint:
            for path, value in emptiness.members.items():
                where, _, member = path.rpartition(".")
                for each in objects_at(body, where):
                    if member in each:
                        each[member] = value


def _tie(body: Any, endpoint: str) -> None:  # noqa: ANN401  # JSON
    """Let all rows of a list have the same of what it is ordered by."""
    for path in ("scores", "leaderboard"):
        rows = list(objects_at(body, path)) if endpoint.startswith("get_") else []
        for row in rows[1:]:
            row.update({name: rows[0][name] for name in _TIES if name in row})
