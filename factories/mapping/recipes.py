"""What a mapper decides before the first object: circle size, approach rate, overall difficulty and drain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockbancho.records import BeatmapRecipe

if TYPE_CHECKING:
    from ..chance import Chance  # noqa: TID252  # a sibling of the package


def draw_recipe(
    chance: Chance,
    *,
    id: int,  # noqa: A002  # as the column
    set_id: int,
    mode: int,
    level: float,
    artist: str,
    title: str,
    version: str,
    creator: str,
    total_length: int,
    bpm: float,
    cs: float | None = None,
    ar: float | None = None,
    od: float | None = None,
    hp: float | None = None,
) -> BeatmapRecipe:
    """Return a recipe of about *level* stars; figures that are not given are those that mappers choose at it."""
    figures = _figures(chance, mode, level)
    given = {"cs": cs, "ar": ar, "od": od, "hp": hp}
    return BeatmapRecipe(
        id=id,
        set_id=set_id,
        mode=mode,
        artist=artist,
        title=title,
        version=version,
        creator=creator,
        bits=chance.bits("patterns") >> 1,
        level=round(level, 3),
        total_length=total_length,
        bpm=bpm,
        **{name: figures[name] if figure is None else figure for name, figure in given.items()},
    )


def _figures(chance: Chance, mode: int, level: float) -> dict[str, float]:
    share = min(1.0, level / 8)
    drift = {name: chance.real(name, -0.4, 0.4) for name in ("cs", "ar", "od", "hp")}
    match mode:
        case 1:
            drawn = {
                "cs": 5.0 - drift["cs"] * 0,
                "ar": 5.0,
                "od": 3.0 + 3.6 * share + drift["od"],
                "hp": 7.0 - 2.4 * share + drift["hp"],
            }
        case 2:
            drawn = {
                "cs": 2.8 + 1.6 * share + drift["cs"],
                "ar": 5.0 + 5.0 * share + drift["ar"],
                "hp": 3.0 + 3.6 * share + drift["hp"],
            }
            drawn["od"] = drawn["ar"]
        case 3:
            keys = 7.0 if chance.happens("keys", 0.35) else 4.0
            drawn = {
                "cs": keys,
                "ar": 5.0,
                "od": 7.6 + 0.6 * share + drift["od"],
                "hp": 7.6 + 0.6 * share + drift["hp"],
            }
        case _:
            drawn = {
                "cs": 2.9 + 1.5 * share + drift["cs"],
                "ar": _approach(level) + drift["ar"],
                "od": 1.8 + 8.0 * share + drift["od"],
                "hp": 2.6 + 3.6 * share + drift["hp"],
            }
    return {name: round(max(0.0, min(10.0, figure)), 1) for name, figure in drawn.items()}


def _approach(level: float) -> float:
    """Return the approach rate of osu!: it rises quickly to nine, then slowly."""
    return 2.0 + 1.5 * level if level < 4.4 else 8.6 + 0.24 * (level - 4.4)
