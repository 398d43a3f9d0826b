"""People: what makes a player's plays the player's own, from the first day on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods, read_mods

from ..chance import Chance, Key
from ..moments import DAY
from .curves import between

if TYPE_CHECKING:
    from collections.abc import Sequence

_CEILINGS: Final = (2.1, 3.3, 4.2, 4.8, 5.3, 5.7, 6.1, 6.6, 7.2, 7.8, 9.0)
"""The stars that players come to, in tenths of all players: few are very good."""
_SCALES: Final = (1.0, 0.87, 0.85, 0.8)
"""What of it they come to in each ruleset, whose stars are not worth the same."""
_MAIN: Final = {
    GameMode.OSU: 67, GameMode.TAIKO: 7, GameMode.CATCH: 5, GameMode.MANIA: 10,
    GameMode.OSU_RELAX: 8, GameMode.OSU_AUTOPILOT: 1, GameMode.TAIKO_RELAX: 1, GameMode.CATCH_RELAX: 1,
}  # fmt: skip
"""How many of a hundred players play a mode most."""
_ZONES: Final[dict[str, tuple[int, ...]]] = {
    "us": (-5, -5, -6, -8), "ru": (3, 3, 3, 5, 7), "de": (1,), "pl": (1,), "jp": (9,), "gb": (0,), "ca": (-5, -5, -8),
    "br": (-3,), "fr": (1,), "au": (10, 10, 8), "kr": (9,), "cn": (8,), "id": (7, 7, 8), "ph": (8,), "nl": (1,),
    "se": (1,), "fi": (2,), "tw": (8,), "hk": (8,), "cl": (-4,), "ar": (-3,), "mx": (-6,), "it": (1,), "es": (1,),
    "ua": (2,), "no": (1,), "my": (8,), "sg": (8,), "be": (1,), "cz": (1,), "at": (1,), "dk": (1,), "th": (7,),
    "vn": (7,), "pt": (0,), "nz": (12,), "hu": (1,), "ro": (2,), "lt": (2,), "lv": (2,), "ee": (2,), "gr": (2,),
    "tr": (3,), "il": (2,), "za": (2,), "pe": (-5,), "co": (-5,), "ch": (1,),
}  # fmt: skip
"""Hours east of Greenwich; one of several is drawn."""

_STYLES: Final[dict[GameMode, dict[str, int]]] = {
    GameMode.OSU: {
        "NM:22 HD:4 HR:2 DT:2 NF:1": 34,
        "HD:18 NM:8 HDHR:3 HDDT:3": 24,
        "DT:10 NM:8 HDDT:8 NC:3 HD:2": 18,
        "HR:12 HDHR:8 NM:6 HD:3 DT:1": 12,
        "NM:8 HD:8 DT:6 HR:5 HDDT:3 HDHR:2": 9,
        "EZ:12 EZHD:3 NM:6 EZDT:3": 2,
        "HDFL:6 FL:2 HD:6 NM:6": 1,
    },
    GameMode.TAIKO: {"NM:18 HD:4 HR:3 DT:2": 5, "HD:10 HDHR:6 NM:6 HR:4": 3, "DT:7 HDDT:6 NM:8 HD:4": 2},
    GameMode.CATCH: {"NM:16 HD:5 HR:4": 4, "HR:12 HDHR:7 NM:5": 3, "HD:12 NM:6 DT:3 HDDT:2": 2},
    GameMode.MANIA: {"NM:26 DT:2 HT:1": 7, "NM:14 DT:10 NC:2": 2, "NM:14 MR:6 HD:3 FI:2": 1},
    GameMode.OSU_RELAX: {"HDDT:8 NM:5 DT:5 HD:4 HDHR:3 HR:2": 3, "DT:9 HDDT:7 HDDTHR:3 NM:3": 2},
    GameMode.OSU_AUTOPILOT: {"NM:12 HD:5 DT:5 HR:3 HDDT:2": 1},
    GameMode.TAIKO_RELAX: {"NM:10 DT:4 HD:3 HR:2": 1},
    GameMode.CATCH_RELAX: {"NM:10 HR:4 DT:4 HD:3": 1},
}
"""What mods players of a mode choose, as shares, and how common such players are; the plainest first."""
_MODEST: Final = 3.4
"""Who comes to fewer stars than this plays plainly."""
_ASSISTING: Final = (0, Mods.RELAX.value, Mods.AUTOPILOT.value)
"""What every play has in a mode of 0 to 3, 4 to 7, 8 to 11."""
_BESIDES: Final = 0.45
"""What of their talent players have in modes that they hardly ever play."""
_WELL: Final = 0.9
"""What of it they have in other modes that they are said to play."""
_QUIET: Final = (0, 0, 0, 1, 1, 2, 3, 5, 9, 20, 90)
"""Days since the last play, in tenths of all players."""


class Person(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """Somebody who plays; *root* is what all their plays are drawn from.

    *talent* is the stars the person comes to in the *main* mode, *parts* how much of it in other modes; *modes* are
    those played, each as often as it stands there, *choices* the mods in each in the same way. *joined* is in Unix
    seconds; *offset* (east of Greenwich), *late*, *prime* (until grown, from the share *start* on) in seconds.
    """

    root: int
    joined: int
    offset: int
    late: int
    main: int
    modes: tuple[int, ...]
    talent: float
    parts: dict[int, float]
    choices: dict[int, tuple[int, ...]]
    start: float
    prime: int
    quiet: int

    def skill_at(self, mode: int, at: int) -> float:
        """Return the stars that the person is as good as in a mode at a Unix time; it grows fast, then slowly."""
        grown = min(1.0, max(0.0, (at - self.joined) / self.prime))
        part = self.parts.get(mode, _BESIDES) * _SCALES[mode % 4]
        return self.talent * part * (self.start + (1 - self.start) * grown * (2 - grown))

    def mods_in(self, mode: int) -> tuple[int, ...]:
        """Return the mods that the person plays a mode with, each as often as it is chosen."""
        return self.choices.get(mode) or (_ASSISTING[mode // 4],)


def talent_of(seed: int, key: Key) -> float:
    """Return which share of all players come to less than the person of this seed and key, 0 to 1."""
    return Chance(seed, "person", key).unit("talent")


def draw_person(
    seed: int,
    key: Key,
    *,
    country: str,
    joined: int,
    main: GameMode | None = None,
    talent: float | None = None,
    others: Sequence[GameMode] = (),
) -> Person:
    """Return the person that this seed and key stand for, who lives in a country and joined at a Unix time.

    *main* is the mode played most, *talent* the stars that the person comes to there; what is None is drawn. In
    *others* the person is nearly as good.
    """
    chance = Chance(seed, "person", key)
    first = chance.weighted("main", _MAIN) if main is None else main
    second = chance.weighted("second", _MAIN)
    stars = between(_CEILINGS, chance.unit("talent")) if talent is None else talent
    zones = _ZONES.get(country, (0,))
    return Person(
        root=chance.bits("plays"),
        joined=joined,
        offset=3600 * zones[chance.between("zone", 0, len(zones) - 1)],
        late=int(3600 * chance.bell("late", -1.5, 2.5)),
        main=int(first),
        modes=(int(first),) * chance.between("loyalty", 3, 12) + (int(second),),
        talent=stars,
        parts={int(second): chance.real("part", 0.5, 0.85), **dict.fromkeys(map(int, others), _WELL), int(first): 1.0},
        choices={int(mode): _choices(chance, mode, stars) for mode in {first, second, *others}},
        start=chance.real("start", 0.5, 0.78),
        prime=DAY * chance.between("prime", 200, 1200),
        quiet=int(DAY * between(_QUIET, chance.unit("quiet"))),
    )


def _choices(chance: Chance, mode: GameMode, talent: float) -> tuple[int, ...]:
    styles = _STYLES[mode]
    plain = next(iter(styles))
    return _expanded(mode, plain if talent < _MODEST else chance.weighted(f"style {mode.word}", styles))


@cache
def _expanded(mode: GameMode, style: str) -> tuple[int, ...]:
    """Return the bits of a style, each mods as often as the style says."""
    shares = (share.split(":") for share in style.split())
    assisted = _ASSISTING[mode // 4]
    return tuple(read_mods(mods) | assisted for mods, times in shares for _ in range(int(times)))
