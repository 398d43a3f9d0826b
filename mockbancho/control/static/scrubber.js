/** The scrub bar: the timeline of the scenario, what has happened, and a slider that goes to any point of it. */

import { post } from "./api.js";
import { byId, h, svg, write } from "./dom.js";
import { topicOf } from "./kinds.js";
import { position } from "./words.js";

const WIDTH = 1000;
const LEAST = 300;
const PIECES = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400];
const MOST_REPEATS = 400;
const SETTLED = 400;

/** `sought(state)` is called with the state after each seek. */
export class Scrubber {
  #timeline = { steps: [], events: [], expect: [], faults: [], length: null };
  #wanted = null;
  #seeking = false;
  #touched = -Infinity;
  #drawn = "";
  #width = "";
  #shown = null;

  constructor(time, sought) {
    this.time = time;
    this.sought = sought;
    this.slider = byId("scrub");
    this.slider.addEventListener("input", () => this.#want(Number(this.slider.value)));
    this.slider.addEventListener("keydown", (event) => this.#key(event));
    const bar = byId("scrub-bar");
    bar.addEventListener("pointermove", (event) => this.#hint(event));
    bar.addEventListener("pointerleave", () => { byId("scrub-hint").hidden = true; });
    new ResizeObserver(() => this.#drawScale()).observe(bar);
  }

  /** Show another timeline. */
  show(timeline) {
    this.#timeline = timeline;
    this.#drawn = "";
    this.draw();
  }

  /** Seconds that the whole bar stands for. */
  get span() {
    const faults = this.#timeline.faults.map((fault) => fault.to ?? 0);
    const known = Math.max(this.#timeline.length ?? 0, ...faults.slice(0, 100));
    const elapsed = this.time.elapsed;
    if (known >= elapsed) return Math.max(known, 1);
    const piece = PIECES.find((each) => elapsed / each < 12) ?? PIECES.at(-1);
    return Math.max(LEAST, (Math.floor(elapsed / piece) + 1) * piece);
  }

  /** Show where time stands; the marks are drawn anew only where they or the scale changed. */
  draw() {
    const { state, elapsed } = this.time;
    const span = this.span;
    if (this.#drawn !== String(span)) {
      this.#drawn = String(span);
      this.slider.max = String(Math.ceil(span));
      this.#drawMarks(span);
      this.#drawScale();
    }
    if (state !== this.#shown) {
      this.#shown = state;
      this.slider.disabled = !state.can_seek;
      this.slider.min = String(Math.floor(state.earliest));
    }
    const isBeingMoved = this.#wanted !== null || performance.now() - this.#touched < SETTLED;
    const shown = isBeingMoved ? Number(this.slider.value) : elapsed;
    const value = String(Math.round(elapsed));
    if (!isBeingMoved && this.slider.value !== value) this.slider.value = value;
    const width = `${Math.min(100, (shown / span) * 100).toFixed(2)}%`;
    if (this.#width !== width) byId("scrub-played").style.width = this.#width = width;
    const text = `${position(shown)} of ${position(span)}`;
    if (this.slider.getAttribute("aria-valuetext") !== text) this.slider.setAttribute("aria-valuetext", text);
  }

  /** Arrows go five seconds, with shift one. */
  #key(event) {
    const by = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageUp: 60, PageDown: -60 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const from = this.#wanted ?? Math.round(this.time.elapsed);
    this.slider.value = String(from + (event.shiftKey ? Math.sign(by) : by));
    this.#want(Number(this.slider.value));
  }

  /** Go there; while one seek is under way, only the last of those that were wanted follows. */
  async #want(seconds) {
    this.#wanted = seconds;
    this.#touched = performance.now();
    this.draw();
    if (this.#seeking) return;
    this.#seeking = true;
    write(byId("clock-problem"), "");
    try {
      while (this.#wanted !== null) {
        const to = this.#wanted;
        const state = await post("clock/seek", { to });
        if (this.#wanted === to) this.#wanted = null;
        this.sought(state);
      }
    } catch (error) {
      this.#wanted = null;
      write(byId("clock-problem"), error.message);
    } finally {
      this.#seeking = false;
      this.draw();
    }
  }

  #drawMarks(span) {
    const x = (seconds) => ((Math.min(seconds, span) / span) * WIDTH).toFixed(1);
    const ticks = (times, top, bottom) => times.map((at) => `M${x(at)} ${top}V${bottom}`).join("");
    const bands = this.#timeline.faults.flatMap((fault) => {
      const from = Number(x(fault.from));
      const place = { x: from, width: Math.max(3, Number(x(fault.to ?? span)) - from) };
      return [
        svg("rect", { class: "band", ...place, y: 0, height: 52 }),
        svg("rect", { class: "band edge", ...place, y: 52, height: 4 }),
      ];
    });
    const happened = byTopic(this.#timeline.events);
    const steps = this.#timeline.steps.flatMap((step) => repeats(step, span));
    byId("scrub-marks").replaceChildren(
      ...bands,
      svg("path", { class: "step", d: ticks(steps, 6, 16) }),
      ...[...happened].map(([topic, events]) =>
        svg("path", { class: `happened ${topic}`, d: ticks(events.map((event) => event.at), 20, 38) })),
      svg("path", { class: "expect", d: ticks(this.#timeline.expect.map((each) => each.at), 43, 51) }),
    );
  }

  #drawScale() {
    const room = byId("scrub-bar").clientWidth;
    const piece = PIECES.find((each) => (this.span / each) * 64 < room) ?? PIECES.at(-1);
    const labels = [];
    for (let at = 0; at <= this.span; at += piece) {
      const label = h("span", {}, position(at));
      label.style.left = `${(at / this.span) * 100}%`;
      labels.push(label);
    }
    byId("scrub-scale").replaceChildren(...labels);
  }

  /** Say what is under the pointer. */
  #hint(event) {
    const place = byId("scrub-marks").getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - place.left) / place.width));
    const at = share * this.span;
    const hint = byId("scrub-hint");
    hint.hidden = false;
    const near = this.#nearest(at, (this.span / place.width) * 6);
    hint.replaceChildren(h("strong", {}, position(near?.at ?? at)), near ? ` ${near.text}` : "");
    const half = hint.offsetWidth / 2;
    hint.style.left = `${Math.min(place.width - half, Math.max(half, share * place.width))}px`;
  }

  #nearest(at, within) {
    const { steps, events, expect, faults } = this.#timeline;
    const marks = [
      ...events,
      ...steps,
      ...expect.map((each) => ({ at: each.at, text: `expects an answer of ${each.get}` })),
      ...faults.map((fault) => ({ at: fault.from, text: `fault ${fault.name}` })),
    ];
    let found = null;
    for (const mark of marks) {
      const distance = Math.abs(mark.at - at);
      if (distance < within && (!found || distance < Math.abs(found.at - at))) found = mark;
    }
    return found;
  }
}

function repeats(step, span) {
  if (!step.every) return [step.at];
  const until = Math.min(step.until ?? span, span);
  const often = Math.min(MOST_REPEATS, Math.floor((until - step.at) / step.every));
  return Array.from({ length: Math.max(1, often) }, (_, index) => step.at + index * step.every);
}

function byTopic(events) {
  const groups = new Map();
  for (const event of events) {
    const topic = topicOf(event.kind);
    if (!groups.has(topic)) groups.set(topic, []);
    groups.get(topic).push(event);
  }
  return groups;
}
