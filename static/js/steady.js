/* Changes the page while whoever writes below the change stays where they are: browsers that do
   not anchor by themselves (Safari) would move the field away under the thumb. */

export function steady(change) {
  const field = document.activeElement;
  const before = field.getBoundingClientRect().top;
  change();
  const moved = field.getBoundingClientRect().top - before;
  if (moved) window.scrollBy({ top: moved, behavior: "instant" });
}
