"""An OpenAPI document as a page: plain HTML with one style sheet, and no script."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final

from mockbancho.contract import CONTRACTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_METHODS: Final = ("get", "post", "put", "patch", "delete")
CONTROL: Final = "control"


def docs_page(document: dict[str, Any], name: str) -> str:
    """Return the page of a document, of this name among those that there are."""
    return "\n".join(_page(document, name))


def _page(document: dict[str, Any], name: str) -> Iterator[str]:
    title = escape(document["info"]["title"])
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<title>{title}</title><link rel="icon" href="icon.svg"><link rel="stylesheet" href="docs.css"></head><body>'
    yield '<a class="skip" href="#content">Skip to the operations</a><header><nav aria-label="Documents">'
    yield from (_document_link(each, name) for each in (*CONTRACTS, CONTROL))
    yield '<a href="./">dashboard</a></nav></header><main id="content">'
    yield f"<h1>{title}</h1><p>Version {escape(document['info']['version'])}, "
    yield f'<a href="{_address(name)}">as OpenAPI {escape(document["openapi"])}</a></p>'
    yield from _text(document["info"].get("description", ""))
    yield "<ul>" + "".join(f"<li><code>{escape(each['url'])}</code>{_more(each)}</li>" for each in document["servers"])
    yield "</ul>"
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                yield from _operation(method, path, item[method])
    yield from _schemas(document["components"]["schemas"])
    yield "</main></body></html>"


def _document_link(each: str, name: str) -> str:
    current = ' aria-current="page"' if each == name else ""
    return f'<a href="docs?of={each}"{current}>{"control API" if each == CONTROL else f"contract {each}"}</a>'


def _address(name: str) -> str:
    return "openapi.json" if name == CONTROL else f"openapi/{name}.json"


def _more(server: dict[str, Any]) -> str:
    return f": {escape(server['description'])}" if "description" in server else ""


def _operation(method: str, path: str, operation: dict[str, Any]) -> Iterator[str]:
    anchor = escape(operation["operationId"])
    yield f'<section aria-labelledby="{anchor}"><h2 id="{anchor}"><span class="method {method}">{method.upper()}</span> '
    yield f"<code>{escape(path)}</code></h2><p>{escape(operation['summary'])}</p>"
    yield from _text(operation.get("description", ""))
    if operation["parameters"]:
        yield "<table><thead><tr><th>parameter</th><th>takes</th><th>default</th></tr></thead><tbody>"
        yield from map(_parameter, operation["parameters"])
        yield "</tbody></table>"
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        yield _details(f"Body: {kind}", content.get("schema", {}))
    for status, response in operation["responses"].items():
        for kind, content in response["content"].items():
            yield _details(f"{status}: {response['description']} {kind}", content.get("schema", {}))
    yield "</section>"


def _parameter(parameter: dict[str, Any]) -> str:
    name = escape(parameter["name"]) + (" <small>in the path</small>" if parameter["in"] == "path" else "")
    schema = parameter["schema"]
    default = "required" if parameter["required"] else escape(_shown(schema.get("default")))
    return f"<tr><td><code>{name}</code></td><td>{escape(_takes(schema))}</td><td>{default}</td></tr>"


def _takes(schema: dict[str, Any]) -> str:
    """Return in words what a parameter takes."""
    if "anyOf" in schema:
        return " or ".join(_takes(each) for each in schema["anyOf"] if each != {"type": "null"})
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    bounds = [f"{word} {schema[key]}" for key, word in _BOUNDS.items() if key in schema]
    return " ".join([str(schema.get("type", "anything")), *bounds])


_BOUNDS: Final = {
    "minimum": "≥",
    "maximum": "≤",
    "exclusiveMinimum": ">",
    "minLength": "from",
    "maxLength": "to",
    "pattern": "like",
}


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _details(summary: str, schema: dict[str, Any]) -> str:
    if not schema:
        return f"<p>{escape(summary)}</p>"
    text = escape(json.dumps(schema, indent=2, ensure_ascii=False))
    return f'<details><summary>{escape(summary)}</summary><pre tabindex="0">{text}</pre></details>'


def _schemas(schemas: dict[str, Any]) -> Iterator[str]:
    if schemas:
        yield "<h2>Schemas</h2>"
        yield from (_details(name, schema) for name, schema in schemas.items())


def _text(text: str) -> Iterator[str]:
    """Yield paragraphs, and lines that begin with a star as a list."""
    for block in filter(None, text.split("\n\n")):
        if block.startswith("* "):
            yield "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in block.splitlines()) + "</ul>"
        else:
            yield f"<p>{escape(block)}</p>"
