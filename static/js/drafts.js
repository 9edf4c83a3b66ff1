/* Keeps what is being written in this tab, until the tab is closed, so that a lost connection
   or session costs no word: the form fills itself again, and the offline page shows what there is.
   Whoever signs out leaves nothing behind. */

const place = "drafts";
const text = "textarea, input[type=text]";

const load = () => JSON.parse(sessionStorage.getItem(place) ?? "{}");
const save = (drafts) => sessionStorage.setItem(place, JSON.stringify(drafts));
const boxes = (form) => [...form.querySelectorAll(text)].filter((box) => box.name);

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function keep(form, sent = false) {
  const { [form.action]: _old, ...drafts } = load();
  const words = Object.fromEntries(boxes(form).filter((box) => box.value).map((box) => [box.name, box.value]));
  if (Object.keys(words).length) {
    drafts[form.action] = { owner: form.dataset.keep, page: location.pathname, sent, words };
  }
  save(drafts);
}

function fillAgain(form) {
  const { [form.action]: draft, ...others } = load();
  if (!draft) return;
  if (draft.sent || draft.owner !== form.dataset.keep) return save(others);
  const empty = boxes(form).filter((box) => !box.value && draft.words[box.name]);
  for (const box of empty) {
    box.value = draft.words[box.name];
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (empty.length) form.prepend(element("p", { className: "notice", role: "status" }, "What you had begun to write is here again."));
}

function attach(form) {
  fillAgain(form);
  form.addEventListener("input", () => keep(form));
  form.addEventListener("submit", () => keep(form, true));
}

/* Whoever sees such a page was not heard: nothing counts as sent. */
function takeBack() {
  const drafts = load();
  for (const draft of Object.values(drafts)) draft.sent = false;
  save(drafts);
}

function show(list) {
  for (const { page, words } of Object.values(load())) {
    const id = `draft-${list.childElementCount}`;
    const box = element("textarea", { className: "form-control", id, readOnly: true, rows: 6 });
    box.value = Object.values(words).join("\n\n");
    const label = element("label", { className: "field-label", htmlFor: id }, "What you wrote");
    const hint = element("p", { className: "field-hint" }, "It is kept in this tab. ", element("a", { href: page }, "Go on writing"), " when you are connected again.");
    list.append(element("div", { className: "field" }, label, hint, box));
  }
}

export function start() {
  if (document.querySelector("[data-drafts], [data-unsent]")) takeBack();
  document.querySelectorAll("form[data-keep]").forEach(attach);
  document.querySelectorAll("[data-drafts]").forEach(show);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", () => sessionStorage.removeItem(place));
  }
}
