/* Keys on the worklist: each presses a button of the post in focus, or of the first.
   The posts are stepped through with j and k, as everywhere; after an act the focus
   is on the post that took the place of the one just done, after an undo on the one that
   came back, and after a link that led away on the one it stood in. Where an act still wants its reason, Return after the reason does it. */

import { offer } from "./shortcuts.js";

const place = "worklist-place";

const words = {
  y: "Worklist: it is fine; publish it, open it again, or let them write",
  n: "Worklist: hide it, keep it closed, or keep the restriction",
  w: "Worklist: show a caution beside the advice",
  e: "Worklist: ask for changes",
  s: "Worklist: it is spam",
  o: "Worklist: the care notice fits, or the advice needs no caution",
  l: "Worklist: lower the care notice",
  r: "Worklist: reply",
  c: "Worklist: claim it, or give it back",
  x: "Worklist: choose it",
};

const items = () => [...document.querySelectorAll(".work-item")];

function current() {
  return document.activeElement.closest(".work-item") ?? items()[0];
}

function press(key) {
  const item = current();
  const control = item?.querySelector(`[data-key~="${key}"]`);
  if (!control) return;
  const [reason, ...others] = item.querySelectorAll("[name=reason], [name=often]");
  if ("needsReason" in control.dataset && ![reason, ...others].some((each) => each.value.trim())) {
    const onReturn = item.querySelector("[data-on-return]");
    onReturn.formAction = control.formAction;
    onReturn.disabled = false;
    reason.focus();
    return;
  }
  control.click();
}

function undo() {
  document.querySelector(".undo button")?.click();
}

/* The first leaves the page at its top, where it says what was done. */
function stand(item) {
  item?.focus({ preventScroll: true });
  if (item !== items()[0]) item.scrollIntoView();
}

/* Keeps in which case something was pressed, by its place: the next one takes it. */
function keep(pressed) {
  const item = pressed?.closest(".work-item");
  if (item) sessionStorage.setItem(place, items().indexOf(item));
}

export function start() {
  const keys = Object.entries(words).map(([key, says]) => [key, [says, () => press(key)]]);
  offer({ ...Object.fromEntries(keys), u: ["Worklist: undo what you just did", undo] });
  const stood = sessionStorage.getItem(place);
  sessionStorage.removeItem(place);
  if (stood !== null) stand(items()[Math.min(Number(stood), items().length - 1)]);
  document.addEventListener("submit", ({ target }) => {
    if (target.closest(".undo") && stood !== null) sessionStorage.setItem(place, stood);
    keep(target);
  });
  document.addEventListener("click", ({ target }) => keep(target.closest("a[href]")));
}
