"""The bot as its tests meet it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from async_bot import Api, Bot

from mockbancho import Bancho


@pytest_asyncio.fixture
async def bot(bancho: Bancho) -> AsyncIterator[Bot]:
    """The bot, whose every request ends at the fake server without a socket."""
    async with aiohttp.ClientSession(connector=bancho.aiohttp_connector()) as session:
        yield Bot(Api(session))
