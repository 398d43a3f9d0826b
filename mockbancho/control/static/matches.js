/** The matches, as boards of sixteen slots. */

import { byId, h, showList, write } from "./dom.js";
import { modsOf } from "./people.js";
import { beatmap, number, plain } from "./words.js";

/** Show all matches, the newest first; they do not change places when they start. */
export function showMatches(found) {
  const matches = [...found].sort((one, other) => other.id - one.id);
  write(byId("matches-count"), number(matches.length));
  byId("matches-empty").hidden = matches.length > 0;
  showList(byId("matches-list"), matches, { key: (match) => match.id, make: card, update: fill });
}

function card() {
  return h("article", { class: "match" }, h("div", { class: "match-head" }), h("ol", { class: "slots" }));
}

function fill(element, match) {
  const looks = JSON.stringify(match);
  if (element.dataset.looks === looks) return;
  element.dataset.looks = looks;
  element.setAttribute("aria-label", `Match ${match.id}: ${match.name}`);
  const [head, slots] = element.children;
  head.replaceChildren(...headOf(match));
  showList(slots, match.slots.map((slot, place) => ({ ...slot, place })), {
    key: (slot) => slot.place,
    make: () => h("li", {}),
    update: (item, slot) => fillSlot(item, slot, match),
  });
}

function headOf(match) {
  const state = match.in_progress ? "playing" : "in the lobby";
  return [
    h("div", { class: "match-title" },
      h("h3", { title: match.name }, match.name),
      h("span", { class: `badge ${match.in_progress ? "good" : ""}` }, state),
      h("span", { class: "id" }, `#${match.id}`)),
    h("p", { class: "match-beatmap", title: match.beatmap ? beatmap(match.beatmap) : null },
      match.beatmap ? beatmap(match.beatmap) : "No beatmap is chosen", modsOf(match.mods)),
    match.points ? scrim(match.points) : null,
    h("p", { class: "match-rules" },
      h("span", {}, plain(match.team_type)),
      h("span", {}, plain(match.win_condition)),
      match.mode_word === "osu" ? null : h("span", {}, plain(match.mode_word)),
      match.freemods ? h("span", {}, "free mods") : null,
      h("span", { title: match.host.name }, `host ${match.host.name}`),
      match.referees.length ? h("span", {}, `${match.referees.length > 1 ? "referees" : "referee"} ${match.referees.map((each) => each.name).join(", ")}`) : null),
  ].filter(Boolean);
}

function scrim({ best_of, of }) {
  const sides = Object.entries(of).map(([side, points]) =>
    h("span", { class: `side ${side}` }, h("span", { class: "side-name" }, side), h("strong", {}, String(points))));
  return h("p", { class: "points" }, ...sides, h("span", { class: "best-of" }, `best of ${best_of}`));
}

function fillSlot(item, slot, match) {
  const looks = JSON.stringify([slot, match.host.id]);
  if (item.dataset.looks === looks) return;
  item.dataset.looks = looks;
  const team = slot.team === "neutral" || !slot.player ? "" : slot.team;
  item.className = `slot ${slot.status} ${team}`;
  const name = slot.player ? slot.player.name : plain(slot.status);
  const isHost = slot.player?.id === match.host.id;
  item.replaceChildren(
    h("span", { class: "slot-number", "aria-hidden": "true" }, String(slot.place + 1)),
    h("span", { class: "slot-name", title: name }, name),
    ...(slot.player ? occupied(slot, team, isHost) : []),
  );
}

function occupied(slot, team, isHost) {
  return [
    modsOf(slot.mods),
    h("span", { class: "slot-status" },
      isHost ? h("span", { class: "host" }, "host") : null,
      team ? h("span", { class: "hidden" }, `team ${team},`) : null,
      plain(slot.status)),
  ].filter(Boolean);
}
