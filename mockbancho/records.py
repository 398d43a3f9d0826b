"""The rows of a world: bancho.py's tables, with its column names and types, and its live state.

A record never changes; a change replaces it (`msgspec.structs.replace`). Defaults are those of bancho.py's columns.
Datetimes are naive UTC, as in the database.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from mockbancho.osu.matches import SLOTS, SlotStatus
from mockbancho.osu.players import Privileges
from mockbancho.osu.scores import Grade

TinyInt = Annotated[int, Meta(ge=-128, le=127)]
Int = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)]
UnsignedInt = Annotated[int, Meta(ge=0, le=2**32 - 1)]
BigInt = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
Id = Annotated[int, Meta(ge=0, le=2**31 - 1)]
BigId = Annotated[int, Meta(ge=0, le=2**63 - 1)]
Md5 = Annotated[str, Meta(max_length=32)]


_UNRESTRICTED: Final = Privileges.UNRESTRICTED.value
"""A plain number: arithmetic with flags is slow, and this one is asked for every row of a list."""


class Record(msgspec.Struct, frozen=True, gc=False, kw_only=True, forbid_unknown_fields=True):
    """One row; equal when all columns are."""


class Player(Record, frozen=True, gc=False, kw_only=True):
    """A row of `users`. `email` and `pw_bcrypt` are never kept. Times are Unix seconds."""

    id: Id
    name: Annotated[str, Meta(max_length=32)]
    safe_name: Annotated[str, Meta(max_length=32)]
    priv: Int = 1
    country: Annotated[str, Meta(min_length=2, max_length=2)] = "xx"
    silence_end: Int = 0
    donor_end: Int = 0
    creation_time: Int = 0
    latest_activity: Int = 0
    clan_id: Int = 0
    clan_priv: TinyInt = 0
    preferred_mode: Int = 0
    play_style: Int = 0
    custom_badge_name: Annotated[str, Meta(max_length=16)] | None = None
    custom_badge_icon: Annotated[str, Meta(max_length=64)] | None = None
    userpage_content: Annotated[str, Meta(max_length=2048)] | None = None
    api_key: Annotated[str, Meta(max_length=36)] | None = None

    @property
    def is_restricted(self) -> bool:
        """Whether others cannot see the player: `priv` lacks the first bit."""
        return not self.priv & _UNRESTRICTED


class Stats(Record, frozen=True, gc=False, kw_only=True):
    """A row of `stats`: what player *id* did in one mode. `playtime` in seconds, `acc` in percent."""

    id: Id
    mode: TinyInt
    tscore: BigInt = 0
    rscore: BigInt = 0
    pp: UnsignedInt = 0
    plays: UnsignedInt = 0
    playtime: UnsignedInt = 0
    acc: float = 0.0
    max_combo: UnsignedInt = 0
    total_hits: UnsignedInt = 0
    replay_views: UnsignedInt = 0
    xh_count: UnsignedInt = 0
    x_count: UnsignedInt = 0
    sh_count: UnsignedInt = 0
    s_count: UnsignedInt = 0
    a_count: UnsignedInt = 0


class Clan(Record, frozen=True, gc=False, kw_only=True):
    """A row of `clans`."""

    id: Id
    name: Annotated[str, Meta(max_length=16)]
    tag: Annotated[str, Meta(max_length=6)]
    owner: Int
    created_at: datetime


class Beatmapset(Record, frozen=True, gc=False, kw_only=True):
    """A row of `mapsets`. A beatmap whose set has no row is unknown to most of bancho.py."""

    server: Literal["osu!", "private"] = "osu!"
    id: Id
    last_osuapi_check: datetime


class Beatmap(Record, frozen=True, gc=False, kw_only=True):
    """A row of `maps`. `total_length` in seconds, `diff` in stars."""

    server: Literal["osu!", "private"] = "osu!"
    id: Id
    set_id: Int
    status: Int
    md5: Md5
    artist: Annotated[str, Meta(max_length=128)]
    title: Annotated[str, Meta(max_length=128)]
    version: Annotated[str, Meta(max_length=128)]
    creator: Annotated[str, Meta(max_length=19)]
    filename: Annotated[str, Meta(max_length=256)]
    last_update: datetime
    total_length: Int
    max_combo: Int
    frozen: TinyInt = 0
    plays: Int = 0
    passes: Int = 0
    mode: TinyInt = 0
    bpm: float = 0.0
    cs: float = 0.0
    ar: float = 0.0
    od: float = 0.0
    hp: float = 0.0
    diff: float = 0.0


class Score(Record, frozen=True, gc=False, kw_only=True):
    """A row of `scores`. `acc` in percent, `time_elapsed` in milliseconds, `perfect` 0 or 1."""

    id: BigId
    map_md5: Md5
    score: Int
    pp: float
    acc: float
    max_combo: Int
    mods: Int
    n300: Int
    n100: Int
    n50: Int
    nmiss: Int
    ngeki: Int
    nkatu: Int
    grade: Grade = Grade.N
    status: TinyInt
    mode: TinyInt
    play_time: datetime
    time_elapsed: Int
    client_flags: Int
    userid: Int
    perfect: TinyInt
    online_checksum: Md5


class Pool(Record, frozen=True, gc=False, kw_only=True):
    """A row of `tourney_pools`."""

    id: Id
    name: Annotated[str, Meta(max_length=16)]
    created_at: datetime
    created_by: Int


class PoolBeatmap(Record, frozen=True, gc=False, kw_only=True):
    """A row of `tourney_pool_maps`: a beatmap's place in a pool."""

    map_id: Int
    pool_id: Int
    mods: Int
    slot: TinyInt


