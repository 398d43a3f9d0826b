import pytest

from tests.api.asking import Asker, asking, in_every_contract
from tests.rows import match, player, replay_frames

OWN = {"content-length", "content-type", "bancho-version", "process-time", "access-control-allow-origin"}
EVERY_KIND = pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        pytest.param("/get_player_count", {}, 200, id="200"),
        pytest.param("/get_player_info", {"id": 9, "scope": "all"}, 404, id="404"),
        pytest.param("/get_player_info", {"scope": "all"}, 400, id="400"),
        pytest.param("/get_player_info", {}, 422, id="422"),
        pytest.param("/nothing", {}, 404, id="unknown path"),
    ],
)


@EVERY_KIND
@pytest.mark.parametrize(("contract", "version"), [("any", "5.3.0"), ("5.3", "5.3.0"), ("4.3.2", "4.3.2")])
def test_every_answer_names_the_version_and_the_time_it_took(
    contract: str, version: str, path: str, query: dict[str, object], status: int
) -> None:
    ask = asking(player(3))

    answer = ask(path, contract, **query)

    assert answer.status == status
    assert answer.headers["bancho-version"] == version
    assert float(answer.headers["process-time"]) >= 0
    assert "." in answer.headers["process-time"]


@EVERY_KIND
@in_every_contract
def test_every_answer_has_the_length_of_its_body_and_no_other_headers(
    contract: str, path: str, query: dict[str, object], status: int
) -> None:
    ask = asking(player(3))

    answer = ask(path, contract, **query)

    assert answer.status == status
    assert int(answer.headers["content-length"]) == len(answer.body) > 0
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers.keys() <= OWN


@pytest.mark.parametrize("contract", ["5.3", "4.3.2"])
def test_a_crash_is_plain_text_and_has_no_time(contract: str) -> None:
    ask = asking(player(3), match(1))

    answer = ask("/get_match", contract, id=1)

    assert (answer.status, answer.headers) == (
        500,
        {
            "content-length": "21",
            "content-type": "text/plain; charset=utf-8",
            "bancho-version": {"5.3": "5.3.0", "4.3.2": "4.3.2"}[contract],
        },
    )


@in_every_contract
def test_length_counts_bytes(contract: str) -> None:
    ask = asking(player(3, name="Ü夜"))

    answer = ask("/get_player_info", contract, id=3, scope="info")

    assert int(answer.headers["content-length"]) == len(answer.body) == len(answer.text) + 6


@in_every_contract
def test_the_length_of_a_file_is_right(contract: str) -> None:
    ask = asking(replay_frames(7, b"x" * 70_000))

    answer = ask("/get_replay", contract, id=7, include_headers="0")

    assert answer.headers["content-length"] == "70000"


@pytest.mark.parametrize("path", ["/", "/3", "/get_player_count/"])
@in_every_contract
def test_what_stands_beside_the_api_names_the_version_too(contract: str, path: str, ask: Asker) -> None:
    answer = ask.send("GET", path, contract, headers=[("accept", "text/html")])

    assert "bancho-version" in answer.headers
    assert "process-time" in answer.headers
