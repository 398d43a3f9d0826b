"""Who is who is hidden: one person has one new name everywhere, and nothing else changes."""

from mockbancho import Bancho
from mockbancho.learning.anonymous import BADGE, anonymize
from mockbancho.records import Avatar, Beatmap, Clan, Match, Player, Pool, Score, Session, Stats
from mockbancho.world.files.writing import write_rows
from mockbancho.world.world import World
from tests import rows


def world() -> World:
    """A world in which Aika is named in every place that there is."""
    return World.build(
        [
            rows.player(
                3,
                name="Aika",
                clan_id=1,
                custom_badge_name="Aika!",
                custom_badge_icon="https://aika.example/x.png",
                userpage_content="I am Aika",
            ),
            rows.player(4, name="Mira", userpage_content=""),
            rows.stats(3, pp=70),
            rows.clan(1, owner=3, name="Aikas", tag="AIKA"),
            rows.beatmapset(),
            rows.beatmap(7, creator="Aika", title="Song"),
            rows.beatmap(8, creator="Somebody"),
            rows.score(1),
            rows.avatar("3.png"),
            rows.session(3, action=11, info_text="with Aika"),
            rows.session(4, action=2, info_text="Artist - Song [Normal]", map_md5=rows.md5(7)),
            rows.match(1, name="Aika's room"),
            rows.pool(2, name="Aika Cup"),
        ]
    )


def test_no_name_of_a_person_is_left() -> None:
    hidden = world()

    anonymize(hidden, 0)

    text = write_rows(hidden).decode().lower()
    assert ("aika" in text, "mira" in text) == (False, False)


def test_one_person_has_one_new_name_everywhere() -> None:
    hidden = world()

    anonymize(hidden, 0)

    aika, mira = hidden.rows(Player)
    mapped, other = hidden.rows(Beatmap)
    assert (mapped.creator, mapped.filename) == (aika.name, f"Artist - Song ({aika.name}) [Normal].osu")
    assert (other.creator, aika.name != mira.name) == ("Somebody", True)
    assert aika.safe_name == aika.name.lower().replace(" ", "_")


def test_the_same_person_has_the_same_new_name_in_another_recording() -> None:
    hidden, other = world(), World.build([rows.player(9), rows.player(3, name="Aika")])

    anonymize(hidden, 0)
    anonymize(other, 0)

    here, there = hidden.players.get(3), other.players.get(3)
    assert here
    assert there
    assert (here.name, here.safe_name) == (there.name, there.safe_name)


def test_another_seed_draws_other_names() -> None:
    hidden, other = world(), world()

    anonymize(hidden, 0)
    anonymize(other, 1)

    assert [row.name for row in hidden.rows(Player)] != [row.name for row in other.rows(Player)]


def test_what_names_nobody_stays_as_it_is() -> None:
    hidden = world()

    anonymize(hidden, 0)

    aika, mira = hidden.rows(Player)
    assert (aika.id, aika.country, aika.clan_id, mira.userpage_content) == (3, "jp", 1, "")
    assert (list(hidden.rows(Stats)), list(hidden.rows(Score))) == ([rows.stats(3, pp=70)], [rows.score(1)])
    assert [(clan.id, clan.owner) for clan in hidden.rows(Clan)] == [(1, 3)]


def test_texts_are_exchanged_and_pictures_are_gone() -> None:
    hidden = world()

    anonymize(hidden, 0)

    aika, _ = hidden.rows(Player)
    assert (aika.custom_badge_name, aika.custom_badge_icon) == BADGE
    assert aika.userpage_content
    assert list(hidden.rows(Avatar)) == []
    assert [session.info_text for session in hidden.rows(Session)] == ["", "Artist - Song [Normal]"]
    assert ([row.name for row in hidden.rows(Match)], [row.name for row in hidden.rows(Pool)]) == (
        ["Match 1"],
        ["Pool 2"],
    )


def test_a_world_without_names_is_served_as_any_other() -> None:
    hidden = world()
    anonymize(hidden, 0)

    answer = Bancho(world=hidden).get("/get_player_info", id=3, scope="info")

    assert answer.json()["player"]["info"]["name"] == next(iter(hidden.rows(Player))).name
