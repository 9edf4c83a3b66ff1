/* While a question is being written: the care banner and the look it would get,
   beside the form. Nothing is kept on the server, and nothing is posted. */

import { announce } from "./announce.js";
import { afterPause } from "./pause.js";

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

function draw(draft, { banner, html, level, personal, pointed_out: pointedOut }) {
  const place = draft.querySelector("[data-draft-banner]");
  // Redrawing the same banner would close what the reader opened in it.
  if (place.dataset.drawn !== banner) {
    place.innerHTML = banner;
    place.dataset.drawn = banner;
  }
  if (draft.dataset.level !== level && level !== "none") {
    announce(place.querySelector(".care-title, summary").textContent);
  }
  draft.dataset.level = level;
  // The writer has seen it here: the next press posts.
  if (level === "emergency" || level === "crisis") draft.closest("form").querySelector("[name=show_first]")?.remove();
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
