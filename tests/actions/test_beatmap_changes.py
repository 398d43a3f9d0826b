"""Ranking and updating beatmaps: what the API then says, and what stays as it was."""

from hashlib import md5
from pathlib import Path

import pytest

from mockbancho import Bancho, Mistake
from mockbancho.records import Beatmap
from mockbancho.world.world import World


def told(bancho: Bancho) -> list[tuple[str, int | None, str]]:
    return [(event.kind, event.beatmap, event.text) for event in bancho.events]


def test_a_beatmap_gets_another_status(bancho: Bancho) -> None:
    opener = bancho.create.beatmap(status="pending")

    bancho.set_beatmap_status(opener, "loved")

    answer = bancho.get("/get_map_info", id=opener.id).json()["map"]
    assert (answer["status"], bancho.beatmaps[opener.id].frozen) == (5, 1)
    assert told(bancho) == [("beatmap_status_changed", opener.id, "loved")]


def test_stats_follow_a_status_with_the_next_score_alone(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    old, new = bancho.create.beatmap(stars=5.0), bancho.create.beatmap(stars=2.0)
    bancho.create.score("Aika", old, accuracy=99)
    before = bancho.stats.of(3)

    bancho.set_beatmap_status(old, "pending")
    unchanged = bancho.stats.of(3)
    best = bancho.get("/get_player_scores", id=3, scope="best").json()["scores"]
    score = bancho.submit_score("Aika", new, accuracy=95)

    after = bancho.stats.of(3)
    assert before is not None
    assert after is not None
    assert (unchanged, best) == (before, [])
    assert after.pp == round(score.pp + 0.25) < before.pp
    assert after.rscore == before.rscore + score.score


def test_an_updated_beatmap_is_another_file_that_nobody_has_played(bancho: Bancho) -> None:
    bancho.create.player(name="Aika")
    opener = bancho.create.beatmap(stars=4.0, cs=4, ar=9, od=8, hp=5, bpm=180)
    bancho.create.score("Aika", opener, accuracy=99)
    stats, file = bancho.stats.of(3), bancho.beatmap_file(opener)
    bancho.advance("90s")

    bancho.update_beatmap(opener)

    now, edited = bancho.beatmaps[opener.id], bancho.beatmap_file(opener.id)
    answer = bancho.get("/get_map_info", id=opener.id).json()["map"]
    kept = ("id", "set_id", "status", "artist", "title", "version", "creator", "cs", "ar", "od", "hp", "bpm")
    assert answer["md5"] == now.md5 == md5(edited, usedforsecurity=False).hexdigest() != opener.md5
    assert edited != file
    assert (answer["plays"], answer["passes"], answer["last_update"]) == (0, 0, "2024-07-01T12:01:30")
    assert [getattr(now, each) for each in kept] == [getattr(opener, each) for each in kept]
    assert now.diff == pytest.approx(4.0, abs=1.0)
    assert (bancho.scores[1].map_md5, bancho.stats.of(3)) == (opener.md5, stats)
    assert bancho.get("/get_map_scores", id=opener.id, scope="best").json()["scores"] == []
    assert told(bancho) == [("beatmap_updated", opener.id, opener.md5)]


def test_every_update_is_another_and_the_same_in_every_world_of_a_seed() -> None:
    def updated(seed: int, count: int) -> Beatmap:
        bancho = Bancho(world=World.build(seed=seed))
        bancho.create.beatmap(id=3, stars=3.0)
        for _ in range(count):
            bancho.update_beatmap(3)
        return bancho.beatmaps[3]

    versions = [updated(7, count).md5 for count in range(4)]

    assert len(set(versions)) == 4
    assert updated(7, 3).md5 == versions[3]
    assert updated(8, 3).md5 not in versions


def test_a_beatmap_without_a_file_is_updated_too(bancho: Bancho) -> None:
    bare = bancho.create.beatmap(file=False, plays=9, passes=4)

    bancho.update_beatmap(bare)

    now = bancho.beatmaps[bare.id]
    assert (len(now.md5), now.md5 == bare.md5, now.plays, now.passes, now.max_combo) == (
        32,
        False,
        0,
        0,
        bare.max_combo,
    )


def test_a_file_of_ones_own_gets_an_empty_line_more(bancho: Bancho, tmp_path: Path) -> None:
    content = bancho.beatmap_file(bancho.create.beatmap())
    (tmp_path / "own.osu").write_bytes(content)
    other = Bancho(world=World.build(seed=1))
    own = other.create.beatmap(file=tmp_path / "own.osu")

    other.update_beatmap(own)

    assert other.beatmap_file(own.id) == content + b"\r\n"
    assert other.beatmaps[own.id].md5 == md5(content + b"\r\n", usedforsecurity=False).hexdigest()


def test_scores_on_an_updated_beatmap_have_pp(bancho: Bancho) -> None:
    bancho.create.player(name="Aika", online=True)
    opener = bancho.create.beatmap(stars=4.0)
    bancho.update_beatmap(opener)

    score = bancho.submit_score("Aika", opener, accuracy=99)

    assert score.map_md5 == bancho.beatmaps[opener.id].md5
    assert score.pp > 20
    assert bancho.beatmaps[opener.id].plays == 1


@pytest.mark.parametrize(
    ("verb", "arguments", "sentence"),
    [
        ("set_beatmap_status", {"beatmap": 3, "status": "ranked"}, "set_beatmap_status: beatmap 3, Lumen - Opener [Hard], is ranked already"),
        ("set_beatmap_status", {"beatmap": 3, "status": "rankd"}, "set_beatmap_status: status: 'rankd' is no BeatmapStatus; did you mean 'ranked'? Known: not_submitted, pending, update_available, ranked, approved, qualified, loved"),
        ("set_beatmap_status", {"beatmap": 4, "status": "loved"}, "set_beatmap_status: beatmap: no beatmap 4"),
        ("update_beatmap", {"beatmap": "Openr"}, "update_beatmap: beatmap: no beatmap 'Openr'"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    bancho: Bancho, verb: str, arguments: dict[str, object], sentence: str
) -> None:
    opener = bancho.create.beatmap(artist="Lumen", title="Opener", version="Hard")

    with pytest.raises(Mistake) as caught:
        bancho.act(verb, **arguments)

    assert str(caught.value) == sentence
    assert (list(bancho.beatmaps), bancho.events) == ([opener], [])
