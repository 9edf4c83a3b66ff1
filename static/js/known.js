/* While the title of a question is typed: threads like it, and passages of articles close to it.
   Without this file the preview page shows them. */

import { announce } from "./announce.js";
import { afterPause } from "./pause.js";
import { steady } from "./steady.js";

const pause = 600;
const enough = 8; // characters of a title

async function find(place, title, signal) {
  const address = `${place.dataset.known}?${new URLSearchParams({ title })}`;
  // Another pause asks again; a failure here costs nothing.
  const answer = await fetch(address, { signal }).catch(() => null);
  if (!answer?.ok) return;
  const found = await answer.text();
  // The same list drawn again would be announced again.
  if (place.dataset.drawn !== found) {
    const unfolded = place.querySelector("details")?.open;
    steady(() => {
      place.innerHTML = found;
      if (unfolded) place.querySelector("details")?.setAttribute("open", "");
    });
    place.dataset.drawn = found;
    const links = place.querySelectorAll("details li > a").length;
    if (links) announce(`${links} that may help already, below the title`);
  }
}

export function start() {
  const place = document.querySelector("[data-known]");
  const field = place.closest("form").elements.title;
  const later = afterPause(pause, (signal) => {
    const title = field.value.trim();
    if (title.length >= enough) find(place, title, signal);
    else steady(() => place.replaceChildren());
  });
  field.addEventListener("input", later);
  if (field.value) later();
}
