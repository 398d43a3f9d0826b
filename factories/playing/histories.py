"""Histories: what a person has played, in sessions, with failures and retries, favourites and progress."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from mockbancho.clock import SECOND
from mockbancho.errors import Mistake

from ..chance import mix
from ..moments import DAY
from .curves import NORMAL
from .demands import Playable, demand_of
from .evenings import Session, sessions_of
from .plays import Attempt, play

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .catalogues import Catalogue
    from .people import Person

_NTH: Final = 0x9E3779B97F4A7C15
_ERA: Final = 400 * DAY
_RANKS: Final = (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4)
"""How often a person returns to each of the favourites of an era, which follow one another as words in a text do."""
_COMFORT: Final = 0.05
"""By how many stars people usually stay below what they can do."""
_REACH: Final = 0.65
_TASTE: Final = 0.2
"""How far the difficulty of what people choose varies, and how much better or worse one beatmap suits them, in stars."""
_LEARNT: Final = 0.06
_RESTLESS: Final = 6
_LOYAL: Final = 32
"""In how many of 256 cases a person returns to a favourite."""
_DARING: Final = 0.9
_PAUSE: Final = 6
_APART: Final = 900
"""Seconds between two plays, at least, and between two sessions."""
_EAGER: Final = 0.6
"""From this share on, all plays that are left go to beatmaps not yet passed, so that enough are."""


class Played(msgspec.Struct, frozen=True, gc=False):
    """One play of a history; *at* is when it ended, in Unix seconds."""

    at: int
    beatmap: Playable
    mode: int
    mods: int
    attempt: Attempt


class Spell(msgspec.Struct, frozen=True):
    """How many plays there are in one mode, or in all that a person plays, and how many beatmaps are to be passed."""

    plays: int
    mode: int | None = None
    variety: int = 0


class _Choice(msgspec.Struct, frozen=True, gc=False):
    beatmap: Playable
    mods: int
    suits: float
    tries: int = 0
    passing: bool = False


def draw_history(
    person: Person, catalogue: Catalogue, count: int, *, now: int, mode: int | None = None, variety: int = 0
) -> list[Played]:
    """Return so many plays of a person before *now* (microseconds), earliest first, in one mode if it is given.

    *variety* is how many beatmaps that give pp are to be passed, as far as there are so many. A play depends on the
    person, its session's ordinal and its place there: more plays come as more sessions in between, and only the last
    session drawn is cut. *now* moves all sessions, and with *variety* plays depend on those before them. Raises
    `Mistake` if there is nothing to play, or no time for it.
    """
    return draw_spells(person, catalogue, [Spell(count, mode, variety)], now=now)


def draw_spells(person: Person, catalogue: Catalogue, spells: Iterable[Spell], *, now: int) -> list[Played]:
    """Return the plays of several spells, whose sessions lie between each other, as `draw_history` does for one."""
    latest = now // SECOND - 1
    until = latest - min(person.quiet, max(0, latest - person.joined) // 2)
    drawn: list[list[Played]] = []
    for nth, spell in enumerate(spells):
        who = replace(person, root=mix(person.root ^ nth)) if nth else person
        drawn += _sittings(who, catalogue, spell, until)
    drawn.sort(key=_begun)
    return _placed(drawn, person.joined, until, latest)


def _sittings(person: Person, catalogue: Catalogue, spell: Spell, until: int) -> Iterator[list[Played]]:
    """Yield the sessions of a spell; in another ruleset if there is no beatmap for any that the person plays."""
    played = person.modes if spell.mode is None else (spell.mode,)
    modes = [each for each in played if catalogue.has(each)]
    if not modes:
        modes = catalogue.rulesets()[:1] if spell.mode is None else [spell.mode]
    hunt = _Hunt(min(spell.variety, spell.plays), spell.plays) if spell.variety else None
    for session in sessions_of(person, spell.plays, until):
        mode = modes[(session.bits >> 32) % len(modes)] if modes else person.main
        yield _Sitting(person, catalogue, session, mode=mode, hunt=hunt).plays()


class _Hunt:
    """How many beatmaps are still to be passed, in how many plays."""

    __slots__ = ("left", "passed", "wanted")

    def __init__(self, wanted: int, left: int) -> None:
        self.wanted, self.left = wanted, left
        self.passed: set[str] = set()

    def is_on(self) -> bool:
        """Whether it is time for beatmaps that are not yet passed."""
        return self.wanted > len(self.passed) and self.wanted - len(self.passed) >= _EAGER * self.left

    def note(self, beatmap: Playable, attempt: Attempt) -> None:
        """Take a play into account."""
        self.left -= 1
        if attempt.passed and beatmap.gives_pp:
            self.passed.add(beatmap.md5)


class _Sitting:
    """A person in one session: what they are good for that day, and what they have just played."""

    __slots__ = ("_catalogue", "_hunt", "_mode", "_mods", "_person", "_session", "_skill")

    def __init__(
        self, person: Person, catalogue: Catalogue, session: Session, *, mode: int, hunt: _Hunt | None
    ) -> None:
        self._person, self._catalogue, self._session, self._mode, self._hunt = person, catalogue, session, mode, hunt
        self._mods = person.mods_in(mode)
        self._skill = person.skill_at(mode, session.at)

    def plays(self) -> list[Played]:
        """Return the plays of the session, at the seconds at which they end if it is not moved."""
        at, before = self._session.at, 0
        choice: _Choice | None = None
        plays: list[Played] = []
        for nth in range(self._session.size):
            bits = mix(self._session.bits ^ nth * _NTH)
            choice = self._choice(bits, choice, plays[-1].attempt if plays else None)
            skill = self._skill + choice.suits
            attempt = play(bits, choice.beatmap, self._mode, choice.mods, skill, passing=choice.passing)
            elapsed = attempt.time_elapsed // 1000 + 1
            at += max(before, elapsed) + _PAUSE + (bits >> 56 & 63)
            before = elapsed
            plays.append(Played(at, choice.beatmap, self._mode, choice.mods, attempt))
            if self._hunt:
                self._hunt.note(choice.beatmap, attempt)
        return plays

    def _choice(self, bits: int, last: _Choice | None, attempt: Attempt | None) -> _Choice:
        """Return what is played next: something that is still to be passed, the same again, a favourite, or another.

        Of the bits, 8 say whether it is the same again, 8 whether a favourite, 10 the mods, 9 the turn, 10 how hard, 4
        whether too hard, and 6 the pause.
        """
        found = self._hunted(bits, self._hunt) if self._hunt and self._hunt.is_on() else None
        if found:
            return found
        if last and attempt and (bits & 0xFF) < _again(last, attempt):
            return _Choice(last.beatmap, last.mods, last.suits + _LEARNT, last.tries + 1)
        return self._favourite(bits) if bits >> 8 & 0xFF < _LOYAL else self._other(bits)

    def _hunted(self, bits: int, hunt: _Hunt) -> _Choice | None:
        mods = self._mods[(bits >> 16 & 1023) * len(self._mods) >> 10]
        stars = (self._skill - _COMFORT - _REACH * NORMAL[bits >> 42 & 1023]) / demand_of(self._mode, mods).stars
        found = self._catalogue.unplayed(self._mode, stars, hunt.passed)
        return found and _Choice(found[0], mods, self._suits(found[1]), passing=True)

    def _favourite(self, bits: int) -> _Choice:
        """Return one of a few beatmaps that the person returns to for a year or so."""
        person, era = self._person, (self._session.at - self._person.joined) // _ERA
        fond = mix(person.root ^ mix(era << 8 | self._mode << 4 | _RANKS[bits >> 16 & 15]))
        skill = person.skill_at(self._mode, person.joined + era * _ERA)
        return self._found(fond, skill - 0.5 * _COMFORT)

    def _other(self, bits: int) -> _Choice:
        daring = _DARING if bits >> 52 & 15 == 0 else 0.0
        return self._found(bits, self._skill - _COMFORT + daring + _REACH * NORMAL[bits >> 42 & 1023])

    def _found(self, bits: int, asked: float) -> _Choice:
        """Return a beatmap that asks for so many stars with the mods that are chosen."""
        mods = self._mods[(bits >> 16 & 1023) * len(self._mods) >> 10]
        beatmap, key = self._catalogue.choose(self._mode, asked / demand_of(self._mode, mods).stars, bits >> 26)
        return _Choice(beatmap, mods, self._suits(key))

    def _suits(self, key: int) -> float:
        return _TASTE * NORMAL[(self._person.root ^ key) & 1023]


def _again(last: _Choice, attempt: Attempt) -> int:
    """Return in how many of 256 cases the same is played again: after a failure, or when a full combo was near."""
    if not attempt.passed:
        return 140 if last.tries < _RESTLESS else 0
    return 4 if not attempt.hits.nmiss else 44 if attempt.hits.nmiss < 4 else 10


def _placed(sittings: list[list[Played]], joined: int, until: int, now: int) -> list[Played]:
    """Return all plays in order; sessions that would overlap, or end too late, are moved, earlier if there is room.

    Raises `Mistake` if there is no room at all.
    """
    placed: list[list[Played]] = []
    end = until
    for plays in reversed(sittings):
        placed.append(_moved(plays, min(0, end - plays[-1].at)))
        end = _begun(placed[-1]) - _APART
    placed.reverse()
    if end + _APART < joined:
        placed = _pushed(placed, joined)
        if placed[-1][-1].at > now:
            raise Mistake(f"{sum(map(len, sittings))} plays do not fit between joining and now: ask for fewer")
    return [each for plays in placed for each in plays]


def _pushed(sittings: list[list[Played]], joined: int) -> list[list[Played]]:
    """Return sessions of which none begins before joining, or before another is over."""
    pushed: list[list[Played]] = []
    begin = joined
    for plays in sittings:
        pushed.append(_moved(plays, max(0, begin - _begun(plays))))
        begin = pushed[-1][-1].at + _APART
    return pushed


def _begun(plays: list[Played]) -> int:
    return plays[0].at - plays[0].attempt.time_elapsed // 1000 - 1


def _moved(plays: list[Played], by: int) -> list[Played]:
    return [Played(each.at + by, each.beatmap, each.mode, each.mods, each.attempt) for each in plays] if by else plays
