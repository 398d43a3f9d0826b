"""The few things that the bot asks the server."""

from __future__ import annotations

from typing import Any

import requests


class PlayerNotFound(Exception):
    """There is no such player."""


class Api:
    """A bancho.py server, by the address of its API."""

    def __init__(self, url: str) -> None:
        """Take the address, such as https://api.example.com."""
        self._url = url
        self._session = requests.Session()

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def player(self, name: str) -> dict[str, Any]:
        """Return a player's info and stats; raises `PlayerNotFound`."""
        return self._get("get_player_info", name=name, scope="all")["player"]  # type: ignore[no-any-return]

    def best_scores(self, player_id: int, limit: int) -> list[dict[str, Any]]:
        """Return a player's best scores, most pp first."""
        return self._get("get_player_scores", id=player_id, scope="best", limit=limit)["scores"]  # type: ignore[no-any-return]

    def is_online(self, player_id: int) -> bool:
        """Whether a player is online."""
        return bool(self._get("get_player_status", id=player_id)["player_status"]["online"])

    def _get(self, endpoint: str, **query: str | int) -> dict[str, Any]:
        answer = self._session.get(f"{self._url}/v1/{endpoint}", params=query, timeout=5)
        if answer.status_code == requests.codes.not_found:
            raise PlayerNotFound(query)
        answer.raise_for_status()
        return answer.json()  # type: ignore[no-any-return]
