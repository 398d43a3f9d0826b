"""Ask the real FastAPI and pydantic how they read parameters, and write down what they answer.

    python tools/observe_parameters.py < tests/api/parameters-pydantic-2.jsonl

Run it in an environment of its own: `fastapi==0.138.0 pydantic==2.13.4` is what bancho.py 5.3.0 pins,
`fastapi==0.75.0 pydantic==1.9.0 typing-extensions==4.1.1` on Python 3.9 is of 4.3.2's time. A line that is read or
written begins with [route, path, query]; what follows is replaced by the answer, so a golden file can be asked again.
"""

import asyncio
import json
import sys
from collections.abc import Callable, Iterator
from inspect import Parameter, Signature
from typing import Any, Literal

import pydantic
from fastapi import FastAPI, Path, Query  # type: ignore[import-not-found]  # the project itself has none, see above

PATTERN = r"^[\w \[\]-]{2,15}$"
MATCHES: dict[str, Any] = {"regex" if pydantic.VERSION.startswith("1.") else "pattern": PATTERN}
Scope = Literal["stats", "info", "all"]
PLAYER_ID = (int, Query(None, ge=3, le=2**31 - 1))
NAME = (str, Query(None, **MATCHES))

ROUTES: dict[str, dict[str, tuple[Any, Any]]] = {
    "/id": {"id": PLAYER_ID},
    "/score": {"id": (int, Query(..., ge=0, le=2**63 - 1))},
    "/offset": {"offset": (int, 0)},
    "/scope": {"scope": (Scope, Query(...))},
    "/either": {"scope": (Literal["recent", "best"], Query(...))},
    "/sort": {"sort": (Literal["tscore", "rscore", "pp", "acc"], "pp")},
    "/name": {"name": NAME},
    "/md5": {"md5": (str, Query(None, min_length=32, max_length=32))},
    "/country": {"country": (str, Query(None, min_length=2, max_length=2))},
    "/q": {"q": (str, Query(None))},
    "/flag": {"flag": (bool, True)},
    "/info": {"scope": (Scope, Query(...)), "id": PLAYER_ID, "name": NAME, "flag": (bool, False)},
    "/acc": {"acc": (list[float], Query([100.0, 99.0]))},
    "/path/{id}": {"id": (int, Path(...)), "page": (int, Query(1, ge=1))},
    "/between/{id}/{mode}": {
        "id": (int, Path(..., ge=1)),
        "mode": (int, Path(..., le=11)),
        "q": (str, Query(None)),
    },
}
"""The types and defaults of each route's parameters; `tests/api/test_params.py` has an endpoint for each."""


def shown(value: object) -> object:
    """Return a value as a golden file has it: numbers of a list in words, since JSON has no infinity."""
    return [repr(number) for number in value] if isinstance(value, list) else value


def view_of(parameters: dict[str, tuple[Any, Any]]) -> Callable[..., Any]:
    """Return a view that answers with the values of its parameters."""

    async def view(**given: object) -> list[object]:
        return [shown(given[name]) for name in parameters]

    signature = Signature(
        [
            Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
            for name, (annotation, default) in parameters.items()
        ]
    )
    setattr(view, "__signature__", signature)  # noqa: B010  (an attribute that functions do not declare)
    return view


def build_app() -> FastAPI:
    """Return an app with every route."""
    app = FastAPI()
    for path, parameters in ROUTES.items():
        app.get(path)(view_of(parameters))
    return app


async def ask(app: FastAPI, path: str, query: str) -> object:
    """Send one GET to the app and return what its answer says."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": b"",
        "query_string": query.encode("latin-1"),
        "headers": [],
    }
    pieces = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401  (whatever the two versions say that a message is)
        pieces.append(message.get("body", b""))

    await app(scope, receive, send)
    return json.loads(b"".join(pieces))


def observed(lines: Iterator[str]) -> Iterator[str]:
    """Yield each line with its answer: the values, or {"detail": entries}."""
    app = build_app()
    run = asyncio.new_event_loop().run_until_complete
    for line in lines:
        route, path, query, *_ = json.loads(line)
        answer = run(ask(app, f"/{route}{path}", query))
        yield json.dumps([route, path, query, answer])


if __name__ == "__main__":
    print(*observed(sys.stdin), sep="\n")
