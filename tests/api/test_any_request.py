"""Whatever is sent, the answer is one that was meant: never a Python error, never a 500 that is not the real server's."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mockbancho.contract import CONTRACTS
from mockbancho.world.journal import Source
from mockbancho.world.world import World
from tests.api.asking import Asker, in_every_contract

PATHS = sorted({path for c in CONTRACTS.values() for endpoint in c.endpoints.values() for path in c.paths(endpoint)})
NAMES = sorted({p.name for c in CONTRACTS.values() for endpoint in c.endpoints.values() for p in endpoint.parameters})
VALUES = st.one_of(
    st.sampled_from(
        "0 1 2 3 4 5 6 7 8 9 11 12 13 14 64 93 100 9001 9010 -1 501 2147483647 2147483648 9223372036854775807 "
        "18446744073709551616 stats info all recent best pp acc true off us NL Marrow quill_vane %25 %5C _ ~ = ~8 =HDDT "
        "c23dff0160749c9f6980827038888cb5 %F0%A0%AE%B7%E9%87%8E %00 %FF %C3 3.0 1e1 \uff13 +3".split()
    ),
    st.sampled_from(["9" * 4300, "9" * 4301, "-" + "9" * 4300, "~" + "9" * 5000, "a" * 5000, "%F0%9F%98%80" * 20]),
    st.integers(-5, 200).map(str),
    st.text(max_size=12),
    st.binary(max_size=12).map(lambda value: value.decode("latin-1")),
)
QUERIES = st.lists(
    st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=4)), VALUES).map("=".join), max_size=6
).map("&".join)
KNOWN_PATHS = st.builds(
    lambda path, value, tail: path.replace("{mode}", value).replace("{", value + "{").partition("{")[0] + tail,
    st.sampled_from(PATHS),
    st.sampled_from([*"3 1 0 99 -1 9001 abc %00 %FF 4.0".split(), "9" * 4301]),
    st.sampled_from(["", "", "", "", "/", "//", "/stats", "/status", "/stats/0", "%0A", "%2F", ";", "."]),
)
TARGETS = st.builds(
    lambda path, query: f"{path}?{query}",
    st.one_of(KNOWN_PATHS, KNOWN_PATHS, st.text(max_size=20).map(lambda text: "/" + text.replace("?", ""))),
    QUERIES,
)
HEADERS = st.lists(
    st.tuples(
        st.sampled_from("host origin accept authorization range access-control-request-method x".split()),
        st.one_of(
            st.sampled_from(["a.x", "[::1", "api.x:99999", "text/html", "*", "", "http://x", "a.", "é"]),
            st.text(st.characters(max_codepoint=255), max_size=8),
        ),
    ),
    max_size=4,
)
METHODS = st.sampled_from([*"GET GET GET GET GET GET HEAD POST PUT DELETE OPTIONS PATCH BREW get".split(), ""])


@in_every_contract
@given(method=METHODS, target=TARGETS, headers=HEADERS)
@example(method="GET", target="/get_player_scores?id=3&scope=best&mods=" + "9" * 4301, headers=[])
@example(method="GET", target="/v1/get_player_scores?id=3&scope=best&mods=" + "9" * 4301, headers=[])
@example(method="GET", target="/get_player_count/?\xff", headers=[])
@example(method="GET", target="/v1/get_player_count/?\xff", headers=[("host", "[::1")])
@example(method="GET", target="/v2/players/" + "9" * 4300 + "/stats", headers=[])
@example(method="GET", target="/v2/players?page=" + "9" * 4300, headers=[])
@settings(max_examples=500, deadline=None)
def test_every_request_has_an_answer_that_was_meant(
    contract: str, method: str, target: str, headers: list[tuple[str, str]], recorded_world: World
) -> None:
    ask = Asker(recorded_world)

    answer = ask.send(method, target, contract, headers=headers)

    noted = ask.last_call(contract)
    meant = {200, 307, 400, 401, 403, 404, 405, 409, 422}
    allowed = meant if noted.source is not Source.UPSTREAM_CRASH else {500}
    assert answer.status in allowed
    assert (noted.source is Source.UPSTREAM_CRASH) <= (contract != "any")
    assert int(answer.headers["content-length"]) == len(answer.body) or method == "HEAD"
    assert answer.headers.get("content-type") != "application/json" or method == "HEAD" or answer.json()


@pytest.mark.parametrize("contract", CONTRACTS)
@given(path=st.sampled_from(PATHS), query=QUERIES)
@settings(max_examples=500, deadline=None)
def test_every_endpoint_answers_any_query(contract: str, path: str, query: str, recorded_world: World) -> None:
    ask = Asker(recorded_world)
    numbered = path.replace("{mode}", "0").replace("{player_id}", "3").partition("{")[0]

    answer = ask.send("GET", f"{numbered}?{query}", contract)

    noted = ask.last_call(contract)
    assert (answer.status == 500) == (noted.source is Source.UPSTREAM_CRASH)
    assert answer.status != 500 or contract != "any"
