/** The clock: what time it is in the world, and the controls that move it. */

import { post } from "./api.js";
import { byId, write } from "./dom.js";
import { doing } from "./part.js";
import { capital, duration, plain, position } from "./words.js";
import { KINDS } from "./kinds.js";

const SPEEDS = ["1", "10", "60", "600"];
const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });

/** What time it is, between two answers of the server. */
export class Time {
  #state = null;
  #taken = 0;
  #stoppedAt = null;

  /** Go on from a state that the server has just told. */
  take(state) {
    this.#state = state;
    this.#taken = performance.now();
    this.#stoppedAt = null;
  }

  /** Stand until the next state: nobody knows whether time still passes there. */
  stop() {
    this.#stoppedAt ??= performance.now();
  }

  get state() {
    return this.#state;
  }

  /** Note that something happened at a time: it is not earlier now, however long the last state was on its way. */
  reach(elapsed) {
    const behind = elapsed - this.elapsed;
    if (this.moves && behind > 0) this.#taken -= (behind / this.#state.clock.speed) * 1000;
  }

  get moves() {
    return this.#state !== null && !this.#state.clock.paused && this.#state.clock.speed > 0;
  }

  /** Seconds after the start. */
  get elapsed() {
    return this.#state ? this.#state.elapsed + this.#since() : 0;
  }

  /** Milliseconds since the epoch. */
  get now() {
    return this.#state ? this.#state.now_micros / 1000 + this.#since() * 1000 : 0;
  }

  /** Seconds until the next thing is due, or null. */
  get nextDue() {
    return this.#state?.next_due == null ? null : Math.max(0, this.#state.next_due - this.#since());
  }

  #since() {
    return this.moves ? (((this.#stoppedAt ?? performance.now()) - this.#taken) / 1000) * this.#state.clock.speed : 0;
  }
}

/** The panel around it. `changed(state)` is called with each state that a control leads to. */
export class ClockPanel {
  constructor(time, changed) {
    this.time = time;
    this.changed = changed;
    this.problem = byId("clock-problem");
    this.#wire();
    this.#offerKinds();
  }

  #wire() {
    const moves = {
      restart: () => this.#move("reset", {}, "restart"),
      back: () => this.#move("clock/seek", { to: Math.max(0, this.time.elapsed - 10) }, "back"),
      play: () => this.#move(this.time.moves ? "clock/pause" : "clock/resume", {}, "play"),
      step: () => this.#move("clock/step", {}, "step"),
      forward: () => this.#move("clock/advance", { by: 60 }, "forward"),
    };
    for (const [id, move] of Object.entries(moves)) byId(id).addEventListener("click", move);
    byId("speeds").addEventListener("change", (event) => this.#setSpeed(Number(event.target.value)));
    byId("run-until").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#move("clock/run_until", { event: byId("run-until-kind").value }, "run-until-go");
    });
  }

  #offerKinds() {
    const select = byId("run-until-kind");
    for (const kind of KINDS) select.add(new Option(plain(kind), kind, kind === "match_started", kind === "match_started"));
  }

  #setSpeed(speed) {
    if (speed > 0) this.#move("clock/speed", { speed });
  }

  #move(path, body, button) {
    return doing(button && byId(button), this.problem, async () => this.changed(await post(path, body)));
  }

  /** Show what does not change with each second. */
  show(state) {
    write(byId("scenario-title"), state.scenario ? state.scenario.title || capital(plain(state.scenario.name)) : "No scenario");
    write(byId("scenario-about"), state.scenario?.about || "Load one to follow a story with a beginning and an end.");
    const speed = String(state.clock.speed);
    for (const radio of document.querySelectorAll("#speeds input[type=radio]")) radio.checked = radio.value === speed;
    const free = byId("speed-free");
    if (document.activeElement !== free) free.value = SPEEDS.includes(speed) || speed === "0" ? "" : speed;
    this.#showPlaying();
    write(byId("mode"), this.#mode(state.clock));
    byId("back").disabled = !state.can_seek;
    this.draw();
  }

  #showPlaying() {
    const play = byId("play");
    const label = this.time.moves ? "Pause" : "Play";
    if (play.getAttribute("aria-label") === label) return;
    play.setAttribute("aria-label", label);
    play.title = label;
    play.querySelector("use").setAttribute("href", this.time.moves ? "#icon-pause" : "#icon-play");
  }

  #mode({ mode, speed, paused }) {
    if (mode === "manual") return "Stands until moved";
    return paused ? `Paused, ×${speed}` : `Running, ×${speed}`;
  }

  /** Show the time as it is now. */
  draw() {
    if (!this.time.state) return;
    const now = new Date(this.time.now);
    write(byId("now"), clock.format(now));
    write(byId("date"), `${day.format(now)}, UTC`);
    const { length } = this.time.state;
    write(byId("elapsed"), position(this.time.elapsed));
    write(byId("length"), length === null ? "" : ` / ${position(length)}`);
    const next = this.time.nextDue;
    write(byId("next-due"), next === null ? "nothing" : `in ${duration(next)}`);
  }
}
