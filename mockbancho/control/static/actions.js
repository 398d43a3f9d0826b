/** The actions, each a form made from its schema. */

import { get, post } from "./api.js";
import { byId, h, write } from "./dom.js";
import { Fields } from "./forms.js";
import { doing } from "./part.js";
import { firstSentence, number, plain } from "./words.js";

/** Let the list be searched. */
export function wireActions() {
  byId("actions-search").addEventListener("input", search);
}

/** Ask for all actions, but not for those of the faults, which have a panel of their own. */
export const loadActions = () => get("actions");

/** List them; a form is made when somebody opens one. */
export function showActions(actions) {
  const sorted = [...actions].sort((one, other) => one.name.localeCompare(other.name));
  byId("actions-list").replaceChildren(...sorted.map(entry));
  search();
}

function entry(action) {
  const details = h("details", { name: "action", class: "action" },
    h("summary", {},
      h("span", { class: "action-name" }, plain(action.name)),
      h("span", { class: "action-about" }, unmarked(firstSentence(action.about)))));
  details.dataset.words = `${action.name} ${plain(action.name)} ${action.about}`.toLowerCase();
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1) details.append(form(action));
  });
  return details;
}

function form(action) {
  const fields = new Fields(action);
  const problem = h("p", { class: "problem", role: "alert" });
  const done = h("p", { class: "done", role: "status" });
  const button = h("button", { type: "submit", class: "primary" }, "Do it");
  const element = h("form", { class: "action-form" },
    about(action), fields.element, h("div", { class: "row" }, button), problem, done);
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    done.textContent = "";
    doing(button, problem, async () => {
      done.textContent = told(await post(`actions/${action.name}`, fields.value));
    });
  });
  return element;
}

function about(action) {
  const rest = action.about.slice(firstSentence(action.about).length).trim();
  return rest ? h("p", { class: "about" }, unmarked(rest)) : null;
}

/** Say what came of it: what was told, or else what was made. */
function told({ events, result }) {
  if (events.length) return events.map((each) => each.told).join(" · ");
  return result?.id === undefined ? "Done." : `Done: ${result.name ?? "it"} has the id ${result.id}.`;
}

/** Leave out the marks of emphasis and code, and the breaks of lines. */
const unmarked = (text) => text.replaceAll(/[*`]/g, "").replaceAll(/(?<!\n)\n(?!\n)/g, " ");

function search() {
  const words = byId("actions-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const details of byId("actions-list").children) {
    details.hidden = !words.every((word) => details.dataset.words.includes(word));
    if (!details.hidden) found += 1;
  }
  write(byId("actions-count"), number(found));
  byId("actions-empty").hidden = found > 0;
}
