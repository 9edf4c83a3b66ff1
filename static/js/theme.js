/* The colour switch in the footer. Without script, the page of preferences does the same. */

const root = document.documentElement;
const year = 365 * 24 * 3600;

function choose(event) {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  root.dataset.theme = chosen.value;
  document.querySelector("link[data-contrast]").media =
    chosen.value === "contrast" ? "all" : "(prefers-contrast: more)";
  for (const button of event.currentTarget.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button === chosen));
  }
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${chosen.value}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
}

export function start() {
  document.querySelector("[data-theme-switch]").addEventListener("click", choose);
}
