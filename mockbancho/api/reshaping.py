"""Other shapes: members that some servers add to an answer, leave out, or call otherwise."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from mockbancho.api.answers import JSON, Answer
from mockbancho.api.fragments import encode
from mockbancho.api.json_paths import objects_at
from mockbancho.contract import ENDPOINT_NAMES
from mockbancho.errors import Mistake, nearest
from mockbancho.osu.mods import letters_of

log: Final = logging.getLogger("mockbancho")
ROWS: Final[Mapping[str, str]] = {
    "get_player_count": "counts",
    "get_player_info": "player.info",
    "get_player_status": "player_status",
    "get_player_scores": "scores",
    "get_player_most_played": "maps",
    "get_map_info": "map",
    "get_map_scores": "scores",
    "get_score_info": "score",
    "get_match": "match",
    "get_leaderboard": "leaderboard",
    "search_players": "result",
    "get_friends": "friends",
    "set_player_info": "player.info",
}
"""Where the objects stand that an endpoint's answer is about; in v2 under `data`, in all others the answer itself."""
MADE_INTO: Final[Mapping[str, Callable[[Any], object]]] = {
    "letters": lambda value: letters_of(value) if isinstance(value, int) else value,
    "text": str,
    "upper": lambda value: str(value).upper(),
    "lower": lambda value: str(value).lower(),
}
"""What a copied member can be made into; `letters` is for mods."""
Maker = Callable[[dict[str, Any]], object]
"""Makes a member's value from its object."""


class Reshape:
    """Another shape of one endpoint's answers."""

    def __init__(
        self,
        endpoint: str,
        *,
        at: str | None = None,
        add: Mapping[str, object] | None = None,
        drop: Sequence[str] = (),
        rename: Mapping[str, str] | None = None,
    ) -> None:
        """Take what becomes of the objects *at* a path such as `scores` or `scores.beatmap`; lists are gone through.

        A value of *add* is the member's value, a function of the object, or `{"from": "mods", "as": "letters"}`. Raises
        `Mistake` for what cannot be.
        """
        _check_endpoint(endpoint)
        if not (add or drop or rename):
            raise Mistake(f"reshape {endpoint}: give add, drop or rename")
        if isinstance(drop, str):
            raise Mistake(f"reshape {endpoint}: drop is a list of names, such as [{drop!r}]")
        self.endpoint = endpoint
        self._path = _default_path(endpoint) if at is None else at
        _check_names(endpoint, self._path, [*(add or {}), *drop, *(rename or {})])
        self._add = {name: _maker(endpoint, name, value) for name, value in (add or {}).items()}
        self._drop = tuple(drop)
        self._rename = dict(rename or {})
        self._unseen = {*self._drop, *self._rename, *_copied(add or {})}

    def answer(self, answer: Answer) -> Answer:
        """Return an answer in the other shape; one that is not a 200 of JSON stays as it is."""
        if answer.status != 200 or answer.content_type != JSON:
            return answer
        body: Any = msgspec.json.decode(answer.body)
        objects = list(objects_at(body, self._path))
        for each in objects:
            self._reshape(each)
        if objects and self._unseen:
            log.warning(
                "reshape %s: there is no %s to drop, rename or copy", self.endpoint, " and ".join(sorted(self._unseen))
            )
            self._unseen.clear()
        return msgspec.structs.replace(answer, body=encode(body))

    def _reshape(self, found: dict[str, Any]) -> None:
        before = dict(found)
        self._unseen -= before.keys()
        found.clear()
        for name, value in before.items():
            if name not in self._drop:
                found[self._rename.get(name, name)] = value
        found.update({name: make(before) for name, make in self._add.items()})

    def __repr__(self) -> str:
        """Tell the endpoint and what changes."""
        changes = {"add": list(self._add), "drop": list(self._drop), "rename": self._rename}
        return f"<reshape {self.endpoint}: {', '.join(f'{name} {value}' for name, value in changes.items() if value)}>"


def _check_names(endpoint: str, path: str, names: Iterable[str]) -> None:
    """Refuse a path where a name belongs: no member has a dot in its name, so nothing would come of it."""
    for name in names:
        further, dot, last = name.rpartition(".")
        if dot:
            at = f"{path}.{further}" if path else further
            raise Mistake(f"reshape {endpoint}: {name!r} is no name of a member; did you mean {last!r} with at={at!r}?")


def _copied(add: Mapping[str, object]) -> set[str]:
    """Return the members that others are copies of."""
    told: list[Mapping[str, Any]] = [value for value in add.values() if isinstance(value, Mapping)]  # pyright: ignore[reportUnknownVariableType]  # JSON
    return {str(value["from"]).partition(".")[0] for value in told if "from" in value}


def _default_path(endpoint: str) -> str:
    return "data" if endpoint.startswith("v2_") else ROWS.get(endpoint, "")


def _maker(endpoint: str, name: str, value: object) -> Maker:
    if callable(value):
        return value
    if isinstance(value, Mapping) and "from" in value:
        return _copy(endpoint, name, dict(value))  # pyright: ignore[reportUnknownArgumentType]  # checked there
    return _constant(endpoint, name, value)  # pyright: ignore[reportUnknownArgumentType]  # any JSON


def _constant(endpoint: str, name: str, value: object) -> Maker:
    try:
        encode(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise Mistake(f"reshape {endpoint}: add: {name}: this is no JSON: {error}") from None
    return lambda _: value


def _copy(endpoint: str, name: str, told: dict[str, Any]) -> Maker:
    """Return what copies a member, made into something else if told."""
    where = f"reshape {endpoint}: add: {name}"
    for key in told:
        if key not in ("from", "as"):
            raise Mistake(f"{where}: unknown key {key!r}; known: from, as")
    kind = told.get("as")
    if kind is not None and kind not in MADE_INTO:
        raise Mistake(
            f"{where}: as: unknown {kind!r}{nearest(str(kind), MADE_INTO) or '.'} Known: {', '.join(MADE_INTO)}"
        )
    path = str(told["from"]).split(".")
    into = MADE_INTO.get(kind or "", _itself)

    def make(found: dict[str, Any]) -> object:
        value: Any = found
        for part in path:
            value = value.get(part) if isinstance(value, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # JSON
        return None if value is None else into(value)  # pyright: ignore[reportUnknownArgumentType]  # JSON

    return make


def _itself(value: object) -> object:
    return value


def _check_endpoint(endpoint: str) -> None:
    if endpoint not in ENDPOINT_NAMES:
        raise Mistake(
            f"reshape: there is no endpoint {endpoint!r}{nearest(endpoint, ENDPOINT_NAMES) or '.'} Known: {', '.join(ENDPOINT_NAMES)}"
        )
