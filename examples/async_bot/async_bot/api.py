"""The few things that the bot asks the server."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import aiohttp

PRODUCTION = "https://api.someserver.example"
Row = dict[str, Any]
PATIENCE = aiohttp.ClientTimeout(total=5)


class NotFound(Exception):
    """There is no such thing."""


class Busy(Exception):
    """The server does not answer now; it may do so in *seconds*, if it said when."""

    def __init__(self, seconds: int | None = None) -> None:
        """Take what the server said."""
        super().__init__(seconds)
        self.seconds = seconds


class Api:
    """A bancho.py server, asked over a session of aiohttp."""

    def __init__(self, session: aiohttp.ClientSession, url: str = PRODUCTION) -> None:
        """Take the session, which stays the caller's, and the address of the API."""
        self._session = session
        self._url = url

    async def player(self, name: str) -> Row:
        """Return a player's info and stats."""
        player: Row = (await self._get("get_player_info", name=name, scope="all"))["player"]
        return player

    async def recent_scores(self, name: str, limit: int = 1) -> list[Row]:
        """Return a player's last scores, the newest first."""
        scores: list[Row] = (await self._get("get_player_scores", name=name, scope="recent", limit=limit))["scores"]
        return scores

    async def match(self, number: int) -> Row:
        """Return a multiplayer match as it is now."""
        match: Row = (await self._get("get_match", id=number))["match"]
        return match

    async def _get(self, endpoint: str, **query: str | int) -> Row:
        """Return an answer; raises `NotFound` or `Busy`."""
        try:
            async with self._session.get(f"{self._url}/v1/{endpoint}", params=query, timeout=PATIENCE) as answer:
                if answer.status == HTTPStatus.NOT_FOUND:
                    raise NotFound(query)
                if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    raise Busy(int(answer.headers.get("Retry-After", 0)) or None)
                told: Row = await answer.json()
                return told
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:  # ValueError: it is no JSON
            raise Busy from error
