"""The people of a world: players, what they are like, their clans and friends."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Final

import msgspec

from mockbancho.clock import SECOND
from mockbancho.osu.modes import GameMode
from mockbancho.osu.players import BOT_ID, ClanRank, Privileges
from mockbancho.records import Clan, Player, Relationship
from mockbancho.world.plan import Span

from ..api_keys import draw_api_key
from ..chance import Chance, permuted
from ..clans import draw_clan
from ..moments import DAY, moment_before, seconds_before
from ..names import nth_name
from ..players import FIRST_ID, PlayerColumns, PlayerTraits, draw_player
from ..playing.histories import Spell
from ..playing.people import Person, draw_person, talent_of
from ..relationships import draw_friends
from ..userpages import with_userpage
from ..words import CLAN_TAILS, NOUNS

BOT: Final = Player(id=BOT_ID, name="BanchoBot", safe_name="banchobot", priv=1, country="ca")
CLAN_SIZE: Final = 12
"""So many players after one another may share a clan."""
_MOST_CLANS: Final = 250
_TRAITS: Final = {"restricted": 0.04, "donor": 0.1, "silenced": 0.02, "staff": 0.02}
_WRITES: Final = 0.15
"""How many players have a userpage, of the first so many."""
_WRITERS: Final = 1_000
_HAS_KEY: Final = 0.1
_NEIGHBOURS: Final = 6
LONGEST_AGO: Final = 4 * 365
"""Days since the first player joined."""
_PLAYS_A_DAY: Final = 4


class Citizen(msgspec.Struct, frozen=True):
    """A player, what the player is like, and how much the player has played; some found a clan, or play just now."""

    player: Player
    person: Person
    spells: tuple[Spell, ...]
    founds: bool = False
    plays_now: bool = False


def draw_citizen(seed: int, number: int, plays: Span, *, now: int, country: str | None = None) -> Citizen:
    """Return the player of this ordinal, who lives in a country or in one that is drawn."""
    chance = Chance(seed, "citizen", number)
    count = _count(seed, number, chance, plays)
    age = int(chance.real("age", 30 + count // _PLAYS_A_DAY, LONGEST_AGO) * DAY)
    columns: PlayerColumns = {"country": country} if country else {}
    columns["creation_time"] = seconds_before(now, age)
    if chance.happens("key", _HAS_KEY):
        columns["api_key"] = draw_api_key(seed, number)
    player = draw_player(
        seed,
        number,
        id=FIRST_ID + number,
        name=nth_name(seed, number),
        now=now,
        traits=_traits(chance),
        **columns,
    )
    return citizen_of(seed, number, _with_page(seed, chance, number, player), (Spell(count),))


def _count(seed: int, number: int, chance: Chance, plays: Span) -> int:
    """Return how often a player has played: the better ones, by their draw of talent, more often."""
    low, high = plays
    share = 0.4 * chance.unit("plays") + 0.6 * talent_of(seed, number)
    return low + int(share * (high - low + 1))


def citizen_of(
    seed: int, number: int, player: Player, spells: tuple[Spell, ...], talent: float | None = None
) -> Citizen:
    """Return a player with what the player of this ordinal is like, which decides the mode preferred.

    The first mode among the *spells* is the main one; *talent* is the stars that the player comes to there.
    """
    modes = [GameMode(spell.mode) for spell in spells if spell.mode is not None]
    person = draw_person(
        seed,
        number,
        country=player.country,
        joined=player.creation_time,
        main=modes[0] if modes else None,
        talent=talent,
        others=modes[1:],
    )
    return Citizen(msgspec.structs.replace(player, preferred_mode=person.main), person, spells)


def _traits(chance: Chance) -> PlayerTraits:
    return {trait: chance.happens(trait, share) for trait, share in _TRAITS.items()}  # type: ignore[return-value]  # these are traits


def _with_page(seed: int, chance: Chance, number: int, player: Player) -> Player:
    if number >= _WRITERS or not chance.happens("userpage", _WRITES):
        return player
    return with_userpage(seed, player)


def has_played(player: Player) -> bool:
    """Whether a player ever logged in. bancho.py: the first login verifies."""
    return bool(player.priv & Privileges.VERIFIED)


def draw_clans(
    seed: int, players: list[Player], *, now: int, founders: Container[int] = ()
) -> tuple[list[Clan], list[Player]]:
    """Return the clans of a world, and its players, of whom about half are in one; *founders* (ids) own theirs."""
    clans: list[Clan] = []
    joined: list[Player] = []
    tags: set[str] = set()
    for start in range(0, len(players), CLAN_SIZE):
        block = players[start : start + CLAN_SIZE]
        chance = Chance(seed, "clan of", start // CLAN_SIZE)
        able = [player for player in block if player.id in founders] or list(filter(has_played, block))
        owner = chance.pick("owner", able, lambda player: player.safe_name)
        if len(clans) == _MOST_CLANS or len(block) < CLAN_SIZE // 2:
            joined += block
            continue
        name, tag = _called(seed, len(clans), tags)
        age = chance.real("age", 0.05, 0.8) * (now // SECOND - owner.creation_time)
        founded = moment_before(now, int(age))
        clan = draw_clan(seed, start, id=len(clans) + 1, owner=owner.id, name=name, tag=tag, created_at=founded)
        clans.append(clan)
        joined += [_member(chance, clan, player) for player in block]
    return clans, joined


def _called(seed: int, number: int, tags: set[str]) -> tuple[str, str]:
    """Return a name that no other clan has, and a tag that is not yet among the *tags*, which gets it."""
    count = len(NOUNS) * len(CLAN_TAILS)
    place = permuted(seed, number, 6)
    while place >= count:  # again, until it is a name's
        place = permuted(seed, place, 6)
    tail, noun = divmod(place, len(NOUNS))
    letters = NOUNS[noun].upper()[:4]
    tag = next(each for each in (letters, *(f"{letters}{nth}" for nth in range(2, 99))) if each not in tags)
    tags.add(tag)
    return f"{NOUNS[noun]} {CLAN_TAILS[tail]}", tag


def _member(chance: Chance, clan: Clan, player: Player) -> Player:
    if player.id == clan.owner:
        rank = ClanRank.OWNER
    elif has_played(player) and chance.happens(player.safe_name, 0.5):
        rank = ClanRank.OFFICER if chance.happens(f"officer {player.safe_name}", 0.2) else ClanRank.MEMBER
    else:
        return player
    return msgspec.structs.replace(player, clan_id=clan.id, clan_priv=rank.value)


def draw_friendships(seed: int, players: list[Player]) -> Iterator[Relationship]:
    """Yield who befriended whom: people know those who joined at about the same time."""
    known = list(filter(has_played, players))
    for place, player in enumerate(known):
        near = known[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1]
        yield from draw_friends(seed, player, near, 0.25)
