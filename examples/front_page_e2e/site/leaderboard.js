import { ask, poll } from "./api.js";

function row(player, place) {
  const name = document.createElement("a");
  name.href = `player.html?id=${player.player_id}`;
  name.textContent = player.name;
  const line = document.createElement("tr");
  for (const cell of [place, name, player.country.toUpperCase(), `${player.pp.toLocaleString("en")}pp`]) {
    const column = document.createElement("td");
    column.append(cell);
    line.append(column);
  }
  return line;
}

poll(async () => {
  const { leaderboard } = await ask("get_leaderboard", { sort: "pp", limit: 10 });
  document.querySelector("tbody").replaceChildren(...leaderboard.map((player, at) => row(player, at + 1)));
});
