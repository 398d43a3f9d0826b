"""Moving time, as methods of what has a director: `bancho.advance("90s")`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from mockbancho.scenario.director import Director
    from mockbancho.world.durations import Duration
    from mockbancho.world.events import Event


class Moves:
    """What has a world whose time moves."""

    director: Director
    """What moves the world's time."""

    def advance(self, duration: Duration) -> None:
        """Let so much time pass, in seconds or as text such as `90s` or `1m30s`; what is due happens at its own time."""
        __tracebackhide__ = True
        self.director.advance(duration)

    def advance_to(self, moment: datetime | str) -> None:
        """Let time pass until a moment: a datetime (naive is UTC), or its ISO text."""
        __tracebackhide__ = True
        self.director.advance_to(moment)

    def step(self) -> bool:
        """Let time pass until the next thing that is due has happened; return whether there was any."""
        __tracebackhide__ = True
        return self.director.step()

    def run_until(self, what: str | Callable[[], bool], *, limit: Duration = "1h") -> Event | None:
        """Let time pass until an event of this kind, such as `match_started`, or until a predicate is true.

        Returns the event. Raises `Mistake` if that is not so within the limit.
        """
        __tracebackhide__ = True
        return self.director.run_until(what, limit=limit)

    def pause(self) -> None:
        """Stop a clock that moves by itself."""
        self.director.pause()

    def resume(self) -> None:
        """Let a clock that was paused go on from where it stands."""
        self.director.resume()

    @property
    def speed(self) -> float:
        """How many seconds of the world pass in one of the machine's; 0 while it is paused or manual."""
        return self.director.speed

    @speed.setter
    def speed(self, speed: float) -> None:
        self.director.speed = speed

    def seek(self, duration: Duration) -> None:
        """Go to so much time after the start, forwards or backwards; what was done by hand until there happens again."""
        __tracebackhide__ = True
        self.director.seek(duration)
