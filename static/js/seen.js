/* Posts that the inbox told of count as read once they were on the screen. Without this file they do
   once they are opened from the inbox. */

import { afterPause } from "./pause.js";

const pause = 1000;

function count(left) {
  for (const number of document.querySelectorAll("[data-unread]")) {
    if (left > 0) number.firstChild.data = left;
    else number.remove();
  }
}

async function tell(form, posts) {
  const body = new FormData(form);
  for (const post of posts) body.append("post", post);
  // What was not told is told by the inbox.
  const answer = await fetch(form.dataset.seen, { method: "POST", body, keepalive: true }).catch(() => null);
  if (answer?.ok) count(Number(await answer.text()));
}

export function start() {
  const form = document.querySelector("[data-seen]");
  const seen = new Set();
  const later = afterPause(pause, () => {
    tell(form, seen);
    seen.clear();
  });
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watch.unobserve(target);
      seen.add(target.id.replace("post-", ""));
      later();
    }
  });
  for (const id of form.dataset.posts.split(" ")) watch.observe(document.getElementById(`post-${id}`));
}
