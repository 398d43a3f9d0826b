"""How a function becomes an endpoint: a name in the contract, parameters checked, the world locked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from mockbancho.api.params import reader_of
from mockbancho.api.writer import writer_of
from mockbancho.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockbancho.api.writer import Writer
    from mockbancho.contract import Contract, Endpoint
    from mockbancho.world.world import World

Q = TypeVar("Q", bound=msgspec.Struct)


class File(msgspec.Struct, frozen=True):
    """An answer that is not JSON: its bytes, their type, and headers of its own."""

    content: bytes
    content_type: bytes = b"application/octet-stream"
    headers: tuple[tuple[bytes, bytes], ...] = ()


Body = bytes | File
"""What an endpoint answers with status 200: JSON, or a file."""

Answerer = Callable[["World", Any, "Writer"], Body]
"""An endpoint's function: world, query, writer."""

ENDPOINTS: Final[dict[str, tuple[Answerer, type[msgspec.Struct]]]] = {}
"""Every endpoint by name: its function and the type of its query."""


class NoQuery(msgspec.Struct, frozen=True, gc=False):
    """The query of an endpoint without parameters."""


def endpoint(
    name: str, query: type[Q]
) -> Callable[[Callable[[World, Q, Writer], Body]], Callable[[World, Q, Writer], Body]]:
    """Register a function as the endpoint of this name.

    *query* has a field for every parameter that the contract lists, in its order. The function is pure: it reads the
    world, which is locked meanwhile, and raises `ApiError` for any answer but 200.
    """

    def register(function: Callable[[World, Q, Writer], Body]) -> Callable[[World, Q, Writer], Body]:
        ENDPOINTS[name] = (function, query)
        return function

    return register


class Bound:
    """An endpoint of a contract, ready to be asked."""

    __slots__ = ("_function", "_query", "_read", "_writer", "endpoint")

    def __init__(self, contract: Contract, endpoint: Endpoint) -> None:
        """Find the endpoint's function and compile its parameters."""
        self.endpoint = endpoint
        self._function, self._query = ENDPOINTS[endpoint.name]
        self._read = reader_of(endpoint, contract.dialect)
        self._writer = writer_of(contract)

    def ask(self, world: World, query_string: bytes, path: Mapping[str, str]) -> tuple[Body, tuple[str, ...]]:
        """Return the body and the names of the parameters that were ignored; raises `ApiError`.

        The caller holds the world's lock.
        """
        asked = self._read(query_string, path)
        try:
            return self._function(world, self._query(*asked.values), self._writer), asked.ignored
        except ApiError as error:
            error.ignored = asked.ignored
            raise
