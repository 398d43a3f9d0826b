"""The ASGI application: a world under a contract."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import msgspec

from mockbancho.api.answers import METHOD_NOT_ALLOWED, NOT_FOUND, Answer, crashed, failure, success
from mockbancho.api.avatars import PATH, avatar
from mockbancho.api.bodies import Gone, Incoming, declared_length
from mockbancho.api.cors import CorsPolicy, is_preflight, preflight
from mockbancho.api.endpoint import BoundWriting
from mockbancho.api.faults import answer_of, broken, delivery_of
from mockbancho.api.front_page import front_page
from mockbancho.api.hints import Hints
from mockbancho.api.own_routes import MOST_BODY, OwnRequest
from mockbancho.api.routes import paths_of
from mockbancho.api.sending import decline, redirect, send_answer
from mockbancho.api.variations import NONE
from mockbancho.api.wire import deliver
from mockbancho.contract import ANY, Contract, Cors, Rule
from mockbancho.contract.queries import split_query
from mockbancho.errors import ApiError, BadRequest, Mistake
from mockbancho.world.faults import strike
from mockbancho.world.journal import Call, Journal, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Receive, Scope, Send

    from mockbancho.api.answers import Header
    from mockbancho.api.chaos import Chaos
    from mockbancho.api.endpoint import Act, BoundReading
    from mockbancho.api.own_routes import OwnRoute
    from mockbancho.api.routes import Found
    from mockbancho.api.variations import Variations
    from mockbancho.world.faults import Strike
    from mockbancho.world.world import World

    Headers = dict[bytes, bytes]
    Own = tuple[OwnRoute, dict[str, Any]]

AVATAR_HOST: Final = b"a."
_READ: Final = frozenset(
    (b"host", b"origin", b"authorization", b"content-type", b"content-length", b"transfer-encoding")
)
"""The headers that are looked at."""


class Api:
    """Answers HTTP requests from a world, and changes it by actions alone."""

    def __init__(
        self,
        world: World,
        contract: Contract = ANY,
        *,
        cors: Cors | None = None,
        world_name: str = "a world",
        journal: Journal | None = None,
        on_call: Callable[[Call], None] | None = None,
        act: Act | None = None,
        variations: Variations = NONE,
        chaos: Chaos | None = None,
    ) -> None:
        """Take the world and the contract.

        *cors* is the contract's own unless given; *world_name* is what the front page calls the world; *on_call* hears
        of each call; *act* does the actions that requests ask for; *variations* are in what this server differs
        from bancho.py, *chaos* makes its answers untypical.
        """
        self.world = world
        self.contract = contract
        self.world_name = world_name
        self.journal = Journal() if journal is None else journal
        self.before_call: Callable[[], None] | None = None
        """What is called before each answer: it lets the world catch up with a clock that moves by itself."""
        self.paths = paths_of(contract)
        self._on_call = on_call
        self._act = act or self._act_alone
        self._cors = CorsPolicy(cors or contract.cors, contract)
        self._version: Header = (b"bancho-version", contract.version.encode())
        self.variations = variations
        """In what this server differs from bancho.py; another one may be put here at any time."""
        self.chaos = chaos
        """What makes the answers untypical, if anything does."""
        self.explained_at: bytes | None = None
        """The path, if there is one, at which an answer is explained; each answer then names it in a header."""
        self._hints = Hints(contract, self.paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await decline(scope, receive, send)
            return
        started = perf_counter()
        headers = {name: value for name, value in reversed([*scope["headers"]]) if name in _READ}  # the first counts
        if self.before_call is not None:
            self.before_call()
        if self.world.schedule.faults:
            struck = self._struck(scope, headers)
            if struck is not None:
                await self._go_wrong(struck, scope, headers, receive, send)
                return
        incoming = None
        try:
            answer = self._answer(scope, headers)
            if not isinstance(answer, Answer):
                incoming = Incoming(receive, declared_length(headers))
                answer = await self._later(answer, scope, headers, incoming)
        except Exception as error:  # of a function of somebody's own: a route's, a shape's
            self._note(scope, crashed(error), perf_counter() - started)
            raise
        seconds = perf_counter() - started
        call = self._note(scope, answer, seconds)  # before it is sent: whoever has the answer finds it in the journal
        if answer.status:
            named = self._headers(answer, headers.get(b"origin"), call)
            await send_answer(send, scope, answer, named, incoming)

    def _struck(self, scope: Scope, headers: Headers) -> Strike | None:
        """Return what the faults of the world do to a request, each of which counts it; None if none hits it.

        A preflight is no request of its own: what hits the one that it asks for is what a page is to see.
        """
        if is_preflight(scope):
            return None
        found = self._found(scope, headers)
        name = found.bound.endpoint.name if found is not None else None
        asked = {**(found.path if found is not None else {}), **split_query(scope["query_string"])}
        with self.world.lock:
            return strike(self.world, name, scope["path"], asked)

    def _found(self, scope: Scope, headers: Headers) -> Found | None:
        """Return the endpoint that a request is for, which no avatar is."""
        return None if headers.get(b"host", b"")[:2].lower() == AVATAR_HOST else self.paths.find(scope["path"])

    async def _go_wrong(self, struck: Strike, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        """Answer a request that faults have hit: they answer themselves, or spoil what the server answers."""
        started = perf_counter()
        found = self._found(scope, headers)
        name = found.bound.endpoint.name if found is not None else None
        incoming = Incoming(receive, None)
        try:
            answer = answer_of(struck, name) or self._answer(scope, headers)
            if not isinstance(answer, Answer):
                answer = await self._later(answer, scope, headers, incoming)
        except Exception as error:
            self._note(scope, crashed(error), perf_counter() - started, fault=struck.told)
            raise
        await incoming.linger()  # a connection that is closed with something unread is reset instead
        answer = broken(answer, struck)
        seconds = perf_counter() - started
        call = self._note(scope, answer, seconds, fault=struck.told)
        if answer.status:
            named = self._headers(answer, headers.get(b"origin"), call)
            has_body = scope["method"] != "HEAD"
            await deliver(delivery_of(answer, named, struck, has_body=has_body), scope, receive, send)

    def _answer(self, scope: Scope, headers: Headers) -> Answer | BoundWriting | Own:
        """Return the answer, in the order in which the real server and the proxy before it decide.

        An endpoint that changes the world, and a route of one's own, are returned themselves: their answers wait for
        the request's body.
        """
        path: str = scope["path"]
        if headers.get(b"host", b"")[:2].lower() == AVATAR_HOST:
            return avatar(self.world, scope["method"], path)
        if self.variations.routes:
            own = self.variations.find(scope, self.contract)
            if own is not None:
                return own
        found = self.paths.find(path)
        if found is None:
            return self._beside(scope, path)
        bound = found.bound
        if scope["method"] not in bound.endpoint.methods:
            return self._wrong_method(scope, found)
        if isinstance(bound, BoundWriting):
            return bound
        return self._read(scope, bound, found, _key(headers) if bound.endpoint.needs_key else None)

    def _read(self, scope: Scope, bound: BoundReading, found: Found, key: str | None) -> Answer:
        """Return the answer of an endpoint that reads the world, remembered while the world stands still."""
        world = self.world
        path, asked, in_path = scope["path"], scope["query_string"], found.path
        if self.chaos is not None:
            asked, in_path = self.chaos.question(bound.endpoint.name, asked, in_path)
            path = f"{path}?{in_path}"  # for an answer's memory alone
        question = (self.variations or self.contract, path, asked, key, world.pp_engine)
        with world.lock:
            answer: Answer | None = world.answers.by_question.get(question)
            if answer is None:
                try:
                    body, ignored = bound.ask(world, asked, in_path, key)
                    answer = success(body, bound.endpoint.name, ignored)
                except ApiError as error:
                    answer = failure(error, bound.endpoint.name)
                answer = self.variations.reshaped(bound.endpoint.name, answer)
                world.answers.add(question, answer, len(path) + len(asked) + len(answer.body))
        if answer.ignored:
            self._hints.ignored(bound.endpoint, answer.ignored)
        if answer.source is Source.UPSTREAM_CRASH:
            self._hints.crash(answer)
        if self.chaos is not None:
            answer = self.chaos.answer(answer, scope["query_string"])
        return answer

    async def _later(self, waiting: BoundWriting | Own, scope: Scope, headers: Headers, incoming: Incoming) -> Answer:
        """Return an answer that waits for the request's body."""
        if isinstance(waiting, BoundWriting):
            return await self._change(waiting, scope, headers, incoming)
        route, params = waiting
        try:
            body = await _whole(incoming) if scope["method"] != "GET" else b""
        except BadRequest as error:
            return failure(error, route.path)
        except Gone:
            return _gone(route.path)
        request = OwnRequest(
            method=scope["method"],
            path=scope["path"],
            query=split_query(scope["query_string"]),
            params=params,
            body=body,
            authorization=_key(headers),
            ask=self._asked_inside,
        )
        with self.world.lock:
            return route.answer(request)

    def _asked_inside(self, target: str, **query: object) -> Any:  # noqa: ANN401  # JSON
        """Return the JSON that an endpoint answers to a route of one's own; raises `ApiError`."""
        path, _, asked = target.partition("?")
        found = self.paths.find(path) or self.paths.find(self.contract.prefixes[0] + path)
        if found is None or isinstance(found.bound, BoundWriting):
            raise Mistake(f"ask: no endpoint reads {path!r}; did you mean {self.paths.nearest(path)}?")
        question = "&".join(filter(None, (asked, urlencode(query, doseq=True)))).encode()
        body, _ = found.bound.ask(self.world, question, found.path)
        return msgspec.json.decode(body) if isinstance(body, bytes) else body.content

    async def _change(self, bound: BoundWriting, scope: Scope, headers: Headers, incoming: Incoming) -> Answer:
        """Return the answer of an endpoint that changes the world; its body is read without the world's lock."""
        name, asked, key = bound.endpoint.name, scope["query_string"], _key(headers)
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        world = self.world
        try:
            with world.lock:
                bound.admit(world, asked, key)
            sent = await bound.read_body(incoming, content_type, declared_length(headers))
            with world.lock:
                owner, ignored = bound.admit(world, asked, key)  # once more: much may have happened meanwhile
                answer = success(bound.tell(world, owner, sent, self._act), name, ignored)
                answer = self.variations.reshaped(name, answer)
        except ApiError as error:
            answer = failure(error, name)
        except Gone:
            return _gone(name)
        if answer.ignored:
            self._hints.ignored(bound.endpoint, answer.ignored)
        return answer

    def _act_alone(self, name: str, /, **arguments: object) -> Any:  # noqa: ANN401  # each action's own
        """Do an action where nobody directs the world."""
        from mockbancho.actions.verbs import find_verb  # a server that only answers does without

        return find_verb(name)(self.world, **arguments)

    def _wrong_method(self, scope: Scope, found: Found) -> Answer:
        """Answer a preflight, if the contract does, and otherwise refuse the method."""
        asked = dict(scope["headers"])
        endpoint = found.bound.endpoint
        if self._cors.answers_preflight and is_preflight(scope):
            headers = preflight(asked.get(b"access-control-request-headers"))
            return Answer(200, b"OK", b"text/plain; charset=utf-8", headers, Source.BESIDE, endpoint=endpoint.name)
        allow = ((b"allow", ", ".join(endpoint.methods).encode()),)
        named = allow if Rule.ALLOW_HEADER in self.contract.rules else ()
        return Answer(405, METHOD_NOT_ALLOWED, headers=named, endpoint=endpoint.name)

    def _beside(self, scope: Scope, path: str) -> Answer:
        """Answer a path that no endpoint has."""
        bare = path.rstrip("/")
        if bare != path and self.paths.find(bare):
            return redirect(scope, bare)
        if PATH.fullmatch(path):
            return avatar(self.world, scope["method"], path)
        if (
            path == "/"
            and scope["method"] in {"GET", "HEAD"}
            and any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])
        ):
            return front_page(self.world, self.contract, self.world_name)
        self._hints.unknown(path)
        return Answer(404, NOT_FOUND, source=Source.NOT_FOUND)

    def _headers(self, answer: Answer, origin: bytes | None, call: Call) -> list[Header]:
        """Return the headers of an answer; what a fault answers has none of the application's."""
        headers = [(b"content-length", b"%d" % len(answer.body)), *answer.headers]
        if answer.source is not Source.FAULT:
            headers.insert(1, self._version)
        if answer.content_type is not None:
            headers.append((b"content-type", answer.content_type))
        if answer.status != 500 and answer.source is not Source.FAULT:
            headers.append((b"process-time", b"%.4f" % (call.seconds * 1000)))
        if self.explained_at is not None:
            headers.append((b"mockbancho-explain", b"%b?call=%d" % (self.explained_at, call.number)))
        headers.extend(self._cors.headers(answer.status, origin))
        return headers

    def _note(self, scope: Scope, answer: Answer, seconds: float, *, fault: str = "") -> Call:
        call = Call(
            self.world.now,
            scope["method"],
            scope["path"],
            scope["query_string"],
            answer.endpoint,
            answer.status,
            answer.source,
            answer.reason,
            answer.ignored,
            seconds,
            fault,
            self.journal.next_number(),
            self.world.events.count,
        )
        self.journal.add(call, answer.body)
        if self._on_call is not None:
            self._on_call(call)
        return call


def _key(headers: Headers) -> str | None:
    """Return the header that an API key stands in."""
    value = headers.get(b"authorization")
    return None if value is None else value.decode("latin-1")


def _gone(endpoint: str) -> Answer:
    """Return what the journal has of a client that left while it was sending; nothing is sent."""
    reason = "the client went away before it had sent everything"
    return Answer(0, b"", None, source=Source.BESIDE, reason=reason, endpoint=endpoint)


async def _whole(incoming: Incoming) -> bytes:
    """Return a request's body; raises `BadRequest` for one that is too large, `Gone` for one that does not come."""
    body = bytearray()
    while True:
        message = await incoming()
        body += message.get("body", b"")
        if len(body) > MOST_BODY:
            raise BadRequest("The body is too large.")
        if not message.get("more_body", False):
            return bytes(body)
