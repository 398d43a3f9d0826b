/** The switch between light and dark; without a choice the system's is followed. */

import { byId } from "./dom.js";

const KEY = "mockbancho-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** Let the switch show and change the theme. */
export function wireTheme() {
  const button = byId("theme");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
    button.title = button.getAttribute("aria-label");
    button.querySelector("use").setAttribute("href", isDark() ? "#icon-sun" : "#icon-moon");
  };
  button.addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    document.documentElement.dataset.theme = chosen;
    localStorage.setItem(KEY, chosen);
    show();
  });
  system.addEventListener("change", show);
  show();
}
