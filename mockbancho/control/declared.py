"""How a function becomes a route of the control API: one declaration routes, checks, describes and documents it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from msgspec import Struct

F = TypeVar("F", bound="Callable[..., Any]")
ROUTES: Final[list[Route]] = []
"""Every route, in the order of the declarations."""
SMALL: Final = 2**20
"""Bytes of the largest body, unless a route takes larger ones."""
JSON: Final = "application/json"
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Route:
    """A method and a path below `/_mock`, and the function that answers.

    *query* and *takes* are what query and body have to be: a struct, `dict` for an object of any kind, `bytes` for an
    upload of one of the *accepts*. *answers* is the type of the JSON, or None where the function sends something of its
    own of the type *sends*. One *of_world* exists for each world; one that is *heavy* runs in a thread.
    """

    method: str
    path: str
    function: Callable[..., Any]
    query: type[Struct] | None = None
    takes: Any = None
    accepts: tuple[str, ...] = (JSON,)
    most: int = SMALL
    answers: Any = None
    sends: str = JSON
    status: int = 200
    of_world: bool = True
    heavy: bool = False
    is_open: bool = False
    """Whether no token is needed."""

    @property
    def name(self) -> str:
        """What the route is called: its function's name."""
        return self.function.__name__

    @property
    def about(self) -> str:
        """The docstring, without its indentation."""
        return cleandoc(self.function.__doc__ or "")

    @property
    def placeholders(self) -> list[str]:
        """The names in braces in the path."""
        return _PLACEHOLDER.findall(self.path)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a path that is still percent-encoded has to match."""
        return re.compile(
            _PLACEHOLDER.sub(r"(?P<\1>[^/]+)", re.escape(self.path).replace(r"\{", "{").replace(r"\}", "}"))
        )


def route(method: str, path: str, **how: Any) -> Callable[[F], F]:  # noqa: ANN401  # fields of `Route`
    """Declare a route: a function that takes what is asked and returns what `Route` says."""

    def declare(function: F) -> F:
        ROUTES.append(Route(method=method, path=path, function=function, **how))
        return function

    return declare
