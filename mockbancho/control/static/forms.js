/** Forms made from JSON Schemas: one field for each argument, and what they say as JSON. */

import { h } from "./dom.js";
import { listOf } from "./names.js";
import { capital, plain } from "./words.js";

const LARGEST = 2 ** 31;
let made = 0;

/**
 * Make the fields of an action's arguments. `refers` names the nouns of references; `first` are the arguments that are
 * shown at once, beside those that are required; the others wait behind “More”.
 */
export class Fields {
  constructor({ schema, refers = {} }, first = null) {
    const whole = resolved(schema, schema);
    const required = new Set(whole.required ?? []);
    this.fields = Object.entries(whole.properties ?? {}).map(
      ([name, part]) => new Field(name, resolved(part, schema), { noun: refers[name], required: required.has(name) }));
    const optional = this.fields.filter((field) => !field.required);
    const shown = new Set(first ?? (optional.length <= 5 ? optional : optional.slice(0, 2)).map((field) => field.name));
    const [front, rest] = split(this.fields, (field) => field.required || shown.has(field.name));
    this.element = h("div", { class: "fields" }, ...front.map((field) => field.element), more(rest));
  }

  /** What was filled in, by name; throws an `Error` that names the field. */
  get value() {
    const entries = this.fields.map((field) => [field.name, field.value]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  /** Fill in some, and empty the others. */
  fill(values) {
    for (const field of this.fields) field.fill(values[field.name]);
  }
}

class Field {
  constructor(name, schema, { noun, required }) {
    const kinds = alternatives(schema);
    Object.assign(this, { name, noun, required, kinds, preset: schema.default });
    this.id = `field-${++made}`;
    this.input = this.#makeInput();
    const label = h("label", { for: this.id }, capital(plain(name)), required ? h("span", { class: "required", title: "required" }, " *") : null);
    this.element = h("div", { class: "field" }, label, this.input);
  }

  #has(type) {
    return this.kinds.some((kind) => kind.type === type);
  }

  get #words() {
    const words = this.kinds.flatMap((kind) => kind.enum ?? []).filter((word) => typeof word === "string");
    return words.length && !this.#has("string") ? words : null;
  }

  #makeInput() {
    const shared = { id: this.id, required: this.required, name: this.name };
    if (this.#has("boolean")) return choice(shared, [["", `as usual${presetText(this.preset)}`], ["true", "yes"], ["false", "no"]]);
    if (this.#words) return choice(shared, [["", this.required ? "choose…" : `as usual${presetText(this.preset)}`], ...this.#words.map((word) => [word, plain(word)])]);
    if (this.#has("array") || this.noun || this.#has("string") || this.#has("object")) return this.#textInput(shared);
    return this.#numberInput(shared);
  }

  #textInput(shared) {
    const several = this.#has("array");
    const placeholder = several ? "one, two, …" : this.#has("object") ? "name=value, …" : placeholderOf(this.preset);
    const longest = this.kinds.find((kind) => kind.maxLength)?.maxLength;
    const list = this.noun && !several ? listOf(this.noun) : null;
    return h("input", { ...shared, type: "text", autocomplete: "off", spellcheck: "false", placeholder, maxlength: longest, list });
  }

  #numberInput(shared) {
    const kind = this.kinds.find((each) => each.type === "integer" || each.type === "number") ?? {};
    const bound = (value) => (value !== undefined && Math.abs(value) < LARGEST - 1 ? value : null);
    const step = kind.type === "integer" ? 1 : "any";
    return h("input", { ...shared, type: "number", step, min: bound(kind.minimum), max: bound(kind.maximum), placeholder: placeholderOf(this.preset) });
  }

  get value() {
    const text = this.input.value.trim();
    if (text === "") return undefined;
    if (this.#has("boolean")) return text === "true";
    if (this.#words) return text;
    if (this.#has("array")) return text.split(",").map((each) => wordOrNumber(each.trim())).filter((each) => each !== "");
    if (this.#has("object")) return pairs(this.name, text);
    if (this.#has("integer") || this.#has("number")) return wordOrNumber(text);
    return text;
  }

  fill(value) {
    if (value === undefined || value === null) this.input.value = "";
    else if (Array.isArray(value)) this.input.value = value.join(", ");
    else if (typeof value === "object") this.input.value = Object.entries(value).map((pair) => pair.join("=")).join(", ");
    else this.input.value = String(value);
  }
}

function more(fields) {
  if (!fields.length) return null;
  const names = fields.map((field) => plain(field.name));
  const hint = names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} others` : names.join(", ");
  const inside = h("div", { class: "fields" }, ...fields.map((field) => field.element));
  return h("details", { class: "more" }, h("summary", {}, `More: ${hint}`), inside);
}

const choice = (properties, options) =>
  h("select", properties, ...options.map(([value, text]) => h("option", { value }, text)));

const presetText = (preset) => (preset === undefined || preset === null ? "" : `: ${preset === true ? "yes" : preset === false ? "no" : plain(preset)}`);
const placeholderOf = (preset) => (preset === undefined || preset === null ? null : String(preset));
const wordOrNumber = (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
const alternatives = (schema) => schema.anyOf ?? [schema];

function pairs(name, text) {
  return Object.fromEntries(text.split(",").map((pair) => {
    const [key, ...value] = pair.split("=");
    if (!value.length) throw new Error(`${plain(name)}: write name=value, not ${pair.trim()}`);
    return [key.trim(), wordOrNumber(value.join("=").trim())];
  }));
}

/** Follow `$ref`, also inside of alternatives. */
function resolved(part, whole) {
  if (part.$ref) return resolved({ ...whole.$defs[part.$ref.split("/").pop()], ...(part.default === undefined ? {} : { default: part.default }) }, whole);
  return part.anyOf ? { ...part, anyOf: part.anyOf.map((each) => resolved(each, whole)) } : part;
}

function split(items, test) {
  return [items.filter(test), items.filter((item) => !test(item))];
}
