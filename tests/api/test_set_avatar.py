"""set_avatar: pictures are taken as they come in, by their content, and shown at once; anything else changes nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pytest

from mockbancho import Bancho
from mockbancho.api.identicons import identicon
from mockbancho.records import Avatar
from mockbancho.world.world import World
from tests.api.asking import Asker, asking, outcome
from tests.api.uploading import (
    BOUNDARY,
    FORM,
    JPEG,
    KEY,
    PNG,
    Pieces,
    body_of,
    form,
    part,
    picture,
    uploaded,
    with_key,
)
from tests.rows import avatar, player, restricted_player

MIB = 2**20
TOO_LARGE = b'{"status":"avatar file too large (max 4MB)."}'
in_both_contracts = pytest.mark.parametrize("contract", ["any", "4.3.2"])


def world_of_three() -> World:
    """Player 3 has a key and an old avatar, player 4 has neither, player 5 is restricted."""
    rows = player(3, api_key=KEY), player(4), restricted_player(5, api_key="restricted")
    return World.build([*rows, avatar("3.gif", b"GIF89a")])


@pytest.fixture
def ask() -> Asker:
    """Who asks the world of three."""
    return Asker(world_of_three())


def shown(ask: Asker) -> dict[str, bytes]:
    """The avatars of the world."""
    return {row.name: row.content for row in ask.world.rows(Avatar)}


@in_both_contracts
@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("path", ["/set_avatar", "/api/set_avatar"])
@pytest.mark.parametrize(("content", "ending", "media_type"), [(PNG, "png", "image/png"), (JPEG, "jpg", "image/jpeg")])
def test_a_picture_is_shown_at_once_in_place_of_the_old_one(
    content: bytes, ending: str, media_type: str, path: str, method: str, contract: str, ask: Asker
) -> None:
    answer = ask.send(method, path, contract, headers=with_key(), body=picture(content))
    now = ask.send("GET", "/3", contract, headers=[("host", "a.bancho.test")])

    assert (answer.status, answer.text) == (200, '{"status":"success."}')
    assert answer.headers["content-type"] == "application/json"
    assert (now.body, now.headers["content-type"]) == (content, media_type)
    assert shown(ask) == {f"3.{ending}": content}


def test_the_bearer_of_a_key_may_upload_too(ask: Asker) -> None:
    answer = ask.send("POST", "/set_avatar", headers=with_key(key=f"Bearer {KEY}"), body=picture(PNG))

    assert outcome(answer) == (200, {"status": "success."})


def test_what_a_file_is_called_does_not_matter(ask: Asker) -> None:
    answer = ask.send("POST", "/set_avatar", headers=with_key(), body=picture(JPEG, "me.png"))

    assert outcome(answer) == (200, {"status": "success."})
    assert list(shown(ask)) == ["3.jpg"]


@pytest.mark.parametrize(
    "body",
    [
        form(part("avatar", PNG)),
        form(part("note", b"hello"), part("avatar", PNG, "me.png"), part("more", b"")),
        form(part("avatar", JPEG, "first.jpg"), part("avatar", PNG, "last.png")),
        b"\r\n" + picture(PNG) + b"epilogue",
        form(part("avatar", PNG, "me.png").replace(b"\r\n\r\n", b"\r\ncontent-type: text/plain\r\n\r\n", 1)),
        form(part("avatar", PNG, "me.png").replace(b"Content-Disposition", b"CONTENT-DISPOSITION")),
    ],
    ids=["no file name", "other parts", "the last counts", "around the form", "another type", "letter case"],
)
def test_forms_are_written_in_many_ways(body: bytes, ask: Asker) -> None:
    answer = ask.send("POST", "/set_avatar", headers=with_key(), body=body)

    assert outcome(answer) == (200, {"status": "success."})
    assert shown(ask) == {"3.png": PNG}


@pytest.mark.parametrize(
    "content_type",
    [f'multipart/form-data; boundary="{BOUNDARY}"', f"Multipart/Form-Data; charset=utf-8; Boundary={BOUNDARY}"],
)
def test_content_types_are_written_in_many_ways(content_type: str, ask: Asker) -> None:
    answer = ask.send("POST", "/set_avatar", headers=with_key(content_type), body=picture(PNG))

    assert outcome(answer) == (200, {"status": "success."})


@in_both_contracts
@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        ("", b"", "must provide avatar file."),
        (FORM, b"", "must provide avatar file."),
        (FORM, form(), "must provide avatar file."),
        (FORM, form(part("picture", PNG, "me.png")), "must provide avatar file."),
        (FORM, form(part("avatar", b"", "")), "must provide avatar file."),
        (FORM, form(part("avatar", b"a text in a field")), "must provide avatar file."),
        (FORM, form(part("avatar", PNG).replace(b"form-data;", b"")), "must provide avatar file."),
        ("image/png", PNG, "must provide avatar file."),
        ("application/json", b'{"avatar": ""}', "must provide avatar file."),
        ("application/x-www-form-urlencoded", b"avatar=1", "must provide avatar file."),
        (FORM, picture(b"GIF89a"), "invalid file type."),
        (FORM, picture(b"\x89PNG"), "invalid file type."),
        (FORM, picture(b" " + PNG, "me.png"), "invalid file type."),
        (FORM, form(part("note", bytes(64 * 1024 + 1)), part("avatar", PNG)), "too much beside the avatar file (max 64KB)."),
        (FORM, form(part("avatar", bytes(64 * 1024)), part("avatar", PNG), part("n", b"n")), "too much beside the avatar file (max 64KB)."),
        ("multipart/form-data", picture(PNG), "the content-type names no boundary of 1 to 70 characters."),
        (f"{FORM}{'x' * 70}", picture(PNG), "the content-type names no boundary of 1 to 70 characters."),
        ("multipart/form-data; boundary=other", picture(PNG), "the body does not begin with the boundary 'other' that its content-type names."),
        (FORM, PNG, f"the body does not begin with the boundary '{BOUNDARY}' that its content-type names."),
        (FORM, picture(PNG)[:-6], "the multipart body ends before its last boundary."),
        (FORM, picture(PNG)[:20], f"the body does not begin with the boundary '{BOUNDARY}' that its content-type names."),
        (FORM, form(part("avatar", PNG).replace(b"Content-Disposition", b"Content Disposition")), "malformed multipart body."),
        (FORM, form(part("avatar", PNG).replace(b"\r\n\r\n", b"\r\nx: " + b"y" * 4096 + b"\r\n\r\n", 1)), "malformed multipart body."),
        (FORM, form(part("avatar", PNG).replace(b"\r\n\r\n", b"\r\n" + b"x" * 4097 + b": y\r\n\r\n", 1)), "malformed multipart body."),
    ],
)  # fmt: skip
def test_what_is_no_picture_in_a_form_is_refused_and_changes_nothing(
    content_type: str, body: bytes, words: str, contract: str, ask: Asker
) -> None:
    before = shown(ask)

    answer = ask.send("POST", "/set_avatar", contract, headers=with_key(content_type), body=body)

    assert outcome(answer) == (400, {"status": words})
    assert (shown(ask), list(ask.world.events)) == (before, [])


@pytest.mark.parametrize(("size", "status"), [(4 * MIB, 200), (4 * MIB + 1, 400)])
def test_a_picture_has_at_most_4_mib(size: int, status: int, ask: Asker) -> None:
    content = PNG.ljust(size, b"\0")

    answer = ask.send("POST", "/set_avatar", headers=with_key(), body=picture(content))

    assert answer.status == status
    assert (answer.body == TOO_LARGE) == (status == 400)
    assert (shown(ask).get("3.png") == content) == (status == 200)


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_pieces_of_any_size_make_the_same_picture(size: int, ask: Asker) -> None:
    tricky = PNG + f"\r\n--{BOUNDARY[:-1]}\r\n\r\n--".encode()
    body = form(part("note", b"hello"), part("avatar", tricky, "me.png"))
    pieces = Pieces(body[place : place + size] for place in range(0, len(body), size))

    said = uploaded(ask.api(), pieces)

    assert (said[0]["status"], body_of(said)) == (200, b'{"status":"success."}')
    assert shown(ask) == {"3.png": tricky}


def endless() -> Iterator[bytes]:
    """A picture that never ends, in pieces of 64 KiB."""
    yield part("avatar", PNG, "me.png")[:-2]
    yield from repeat(bytes(2**16))


def test_a_picture_that_never_ends_is_refused_when_it_is_too_large(ask: Asker) -> None:
    pieces = Pieces(endless())

    said = uploaded(ask.api(), pieces)

    assert (said[0]["status"], body_of(said)) == (400, TOO_LARGE)
    assert (b"connection", b"close") in said[0]["headers"]
    assert pieces.taken < 21 * MIB  # what the client sends before it looks is let by, and kept nowhere


def test_an_endless_form_without_a_picture_is_refused_too(ask: Asker) -> None:
    empty = part("note", b"")
    pieces = Pieces(repeat(empty * 1000))

    said = uploaded(ask.api(), pieces)

    assert (said[0]["status"], body_of(said)) == (400, TOO_LARGE)


def test_what_is_declared_to_be_too_large_is_refused_unread(ask: Asker) -> None:
    pieces = Pieces([], cut_off=True)

    said = uploaded(ask.api(), pieces, content_length=str(2**30))

    assert (said[0]["status"], body_of(said), pieces.taken) == (400, TOO_LARGE, 0)


@pytest.mark.parametrize("kept", [0, 30, 150])
def test_a_client_who_goes_away_changes_nothing_and_gets_no_answer(kept: int, ask: Asker) -> None:
    before = shown(ask)

    said = uploaded(ask.api(), Pieces([picture(PNG)[:kept]], cut_off=True))

    assert said == []
    assert shown(ask) == before
    assert ask.last_call().reason == "the client went away before it had sent everything"


@pytest.mark.parametrize(
    ("key", "status", "words"),
    [
        ("", 400, b'{"status":"Must provide authorization token."}'),
        ("nobody's", 401, b'{"status":"Unknown authorization token."}'),
        ("restricted", 403, b'{"status":"You are restricted."}'),
    ],
)
def test_who_may_not_upload_is_told_before_anything_is_read(key: str, status: int, words: bytes, ask: Asker) -> None:
    pieces = Pieces([], cut_off=True)

    said = uploaded(ask.api(), pieces, authorization=key, content_length="500000")

    assert (said[0]["status"], body_of(said)) == (status, words)


def test_a_slow_upload_keeps_nobody_waiting(ask: Asker) -> None:
    pieces = Pieces([picture(PNG)[:90], picture(PNG)[90:]])
    meanwhile: list[int] = []

    async def receive() -> dict[str, Any]:
        meanwhile.append((await asyncio.to_thread(ask, "/get_player_count")).status)
        return await pieces()

    said = uploaded(ask.api(), receive)

    assert said[0]["status"] == 200
    assert meanwhile == [200, 200, 200]


def test_an_avatar_is_shown_in_its_own_world_alone(ask: Asker) -> None:
    other = Asker(ask.world.fork())

    ask.send("POST", "/set_avatar", headers=with_key(), body=picture(PNG))

    assert ask.send("GET", "/3").body == PNG
    assert other.send("GET", "/3").body == b"GIF89a"
    assert ask.send("GET", "/4").body == identicon(4)


def test_an_upload_is_an_event_and_happens_again_after_a_rewind() -> None:
    with Bancho(players=0) as bancho:
        key = bancho.create.api_key(bancho.create.player(name="Aika"))
        bancho.advance(60)
        bancho.post("/set_avatar", headers=dict(with_key(key=key)), body=picture(PNG))
        told = [(event.kind, event.player, event.text) for event in bancho.events]

        bancho.seek(59)
        before = bancho.get("/3").body
        bancho.seek(60)

        assert told == [("avatar_changed", 3, "png")]
        assert (before, bancho.get("/3").body) == (identicon(3), PNG)


def test_5_3_has_no_such_endpoint() -> None:
    ask = asking(player(3, api_key=KEY))

    answer = ask.send("POST", "/v1/set_avatar", "5.3", headers=with_key(), body=picture(PNG))

    assert outcome(answer) == (404, {"detail": "Not Found"})
