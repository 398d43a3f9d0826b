"""The page that a browser sees at `/`: what this server is, and a link to try each endpoint."""

from __future__ import annotations

from html import escape
from itertools import chain
from string import Template
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlencode

from mockbancho.api.answers import Answer
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mockbancho.contract import Contract, Endpoint
    from mockbancho.records import Score
    from mockbancho.world.world import World

_FIRST_ID: Final = 3
"""The smallest id that players and beatmaps can be asked for by."""


class _Row(Protocol):
    @property
    def id(self) -> int: ...


_PAGE: Final = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>mockbancho</title>
<style>
  :root { color-scheme: light dark; --dim: #666; --line: #ddd; --link: #b0246a }
  @media (prefers-color-scheme: dark) { :root { --dim: #a0a0a8; --line: #3a3a42; --link: #ff8fc0 } }
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2.5rem auto; padding: 0 1rem }
  h1 { font-size: 1.6rem; margin: 0 }
  p { margin: .4rem 0 1.2rem; color: var(--dim) }
  table { border-collapse: collapse; width: 100% }
  td { border-top: 1px solid var(--line); padding: .45rem .8rem .45rem 0; vertical-align: top }
  td:first-child { white-space: nowrap }
  code, a { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere }
  a { color: var(--link) }
  @media (max-width: 40rem) { td { display: block; border: 0; padding: .1rem 0 } td:first-child { border-top: 1px solid var(--line); padding-top: .5rem } }
</style>
</head>
<body>
<h1>mockbancho</h1>
<p>A fake bancho.py, serving <strong>$world</strong>: $rows. It answers as contract <strong>$contract</strong>.</p>
<table>
$links
</table>
</body>
</html>
""")


def front_page(world: World, contract: Contract, world_name: str) -> Answer:
    """Return the page; every example that the world has rows for answers 200."""
    with world.lock:
        examples = _examples(world)
        rows = ", ".join(_counts(world))
    rows_of_table = [_row(contract, endpoint, examples) for endpoint in contract.endpoints.values()]
    links = "\n".join((*rows_of_table, _linked("avatar", f"/{examples['player']}")))
    page = _PAGE.substitute(world=escape(world_name), rows=rows, contract=escape(contract.name), links=links)
    return Answer(200, page.encode(), b"text/html; charset=utf-8", source=Source.BESIDE)


def _counts(world: World) -> Iterable[str]:
    """Yield how many rows of the most telling kinds there are."""
    for what, rows in (
        ("players", world.players.rows),
        ("of them online", world.sessions.visible),
        ("beatmaps", world.beatmaps.rows),
        ("scores", world.scores.rows),
        ("matches", world.matches.rows),
    ):
        yield f"{len(rows):,} {what}"


def _examples(world: World) -> dict[str, int]:
    """Return an id of each kind that endpoints ask for: of a row that they answer for, if there is one."""
    sessions, players = world.sessions, world.players
    online = [row for row in players.rows if row.id >= _FIRST_ID and sessions.get(row.id)]
    lively = (row for row in online if world.stats.get(row.id, 0) and world.scores.of_player(row.id).by_id)
    clans = (row for row in world.clans.rows if players.get(row.owner) and players.in_clan(row.id))
    return {
        "player": _first(chain(lively, online, players.rows), _FIRST_ID),
        "beatmap": _first((world.beatmaps.known(row) for row in world.beatmaps.rows), _FIRST_ID),
        "score": _first(world.scores.rows),
        "replay": _first(_replayed(world)),
        "match": _first(row for row in world.matches.rows if row.id and sessions.get(row.host)),
        "clan": _first(clans),
        "pool": _first(row for row in world.pools.rows if sessions.get(row.created_by)),
    }


def _replayed(world: World) -> Iterator[Score | None]:
    """Yield the scores that have a replay, stored ones first."""
    yield from (world.scores.get(row.id) for row in world.attachments.replays if row.content is not None)
    if len(world.attachments.recipes):
        from mockbancho.factories import has_replay  # a server starts without

        yield from (row for row in world.scores.rows if has_replay(world, row))


def _first(rows: Iterable[_Row | None], least: int = 1) -> int:
    """Return the id of the first row that is there and has an id of at least *least*, or else *least*."""
    return next((row.id for row in rows if row is not None and row.id >= least), least)


_QUERIES: Final = {
    "get_player_info": (("id", "player"), ("scope", "=all")),
    "get_player_status": (("id", "player"),),
    "get_player_scores": (("id", "player"), ("scope", "=best")),
    "get_player_most_played": (("id", "player"),),
    "get_map_info": (("id", "beatmap"),),
    "get_map_scores": (("id", "beatmap"), ("scope", "=best")),
    "get_score_info": (("id", "score"),),
    "get_replay": (("id", "replay"),),
    "get_match": (("id", "match"),),
    "get_clan": (("id", "clan"),),
    "get_mappool": (("id", "pool"),),
    "search_players": (("q", "=a"),),
    "calculate_pp": (("id", "beatmap"),),
}
"""Parameters of the examples: the name of an example id, or a value after `=`."""
_PATH_IDS: Final = {
    "{player_id}": "player",
    "{map_id}": "beatmap",
    "{score_id}": "score",
    "{clan_id}": "clan",
}


def _row(contract: Contract, endpoint: Endpoint, examples: dict[str, int]) -> str:
    """Return a line of the table: the endpoint, and an example to follow."""
    path = contract.paths(endpoint)[0]
    for placeholder, kind in _PATH_IDS.items():
        path = path.replace(placeholder, str(examples[kind]))
    path = path.replace("{mode}", "0")
    asked = {
        name: value[1:] if value.startswith("=") else examples[value] for name, value in _QUERIES.get(endpoint.name, ())
    }
    target = escape(f"{path}?{urlencode(asked)}" if asked else path)
    if endpoint.needs_key:
        shown = f"<code>{target}</code> <small>{' or '.join(endpoint.methods)} with an API key</small>"
        return f"<tr><td><code>{endpoint.name}</code></td><td>{shown}</td></tr>"
    return _linked(endpoint.name, target)


def _linked(name: str, target: str) -> str:
    return f'<tr><td><code>{name}</code></td><td><a href="{target}">{target}</a></td></tr>'
