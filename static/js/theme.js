/* The colour switch without a page load. The server keeps the choice in a cookie. */

const root = document.documentElement;

function show(form, theme) {
  root.dataset.theme = theme;
  for (const button of form.querySelectorAll("[name=theme]")) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
  document.querySelector("link[data-contrast]").media =
    theme === "contrast" ? "all" : "(prefers-contrast: more)";
}

async function choose(event) {
  const form = event.currentTarget;
  const chosen = event.submitter;
  if (!chosen) return;
  event.preventDefault();
  show(form, chosen.value);
  const body = new FormData(form);
  body.set("theme", chosen.value);
  const kept = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
  // A redirect is the server's way to say yes; anything else is left to the plain form.
  if (!kept || (kept.type !== "opaqueredirect" && !kept.ok)) HTMLFormElement.prototype.submit.call(form);
}

export function start() {
  document.querySelector("[data-theme-switch]").addEventListener("submit", choose);
}
