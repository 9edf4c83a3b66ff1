/* Menus are <details>: they open without this. Here they also close by Escape,
   by a press elsewhere, and when the focus leaves. */

const open = "details[data-menu][open]";

function closeOthers(target) {
  for (const menu of document.querySelectorAll(open)) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function escape(event) {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(open) ?? document.querySelector(open);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function start() {
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", escape);
}
