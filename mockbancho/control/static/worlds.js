/** Worlds that live side by side, and checkpoints to come back to. */

import { get, post, remove, root, world } from "./api.js";
import { byId, h, write } from "./dom.js";
import { doing } from "./part.js";
import { number } from "./words.js";

const fromRoot = { from: root };

export const loadWorlds = () => get("worlds", fromRoot);

/** List the worlds; `changed()` is called when one was deleted. */
export function showWorlds(worlds, changed) {
  write(byId("worlds-count"), number(worlds.length));
  byId("worlds-list").replaceChildren(...worlds.map((each) => entry(each, changed)));
}

function entry(each, changed) {
  const problem = h("p", { class: "problem", role: "alert" });
  const isHere = each.name === world;
  const address = new URL(each.name === "main" ? "." : `worlds/${encodeURIComponent(each.name)}/`, root);
  const open = isHere
    ? h("span", { class: "badge good" }, "shown here")
    : h("a", { class: "button", href: address, "aria-label": `Open ${each.name}` }, "Open");
  const drop = h("button", { type: "button", class: "quiet", "aria-label": `Delete ${each.name}` }, "Delete");
  drop.addEventListener("click", () => doing(drop, problem, async () => {
    await remove(`worlds/${encodeURIComponent(each.name)}`, fromRoot);
    if (isHere) location.href = root;
    else changed();
  }));
  return h("li", { class: "world" },
    h("div", { class: "line" }, h("h3", {}, each.name), open, each.name === "main" ? null : drop),
    h("code", {}, each.url), problem);
}

/** Wire the form that forks one. */
export function wireWorlds(changed) {
  const name = byId("fork-name");
  byId("fork").addEventListener("submit", (event) => {
    event.preventDefault();
    doing(byId("fork-go"), byId("fork-problem"), async () => {
      await post("worlds", { from: world, ...(name.value.trim() ? { name: name.value.trim() } : {}) }, fromRoot);
      name.value = "";
      changed();
    });
  });
}

export const loadCheckpoints = () => get("checkpoints");

/** List the checkpoints; `restored()` is called when the world went back to one. */
export function showCheckpoints(checkpoints, { changed, restored }) {
  byId("checkpoints-empty").hidden = checkpoints.length > 0;
  byId("checkpoints-list").replaceChildren(...checkpoints.map((each) => checkpoint(each, changed, restored)));
}

function checkpoint(each, changed, restored) {
  const path = `checkpoints/${encodeURIComponent(each.name)}`;
  const problem = h("p", { class: "problem", role: "alert" });
  const back = h("button", { type: "button", "aria-label": `Restore ${each.name}` }, "Restore");
  const drop = h("button", { type: "button", class: "quiet", "aria-label": `Delete checkpoint ${each.name}` }, "Delete");
  back.addEventListener("click", () => doing(back, problem, async () => {
    await post(`${path}/restore`);
    restored();
  }));
  drop.addEventListener("click", () => doing(drop, problem, async () => {
    await remove(path);
    changed();
  }));
  return h("li", { class: "world" }, h("div", { class: "line" }, h("h3", {}, each.name), back, drop), problem);
}

/** Wire the form that keeps one. */
export function wireCheckpoints(changed) {
  const name = byId("checkpoint-name");
  byId("checkpoint").addEventListener("submit", (event) => {
    event.preventDefault();
    doing(byId("checkpoint-go"), byId("checkpoint-problem"), async () => {
      await post("checkpoints", { name: name.value.trim() });
      name.value = "";
      changed();
    });
  });
}
