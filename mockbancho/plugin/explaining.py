"""What a failed test tells: the calls between the world's events, and how to have the same world again."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from mockbancho.plugin.making import scenario_of
from mockbancho.plugin.tables import BEGAN, PATHS, SAVED, SERVERS, SESSION, TOLD
from mockbancho.plugin.watched import Watched
from mockbancho.verification.remarks import remarks_on
from mockbancho.verification.story import story_of

if TYPE_CHECKING:
    from collections.abc import Iterator


TITLE: Final = "mockbancho"
LINES: Final = 40
"""Lines of the longest section; the file has them all."""
PATIENCE: Final = 1.0
"""Seconds to wait for a world that a thread has locked."""
LARGEST: Final = 50_000
"""Scores of the largest world that is saved for a failed test."""
MANY: Final = 20
"""Worlds that are saved in a run; what fails after so many fails for the same reason."""
_TOLD_SERVERS: Final = 4
Story = tuple[str, list[str], str]
"""What is told of a server: which it is, what happened, and how to have the same world."""
FLAGS: Final = ("seed", "players", "beatmapsets", "scores_per_player", "pp_engine", "contract", "cors")
"""Options that `mockbancho serve` has too."""


def add_section(item: pytest.Item, report: pytest.TestReport) -> None:
    """Add to the report of a failed test what happened to its servers, if it had any."""
    entries = _involved(item)
    if not entries:
        return
    item.stash[TOLD] = True
    try:
        told = _told(item, entries)
    except Exception as error:  # the test's failure matters more than what is told of it
        told = f"nothing can be told of it: {type(error).__name__}: {error}"
    report.sections.append((TITLE, told))


def _told(item: pytest.Item, entries: list[Watched]) -> str:
    """Write a file with all of it, and return what is shown."""
    file = _file_of(item)
    stories = [_story(item, entry, file) for entry in entries]
    whole = [line for head, lines, again in stories for line in (head, *lines, again)]
    file.write_text("\n".join([item.nodeid, *whole, ""]), "utf-8")
    return "\n".join([*_shortened(stories), f"all of it: {file}"])


def _story(item: pytest.Item, entry: Watched, file: Path) -> Story:
    """Return what happened to a server; one whose world a thread has locked for good has no story."""
    lock = entry.server.world.lock
    if not lock.acquire(timeout=PATIENCE):
        return _name(entry), ["a thread holds the lock of its world, so nothing can be told"], ""
    try:
        return _head(entry), _lines(item, entry), _again(item, entry, file)
    finally:
        lock.release()


def _involved(item: pytest.Item) -> list[Watched]:
    """Return the servers that a failure may be about: the test's own, and the session's if it was asked something."""
    own = [*item.stash.get(SERVERS, list[Watched]())]
    session = item.config.stash[SESSION]
    was_asked = session.server.journal.count > item.stash.get(BEGAN, 0)
    return [*own, session] if was_asked else own


def _name(entry: Watched) -> str:
    return f"{'bancho_session: ' if entry.is_the_sessions else ''}contract {entry.server.contract}"


def _head(entry: Watched) -> str:
    return f"{_name(entry)}, {repr(entry.server.world)[1:-1]}"


def _lines(item: pytest.Item, entry: Watched) -> list[str]:
    asked = item.stash.get(BEGAN, 0) if entry.is_the_sessions else 0
    api = entry.server.asgi
    story = story_of(api, events=entry.events, calls=asked) or ["nothing was called, and nothing happened"]
    return [*story, *remarks_on(api)]


def _shortened(stories: list[Story]) -> Iterator[str]:
    """Yield the stories, of long ones the end, so that all of it fits."""
    told = stories[:_TOLD_SERVERS]
    room = (LINES - 2) // len(told) - 2
    for head, story, again in told:
        yield head
        if len(story) > room:
            yield f"… {len(story) - room + 1} lines before these"
        yield from story[-room:] if len(story) <= room else story[1 - room :]
        yield from [again] if again else []
    if len(stories) > len(told):
        yield f"… and {len(stories) - len(told)} more servers"


def _again(item: pytest.Item, entry: Watched, file: Path) -> str:
    """Return the command that serves the same world; one that was changed is saved."""
    server, scores, saved = entry.server, len(entry.server.world.scores.rows), item.config.stash.get(SAVED, 0)
    options = entry.options() if entry.options and entry.is_unchanged else {}
    if not (entry.options and entry.is_unchanged and _can_be_typed(options)):
        if scores > LARGEST or saved >= MANY:
            why = f"it has {scores} scores" if scores > LARGEST else f"{MANY} worlds of this run are"
            return f"the same world: it was changed, and is not saved because {why}"
        item.config.stash[SAVED] = saved + 1
        path = file.with_name(f"{file.stem}-{saved + 1}.json")
        server.world.save(path)
        chaos = server.asgi.chaos is not None
        options = {"world": path, "contract": server.contract, "cors": server.cors, "chaos": chaos}
    lacking = server.asgi.variations and not options.get("scenario")
    return f"the same world{', without its own routes and shapes' if lacking else ''}: {_command(item.config, options)}"


def _can_be_typed(options: dict[str, Any]) -> bool:
    return not options.get("faults") and all(
        isinstance(options.get(name), str | Path | None) for name in ("world", "scenario")
    )


def _command(config: pytest.Config, options: dict[str, Any]) -> str:
    world, scenario, at = (options.get(name) for name in ("world", "scenario", "at"))
    words = ["mockbancho", "serve"]
    if scenario is not None:
        words += [str(scenario_of(config, scenario)), *(["--start-at", _spelled(at)] if at is not None else [])]
    elif world is not None:
        words += ["--world", str(config.rootpath / world)]
    for name in FLAGS:
        if options.get(name) not in (None, "any"):
            words += [f"--{name.replace('_', '-')}", _spelled(options[name])]
    words += ["--chaos"] if options.get("chaos") else []
    words += ["--still"] if scenario is None and world is None else []
    return shlex.join(words)


def _spelled(value: object) -> str:
    return "{}..{}".format(*value) if isinstance(value, tuple) else str(value)  # pyright: ignore[reportUnknownArgumentType]  # a span


def _file_of(item: pytest.Item) -> Path:
    """Return where the whole is written: a folder of pytest's own, which it keeps for three runs."""
    folder: Path = item.config.stash[PATHS].getbasetemp() / TITLE
    folder.mkdir(exist_ok=True)
    file, _, test = item.nodeid.partition("::")
    name = re.sub(r"\W+", "_", f"{Path(file).stem}_{test}")[:80].strip("_")
    taken = len(list(folder.glob(f"{name}*.txt")))
    return folder / f"{name}{f'-{taken}' if taken else ''}.txt"
