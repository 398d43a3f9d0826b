"""People differ in what they play, how well, with which mods and when, and they grow."""

from collections import Counter

import pytest
from mockbancho.factories.playing.evenings import likelihood, sessions_of
from mockbancho.factories.playing.people import Person, draw_person

from mockbancho.osu.modes import USED_MODES, GameMode
from mockbancho.osu.mods import Mods, read_mods

from .peopled import DAY, NOW, SEED, person, share

LATER = NOW + 4000 * DAY
"""When everybody is grown."""


def people(many: int = 600) -> list[Person]:
    return [person(number) for number in range(many)]


def choosing(letters: str, mode: GameMode = GameMode.OSU) -> float:
    """The share of players who choose these mods in more than a third of their plays."""
    wanted = read_mods(letters)
    chosen = [each.choices[mode] for each in people() if mode in each.choices]
    return share([share([mods & wanted == wanted for mods in each]) > 1 / 3 for each in chosen])


def test_a_person_is_the_same_on_every_machine() -> None:
    aika = draw_person(SEED, "Aika", country="jp", joined=1_600_000_000)

    assert (aika.root, aika.main, aika.modes.count(3), aika.offset) == (15406885719466184187, 3, 8, 32_400)
    assert [round(aika.skill_at(0, 1_600_000_000 + days * DAY), 9) for days in (0, 400)] == [1.627634797, 2.310792257]


def test_a_person_depends_on_seed_and_key_alone() -> None:
    first, again, other, elsewhere = (
        draw_person(seed, key, country="jp", joined=0)
        for seed, key in ((7, "Aika"), (7, "Aika"), (7, "Mira"), (8, "Aika"))
    )

    assert first == again
    assert len({first.root, other.root, elsewhere.root}) == 3


def test_most_play_osu_and_somebody_plays_every_mode() -> None:
    mains = Counter(each.main for each in people())

    assert 0.6 < mains[GameMode.OSU] / 600 < 0.78
    assert set(mains) == set(USED_MODES)


def test_skill_has_a_long_tail() -> None:
    skills = sorted(each.skill_at(0, LATER) for each in people() if each.main == GameMode.OSU)

    assert 4.9 < skills[len(skills) // 2] < 6.2
    assert 0.02 < share([skill > 8 for skill in skills]) < 0.1
    assert skills[-1] - skills[len(skills) // 2] > 0.85 * (skills[len(skills) // 2] - skills[0])


def test_second_modes_are_weaker_than_the_main_mode() -> None:
    for each in (one for one in people() if len(set(one.modes)) == 2):
        second = next(mode for mode in each.modes if mode != each.main)
        assert each.parts[second] < each.parts[each.main]
        assert each.modes.count(each.main) > each.modes.count(second)


def test_a_mode_that_a_person_hardly_plays_is_played_badly_and_without_choices() -> None:
    stranger = next(each for each in people() if set(each.modes) == {0})

    assert stranger.skill_at(3, LATER) < 0.5 * stranger.skill_at(0, LATER)
    assert (stranger.mods_in(3), stranger.mods_in(4), stranger.mods_in(8)) == ((0,), (Mods.RELAX,), (Mods.AUTOPILOT,))


def test_people_grow_fast_and_then_slowly() -> None:
    for each in people():
        begun, half, grown, later = (
            each.skill_at(each.main, each.joined + part * each.prime // 2) for part in (0, 1, 2, 3)
        )
        assert begun < half < grown == later
        assert half - begun > 2 * (grown - half)


@pytest.mark.parametrize(
    ("letters", "least", "most"), [("HD", 0.25, 0.55), ("DT", 0.1, 0.35), ("HR", 0.06, 0.25), ("FL", 0.0, 0.05)]
)
def test_osu_players_have_mods_of_their_own(letters: str, least: float, most: float) -> None:
    assert least <= choosing(letters) <= most


def test_who_is_not_very_good_plays_plainly() -> None:
    modest = [each for each in people() if each.talent < 3.4 and 0 in each.choices]

    assert len(modest) > 20
    assert min(share([mods == 0 for mods in each.choices[0]]) for each in modest) > 0.6


def test_main_mode_and_talent_can_be_given() -> None:
    given = draw_person(SEED, 1, country="jp", joined=0, main=GameMode.TAIKO, talent=6.0)

    assert (given.main, given.talent, given.parts[GameMode.TAIKO]) == (GameMode.TAIKO, 6.0, 1.0)
    assert given.root == draw_person(SEED, 1, country="jp", joined=0).root


def test_mania_players_do_without_mods() -> None:
    chosen = [share([mods == 0 for mods in each.choices[3]]) for each in people() if 3 in each.choices]

    assert min(chosen) > 0.5


@pytest.mark.parametrize(("modes", "bit"), [((4, 5, 6), Mods.RELAX), ((8,), Mods.AUTOPILOT), ((0, 1, 2, 3), 0)])
def test_relax_and_autopilot_are_in_all_mods_of_their_modes(modes: tuple[int, ...], bit: int) -> None:
    assisting = Mods.RELAX | Mods.AUTOPILOT
    chosen = {mods & assisting for each in people() for mode in modes for mods in each.choices.get(mode, ())}

    assert chosen == {bit}


def test_people_live_where_their_country_is() -> None:
    living = {country: draw_person(SEED, 1, country=country, joined=0).offset // 3600 for country in ("jp", "de", "xx")}

    assert living == {"jp": 9, "de": 1, "xx": 0}
    assert len({draw_person(SEED, key, country="us", joined=0).offset for key in range(50)}) == 3


def test_everybody_stays_away_for_some_weeks_and_plays_in_others() -> None:
    for each in people(100):
        weeks = [likelihood(each, 19_000 + 7 * week) for week in range(104)]
        assert 0.2 < share([week == 0 for week in weeks]) < 0.75


def test_sessions_begin_after_joining_and_hold_as_many_plays_as_asked() -> None:
    for each in people(100):
        sessions = sessions_of(each, 200, NOW)
        assert sum(session.size for session in sessions) == 200
        assert all(each.joined <= session.at <= NOW and 1 <= session.size <= 40 for session in sessions)


def test_more_plays_are_more_sessions_between_the_others() -> None:
    for each in people(100):
        fewer, more = sessions_of(each, 100, NOW), sessions_of(each, 200, NOW)
        assert len(set(fewer) - set(more)) <= 1
