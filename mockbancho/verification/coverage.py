"""The coverage of the API: which endpoints, and which of their outcomes, were met."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mockbancho.contract import CONTRACTS
from mockbancho.verification.lines import aligned
from mockbancho.verification.outcomes import OUTCOMES
from mockbancho.verification.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mockbancho.world.journal import Call

_HEAD: Final = ("endpoint", "calls", "met", "missing")


class Coverage:
    """What the calls of a run met, from any thread and any number of servers."""

    def __init__(self) -> None:
        """Start without any."""
        self._calls: Counter[str] = Counter()
        self._met: dict[str, Counter[str]] = {}
        self._contracts: set[str] = set()
        self._lock = Lock()

    def serve(self, contract: str) -> None:
        """Take note that there was a server of this contract: its endpoints could have been asked."""
        self._contracts.add(contract)

    def add(self, contract: str, call: Call, body: bytes) -> None:
        """Count a call of a server of this contract, and what came of it."""
        endpoint = CONTRACTS[contract].endpoints.get(call.endpoint or "")
        if endpoint is None or endpoint.name not in OUTCOMES:
            return
        seen = Seen(endpoint, call, body)
        met = [outcome.name for outcome in OUTCOMES[endpoint.name] if outcome.happened(seen)]
        with self._lock:
            self._calls[endpoint.name] += 1
            self._met.setdefault(endpoint.name, Counter()).update(met)

    def state(self) -> dict[str, Any]:
        """Return all of it as plain values, to be sent to another process."""
        met = {name: dict(found) for name, found in self._met.items()}
        return {"calls": dict(self._calls), "met": met, "contracts": sorted(self._contracts)}

    def merge(self, state: Mapping[str, Any]) -> None:
        """Add what another process has met."""
        self._calls.update(state["calls"])
        self._contracts.update(state["contracts"])
        for name, found in state["met"].items():
            self._met.setdefault(name, Counter()).update(found)

    # --- figures ------------------------------------------------------------------------------------------------------

    @property
    def endpoints(self) -> list[str]:
        """The endpoints that could have been asked."""
        known = {name for contract in self._contracts for name in CONTRACTS[contract].endpoints}
        return [name for name in OUTCOMES if name in known]

    @property
    def asked(self) -> list[str]:
        """Those that were."""
        return [name for name in OUTCOMES if self._calls[name]]

    @property
    def possible(self) -> int:
        """How many outcomes the endpoints that were asked have."""
        return sum(len(OUTCOMES[name]) for name in self.asked)

    @property
    def met(self) -> int:
        """How many of these were met."""
        return sum(len(self._of(name)[0]) for name in self.asked)

    @property
    def percent(self) -> float:
        """The share of the outcomes that were met; 0 if nothing was asked."""
        return 100 * self.met / self.possible if self.possible else 0.0

    def _of(self, name: str) -> tuple[list[str], list[str]]:
        """Return which outcomes of an endpoint were met, and which are missing."""
        names = [outcome.name for outcome in OUTCOMES[name]]
        found = self._met.get(name, Counter[str]())
        return [each for each in names if found[each]], [each for each in names if not found[each]]

    # --- telling ------------------------------------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        """The figures in a sentence."""
        if not self.asked:
            return "no endpoint was asked: 0 %"
        return (
            f"{len(self.asked)} of {len(self.endpoints)} endpoints asked; "
            f"{self.met} of the {self.possible} outcomes of these met: {self.percent:.1f} %"
        )

    @property
    def unasked(self) -> str:
        """The endpoints that were not asked, in a sentence; nothing if there are none."""
        names = [name for name in self.endpoints if name not in self.asked]
        return f"never asked: {', '.join(names)}" if names else ""

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield a row for each endpoint that was asked: its name, how often, what was met, what is missing."""
        for name in self.asked:
            met, missing = self._of(name)
            yield name, str(self._calls[name]), ", ".join(met), ", ".join(missing)

    def lines(self) -> list[str]:
        """Return all of it as lines for a terminal."""
        rows = list(self.rows())
        return [*filter(None, [*(aligned([_HEAD, *rows]) if rows else ()), self.sentence, self.unasked])]

    def markdown(self) -> str:
        """Return all of it as Markdown."""
        rows = [_HEAD, ("---", "---:", "---", "---"), *self.rows()]
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return "\n\n".join(filter(None, ["# Coverage of the API", table, f"{self.sentence}.", self.unasked])) + "\n"

    def json(self) -> bytes:
        """Return all of it as JSON: how often each outcome was met, and which are missing."""
        endpoints = {
            name: {
                "calls": self._calls[name],
                "met": {each: self._met[name][each] for each in self._of(name)[0]},
                "missing": self._of(name)[1],
            }
            for name in self.asked
        }
        document = {
            "mockbancho": 1,
            "percent": round(self.percent, 2),
            "met": self.met,
            "possible": self.possible,
            "endpoints": endpoints,
            "never_asked": [name for name in self.endpoints if name not in self.asked],
        }
        return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"
