"""The director: moves a world's clock, does what is due, and goes back and forth in what has happened."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

from mockbancho import clock
from mockbancho.actions.agenda import next_due, run_due
from mockbancho.errors import Mistake, nearest
from mockbancho.scenario.clocks import FASTEST, Clock
from mockbancho.scenario.history import Done as Done
from mockbancho.scenario.history import History, pending, shown
from mockbancho.scenario.steps import SKIPPED
from mockbancho.world.durations import Duration, micros_of, moment_of, told
from mockbancho.world.events import EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from mockbancho.actions.action import Action
    from mockbancho.records import Due
    from mockbancho.scenario.history import Past as Past
    from mockbancho.world.events import Event
    from mockbancho.world.world import World

log: Final = logging.getLogger("mockbancho")


class Director:
    """Moves one world. What was done by hand is remembered from the start on, so that `seek` can do it again."""

    def __init__(
        self, world: World, *, mode: Clock = Clock.MANUAL, speed: float = 1.0, loop: int | None = None
    ) -> None:
        """Take a world, which starts where it stands; with a *mode* that is not manual its time moves from now on.

        After *loop* microseconds a clock that moves by itself begins again.
        """
        self._world = world
        self._history = History(world)
        self.mode = mode
        self._speed = speed
        self._loop = loop
        self._is_paused = False
        self._since = clock.monotonic()
        self._from = world.now

    # --- time ---------------------------------------------------------------------------------------------------------

    @property
    def world(self) -> World:
        """The world that is moved."""
        return self._world

    @property
    def began(self) -> int:
        """The time of the start, in microseconds since the Unix epoch."""
        return self._history.began

    @property
    def elapsed(self) -> int:
        """Microseconds since the start."""
        return self._world.now - self.began

    @property
    def speed(self) -> float:
        """How many seconds of the world pass in one of the machine's; 0 while it is paused or manual."""
        return 0.0 if self._is_paused or self.mode is Clock.MANUAL else self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        if self.mode is Clock.MANUAL:
            raise Mistake("the clock is manual: it has no speed; make the server with clock='scaled' for that")
        if not 0 < speed <= FASTEST:
            raise Mistake(f"speed is above 0 and at most {FASTEST:g}, not {speed!r}; pause() stops the clock")
        with self._world.lock:
            self.catch_up()
            self.mode, self._speed = Clock.SCALED if speed != 1 else self.mode, speed
            self._rebase()

    @property
    def pace(self) -> float | None:
        """The speed of a scaled clock, paused or not; None for any other."""
        return self._speed if self.mode is Clock.SCALED else None

    def pause(self) -> None:
        """Stop a clock that moves by itself."""
        with self._world.lock:
            self.catch_up()
            self._is_paused = True

    def resume(self) -> None:
        """Let a clock that was paused go on from where it stands."""
        with self._world.lock:
            self.catch_up()
            self._is_paused = False
            self._rebase()

    def catch_up(self) -> None:
        """Do what is due by now, where time moves by itself; what fails is logged, for nobody is there to be told."""
        if self.speed:
            with self._world.lock:
                now = self._from + int((clock.monotonic() - self._since) * self._speed * clock.SECOND)
                if self._loop is not None and now >= self.began + self._loop:
                    self._world.become(self._history.restart())
                    self._rebase()
                else:
                    self._run(now, self._log_failure)

    def move_by_itself(self, mode: Clock, speed: float = 1.0) -> None:
        """Let the time move from now on with the machine's clock, or so many times as fast."""
        self.mode, self._speed = mode, speed
        self._rebase()

    def _rebase(self) -> None:
        self._since, self._from = clock.monotonic(), self._world.now

    # --- moving on ----------------------------------------------------------------------------------------------------

    def advance(self, duration: Duration) -> None:
        """Let so much time pass; what is due happens at its own time."""
        __tracebackhide__ = True
        with self._world.lock:
            self._move_to("advance", self._world.now + _micros("advance", duration))

    def advance_to(self, moment: datetime | str) -> None:
        """Let time pass until a moment."""
        __tracebackhide__ = True
        with self._world.lock:
            self._move_to("advance_to", _moment("advance_to", moment))

    def step(self) -> bool:
        """Let time pass until the next thing that is due has happened; return whether there was any."""
        __tracebackhide__ = True
        with self._world.lock:
            due = next_due(self._world)
            self._move_to("step", self._world.now if due is None else max(due.due, self._world.now))
        return due is not None

    def run_until(self, what: str | Callable[[], bool], *, limit: Duration = "1h") -> Event | None:
        """Let time pass until an event of this kind happens, which is returned, or until a predicate is true.

        Raises `Mistake` if that is not so within the limit; the time is then the limit's end.
        """
        __tracebackhide__ = True
        self._refuse_moving("run_until")
        _check_kind(what)
        before = self._world.events.count
        within = _micros("run_until: limit", limit)
        until, seen = self._world.now + within, before
        while True:
            for event in self._world.events.after(seen):
                if event.kind == what:
                    return event
            seen = self._world.events.count
            if callable(what) and what():
                return None
            due = next_due(self._world)
            if due is None or due.due > until:
                break
            self.step()
        self._move_to("run_until", until)
        raise Mistake(self._waited_in_vain(what, within, before))

    def _waited_in_vain(self, what: object, limit: int, seen: int) -> str:
        kinds = list(dict.fromkeys(event.kind for event in self._world.events.after(seen)))
        told_what = f"no {what!r}" if isinstance(what, str) else "it was not so"
        return f"run_until: {told_what} within {told(limit)}; what happened: {', '.join(kinds) or 'nothing'}"

    def _move_to(self, verb: str, moment: int) -> None:
        __tracebackhide__ = True
        self._refuse_moving(verb)
        if moment < self._world.now:
            raise Mistake(
                f"{verb}: time cannot go back from {shown(self._world.now)} to {shown(moment)}; seek and restore do that"
            )
        try:
            self._run(moment, self._raise_failure)
        finally:
            self._rebase()

    def _run(self, moment: int, failed: Callable[[Due, Mistake], None]) -> None:
        """Do what is due until a moment, and take note that time has passed."""
        try:
            run_due(self._world, moment, failed=failed)
        finally:
            self._history.move_on(self._world.now)

    def _raise_failure(self, due: Due, mistake: Mistake) -> None:
        self._history.fail(due)
        raise mistake

    def _log_failure(self, due: Due, mistake: Mistake) -> None:
        self._history.fail(due)
        log.warning("at %s: %s", shown(due.due), mistake)

    def _refuse_moving(self, verb: str) -> None:
        __tracebackhide__ = True
        if self.mode is Clock.REAL:
            raise Mistake(
                f"{verb}: the clock is real, it moves with the machine's alone; make the server with clock='manual' "
                "or 'scaled' to move it"
            )

    # --- going back ---------------------------------------------------------------------------------------------------

    def act(self, called: str, verb: Action, values: tuple[object, ...], arguments: dict[str, object]) -> Any:  # noqa: ANN401  # each action's own
        """Do an action by hand now, as *called*, and remember it; what was done later, before a rewind, is forgotten."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        with self._world.lock:
            self.catch_up()
            before = pending(self._world)
            result = verb.do(called, self._world, values, arguments)
            self._history.add(self._world, Done(self._world.now, before, verb.name, values, arguments))
        return result

    def done(self) -> Iterator[Done]:
        """Iterate over the actions that were done by hand, earliest first."""
        return iter(self._history.happened)

    def begin_anew(self) -> None:
        """Start where the world is now: it has become another one."""
        self._history, self._loop = History(self._world), None
        self._rebase()

    def past(self) -> Past:
        """Return what `seek` needs."""
        return self._history.past

    def take(self, past: Past) -> None:
        """Go on from another director's past, whose world this one's has become."""
        self._history.past = past
        self._rebase()

    def seek(self, duration: Duration) -> None:
        """Go to so much time after the start, forwards or backwards, as if everything had just happened up to there.

        What could not be done the first time, and was told then, is left out. Raises `Mistake` for anything else that
        cannot be done, and for a time that is forgotten; then nothing has changed.
        """
        __tracebackhide__ = True
        self._refuse_moving("seek")
        with self._world.lock:
            self._world.become(self._history.replay(self.began + _micros("seek", duration)))
            self._rebase()


def _micros(verb: str, duration: Duration) -> int:
    """Return a duration in microseconds; raises `Mistake` that names the verb."""
    __tracebackhide__ = True
    try:
        return micros_of(duration)
    except Mistake as mistake:
        raise Mistake(f"{verb}: {mistake}") from None


def _moment(verb: str, moment: datetime | str) -> int:
    """Return a moment in microseconds; raises `Mistake` that names the verb."""
    __tracebackhide__ = True
    try:
        return moment_of(moment)
    except Mistake as mistake:
        raise Mistake(f"{verb}: {mistake}") from None


def _check_kind(what: object) -> None:
    """Raise `Mistake` for a kind of event that there is not; waiting for it would take until the limit."""
    known = (*EVENTS, SKIPPED)
    if isinstance(what, str) and what not in known:
        hint = nearest(what, known)
        raise Mistake(f"run_until: there is no event {what!r}{hint or '; known: ' + ', '.join(known)}")
