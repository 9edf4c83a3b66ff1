/* Every page reads, asks, answers and searches without this file. It starts the
   small helpers whose marks are on the page, and loads no others. */

const helpers = [
  ["time[data-ago]", "./ago.js"],
  ["form[data-assess]", "./assess.js"],
  ["textarea", "./autosize.js"],
  ["form[data-keep], [data-drafts], [data-unsent], form[data-sign-out]", "./drafts.js"],
  ["[data-format-for]", "./format.js"],
  ["[data-known]", "./known.js"],
  ["details[data-menu]", "./menu.js"],
  ["[data-related]", "./related.js"],
  ["[data-copy-link], [data-share]", "./share.js"],
  ["[data-seen]", "./seen.js"],
  ["[data-shelf]", "./shelf.js"],
  ["[data-theme-switch]", "./theme.js"],
  ["form[data-unsaved]", "./unsaved.js"],
  [".work-item, .undo", "./worklist.js"],
];

/* Keys that are pressed before all that offer some have started are held, and then done in their order. */
const held = [];
const hold = (event) => held.push(event);
document.addEventListener("keydown", hold);

const started = helpers
  .filter(([mark]) => document.querySelector(mark))
  .map(([, file]) => import(file).then((module) => module.start()));

Promise.allSettled(started).then(() => import("./shortcuts.js")).then((shortcuts) => {
  document.removeEventListener("keydown", hold);
  shortcuts.start(held);
});

/* For the offline page; where the browser has none or refuses it, everything works without. */
navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
