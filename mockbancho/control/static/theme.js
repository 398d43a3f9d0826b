/** Choose light or dark before anything is drawn: what was chosen here, or else what the system prefers. */
(() => {
  const chosen = localStorage.getItem("mockbancho-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
})();
