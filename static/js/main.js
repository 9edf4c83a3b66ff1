/* Every page reads, asks, answers and searches without this file. It starts the
   small helpers whose marks are on the page, and loads no others. */

document.documentElement.dataset.js = "";

const helpers = [
  ["[data-theme-switch]", "./theme.js"],
];

for (const [mark, file] of helpers) {
  if (document.querySelector(mark)) import(file).then((module) => module.start());
}
