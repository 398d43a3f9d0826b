"""Written by `make stubs` from the declarations of the actions; change those instead."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from mockbancho.actions import action
from mockbancho.osu.beatmaps import BeatmapStatus
from mockbancho.osu.matches import Team, TeamType, WinCondition
from mockbancho.osu.modes import GameMode
from mockbancho.osu.mods import Mods
from mockbancho.osu.players import Action
from mockbancho.osu.scores import Grade
from mockbancho.records import (
    Beatmap,
    Beatmapset,
    Clan,
    Fault,
    Match,
    Player,
    Pool,
    Relationship,
    Score,
    Session,
    Stats,
)

PREFIX: str
Perform = Callable[[str, action.Action, tuple[object, ...], dict[str, object]], Any]

class Create:
    def __init__(self, perform: Perform) -> None: ...
    def __dir__(self) -> list[str]: ...
    def beatmapset(
        self,
        *,
        id: int | None = ...,  # noqa: A002
        server: Literal["osu!", "private"] = ...,
        last_osuapi_check: datetime | str | None = ...,
    ) -> Beatmapset:
        """Make a set for beatmaps; without one, most of bancho.py does not know a beatmap."""
    def beatmap(
        self,
        *,
        beatmapset: Beatmapset | int | None = ...,
        id: int | None = ...,  # noqa: A002
        stars: float | None = ...,
        file: Path | str | bytes | Literal[False] | None = ...,
        server: Literal["osu!", "private"] = ...,
        status: BeatmapStatus | int | str = ...,
        md5: str = ...,
        artist: str = ...,
        title: str = ...,
        version: str = ...,
        creator: str = ...,
        filename: str = ...,
        last_update: datetime | str = ...,
        total_length: int = ...,
        max_combo: int = ...,
        frozen: int = ...,
        plays: int = ...,
        passes: int = ...,
        mode: GameMode | int | str = ...,
        bpm: float = ...,
        cs: float = ...,
        ar: float = ...,
        od: float = ...,
        hp: float = ...,
    ) -> Beatmap:
        """Make a beatmap with a `.osu` file, ranked unless told, in a set of its own unless one is given.

        What is not given is drawn; in a set that has beatmaps, the song is theirs. The file is written to have the columns
        that are given and so many stars; `file` is one of your own instead, as path or bytes, and says what the columns are.
        The beatmap has none with `file=False`, and with an `md5` or `max_combo`, which no file can be written for.
        """
    def clan(
        self,
        *,
        owner: Player | int | str,
        name: str | None = ...,
        tag: str | None = ...,
        members: Sequence[Player | int | str] = ...,
        id: int | None = ...,  # noqa: A002
        created_at: datetime | str | None = ...,
    ) -> Clan:
        """Make a clan; its owner and members join it. What is not given is drawn."""
    def match(
        self,
        *,
        host: Player | int | str,
        name: str | None = ...,
        beatmap: Beatmap | int | str | None = ...,
        players: Sequence[Player | int | str] = ...,
        mode: GameMode | int | str = ...,
        mods: int = ...,
        win_condition: WinCondition | int | str = ...,
        team_type: TeamType | int | str = ...,
        freemods: bool = ...,
    ) -> Match:
        """Open a match, in its lobby: the host and the other players take slots and are not ready.

        All must be online, and in no other match. It gets the lowest free place from 1 on.
        """
    def player(
        self,
        *,
        name: str | None = ...,
        id: int | None = ...,  # noqa: A002
        clan: Clan | int | str | None = ...,
        restricted: bool = ...,
        unverified: bool = ...,
        donor: bool = ...,
        silenced: bool = ...,
        staff: bool = ...,
        userpage: bool = ...,
        online: bool = ...,
        safe_name: str = ...,
        priv: int = ...,
        country: str = ...,
        silence_end: int = ...,
        donor_end: int = ...,
        creation_time: int = ...,
        latest_activity: int = ...,
        clan_id: int = ...,
        clan_priv: int = ...,
        preferred_mode: GameMode | int | str = ...,
        play_style: int = ...,
        custom_badge_name: str | None = ...,
        custom_badge_icon: str | None = ...,
        userpage_content: str | None = ...,
        api_key: str | None = ...,
    ) -> Player:
        """Make a player, with the stats rows of somebody who has just registered.

        What is not given is drawn by the name, else by the id, else by how many players without both there were before.
        A userpage is empty unless *userpage* asks for a text, or *userpage_content* is one.
        """
    def stats(
        self,
        player: Player | int | str,
        *,
        mode: GameMode | int | str = ...,
        tscore: int = ...,
        rscore: int = ...,
        pp: int = ...,
        plays: int = ...,
        playtime: int = ...,
        acc: float = ...,
        max_combo: int = ...,
        total_hits: int = ...,
        replay_views: int = ...,
        xh_count: int = ...,
        x_count: int = ...,
        sh_count: int = ...,
        s_count: int = ...,
        a_count: int = ...,
    ) -> Stats:
        """Give a player the stats of somebody who has played for a while, in one mode.

        No scores stand behind them; for stats that agree with scores, make the scores.
        """
    def session(
        self,
        player: Player | int | str,
        *,
        login_time: float = ...,
        action: Action | int | str = ...,
        info_text: str = ...,
        map_md5: str = ...,
        mods: int = ...,
        mode: GameMode | int | str = ...,
        map_id: int = ...,
    ) -> Session:
        """Put a player online, since some time in the last three hours, idle unless told."""
    def api_key(
        self,
        player: Player | int | str,
        *,
        key: str | None = ...,
    ) -> str:
        """Give a player an API key, in place of the one they had, and return the key."""
    def relationship(
        self,
        player: Player | int | str,
        other: Player | int | str,
        *,
        type: Literal["friend", "block"] = ...,  # noqa: A002
    ) -> Relationship:
        """Make another player a friend of a player, or have them blocked; what they were before is forgotten."""
    def score(
        self,
        player: Player | int | str,
        beatmap: Beatmap | int | str | None = ...,
        *,
        accuracy: float | None = ...,
        mods: Mods | int | str = ...,
        misses: int | None = ...,
        combo: int | None = ...,
        passed: bool = ...,
        mode: GameMode | int | str | None = ...,
        id: int | None = ...,  # noqa: A002
        replay: bool = ...,
        score: int = ...,
        pp: float = ...,
        acc: float = ...,
        n300: int = ...,
        n100: int = ...,
        n50: int = ...,
        ngeki: int = ...,
        nkatu: int = ...,
        nmiss: int = ...,
        grade: Grade | str = ...,
        play_time: datetime | str = ...,
        time_elapsed: int = ...,
        client_flags: int = ...,
        perfect: int = ...,
        online_checksum: str = ...,
    ) -> Score:
        """Make a score and submit it: stats, ranks, plays and passes follow.

        Hits, combo, grade, score and pp agree with the accuracy (percent; the nearest that the beatmap's objects allow) and
        the mods. What is not given is drawn; without a beatmap, one of those with a leaderboard is picked. A score that
        passed on a beatmap which mockbancho made has a replay that hits and misses what the score says, unless `replay` says
        that it has none.
        """
    def pool(
        self,
        *,
        creator: Player | int | str,
        name: str | None = ...,
        picks: Mapping[str, Beatmap | int | str] | None = ...,
        id: int | None = ...,  # noqa: A002
        created_at: datetime | str | None = ...,
    ) -> Pool:
        """Make a mappool; *picks* has its beatmaps by pick, such as `NM1` or `HDHR2`."""

class Verbs:
    def perform(
        self, called: str, verb: action.Action, values: tuple[object, ...], arguments: dict[str, object]
    ) -> Any: ...  # noqa: ANN401
    def set_beatmap_status(
        self,
        beatmap: Beatmap | int | str,
        status: BeatmapStatus | int | str,
    ) -> None:
        """Rank a beatmap, or take its rank away; stats change with the next scores alone.

        bancho.py: a status that a nominator gave is kept, whatever osu! says: the beatmap is frozen.
        """
    def update_beatmap(
        self,
        beatmap: Beatmap | int | str,
    ) -> None:
        """Let a beatmap's mapper change it: it has another md5 from now on, and nobody has played it.

        A file that is generated gets other patterns, one of your own an empty line more. Scores stay with the old md5.
        """
    def join_clan(
        self,
        player: Player | int | str,
        clan: Clan | int | str,
    ) -> None:
        """Let a player who is in no clan join one, as a member."""
    def leave_clan(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player leave their clan; the owner's place goes to an officer, else to a member, and the last closes it."""
    def add_fault(
        self,
        endpoint: str = ...,
        *,
        latency: float | int | str | None = ...,
        drip: float | int | str | None = ...,
        status: int | None = ...,
        body: str | None = ...,
        retry_after: float | int | str | None = ...,
        quota: int | None = ...,
        per: float | int | str | None = ...,
        reply: Literal["bad_json", "truncated", "wrong_type", "empty_body", "empty_reply", "reset", "reset_in_body", "garbage", "hang"] | None = ...,
        rate: float | None = ...,
        first: int | None = ...,
        nth: int | None = ...,
        every: int | None = ...,
        times: int | None = ...,
        during: str | None = ...,
        where: dict[str, Any] | None = ...,
        name: str | None = ...,
    ) -> Fault:
        """Let something go wrong with answers from now on.

        *endpoint* is a name such as `get_map_scores`, a pattern such as `get_*`, a pattern of paths such as `/v1/*`, or `*`
        for every request; *where* are parameters that the request has. What goes wrong: *latency* (`200ms`, `100ms..2s`,
        `about 300ms`), *drip* (how long the body takes), *status* with the page of a proxy or your *body*, *retry_after*
        (later requests are refused as well until then), *quota* requests *per* minute or so (then 429), or a *reply* that
        is broken. When: by *rate*, for the *first* so many, the *nth* alone, *every* so many, at most so many *times*,
        *during* a time from now such as `1m..2m`. Faults of one *name* replace each other; one without is called what it does.
        """
    def remove_fault(
        self,
        name: str,
    ) -> None:
        """Let a fault end."""
    def clear_faults(
        self,
    ) -> None:
        """Let all faults end."""
    def befriend(
        self,
        player: Player | int | str,
        other: Player | int | str,
    ) -> None:
        """Let a player take another for a friend, also one whom they had blocked."""
    def unfriend(
        self,
        player: Player | int | str,
        other: Player | int | str,
    ) -> None:
        """Let a player drop a friend."""
    def set_match_mods(
        self,
        match: Match | int | str,
        mods: Mods | int | str,
        *,
        player: Player | int | str | None = ...,
    ) -> None:
        """Choose the mods of a match in its lobby; nobody is ready any more.

        While mods are free, a match has those of speed alone, and a *player* the others; the host's speed mods are the match's.
        """
    def set_freemods(
        self,
        match: Match | int | str,
        *,
        freemods: bool = ...,
    ) -> None:
        """Let each player of a match in its lobby choose their own mods, or all play with the same again.

        They begin with the match's, which keeps those of speed; afterwards all play with the host's.
        """
    def start_scrim(
        self,
        match: Match | int | str,
        *,
        best_of: int,
    ) -> None:
        """Let the plays of a match from now on give a point each, until somebody has won more than half of *best_of*.

        A point is the player's or team's with the largest sum of what the win condition counts, of those who passed; where
        the largest is shared it is nobody's. *best_of* is odd.
        """
    def end_scrim(
        self,
        match: Match | int | str,
    ) -> None:
        """End the scrim of a match as it stands, without a winner."""
    def start_match(
        self,
        match: Match | int | str,
        *,
        seconds: float | None = ...,
    ) -> None:
        """Let all players of a match who have its beatmap play it, ready or not; the others wait.

        Each has loaded it after three seconds, and finishes by themselves after as long as it takes at the speed of the
        match's mods, or after so many *seconds*; a score is submitted then. Whoever says so earlier is earlier.
        """
    def finish_loading(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match that has started be done with loading the beatmap."""
    def skip_intro(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match want to skip the intro; once all want to, what is left of it is skipped."""
    def finish_play(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match finish now, with a score; with the last one, the play of the match is over."""
    def abort_match(
        self,
        match: Match | int | str,
    ) -> None:
        """End the play of a match for all, without scores of those who have not finished."""
    def set_team_type(
        self,
        match: Match | int | str,
        team_type: TeamType | int | str,
    ) -> None:
        """Choose how the players of a match compete; all are put into teams anew, and nobody is ready any more.

        Not during a scrim: its points are of players or of teams.
        """
    def set_win_condition(
        self,
        match: Match | int | str,
        win_condition: WinCondition | int | str,
    ) -> None:
        """Choose what decides a match in its lobby; nobody is ready any more."""
    def join_match(
        self,
        player: Player | int | str,
        match: Match | int | str,
    ) -> None:
        """Let an online player take the lowest open slot of a match; they are not ready."""
    def leave_match(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player leave their match for the list of matches; their slot is open then, also in the middle of a play.

        A host hands the match to the player in the first slot that has one. With its last player a match is closed.
        """
    def kick(
        self,
        player: Player | int | str,
    ) -> None:
        """Throw a player other than the host out of their match; their slot is open then."""
    def close_match(
        self,
        match: Match | int | str,
    ) -> None:
        """Close a match, whatever its players are doing."""
    def change_beatmap(
        self,
        match: Match | int | str,
        beatmap: Beatmap | int | str | None = ...,
    ) -> None:
        """Choose what a match in its lobby plays next, in the beatmap's own mode; nobody is ready any more.

        Without a beatmap the host is choosing one.
        """
    def change_host(
        self,
        match: Match | int | str,
        player: Player | int | str,
    ) -> None:
        """Make another player of a match its host."""
    def add_referee(
        self,
        match: Match | int | str,
        player: Player | int | str,
    ) -> None:
        """Make an online player a referee of a match, with or without a slot in it."""
    def remove_referee(
        self,
        match: Match | int | str,
        player: Player | int | str,
    ) -> None:
        """Let a player be a referee of a match no more. The host always is one."""
    def play_beatmap(
        self,
        player: Player | int | str,
        beatmap: Beatmap | int | str | None = ...,
        *,
        mods: Mods | int | str = ...,
        mode: GameMode | int | str | None = ...,
        accuracy: float | None = ...,
        passed: bool | None = ...,
    ) -> None:
        """Let a player play a beatmap: their status says so until it is over, then they idle and have a score.

        It lasts as long as the beatmap at the speed of the mods, or until the player fails midway. How well they do follows
        from what they passed lately, unless an accuracy (percent) is given or it is said whether they pass. Without a
        beatmap, they choose one that suits them, in the mode of their status.
        """
    def submit_score(
        self,
        player: Player | int | str,
        beatmap: Beatmap | int | str | None = ...,
        *,
        accuracy: float | None = ...,
        mods: Mods | int | str | None = ...,
        misses: int | None = ...,
        combo: int | None = ...,
        passed: bool = ...,
        mode: GameMode | int | str | None = ...,
        score: int = ...,
        pp: float = ...,
        acc: float = ...,
        n300: int = ...,
        n100: int = ...,
        n50: int = ...,
        ngeki: int = ...,
        nkatu: int = ...,
        nmiss: int = ...,
        grade: Grade | str = ...,
        play_time: datetime | str = ...,
        time_elapsed: int = ...,
        client_flags: int = ...,
        perfect: int = ...,
        online_checksum: str = ...,
    ) -> Score:
        """Submit a score of a player who is online, now; what they were playing is over with it.

        It is made as `create_score` makes one. Beatmap, mode and mods are those of the player's status, if they play and
        these are not given.
        """
    def rename(
        self,
        player: Player | int | str,
        name: str,
    ) -> None:
        """Give a player another name, which nobody else has; their own in other letters is fine."""
    def set_avatar(
        self,
        player: Player | int | str,
        picture: Path | str | bytes,
    ) -> None:
        """Give a player an avatar, a PNG or JPEG of at most 4 MiB, in place of the one they had.

        It is what the avatar host sends from now on: `/3`, `/3.png` and `/3.jpg` all name player 3's.
        """
    def set_player_info(
        self,
        player: Player | int | str,
        *,
        name: str = ...,
        country: str = ...,
        preferred_mode: GameMode | int | str = ...,
        play_style: int = ...,
        userpage_content: str | None = ...,
        custom_badge_name: str | None = ...,
        custom_badge_icon: str | None = ...,
    ) -> Player:
        """Change what is given of a player's account, all of it or, if one thing is wrong, none; return the player.

        A new name is one that `rename` takes. Who moves to another country has a rank there.
        """
    def go_online(
        self,
        player: Player | int | str,
        *,
        mode: GameMode | int | str | None = ...,
    ) -> None:
        """Log a player in, in the mode that they prefer unless told; they idle until another action says otherwise.

        A restricted player is online without being seen. The first time verifies a player.
        """
    def go_offline(
        self,
        player: Player | int | str,
    ) -> None:
        """Log a player out: they leave their match, and a play ends without a score."""
    def set_status(
        self,
        player: Player | int | str,
        action: Action | int | str,
        *,
        beatmap: Beatmap | int | str | None = ...,
        info_text: str | None = ...,
        mode: GameMode | int | str | None = ...,
        mods: Mods | int | str | None = ...,
    ) -> None:
        """Let a player's status show something else; a play ends without a score.

        What is not given stays if both the old and the new action are about a beatmap, such as `playing` and `paused`, and
        is empty otherwise; the text is the beatmap's title. The mode stays always.
        """
    def watch(
        self,
        player: Player | int | str,
        target: Player | int | str,
    ) -> None:
        """Let a player watch another, as what they play right now; their status stays so until it is changed."""
    def set_ready(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match be ready to start."""
    def set_not_ready(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match be ready no more, or have the beatmap now, or have looked at the results."""
    def report_no_map(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a player of a match not have its beatmap: they will not play it."""
    def set_team(
        self,
        player: Player | int | str,
        team: Team | int | str,
    ) -> None:
        """Put a player of a match into a team, `red` or `blue`."""
    def move_slot(
        self,
        player: Player | int | str,
        slot: int,
    ) -> None:
        """Let a player of a match take another slot (0 to 15) that is open, as they are."""
    def lock_slot(
        self,
        match: Match | int | str,
        slot: int,
    ) -> None:
        """Let nobody take a slot (0 to 15) of a match; who has it is kicked. The host's cannot be locked."""
    def unlock_slot(
        self,
        match: Match | int | str,
        slot: int,
    ) -> None:
        """Open a slot (0 to 15) of a match again."""
    def restrict(
        self,
        player: Player | int | str,
    ) -> None:
        """Hide a player from others, with their ranks and scores; who is online stays so, and is not seen."""
    def unrestrict(
        self,
        player: Player | int | str,
    ) -> None:
        """Let a restricted player be seen again, ranked by the stats that they have."""
    def silence(
        self,
        player: Player | int | str,
        duration: float | int | str,
    ) -> None:
        """Silence a player for so long from now on, in place of what they were silenced for before; 0 ends it.

        bancho.py: they leave their match.
        """
    def give_donor(
        self,
        player: Player | int | str,
        duration: float | int | str,
    ) -> None:
        """Make a player a supporter for so long; who is one already stays one for so much longer.

        bancho.py: what was given ends by itself, and with it every privilege of donors.
        """
