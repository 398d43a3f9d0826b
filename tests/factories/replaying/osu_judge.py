"""A judge of osu! replays that knows nothing of who made them: the `.osu` text, the frames, stable's rules."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import NamedTuple

EZ, HR = 2, 16
LEFT, RIGHT = 1 | 4, 2 | 8


class Moment(NamedTuple):
    """One frame: when, where, which keys."""

    at: float
    x: float
    y: float
    keys: int


@dataclass
class Thing:
    """A circle, slider or spinner, and what became of it so far."""

    kind: str
    at: float
    x: float
    y: float
    end: float
    curve: list[tuple[float, float]] = field(default_factory=list)
    slides: int = 1
    checks: list[float] = field(default_factory=list)
    head: bool | None = None
    got: list[bool] = field(default_factory=list)
    worth: int | None = None
    tracked: bool = False
    turned: float = 0.0

    def ball(self, time: float) -> tuple[float, float]:
        gone = min(max((time - self.at) / (self.end - self.at), 0), 1) * self.slides
        lap = min(math.floor(gone), self.slides - 1)
        part = gone - lap if lap % 2 == 0 else 1 - (gone - lap)
        spot = part * (len(self.curve) - 1)
        index = min(int(spot), len(self.curve) - 2)
        (ax, ay), (bx, by) = self.curve[index], self.curve[index + 1]
        return ax + (bx - ax) * (spot - index), ay + (by - ay) * (spot - index)


@dataclass
class Verdict:
    """What the judge found."""

    n300: int = 0
    n100: int = 0
    n50: int = 0
    nmiss: int = 0
    combo: int = 0
    longest: int = 0
    locked: int = 0


class Judge:
    """Goes through a replay once, from the first frame to the last."""

    def __init__(self, text: str, mods: int) -> None:
        sections = _sections(text)
        pairs = [line.split(":", 1) for line in sections["General"] + sections["Difficulty"]]
        settings = {name.strip(): value.strip() for name, value in pairs}
        od, cs = float(settings["OverallDifficulty"]), float(settings["CircleSize"])
        if mods & EZ:
            od, cs = od * 0.5, cs * 0.5
        if mods & HR:
            od, cs = min(od * 1.4, 10), min(cs * 1.3, 10)
        self.od = od
        self.windows = {300: int(80 - 6 * od), 100: int(140 - 8 * od), 50: int(200 - 10 * od)}
        self.radius = 64 * (1 - 0.7 * (cs - 5) / 5) / 2
        self.things = _things(sections, settings, flip=bool(mods & HR))
        ar = float(settings["ApproachRate"]) * (0.5 if mods & EZ else 1.4 if mods & HR else 1)
        seen = 1800 - 120 * ar if ar < 5 else 1200 - 150 * (min(ar, 10) - 5)
        for thing, height in zip(
            self.things, _heights(self.things, seen * float(settings["StackLeniency"])), strict=True
        ):
            shift = height * self.radius / 10
            thing.x, thing.y = thing.x - shift, thing.y - shift
            thing.curve = [(x - shift, y - shift) for x, y in thing.curve]
        self.verdict = Verdict()
        self.done = 0

    def judge(self, moments: list[Moment]) -> Verdict:
        for before, now in pairwise([*moments, moments[-1]._replace(at=moments[-1].at + 5000)]):
            self._pass(before, now)
            for bit in (LEFT, RIGHT):
                if now.keys & bit and not before.keys & bit:
                    self._press(now)
            self._follow(now)
        for thing in self.things:
            assert thing.worth is not None, thing
        worths = [thing.worth for thing in self.things]
        self.verdict.n300, self.verdict.n100, self.verdict.n50, self.verdict.nmiss = map(
            worths.count, (300, 100, 50, 0)
        )
        return self.verdict

    def _pass(self, before: Moment, now: Moment) -> None:
        """Judge what comes due after one frame, up to the next."""
        due: list[tuple[float, Thing]] = []
        for thing in self._near(now):
            due += [(time, thing) for time in self._times(thing) if before.at < time <= now.at]
            if thing.kind == "spinner":
                self._turn(thing, before, now)
        for time, thing in sorted(due, key=lambda each: each[0]):
            self._due(thing, time, before, now)

    def _near(self, now: Moment) -> Iterator[Thing]:
        """Yield what is not yet judged and can be pressed or comes due."""
        while self.done < len(self.things) and self.things[self.done].worth is not None:
            self.done += 1
        for thing in islice(self.things, self.done, None):
            if thing.at > now.at + 500:
                return
            if thing.worth is None:
                yield thing

    def _times(self, thing: Thing) -> list[float]:
        late = thing.at + self.windows[50] + 0.5
        if thing.kind == "circle":
            return [late]
        if thing.kind == "spinner":
            return [thing.end]
        return [late, *thing.checks, thing.end]

    def _due(self, thing: Thing, time: float, before: Moment, now: Moment) -> None:
        if thing.kind == "circle":
            self._give(thing, 0)
        elif thing.kind == "spinner":
            halves = abs(thing.turned) / math.pi
            asked = int((thing.end - thing.at) / 1000 * (3 + 0.4 * self.od if self.od < 5 else 5 + 0.5 * (self.od - 5)))
            self._give(
                thing, 300 if halves >= asked + 1 else 100 if halves >= asked else 50 if halves >= asked - 1 else 0
            )
        elif time == thing.end:
            parts = [bool(thing.head), *thing.got]
            share = sum(parts) / len(parts)
            thing.worth = 300 if share == 1 else 100 if share >= 0.5 else 50 if share > 0 else 0
        elif time in thing.checks:
            self._check(thing, time, before, now)
        elif thing.head is None:
            thing.head = False
            self._break()

    def _check(self, thing: Thing, time: float, before: Moment, now: Moment) -> None:
        share = (time - before.at) / (now.at - before.at)
        there = Moment(time, before.x + (now.x - before.x) * share, before.y + (now.y - before.y) * share, before.keys)
        thing.tracked = self._tracks(thing, there)
        thing.got.append(thing.tracked)
        if thing.tracked:
            self._count()
        elif len(thing.got) < len(thing.checks):
            self._break()

    def _tracks(self, thing: Thing, there: Moment) -> bool:
        x, y = thing.ball(there.at)
        reach = self.radius * (2.4 if thing.tracked else 1)
        return bool(there.keys) and math.hypot(there.x - x, there.y - y) <= reach

    def _follow(self, now: Moment) -> None:
        for thing in self._near(now):
            if thing.at <= now.at and thing.kind == "slider":
                thing.tracked = self._tracks(thing, now)

    def _turn(self, thing: Thing, before: Moment, now: Moment) -> None:
        if thing.at <= before.at and now.at <= thing.end and before.keys:
            angle = math.atan2(now.y - 192, now.x - 256) - math.atan2(before.y - 192, before.x - 256)
            thing.turned += (angle + math.pi) % (2 * math.pi) - math.pi

    def _press(self, now: Moment) -> None:
        near = list(self._near(now))
        for index, thing in enumerate(near):
            is_open = thing.head is None and thing.kind != "spinner"
            if is_open and math.hypot(now.x - thing.x, now.y - thing.y) <= self.radius:
                if thing.at - now.at < 400:
                    self._hit(thing, now, near[:index])
                return

    def _hit(self, thing: Thing, now: Moment, earlier: list[Thing]) -> None:
        if any(each.end + 3 < thing.at for each in earlier if each.kind != "spinner"):
            self.verdict.locked += 1
            return
        error = abs(now.at - thing.at)
        worth = next((worth for worth, most in self.windows.items() if error < most), 0)
        if thing.kind == "circle":
            self._give(thing, worth)
            return
        thing.head = worth > 0
        if thing.head:
            self._count()
        else:
            self._break()

    def _give(self, thing: Thing, worth: int) -> None:
        thing.worth = worth
        if worth:
            self._count()
        else:
            self._break()

    def _count(self) -> None:
        self.verdict.combo += 1
        self.verdict.longest = max(self.verdict.longest, self.verdict.combo)

    def _break(self) -> None:
        self.verdict.combo = 0


def _sections(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            found[name] = []
        elif line and name and not line.startswith("//"):
            found[name].append(line)
    return found


def _things(sections: dict[str, list[str]], settings: dict[str, str], *, flip: bool) -> list[Thing]:
    points = [line.split(",") for line in sections["TimingPoints"]]
    things: list[Thing] = []
    for line in sections["HitObjects"]:
        fields = line.split(",")
        x, y, at, bits = float(fields[0]), float(fields[1]), float(fields[2]), int(fields[3])
        if bits & 1:
            things.append(Thing("circle", at, x, y, at))
        elif bits & 8:
            things.append(Thing("spinner", at, x, y, float(fields[5])))
        else:
            things.append(_slider(fields, points, settings))
    if flip:
        for thing in things:
            thing.y = 384 - thing.y
            thing.curve = [(across, 384 - down) for across, down in thing.curve]
    return things


def _heights(things: list[Thing], within: float) -> list[int]:
    """Return how high in its stack each thing lies: as the client does it, backwards, from each that is not yet in one."""
    heights = [0] * len(things)
    for last in reversed(range(len(things))):
        if not heights[last] and things[last].kind != "spinner":
            _stack(things, heights, last, within)
    return heights


def _stack(things: list[Thing], heights: list[int], last: int, within: float) -> None:
    here, is_circle = last, things[last].kind == "circle"
    for index in (each for each in reversed(range(last)) if things[each].kind != "spinner"):
        thing, now = things[index], things[here]
        ended = thing.ball(thing.end) if thing.kind == "slider" else (thing.x, thing.y)
        if now.at - (thing.end if is_circle else thing.at) > within:
            break
        if is_circle and thing.kind == "slider" and math.dist(ended, (now.x, now.y)) < 3:
            lower = heights[here] - heights[index] + 1
            for other in range(index + 1, here + 1):
                heights[other] -= lower * (math.dist(ended, (things[other].x, things[other].y)) < 3)
            break
        if math.dist((thing.x, thing.y) if is_circle else ended, (now.x, now.y)) < 3:
            heights[index] = heights[here] + 1
            here = index


def _slider(fields: list[str], points: list[list[str]], settings: dict[str, str]) -> Thing:
    x, y, at = float(fields[0]), float(fields[1]), float(fields[2])
    slides, length = int(fields[6]), float(fields[7])
    beat, speed = 0.0, 1.0
    for point in points:
        if float(point[0]) <= at or not beat:
            if point[6] == "1":
                beat, speed = float(point[1]), 1.0
            else:
                speed = -100 / float(point[1])
    velocity = float(settings["SliderMultiplier"]) * 100 * speed / beat
    gap = float(settings["SliderMultiplier"]) * 100 * speed / float(settings["SliderTickRate"])
    lap = length / velocity
    ticks: list[float] = []
    while gap * (len(ticks) + 1) < length - 10 * velocity:
        ticks.append(gap * (len(ticks) + 1) / velocity)
    checks: list[float] = []
    for slide in range(slides):
        checks += [at + slide * lap + (tick if slide % 2 == 0 else lap - tick) for tick in ticks[:: 1 - slide % 2 * 2]]
        checks.append(at + (slide + 1) * lap)
    end = checks.pop()
    checks.append(max(end - 36, (at + end) / 2))
    letter, *rest = fields[5].split("|")
    corners = [(x, y), *((float(part.split(":")[0]), float(part.split(":")[1])) for part in rest)]
    return Thing("slider", at, x, y, end, _curve(letter, corners, length), slides, checks)


def _curve(letter: str, corners: list[tuple[float, float]], length: float) -> list[tuple[float, float]]:
    """Return points of the slider's body, the same distance from one to the next."""
    rough = [_spot(letter, corners, step / 200) for step in range(241)]
    walked, total = [rough[0]], 0.0
    want = length / 60
    for before, after in pairwise(rough):
        piece = math.dist(before, after)
        while piece and total + piece >= want * len(walked) and len(walked) <= 60:
            share = (want * len(walked) - total) / piece
            walked.append((before[0] + (after[0] - before[0]) * share, before[1] + (after[1] - before[1]) * share))
        total += piece
    return walked