class Relationship(Record, frozen=True, gc=False, kw_only=True):
    """A row of `relationships`: what *user2* is to *user1*."""

    user1: Int
    user2: Int
    type: Literal["friend", "block"]


class Favourite(Record, frozen=True, gc=False, kw_only=True):
    """A row of `favourites`: a beatmapset that a player marked, at a Unix time."""

    userid: Int
    setid: Int
    created_at: Int = 0


class Session(Record, frozen=True, gc=False, kw_only=True):
    """An online player, by the player's *id*. `login_time` in Unix seconds, with a fraction."""

    id: Id
    login_time: float
    action: int = 0
    info_text: str = ""
    map_md5: str = ""
    mods: int = 0
    mode: int = 0
    map_id: int = 0


class Slot(Record, frozen=True, gc=False, kw_only=True):
    """One of the sixteen places of a match."""

    player: int | None = None
    status: int = SlotStatus.OPEN.value
    team: int = 0
    mods: int = 0
    loaded: bool = False
    skipped: bool = False


EMPTY_SLOTS: Final = (Slot(),) * SLOTS


class Match(Record, frozen=True, gc=False, kw_only=True):
    """A multiplayer match, by its place *id* (0 to 63); `map_id` is -1 while no beatmap is chosen."""

    id: Annotated[int, Meta(ge=0, le=63)]
    name: str
    host: int
    referees: tuple[int, ...] = ()
    map_id: int = -1
    map_md5: str = ""
    map_name: str = ""
    mode: int = 0
    mods: int = 0
    win_condition: int = 0
    team_type: int = 0
    freemods: bool = False
    seed: int = 0
    in_progress: bool = False
    is_scrimming: bool = False
    slots: Annotated[tuple[Slot, ...], Meta(min_length=SLOTS, max_length=SLOTS)] = EMPTY_SLOTS


class Scrim(Record, frozen=True, gc=False, kw_only=True):
    """A scrim, by the *id* of its match: of *best_of* points at most, the *winners* of those that were given, in order.

    A winner is a player, or a team where there are teams. *scores* are those of the beatmap that is being played.
    """

    id: Annotated[int, Meta(ge=0, le=63)]
    best_of: int
    winners: tuple[int, ...] = ()
    scores: tuple[int, ...] = ()


