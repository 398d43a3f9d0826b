from mockbancho.api.app import Api
from mockbancho.contract import CONTRACTS
from mockbancho.transports.direct import call
from mockbancho.world.journal import KEPT, Call, Journal, Source
from mockbancho.world.world import World
from tests.api.asking import Asker, asking, in_every_contract, in_the_real_contracts
from tests.rows import player


def told(call_: Call) -> tuple[str | None, int, Source, str, tuple[str, ...]]:
    return call_.endpoint, call_.status, call_.source, call_.reason, call_.ignored


@in_every_contract
def test_a_call_tells_what_was_asked_and_what_answered(contract: str) -> None:
    ask = asking(player(3))
    ask.world.now = 1_719_835_260_000_000
    path = CONTRACTS[contract].prefixes[0] + "/get_player_info"

    ask("/get_player_info?id=3&scope=inf%6F&x=1", contract)

    call_ = ask.last_call(contract)
    assert told(call_) == ("get_player_info", 200, Source.WORLD, "", ("x",))
    assert (call_.at, call_.method, call_.path, call_.query) == (
        1_719_835_260_000_000,
        "GET",
        path,
        b"id=3&scope=inf%6F&x=1",
    )
    assert call_.seconds > 0


@in_every_contract
def test_a_failure_tells_its_reason(contract: str) -> None:
    ask = asking()

    ask("/get_player_info", contract, id=3, scope="info", mode=1)

    assert told(ask.last_call(contract)) == ("get_player_info", 404, Source.WORLD, "Player not found.", ("mode",))


@in_every_contract
def test_a_refused_request_tells_which_parameters_were_ignored(contract: str) -> None:
    ask = asking()

    ask("/get_player_scores", contract, id=3, skope="best", extra=1)

    endpoint, status, source, _, ignored = told(ask.last_call(contract))
    assert (endpoint, status, source) == ("get_player_scores", 422, Source.WORLD)
    assert ignored == ("skope", "extra")


@in_the_real_contracts
def test_a_crash_is_told_apart_from_failures_and_says_what_broke(contract: str) -> None:
    ask = asking(player(3))

    ask("/get_player_scores", contract, id=3, scope="best", mods="", page=2)

    assert told(ask.last_call(contract)) == (
        "get_player_scores",
        500,
        Source.UPSTREAM_CRASH,
        "mods= looks at the first character of an empty text",
        ("page",),
    )


@in_every_contract
def test_what_no_endpoint_answered_is_told_too(contract: str) -> None:
    ask = asking()
    path = CONTRACTS[contract].prefixes[0] + "/get_player_count"

    ask.send("GET", "/nothing", contract)
    ask.send("GET", path + "/", contract)
    ask.send("GET", "/3.png", contract)
    ask.send("POST", path, contract)

    assert [told(call_)[:3] for call_ in ask.api(contract).journal] == [
        (None, 404, Source.NOT_FOUND),
        (None, 307, Source.BESIDE),
        (None, 200, Source.BESIDE),
        ("get_player_count", 405, Source.WORLD),
    ]


@in_every_contract
def test_an_answer_from_memory_is_told_like_the_first(contract: str) -> None:
    ask = asking(player(3))

    ask("/get_player_info", contract, id=3, scope="info", x=1)
    ask("/get_player_info", contract, id=3, scope="info", x=1)

    first, second = ask.api(contract).journal
    assert told(first) == told(second)


def test_a_journal_keeps_the_last_calls() -> None:
    journal = Journal(kept=3)
    api = Api(World.build(), journal=journal)

    replies = [call(api, "GET", f"/{number}") for number in range(5)]

    assert len(replies) == 5
    assert [call_.path for call_ in journal] == ["/2", "/3", "/4"]
    assert len(journal) == 3


def test_a_journal_keeps_a_thousand_calls_unless_told_otherwise() -> None:
    api = Api(World.build())

    replies = [call(api, "GET", "/get_player_count") for _ in range(KEPT + 5)]

    assert len(replies) == 1_005
    assert len(api.journal) == 1_000


def test_whoever_wants_hears_of_each_call() -> None:
    heard: list[Call] = []
    api = Api(World.build(), on_call=heard.append)

    call(api, "GET", "/get_player_count")
    call(api, "GET", "/nothing")

    assert heard == list(api.journal)


def test_each_api_has_its_own_journal(ask: Asker) -> None:
    ask("/get_player_count", "any")
    ask("/get_player_count", "5.3")

    assert [len(ask.api(contract).journal) for contract in CONTRACTS] == [1, 1, 0]


def test_an_answer_names_where_it_is_explained_if_there_is_such_a_place() -> None:
    api = Api(World.build())
    plain = call(api, "GET", "/get_player_count").headers
    api.explained_at = b"/_mock/explain"

    explained = call(api, "GET", "/get_player_count").headers

    assert "mockbancho-explain" not in plain
    assert explained["mockbancho-explain"] == f"/_mock/explain?call={list(api.journal)[-1].number}"
