"""A chat bot that answers questions about a bancho.py server."""

from async_bot.api import Api, Busy, NotFound
from async_bot.bot import Bot

__all__ = ["Api", "Bot", "Busy", "NotFound"]
