"""Which questions show a server's shapes: few, and reads alone. Each answer tells what to ask next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.contract import Integer
from mockbancho.learning.bodies import member, number, objects
from mockbancho.learning.questions import Question, ask

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from mockbancho.contract import Contract, Endpoint

    Asking = Generator[Question, object, None]
    """Yields questions, and is sent the body of each answer: an empty object if there is none of status 200."""

NOBODY: Final = 2**31 - 1
"""An id that no player, clan or pool has."""
_LAST_SCORE: Final = 2**63 - 1


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What to look at: ids that the user named, or the first *size* players of the osu! leaderboard."""

    players: tuple[int, ...] = ()
    beatmaps: tuple[int, ...] = ()
    matches: tuple[int, ...] = ()
    pools: tuple[int, ...] = ()
    size: int = 3


def samples(sample: Sample) -> Asking:
    """Yield questions whose answers have the shapes of all that can be read without an API key."""
    yield ask("get_player_count")
    board = yield ask("get_leaderboard", sort="pp", mode=0, limit=sample.size)
    listed = [number(row, "player_id") for row in objects(board, "leaderboard")]
    beatmaps = dict.fromkeys(sample.beatmaps)
    for player_id in sample.players or listed[: sample.size]:
        if player_id is not None:
            beatmaps |= yield from _player(player_id)
    for beatmap_id in list(beatmaps)[: max(sample.size, len(sample.beatmaps))]:
        yield from _beatmap(beatmap_id)
    for match_id in sample.matches:
        yield ask("get_match", id=match_id)
    for pool_id in sample.pools:
        yield ask("get_mappool", id=pool_id)
    for name in ("players", "maps", "scores", "clans"):
        yield ask(f"v2_{name}", f"/v2/{name}", page_size=sample.size)


def _player(player_id: int) -> Generator[Question, object, dict[int, None]]:
    """Ask all about a player, and return the beatmaps of their best scores."""
    answer = yield ask("get_player_info", id=player_id, scope="all")
    info = member(answer, "player", "info")
    yield ask("get_player_status", id=player_id)
    best = yield ask("get_player_scores", id=player_id, scope="best", mode=0, limit=10)
    yield ask("get_player_scores", id=player_id, scope="recent", mode=0, limit=10)
    yield ask("get_player_most_played", id=player_id, mode=0, limit=10)
    for row in objects(best, "scores")[:1]:
        score_id = number(row, "id")
        yield ask("get_score_info", id=score_id)
        yield ask("v2_score", f"/v2/scores/{score_id}")
    clan_id = number(info, "clan_id")
    if clan_id:
        yield ask("get_clan", id=clan_id)
        yield ask("v2_clan", f"/v2/clans/{clan_id}")
    if isinstance(info.get("name"), str):
        yield ask("search_players", q=info["name"])
    yield from _second_version(player_id)
    ids = (number(member(row, "beatmap"), "id") for row in objects(best, "scores"))
    return dict.fromkeys(each for each in ids if each is not None)


def _second_version(player_id: int) -> Asking:
    yield ask("v2_player", f"/v2/players/{player_id}")
    yield ask("v2_player_status", f"/v2/players/{player_id}/status")
    yield ask("v2_player_stats", f"/v2/players/{player_id}/stats")
    yield ask("v2_player_mode_stats", f"/v2/players/{player_id}/stats/0")


def _beatmap(beatmap_id: int) -> Asking:
    yield ask("get_map_info", id=beatmap_id)
    yield ask("get_map_scores", id=beatmap_id, scope="best", mode=0, limit=10)
    yield ask("v2_map", f"/v2/maps/{beatmap_id}")


def mistakes(contract: Contract) -> Iterator[Question]:
    """Yield questions that the contract answers with an error; none of them makes a server look anything up elsewhere."""
    for endpoint in contract.endpoints.values():
        if endpoint.methods == ("GET",) and not endpoint.needs_key:
            yield from _unreadable(endpoint)
    yield ask("get_player_info", scope="all")
    yield ask("get_player_info", scope="all", id=NOBODY)
    yield ask("get_player_status", id=NOBODY)
    yield ask("get_player_scores", scope="best", id=NOBODY)
    yield ask("get_player_most_played")
    yield ask("get_map_info")
    yield ask("get_leaderboard", mode=7)
    yield ask("get_score_info", id=_LAST_SCORE)
    yield ask("get_clan", id=NOBODY)
    yield ask("get_mappool", id=NOBODY)
    yield ask("v2_player", f"/v2/players/{NOBODY}")
    yield ask("v2_clan", f"/v2/clans/{NOBODY}")


def _unreadable(endpoint: Endpoint) -> Iterator[Question]:
    """Yield a question in which every number is a letter."""
    numbers = [parameter for parameter in endpoint.parameters if isinstance(parameter.kind, Integer)]
    if numbers:
        path = endpoint.path.format(**{parameter.name: "x" for parameter in numbers if parameter.in_path})
        asked = tuple((parameter.name, "x") for parameter in numbers if not parameter.in_path)
        yield Question(endpoint.name, asked, path)
