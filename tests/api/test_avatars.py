import pytest

from mockbancho.api.avatars import default_picture
from mockbancho.api.identicons import identicon
from mockbancho.world.journal import Source
from tests.api.asking import Asker, asking, in_every_contract, outcome
from tests.rows import avatar, player, restricted_player

PNG = b"\x89PNG\r\n\x1a\n-png"
JPEG = b"\xff\xd8\xff\xe0-jpeg"
GIF = b"GIF89a-gif"
AVATAR_HOST = [("host", "a.bancho.test")]
PICTURES = (avatar("3.png", PNG), avatar("4.jpg", JPEG), avatar("5.gif", GIF), avatar("6.jpeg", JPEG))


@in_every_contract
@pytest.mark.parametrize("host", ["a.bancho.test", "a.localhost:8000", "A.Bancho.Test", "localhost", "127.0.0.1:8000"])
@pytest.mark.parametrize(
    ("path", "content", "media_type"),
    [
        ("/3", PNG, "image/png"),
        ("/3.png", PNG, "image/png"),
        ("/3.jpg", PNG, "image/png"),
        ("/4", JPEG, "image/jpeg"),
        ("/4.jpeg", JPEG, "image/jpeg"),
        ("/4.png", JPEG, "image/jpeg"),
        ("/5", GIF, "image/gif"),
        ("/6.jpg", JPEG, "image/jpeg"),
    ],
)
def test_an_avatar_is_sent_by_host_and_by_path_with_the_type_of_its_content(
    path: str, content: bytes, media_type: str, host: str, contract: str
) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("GET", path, contract, headers=[("host", host)])

    assert (answer.status, answer.body) == (200, content)
    assert answer.headers["content-type"] == media_type


def test_content_of_no_known_kind_is_octets() -> None:
    ask = asking(avatar("3.png", b"no picture"))

    answer = ask.send("GET", "/3")

    assert answer.headers["content-type"] == "application/octet-stream"


@in_every_contract
def test_who_has_no_avatar_gets_the_default_one_of_the_world(contract: str) -> None:
    ask = asking(*PICTURES, avatar("default.jpg", JPEG + b"!"), player(99))

    answer = ask.send("GET", "/99", contract, headers=AVATAR_HOST)

    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, JPEG + b"!", "image/jpeg")


@in_every_contract
@pytest.mark.parametrize("path", ["/99", "/0", "/2147483648", "/99.png"])
def test_a_world_without_a_default_picture_has_ours(path: str, contract: str) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("GET", path, contract)

    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.body == default_picture()
    assert answer.body.startswith(b"\x89PNG\r\n\x1a\n")


@in_every_contract
@pytest.mark.parametrize("path", ["/7", "/7.png", "/7.jpg"])
def test_a_player_without_a_picture_has_one_of_their_own(path: str, contract: str) -> None:
    ask = asking(*PICTURES, player(3), player(7), restricted_player(8))

    answer = ask.send("GET", path, contract)

    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.body == identicon(7)
    assert ask.send("GET", "/8", contract).body == identicon(8)
    assert ask.send("GET", "/3", contract).body == PNG


@in_every_contract
@pytest.mark.parametrize("path", ["/", "/abc", "/-3", "/3/", "/3.webp", "/v1/get_player_count", "/get_player_count"])
@pytest.mark.parametrize("host", ["a.bancho.test", "A.Bancho.Test"])
def test_the_avatar_host_has_avatars_alone(host: str, path: str, contract: str) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("GET", path, contract, headers=[("host", host)])

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_every_contract
def test_other_hosts_that_begin_with_the_letter_are_not_the_avatar_host(contract: str) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("GET", "/abc", contract, headers=[("host", "api.bancho.test")])

    assert outcome(answer) == (404, {"detail": "Not Found"})


@in_every_contract
def test_head_has_the_length_and_no_body(contract: str) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("HEAD", "/3", contract)

    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", str(len(PNG)))


@in_every_contract
@pytest.mark.parametrize("headers", [AVATAR_HOST, []])
def test_avatars_are_not_written_here(headers: list[tuple[str, str]], contract: str) -> None:
    ask = asking(*PICTURES)

    answer = ask.send("POST", "/3", contract, headers=headers)

    assert outcome(answer) == (405, {"detail": "Method Not Allowed"})


def test_a_new_avatar_is_sent_at_once() -> None:
    ask = asking(*PICTURES)
    before = ask.send("GET", "/3").body

    ask.world.put(avatar("3.png", GIF))
    after = ask.send("GET", "/3").body

    assert (before, after) == (PNG, GIF)


def test_the_journal_tells_that_no_endpoint_answered() -> None:
    ask = asking(*PICTURES)

    ask.send("GET", "/3")

    assert (ask.last_call().endpoint, ask.last_call().source) == (None, Source.BESIDE)


def test_the_recorded_world_has_avatars(ask: Asker) -> None:
    types = [ask.send("GET", path).headers["content-type"] for path in ("/3", "/4", "/5")]

    assert types == ["image/png", "image/png", "image/jpeg"]
