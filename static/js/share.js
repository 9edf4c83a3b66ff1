/* "Copy link" for every post, and the phone's own share sheet where there is one. */

import { announce } from "./announce.js";

async function copy(event) {
  const link = event.currentTarget;
  if (!navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const copied = await navigator.clipboard.writeText(link.href).then(() => true, () => false);
  if (!copied) return location.assign(link.href);
  const words = link.querySelector("span");
  const before = words.textContent;
  words.textContent = "Link copied";
  announce("Link copied");
  setTimeout(() => { words.textContent = before; }, 2500);
}

function share(event) {
  const url = event.currentTarget.dataset.share || location.href;
  // A closed share sheet is no error.
  navigator.share({ title: document.title, url }).catch(() => {});
}

export function start() {
  for (const link of document.querySelectorAll("[data-copy-link]")) link.addEventListener("click", copy);
  for (const button of document.querySelectorAll("[data-share]")) {
    button.hidden = !navigator.share;
    button.addEventListener("click", share);
  }
}
