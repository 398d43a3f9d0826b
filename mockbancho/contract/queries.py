"""A query string, taken apart as the real server does."""

from __future__ import annotations

from urllib.parse import unquote


def split_query(query_string: bytes) -> dict[str, str]:
    """Return the last text of each name, in the order in which the names were first sent.

    bancho.py: bytes outside ASCII that are not escaped count as Latin-1, escaped ones as UTF-8.
    """
    text = query_string.decode("latin-1").replace("+", " ")
    sent: dict[str, str] = {}
    for field in text.split("&"):
        if field:
            name, _, value = field.partition("=")
            if "%" in field:
                name, value = unquote(name), unquote(value)
            sent[name] = value
    return sent
