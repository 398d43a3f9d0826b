/** Scenarios: those that come along, and one's own. */

import { ask, get, post } from "./api.js";
import { byId, h, write } from "./dom.js";
import { doing } from "./part.js";
import { capital, duration, number, plain } from "./words.js";

let current = null;

/** Mark the one that plays. */
export function markScenario(scenario) {
  current = scenario?.name ?? null;
  for (const item of byId("scenarios-list").children) {
    item.classList.toggle("current", item.dataset.name === current);
    item.querySelector(".badge").hidden = item.dataset.name !== current;
  }
}

export const loadScenarios = () => get("scenarios");

/** List those that come along; `loaded()` is called when one was loaded. */
export function showScenarios(scenarios, loaded) {
  write(byId("scenarios-count"), number(scenarios.length));
  byId("scenarios-list").replaceChildren(...scenarios.map((scenario) => entry(scenario, loaded)));
  markScenario(current && { name: current });
}

function entry(scenario, loaded) {
  const title = scenario.title || capital(plain(scenario.name));
  const problem = h("p", { class: "problem", role: "alert" });
  const load = h("button", { type: "button", "aria-label": `Load ${title}` }, "Load");
  load.addEventListener("click", () => doing(load, problem, async () => {
    await post("scenarios/load", { name: scenario.name });
    loaded();
  }));
  const item = h("li", { class: "scenario" },
    h("div", { class: "line" },
      h("h3", {}, title),
      h("span", { class: "badge good", hidden: true }, "loaded"),
      h("span", { class: "length" }, scenario.length ? duration(scenario.length) : ""),
      scenario.wrong ? null : load),
    h("p", { class: scenario.wrong ? "problem" : "about" }, scenario.wrong ?? scenario.about), problem);
  item.dataset.name = scenario.name;
  return item;
}

/** Wire the form for one's own. */
export function wireScenarios(loaded) {
  const text = byId("own-scenario");
  const problem = byId("own-problem");
  const said = byId("own-said");
  byId("own-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) text.value = await file.text();
  });
  const send = async (path) => ask("POST", path, { body: text.value, type: "text/yaml" });
  wire(byId("own-check"), async () => {
    await send("scenarios");
    said.textContent = "No mistakes.";
  });
  wire(byId("own-play"), async () => {
    await send("scenarios?load=1");
    said.textContent = "Loaded.";
    loaded();
  });

  function wire(button, deed) {
    button.addEventListener("click", () => {
      said.textContent = "";
      doing(button, problem, deed);
    });
  }
}
