"""factory_boy classes over the plain generators: `PlayerFactory.build()`, `ScoreFactory.create(world=bancho)`.

`build` makes a row alone; `create` puts it into the world given as `world=`, a `Bancho` or its world, with what belongs
to it. They take what the actions take, in the same words, and traits. Nothing is drawn from factory_boy's own
randomness: a row is what its world's seed and its key stand for.
"""

# pyright: reportIncompatibleVariableOverride=false
# (a `Meta` in each class, none a subclass of the others, is how factory_boy is told of the row)

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final

from msgspec.structs import replace

from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.players import Action, ClanRank
from mockbancho.records import (
    Beatmap,
    Beatmapset,
    Clan,
    Match,
    Player,
    Pool,
    Relationship,
    ReplayFrames,
    Row,
    Score,
    Session,
    Stats,
)
from mockbancho.world.submission import submit
from mockbancho.world.world import World

from .api_keys import draw_api_key
from .arguments import (
    ApiKeyArguments,
    BeatmapArguments,
    BeatmapsetArguments,
    ClanArguments,
    MatchArguments,
    PlayerArguments,
    PoolArguments,
    RelationshipArguments,
    ScoreArguments,
    SessionArguments,
    StatsArguments,
)
from .beatmaps import new_beatmapset
from .checks import (
    check_api_key,
    check_beatmap,
    check_clanless,
    check_friends,
    check_matchless,
    check_new_clan,
    check_new_md5,
    check_new_name,
    check_player,
    check_score,
    country_of,
    place_of,
)
from .clans import new_clan
from .making import R, RowFactory, made_by, trait
from .mapped_beatmaps import new_beatmap_rows
from .matches import new_match
from .players import PlayerTraits, new_player
from .pools import new_pool, pool_beatmaps
from .relationships import draw_relationship
from .scores import Play, new_score
from .sessions import new_session
from .stats import draw_stats, empty_stats
from .userpages import with_userpage

_TRAITS: Final = tuple(PlayerTraits.__annotations__)
_PLAY: Final = Play.__struct_fields__


