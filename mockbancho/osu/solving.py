"""From a wanted accuracy to hits: the nearest that the number of objects and misses allows."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from mockbancho.errors import Mistake
from mockbancho.osu.accuracy import Hits, accuracy
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods

if TYPE_CHECKING:
    from mockbancho.osu.objects import Objects


def hits_for(mode: int, objects: Objects, wanted: float, misses: int = 0, mods: int = 0) -> Hits:
    """Return hits whose accuracy is the nearest to *wanted* (percent) that can be reached.

    Raises `Mistake` if that is further off than half a judgement, or if there are more misses than objects.
    """
    ruleset = GameMode(mode).ruleset
    most = objects.count - objects.tiny
    if not 0 <= misses <= most:
        raise Mistake(f"misses: expected 0 to {most}, as many as there is to hit; got {misses}")
    hits = _solve(ruleset, objects, wanted, misses, mods)
    reached = accuracy(ruleset, hits, mods)
    if abs(reached - wanted) > 50 / objects.count + 1e-9:
        raise Mistake(
            f"accuracy: {wanted:g} % cannot be reached with {misses} misses in {objects.count} judgements; "
            f"the nearest is {reached:.3f} %"
        )
    return hits


def misses_for(mode: int, objects: Objects, wanted: float, mods: int = 0) -> tuple[int, int]:
    """Return the fewest and the most misses with which an accuracy (percent) can be reached, about."""
    ruleset = GameMode(mode).ruleset
    lost = objects.count * (100 - wanted) / 100
    if ruleset is GameMode.CATCH:
        return max(0, ceil(lost - 0.5) - objects.tiny), max(0, int(lost))
    worst = 1 / 2 if ruleset is GameMode.TAIKO else 50 / 305 if mods & Mods.SCOREV2 else 1 / 6
    return max(0, ceil(objects.count - objects.count * wanted / 100 / worst)), max(0, int(lost))


def _solve(ruleset: GameMode, objects: Objects, wanted: float, misses: int, mods: int) -> Hits:
    match ruleset:
        case GameMode.TAIKO:
            return _taiko(objects.count, wanted, misses)
        case GameMode.CATCH:
            return _catch(objects, wanted, misses)
        case GameMode.MANIA:
            return (
                _mania_v2(objects.count, wanted, misses)
                if mods & Mods.SCOREV2
                else _mania(objects.count, wanted, misses)
            )
        case _:
            return _osu(objects.count, wanted, misses)


def _loss(unit: int, count: int, hit: int, wanted: float) -> float:
    """Return the points below a play of *hit* best judgements that *wanted* asks for, at least 0."""
    return max(0.0, unit * hit - wanted / 100 * unit * count)


def _near(loss: float, most: int) -> list[int]:
    """Return whole losses from 0 to *most* around one, nearest first: not each can be made of 50s, 100s and 200s."""
    middle = min(round(loss), most)
    return sorted(range(max(0, middle - 4), min(most, middle + 4) + 1), key=lambda each: abs(each - loss))


def _osu(count: int, wanted: float, misses: int) -> Hits:
    hit = count - misses
    splits = (_hundreds_and_fifties(loss, hit) for loss in _near(_loss(6, count, hit, wanted), 5 * hit))
    n100, n50 = next(split for split in splits if split)
    n300 = hit - n100 - n50
    return Hits(n300, n100, n50, ngeki=n300 // 5, nkatu=n100 // 2, nmiss=misses)


def _hundreds_and_fifties(loss: int, hit: int) -> tuple[int, int] | None:
    """Return the 100s (4 points below a 300) and 50s (5 below) that lose so many points; few 50s, or None."""
    n50 = loss % 4
    n100, rest = divmod(loss - 5 * n50, 4)
    if n100 < 0 or rest:
        return None
    traded = max(0, n100 + n50 - hit)  # five 100s lose what four 50s lose
    n100, n50 = n100 - 5 * traded, n50 + 4 * traded
    return (n100, n50) if n100 >= 0 and n100 + n50 <= hit else None


def _taiko(count: int, wanted: float, misses: int) -> Hits:
    hit = count - misses
    n100 = min(hit, round(_loss(2, count, hit, wanted)))
    n300 = hit - n100
    return Hits(n300, n100, ngeki=n300 // 16, nkatu=n100 // 16, nmiss=misses)


def _catch(objects: Objects, wanted: float, misses: int) -> Hits:
    """Return fruits, droplets and tiny droplets; misses are fruits first, what else is lost are tiny droplets."""
    lost = min(objects.tiny, round(_loss(1, objects.count, objects.count - misses, wanted)))
    fruits = objects.count - objects.droplets - objects.tiny
    missed_droplets = max(0, misses - fruits)
    return Hits(
        n300=fruits - (misses - missed_droplets),
        n100=objects.droplets - missed_droplets,
        n50=objects.tiny - lost,
        nkatu=lost,
        nmiss=misses,
    )


def _mania(count: int, wanted: float, misses: int) -> Hits:
    """Return hits of which most of the best are the very best."""
    hit = count - misses
    splits = (_below_300(loss, hit) for loss in _near(_loss(6, count, hit, wanted), 5 * hit))
    nkatu, n100, n50 = next(split for split in splits if split)
    best = hit - nkatu - n100 - n50
    ngeki = best if best == count else best * 2 // 3
    return Hits(best - ngeki, n100, n50, ngeki, nkatu, misses)


def _below_300(loss: int, hit: int) -> tuple[int, int, int] | None:
    """Return the 200s (2 points below a 300), 100s (4) and 50s (5) that lose so many points; few bad ones, or None."""
    for n50 in range(loss % 2, loss // 5 + 1, 2):
        pairs, others = (loss - 5 * n50) // 2, hit - n50
        n100 = max(0, pairs - others)
        if 2 * n100 <= pairs and n100 <= others:
            return pairs - 2 * n100, n100, n50
    return None


def _mania_v2(count: int, wanted: float, misses: int) -> Hits:
    """Return the same where the very best judgement is worth 305."""
    hit = count - misses
    loss = _loss(305, count, hit, wanted)
    nkatu = min(hit, round(loss / 105))
    n100 = min(nkatu, max(0, round((loss - 105 * nkatu) / 100)))
    n50 = min(n100, max(0, round((loss - 105 * nkatu - 100 * n100) / 50)))
    return Hits(0, n100 - n50, n50, hit - nkatu, nkatu - n100, misses)
