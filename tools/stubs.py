"""Write the typed stubs of actions and calls from what declares them, or with `--check` tell which are out of date.

python -m tools.stubs [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from mockbancho.actions.action import Action
from mockbancho.actions.doors import PREFIX
from mockbancho.actions.verbs import VERBS
from mockbancho.osu.mods import Mods
from mockbancho.osu.words import WordEnum
from mockbancho.world.osu_files import OsuFile
from mockbancho.world.pictures import Picture
from mockbancho.world.references import REFERENCES
from tools import call_stubs

FILE = Path(__file__).parent.parent / "mockbancho" / "actions" / "doors.pyi"
CALLS = Path(__file__).parent.parent / "mockbancho" / "verification" / "calls.pyi"
NAMELESS = {kind for kind, reference in REFERENCES.items() if not reference.has_names}


def stub() -> str:
    """Return the text of the stub."""
    makers = [verb for name, verb in VERBS.items() if name.startswith(PREFIX)]
    others = [verb for name, verb in VERBS.items() if not name.startswith(PREFIX)]
    return "\n".join(
        (
            _head([*makers, *others]),
            "\nPREFIX: str",
            "Perform = Callable[[str, action.Action, tuple[object, ...], dict[str, object]], Any]",
            f"\nclass Create:\n{_CREATE}{_methods(makers)}",
            f"\nclass Verbs:\n{_VERBS}{_methods(others)}\n",
        )
    )


def _methods(verbs: Sequence[Action]) -> str:
    return "\n".join(line for verb in verbs for line in _method(verb))


_LONGEST = 120
"""Characters of the longest line."""
_CREATE = """    def __init__(self, perform: Perform) -> None: ...
    def __dir__(self) -> list[str]: ...
"""
_VERBS = """    def perform(
        self, called: str, verb: action.Action, values: tuple[object, ...], arguments: dict[str, object]
    ) -> Any: ...  # noqa: ANN401
"""


def _head(verbs: Sequence[Action]) -> str:
    modules: dict[str, set[str]] = {
        "collections.abc": {"Callable"},
        "mockbancho.actions": {"action"},
        "typing": {"Any"},
    }
    for verb in verbs:
        for kind in _kinds(verb):
            if kind.__module__ != "builtins":
                modules.setdefault(kind.__module__, set()).add(kind.__name__)
    ours = [line for line in _imports(modules) if "mockbancho" in line]
    others = [line for line in _imports(modules) if "mockbancho" not in line]
    notice = '"""Written by `make stubs` from the declarations of the actions; change those instead."""'
    return "\n".join([notice, "", *others, "", *ours])


def _imports(modules: Mapping[str, set[str]]) -> Iterator[str]:
    for module, names in sorted(modules.items()):
        yield _import(module, sorted(names))


def _import(module: str, names: Sequence[str]) -> str:
    """Return an import as ruff sorts and breaks it."""
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= _LONGEST:
        return line
    return "\n".join([f"from {module} import (", *(f"    {name}," for name in names), ")"])


def _kinds(verb: Action) -> Iterator[Any]:
    """Yield the types and forms that a method of the stub names."""
    for parameter in verb.parameters.values():
        yield from _named(parameter.hint)
    yield from _named(verb.result)


def _named(hint: Any) -> Iterator[Any]:  # noqa: ANN401  # a type of any kind
    origin = get_origin(hint)
    if origin is Annotated:
        yield from _named(get_args(hint)[0])
    elif origin is Literal:
        yield Literal
    elif origin is not None:
        yield from () if origin in (Union, UnionType) else (origin,)
        for each in get_args(hint):
            yield from _named(each)
    elif hint is not NoneType:
        yield from {OsuFile: (Path, Literal), Picture: (Path,)}.get(hint, (hint,))


def _method(verb: Action) -> Iterator[str]:
    yield f"    def {verb.name.removeprefix(PREFIX)}("
    yield "        self,"
    is_by_name = False
    for parameter in verb.parameters.values():
        if not parameter.is_positional and not is_by_name:
            is_by_name = True
            yield "        *,"
        default = "" if parameter.is_required else " = ..."
        shadows = "  # noqa: A002" if parameter.name in ("id", "type") else ""
        yield f"        {parameter.name}: {_spelled(parameter.hint, is_argument=True)}{default},{shadows}"
    yield f"    ) -> {_spelled(verb.result)}:"
    lines = verb.about.splitlines()
    yield f'        """{lines[0]}' + ('"""' if len(lines) == 1 else "")
    if len(lines) > 1:
        yield from (f"        {line}".rstrip() for line in lines[1:])
        yield '        """'


def _spelled(hint: Any, *, is_argument: bool = False) -> str:  # noqa: ANN401  # a type of any kind
    """Return a type as the stub has it; an argument may be given in other ways than the action gets it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _spelled(arguments[0], is_argument=is_argument)
    if origin is Literal:
        return f"Literal[{', '.join(map(_quoted, arguments))}]"
    if origin in (Union, UnionType):
        return " | ".join(_spelled(each, is_argument=is_argument) for each in arguments)
    if origin is not None:
        inside = ", ".join(_spelled(each, is_argument=is_argument) for each in arguments)
        return f"{origin.__name__}[{inside}]"
    if hint is NoneType:
        return "None"
    if hint is OsuFile:
        return "Path | str | bytes | Literal[False]"
    if hint is Picture:
        return "Path | str | bytes"
    return f"{hint.__name__}{_other_ways(hint) if is_argument else ''}"


def _other_ways(kind: Any) -> str:  # noqa: ANN401  # a type of any kind
    if kind is datetime or (isinstance(kind, type) and issubclass(kind, Enum) and issubclass(kind, str)):
        return " | str"
    if kind in NAMELESS:
        return " | int"
    is_word = isinstance(kind, type) and issubclass(kind, WordEnum)
    return " | int | str" if is_word or kind is Mods or kind in REFERENCES else ""


def _quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def main(arguments: list[str]) -> int:
    """Write the stubs; with `--check` write nothing and return 1 if one is out of date."""
    texts = {FILE: stub(), CALLS: call_stubs.stub()}
    old = [file for file, text in texts.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    for file in old:
        if "--check" in arguments:
            print(f"out of date: {file.name}; run make stubs")
        else:
            file.write_text(texts[file], encoding="utf-8")
            print(f"written: {file.name}")
    return 1 if old and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
