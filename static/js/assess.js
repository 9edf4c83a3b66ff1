/* While a question is being written: the care banner it would get, under the text, and its look,
   beside the form. Nothing is kept on the server, and nothing is posted. */

import { announce } from "./announce.js";
import { afterPause } from "./pause.js";
import { steady } from "./steady.js";

const pause = 700;

// What may tell who the writer is. It is shown here, so the next press posts.
function point(draft, personal, pointedOut) {
  const place = draft.querySelector("[data-draft-personal]");
  const seen = draft.closest("form").querySelector("[name=pointed_out]");
  if (seen.value === pointedOut) return;
  place.innerHTML = personal;
  seen.value = pointedOut;
  if (personal) announce(place.querySelector("section").textContent.replace(/\s+/g, " "));
}

// Once the writer has had a grave banner before their eyes, the next press posts.
const seen = new IntersectionObserver((titles) => {
  if (titles.some((title) => title.isIntersecting)) document.querySelector("[name=show_first]")?.remove();
});

function warn(place, banner, level) {
  // Redrawing the same banner would close what the reader opened in it.
  if (place.dataset.drawn !== banner) {
    steady(() => (place.innerHTML = banner));
    place.dataset.drawn = banner;
    seen.disconnect();
    if (level === "emergency" || level === "crisis") seen.observe(place.querySelector(".care-title"));
  }
  if (place.dataset.level !== level && level !== "none") {
    announce(place.querySelector(".care-title, summary").textContent);
  }
  place.dataset.level = level;
}

function draw(draft, { banner, html, level, personal, pointed_out: pointedOut }) {
  warn(draft.closest("form").querySelector("[data-draft-banner]"), banner, level);
  draft.querySelector("[data-draft-html]").innerHTML = html;
  draft.hidden = !html;
  point(draft, personal, pointedOut);
}

async function assess(form, draft, signal) {
  const body = new FormData(form);
  const headers = { "X-CSRFToken": body.get("csrf_token") };
  // A draft is assessed again at the next pause; a failure here costs nothing.
  const answer = await fetch(form.dataset.assess, { method: "POST", body, headers, signal }).catch(() => null);
  if (answer?.ok) draw(draft, await answer.json());
}

export function start() {
  const form = document.querySelector("form[data-assess]");
  const draft = form.querySelector("[data-draft]");
  const later = afterPause(pause, (signal) => assess(form, draft, signal));
  form.addEventListener("input", later);
  if (form.querySelector("textarea").value) later();
}
