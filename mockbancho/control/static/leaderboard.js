/** The leaderboard, whose rows travel when ranks change. */

import { get } from "./api.js";
import { byId, h, showList, travelling, write } from "./dom.js";
import { flag, nameOf } from "./people.js";
import { number, plain } from "./words.js";

const MODES = [
  "osu", "taiko", "catch", "mania", "osu_relax", "taiko_relax", "catch_relax", "osu_autopilot",
];
const REMEMBERED = 8000;

let ranks = new Map();
let shownMode = null;

/** Let the mode be chosen; `changed()` is called when it was. */
export function offerModes(changed) {
  const select = byId("leaderboard-mode");
  for (const mode of MODES) select.add(new Option(plain(mode), mode));
  select.addEventListener("change", changed);
}

/** Ask for the leaderboard of the chosen mode. */
export async function loadLeaderboard() {
  const mode = byId("leaderboard-mode").value;
  return { mode, rows: await get(`leaderboard?mode=${mode}&limit=100`) };
}

/** Show it. */
export function showLeaderboard({ mode, rows }) {
  const body = byId("leaderboard-rows");
  byId("leaderboard-empty").hidden = rows.length > 0;
  byId("leaderboard-table").hidden = rows.length === 0;
  if (mode !== shownMode) {
    ranks = new Map();
    body.replaceChildren();
  }
  shownMode = mode;
  travelling(body, () => showList(body, rows, { key: (player) => player.id, make: row, update: fill }));
  ranks = new Map(rows.map((player) => [player.id, player]));
}

function row() {
  const cells = ["rank", "who", "pp", "acc", "plays"].map((name) => h("td", { class: name }));
  return h("tr", {}, ...cells);
}

function fill(element, player) {
  const looks = JSON.stringify([player.name, player.country, player.clan, player.rank, player.pp, player.acc, player.plays]);
  if (element.dataset.looks === looks) return;
  element.dataset.looks = looks;
  const [rank, who, pp, acc, plays] = element.cells;
  const before = ranks.get(player.id);
  rank.replaceChildren(String(player.rank), ...moved(element, before, player));
  who.replaceChildren(h("div", { class: "line" }, flag(player.country), nameOf(player)));
  write(pp, number(player.pp));
  write(acc, `${player.acc.toFixed(2)}%`);
  write(plays, number(player.plays));
}

/** Mark a rank that changed, for a while. */
function moved(element, before, player) {
  if (!before || before.rank === player.rank) return [];
  const by = before.rank - player.rank;
  const mark = h("span", { class: by > 0 ? "up" : "down" },
    h("span", { "aria-hidden": "true" }, `${by > 0 ? "▲" : "▼"}${Math.abs(by)}`),
    h("span", { class: "hidden" }, `${by > 0 ? "up" : "down"} ${Math.abs(by)}`));
  element.classList.toggle("risen", by > 0);
  setTimeout(() => {
    mark.remove();
    element.classList.remove("risen");
  }, REMEMBERED);
  return [mark];
}
