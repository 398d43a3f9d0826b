"""factory_boy classes over the plain generators: `PlayerFactory.build()`, `ScoreFactory.create(world=bancho)`.

`build` makes a row alone; `create` puts it into the world given as `world=`, a `Bancho` or its world, with what belongs
to it. Nothing is drawn from factory_boy's own randomness: a row is what its world's seed and its key stand for.
"""

# pyright: reportIncompatibleVariableOverride=false
# (a `Meta` in each class, none a subclass of the others, is how factory_boy is told of the row)

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, Final, TypeVar

from factory.base import Factory
from factory.declarations import SelfAttribute, Sequence, SubFactory
from msgspec.structs import replace

from mockbancho.errors import Mistake, nearest
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import read_mods
from mockbancho.records import (
    Beatmap,
    Beatmapset,
    Clan,
    Match,
    Player,
    Pool,
    Quota,
    Record,
    Relationship,
    Row,
    Score,
    Session,
    Stats,
)
from mockbancho.world.submission import submit
from mockbancho.world.world import World

from .beatmaps import new_beatmap, new_beatmapset
from .clans import new_clan
from .keys import ORDINALS, ordinals_of
from .matches import new_match
from .players import PlayerTraits, new_player, taken_names
from .pools import new_pool
from .relationships import draw_relationship
from .scores import Play, new_score
from .sessions import new_session
from .stats import draw_stats, empty_stats

R = TypeVar("R", bound=Record)
_TRAITS: Final = tuple(PlayerTraits.__annotations__)
_PLAY: Final = Play.__struct_fields__


def made_by(factory: type[RowFactory[Any]], **given: Any) -> Any:
    """Return the declaration of a row that another factory makes, for the same world."""
    return SubFactory(factory, world=SelfAttribute("..world"), **given)  # type: ignore[no-untyped-call]  # factory_boy's


def numbered() -> Any:
    """Return the declaration of how many rows the factory has made before."""
    return Sequence(int)  # type: ignore[no-untyped-call]  # factory_boy's


class RowFactory(Factory[R]):
    """What all have in common: the *world* that a row is for, and an *ordinal* for rows that are for none."""

    class Meta:
        """Tell factory_boy that this is no factory yet."""

        abstract = True

    world: Any = None
    ordinal: Any = numbered()

    _takes: ClassVar[tuple[str, ...]] = ()
    """What can be given beside columns."""

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the row for a world, and after it what belongs to it."""
        raise NotImplementedError  # for each class below to say; this one makes nothing

    @classmethod
    def put(cls, world: World, rows: Iterable[Row]) -> Row:
        """Put rows into a world, and return the first as it is there."""
        first, *others = rows
        if world.current(first) is not None:
            raise Mistake(f"{cls.__name__}: this world has one already: {first!r}")
        for row in (first, *others):
            world.put(row)
        return first

    @classmethod
    def _build(cls, model_class: type[R], *values: Any, **given: Any) -> R:
        world, ordinal = _world_of(given.pop("world")), given.pop("ordinal")
        cls._check(model_class, given)
        scratch = _scratch(world, ordinal)
        row: Any = next(iter(cls.rows(scratch, **given)))
        is_numbered = hasattr(row, "id") and "id" not in given and cls._numbers
        return replace(row, id=row.id + ordinal) if is_numbered else row  # type: ignore[no-any-return]

    @classmethod
    def _create(cls, model_class: type[R], *values: Any, **given: Any) -> R:
        world = _world_of(given.pop("world"))
        given.pop("ordinal")
        if world is None:
            raise Mistake(f"{cls.__name__}.create needs world=; {cls.__name__}.build makes a row alone")
        cls._check(model_class, given)
        with world.change():
            row: Any = cls.put(world, cls.rows(world, **given))
        return row  # type: ignore[no-any-return]

    _numbers: ClassVar[bool] = True
    """Whether rows that are for no world are numbered."""

    @classmethod
    def _check(cls, model_class: type[R], given: dict[str, Any]) -> None:
        known = (*cls._takes, *model_class.__struct_fields__)
        for name in given:
            if name not in known:
                hint = nearest(name, known) or ";"
                raise Mistake(f"{cls.__name__} has no {name!r}{hint} known: {', '.join(known)}")


def _world_of(given: Any) -> World | None:
    found: World | None = getattr(given, "world", given)
    return found


def _scratch(world: World | None, ordinal: int) -> World:
    """Return a world to build a row for, which may change: the next of every kind in it has this ordinal."""
    scratch = world.fork() if world else World.build()
    for kind in ("player", "clan", "beatmapset", "beatmap", "pool"):
        scratch.put(Quota(name=ordinals_of(kind), left=ORDINALS - ordinal, renews=0))
    return scratch


def _split(given: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Take these names out of what is given, and return them."""
    return {name: given.pop(name) for name in names if name in given}