def _spot(letter: str, corners: list[tuple[float, float]], share: float) -> tuple[float, float]:
    """Return a point of the curve; a share of more than one is beyond its end, straight on or along the circle."""
    if letter == "P" and len(corners) == 3:
        return _on_circle(corners, share)
    if share > 1:
        (ax, ay), (bx, by) = _spot(letter, corners, 0.99), _spot(letter, corners, 1)
        return bx + (bx - ax) * (share - 1) * 100, by + (by - ay) * (share - 1) * 100
    order = len(corners) - 1
    weights = [math.comb(order, k) * share**k * (1 - share) ** (order - k) for k in range(order + 1)]
    return (
        sum(weight * x for weight, (x, _) in zip(weights, corners, strict=True)),
        sum(weight * y for weight, (_, y) in zip(weights, corners, strict=True)),
    )


def _on_circle(corners: list[tuple[float, float]], share: float) -> tuple[float, float]:
    a, b, c = (complex(*corner) for corner in corners)
    w = (c - a) / (b - a)
    if abs(w.imag) < 1e-6:
        return _spot("L", [corners[0], corners[2]], share)
    centre = (b - a) * (w - abs(w) ** 2) / (2j * w.imag) + a
    first, middle, last = (math.atan2((p - centre).imag, (p - centre).real) for p in (a, b, c))
    turn = (last - first) % (2 * math.pi)
    if (middle - first) % (2 * math.pi) > turn:
        turn -= 2 * math.pi
    angle = first + turn * share
    return centre.real + abs(a - centre) * math.cos(angle), centre.imag + abs(a - centre) * math.sin(angle)
