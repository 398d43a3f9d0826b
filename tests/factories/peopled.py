"""Given a generated population: beatmaps without files, people, what they have played, and a table to look at.

`python -m tests.factories.peopled` prints the table.
"""

from collections import Counter
from functools import cache

from mockbancho.factories.chance import Chance
from mockbancho.factories.playing.catalogues import Catalogue
from mockbancho.factories.playing.demands import Playable, demand_of
from mockbancho.factories.playing.histories import Played, draw_history
from mockbancho.factories.playing.people import Person, draw_person

from mockbancho.clock import SECOND, START
from mockbancho.osu.objects import Objects
from mockbancho.osu.scoring import Figures

SEED = 7
DAY = 86_400
NOW = START // SECOND
COUNTRIES = ("de", "jp", "us", "br", "kr", "pl")


def playable(number: int, mode: int, stars: float, *, weight: int | None = None) -> Playable:
    """A beatmap of so many stars with objects and figures as mappers give them."""
    chance = Chance(SEED, "playable", (number, mode))
    seconds = int(chance.bell("length", 40, 200))
    count = int(seconds * (1.1 + 0.55 * stars))
    objects = (
        Objects(count, int(count * 1.42)),
        Objects(count * 5 // 4, count * 5 // 4),
        Objects(count * 7 // 5, count * 11 // 10, count // 12, count // 3),
        Objects(count * 3 // 2, count * 2),
    )[mode]
    usual = (2.2 + 0.92 * stars, 3 + 0.5 * stars, 5.5 + 0.5 * stars, 7.8)[mode]
    od = min(9.8, usual + chance.real("od", -0.7, 0.7))
    figures = Figures(4.0, round(od, 1), round(4 + stars / 4, 1), seconds)
    popular = 1 + chance.between("weight", 1, 40) ** 2 // 160 if weight is None else weight
    return Playable(chance.md5("md5"), mode, stars, objects, figures, popular)


def playables(each: tuple[int, int, int, int] = (150, 40, 40, 40)) -> list[Playable]:
    """Beatmaps from one star to eight in all rulesets."""
    return [
        playable(number, mode, 1 + 7 * (number + 0.5) / many)
        for mode, many in enumerate(each)
        for number in range(many)
    ]


@cache
def catalogue() -> Catalogue:
    return Catalogue(playables())


@cache
def person(number: int) -> Person:
    """One of the population."""
    age = Chance(SEED, "player", number).between("age", 30, 4 * 365) * DAY
    return draw_person(SEED, number, country=COUNTRIES[number % len(COUNTRIES)], joined=NOW - age)


@cache
def history(number: int, plays: int = 60) -> tuple[Played, ...]:
    """What that person has played."""
    return tuple(draw_history(person(number), catalogue(), plays, now=START))


@cache
def population(people: int = 300) -> tuple[tuple[Played, ...], ...]:
    return tuple(history(number) for number in range(people))


def worth(played: Played) -> float:
    """Stands for pp where there is none: stars as played, by accuracy and combo."""
    beatmap = played.beatmap
    stars = beatmap.stars * demand_of(played.mode, played.mods).stars
    combo = played.attempt.max_combo / beatmap.objects.max_combo
    return stars * stars * (played.attempt.acc / 100) ** 8 * (0.3 + 0.7 * combo)


def bests(plays: tuple[Played, ...]) -> list[Played]:
    """The best play of each beatmap and mode."""
    found: dict[tuple[str, int], Played] = {}
    for played in (each for each in plays if each.attempt.passed):
        key = (played.beatmap.md5, played.mode)
        if key not in found or worth(played) > worth(found[key]):
            found[key] = played
    return list(found.values())


def share(of: list[bool]) -> float:
    return sum(of) / len(of)


def is_full_combo(played: Played) -> bool:
    attempt = played.attempt
    return attempt.hits.nmiss == 0 and attempt.max_combo >= 0.97 * played.beatmap.objects.max_combo


def hour(played: Played, who: Person) -> float:
    return (played.at + who.offset) % DAY / 3600


def weekday(played: Played, who: Person) -> int:
    return ((played.at + who.offset) // DAY + 3) % 7


def quantiles(values: list[float]) -> str:
    ordered = sorted(values)
    return " ".join(
        f"{ordered[min(len(ordered) - 1, len(ordered) * at // 100)]:.2f}" for at in (1, 5, 25, 50, 75, 95, 99)
    )


def table(people: int = 300) -> str:
    """Figures of the population, for people to look at."""
    everybody = population(people)
    plays = [each for history in everybody for each in history]
    best = [each for history in everybody for each in bests(history)]
    lines = [f"{len(plays)} plays, {len(best)} bests, failed {share([not each.attempt.passed for each in plays]):.3f}"]
    for mode in sorted({each.mode for each in plays}):
        some = [each for each in best if each.mode == mode]
        tried = [each for each in plays if each.mode == mode]
        grades = Counter(str(each.attempt.grade) for each in some)
        lines.append(
            f"mode {mode}: plays {len(tried)} failed {share([not e.attempt.passed for e in tried]):.2f} "
            f"fc {share([is_full_combo(e) for e in some]):.2f} "
            f"90-99.5 {share([90 <= e.attempt.acc <= 99.5 for e in some]):.2f} "
            f"acc {quantiles([e.attempt.acc for e in some])} | "
            f"{' '.join(f'{grade} {100 * many / len(some):.1f}%' for grade, many in grades.most_common())}"
        )
    for stars in range(1, 8):
        some = [each for each in best if each.mode == 0 and int(each.beatmap.stars) == stars]
        lines.append(
            f"{stars} stars: fc {share([is_full_combo(e) for e in some]):.2f} {quantiles([e.attempt.acc for e in some])}"
        )
    lines.append(f"stars as played {quantiles([e.beatmap.stars * demand_of(e.mode, e.mods).stars for e in best])}")
    lines.append(f"skill now {quantiles([person(n).skill_at(person(n).main, NOW) for n in range(people)])}")
    lines.append(f"top worth {quantiles([max(map(worth, bests(history)), default=0.0) for history in everybody])}")
    told = [(each, person(n)) for n, history in enumerate(everybody) for each in history]
    lines.append(f"evening {share([hour(*each) >= 17 for each in told]):.2f}")
    hours = Counter(int(hour(*each)) for each in told)
    lines.append("hours " + " ".join(f"{at}:{hours[at]}" for at in range(24)))
    days = Counter(weekday(*each) for each in told)
    lines.append("days " + " ".join(str(days[day]) for day in range(7)))
    often = [sorted(Counter(e.beatmap.md5 for e in h).values(), reverse=True) for h in everybody]
    lines.append(f"top tenth of beatmaps {quantiles([sum(o[: -(-len(o) // 10)]) / sum(o) for o in often])}")
    lines.append(
        f"most played {quantiles([float(o[0]) for o in often])} distinct {quantiles([float(len(o)) for o in often])}"
    )
    lines.append(f"share of failures {quantiles([e.attempt.share for e in plays if not e.attempt.passed])}")
    lines.append(f"misses of bests {quantiles([float(e.attempt.hits.nmiss) for e in best])}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201  # printing is what it is run for
