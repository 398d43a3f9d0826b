"""What a player may do, is, and does."""

from __future__ import annotations

from enum import IntFlag
from typing import Final

from mockbancho.osu.words import WordEnum

BOT_ID: Final = 1
"""bancho.py's own player: always online, never counted."""


class Privileges(IntFlag):
    """The bits of `users.priv`. A player without `UNRESTRICTED` is restricted; a normal player has 3."""

    UNRESTRICTED = 1 << 0
    VERIFIED = 1 << 1
    WHITELISTED = 1 << 2
    SUPPORTER = 1 << 4
    PREMIUM = 1 << 5
    ALUMNI = 1 << 7
    TOURNEY_MANAGER = 1 << 10
    NOMINATOR = 1 << 11
    MODERATOR = 1 << 12
    ADMINISTRATOR = 1 << 13
    DEVELOPER = 1 << 14
    DONATOR = SUPPORTER | PREMIUM
    STAFF = MODERATOR | ADMINISTRATOR | DEVELOPER


class ClanRank(WordEnum):
    """A player's place in their clan, the column `clan_priv`; 0 for a player without a clan."""

    NONE = 0
    MEMBER = 1
    OFFICER = 2
    OWNER = 3


class Action(WordEnum):
    """What an online player is doing, as shown in their status."""

    IDLE = 0
    AFK = 1
    PLAYING = 2
    EDITING = 3
    MODDING = 4
    MULTIPLAYER = 5
    WATCHING = 6
    UNKNOWN = 7
    TESTING = 8
    SUBMITTING = 9
    PAUSED = 10
    LOBBY = 11
    MULTIPLAYING = 12
    OSU_DIRECT = 13
