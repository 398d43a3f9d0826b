"""The shapes: which columns an answer has, in which order."""

from __future__ import annotations

from typing import Final

from mockbancho.contract.forms import columns

_INFO = (
    "id name safe_name priv country silence_end donor_end creation_time latest_activity clan_id clan_priv "
    "preferred_mode play_style custom_badge_name custom_badge_icon userpage_content"
)
_TOTALS = "plays playtime acc max_combo total_hits replay_views xh_count x_count sh_count s_count a_count"
_HITS = "max_combo mods n300 n100 n50 nmiss ngeki nkatu grade status mode play_time time_elapsed"
_BEATMAP_TAIL = (
    "set_id artist title version creator last_update total_length max_combo status plays passes mode bpm cs od ar hp "
    "diff"
)

SHAPES_5: Final = {
    "name": columns("id name"),
    "info": columns(_INFO),
    "friend": columns("id name country"),
    "stats": columns(f"id mode tscore rscore pp {_TOTALS}"),
    "status": columns("action info_text mode mods"),
    "beatmap": columns(f"md5 id {_BEATMAP_TAIL}"),
    "pool_beatmap": columns(f"id md5 {_BEATMAP_TAIL}"),
    "most_played_beatmap": columns("md5 id set_id status artist title version creator"),
    "player_score": columns(f"id score pp acc {_HITS} perfect"),
    "map_score": columns(f"map_md5 score pp acc {_HITS} userid perfect"),
    "map_score_player": columns("player_name=name player_country=country"),
    "score": columns(f"id map_md5 score pp acc {_HITS} client_flags userid perfect online_checksum"),
    "leaderboard": columns(
        "tscore rscore pp plays playtime acc max_combo xh_count x_count sh_count s_count a_count",
    ),
    "clan_columns": columns("clan_id=id clan_name=name clan_tag=tag"),
    "leaderboard_player": columns("player_id=id name country"),
    "v2_player": columns(_INFO),
    "v2_status": columns("login_time:int action info_text mode mods beatmap_id=map_id"),
    "v2_stats": columns(f"id mode tscore rscore pp:float {_TOTALS}"),
    "v2_beatmap": columns(
        "id server set_id status md5 artist title version creator filename last_update total_length max_combo "
        "frozen:bool plays passes mode bpm cs ar od hp diff",
    ),
    "v2_score": columns(
        "id map_md5 userid score pp acc max_combo mods n300 n100 n50 nmiss ngeki nkatu grade status mode play_time "
        "time_elapsed perfect:bool",
    ),
    "v2_clan": columns("id name tag owner created_at"),
}
SHAPES_4: Final = SHAPES_5 | {
    "info": columns("id name safe_name priv clan_id country silence_end donor_end preferred_mode"),
    "stats": columns("tscore rscore pp plays playtime acc max_combo xh_count x_count sh_count s_count a_count"),
    "map_score_player": columns("player_name=name"),
    "score": columns(f"map_md5 score pp acc {_HITS} perfect"),
}
