/* Asks before a page is left whose form holds words that were not sent. */

const text = "textarea, input[type=text]";

function changed(form) {
  return [...form.querySelectorAll(text)].some((box) => box.value !== box.defaultValue);
}

export function start() {
  const sent = new WeakSet();
  const forms = [...document.querySelectorAll("form[data-unsaved]")];
  for (const form of forms) form.addEventListener("submit", () => sent.add(form));
  addEventListener("beforeunload", (event) => {
    if (forms.some((form) => !sent.has(form) && changed(form))) event.preventDefault();
  });
}
