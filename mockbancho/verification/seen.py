"""One call with its answer, as the table of outcomes looks at it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from mockbancho.contract import Endpoint
    from mockbancho.world.journal import Call

_SIZES: Final = ("limit", "page_size")


class Seen:
    """One call with the body that answered it."""

    def __init__(self, endpoint: Endpoint, call: Call, body: bytes) -> None:
        """Take the endpoint as the server's contract has it."""
        self._endpoint = endpoint
        self._call = call
        self._body = body

    def has_status(self, status: int) -> bool:
        """Whether the server itself answered with this status."""
        return self._call.status == status and not self.is_spoiled

    @property
    def is_spoiled(self) -> bool:
        """Whether a fault hit the call."""
        return bool(self._call.fault)

    @cached_property
    def document(self) -> dict[str, Any]:
        """The answer's JSON object; empty if there is none."""
        try:
            return msgspec.json.decode(self._body, type=dict[str, Any])
        except msgspec.DecodeError:
            return {}

    @property
    def rows(self) -> int:
        """How many rows the answer lists."""
        sizes = (len(value) for value in self.document.values() if isinstance(value, list))  # pyright: ignore[reportUnknownArgumentType]  # rows of any form
        return next(sizes, 0)

    @property
    def most(self) -> int | None:
        """How many rows were asked for."""
        return next((number for number in map(self._number, _SIZES) if number is not None), None)

    @property
    def is_further(self) -> bool:
        """Whether it is not the first page."""
        return (self._number("offset") or 0) > 0 or (self._number("page") or 1) > 1

    def _number(self, name: str) -> int | None:
        """Return the number that was sent as this parameter, or its default."""
        default = next((p.default for p in self._endpoint.parameters if p.name == name), None)
        try:
            return int(self._call.parameters.get(name, str(default)))
        except ValueError:
            return None
