"""`bancho.explain`: of paths and of calls, with nothing changed, and always of the very answer that is sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockbancho import Bancho, Mistake
from mockbancho.api.app import Api
from mockbancho.api.endpoint import BoundReading
from mockbancho.contract import CONTRACTS
from mockbancho.explaining.asking import Request, ask
from mockbancho.explaining.explain import explain
from mockbancho.transports.direct import call
from mockbancho.world.loading import load_world
from mockbancho.world.world import World
from tests.conformance.recordings import WORLD, Line, recorded
from tests.conformance.ways import ask_directly
from tests.rows import player

LISTS = {
    "get_player_scores": ("scope", "id", "mods", "mode", "limit", "include_loved", "include_failed"),
    "get_player_most_played": ("id", "mode", "limit"),
    "get_map_scores": ("scope", "id", "mods", "mode", "limit"),
    "get_leaderboard": ("sort", "mode", "limit", "offset", "country"),
    "search_players": ("q",),
}
TEXTS = {
    "scope": ["best", "recent"],
    "id": ["3", "4", "9001", "9002"],
    "mods": ["HD", "~HDHR", "vn"],
    "mode": ["0", "1", "3", "4", "8"],
    "limit": ["1", "3", "100"],
    "include_loved": ["true", "false"],
    "include_failed": ["true", "false"],
    "sort": ["tscore", "pp", "plays"],
    "offset": ["0", "2", "500"],
    "country": ["US", "jp"],
    "q": ["a", "r_", "nobody"],
}


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(WORLD)


@st.composite
def questions(draw: st.DrawFn) -> Request:
    """Draw a request for a list, most of which are answered."""
    name = draw(st.sampled_from(list(LISTS)))
    needed = {"scope", "id"} & set(LISTS[name])
    names = sorted(needed | draw(st.sets(st.sampled_from(LISTS[name]))))
    return Request.of("/" + name + "?" + "&".join(f"{each}={draw(st.sampled_from(TEXTS[each]))}" for each in names))


def authorization(line: Line) -> str | None:
    """Return the header that an API key stands in."""
    return {name.lower(): value for name, value in line.headers.items()}.get("authorization")


@pytest.mark.parametrize("version", ["5.3", "4.3.2"])
def test_every_recorded_request_is_explained_as_it_is_answered(world: World, version: str) -> None:
    api = Api(world, CONTRACTS[version])
    lines = [line for line in recorded(version) if line.body is None and line.method in ("GET", "BREW", "DELETE")]
    lines = [line for line in lines if line.path.strip("/") not in ("", "docs")]

    explained = [explain(api, line.target, method=line.method, authorization=authorization(line)) for line in lines]

    answered = [ask_directly(api, line).status for line in lines]
    assert [told.status for told in explained] == answered


@given(request=questions())
def test_an_explained_answer_is_the_same_and_shows_the_rows_that_are_told(world: World, request: Request) -> None:
    api = Api(world)
    found = api.paths.find(request.path)
    assert found
    assert isinstance(found.bound, BoundReading)

    asked = ask(api, found, found.bound, request)

    assert asked.answer.body == call(api, "GET", request.target).body
    for reading in asked.readings:
        every = reading.question.explain().found
        assert every[reading.offset : reading.offset + len(reading.rows)] == reading.rows


def test_nothing_is_noted_or_changed_or_counted() -> None:
    bancho = Bancho(players=0)
    bancho.create.player(id=3)
    bancho.faults.add("get_player_info", status=503, every=2, name="broken")
    before = list(bancho.world.schedule.faults)

    told = bancho.explain("/get_player_info?id=3&scope=all")

    assert told.status == 200
    assert "the fault 'broken' is on, and may answer instead: it has hit 0 of 0 requests" in told.why
    assert len(bancho.journal) == 0
    assert list(bancho.world.schedule.faults) == before


def test_a_call_of_the_journal() -> None:
    bancho = Bancho(players=0)
    bancho.get("/get_player_info", id=7, scope="info")
    bancho.create.player(id=7, name="Mira")

    told = bancho.explain(next(iter(bancho.journal)))

    assert told.request == "GET /get_player_info?id=7&scope=info"
    assert (told.status, told.says) == (200, "found, and nothing is odd about it")
    assert told.why == ("when it was asked, it was answered 404: Player not found.",)


def test_a_call_that_a_fault_has_hit() -> None:
    bancho = Bancho(players=0)
    bancho.faults.add("get_player_count", status=503, name="outage", first=1)
    bancho.get("/get_player_count")

    told = bancho.explain(next(iter(bancho.journal)))

    assert told.why[-1] == "when it was asked, it was hit by the fault 'outage', and answered 503"


def test_a_call_with_a_key() -> None:
    bancho = Bancho(players=0)
    bancho.create.player(id=3)
    key = bancho.create.api_key(3)
    bancho.get("/get_friends", headers={"Authorization": key})
    noted = next(iter(bancho.journal))

    without, with_key = bancho.explain(noted), bancho.explain(noted, headers={"Authorization": key})

    assert without.why[-2:] == (
        "the journal keeps no API keys: give the header again to have the call explained with its key",
        "when it was asked, it was answered 200",
    )
    assert (with_key.status, with_key.why) == (200, ("when it was asked, it was answered 200",))


def test_a_route_of_ones_own() -> None:
    bancho = Bancho(players=0)
    bancho.route("/get_countries", [{"country": "jp", "players": 3}])

    told = bancho.explain("/get_countries")

    assert told.says == "whatever your own route /get_countries answers"


def test_a_key_is_given_as_a_header(bancho: Bancho) -> None:
    bancho.create.api_key(player=3, key="11111111-2222-4333-8444-555555555555")

    told = bancho.explain("/get_friends", headers={"authorization": "11111111-2222-4333-8444-555555555555"})

    assert (told.status, told.says) == (200, "found, and nothing is odd about it")


@pytest.mark.parametrize(
    "target",
    [
        "/get_player_info?name=Ümlaut&scope=info",
        "https://api.someserver.example/get_player_info?name=%C3%9Cmlaut&scope=info",
    ],
)
def test_addresses_and_letters_are_taken_as_they_are_typed(target: str) -> None:
    bancho = Bancho(world=World.build([player(3, name="Ümlaut")]))

    assert bancho.explain(target).status == 200


@pytest.mark.parametrize("target", ["", "get_player_info", "http://somewhere.example", "?id=3"])
def test_what_is_no_path(target: str) -> None:
    with pytest.raises(Mistake) as mistake:
        Bancho(players=0).explain(target)

    assert str(mistake.value) == f"{target!r} is no path; give one such as /get_player_info?id=3&scope=all"


def test_the_text_and_the_same_as_data() -> None:
    bancho = Bancho(players=0)
    bancho.create.player(id=3, name="Aika", country="jp")

    told = bancho.explain("/v2/players?country=de&limit=1")

    assert str(told) == told.text
    assert told.text.splitlines() == [
        "GET /v2/players?country=de&limit=1",
        "200: an empty list",
        (
            "* the parameter 'limit' is ignored, as bancho.py does: it takes priv, country, clan_id, clan_priv, "
            "preferred_mode, play_style, page and page_size"
        ),
        "",
        "players: 1",
        "  -1  unless country is 'de'   (1 without this)",
        "  = 0",
        "",
        "Try instead",
        "  /v2/players?limit=1  1 row, without country",
    ]
    assert told.to_dict() == {
        "request": "GET /v2/players?country=de&limit=1",
        "status": 200,
        "says": "an empty list",
        "why": list(told.why),
        "lists": [
            {
                "about": "players",
                "considered": 1,
                "steps": [{"filter": "country is 'de'", "dropped": 1, "without": 1}],
                "found": 0,
                "first": 0,
                "shown": 0,
            }
        ],
        "instead": [{"path": "/v2/players?limit=1", "why": "1 row, without country"}],
    }
