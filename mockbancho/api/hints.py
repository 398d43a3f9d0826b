"""Hints for the log: what a client does that bancho.py takes without a word, each told once."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mockbancho.api.answers import Answer
    from mockbancho.api.routes import Paths
    from mockbancho.contract import Contract, Endpoint

log: Final = logging.getLogger("mockbancho")
_SEEN_AT_MOST: Final = 1_000
"""Occasions that are logged once each; later ones are not logged."""


class Hints:
    """What one server has to say to who reads its log."""

    def __init__(self, contract: Contract, paths: Paths) -> None:
        """Take what answers."""
        self._contract = contract
        self._paths = paths
        self._seen: set[object] = set()

    def ignored(self, endpoint: Endpoint, names: tuple[str, ...]) -> None:
        """Tell of parameters that the endpoint ignores."""
        takes = ", ".join(parameter.name for parameter in endpoint.parameters) or "none"
        for name in names:
            if self._is_first((endpoint.name, name)):
                log.warning("%s ignores the parameter %r, as bancho.py does; it takes: %s", endpoint.name, name, takes)

    def crash(self, answer: Answer) -> None:
        """Tell of a bug of the real server that is kept."""
        if self._is_first((answer.endpoint, answer.reason)):
            release = self._contract.version
            log.warning(
                "%s: bancho.py %s crashes here, so this is its 500: %s", answer.endpoint, release, answer.reason
            )

    def unknown(self, path: str) -> None:
        """Tell of a path that no endpoint has, and of the nearest one that has."""
        if self._is_first(path):
            near = self._paths.nearest(path)
            hint = f"; did you mean {near}?" if near else ""
            log.warning("nothing answers %r in contract %s%s", path, self._contract.name, hint)

    def _is_first(self, occasion: object) -> bool:
        """Whether a hint is due: once for each occasion, and not for ever more of them."""
        if occasion in self._seen or len(self._seen) >= _SEEN_AT_MOST:
            return False
        self._seen.add(occasion)
        return True
