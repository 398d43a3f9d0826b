"""Write `docs/reference/` from the declarations in the code, or with `--check` tell what is out of date.

python -m tools.reference [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from inspect import cleandoc
from pathlib import Path

import click

from mockbancho.api.endpoints import ENDPOINTS
from mockbancho.cli import main as command_line
from mockbancho.contract import (
    ANY,
    CONTRACTS,
    Boolean,
    Choice,
    Contract,
    Endpoint,
    Integer,
    Kind,
    Name,
    Parameter,
    Reals,
    Rule,
    Text,
    table_of,
)
from tools.actions_page import actions_page
from tools.control_page import control_page
from tools.create_page import create_page
from tools.scenario_page import scenario_page
from tools.tables import line
from tools.world_file_page import world_file_page

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
NOTICE = "<!-- Written by `make docs` from the code; change that instead. -->\n"


def contract_page() -> str:
    """Return the page of endpoints, their parameters, and the rules in which contracts differ."""
    return "\n".join((NOTICE, "# Endpoints and contracts\n", *_overview(), *_rules(), *_endpoints()))


def _overview() -> Iterator[str]:
    header, *rows = table_of(tuple(CONTRACTS.values()))
    yield "A path is the first of those that the endpoint has; `-` means that the contract does not have it.\n"
    yield line(header)
    yield line(["---"] * len(header))
    for row in rows:
        yield line([f"`{cell}`" if cell != "-" else cell for cell in row[:-1]] + [row[-1]])
    yield ""
    for contract in CONTRACTS.values():
        prefixes = ", ".join(f"`{prefix or '/'}`" for prefix in contract.prefixes)
        yield f"* `{contract.name}`: paths below {prefixes}; `bancho-version: {contract.version}`; CORS `{contract.cors}`."
    yield ""


def _rules() -> Iterator[str]:
    yield "## Rules\n"
    yield line(["rule", *CONTRACTS])
    yield line(["---"] * (len(CONTRACTS) + 1))
    for rule in Rule:
        yield line([rule.value, *("yes" if rule in contract.rules else "" for contract in CONTRACTS.values())])
    yield ""


def _endpoints() -> Iterator[str]:
    yield f"## Parameters and answers\n\n{len(ENDPOINTS)} endpoints, as `any` has them.\n"
    for name, endpoint in ANY.endpoints.items():
        yield f"### {name}\n"
        yield cleandoc(ENDPOINTS[name].function.__doc__ or "") + "\n"
        if endpoint.parameters:
            yield line(["parameter", "takes", "default"])
            yield line(["---"] * 3)
            yield from (line(cells) for cells in map(_parameter, endpoint.parameters))
            yield ""
        if endpoint.methods != ("GET",):
            yield f"* Methods: {', '.join(endpoint.methods)}."
        yield from (f"* In `{c.name}`: {text}." for c in CONTRACTS.values() for text in _differences(c, endpoint))
        yield f"* Source: {endpoint.source}.\n"


def _parameter(parameter: Parameter) -> list[str]:
    place = " (in the path)" if parameter.in_path else ""
    return [f"`{parameter.name}`{place}", _kind(parameter.kind), _default(parameter)]


def _default(parameter: Parameter) -> str:
    if parameter.required:
        return "required"
    match parameter.default:
        case None:
            return ""
        case tuple() as numbers:
            return ", ".join(f"`{number:g}`" for number in numbers)
        case default:
            return f"`{default}`"


def _kind(kind: Kind) -> str:
    match kind:
        case Integer(ge=low, le=high):
            bounds = [f"≥ {low}"] if low is not None else []
            bounds += [f"≤ {high}"] if high is not None else []
            return " ".join(["integer", *bounds])
        case Text(min_length=low, max_length=high):
            return "text" if low is None and high is None else f"text of {low} characters"
        case Name():
            return "name of a player"
        case Choice(options=options):
            return ", ".join(f"`{option}`" for option in options)
        case Boolean():
            return "boolean"
        case Reals():
            return "numbers, each by a parameter of this name"


def _differences(contract: Contract, endpoint: Endpoint) -> Iterator[str]:
    """Yield how the endpoint's parameters in a contract differ from those in `any`."""
    other = contract.endpoints.get(endpoint.name)
    if other is None:
        return
    for ours, theirs in zip(endpoint.parameters, other.parameters, strict=True):
        if ours != theirs:
            _, takes, default = _parameter(theirs)
            yield f"`{theirs.name}` is {takes}" + (f", default {default}" if default else "")


def command_line_page() -> str:
    """Return the page of the command line: the help texts."""
    commands = (
        f"## `{context.command_path}`\n\n```text\n{context.get_help()}\n```\n"
        for context in _contexts(command_line, "mockbancho")
    )
    return "\n".join((NOTICE, "# Command line\n", *commands))


def _contexts(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100, **command.context_settings)
    yield context
    if isinstance(command, click.Group):
        for below, subcommand in command.commands.items():
            yield from _contexts(subcommand, below, context)


PAGES: dict[str, Callable[[], str]] = {
    "actions.md": lambda: f"{NOTICE}\n{actions_page()}",
    "contract.md": contract_page,
    "cli.md": command_line_page,
    "control.md": lambda: f"{NOTICE}\n{control_page()}",
    "create.md": lambda: f"{NOTICE}\n{create_page()}",
    "scenario-files.md": lambda: f"{NOTICE}\n{scenario_page()}",
    "world-files.md": lambda: f"{NOTICE}\n{world_file_page()}",
}


def main(arguments: list[str]) -> int:
    """Write the pages; with `--check` write nothing and return 1 if one is out of date."""
    stale: list[str] = []
    for name, page in PAGES.items():
        file = FOLDER / name
        text = page().rstrip() + "\n"
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(f"docs/reference/{name}")
        if "--check" not in arguments:
            FOLDER.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    if stale:
        print(f"{'out of date' if '--check' in arguments else 'written'}: {', '.join(stale)}")  # a command
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
