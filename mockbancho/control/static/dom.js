/** Building and moving elements. Whatever comes from the server becomes text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element: `h("button", { type: "button", onclick: play }, "Play")`. Properties that begin with `on` are
 * listeners, `true` and `false` are attributes that are there or not, null and undefined are left out.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) set(element, name, value);
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Make an element of a drawing. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Make one of the icons that stand at the top of the page. */
export const icon = (name) =>
  svg("svg", { class: "icon", "aria-hidden": "true" }, svg("use", { href: `#icon-${name}` }));

/** Return the element of this id. */
export const byId = (id) => document.getElementById(id);

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value" || name === "checked" || name === "selected") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** Change a text only where it differs, so that nothing is drawn or read out twice. */
export function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Let a list show items: elements are kept by key, so that focus, open details and loaded pictures stay.
 * `make(item)` returns a new element, `update(element, item)` fills it.
 */
export function showList(list, items, { key, make, update }) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const name = String(key(item));
    const element = known.get(name) ?? make(item);
    element.dataset.key = name;
    update(element, item);
    return element;
  });
  const kept = new Set(wanted);
  for (const child of [...list.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((element, place) => {
    if (list.children[place] !== element) list.insertBefore(element, list.children[place] ?? null);
  });
}

const still = matchMedia("(prefers-reduced-motion: reduce)");

/** Make a change to a list, and let those of its elements that can be seen travel from where they were to where they are. */
export function travelling(list, change) {
  if (still.matches || document.hidden) {
    change();
    return;
  }
  const window = (list.closest(".body") ?? document.body).getBoundingClientRect();
  const seen = (place) => place.bottom > window.top && place.top < window.bottom;
  const before = places(list);
  change();
  for (const [child, place] of places(list)) {
    const old = before.get(child);
    if (!old) {
      if (before.size && seen(place)) child.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 300 });
    } else if (Math.abs(old.top - place.top) > 1 && (seen(old) || seen(place))) {
      const path = [{ transform: `translateY(${old.top - place.top}px)` }, { transform: "none" }];
      child.animate(path, { duration: 600, easing: "cubic-bezier(.2, .8, .2, 1)" });
    }
  }
}

const places = (list) => new Map([...list.children].map((child) => [child, child.getBoundingClientRect()]));
