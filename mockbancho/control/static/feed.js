/** What happened, newest first. */

import { get } from "./api.js";
import { byId, h, showList, write } from "./dom.js";
import { ANNOUNCED, topicOf } from "./kinds.js";
import { number, position } from "./words.js";

const SHOWN = 100;
const QUIET = 1500;

let events = [];
let announcedAt = -Infinity;

/** Ask for the last events. */
export async function loadEvents() {
  const { last } = await get("events?limit=1");
  return (await get(`events?after=${Math.max(0, last - SHOWN)}&limit=${SHOWN}`)).events;
}

/** Show these in place of what was shown. */
export function showEvents(found) {
  events = found;
  draw();
}

/** Add one that has just happened. */
export function addEvent(event) {
  const last = events.at(-1)?.number ?? 0;
  if (event.number <= last) return;
  events = [...events, event].slice(-SHOWN);
  draw();
  announce(event);
}

let drawing = false;

/** Draw once per frame, however many came. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    write(byId("events-count"), number(events.at(-1)?.number ?? 0));
    byId("events-empty").hidden = events.length > 0;
    showList(byId("events-list"), [...events].reverse(), { key: (event) => `${event.number} ${event.at}`, make: row, update: () => {} });
  });
}

function row(event) {
  return h("li", { class: `event ${topicOf(event.kind)}` },
    h("time", { datetime: event.at, title: event.at }, position(event.elapsed)),
    h("span", {}, event.told));
}

/** Read the important ones out, but not so many that nothing can be heard. */
function announce(event) {
  const now = performance.now();
  if (!ANNOUNCED.has(event.kind) || now - announcedAt < QUIET) return;
  announcedAt = now;
  write(byId("announcements"), event.told);
}
