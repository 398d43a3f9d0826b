/** Names that references may be given by, collected from what the page has seen. */

import { byId, h } from "./dom.js";
import { beatmap } from "./words.js";

const SUGGESTED = 400;
const known = new Map();

/** Return the id of the list of suggestions for a noun, such as `player`. */
export function listOf(noun) {
  const id = `names-${noun}`;
  if (!byId(id)) document.body.append(h("datalist", { id }));
  fill(noun);
  return id;
}

/** Take in rows with players: who is online, or a leaderboard. */
export function learnPlayers(rows) {
  for (const row of rows) {
    learn("player", row.name, "");
    if (row.clan) learn("clan", row.clan, "");
    if (row.beatmap) learn("beatmap", String(row.beatmap.id), beatmap(row.beatmap));
  }
  fill("player");
  fill("clan");
  fill("beatmap");
}

/** Take in matches. */
export function learnMatches(matches) {
  known.delete("match");
  for (const match of matches) {
    learn("match", String(match.id), match.name);
    if (match.beatmap) learn("beatmap", String(match.beatmap.id), beatmap(match.beatmap));
  }
  fill("match");
  fill("beatmap");
}

function learn(noun, value, label) {
  if (!known.has(noun)) known.set(noun, new Map());
  known.get(noun).set(value, label);
}

function fill(noun) {
  const list = byId(`names-${noun}`);
  if (!list) return;
  const names = [...(known.get(noun) ?? [])].slice(0, SUGGESTED);
  if (list.children.length === names.length && list.lastChild?.value === names.at(-1)?.[0]) return;
  list.replaceChildren(...names.map(([value, label]) => h("option", { value, label: label || null })));
}
