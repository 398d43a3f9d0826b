"""What a fault makes of an answer: the page of a proxy, broken JSON, half a body."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from mockbancho.api.answers import JSON, Answer
from mockbancho.api.wire import Delivery, Ending
from mockbancho.world.journal import Source

if TYPE_CHECKING:
    from mockbancho.api.answers import Header
    from mockbancho.world.faults import Strike

HTML: Final = b"text/html"
_PLAIN: Final = b"text/plain; charset=utf-8"
_CRASH: Final = 500
_BODILESS: Final = frozenset((204, 304))
_PIECES: Final = 20
"""How many pieces a body drips in."""
GARBAGE: Final = b"\x00\x01mockbancho: this is no HTTP\r\n\xff\xfe\r\n\r\n"


def answer_of(strike: Strike, endpoint: str | None) -> Answer | None:
    """Return the answer that a fault gives by itself, None if it lets the server answer."""
    if strike.status is None:
        return None
    headers: tuple[Header, ...] = ()
    if strike.retry_after is not None:
        headers = ((b"retry-after", b"%d" % strike.retry_after),)
    if strike.status in _BODILESS:
        return Answer(strike.status, b"", None, headers, Source.FAULT, strike.told, endpoint)
    content_type, body = _page(strike.status, strike.body)
    return Answer(strike.status, body, content_type, headers, Source.FAULT, strike.told, endpoint)


def broken(answer: Answer, strike: Strike) -> Answer:
    """Return an answer as a fault leaves it; how it goes out is told by `delivery_of`."""
    match strike.reply:
        case "bad_json":
            return replace(answer, body=_unclosed(answer.body))
        case "wrong_type":
            is_page = answer.content_type is not None and answer.content_type.startswith(HTML)
            return replace(answer, content_type=_PLAIN if is_page else HTML)
        case "empty_body":
            return replace(answer, body=b"")
        case _:
            return answer


def delivery_of(answer: Answer, headers: list[Header], strike: Strike, *, has_body: bool) -> Delivery:
    """Return how an answer goes out under a fault."""
    body = answer.body if has_body else b""
    half = len(body) // 2
    plain = Delivery(
        status=answer.status, headers=headers, body=body, delay=strike.delay, pieces=_pieces(body, strike.drip)
    )
    cut = replace(plain, sent=half, pieces=_pieces(body[:half], strike.drip))
    match strike.reply:
        case "truncated":
            return replace(cut, ending=Ending.CLOSE)
        case "reset_in_body":
            return replace(cut, ending=Ending.RESET)
        case "empty_reply":
            return replace(plain, has_head=False, ending=Ending.CLOSE)
        case "reset":
            return replace(plain, has_head=False, ending=Ending.RESET)
        case "garbage":
            return replace(plain, has_head=False, garbage=GARBAGE, ending=Ending.CLOSE)
        case "hang":
            return replace(plain, has_head=False, ending=Ending.HANG)
        case _:
            return plain


def _page(status: int, body: str | None) -> tuple[bytes, bytes]:
    """Return type and body of an answer that is not the application's: your own, or what a proxy shows."""
    if body is not None:
        return (JSON if _is_json(body) else HTML if body.lstrip().startswith("<") else _PLAIN), body.encode()
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    if status == _CRASH:
        return _PLAIN, phrase.encode()  # bancho.py: what it says itself when it crashes
    title = f"{status} {phrase}"
    return HTML, f"<html>\n<head><title>{title}</title></head>\n<body><h1>{title}</h1></body>\n</html>\n".encode()


def _is_json(body: str) -> bool:
    try:
        msgspec.json.decode(body.encode())
    except msgspec.DecodeError:
        return False
    return True


def _unclosed(body: bytes) -> bytes:
    """Return a body that is no JSON any more, as long as it was."""
    return body[:-1] + b"," if body else b"{"


def _pieces(body: bytes, drip: float) -> tuple[tuple[float, bytes], ...]:
    """Return a body in pieces that come evenly over so many seconds; the last pause comes before the last piece."""
    if not drip or not body:
        return ()
    size = max(1, -(-len(body) // _PIECES))
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return tuple((drip / len(pieces), piece) for piece in pieces)
