"""What the bot says when all is well."""

from __future__ import annotations

import pytest
from async_bot import Bot

from mockbancho import Bancho


async def test_rank(bancho: Bancho, bot: Bot) -> None:
    aika = bancho.create.player(name="Aika")
    bancho.create.score(player=aika, beatmap=bancho.create.beatmap(stars=5.2))

    said = await bot.reply("!rank aika")

    assert said == f"Aika: #1, {bancho.stats.of(aika).pp:,}pp"
    bancho.calls.get_player_info(name="aika", scope="all").once()


async def test_the_last_score_is_there_as_soon_as_it_is_played(bancho: Bancho, bot: Bot) -> None:
    opener = bancho.create.beatmap(title="Opener", version="Insane", total_length=90)
    bancho.create.player(name="Aika", online=True)
    bancho.play_beatmap("Aika", opener, accuracy=98.7, passed=True)

    before = await bot.reply("!recent Aika")
    bancho.advance("90s")
    after = await bot.reply("!recent Aika")

    assert before == "Aika has not played lately."
    assert after == f"Opener [Insane]: {bancho.scores.of('Aika')[0].acc:.2f}%, {bancho.scores.of('Aika')[0].grade}"


async def test_a_match_from_its_lobby_to_its_play(bancho: Bancho, bot: Bot) -> None:
    bancho.create.beatmap(artist="Hollow Reed", title="Opener", version="Insane")
    bancho.create.player(name="Aika", online=True)
    bancho.create.player(name="Ben Ray", online=True)
    bancho.create.match(name="Finals", host="Aika", beatmap="Opener")
    bancho.join_match("Ben Ray", "Finals")

    lobby = await bot.reply("!match 1")
    bancho.start_match("Finals")
    play = await bot.reply("!match 1")

    assert lobby == "Finals: Aika, Ben Ray wait for Hollow Reed - Opener [Insane]"
    assert play == "Finals: Aika, Ben Ray play Hollow Reed - Opener [Insane]"


@pytest.mark.bancho(scenario="tournament_finals")
async def test_a_whole_evening(bancho: Bancho, bot: Bot) -> None:
    bancho.run_until("match_started")

    said = await bot.reply("!match 1")

    assert said is not None
    assert " play " in said
    bancho.calls.get_match().with_status(200).once()


async def test_nobody_of_that_name(bot: Bot) -> None:
    assert await bot.reply("!rank Nobody") == "I do not know 'Nobody'."


async def test_talk_among_people_is_none_of_its_business(bancho: Bancho, bot: Bot) -> None:
    assert await bot.reply("what is my rank?") is None
    assert len(bancho.calls) == 0