class PlayerFactory(RowFactory[Player]):
    """Players, with the stats rows of a newcomer. Traits: restricted, unverified, donor, silenced, staff; online."""

    class Meta:
        """Name the row."""

        model = Player

    _takes: ClassVar[tuple[str, ...]] = (*_TRAITS, "online")

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return a player, eight stats rows, and a session if they are online."""
        traits: Any = _split(given, _TRAITS)
        is_online = given.pop("online", False)
        if "name" in given and taken_names(world)(given["name"]):
            raise Mistake(f"{cls.__name__}: the name {given['name']!r} is taken")
        player = new_player(world, traits=traits, **given)
        return [player, *empty_stats(player.id), *([new_session(world, player)] if is_online else [])]


class _OfPlayer(RowFactory[R]):
    """What belongs to a *player*, who is made for it unless given."""

    class Meta:
        """Tell factory_boy that this is no factory yet."""

        abstract = True

    player: Any = made_by(PlayerFactory)
    _takes: ClassVar[tuple[str, ...]] = ("player",)
    _numbers: ClassVar[bool] = False


class StatsFactory(_OfPlayer[Stats]):
    """Stats of somebody who has played; they take the place of a newcomer's."""

    class Meta:
        """Name the row."""

        model = Stats

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the stats."""
        player: Player = given.pop("player")
        return [draw_stats(world.seed, player.safe_name, id=player.id, **given)]

    @classmethod
    def put(cls, world: World, rows: Iterable[Row]) -> Row:
        """Put the stats in the place of those that are there."""
        (row,) = rows
        world.put(row)
        return row


class SessionFactory(_OfPlayer[Session]):
    """Players who are online."""

    class Meta:
        """Name the row."""

        model = Session

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the session."""
        return [new_session(world, given.pop("player"), **given)]


class ClanFactory(RowFactory[Clan]):
    """Clans; the *owner*, who is made for it unless given, joins it."""

    class Meta:
        """Name the row."""

        model = Clan

    owner: Any = made_by(PlayerFactory)

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the clan and its owner."""
        owner: Player = given.pop("owner")
        clan = new_clan(world, owner=owner.id, **given)
        return [clan, replace(world.current(owner) or owner, clan_id=clan.id, clan_priv=3)]


class BeatmapsetFactory(RowFactory[Beatmapset]):
    """Sets of beatmaps."""

    class Meta:
        """Name the row."""

        model = Beatmapset

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the set."""
        return [new_beatmapset(world, **given)]


class BeatmapFactory(RowFactory[Beatmap]):
    """Beatmaps, of about so many *stars*, in a *beatmapset* that is made for it unless given."""

    class Meta:
        """Name the row."""

        model = Beatmap

    beatmapset: Any = made_by(BeatmapsetFactory)
    _takes: ClassVar[tuple[str, ...]] = ("beatmapset", "stars")

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the beatmap."""
        beatmapset: Beatmapset = given.pop("beatmapset")
        given.setdefault("set_id", beatmapset.id)
        return [new_beatmap(world, **given)]


class ScoreFactory(_OfPlayer[Score]):
    """Scores: *accuracy*, *mods*, *misses*, *combo*, *passed*. A created one is submitted; stats and ranks follow."""

    class Meta:
        """Name the row."""

        model = Score

    beatmap: Any = made_by(BeatmapFactory)
    _takes: ClassVar[tuple[str, ...]] = ("player", "beatmap", *_PLAY)
    _numbers: ClassVar[bool] = True

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the score, not yet submitted."""
        wanted = _split(given, _PLAY)
        wanted["mods"] = read_mods(wanted.get("mods", 0))
        if wanted.get("mode") is not None:
            wanted["mode"] = GameMode.of(wanted["mode"])
        return [new_score(world, play=Play(**wanted), **given)]

    @classmethod
    def put(cls, world: World, rows: Iterable[Row]) -> Row:
        """Submit the score."""
        (score,) = rows
        return submit(world, score)  # type: ignore[arg-type]  # scores are what `rows` returns


class MatchFactory(RowFactory[Match]):
    """Matches in their lobby; the *host*, who is made for it unless given, has the first slot."""

    class Meta:
        """Name the row."""

        model = Match

    host: Any = made_by(PlayerFactory, online=True)
    _takes: ClassVar[tuple[str, ...]] = ("players", "beatmap")
    _numbers: ClassVar[bool] = False

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the match."""
        players = [given.pop("host"), *given.pop("players", ())]
        return [new_match(world, players=players, **given)]


class PoolFactory(RowFactory[Pool]):
    """Mappools by a *creator*, who is made for it unless given."""

    class Meta:
        """Name the row."""

        model = Pool

    creator: Any = made_by(PlayerFactory)
    _takes: ClassVar[tuple[str, ...]] = ("creator",)

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the pool."""
        creator: Player = given.pop("creator")
        return [new_pool(world, created_by=creator.id, **given)]


class RelationshipFactory(_OfPlayer[Relationship]):
    """What an *other* is to a *player*; both are made for it unless given."""

    class Meta:
        """Name the row."""

        model = Relationship

    other: Any = made_by(PlayerFactory)
    _takes: ClassVar[tuple[str, ...]] = ("player", "other")

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the relationship."""
        return [draw_relationship(given.pop("player").id, given.pop("other").id, **given)]
