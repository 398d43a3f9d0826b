"""How this project was tested until now: each answer of the server is copied by hand, from wherever it was seen."""

from __future__ import annotations

from pytest_httpserver import HTTPServer
from weekly_post import Job

AIKA = {"player_id": 3, "name": "Aika", "country": "jp", "pp": 7210, "clan_tag": None}


def test_the_best_player_is_posted(job: Job, httpserver: HTTPServer) -> None:
    asked = {"sort": "pp", "limit": "3"}
    httpserver.expect_ordered_request("/v1/get_leaderboard", query_string=asked).respond_with_json(
        {
            "status": "success",
            "leaderboard": [AIKA],
        }
    )
    httpserver.expect_ordered_request(
        "/webhook", method="POST", json={"content": "1. Aika 7,210pp"}
    ).respond_with_data()

    job.run()

    httpserver.check()
