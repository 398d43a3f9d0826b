"""Which server a command asks, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from mockbancho.contract import CONTRACTS
from mockbancho.learning.address import parse_address
from mockbancho.learning.pace import Pace
from mockbancho.learning.server import find_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from mockbancho.learning.server import Server

F = TypeVar("F", bound="Callable[..., Any]")
_HOW: Final = (
    click.option(
        "--rate",
        type=click.FloatRange(0, 1000, min_open=True),
        default=2.0,
        show_default=True,
        help="How many requests a second at most.",
    ),
    click.option(
        "--timeout",
        type=click.FloatRange(0, 600, min_open=True),
        default=20.0,
        show_default=True,
        help="How many seconds to wait for an answer.",
    ),
    click.option("--prefix", metavar="PATH", help="Where the endpoints are, such as /v1. [default: found by asking]"),
    click.option(
        "--contract",
        "contract_name",
        type=click.Choice(list(CONTRACTS)),
        help="What the answers are compared with. [default: 5.3 below /v1, else 4.3.2]",
    ),
)


def options(group: tuple[Callable[[F], F], ...]) -> Callable[[F], F]:
    """Return a decorator that adds a group of options."""

    def add(command: F) -> F:
        for option in reversed(group):
            command = option(command)
        return command

    return add


def server_options(command: F) -> F:
    """Add the options that say how a server is asked."""
    return options(_HOW)(command)


def server_of(url: str, *, rate: float, timeout: float, prefix: str | None) -> Server:
    """Return the server at an address that a user wrote, once it has answered."""
    given = None if prefix is None else f"/{prefix.strip('/')}".rstrip("/")
    return find_server(parse_address(url), Pace(rate), prefix=given, timeout=timeout)


def contract_for(server: Server, given: str | None) -> str:
    """Return the contract that a server's answers are compared with."""
    return given or ("5.3" if server.prefix.endswith("/v1") else "4.3.2")
