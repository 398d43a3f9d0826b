"""The servers of a test, and whether their requests were ones that a test may leave unexplained."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import pytest

from mockbancho.errors import BanchoWarning
from mockbancho.plugin.tables import ENDED, SERVERS, SESSION, WITNESS
from mockbancho.plugin.watched import Watched
from mockbancho.verification.selection import Selection
from mockbancho.verification.unknown import is_unknown, told_ignored, told_unknown
from mockbancho.world.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator

    from mockbancho.bancho import Bancho
    from mockbancho.world.journal import Call

LINES: Final = 10
"""Unknown paths of a server that are told of."""


def watch_session(config: pytest.Config, server: Bancho, options: Callable[[], dict[str, Any]]) -> None:
    """Watch the server of the session, whose calls are those of the test that runs."""
    config.stash[SESSION] = _watched(config, server, options, server.world.answers)._replace(is_the_sessions=True)


@contextmanager
def watched(
    item: pytest.Item, server: Bancho, base: Bancho, options: Callable[[], dict[str, Any]]
) -> Generator[Bancho]:
    """Watch a server while a test has it, and close it; *base* is what the fixture `bancho_session` gave."""
    session = item.config.stash[SESSION]
    is_fork = server.world.origin is base.world.origin
    is_known = base is session.server or not is_fork
    rows = session.rows if is_fork else server.world.answers
    server.asgi.journal = Journal()  # its own: what happens to the session's is not the test's
    entry = _watched(item.config, server, options if is_known else None, rows)
    item.stash.setdefault(SERVERS, []).append(entry)
    with server:
        yield server
    if not item.stash.get(ENDED, False):
        explain([entry], item)
        _explain_unread(server, item)


def _watched(
    config: pytest.Config, server: Bancho, options: Callable[[], dict[str, Any]] | None, rows: object
) -> Watched:
    if WITNESS in config.stash:
        server.journal.witness = config.stash[WITNESS](server.contract)
    world = server.world
    return Watched(server, options, rows, world.now, world.events.count)


def servers_of(item: pytest.Item) -> list[Watched]:
    """Return the servers of a test, that of the session last."""
    session = item.config.stash.get(SESSION, None)
    return [*item.stash.get(SERVERS, list[Watched]()), *([session] if session else [])]


def explain(entries: Iterable[Watched], item: pytest.Item) -> None:
    """Fail a test whose requests no endpoint answers, and warn of parameters that are ignored; each is told once."""
    told: list[str] = []
    unknown = 0
    for entry in entries:
        if not entry.server.journal.odd:
            continue  # the rule, in every test
        api, strict = entry.server.asgi, entry.server.strict
        calls = _taken(entry.server.journal) if strict != "off" else []
        unknown += sum(map(is_unknown, calls))
        told += [f"no endpoint answers {line}" for line in told_unknown(api, calls)[:LINES]]
        ignored = told_ignored(api, calls)
        told += ignored if strict == "all" else []
        told += _warned(item, ignored) if strict == "on" else []
    if told:
        raise pytest.fail.Exception("\n".join([*told, _way_out(unknown)]), pytrace=False)


def _explain_unread(server: Bancho, item: pytest.Item) -> None:
    """Warn of selected calls that a test expects nothing of; not before its fixtures are done with them."""
    if not server.journal.unread or server.strict == "off":
        return
    lines = [
        f"bancho.calls.{each.told} expects nothing by itself: add .once(), .never() or the like"
        for each in server.journal.unread
        if isinstance(each, Selection)
    ]
    told = lines if server.strict == "all" else list(_warned(item, lines))
    if told:
        raise pytest.fail.Exception("\n".join(told), pytrace=False)


def _warned(item: pytest.Item, lines: Iterable[str]) -> Iterator[str]:
    """Warn of each of these; yield those that the run takes for errors."""
    for line in lines:
        try:
            item.warn(BanchoWarning(line))
        except BanchoWarning:
            yield line


def _taken(journal: Journal) -> list[Call]:
    """Take the calls that have to be explained."""
    calls = list(journal.odd)
    journal.odd.clear()
    return calls


def _way_out(unknown: int) -> str:
    """Return what a test writes that means it."""
    if not unknown:
        return "A test that means it is marked so: @pytest.mark.bancho(strict='off')"
    number = "once()" if unknown == 1 else f"times({unknown})"
    return f"A test that means it says so: bancho.calls.unknown().{number}, or @pytest.mark.bancho(strict='off')"
