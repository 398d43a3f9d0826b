"""What a mapper decides before the first object: circle size, approach rate, overall difficulty and drain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mockbancho.records import BeatmapRecipe

if TYPE_CHECKING:
    from ..chance import Chance

_CUSTOMS: Final = (
    {"cs": (2.9, 1.5), "ar": (2.0, 7.6), "od": (1.8, 8.0), "hp": (2.6, 3.6)},
    {"cs": (5.0, 0.0), "ar": (5.0, 0.0), "od": (3.0, 3.6), "hp": (7.0, -2.4)},
    {"cs": (2.8, 1.6), "ar": (5.0, 5.0), "od": (5.0, 5.0), "hp": (3.0, 3.6)},
    {"cs": (4.0, 0.0), "ar": (5.0, 0.0), "od": (7.6, 0.6), "hp": (7.6, 0.6)},
)
"""Of each ruleset: a figure where there are no stars, and how much more it is at eight; what rises also varies."""


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
    drawn = {name: low + rise * share for name, (low, rise) in _CUSTOMS[mode].items()}
    if mode == 0:
        drawn["ar"] = _approach(level)
    for name, (_, rise) in _CUSTOMS[mode].items():
        drift = chance.real(name, -0.4, 0.4) if rise else 0
        drawn[name] = round(max(0.0, min(10.0, drawn[name] + drift)), 1)
    if mode == 2:
        drawn["od"] = drawn["ar"]
    if mode == 3:
        drawn["cs"] = 7.0 if chance.happens("keys", 0.35) else 4.0
    return drawn


def _approach(level: float) -> float:
    """Return the approach rate of osu!: it rises quickly to nine, then slowly."""
    return 2.0 + 1.5 * level if level < 4.4 else 8.6 + 0.24 * (level - 4.4)
