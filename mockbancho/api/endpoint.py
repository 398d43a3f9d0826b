"""How a function becomes an endpoint: a name in the contract, parameters and API key checked, the world locked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import msgspec

from mockbancho.api.authorization import owner_of, refuse_restricted
from mockbancho.api.params import reader_of
from mockbancho.api.writer import writer_of
from mockbancho.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from mockbancho.api.writer import Writer
    from mockbancho.contract import Contract, Endpoint
    from mockbancho.records import Player
    from mockbancho.world.world import World

    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

Q = TypeVar("Q", bound=msgspec.Struct)
B = TypeVar("B")


class File(msgspec.Struct, frozen=True):
    """An answer that is not JSON: its bytes, their type, and headers of its own."""

    content: bytes
    content_type: bytes = b"application/octet-stream"
    headers: tuple[tuple[bytes, bytes], ...] = ()


Body = bytes | File
"""What an endpoint answers with status 200: JSON, or a file."""

Act = Callable[..., Any]
"""What does an action by hand: its name, then its arguments by name; raises `Mistake`."""


class Reading(msgspec.Struct, frozen=True):
    """What answers an endpoint that reads the world: a function of world, query and writer.

    One that *needs_owner* gets the owner of the request's API key after the world.
    """

    function: Callable[..., Body]
    query: type[msgspec.Struct]
    needs_owner: bool = False


class Told(msgspec.Struct, Generic[B], frozen=True):
    """What a client tells: *sent*, as the *owner* of an API key; *act* does an action by hand."""

    owner: Player
    sent: B
    act: Act


class Writing(msgspec.Struct, frozen=True):
    """What answers an endpoint that changes the world: a function of world, what is told, and writer.

    *read_body* gets ASGI's receive, the content type and the declared length.
    """

    function: Callable[[World, Told[Any], Writer], bytes]
    read_body: Callable[[Receive, str, int | None], Awaitable[Any]]


class NoQuery(msgspec.Struct, frozen=True, gc=False):
    """The query of an endpoint without parameters."""


ENDPOINTS: Final[dict[str, Reading | Writing]] = {}
"""What answers every endpoint, by name."""


def endpoint(
    name: str, query: type[Q]
) -> Callable[[Callable[[World, Q, Writer], Body]], Callable[[World, Q, Writer], Body]]:
    """Register a function as the endpoint of this name.

    *query* has a field for every parameter that the contract lists, in its order. The function is pure: it reads the
    world, which is locked meanwhile, and raises `ApiError` for any answer but 200.
    """

    def register(function: Callable[[World, Q, Writer], Body]) -> Callable[[World, Q, Writer], Body]:
        ENDPOINTS[name] = Reading(function, query)
        return function

    return register


def keyed(
    name: str, query: type[Q]
) -> Callable[[Callable[[World, Player, Q, Writer], Body]], Callable[[World, Player, Q, Writer], Body]]:
    """Register a function as an endpoint that wants an API key; it gets the key's owner, and is pure as well."""

    def register(function: Callable[[World, Player, Q, Writer], Body]) -> Callable[[World, Player, Q, Writer], Body]:
        ENDPOINTS[name] = Reading(function, query, needs_owner=True)
        return function

    return register


def writing(
    name: str, read_body: Callable[[Receive, str, int | None], Awaitable[B]]
) -> Callable[[Callable[[World, Told[B], Writer], bytes]], Callable[[World, Told[B], Writer], bytes]]:
    """Register a function as an endpoint that changes the world by actions, as the owner of an API key who may write.

    *read_body* reads what was sent before the function is called, without the world's lock, once the key is checked.
    """

    def register(function: Callable[[World, Told[B], Writer], bytes]) -> Callable[[World, Told[B], Writer], bytes]:
        ENDPOINTS[name] = Writing(function, read_body)
        return function

    return register


class BoundReading:
    """An endpoint of a contract that reads the world, ready to be asked."""

    __slots__ = ("_answer", "_contract", "_needs_owner", "_query", "_read", "_writer", "endpoint")

    def __init__(self, contract: Contract, endpoint: Endpoint, reading: Reading) -> None:
        """Compile the endpoint's parameters."""
        self.endpoint = endpoint
        self._contract = contract
        self._answer, self._query, self._needs_owner = reading.function, reading.query, reading.needs_owner
        self._read = reader_of(endpoint, contract.dialect)
        self._writer = writer_of(contract)

    def ask(
        self, world: World, query_string: bytes, path: Mapping[str, str], authorization: str | None = None
    ) -> tuple[Body, tuple[str, ...]]:
        """Return the body and the names of the parameters that were ignored; raises `ApiError`.

        The caller holds the world's lock.
        """
        asked = self._read(query_string, path)
        query = self._query(*asked.values)
        try:
            if self._needs_owner:
                owner = owner_of(world, authorization, self._contract)
                return self._answer(world, owner, query, self._writer), asked.ignored
            return self._answer(world, query, self._writer), asked.ignored
        except ApiError as error:
            error.ignored = asked.ignored
            raise


class BoundWriting:
    """An endpoint of a contract that changes the world, ready to be told."""

    __slots__ = ("_contract", "_function", "_read", "_writer", "endpoint", "read_body")

    def __init__(self, contract: Contract, endpoint: Endpoint, writing: Writing) -> None:
        """Compile the endpoint's parameters."""
        self.endpoint = endpoint
        self.read_body = writing.read_body
        self._contract = contract
        self._function = writing.function
        self._read = reader_of(endpoint, contract.dialect)
        self._writer = writer_of(contract)

    def admit(self, world: World, query_string: bytes, authorization: str | None) -> tuple[Player, tuple[str, ...]]:
        """Return who wants to change the world, and the parameters ignored; raises `ApiError` for one who may not."""
        asked = self._read(query_string, {})
        owner = owner_of(world, authorization, self._contract)
        refuse_restricted(owner)
        return owner, asked.ignored

    def tell(self, world: World, owner: Player, sent: object, act: Act) -> bytes:
        """Change the world as asked, and return the body; raises `ApiError`, then nothing has changed."""
        return self._function(world, Told(owner, sent, act), self._writer)


Bound = BoundReading | BoundWriting
"""An endpoint of a contract."""


def bind(contract: Contract, endpoint: Endpoint) -> Bound:
    """Return an endpoint of a contract, ready to be used."""
    found = ENDPOINTS[endpoint.name]
    if isinstance(found, Reading):
        return BoundReading(contract, endpoint, found)
    return BoundWriting(contract, endpoint, found)
