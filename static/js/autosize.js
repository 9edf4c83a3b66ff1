/* Text boxes grow with their text, where CSS field-sizing does not do it already. */

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
}

export function start() {
  if (CSS.supports("field-sizing", "content")) return;
  document.addEventListener("input", (event) => {
    if (event.target instanceof HTMLTextAreaElement) fit(event.target);
  });
}
