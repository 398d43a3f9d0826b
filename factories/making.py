"""What the factory_boy classes have in common: the world that a row is for, and how what is given is checked."""

# ruff: noqa: ANN401, ARG003  # factory_boy passes columns of every type, and asks for methods of its own form
# pyright: reportIncompatibleVariableOverride=false
# (a `Meta` in each class, none a subclass of the others, is how factory_boy is told of the row)

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from typing import Any, ClassVar, TypeVar

from factory.base import Factory
from factory.declarations import SelfAttribute, Sequence, SubFactory, Trait
from factory.enums import BUILD_STRATEGY, CREATE_STRATEGY, SPLITTER
from msgspec.structs import replace

from mockbancho.errors import Mistake, nearest
from mockbancho.records import Ordinal, Record, Row
from mockbancho.world.parameters import Parameter, parameters_for
from mockbancho.world.references import REFERENCES
from mockbancho.world.world import World

from .checks import check_new

R = TypeVar("R", bound=Record)


def trait(**columns: Any) -> Any:
    """Return the declaration of columns that go by one name."""
    return Trait(**columns)  # type: ignore[no-untyped-call]  # factory_boy's


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

    _takes: ClassVar[type]
    """The `TypedDict` of what can be given."""
    _numbers: ClassVar[bool] = True
    """Whether rows that are for no world are numbered."""

    @classmethod
    def rows(cls, world: World, **given: Any) -> Iterable[Row]:
        """Return the row for a world, and after it what belongs to it."""
        raise NotImplementedError  # for each class below to say; this one makes nothing

    @classmethod
    def refuse(cls, world: World, **given: Any) -> None:
        """Raise `Mistake` for what cannot be put into this world."""

    @classmethod
    def put(cls, world: World, rows: Iterable[Row]) -> Row:
        """Put rows into a world, and return the first as it is there."""
        first, *others = rows
        for row in (first, *others):
            world.put(row)
        return first

    @classmethod
    def build(cls, **given: Any) -> R:
        """Make a row alone."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours and factory_boy's
        row: R = cls._generate(BUILD_STRATEGY, given)
        return row

    @classmethod
    def create(cls, **given: Any) -> R:
        """Make a row in a world, with what belongs to it."""
        __tracebackhide__ = True
        row: R = cls._generate(CREATE_STRATEGY, given)
        return row

    @classmethod
    def parameters(cls) -> Mapping[str, Parameter]:
        """Return what can be given, by name."""
        return parameters_for(cls._takes, cls._record())

    @classmethod
    def _record(cls) -> type:
        own: Any = cls._meta
        model: type = own.model
        return model

    @classmethod
    def _generate(cls, strategy: Any, params: dict[str, Any]) -> Any:
        """Make a row with all that is made for it, as one change: if it fails, nothing has happened."""
        __tracebackhide__ = True
        try:
            cls._check_names(params)
            world = _world_of(params.get("world"))
            with world.change() if world and strategy == CREATE_STRATEGY else nullcontext():
                return super()._generate(strategy, params)  # type: ignore[no-untyped-call]  # factory_boy's
        except Mistake as error:
            raise cls._mine(error) from None

    @classmethod
    def _build(cls, model_class: type[R], *values: Any, **given: Any) -> R:
        ordinal = given.pop("ordinal")
        scratch = _scratch(_world_of(given.pop("world")), ordinal)
        _lend(scratch, given.values())
        try:
            row: Any = next(iter(cls.rows(scratch, **cls._read(scratch, given))))
        except Mistake as error:
            raise cls._mine(error) from None
        is_numbered = hasattr(row, "id") and given.get("id") is None and cls._numbers
        return replace(row, id=row.id + ordinal) if is_numbered else row  # type: ignore[no-any-return]

    @classmethod
    def _create(cls, model_class: type[R], *values: Any, **given: Any) -> R:
        world = _world_of(given.pop("world"))
        given.pop("ordinal")
        if world is None:
            raise Mistake(f"{cls.__name__}.create needs world=; {cls.__name__}.build makes a row alone")
        try:
            row: Any = cls._put_new(world, cls._read(world, given))
        except Mistake as error:
            raise cls._mine(error) from None
        return row  # type: ignore[no-any-return]

    @classmethod
    def _put_new(cls, world: World, read: dict[str, Any]) -> Row:
        if cls._record() in REFERENCES:
            check_new(world, cls._record(), read.get("id"))
        cls.refuse(world, **read)
        return cls.put(world, cls.rows(world, **read))

    @classmethod
    def _mine(cls, error: Mistake) -> Mistake:
        """Return a mistake that names this class."""
        text = str(error)
        return type(error)(text if text.startswith(cls.__name__) else f"{cls.__name__}: {text}")

    @classmethod
    def _read(cls, world: World, given: dict[str, Any]) -> dict[str, Any]:
        """Return what is given as it is meant: rows for ids and names, numbers for words."""
        cls._check_names(given)
        return {name: cls._read_one(world, name, value) for name, value in given.items()}

    @classmethod
    def _read_one(cls, world: World, name: str, value: object) -> object:
        try:
            return cls.parameters()[name].read(world, value)
        except Mistake as error:
            raise type(error)(f"{name}: {error}") from None

    @classmethod
    def _check_names(cls, given: Iterable[str]) -> None:
        """Refuse what is no argument, no trait, and nothing that a class downstream declares."""
        own: Any = cls._meta
        known = [*cls.parameters(), *own.parameters, "world"]
        for name in given:
            argument = name.partition(SPLITTER)[0]
            if argument and argument not in (*known, *own.base_declarations):
                hint = nearest(argument, known)
                known_words = f"{' Known' if hint else '; known'}: {', '.join(known)}"
                raise Mistake(f"{cls.__name__} has no {argument!r}{hint}{known_words}")


def _world_of(given: Any) -> World | None:
    """Return the world of a `Bancho`, a world itself, or None for none."""
    found = given if given is None or isinstance(given, World) else getattr(given, "world", given)
    if found is None or isinstance(found, World):
        return found
    raise Mistake(f"world is a Bancho or a World, not {given!r}")


def _scratch(world: World | None, ordinal: int) -> World:
    """Return a world to build a row for, which may change: the next of every kind in it has this ordinal."""
    scratch = world.fork() if world else World.build()
    for kind in ("player", "clan", "beatmapset", "beatmap", "pool"):
        scratch.put(Ordinal(kind=kind, taken=ordinal))
    return scratch


def _lend(scratch: World, given: Iterable[Any]) -> None:
    """Put rows that belong to what is built into its world, unless they have one of their own there."""
    for value in given:
        if isinstance(value, Record):
            if scratch.current(value) is None:
                scratch.put(value)  # type: ignore[arg-type]  # `current` refuses records that are no rows
        elif isinstance(value, (list, tuple)):
            _lend(scratch, value)  # pyright: ignore[reportUnknownArgumentType]  # of anything
        elif isinstance(value, dict):
            _lend(scratch, value.values())  # pyright: ignore[reportUnknownArgumentType]  # of anything
