/** Players: how one is drawn, and who is online doing what. */

import { fakeApi } from "./api.js";
import { byId, h, showList, travelling, write } from "./dom.js";
import { beatmap, capital, country, number, plain } from "./words.js";

const SHOWN = 150;
const DOES = {
  multiplaying: "In a match",
  multiplayer: "In a lobby",
  lobby: "Looks for a match",
  osu_direct: "Browses osu!direct",
  afk: "Away",
};
const BUSY = ["multiplaying", "playing", "multiplayer", "watching", "testing", "editing", "modding", "lobby"];

/** Draw an avatar; its player's name stands beside it, so it says nothing itself. */
export function avatar(id) {
  const picture = h("img", { class: "avatar", src: new URL(`${id}.png`, fakeApi), alt: "", width: 36, height: 36, loading: "lazy" });
  picture.addEventListener("error", () => picture.removeAttribute("src"), { once: true });
  return picture;
}

/** Draw a country by its two letters. */
export function flag(code) {
  const isKnown = code && code !== "xx";
  return h("abbr", { class: "flag", title: country(code) }, isKnown ? code.toUpperCase() : "–");
}

/** Draw a player's name with the clan's tag. */
export function nameOf(player) {
  const tag = player.clan ? h("span", { class: "tag" }, player.clan) : null;
  return h("span", { class: "name", title: player.name }, player.name, tag);
}

/** Draw mods. */
export const modsOf = (mods) => (mods ? h("span", { class: "mods", title: "Mods" }, mods) : null);

/** Show who is online, the busy ones first. */
export function showOnline(players) {
  const list = byId("online-list");
  const sorted = [...players].sort((one, other) => busyness(one) - busyness(other) || one.name.localeCompare(other.name));
  write(byId("online-count"), number(players.length));
  byId("online-empty").hidden = players.length > 0;
  travelling(list, () =>
    showList(list, sorted.slice(0, SHOWN), { key: (player) => player.id, make: row, update: fill }));
  const rest = players.length - SHOWN;
  byId("online-rest").hidden = rest <= 0;
  write(byId("online-rest"), `and ${number(rest)} more`);
}

function busyness(player) {
  const place = BUSY.indexOf(player.action_word);
  return place < 0 ? BUSY.length : place;
}

function row(player) {
  return h("li", { class: "person" }, avatar(player.id), h("div", { class: "person-text" }));
}

function fill(element, player) {
  const looks = JSON.stringify([player.name, player.country, player.clan, player.action_word, player.info_text, player.beatmap, player.mods, player.mode_word, player.match]);
  if (element.dataset.looks === looks) return;
  element.dataset.looks = looks;
  const what = player.beatmap ? beatmap(player.beatmap) : player.info_text;
  element.lastChild.replaceChildren(
    h("div", { class: "line" }, nameOf(player), flag(player.country), modsOf(player.mods)),
    h("div", { class: "status", title: what || null },
      h("span", { class: `doing ${player.action_word}` }, DOES[player.action_word] ?? capital(plain(player.action_word))),
      player.mode_word === "osu" ? null : h("span", { class: "mode" }, plain(player.mode_word)),
      what ? h("span", { class: "what" }, what) : null),
  );
}
