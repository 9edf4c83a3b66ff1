/* Single-key shortcuts, a sheet that lists them (?), and a switch that turns them
   off for people whose assistive technology or dictation uses such keys. */

const setting = "single-key-shortcuts";
const stops = ".thread-row-title a, article.post, article.work-item";

function visit(selector, fragment = "") {
  const link = document.querySelector(selector);
  if (link) location.assign(link.href + fragment);
}

function search() {
  const boxes = [...document.querySelectorAll("input[type=search]")];
  const box = boxes.find((one) => one.checkVisibility?.() ?? one.offsetParent);
  if (box) box.focus();
  else visit(".thumb-bar a[href*='search']", "#q"); // the box of that page, which takes the focus
}

function step(by) {
  const all = [...document.querySelectorAll(stops)];
  const here = all.indexOf(document.activeElement.closest(stops));
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

/* Leads into the box: what is typed next would be keys of that page. */
function reply(post) {
  const link = post?.querySelector("[data-reply]");
  if (link) location.assign(`${link.href}#body`);
}

const keys = {
  "/": ["Search", search],
  j: ["Next question or post", () => step(1)],
  k: ["Previous question or post", () => step(-1)],
  r: ["Reply to the post in focus", () => reply(document.activeElement.closest("article.post"))],
  a: ["Ask a question", () => visit(".nav-ask a")],
  h: ["Home", () => visit(".brand")],
  "?": ["This list", show],
};

const typed = "input, textarea, select, [contenteditable], dialog";
const enabled = () => localStorage.getItem(setting) !== "off";
let sheet;

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function build() {
  const rows = Object.entries(keys).map(([key, [words]]) =>
    element("tr", {}, element("td", {}, element("kbd", { textContent: key })), element("td", { textContent: words })));
  const box = element("input", { type: "checkbox", id: "shortcut-switch", checked: enabled() });
  box.addEventListener("change", () => localStorage.setItem(setting, box.checked ? "on" : "off"));
  const close = element("button", { className: "btn btn-primary", textContent: "Close", autofocus: true });
  const dialog = element("dialog", { className: "shortcut-sheet" },
    element("h2", { id: "shortcut-title", textContent: "Keyboard shortcuts" }),
    element("table", {}, element("tbody", {}, ...rows)),
    element("div", { className: "check" }, box, element("label", { htmlFor: box.id, textContent: "Use single-key shortcuts" })),
    element("form", { method: "dialog" }, close));
  dialog.setAttribute("aria-labelledby", "shortcut-title");
  document.body.append(dialog);
  return dialog;
}

function show() {
  sheet ??= build();
  sheet.showModal();
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest(typed) || !enabled()) return;
  const known = keys[event.key];
  if (!known) return;
  event.preventDefault();
  known[1]();
}

/* Lets a page add keys of its own, before the sheet is opened for the first time. */
export function offer(more) {
  Object.assign(keys, more);
}

/* `held` are the presses that came before. After one that sends a form, or leads into a box, the rest
   were meant for what comes then: letters of a reason are no keys. */
export function start(held) {
  let sent = false;
  document.addEventListener("submit", () => { sent = true; }, { once: true });
  document.addEventListener("keydown", pressed);
  for (const event of held) {
    if (!sent && !document.activeElement.closest(typed)) pressed(event);
  }
  document.querySelector("[data-shortcuts]").addEventListener("click", show);
}