def _split(given: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Take these names out of what is given, and return them."""
    return {name: given.pop(name) for name in names if name in given}


class PlayerFactory(RowFactory[Player]):
    """Players, with the stats rows of a newcomer. Traits: restricted, unverified, donor, silenced, staff; online."""

    class Meta:
        """Name the row."""

        model = Player

    _takes: ClassVar[type] = PlayerArguments

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Refuse a name that is taken."""
        check_new_name(world, given.get("name"), given.get("safe_name"))

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return a player, eight stats rows, and a session if they are online."""
        traits: Any = _split(given, _TRAITS)
        is_online, clan = given.pop("online", False), given.pop("clan", None)
        has_userpage = given.pop("userpage", False)
        check_player(given.get("id"), given.get("name"))
        if "country" in given:
            given["country"] = country_of(given["country"])
        if clan is not None:
            given = {"clan_id": clan.id, "clan_priv": ClanRank.MEMBER.value, **given}
        player = new_player(world, traits=traits, **given)
        if has_userpage and player.userpage_content is None:
            player = with_userpage(world.seed, player)
        return [player, *empty_stats(player.id), *([new_session(world, player)] if is_online else [])]


class _OfPlayer(RowFactory[R]):
    """What belongs to a *player*, who is made for it unless given."""

    class Meta:
        """Tell factory_boy that this is no factory yet."""

        abstract = True

    player: Any = made_by(PlayerFactory)
    _numbers: ClassVar[bool] = False


class StatsFactory(_OfPlayer[Stats]):
    """Stats of somebody who has played; they take the place of a newcomer's."""

    class Meta:
        """Name the row."""

        model = Stats

    _takes: ClassVar[type] = StatsArguments

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the stats."""
        player: Player = given.pop("player")
        return [draw_stats(world.seed, player.safe_name, id=player.id, **given)]


class ApiKeyFactory(_OfPlayer[Player]):
    """Players with an API key, in place of the one they had: `ApiKeyFactory.create(world=bancho).api_key`."""

    class Meta:
        """Name the row."""

        model = Player

    _takes: ClassVar[type] = ApiKeyArguments

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Refuse a key that somebody has."""
        check_api_key(world, given["player"], given.get("key"))

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the player with the key."""
        player: Player = given["player"]
        return [replace(player, api_key=given.get("key") or draw_api_key(world.seed, player.safe_name))]


class ClanFactory(RowFactory[Clan]):
    """Clans; the *owner*, who is made for it unless given, joins it, and so do *members*."""

    class Meta:
        """Name the row."""

        model = Clan

    owner: Any = made_by(PlayerFactory)
    _takes: ClassVar[type] = ClanArguments

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Refuse a name or tag that is taken, and players who are in a clan."""
        check_new_clan(world, given.get("name"), given.get("tag"))
        check_clanless([given["owner"], *given.get("members", ())])

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the clan, its owner and its members."""
        owner: Player = given.pop("owner")
        members: list[Player] = [each for each in given.pop("members", ()) if each.id != owner.id]
        clan = new_clan(world, owner=owner.id, **given)
        joined = [replace(each, clan_id=clan.id, clan_priv=ClanRank.MEMBER.value) for each in members]
        return [clan, replace(owner, clan_id=clan.id, clan_priv=ClanRank.OWNER.value), *joined]


class BeatmapsetFactory(RowFactory[Beatmapset]):
    """Sets of beatmaps."""

    class Meta:
        """Name the row."""

        model = Beatmapset

    _takes: ClassVar[type] = BeatmapsetArguments

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the set."""
        return [new_beatmapset(world, **given)]


class BeatmapFactory(RowFactory[Beatmap]):
    """Beatmaps, of about so many *stars*, in a *beatmapset* that is made for it unless given.

    Ranked, but for the traits: approved, qualified, loved, pending.
    """

    class Meta:
        """Name the row."""

        model = Beatmap

    class Params:
        """Declare the traits."""

        approved = trait(status=BeatmapStatus.APPROVED)
        qualified = trait(status=BeatmapStatus.QUALIFIED)
        loved = trait(status=BeatmapStatus.LOVED)
        pending = trait(status=BeatmapStatus.PENDING)

    beatmapset: Any = made_by(BeatmapsetFactory)
    _takes: ClassVar[type] = BeatmapArguments

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Refuse an md5 that another beatmap has."""
        check_new_md5(world, given.get("md5"))

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the beatmap, and its file or the recipe of it."""
        beatmapset: Beatmapset = given.pop("beatmapset")
        check_beatmap(given.get("id"))
        return new_beatmap_rows(world, set_id=beatmapset.id, **given)


class SessionFactory(_OfPlayer[Session]):
    """Players who are online; a *beatmap* is shown as theirs. Traits: playing, which has one made for it, and afk."""

    class Meta:
        """Name the row."""

        model = Session

    class Params:
        """Declare the traits."""

        playing = trait(action=Action.PLAYING, beatmap=made_by(BeatmapFactory))
        afk = trait(action=Action.AFK)

    _takes: ClassVar[type] = SessionArguments

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the session."""
        beatmap: Beatmap | None = given.pop("beatmap", None)
        return [new_session(world, given.pop("player"), **{**_shown(beatmap), **given})]


def _shown(beatmap: Beatmap | None) -> dict[str, Any]:
    """Return what a session says of the player's beatmap."""
    if beatmap is None:
        return {}
    title = f"{beatmap.artist} - {beatmap.title} [{beatmap.version}]"
    return {"info_text": title, "map_md5": beatmap.md5, "map_id": beatmap.id}


class ScoreFactory(_OfPlayer[Score]):
    """Scores: *accuracy*, *mods*, *misses*, *combo*. A created one is submitted; stats and ranks follow.

    Traits: failed, full_combo.
    """

    class Meta:
        """Name the row."""

        model = Score

    class Params:
        """Declare the traits."""

        failed = trait(passed=False)
        full_combo = trait(misses=0)

    beatmap: Any = made_by(BeatmapFactory)
    _takes: ClassVar[type] = ScoreArguments
    _numbers: ClassVar[bool] = True

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the score, not yet submitted, and the row that says that it has no replay, if it shall have none."""
        play = Play(**_split(given, _PLAY))
        replay = given.pop("replay", True)
        check_score(play, given)
        score = new_score(world, play=play, **given)
        return [score] if replay else [score, ReplayFrames(id=score.id, content=None)]

    @classmethod
    def put(cls, world: World, rows: Iterable[Row]) -> Row:
        """Submit the score."""
        score, *others = rows
        for row in others:
            world.put(row)
        return submit(world, score)  # type: ignore[arg-type]  # scores are what `rows` returns first


class MatchFactory(RowFactory[Match]):
    """Matches in their lobby; the *host*, who is made for it unless given, has the first slot."""

    class Meta:
        """Name the row."""

        model = Match

    host: Any = made_by(PlayerFactory, online=True)
    _takes: ClassVar[type] = MatchArguments
    _numbers: ClassVar[bool] = False

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Refuse players who are offline or in a match."""
        check_matchless(world, _seated(given["host"], given.get("players", ())))

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the match."""
        players = _seated(given.pop("host"), given.pop("players", ()))
        return [new_match(world, players=players, **given)]


def _seated(host: Player, others: Iterable[Player]) -> list[Player]:
    return [host, *(each for each in others if each.id != host.id)]


class PoolFactory(RowFactory[Pool]):
    """Mappools by a *creator*, who is made for it unless given; *picks* has beatmaps by pick, such as `NM1`."""

    class Meta:
        """Name the row."""

        model = Pool

    creator: Any = made_by(PlayerFactory)
    _takes: ClassVar[type] = PoolArguments

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the pool and the beatmaps' places in it."""
        creator: Player = given.pop("creator")
        picks: dict[str, Beatmap] = given.pop("picks", None) or {}
        pool = new_pool(world, created_by=creator.id, **given)
        return [pool, *pool_beatmaps(pool.id, ((row.id, *place_of(pick)) for pick, row in picks.items()))]


class RelationshipFactory(_OfPlayer[Relationship]):
    """What an *other* is to a *player*; both are made for it unless given."""

    class Meta:
        """Name the row."""

        model = Relationship

    other: Any = made_by(PlayerFactory)
    _takes: ClassVar[type] = RelationshipArguments

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the relationship."""
        player, other = given.pop("player"), given.pop("other")
        check_friends(player, other)
        return [draw_relationship(player.id, other.id, **given)]
