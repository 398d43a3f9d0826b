"""What players show and say of themselves: avatars and the account's columns. Names are renamed in `test_standing`."""

from __future__ import annotations

from pathlib import Path

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.api.identicons import identicon
from mockbancho.osu.modes import GameMode
from mockbancho.records import Avatar, Player

PNG = b"\x89PNG\r\n\x1a\n and more"
JPEG = b"\xff\xd8\xff\xdb and more"


@pytest.fixture
def two(bancho: Bancho) -> Bancho:
    """Aika, of Japan, and Mira."""
    bancho.create.player(name="Aika", country="jp", play_style=1)
    bancho.create.player(name="Mira", country="fr")
    return bancho


def told(bancho: Bancho) -> list[tuple[str, int | None, str]]:
    return [(event.kind, event.player, event.text) for event in bancho.events]


def test_an_avatar_is_shown_from_now_on(two: Bancho) -> None:
    two.set_avatar("Aika", PNG)

    assert [two.get(path).body for path in ("/3", "/3.jpg", "/4")] == [PNG, PNG, identicon(4)]
    assert told(two) == [("avatar_changed", 3, "png")]


@pytest.mark.parametrize("old", ["png", "jpg", "jpeg", "gif"])
def test_a_new_avatar_takes_the_place_of_the_old_one_whatever_it_was(old: str, two: Bancho) -> None:
    others = [Avatar(name="33.png", content=b"theirs"), Avatar(name="default.png", content=b"all")]
    for row in (Avatar(name=f"3.{old}", content=b"old"), *others):
        two.world.put(row)

    two.set_avatar("Aika", JPEG)

    assert list(two.world.rows(Avatar)) == [Avatar(name="3.jpg", content=JPEG), *others]


def test_an_avatar_can_be_a_file(two: Bancho, tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    path.write_bytes(PNG)

    two.set_avatar("Aika", path)
    two.act("set_avatar", player="Mira", picture=str(path))

    assert [row.name for row in two.world.rows(Avatar)] == ["3.png", "4.png"]


def test_a_scenario_can_set_an_avatar(tmp_path: Path) -> None:
    path = tmp_path / "me.png"
    path.write_bytes(PNG)
    cast = {"aika": {"player": {"name": "Aika"}}}
    steps = [
        {"at": "5s", "set_avatar": {"player": "aika", "picture": str(path)}},
        {"at": "6s", "set_player_info": {"player": "aika", "country": "fr", "userpage_content": None}},
    ]
    spelled = {"mockbancho": 1, "world": {"players": 0}, "cast": cast, "timeline": steps}

    with Bancho(scenario=spelled) as bancho:
        bancho.advance("6s")

        assert (bancho.get("/3").body, bancho.players["Aika"].country) == (PNG, "fr")


def test_an_avatar_of_a_file_is_saved_with_its_path(
    two: Bancho, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("me.png").write_bytes(PNG)
    two.set_avatar("Aika", "me.png")

    two.save_scenario("evening.yaml")

    assert f'set_avatar: {{"player":"Aika","picture":"{tmp_path / "me.png"}"}}' in Path("evening.yaml").read_text()


def test_what_is_given_is_changed_and_the_rest_is_not(two: Bancho) -> None:
    before = two.players["Aika"]

    after = two.set_player_info("Aika", country="KR", preferred_mode="taiko", custom_badge_name="Finalist")

    assert after == two.players["Aika"]
    changed = {name for name in Player.__struct_fields__ if getattr(after, name) != getattr(before, name)}
    assert changed == {"country", "preferred_mode", "custom_badge_name"}
    assert (after.country, after.preferred_mode, after.custom_badge_name) == ("kr", GameMode.TAIKO, "Finalist")
    assert type(after.preferred_mode) is int
    assert told(two) == [("player_info_changed", 3, "country, preferred_mode, custom_badge_name")]


def test_a_new_name_is_a_renaming(two: Bancho) -> None:
    two.set_player_info("Aika", name="Aiko", play_style=4)

    assert (two.players[3].safe_name, two.players[3].play_style) == ("aiko", 4)
    assert told(two) == [("player_renamed", 3, "Aika"), ("player_info_changed", 3, "play_style")]


def test_what_is_so_already_is_no_event(two: Bancho) -> None:
    two.set_player_info("Aika", name="Aika", country="jp", userpage_content=None)
    two.set_player_info("Aika")

    assert told(two) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"name": "Mira"}, "name: 'Mira' is taken by player 4, 'Mira'"),
        ({"name": "x"}, "name: expected 2 to 15 letters, digits, spaces, '_', '-', '[' and ']', got 'x'"),
        ({"name": None}, "name: expected str, got None"),
        ({"country": "j1"}, "country: expected two letters from a to z, such as 'jp', got 'j1'"),
        ({"country": "jpn"}, "country: expected str of 2 characters, got str 'jpn'"),
        ({"preferred_mode": 7}, "preferred_mode: mania_relax, 7, exists in the numbering alone; known: 0, 1, 2, 3, 4, 5, 6, 8"),
        ({"preferred_mode": "taik"}, "preferred_mode: 'taik' is no GameMode; did you mean 'taiko'? Known: osu, taiko, catch, mania, osu_relax, taiko_relax, catch_relax, mania_relax, osu_autopilot, taiko_autopilot, catch_autopilot, mania_autopilot"),
        ({"play_style": -1}, "play_style: expected int from 0 to 2147483647, got int -1"),
        ({"custom_badge_icon": "x" * 65}, f"custom_badge_icon: expected str of at most 64 characters, got str of 65 characters, '{'x' * 59}…"),
        ({"userpage_content": 5}, "userpage_content: expected str, got int 5"),
    ],
)  # fmt: skip
def test_if_one_thing_is_wrong_nothing_changes(arguments: dict[str, object], sentence: str, two: Bancho) -> None:
    before = list(two.players)

    with pytest.raises(Mistake) as caught:
        two.act("set_player_info", player="Aika", **{"custom_badge_name": "new", "name": "Aiko", **arguments})

    assert str(caught.value) == f"set_player_info: {sentence}"
    assert (list(two.players), told(two)) == (before, [])
