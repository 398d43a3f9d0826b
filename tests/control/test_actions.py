"""The actions: listed with their schemas, and done."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import jsonschema
import pytest

from mockbancho.actions.verbs import VERBS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.control.asking import Asker

PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def test_every_action_is_listed_with_a_schema(control: Asker) -> None:
    actions = {each["name"]: each for each in control.get("/actions")}

    assert list(actions) == list(VERBS)
    assert actions["go_online"]["about"].startswith("Log a player in")
    assert actions["create_match"]["refers"]["host"] == "player"
    jsonschema.Draft202012Validator(actions["go_online"]["schema"]).validate({"player": "Aika"})


def test_an_action_tells_what_it_did(control: Asker) -> None:
    mira = control.bancho.create.player(name="Mira")

    done = control.post("/actions/go_online", {"player": "Mira", "mode": "taiko"})

    assert done == {
        "result": None,
        "events": [
            {
                "number": 1,
                "at": "2024-07-01T12:00:00Z",
                "elapsed": 0.0,
                "kind": "player_online",
                "player": mira.id,
                "other": None,
                "beatmap": None,
                "score": None,
                "match": None,
                "text": "",
                "told": "player online: Mira",
            }
        ],
    }


def test_what_an_action_makes_is_returned_as_a_row(control: Asker) -> None:
    done = control.post("/actions/create_player", {"name": "Mira", "country": "jp"})

    made = control.bancho.players["Mira"]
    assert (done["result"]["id"], done["result"]["name"], done["result"]["country"]) == (made.id, "Mira", "jp")
    assert done["events"] == []


@pytest.mark.parametrize(
    ("path", "body", "status", "sentence"),
    [
        ("go_onlin", {}, 404, "there is no action 'go_onlin'; did you mean 'go_online'?"),
        ("go_online", {}, 400, "go_online needs 'player'"),
        ("go_online", {"palyer": 3}, 400, "go_online has no argument 'palyer'; did you mean 'player'?"),
        ("go_online", {"player": "Nobody at all"}, 400, "go_online: player: no player 'Nobody at all'"),
        ("go_online", {"self": 1}, 400, "go_online has no argument 'self'; known: player, mode"),
    ],
)
def test_mistakes_are_those_of_python(
    control: Asker, path: str, body: dict[str, object], status: int, sentence: str
) -> None:
    found, told = control.refusal("POST", f"/actions/{path}", body)

    assert (found, told[: len(sentence)]) == (status, sentence)


def test_a_picture_is_sent_as_a_url_of_data(control: Asker) -> None:
    mira = control.bancho.create.player(name="Mira")
    url = f"data:image/png;base64,{b64encode(PNG).decode()}"

    control.post("/actions/set_avatar", {"player": "Mira", "picture": url})

    assert control.bancho.get(f"/{mira.id}", headers={"host": "a.localhost"}).body == PNG


def test_no_file_of_the_machine_is_read(control: Asker, tmp_path: Path) -> None:
    control.bancho.create.player(name="Mira")
    (tmp_path / "secret.png").write_bytes(PNG)

    body = {"player": "Mira", "picture": str(tmp_path / "secret.png")}

    assert control.refusal("POST", "/actions/set_avatar", body) == (
        400,
        "set_avatar: picture: no file of the server's machine is read for what was sent to it",
    )


@pytest.mark.parametrize("url", ["data:image/png;base64,!!!", "data:image/png,abc"])
def test_a_url_without_base64_is_none(control: Asker, url: str) -> None:
    control.bancho.create.player(name="Mira")

    assert control.refusal("POST", "/actions/set_avatar", {"player": "Mira", "picture": url}) == (
        400,
        "set_avatar: picture: expected a URL such as data:image/png;base64,iVBORw0…",
    )


def test_what_is_done_by_hand_is_done_again_after_a_seek(control: Asker) -> None:
    control.post("/clock/advance", {"by": 60})
    control.post("/actions/create_player", {"name": "Mira"})
    before = control.post("/clock/seek", {"to": 30})["counts"]["players"]

    after = control.post("/clock/seek", {"to": 90})["counts"]["players"]

    assert after == before + 1
