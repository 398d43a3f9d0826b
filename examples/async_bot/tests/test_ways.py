"""Three ways for the bot to reach the fake server; all the other tests take the first, a connector."""

from __future__ import annotations

import aiohttp
import pytest
from async_bot import Api, Bot

from mockbancho import Bancho


@pytest.fixture(autouse=True)
def aika(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")


async def test_without_a_socket(bancho: Bancho, bot: Bot) -> None:
    assert await bot.reply("!rank Aika") == "not ranked"


async def test_at_a_real_address(bancho_url: str) -> None:
    async with aiohttp.ClientSession() as session:
        assert await Bot(Api(session, bancho_url)).reply("!rank Aika") == "not ranked"


async def test_as_it_is_deployed_with_the_address_of_production(bancho: Bancho) -> None:
    with bancho.patch("api.someserver.example", others="refuse"):
        async with aiohttp.ClientSession() as session:
            assert await Bot(Api(session)).reply("!rank Aika") == "not ranked"
