"""What the bot says when the server has a bad day."""

from __future__ import annotations

import pytest
from async_bot import Bot

from mockbancho import Bancho


@pytest.fixture(autouse=True)
def aika(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")


async def test_an_outage_and_its_end(bancho: Bancho, bot: Bot) -> None:
    with bancho.faults.add(status=503):
        during = await bot.reply("!rank Aika")
    after = await bot.reply("!rank Aika")

    assert (during, after) == ("Try again later.", "not ranked")


async def test_too_many_requests_until_the_server_has_rested(bancho: Bancho, bot: Bot) -> None:
    bancho.faults.add(status=429, retry_after="30s", times=1)

    first = await bot.reply("!rank Aika")
    bancho.advance("20s")
    second = await bot.reply("!rank Aika")
    bancho.advance("10s")
    third = await bot.reply("!rank Aika")

    assert [first, second, third] == [
        "The server is busy. Ask me again in 30 s.",
        "The server is busy. Ask me again in 10 s.",
        "not ranked",
    ]


@pytest.mark.parametrize("reply", ["reset", "reset_in_body", "empty_reply", "truncated", "bad_json", "wrong_type"])
async def test_an_answer_that_is_broken(reply: str, bancho: Bancho, bot: Bot) -> None:
    bancho.faults.add("get_player_info", reply=reply)

    assert await bot.reply("!rank Aika") == "Try again later."
