"""Addresses as users write them."""

import pytest

from mockbancho.errors import Mistake
from mockbancho.learning.address import Address, parse_address


@pytest.mark.parametrize(
    ("given", "address", "url"),
    [
        ("https://api.server.example", Address("https", "api.server.example", 443), "https://api.server.example"),
        ("http://localhost:8000/v1/", Address("http", "localhost", 8000, "/v1"), "http://localhost:8000"),
        ("http://[::1]:8000", Address("http", "::1", 8000), "http://[::1]:8000"),
        ("HTTPS://API.Server.example:443/", Address("https", "api.server.example", 443), "https://api.server.example"),
    ],
)
def test_an_address_is_read(given: str, address: Address, url: str) -> None:
    found = parse_address(given)

    assert (found, found.url) == (address, url)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("api.server.example", "'api.server.example' is no address: it begins with neither http:// nor https://"),
        (
            "ftp://server.example",
            "'ftp://server.example' is no address of a server: ftp:// is neither http:// nor https://",
        ),
        ("https://", "'https://' is no address of a server: it names no host"),
        ("http://host:port", "'http://host:port' is no address: its port is no number from 0 to 65535"),
        (
            "http://me:secret@host",
            (
                "'http://me:secret@host' is no address of a server: a name or a password in it would be written down; "
                "nothing that is asked needs one"
            ),
        ),
        ("http://host/?a=b", "'http://host/?a=b' is no address of a server: it goes on after the path"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(given: str, sentence: str) -> None:
    with pytest.raises(Mistake) as refused:
        parse_address(given)

    assert str(refused.value) == sentence


def test_avatars_are_on_a_host_of_their_own() -> None:
    assert parse_address("https://api.server.example/v1").of_avatars.url == "https://a.server.example"
    assert parse_address("http://localhost:8000").of_avatars.url == "http://localhost:8000"
