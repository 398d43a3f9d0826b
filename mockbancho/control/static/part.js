/** A part of the page, and how it is kept as new as the server. */

import { Unreachable } from "./api.js";
import { byId, h } from "./dom.js";

/** Asked for again whenever it is out of date, but never twice at once, and at most once in each `pause` (ms). */
export class Part {
  #timer = null;
  #asking = false;
  #again = false;
  #asked = -Infinity;

  /** Take the id of the section that shows it, what loads it and what shows what was loaded. */
  constructor({ id, load, show, pause = 300 }) {
    this.section = byId(id);
    this.load = load;
    this.show = show;
    this.pause = pause;
  }

  /** Note that what is shown is out of date. */
  stale() {
    if (this.#asking) this.#again = true;
    else if (this.#timer === null) {
      const wait = Math.max(0, this.#asked + this.pause - performance.now());
      this.#timer = setTimeout(() => this.#ask(), wait);
    }
  }

  async #ask() {
    this.#timer = null;
    this.#asking = true;
    this.#asked = performance.now();
    try {
      this.show(await this.load());
      this.#complain(null);
    } catch (error) {
      if (!(error instanceof Unreachable)) this.#complain(error);
    } finally {
      this.section.removeAttribute("aria-busy");
      this.#asking = false;
      if (this.#again) {
        this.#again = false;
        this.stale();
      }
    }
  }

  #complain(error) {
    this.section.querySelector(":scope > .complaint")?.remove();
    if (!error) return;
    console.warn(error);
    const retry = h("button", { type: "button", class: "quiet", onclick: () => this.stale() }, "Try again");
    const complaint = h("p", { class: "complaint" }, `This part could not be shown: ${error.message} `, retry);
    this.section.querySelector(":scope > header").after(complaint);
  }
}

/** Do something for a press of a button: it waits meanwhile, and what goes wrong is written where it can be seen. */
export async function doing(button, problem, deed) {
  if (button?.getAttribute("aria-disabled") === "true") return undefined;
  button?.setAttribute("aria-disabled", "true");
  problem.textContent = "";
  try {
    return await deed();
  } catch (error) {
    problem.textContent = error.message;
    return undefined;
  } finally {
    button?.removeAttribute("aria-disabled");
  }
}
