/** How times, numbers and names are written. */

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
const whole = new Intl.NumberFormat("en");

/** Write a number with separators. */
export const number = (value) => whole.format(value);

/** Write a count with its noun: `1 player`, `2 players`. */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** Write seconds as on a player: `4:05`, `1:02:09`. */
export function position(seconds) {
  const all = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (value) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** Write seconds as mockbancho does: `13m`, `1m30s`, `2h`. */
export function duration(seconds) {
  const all = Math.max(0, Math.round(seconds));
  const parts = [
    [Math.floor(all / 86400), "d"],
    [Math.floor(all / 3600) % 24, "h"],
    [Math.floor(all / 60) % 60, "m"],
    [all % 60, "s"],
  ];
  return parts.filter(([value]) => value).map(([value, unit]) => `${value}${unit}`).join("") || "0s";
}

/** Write a word of the server for people: `not_ready` is `not ready`. */
export const plain = (word) => String(word).replaceAll("_", " ");

/** Begin with a capital letter. */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** Name a country by its two letters. */
export function country(code) {
  if (!code || code === "xx") return "Unknown country";
  try {
    return regions.of(code.toUpperCase()) ?? code.toUpperCase();
  } catch {
    return code.toUpperCase();
  }
}

/** Write a beatmap in one line. */
export const beatmap = (row) => `${row.artist} – ${row.title} [${row.version}]`;

/** Return the first sentence of a text. */
export const firstSentence = (text) => /^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0] ?? text;
