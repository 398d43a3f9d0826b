import { ask, poll, write } from "./api.js";

const id = new URLSearchParams(location.search).get("id");

function told(status) {
  if (!status.online) return `last seen ${new Date(status.last_seen * 1000).toISOString().slice(0, 10)}`;
  return status.status.beatmap ? `plays ${status.status.beatmap.title}` : "online";
}

poll(async () => {
  const [{ player }, { player_status: status }] = await Promise.all([
    ask("get_player_info", { id, scope: "all" }),
    ask("get_player_status", { id }),
  ]);
  const stats = player.stats["0"];
  write("h1", player.info.name);
  write("#status", told(status));
  write("#rank", stats.rank ? `#${stats.rank} with ${stats.pp.toLocaleString("en")}pp` : "not ranked");
});
