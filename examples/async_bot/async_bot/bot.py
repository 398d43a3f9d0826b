"""The bot itself: what it says to whom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from async_bot.api import Api, Busy, NotFound

Command = Callable[[str], Awaitable[str]]


class Bot:
    """Answers messages that begin with a command."""

    def __init__(self, api: Api) -> None:
        """Take the server that it knows things from."""
        self._api = api
        self._commands: dict[str, Command] = {"!rank": self._rank, "!recent": self._recent, "!match": self._match}

    async def reply(self, message: str) -> str | None:
        """Return the answer to a message, or None for one that is not for the bot."""
        word, _, about = message.partition(" ")
        command = self._commands.get(word)
        if command is None:
            return None
        try:
            return await command(about.strip())
        except NotFound:
            return f"I do not know {about.strip()!r}."
        except Busy as busy:
            return f"The server is busy. Ask me again in {busy.seconds} s." if busy.seconds else "Try again later."

    async def _rank(self, name: str) -> str:
        player = await self._api.player(name)
        stats = player["stats"]["0"]
        return f"{player['info']['name']}: #{stats['rank']}, {stats['pp']:,}pp" if stats["rank"] else "not ranked"

    async def _recent(self, name: str) -> str:
        for score in await self._api.recent_scores(name):
            return _told_score(score)
        return f"{name} has not played lately."

    async def _match(self, number: str) -> str:
        if not number.isdecimal():
            return "Which match? Say it by its number, such as: !match 1"
        match = await self._api.match(int(number))
        names = ", ".join(slot["player"]["name"] for slot in match["active_slots"].values())
        return f"{match['name']}: {names} {'play' if match['in_progress'] else 'wait for'} {match['map']['name']}"


def _told_score(score: dict[str, Any]) -> str:
    beatmap = score["beatmap"]
    return f"{beatmap['title']} [{beatmap['version']}]: {score['acc']:.2f}%, {score['grade']}"
