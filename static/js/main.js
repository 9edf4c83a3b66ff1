/* Every page reads, asks, answers and searches without this file. It starts the
   small helpers whose marks are on the page, and loads no others. */

const helpers = [
  ["time[data-ago]", "./ago.js"],
  ["form[data-assess]", "./assess.js"],
  ["textarea", "./autosize.js"],
  ["form[data-keep], [data-drafts], form[data-sign-out]", "./drafts.js"],
  ["[data-format-for]", "./format.js"],
  ["[data-known]", "./known.js"],
  ["details[data-menu]", "./menu.js"],
  ["[data-related]", "./related.js"],
  ["[data-copy-link], [data-share]", "./share.js"],
  ["[data-seen]", "./seen.js"],
  ["[data-shelf]", "./shelf.js"],
  ["[data-shortcuts]", "./shortcuts.js"],
  ["[data-theme-switch]", "./theme.js"],
  ["form[data-unsaved]", "./unsaved.js"],
  [".work-item, .undo", "./worklist.js"],
];

for (const [mark, file] of helpers) {
  if (document.querySelector(mark)) import(file).then((module) => module.start());
}

/* For the offline page; where the browser has none or refuses it, everything works without. */
navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
