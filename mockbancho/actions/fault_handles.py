"""`bancho.faults`: adding faults, looking at them, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from mockbancho.actions.verbs import find_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mockbancho.actions.doors import Perform
    from mockbancho.records import Fault
    from mockbancho.world.world import World


class FaultHandle:
    """One fault that was added; `remove()` or the end of a `with` block ends it."""

    def __init__(self, faults: Faults, name: str) -> None:
        """Take which one."""
        self.name = name
        self._faults = faults
        self._fired = 0

    @property
    def row(self) -> Fault | None:
        """The fault as it is now, with what it has `seen` and how often it has `fired`; None once it is gone."""
        return self._faults.get(self.name)

    @property
    def fired(self) -> int:
        """How many requests it has hit, or had when the handle ended it."""
        return self.row.fired if self.row else self._fired

    def remove(self) -> None:
        """Let it end; a second time nothing happens."""
        if self.row is not None:
            self._fired = self.row.fired
            self._faults.remove(self.name)

    def __enter__(self) -> Self:
        """Return the handle."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let the fault end."""
        self.remove()

    def __repr__(self) -> str:
        """Tell the name, and how often it has fired."""
        if self.row is None:
            return f"<fault {self.name}, gone>"
        times = {0: "not fired yet", 1: "fired once"}.get(self.row.fired, f"fired {self.row.fired} times")
        return f"<fault {self.name}, {times}>"


class Faults:
    """The faults of one server, oldest first."""

    def __init__(self, perform: Perform, world: Callable[[], World]) -> None:
        """Take what does actions, and the world."""
        self._perform = perform
        self._world = world

    def add(self, *values: Any, **arguments: Any) -> FaultHandle:  # noqa: ANN401  # those of `add_fault`
        """Let something go wrong with answers from now on: the action `add_fault`, with its arguments."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        made: Fault = self._perform("faults.add", find_verb("add_fault"), values, arguments)
        return FaultHandle(self, made.name)

    def remove(self, name: str) -> None:
        """Let the fault of this name end; raises `Mistake` if there is none."""
        __tracebackhide__ = True
        self._perform("faults.remove", find_verb("remove_fault"), (name,), {})

    def clear(self) -> None:
        """Let all faults end."""
        self._perform("faults.clear", find_verb("clear_faults"), (), {})

    def get(self, name: str) -> Fault | None:
        """Return the fault of this name as it is now, or None."""
        world = self._world()
        with world.lock:
            return world.schedule.fault(name)

    def __iter__(self) -> Iterator[Fault]:
        """Iterate over the faults as they are now."""
        return iter(self._world().schedule.faults)

    def __contains__(self, fault: object) -> bool:
        """Whether there is a fault, given by its name, as a handle, or as it is now."""
        return any(fault == each or getattr(fault, "name", fault) == each.name for each in self)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._world().schedule.faults)

    def __repr__(self) -> str:
        """Tell their names."""
        return f"<faults: {', '.join(each.name for each in self) or 'none'}>"
