"""The job: read the leaderboard here, write a message there."""

from __future__ import annotations

from typing import Any

import httpx

PLACES = 3


class NotPosted(Exception):
    """Nothing was posted; it says why."""


class Job:
    """What runs once a week."""

    def __init__(self, api: str, webhook: str) -> None:
        """Take the address of the server's API, and that of the chat's webhook."""
        self._api = api
        self._webhook = webhook

    def run(self) -> None:
        """Post the message; raises `NotPosted`."""
        with httpx.Client(timeout=5) as client:
            try:
                answer = client.get(f"{self._api}/v1/get_leaderboard", params={"sort": "pp", "limit": PLACES})
                answer.raise_for_status()
                client.post(self._webhook, json={"content": _told(answer.json()["leaderboard"])}).raise_for_status()
            except httpx.HTTPError as error:
                raise NotPosted(str(error)) from error


def _told(rows: list[dict[str, Any]]) -> str:
    places = (f"{place}. {_name(row)} {row['pp']:,}pp" for place, row in enumerate(rows, 1))
    return "\n".join(places) if rows else "Nobody has a rank yet."


def _name(row: dict[str, Any]) -> str:
    return f"[{row['clan_tag']}] {row['name']}" if row["clan_tag"] else str(row["name"])
