"""Some of the calls that were received, and what a test expects of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from mockbancho.clock import to_datetime
from mockbancho.errors import Mistake, VerificationError
from mockbancho.verification.telling import told_calls, told_others
from mockbancho.verification.unknown import is_unknown
from mockbancho.world.durations import micros_of, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mockbancho.api.app import Api
    from mockbancho.verification.wanted import Narrowed
    from mockbancho.world.durations import Duration
    from mockbancho.world.journal import Call


class Selection:
    """The calls that are wanted, read from the journal whenever something is asked of them.

    `with_status` and `last` narrow them; all other methods verify, raise `VerificationError` with what was called
    instead, and return what the next one goes on with.
    """

    def __init__(self, api: Api, wanted: Narrowed) -> None:
        """Take whose journal it is, and which calls."""
        self._api = api
        self._wanted = wanted
        self._unread = api.journal.unread
        self._unread.append(self)

    @property
    def told(self) -> str:
        """What is selected: `get_player_info(id=3)`."""
        return str(self._wanted)

    # --- narrowing ----------------------------------------------------------------------------------------------------

    def with_status(self, status: int) -> Selection:
        """Return those that were answered with this status."""
        self._read()
        return Selection(self._api, self._wanted._replace(status=status))

    def last(self, duration: Duration) -> Selection:
        """Return those that came no longer ago than this, by the world's clock: `"10s"`, or seconds as a number."""
        self._read()
        since = self._api.world.now - micros_of(duration)
        return Selection(self._api, self._wanted._replace(since=since, called=f"last({duration!r})"))

    # --- verifying ----------------------------------------------------------------------------------------------------

    def once(self) -> Self:
        """Expect exactly one."""
        __tracebackhide__ = True  # a failing test shows its own line, not ours
        return self._count("exactly one call", 1, 1)

    def never(self) -> Self:
        """Expect none."""
        __tracebackhide__ = True
        return self._count("no call", 0, 0)

    def times(self, number: int) -> Self:
        """Expect exactly so many."""
        __tracebackhide__ = True
        return self._count(f"exactly {_calls(number)}", number, number)

    def at_most(self, number: int) -> Self:
        """Expect so many or fewer."""
        __tracebackhide__ = True
        return self._count(f"at most {_calls(number)}", 0, number)

    def at_least(self, number: int) -> Self:
        """Expect so many or more."""
        __tracebackhide__ = True
        return self._count(f"at least {_calls(number)}", number, None)

    def within(self, duration: Duration) -> Selection:
        """Expect at least one that came no longer ago than this, by the world's clock; go on with all of those."""
        __tracebackhide__ = True
        self._read()
        since = self._api.world.now - micros_of(duration)
        recent = Selection(self._api, self._wanted._replace(since=since, called=f"last({duration!r})"))
        if recent:
            return recent
        now = f"{to_datetime(self._api.world.now):%H:%M:%S}"
        raise recent._failure(f"expected a call of {self._wanted} within {told(micros_of(duration))}; it is {now} now")

    def before(self, other: Selection) -> Self:
        """Expect that the first of these came before the first of the others."""
        __tracebackhide__ = True
        self._compare(other, "before", is_later=False)
        return self

    def after(self, other: Selection) -> Self:
        """Expect that the first of these came after the first of the others."""
        __tracebackhide__ = True
        self._compare(other, "after", is_later=True)
        return self

    def _count(self, expected: str, least: int, most: int | None) -> Self:
        __tracebackhide__ = True
        found = list(self)
        if len(found) < least or (most is not None and len(found) > most):
            raise self._failure(f"expected {expected} of {self._wanted}, got {len(found) or 'none'}")
        if most is not None:
            self._refuse_forgetting()
        self._settle(found)
        return self

    def _read(self) -> None:
        """Note that somebody does something with these."""
        if self in self._unread:
            self._unread.remove(self)

    def _refuse_forgetting(self) -> None:
        __tracebackhide__ = True
        journal = self._api.journal
        if journal.forgotten:
            total = journal.forgotten + len(journal)
            raise Mistake(
                f"of {total} calls the journal remembers the last {len(journal)}, so nobody knows how often "
                f"{self._wanted} was called; call bancho.journal.keep({total}) first"
            )

    def _settle(self, found: list[Call]) -> None:
        """Take unknown paths that the test expects off those that have to be explained."""
        odd = self._api.journal.odd
        for call in found:
            if is_unknown(call) and call in odd:
                odd.remove(call)

    def _compare(self, other: Selection, word: str, *, is_later: bool) -> None:
        __tracebackhide__ = True
        if other._api.journal is not self._api.journal:
            raise Mistake(f"{word}: the calls of two servers are in no order; fork and original are two")
        expected = f"expected {self._wanted} {word} {other._wanted}"
        first, second = next(iter(self), None), next(iter(other), None)
        if first is None:
            raise self._failure(f"{expected}, but there is no call of {self._wanted}")
        if second is None:
            raise other._failure(f"{expected}, but there is no call of {other._wanted}")
        if first.number == second.number:
            raise Mistake(f"{expected}: both begin with the same call, {first.method} {first.target}")
        if (first.number > second.number) is not is_later:
            raise self._failure(f"{expected}, but call {first.number} came {_other(word)} call {second.number}", second)
        self._settle([*self])

    def _failure(self, sentence: str, *others: Call) -> VerificationError:
        """Return what a failing verification raises: what was expected, and what was called."""
        journal = list(self._api.journal)
        concerned = [call for call in journal if self._wanted.wanted.concerns(call) or call in others]
        lines = list(told_calls(self._wanted, concerned) if concerned else told_others(self._api, journal))
        if self._api.journal.forgotten:
            lines.append(f"{self._api.journal.forgotten} earlier calls are forgotten")
        return VerificationError("\n".join([sentence, "", *lines]))

    # --- looking ------------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[Call]:
        """Iterate over them, earliest first."""
        self._read()
        wanted = self._wanted
        found = (call for call in self._api.journal if wanted.wanted.concerns(call) and not wanted.differences(call))
        return iter(sorted(found, key=lambda call: call.number))

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        """Tell which they are, and how many."""
        return f"<{_calls(len(self))} of {self._wanted}>"


def _calls(number: int) -> str:
    return f"{number} call{'' if number == 1 else 's'}"


def _other(word: str) -> str:
    return "after" if word == "before" else "before"
