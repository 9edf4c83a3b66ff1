/* Bold, italic, list and quote for people who need not know Markdown. */

const wraps = { bold: "**", italic: "*" };
const prefixes = { list: "- ", quote: "> " };

/* insertText keeps the browser's own undo; setRangeText is for browsers without it. */
function replace(box, start, end, text) {
  box.focus();
  box.setSelectionRange(start, end);
  if (!document.execCommand("insertText", false, text)) {
    box.setRangeText(text, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function wrap(box, sign) {
  const { selectionStart: start, selectionEnd: end, value } = box;
  const inner = value.slice(start, end);
  replace(box, start, end, sign + inner + sign);
  box.setSelectionRange(start + sign.length, start + sign.length + inner.length);
}

function prefix(box, sign) {
  const { value, selectionEnd } = box;
  const start = value.lastIndexOf("\n", box.selectionStart - 1) + 1;
  const lines = value.slice(start, selectionEnd).split("\n");
  const marked = lines.map((line) => sign + line).join("\n");
  // A list or quote needs an empty line before it.
  const gap = start > 0 && value.slice(0, start).trim() && !value.slice(0, start).endsWith("\n\n") ? "\n" : "";
  replace(box, start, selectionEnd, gap + marked);
}

function format(box, name) {
  if (wraps[name]) wrap(box, wraps[name]);
  else prefix(box, prefixes[name]);
}

function attach(bar) {
  const box = document.getElementById(bar.dataset.formatFor);
  // Keeping the focus in the box keeps the phone's keyboard open.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-format]");
    if (button) format(box, button.dataset.format);
  });
  box.addEventListener("keydown", (event) => {
    const name = { b: "bold", i: "italic" }[event.key];
    if (!name || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    format(box, name);
  });
}

export function start() {
  document.querySelectorAll("[data-format-for]").forEach(attach);
}