class BeatmapFile(Record, frozen=True, gc=False, kw_only=True):
    """The bytes of a beatmap's `.osu` file, by the beatmap's id."""

    id: Id
    content: bytes


class BeatmapRecipe(Record, frozen=True, gc=False, kw_only=True):
    """All that a generated `.osu` file depends on, by the beatmap's id: the file is written anew when it is asked for.

    *level* is about the stars it has, *bits* what else its patterns are drawn from, *total_length* in seconds.
    """

    id: Id
    set_id: Int
    mode: TinyInt
    artist: str
    title: str
    version: str
    creator: str
    bits: BigInt
    level: float
    total_length: Int
    bpm: float
    cs: float
    ar: float
    od: float
    hp: float


class ReplayFrames(Record, frozen=True, gc=False, kw_only=True):
    """The stored replay of a score: the frames alone (LZMA), as the server keeps them, by the score's id.

    Without *content* the score has none, and none is built.
    """

    id: BigId
    content: bytes | None


class Avatar(Record, frozen=True, gc=False, kw_only=True):
    """An avatar's file, by its name such as `3.png`; `default.*` is shown to whoever has none."""

    name: str
    content: bytes


class Due(Record, frozen=True, gc=False, kw_only=True):
    """Something that will happen: at *due* (microseconds), in *order* among equals, an action with its arguments."""

    due: int
    order: int
    action: str
    arguments: tuple[tuple[str, object], ...] = ()


class Quota(Record, frozen=True, gc=False, kw_only=True):
    """What is left of an allowance, by its name, and when (microseconds) it is full again."""

    name: str
    left: int
    renews: int


class Ordinal(Record, frozen=True, gc=False, kw_only=True):
    """How many things of a *kind* were made without a name or an id: the next one is drawn by that number."""

    kind: str
    taken: int


class CastMember(Record, frozen=True, gc=False, kw_only=True):
    """A *name* that a scenario gave to a player, beatmap, match or other thing: the row of this *noun* and *id*."""

    name: str
    noun: str
    id: int


Breakage = Literal[
    "bad_json", "truncated", "wrong_type", "empty_body", "empty_reply", "reset", "reset_in_body", "garbage", "hang"
]
"""What becomes of an answer: its JSON is broken; half of it comes, then the connection ends; it has another content
type; it is empty; the connection is closed without any; it is reset before the answer or in the middle of it; what
comes is no HTTP; nothing ever comes."""


class Fault(Record, frozen=True, gc=False, kw_only=True):
    """What goes wrong with answers, and when: it is known by its *name*, and *number* says which was added first.

    *endpoint* is a name, a pattern such as `get_*` or of paths, `*` for every request; *where* are parameters that the
    request must have. The columns from *latency* to *body* say what goes wrong, those from *rate* to *ends* when. Times
    are in microseconds; *seen* counts the requests that it was about, *fired* those that it hit.
    """

    name: str
    number: int
    endpoint: str = "*"
    where: tuple[tuple[str, str], ...] = ()
    latency: str | None = None
    drip: int = 0
    status: int | None = None
    retry_after: int = 0
    quota: int | None = None
    per: int = 0
    reply: Breakage | None = None
    body: str | None = None
    rate: float = 1.0
    first: int | None = None
    nth: int | None = None
    every: int | None = None
    times: int | None = None
    begins: int = 0
    ends: int | None = None
    seen: int = 0
    fired: int = 0


Row = (
    Player
    | Stats
    | Clan
    | Beatmapset
    | Beatmap
    | Score
    | Pool
    | PoolBeatmap
    | Relationship
    | Favourite
    | Session
    | Match
    | Scrim
    | BeatmapFile
    | BeatmapRecipe
    | ReplayFrames
    | Avatar
    | Due
    | Quota
    | Ordinal
    | CastMember
    | Fault
)
