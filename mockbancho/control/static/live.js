/** What the server tells by itself, over one connection that is made again whenever it breaks. */

import { address, get, root } from "./api.js";
import { KINDS } from "./kinds.js";

const RETRY = 1500;
const POLL = 2000;

/**
 * Follows the events of a world. `told(kind, event)` is called for each, also for `state` and `call`; `became(how)`
 * says how things stand: `live`; `polling`, while there are answers but no stream; `lost`, while nobody answers.
 */
export class Live {
  #source = null;
  #poll = null;
  #told;
  #became;

  constructor({ told, became }) {
    this.#told = told;
    this.#became = became;
  }

  /** Connect, and stay so; whatever happened in between is the listener's to ask for, at each `became("live")`. */
  connect() {
    this.#source?.close();
    this.#source = new EventSource(address("events/stream"));
    this.#source.onopen = () => this.#opened();
    this.#source.onerror = () => this.#broke();
    for (const kind of [...KINDS, "state", "call"]) {
      this.#source.addEventListener(kind, (message) => this.#told(kind, parsed(message.data)));
    }
  }

  #opened() {
    clearTimeout(this.#poll);
    this.#poll = null;
    this.#became("live");
  }

  /** The browser connects again by itself, except after an answer that is no stream. */
  #broke() {
    if (this.#source.readyState === EventSource.CLOSED) setTimeout(() => this.connect(), RETRY);
    if (this.#poll === null) this.#ask();
  }

  async #ask() {
    this.#poll = 0;
    try {
      await get("health", { from: root });
      if (this.#poll !== null) this.#became("polling");
    } catch {
      if (this.#poll !== null) this.#became("lost");
    }
    if (this.#poll !== null) this.#poll = setTimeout(() => this.#ask(), POLL);
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
