"""The card itself."""

from __future__ import annotations

from typing import Any

from score_card.api import Api, PlayerNotFound


def card(api: Api, name: str) -> str:
    """Return the card of a player as text for a chat."""
    try:
        player = api.player(name)
    except PlayerNotFound:
        return f"There is no player called {name} here."
    info, stats = player["info"], player["stats"].get("0")
    lamp = "online" if api.is_online(info["id"]) else "offline"
    lines = [f"{info['name']} ({info['country'].upper()}, {lamp})", _standing(stats)]
    lines += [_score(place, score) for place, score in enumerate(api.best_scores(info["id"], limit=3), 1)]
    return "\n".join(lines)


def _standing(stats: dict[str, Any] | None) -> str:
    if stats is None or not stats["rank"]:
        return "not ranked"
    return f"#{stats['rank']} ({stats['country_rank']} in the country), {stats['pp']:,}pp, {stats['acc']:.2f}%"


def _score(place: int, score: dict[str, Any]) -> str:
    beatmap = score["beatmap"]
    return (
        f"{place}. {beatmap['title']} [{beatmap['version']}] {score['grade']} {score['acc']:.2f}% {score['pp']:.0f}pp"
    )
