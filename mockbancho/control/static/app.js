/** The dashboard: puts the parts together and keeps them as new as the server. */

import { get, world } from "./api.js";
import { ClockPanel, Time } from "./clock.js";
import { byId, write } from "./dom.js";
import { addEvent, loadEvents, showEvents } from "./feed.js";
import { loadFaults, offerFaults, showFaults, wireFaults } from "./faults.js";
import { loadActions, showActions, wireActions } from "./actions.js";
import { loadJournal, showJournal, wireJournal } from "./journal.js";
import { changedBy } from "./kinds.js";
import { loadLeaderboard, offerModes, showLeaderboard } from "./leaderboard.js";
import { Live } from "./live.js";
import { showMatches } from "./matches.js";
import { learnMatches, learnPlayers } from "./names.js";
import { Part } from "./part.js";
import { showOnline } from "./people.js";
import { loadScenarios, markScenario, showScenarios, wireScenarios } from "./scenarios.js";
import { Scrubber } from "./scrubber.js";
import { wireTheme } from "./switch.js";
import { count, number } from "./words.js";
import { loadCheckpoints, loadWorlds, showCheckpoints, showWorlds, wireCheckpoints, wireWorlds } from "./worlds.js";

const DRIFT = 5000;
const FRAME = 50;
const COUNTS = { players: "player", beatmaps: "beatmap", scores: "score", calls: "call" };

const time = new Time();
const clock = new ClockPanel(time, (state) => moved(state));
const scrubber = new Scrubber(time, (state) => moved(state));

const parts = {
  state: new Part({ id: "clock", pause: 250, load: () => get("state"), show: showState }),
  timeline: new Part({ id: "clock", pause: 1500, load: () => get("timeline"), show: (found) => scrubber.show(found) }),
  matches: new Part({ id: "matches", load: () => get("matches"), show: both(showMatches, learnMatches) }),
  online: new Part({ id: "online", pause: 400, load: () => get("online"), show: both(showOnline, learnPlayers) }),
  leaderboard: new Part({
    id: "leaderboard", pause: 700, load: loadLeaderboard,
    show: both(showLeaderboard, ({ rows }) => learnPlayers(rows)),
  }),
  events: new Part({ id: "events", load: loadEvents, show: showEvents }),
  journal: new Part({ id: "journal", pause: 500, load: loadJournal, show: showJournal }),
  faults: new Part({ id: "faults", pause: 500, load: loadFaults, show: showFaults }),
  actions: new Part({ id: "actions", load: loadActions, show: both(showActions, offerFaults) }),
  scenarios: new Part({ id: "scenarios", load: loadScenarios, show: (found) => showScenarios(found, everything) }),
  worlds: new Part({ id: "worlds", load: loadWorlds, show: (found) => showWorlds(found, () => stale("worlds")) }),
  checkpoints: new Part({
    id: "worlds", load: loadCheckpoints,
    show: (found) => showCheckpoints(found, { changed: () => stale("checkpoints"), restored: everything }),
  }),
};
const LIVELY = ["state", "timeline", "matches", "online", "leaderboard", "events", "journal", "faults"];
const SETTLED = ["actions", "scenarios", "worlds", "checkpoints"];

function both(...shows) {
  return (found) => shows.forEach((show) => show(found));
}

function stale(...names) {
  for (const name of names) parts[name].stale();
}

/** Ask for all that may be another after the world became another one. */
function everything() {
  stale(...LIVELY);
}

function showState(state) {
  time.take(state);
  clock.show(state);
  scrubber.draw();
  markScenario(state.scenario);
  write(byId("world"), state.name);
  byId("fork-of").hidden = state.world === "main";
  write(byId("fork-of"), `world ${state.world}`);
  write(byId("contract"), state.contract);
  const counts = Object.entries(COUNTS).map(([what, noun]) => count(state.counts[what], noun));
  write(byId("counts"), counts.join(" · "));
  document.title = `${number(state.counts.online)} online, ${state.scenario?.title || state.name} – mockbancho`;
}

/** Show at once where a control led, and ask for the rest. */
function moved(state) {
  showState(state);
  everything();
}

function told(kind, event) {
  if (kind === "state") everything();
  else if (kind === "call") stale("journal", "faults", "state");
  else {
    if (event) {
      addEvent(event);
      time.reach(event.elapsed);
    }
    stale(...changedBy(kind));
  }
}

const SAYS = { live: "Live", polling: "Asking every 2 s", lost: "No connection", connecting: "Connecting…" };

/** Tell how the connection is; what was missed meanwhile is asked for. */
function became(how) {
  const connection = byId("connection");
  const before = connection.dataset.how;
  connection.dataset.how = how;
  write(connection, SAYS[how]);
  byId("lost").hidden = how !== "lost";
  if (how === "lost") time.stop();
  else write(byId("clock-problem"), "");
  if (how === "lost" || how === "connecting") return;
  everything();
  if (before === "lost" || before === "polling") stale(...SETTLED);
}

/** Draw the time; a timer, since asking for each frame would have the whole page looked at sixty times a second. */
function draw() {
  if (document.hidden) return;
  clock.draw();
  scrubber.draw();
}

wireTheme();
wireActions();
wireJournal(() => stale("journal"));
wireFaults(() => stale("faults", "timeline"));
wireScenarios(() => {
  everything();
  stale("scenarios");
});
wireWorlds(() => stale("worlds"));
wireCheckpoints(() => stale("checkpoints"));
offerModes(() => stale("leaderboard"));
document.documentElement.dataset.world = world;
everything();
stale(...SETTLED);
new Live({ told, became }).connect();
setInterval(() => { if (time.moves) stale("state"); }, DRIFT);
setInterval(draw, FRAME);
