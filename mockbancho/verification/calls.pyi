"""Written by `make stubs` from the contracts; change those instead."""

from collections.abc import Iterator, Sequence

from mockbancho.api.app import Api
from mockbancho.verification.selection import Selection
from mockbancho.world.journal import Call

class Calls:
    def __init__(self, api: Api) -> None: ...
    def __dir__(self) -> list[str]: ...
    def __iter__(self) -> Iterator[Call]: ...
    def __len__(self) -> int: ...
    def at(self, path: str) -> Selection:
        """Select the calls of a path, whoever answers it: also a route of your own, or an avatar."""
    def unknown(self, path: str | None = None) -> Selection:
        """Select the calls that no endpoint answered, or those of a path; a test that verifies them expects them."""
    def get_player_count(self) -> Selection:
        """Select the calls of get_player_count."""
    def get_player_info(
        self,
        *,
        scope: str | None = ...,
        id: int | str | None = ...,  # noqa: A002
        name: str | None = ...,
    ) -> Selection:
        """Select the calls of get_player_info that have these arguments; None is one that was not sent."""
    def get_player_status(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
        name: str | None = ...,
    ) -> Selection:
        """Select the calls of get_player_status that have these arguments; None is one that was not sent."""
    def get_player_scores(
        self,
        *,
        scope: str | None = ...,
        id: int | str | None = ...,  # noqa: A002
        name: str | None = ...,
        mods: int | str | None = ...,
        mode: int | str | None = ...,
        limit: int | str | None = ...,
        include_loved: bool | str | None = ...,
        include_failed: bool | str | None = ...,
    ) -> Selection:
        """Select the calls of get_player_scores that have these arguments; None is one that was not sent."""
    def get_player_most_played(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
        name: str | None = ...,
        mode: int | str | None = ...,
        limit: int | str | None = ...,
        mods: object = ...,
    ) -> Selection:
        """Select the calls of get_player_most_played that have these arguments; None is one that was not sent."""
    def get_map_info(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
        md5: str | None = ...,
    ) -> Selection:
        """Select the calls of get_map_info that have these arguments; None is one that was not sent."""
    def get_map_scores(
        self,
        *,
        scope: str | None = ...,
        id: int | str | None = ...,  # noqa: A002
        md5: str | None = ...,
        mods: int | str | None = ...,
        mode: int | str | None = ...,
        limit: int | str | None = ...,
    ) -> Selection:
        """Select the calls of get_map_scores that have these arguments; None is one that was not sent."""
    def get_score_info(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
    ) -> Selection:
        """Select the calls of get_score_info that have these arguments; None is one that was not sent."""
    def get_replay(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
        include_headers: bool | str | None = ...,
    ) -> Selection:
        """Select the calls of get_replay that have these arguments; None is one that was not sent."""
    def get_match(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
    ) -> Selection:
        """Select the calls of get_match that have these arguments; None is one that was not sent."""
    def get_leaderboard(
        self,
        *,
        sort: str | None = ...,
        mode: int | str | None = ...,
        limit: int | str | None = ...,
        offset: int | str | None = ...,
        country: str | None = ...,
    ) -> Selection:
        """Select the calls of get_leaderboard that have these arguments; None is one that was not sent."""
    def get_clan(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
    ) -> Selection:
        """Select the calls of get_clan that have these arguments; None is one that was not sent."""
    def get_mappool(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
    ) -> Selection:
        """Select the calls of get_mappool that have these arguments; None is one that was not sent."""
    def search_players(
        self,
        *,
        q: str | None = ...,
    ) -> Selection:
        """Select the calls of search_players that have these arguments; None is one that was not sent."""
    def calculate_pp(
        self,
        *,
        id: int | str | None = ...,  # noqa: A002
        nkatu: int | str | None = ...,
        ngeki: int | str | None = ...,
        n100: int | str | None = ...,
        n50: int | str | None = ...,
        misses: int | str | None = ...,
        mods: int | str | None = ...,
        mode: int | str | None = ...,
        combo: int | str | None = ...,
        acc: float | str | Sequence[float] | None = ...,
    ) -> Selection:
        """Select the calls of calculate_pp that have these arguments; None is one that was not sent."""
    def set_avatar(self) -> Selection:
        """Select the calls of set_avatar."""
    def get_friends(self) -> Selection:
        """Select the calls of get_friends."""
    def set_player_info(self) -> Selection:
        """Select the calls of set_player_info."""
    def v2_players(
        self,
        *,
        priv: int | str | None = ...,
        country: str | None = ...,
        clan_id: int | str | None = ...,
        clan_priv: int | str | None = ...,
        preferred_mode: int | str | None = ...,
        play_style: int | str | None = ...,
        page: int | str | None = ...,
        page_size: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_players that have these arguments; None is one that was not sent."""
    def v2_player(
        self,
        *,
        player_id: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_player that have these arguments; None is one that was not sent."""
    def v2_player_status(
        self,
        *,
        player_id: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_player_status that have these arguments; None is one that was not sent."""
    def v2_player_stats(
        self,
        *,
        player_id: int | str | None = ...,
        page: int | str | None = ...,
        page_size: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_player_stats that have these arguments; None is one that was not sent."""
    def v2_player_mode_stats(
        self,
        *,
        player_id: int | str | None = ...,
        mode: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_player_mode_stats that have these arguments; None is one that was not sent."""
    def v2_maps(
        self,
        *,
        set_id: int | str | None = ...,
        server: str | None = ...,
        status: int | str | None = ...,
        artist: str | None = ...,
        creator: str | None = ...,
        filename: str | None = ...,
        mode: int | str | None = ...,
        frozen: bool | str | None = ...,
        page: int | str | None = ...,
        page_size: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_maps that have these arguments; None is one that was not sent."""
    def v2_map(
        self,
        *,
        map_id: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_map that have these arguments; None is one that was not sent."""
    def v2_scores(
        self,
        *,
        map_md5: str | None = ...,
        mods: int | str | None = ...,
        status: int | str | None = ...,
        mode: int | str | None = ...,
        user_id: int | str | None = ...,
        page: int | str | None = ...,
        page_size: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_scores that have these arguments; None is one that was not sent."""
    def v2_score(
        self,
        *,
        score_id: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_score that have these arguments; None is one that was not sent."""
    def v2_clans(
        self,
        *,
        page: int | str | None = ...,
        page_size: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_clans that have these arguments; None is one that was not sent."""
    def v2_clan(
        self,
        *,
        clan_id: int | str | None = ...,
    ) -> Selection:
        """Select the calls of v2_clan that have these arguments; None is one that was not sent."""
