/** The journal: what the fake API was asked, why it answered so, and how to ask again. */

import { get, remove } from "./api.js";
import { byId, h, showList, write } from "./dom.js";
import { doing } from "./part.js";
import { number } from "./words.js";

const SHOWN = 200;
const BESIDE = "beside the API";

let calls = [];

/** Wire its controls; `changed()` is called when the journal was emptied. */
export function wireJournal(changed) {
  byId("journal-filter").addEventListener("input", draw);
  byId("journal-beside").addEventListener("change", draw);
  const clear = byId("journal-clear");
  clear.addEventListener("click", () => doing(clear, byId("journal-problem"), async () => {
    await remove("journal");
    changed();
  }));
}

/** Ask for the last calls. */
export const loadJournal = async () => (await get("journal?limit=500")).calls;

/** Show these. */
export function showJournal(found) {
  calls = found;
  draw();
}

function draw() {
  const filter = byId("journal-filter").value.trim().toLowerCase();
  const withBeside = byId("journal-beside").checked;
  const fitting = calls.filter((call) => (withBeside || call.source !== BESIDE) && fits(call, filter));
  write(byId("journal-count"), number(fitting.length));
  const empty = byId("journal-empty");
  empty.hidden = fitting.length > 0;
  write(empty, filter ? `No call fits “${filter}”.` : "Nothing was asked yet. Point a client at this server, and its calls appear here.");
  showList(byId("journal-list"), fitting.slice(-SHOWN).reverse(), { key: (call) => call.number, make: row, update: () => {} });
}

const fits = (call, filter) =>
  !filter || `${call.method} ${call.target} ${call.status} ${call.source} ${call.fault}`.toLowerCase().includes(filter);

function row(call) {
  const more = h("div", { class: "call-more" });
  const details = h("details", {},
    h("summary", { class: "call" },
      h("span", { class: "method" }, call.method),
      h("span", { class: "target", title: call.target }, call.target),
      marks(call),
      h("span", { class: `code ${kindOf(call.status)}` }, String(call.status)),
      h("span", { class: "ms" }, `${call.milliseconds < 10 ? call.milliseconds.toFixed(1) : Math.round(call.milliseconds)} ms`)),
    more);
  details.addEventListener("toggle", () => { if (details.open && !more.firstChild) explain(call, more); });
  return h("li", {}, details);
}

function marks(call) {
  const ignored = call.ignored.length ? h("span", { class: "badge warn", title: "Parameters that the server ignores" }, `ignores ${call.ignored.join(", ")}`) : null;
  const fault = call.fault ? h("span", { class: "badge bad", title: "The fault that spoiled it" }, call.fault) : null;
  return h("span", { class: "marks" }, ignored, fault);
}

const kindOf = (status) => (status >= 500 ? "bad" : status >= 400 ? "warn" : "good");

/** Fill in the explanation when somebody looks. */
async function explain(call, place) {
  const text = h("pre", { class: "explanation" }, "Asking why…");
  place.append(
    h("p", { class: "call-facts" }, `${call.at.slice(11, 19)} UTC, from ${call.source}${call.reason ? `: ${call.reason}` : ""}`),
    text, curl(call));
  try {
    text.textContent = (await get(`explain?call=${call.number}`)).text;
  } catch (error) {
    text.textContent = error.message;
  }
}

function curl(call) {
  const line = h("code", { tabindex: 0 }, call.curl);
  const said = h("span", { role: "status", class: "said" });
  const copy = h("button", { type: "button", class: "quiet", onclick: () => copyText(line, said) }, "Copy curl");
  return h("div", { class: "curl" }, line, copy, said);
}

/** Copy; a browser that does not allow that gets the text selected. */
async function copyText(element, said) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    said.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(element);
    said.textContent = "Selected";
  }
}
