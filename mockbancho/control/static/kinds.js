/** The kinds of events, by what they are about, and which parts of the page each of them changes. */

export const TOPICS = {
  people: [
    "player_online", "player_offline", "status_changed", "player_restricted", "player_unrestricted", "player_silenced",
    "player_renamed", "player_info_changed", "avatar_changed", "donor_given", "donor_ended", "clan_joined", "clan_left",
    "clan_inherited", "clan_closed", "friend_added", "friend_removed",
  ],
  plays: [
    "play_started", "play_quit", "play_failed", "score_submitted", "first_place", "beatmap_status_changed",
    "beatmap_updated",
  ],
  matches: [
    "match_created", "match_joined", "match_left", "match_kicked", "match_closed", "host_changed", "referee_added",
    "referee_removed", "beatmap_changed", "match_mods_changed", "freemods_changed", "team_type_changed", "win_condition_changed", "match_ready",
    "match_not_ready", "match_no_map", "team_changed", "slot_changed", "slot_locked", "slot_unlocked", "match_started",
    "match_loaded", "match_skip_wanted", "match_skipped", "match_completed", "match_finished", "match_aborted",
    "scrim_started", "scrim_point", "scrim_ended",
  ],
  faults: ["fault_added", "fault_removed"],
};

const CHANGES = {
  people: ["state", "online", "matches", "leaderboard", "timeline"],
  plays: ["state", "online", "leaderboard", "timeline"],
  matches: ["state", "online", "matches", "timeline"],
  faults: ["state", "faults", "timeline"],
};

/** What is read out to those who do not see it; everything would be too much. */
export const ANNOUNCED = new Set([
  "match_created", "match_started", "match_finished", "match_aborted", "match_closed", "scrim_point", "scrim_ended",
  "first_place", "fault_added", "fault_removed",
]);

const topics = new Map(Object.entries(TOPICS).flatMap(([topic, kinds]) => kinds.map((kind) => [kind, topic])));

/** Every kind of event. */
export const KINDS = [...topics.keys()];

/** Return what a kind of event is about. */
export const topicOf = (kind) => topics.get(kind) ?? "people";

/** Return the parts of the page that an event of this kind changes. */
export const changedBy = (kind) => CHANGES[topicOf(kind)];
