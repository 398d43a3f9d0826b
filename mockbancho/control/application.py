"""The control application: who may ask, which route it is, what it answers, and how a refusal looks."""

from __future__ import annotations

import asyncio
import logging
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs, unquote

import msgspec
from starlette.responses import RedirectResponse, Response

from mockbancho.api.bodies import Gone
from mockbancho.control import pages, routes
from mockbancho.control.asked import Asked, headers_of, read_body, read_query
from mockbancho.control.front import CONTROL, WORLDS, is_beside
from mockbancho.control.mounting import ask_world
from mockbancho.control.safety import Safety
from mockbancho.control.tokens import cookie_of
from mockbancho.control.worlds import MAIN, Worlds
from mockbancho.errors import Busy, Mistake, NotThere, Refusal, WrongMethod

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from mockbancho.bancho import Bancho
    from mockbancho.control.declared import Route

log: Final = logging.getLogger("mockbancho")
_OF_WORLD: Final = "/worlds/"
_LOOKING: Final = ("GET", "HEAD")
_STOPPING: Final = "the server stops, and what was asked is not done"
_CRASHED: Final = "something went wrong in mockbancho itself; its log has more"


class Control:
    """Answers what is below `/_mock` and, for worlds that were forked, below `/_world`."""

    def __init__(
        self,
        main: Bancho,
        *,
        host: str = "127.0.0.1",
        token: str | None = None,
        folder: Path | None = None,
        began: float | None = None,
    ) -> None:
        """Take the server of the main world, the host that is listened on, and the token that is needed, if one is.

        *folder* has scenarios beside those that come with mockbancho; *began* is when the server began to answer.
        """
        self.worlds = Worlds(main, folder, began=began)
        self._safety = Safety(host, token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path: str = scope["path"]
        if path.startswith(WORLDS):
            await ask_world(self.worlds, scope, receive, send)
            return
        try:
            response = await self._answer(scope, receive)
        except Gone:
            return  # nobody is there to be told
        except asyncio.CancelledError:
            response = _refused(Busy.status, _STOPPING)  # the server's last word; uvicorn's own is a traceback
        except Refusal as refusal:
            response = _refused(refusal.status, str(refusal), headers=refusal.headers)
        except Mistake as mistake:
            response = _refused(400, str(mistake), getattr(mistake, "mistakes", None))
        except Exception:
            log.exception("%s %s", scope["method"], path)
            response = _refused(500, _CRASHED)
        response.headers.setdefault("cache-control", "no-store")
        response.headers["x-content-type-options"] = "nosniff"
        await response(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive) -> Response:
        headers = headers_of(scope)
        if not is_beside(scope["path"]):
            return RedirectResponse(f"{CONTROL}/")  # a browser that came to the front door
        self._safety.check_origin(scope, headers)
        found, world, inside = self._found(scope)
        if found is None:
            return self._admitted(scope) or self._page(scope, world, inside, headers)
        if not found.is_open:
            self._safety.check_token(headers)
        in_path = {name: unquote(text) for name, text in _matched(found, inside).items()}
        asked = Asked(
            worlds=self.worlds,
            served=self.worlds.find(world),
            path=in_path,
            query=read_query(found, scope["query_string"]),
            body=await read_body(found, scope, receive, headers),
            headers=headers,
            base=f"{scope['scheme']}://{headers['host']}",
        )
        return await _done(found, asked)

    def _page(self, scope: Scope, world: str, path: str, headers: Mapping[str, str]) -> Response:
        """Return a file of the dashboard; raises `NotThere`."""
        self._safety.check_token(headers)
        served = self.worlds.find(world)
        found = pages.page(scope, path) if scope["method"] in _LOOKING else None
        if found is None:
            raise NotThere(routes.unknown_path(path))
        served.touch()
        return found

    def _admitted(self, scope: Scope) -> Response | None:
        """Return what gives a browser that has the token in its address a cookie instead."""
        token = self._safety.token
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
        if token is None or scope["method"] != "GET" or not self._safety.admits(given):
            return None
        response = RedirectResponse(scope["path"], status_code=303)
        secure = scope["scheme"] == "https"
        response.set_cookie(cookie_of(token), token, path=CONTROL, httponly=True, samesite="strict", secure=secure)
        return response

    def _found(self, scope: Scope) -> tuple[Route | None, str, str]:
        """Return the route, the world, and the path below it; no route where a page may be meant."""
        raw = scope.get("raw_path") or scope["path"].encode()
        whole = raw.partition(b"?")[0].decode("latin-1").removeprefix(CONTROL)
        if whole.startswith(_OF_WORLD):
            name, slash, rest = whole.removeprefix(_OF_WORLD).partition("/")
            if slash or scope["method"] in _LOOKING:
                return _route(scope["method"], slash + rest, in_world=True), unquote(name), slash + rest
        return _route(scope["method"], whole, in_world=False), MAIN, whole


def _route(method: str, path: str, *, in_world: bool) -> Route | None:
    """Return the route of a path; raises `WrongMethod` if it has other methods alone."""
    fitting = [each for each in routes.ALL if (each.of_world or not in_world) and each.pattern.fullmatch(path)]
    for each in fitting:
        if each.method == method or (method == "HEAD" and each.method == "GET" and each.sends != routes.STREAM):
            return each
    if fitting:
        methods = ", ".join(dict.fromkeys(each.method for each in fitting))
        raise WrongMethod(f"{CONTROL}{path} takes {methods}, not {method}", headers={"allow": methods})
    return None


def _matched(found: Route, path: str) -> Mapping[str, str]:
    match = found.pattern.fullmatch(path)
    return match.groupdict() if match else {}


async def _done(found: Route, asked: Asked) -> Response:
    """Return what a route's function answers; a heavy one runs in a thread, so that others are answered meanwhile."""
    result: Any = await asyncio.to_thread(found.function, asked) if found.heavy else found.function(asked)
    if isawaitable(result):
        result = await result
    if isinstance(result, Response):
        return result
    return Response(msgspec.json.encode(result), found.status, media_type="application/json")


def _refused(
    status: int, sentence: str, mistakes: tuple[str, ...] | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    body: dict[str, object] = {"error": sentence}
    if mistakes is not None:
        body["mistakes"] = mistakes
    return Response(msgspec.json.encode(body), status, headers, media_type="application/json")
