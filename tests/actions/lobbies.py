"""Given matches with players, and what the API tells of them."""

from typing import Any

from mockbancho import Bancho
from mockbancho.osu.matches import SlotStatus
from mockbancho.records import Match, Player

LENGTH = 90
"""Seconds that the beatmap of a match takes."""


def online(bancho: Bancho, *names: str) -> list[Player]:
    """Players of these names who are online."""
    return [bancho.create.player(name=name, online=True) for name in names]


def lobby(bancho: Bancho, *names: str, **columns: Any) -> Match:  # noqa: ANN401  # columns of every type
    """A match, hosted by the first, of players of these names, in slots from 0 on."""
    host, *others = online(bancho, *names)
    beatmap = bancho.create.beatmap(
        artist="Lumen", title="Opener", version="Hard", total_length=LENGTH, file=False, mode="osu"
    )
    return bancho.create.match(host=host, players=others, beatmap=beatmap, **columns)


def shown(bancho: Bancho, match: int = 1) -> dict[str, Any]:
    """What get_match tells of a match."""
    found: dict[str, Any] = bancho.get("/get_match", id=match).json()["match"]
    return found


def slots(bancho: Bancho) -> dict[str, str]:
    """The states of the slots that have a player, by the player's name."""
    active = shown(bancho)["active_slots"].values()
    return {slot["player"]["name"]: SlotStatus(slot["status"]).word for slot in active}


def places(bancho: Bancho) -> dict[str, str]:
    """Who has which slot."""
    return {place: slot["player"]["name"] for place, slot in shown(bancho)["active_slots"].items()}


def flags(bancho: Bancho, flag: str) -> dict[str, Any]:
    """What the slots say under one of their keys, by the player's name."""
    return {slot["player"]["name"]: slot[flag] for slot in shown(bancho)["active_slots"].values()}


def status(bancho: Bancho, name: str) -> tuple[int, str, int]:
    """A player's action, text and mods, as get_player_status tells them."""
    found = bancho.get("/get_player_status", name=name).json()["player_status"]["status"]
    return found["action"], found["info_text"], found["mods"]


def told(bancho: Bancho) -> list[str]:
    """The kinds of all events."""
    return [event.kind for event in bancho.events]
