/** Faults, each with a switch. One that is switched off is remembered here, so that it can be switched on again. */

import { get, post, remove } from "./api.js";
import { byId, h, showList, write } from "./dom.js";
import { Fields } from "./forms.js";
import { doing } from "./part.js";
import { duration, number } from "./words.js";

const FIRST = ["endpoint", "status", "latency", "reply", "rate"];
const ARGUMENTS = [
  "name", "endpoint", "where", "latency", "drip", "status", "retry_after", "quota", "per", "reply", "body", "rate", "first",
  "nth", "every", "times",
];
const READY_MADE = [
  ["A third fails", { endpoint: "*", status: 503, rate: 0.3 }],
  ["Slow", { endpoint: "*", latency: "500ms..2s" }],
  ["60 a minute", { endpoint: "*", quota: 60, per: "1m" }],
  ["Broken JSON", { endpoint: "get_player_*", reply: "bad_json", rate: 0.5 }],
  ["Resets", { endpoint: "*", reply: "reset", rate: 0.2 }],
];

const switchedOff = new Map();
let changed = () => {};

/** Take what is to be called when faults changed here. */
export function wireFaults(then) {
  changed = then;
}

export const loadFaults = () => get("faults");

/** Show the faults that the server has, and those that were switched off here. */
export function showFaults(faults) {
  for (const fault of faults) switchedOff.delete(fault.name);
  const off = [...switchedOff.values()].map((fault) => ({ ...fault, isOff: true }));
  const all = [...faults, ...off].sort((one, other) => one.number - other.number);
  write(byId("faults-count"), number(faults.length));
  byId("faults-empty").hidden = all.length > 0;
  showList(byId("faults-list"), all, { key: (fault) => fault.name, make: row, update: fill });
}

function row(fault) {
  const problem = h("p", { class: "problem", role: "alert" });
  const toggle = h("input", { type: "checkbox", role: "switch", "aria-label": `Fault ${fault.name}` });
  toggle.addEventListener("change", () => doing(toggle, problem, () => turn(fault.name, toggle)));
  return h("li", { class: "fault" }, toggle, h("div", { class: "fault-text" }), problem);
}

function fill(element, fault) {
  element.fault = fault;
  const [toggle, text] = element.children;
  if (document.activeElement !== toggle || toggle.getAttribute("aria-disabled") !== "true") toggle.checked = !fault.isOff;
  element.classList.toggle("off", Boolean(fault.isOff));
  const forget = fault.isOff
    ? h("button", { type: "button", class: "quiet", onclick: () => forgetFault(fault.name, element) }, "Forget")
    : null;
  const isNamed = !fault.name.startsWith(`${fault.endpoint} `);  // without a name of its own it is called what it says
  const name = isNamed ? h("span", { class: "name", title: fault.name }, fault.name) : h("span", { class: "fault-says alone" }, says(fault));
  text.replaceChildren(
    h("div", { class: "line" }, name, sleeping(fault), forget),
    isNamed ? h("div", { class: "fault-says" }, says(fault)) : "",
    h("div", { class: "fault-fired" }, fault.isOff ? "switched off" : `hit ${number(fault.fired)} of ${number(fault.seen)} requests`),
  );
}

const sleeping = (fault) =>
  fault.isOff || fault.on ? null : h("span", { class: "badge" }, "not now");

function forgetFault(name, element) {
  switchedOff.delete(name);
  element.remove();
  byId("faults-empty").hidden = byId("faults-list").children.length > 0;
}

async function turn(name, toggle) {
  const fault = toggle.parentElement.fault;
  try {
    if (toggle.checked) {
      switchedOff.delete(name);
      await post("faults", argumentsOf(fault));
    } else {
      switchedOff.set(name, fault);
      await remove(`faults/${encodeURIComponent(name)}`);
    }
  } catch (error) {
    toggle.checked = !toggle.checked;
    if (toggle.checked) switchedOff.delete(name);
    else switchedOff.set(name, fault);
    throw error;
  } finally {
    changed();
  }
}

function argumentsOf(fault) {
  const given = ARGUMENTS.filter((name) => fault[name] !== null && fault[name] !== undefined);
  const found = Object.fromEntries(given.map((name) => [name, fault[name]]));
  if (fault.quota !== null) delete found.status;
  if (fault.quota === null) delete found.per;
  return found;
}

/** Say in a line what goes wrong, where and when. */
function says(fault) {
  const what = [
    fault.quota !== null ? `${fault.quota} requests per ${fault.per}` : null,
    fault.quota === null && fault.status !== null ? `status ${fault.status}` : null,
    fault.latency ? `${fault.latency} late` : null,
    fault.drip ? `drips for ${fault.drip}` : null,
    fault.reply ? fault.reply.replaceAll("_", " ") : null,
    fault.retry_after ? `retry after ${fault.retry_after}` : null,
  ];
  const when = [
    fault.rate < 1 ? `${Math.round(fault.rate * 100)}% of requests` : null,
    fault.first ? `the first ${fault.first}` : null,
    fault.nth ? `request ${fault.nth} alone` : null,
    fault.every ? `one in ${fault.every}` : null,
    fault.times ? `at most ${fault.times} times` : null,
    fault.to !== null && !fault.isOff ? `until ${duration(fault.to)}` : null,
  ];
  const where = fault.endpoint === "*" ? "every endpoint" : fault.endpoint;
  return [where, ...what, ...when].filter(Boolean).join(", ");
}

/** Make the form that adds one, from the schema of the action. */
export function offerFaults(actions) {
  const action = actions.find((each) => each.name === "add_fault");
  if (!action) return;
  const fields = new Fields(action, FIRST);
  const problem = h("p", { class: "problem", role: "alert" });
  const button = h("button", { type: "submit", class: "primary" }, "Add the fault");
  const ready = READY_MADE.map(([title, values]) =>
    h("button", { type: "button", class: "chip", onclick: () => fields.fill(values) }, title));
  const form = h("form", {}, h("div", { class: "chips" }, ...ready), fields.element, h("div", { class: "row" }, button), problem);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(button, problem, async () => {
      await post("faults", fields.value);
      fields.fill({});
      changed();
    });
  });
  byId("faults-form").replaceChildren(form);
}
