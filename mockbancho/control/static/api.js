/** The control API, asked by relative URLs only: the same page serves the main world and every fork. */

const page = new URL(".", location.href);
const inside = /\/_mock\/worlds\/([^/]+)\/$/.exec(page.pathname);

/** The name of the world that this page shows. */
export const world = inside ? decodeURIComponent(inside[1]) : "main";
/** Where the control API of the whole server begins. */
export const root = new URL(inside ? "../../" : ".", page);
/** Where the fake API of this world begins. */
export const fakeApi = new URL(inside ? `../_world/${inside[1]}/` : "..", root);

/** The server said no, and why. */
export class Refused extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

/** Nobody answered. */
export class Unreachable extends Error {}

/** Return an address of this world's control API. */
export const address = (path) => new URL(path, page);

/** Ask, and return the JSON of the answer; throws `Refused` or `Unreachable`. */
export async function ask(method, path, { body, type = "application/json", from = page } = {}) {
  const headers = body === undefined ? {} : { "Content-Type": type };
  let response;
  let text;
  try {
    response = await fetch(new URL(path, from), { method, headers, body, cache: "no-store" });
    text = await response.text();
  } catch {
    throw new Unreachable("The server does not answer.");
  }
  const answer = parsed(text);
  if (!response.ok) throw new Refused(answer?.error ?? `${response.status} ${response.statusText}`, response.status);
  return answer;
}

export const get = (path, how) => ask("GET", path, how);
export const post = (path, value = {}, how) => ask("POST", path, { body: JSON.stringify(value), ...how });
export const remove = (path, how) => ask("DELETE", path, how);

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
