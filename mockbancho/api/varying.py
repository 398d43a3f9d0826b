"""`bancho.route` and `bancho.reshape`: a server that differs from bancho.py, as forks of it in the wild do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from mockbancho.api.own_routes import OwnRoute
from mockbancho.api.reshaping import Reshape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mockbancho.api.app import Api
    from mockbancho.api.own_routes import OwnRequest

F = TypeVar("F", bound="Callable[[OwnRequest], Any]")
_LATER: Final = object()
"""The answer of a route that will be a function."""


class Varying:
    """What has an API that can differ from bancho.py."""

    asgi: Api
    """The ASGI application."""

    @overload
    def route(
        self,
        path: str,
        *,
        status: int = ...,
        methods: Sequence[str] = ...,
        where: Mapping[str, object] | None = ...,
        content_type: str | None = ...,
    ) -> Callable[[F], F]: ...

    @overload
    def route(
        self,
        path: str,
        answer: object,
        *,
        status: int = ...,
        methods: Sequence[str] = ...,
        where: Mapping[str, object] | None = ...,
        content_type: str | None = ...,
    ) -> None: ...

    def route(
        self,
        path: str,
        answer: object = _LATER,
        *,
        status: int = 200,
        methods: Sequence[str] = ("GET",),
        where: Mapping[str, object] | None = None,
        content_type: str | None = None,
    ) -> Callable[[F], F] | None:
        """Add an endpoint that bancho.py does not have, or answer one of its own otherwise, as some servers do.

        *answer* is JSON, bytes, or a function of an `OwnRequest` that returns either, or a pair of status and that; without
        it this decorates such a function. *where* are parameters that a request must have, `*` for any value. Without
        one of the contract's prefixes the path has all of them. Raises `Mistake` for what cannot be a route.
        """
        __tracebackhide__ = True  # a failing test shows its own line, not ours

        def add(found: Any) -> Any:  # noqa: ANN401  # JSON, bytes, or the function that is decorated
            made = OwnRoute(
                path,
                found,
                status=status,
                methods=tuple(methods),
                where=where,
                content_type=content_type,
            )
            self.asgi.variations = self.asgi.variations.with_route(made)
            return found

        if answer is _LATER:
            return add
        add(answer)
        return None

    def reshape(
        self,
        endpoint: str,
        *,
        at: str | None = None,
        add: Mapping[str, object] | None = None,
        drop: Sequence[str] = (),
        rename: Mapping[str, str] | None = None,
    ) -> None:
        """Give an endpoint's answers another shape, as some servers do.

        It is about the objects of its rows, or those *at* a path such as `scores.beatmap`. A value of *add* is a constant,
        a function of the object, or `{"from": "mods", "as": "letters"}`. Raises `Mistake` for what cannot be.
        """
        __tracebackhide__ = True
        made = Reshape(endpoint, at=at, add=add, drop=drop, rename=rename)
        self.asgi.variations = self.asgi.variations.with_reshape(made)
