"""Explain a request: what the answer is, why, and what to ask instead."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec.structs import replace

from mockbancho.api.endpoint import BoundWriting
from mockbancho.api.own_routes import OwnRoute
from mockbancho.errors import ApiError, nearest
from mockbancho.explaining.asking import Asked, Request, ask
from mockbancho.explaining.explained import Explained, Hint, Reason
from mockbancho.explaining.lists import list_of, why_listed
from mockbancho.explaining.missing import is_missing, missing
from mockbancho.explaining.near import listed
from mockbancho.explaining.neighbours import neighbours
from mockbancho.explaining.oddities import odd
from mockbancho.explaining.refusals import (
    bad_request,
    is_avatar,
    unknown_path,
    wrong_key,
    wrong_method,
    wrong_parameters,
)
from mockbancho.world.faults import is_about
from mockbancho.world.journal import Call, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mockbancho.api.app import Api
    from mockbancho.api.routes import Found


def explain(api: Api, given: str | Call, *, method: str = "GET", authorization: str | None = None) -> Explained:
    """Return why a request is answered as it is, by a server as it is now.

    *given* is a path with its query, an address, or a call of the journal. *authorization* is that header. Nothing
    changes: the request is neither noted in the journal nor counted by faults, and an action is not done.
    Raises `Mistake` for what is no path.
    """
    if isinstance(given, Call):
        request = Request(given.method, given.path, given.query, authorization)
        return _with(_explained(api, request), _of_call(api, given, authorization))
    return _explained(api, Request.of(given, method=method, authorization=authorization))


def _explained(api: Api, request: Request) -> Explained:
    with api.world.lock:
        own = _own_route(api, request)
        if own is not None:
            found = api.paths.find(request.path)
            name = found.bound.endpoint.name if found else None
            instead = f", instead of {name}" if name else ""
            return _told(request, 200, f"whatever your own route {own.path} answers{instead}")
        found = api.paths.find(request.path)
        if found is None:
            return _beside(api, request)
        return _with(_of_endpoint(api, found, request), _faults(api, found, request))


def _own_route(api: Api, request: Request) -> OwnRoute | None:
    scope = {"type": "http", "method": request.method, "path": request.path, "query_string": request.query}
    own = api.variations.find(scope, api.contract) if api.variations.routes else None
    return own[0] if own else None


def _beside(api: Api, request: Request) -> Explained:
    """Explain a path that no endpoint has."""
    bare = request.path.rstrip("/")
    if bare != request.path and api.paths.find(bare):
        return _told(request, 307, f"a redirect to {bare}: no path ends with a slash", unknown_path(api, request))
    if is_avatar(request.path):
        return _told(request, 200, "a player's avatar; who has none gets one that is made for them")
    if request.path == "/":
        return _told(request, 404, "no endpoint; a browser gets a page of links")
    return _told(request, 404, f"no endpoint of contract {api.contract.name} has this path", unknown_path(api, request))


def _of_endpoint(api: Api, found: Found, request: Request) -> Explained:
    bound, methods = found.bound, found.bound.endpoint.methods
    if request.method not in methods:
        return _told(request, 405, wrong_method(request, methods))
    if isinstance(bound, BoundWriting):
        return _writing(api, bound, request)
    asked = ask(api, found, bound, request)
    answer = asked.answer
    reasons: Iterable[Reason]
    if answer.source is Source.UPSTREAM_CRASH:
        says = f"bancho.py {api.contract.version} crashes here, so contract {api.contract.name} does: {answer.reason}"
        reasons = ["contract any answers what the endpoint's author meant"]
    elif answer.status == 200:
        reasons = (*why_listed(asked), *odd(asked), *_nearest(partial(ask, api, found, bound), asked))
        says = _success(asked) if asked.readings else "found" if reasons else "found, and nothing is odd about it"
    else:
        says, reasons = _failure(asked), _reasons(asked)
    told = _told(request, answer.status, says, (*reasons, *_ignored(asked)))
    return replace(told, lists=tuple(map(list_of, asked.readings)))


def _success(asked: Asked) -> str:
    if not asked.shown:
        return "an empty list"
    return f"a list with {asked.shown} row{'' if asked.shown == 1 else 's'}"


def _failure(asked: Asked) -> str:
    if asked.answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        wrong = len(asked.entries)
        return f"{wrong} parameter{' is' if wrong == 1 else 's are'} refused"
    return asked.answer.reason


def _reasons(asked: Asked) -> Iterator[Reason]:
    match asked.answer.status:
        case 422:
            yield from wrong_parameters(asked)
        case 400 | 401 if asked.answer.reason.endswith(("token.", "key.")):
            yield from wrong_key(asked)
        case _ if is_missing(asked):
            yield from missing(asked)
        case _:
            yield from bad_request(asked)


def _nearest(again: Callable[[Request], Asked], asked: Asked) -> Iterator[Hint]:
    """Yield the nearest questions that would have found some, for a list that is empty."""
    if asked.readings and not asked.shown:
        yield from neighbours(again, asked)


def _ignored(asked: Asked) -> Iterator[str]:
    names = [parameter.name for parameter in asked.endpoint.parameters]
    takes = f"it takes {listed(names)}" if names else "it takes none"
    for name in asked.answer.ignored:
        yield f"the parameter {name!r} is ignored, as bancho.py does: {takes}{nearest(name, names)}"


def _writing(api: Api, bound: BoundWriting, request: Request) -> Explained:
    """Explain an endpoint that would change the world, which an explanation does not."""
    try:
        owner, _ = bound.admit(api.world, request.query, request.authorization)
    except ApiError as error:
        return _told(request, error.status, error.text)
    says = f"{bound.endpoint.name} changes the account of {owner.name}, if what is sent is fine; nothing was done"
    return _told(request, 200, says)


def _faults(api: Api, found: Found, request: Request) -> Iterator[str]:
    """Yield the faults that may spoil the answer."""
    world, name = api.world, found.bound.endpoint.name
    for rule in world.schedule.faults:
        is_on = rule.begins <= world.now and (rule.ends is None or world.now < rule.ends)
        if is_on and is_about(rule, name, request.path, request.sent):
            yield f"the fault {rule.name!r} is on, and may answer instead: it has hit {rule.fired} of {rule.seen} requests"


def _of_call(api: Api, call: Call, authorization: str | None) -> Iterator[str]:
    """Yield what the journal says of a call, besides what is explained."""
    endpoint = api.contract.endpoints.get(call.endpoint or "")
    if endpoint is not None and endpoint.needs_key and authorization is None:
        yield "the journal keeps no API keys: give the header again to have the call explained with its key"
    if call.fault:
        yield f"when it was asked, it was hit by the fault {call.fault!r}, and answered {call.status}"
    elif call.status:
        yield f"when it was asked, it was answered {call.status}" + (f": {call.reason}" if call.reason else "")


def _told(request: Request, status: int, says: str, reasons: Iterable[Reason] = ()) -> Explained:
    every = list(reasons)
    return Explained(
        request=f"{request.method} {request.target}",
        status=status,
        says=says,
        why=tuple(reason for reason in every if isinstance(reason, str)),
        instead=tuple(reason for reason in every if isinstance(reason, Hint)),
    )


def _with(told: Explained, more: Iterable[str]) -> Explained:
    """Return an explanation with more sentences."""
    return replace(told, why=(*told.why, *more))
