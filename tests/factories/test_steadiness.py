"""What is drawn for one thing stays the same, whatever else is made, in whatever order, world or thread."""

from threading import Thread
from typing import Any, Literal

import pytest
from msgspec.structs import replace

from mockbancho import Bancho, Mistake
from mockbancho.records import Beatmap, Player, Score

pytestmark = pytest.mark.unmeasured

NAMES = ["Aika", "Mira", "Zoe", "Kenji"]


def drawn(player: Player) -> Player:
    """A player without what may shift: the id."""
    return replace(player, id=0)


def played(score: Score) -> Score:
    """A score without what may shift: the ids."""
    return replace(score, id=0, userid=0)


def unnamed(bancho: Bancho, count: int = 5) -> list[Player]:
    return [drawn(bancho.create.player()) for _ in range(count)]


def test_named_players_do_not_depend_on_the_order() -> None:
    forward, backward = Bancho(seed=7), Bancho(seed=7)

    one = {name: drawn(forward.create.player(name=name)) for name in NAMES}
    other = {name: drawn(backward.create.player(name=name)) for name in reversed(NAMES)}

    assert one == other


def test_named_players_in_between_leave_unnamed_ones_alone() -> None:
    plain, mixed = Bancho(seed=7), Bancho(seed=7)
    expected = unnamed(plain)

    found: list[Player] = []
    for name in [*NAMES, "Last"]:
        mixed.create.player(name=name)
        mixed.create.player(id=1000 * (len(found) + 1))
        found.append(drawn(mixed.create.player()))

    assert found == expected


def test_players_with_given_ids_are_drawn_by_them() -> None:
    one, other = Bancho(seed=7), Bancho(seed=7)
    other.create.player()

    assert replace(one.create.player(id=500), name="", safe_name="") == replace(
        other.create.player(id=500), name="", safe_name=""
    )


def test_a_given_name_makes_a_drawn_one_give_way_and_no_other() -> None:
    plain, crowded = Bancho(seed=7), Bancho(seed=7)
    expected = unnamed(plain)

    crowded.create.player(name=expected[2].name)
    found = unnamed(crowded)

    assert [row.name == other.name for row, other in zip(found, expected, strict=True)] == [
        True,
        True,
        False,
        True,
        True,
    ]
    assert [row.country for row in found] == [row.country for row in expected]
    assert len({player.safe_name for player in crowded.players}) == len(crowded.players)


def test_other_things_leave_players_alone() -> None:
    plain, busy = Bancho(seed=7), Bancho(seed=7)
    expected = unnamed(plain)

    found: list[Player] = []
    for _ in expected:
        player = busy.create.player()
        busy.create.score(player, busy.create.beatmap())
        busy.create.clan(owner=player)
        found.append(drawn(player))

    assert found == expected


def test_scores_depend_on_their_player_and_on_how_many_there_were() -> None:
    plain, busy = Bancho(seed=7), Bancho(seed=7)

    def scores(bancho: Bancho, *, others: bool) -> list[Score]:
        aika = bancho.create.player(name="Aika")
        bancho.create.beatmap(id=900, stars=5)
        found: list[Score] = []
        for _ in range(4):
            if others:
                mira = bancho.create.player()
                bancho.create.score(mira, 900)
            found.append(played(bancho.create.score(aika, 900)))
        return found

    assert scores(busy, others=True) == scores(plain, others=False)


def test_a_pick_moves_only_to_a_new_candidate() -> None:
    plain, richer = Bancho(seed=7), Bancho(seed=7)
    for bancho in (plain, richer):
        bancho.create.player(name="Aika")
        for number in range(100, 110):
            bancho.create.beatmap(id=number)
    new = richer.create.beatmap(id=50)

    before = [plain.create.score("Aika").map_md5 for _ in range(20)]
    after = [richer.create.score("Aika").map_md5 for _ in range(20)]

    assert {md5 for old, md5 in zip(before, after, strict=True) if md5 != old} <= {new.md5}


def test_two_worlds_side_by_side_do_not_disturb_each_other() -> None:
    alone = unnamed(Bancho(seed=7))
    one, other = Bancho(seed=7), Bancho(seed=8)

    found: list[Player] = []
    for _ in alone:
        found += unnamed(one, 1)
        unnamed(other, 1)

    assert found == alone


def test_another_thread_draws_the_same() -> None:
    here = unnamed(Bancho(seed=7))
    there: list[Player] = []

    thread = Thread(target=lambda: there.extend(unnamed(Bancho(seed=7))))
    thread.start()
    thread.join()

    assert there == here


def test_a_fork_goes_on_where_its_world_stands() -> None:
    bancho = Bancho(seed=7)
    unnamed(bancho, 2)

    fork = bancho.fork()

    assert unnamed(fork, 3) == unnamed(bancho, 3) == unnamed(Bancho(seed=7))[2:]


def test_a_failed_action_takes_no_ordinal() -> None:
    plain, failing = Bancho(players=0, seed=7), Bancho(players=0, seed=7)

    player = failing.create.player(name="Aika")
    failing.create.clan(owner=player, name="Reds")
    with pytest.raises(Mistake, match="is in clan 1 already"):
        failing.create.clan(owner=player)

    owner = failing.create.player(name="Mira")
    plain_owner = plain.create.player(name="Mira")
    assert replace(failing.create.clan(owner=owner), id=0, owner=0) == replace(
        plain.create.clan(owner=plain_owner), id=0, owner=0
    )


def test_another_seed_draws_others() -> None:
    one, other = ([row.name for row in unnamed(Bancho(seed=seed))] for seed in (7, 8))

    assert set(one).isdisjoint(other)


@pytest.mark.parametrize(
    "columns", [{"country": "jp"}, {"priv": 1}, {"latest_activity": 0}, {"userpage_content": "hello"}]
)
def test_a_given_field_leaves_the_others_alone(columns: dict[str, Any]) -> None:
    plain = Bancho(seed=7).create.player(name="Aika")

    assert Bancho(seed=7).create.player(name="Aika", **columns) == replace(plain, **columns)


@pytest.mark.parametrize(("columns", "file"), [({"plays": 5}, None), ({"cs": 9.0, "plays": 5}, False)])
def test_a_given_field_of_a_beatmap_leaves_the_others_alone(
    columns: dict[str, Any], file: Literal[False] | None
) -> None:
    plain: Beatmap = Bancho(seed=7).create.beatmap(id=5, stars=4.0, file=file)

    assert Bancho(seed=7).create.beatmap(id=5, stars=4.0, file=file, **columns) == replace(plain, **columns)


def test_a_given_figure_of_a_beatmap_changes_only_what_its_file_is_measured_by() -> None:
    plain: Beatmap = Bancho(seed=7).create.beatmap(id=5, stars=4.0)

    given: Beatmap = Bancho(seed=7).create.beatmap(id=5, stars=4.0, cs=6.5)

    measured = {name: getattr(given, name) for name in ("md5", "max_combo", "diff")}
    assert given == replace(plain, cs=6.5, **measured)
    assert given.md5 != plain.md5
