/* The controls on the page that a thumb may miss: those lower than 44 px, each once. What has a
   label is pressed by its label, too. Links within a text, and all in what somebody wrote, are as
   high as its lines (WCAG 2.2, 2.5.5, allows both). */

(() => {
  const least = 44;
  const controls = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const faults = new Set();

  const isSeen = (control) =>
    control.checkVisibility({ visibilityProperty: true }) && !control.closest(".visually-hidden");

  function isWithinText(link) {
    if (link.localName !== "a" || getComputedStyle(link).display !== "inline") return false;
    let block = link.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return link.closest(".prose") || block.textContent.trim().length > link.textContent.trim().length;
  }

  function height(control) {
    const boxes = [control, ...(control.labels ?? [])].map((part) => part.getBoundingClientRect());
    return Math.max(...boxes.map((box) => box.bottom)) - Math.min(...boxes.map((box) => box.top));
  }

  for (const control of document.querySelectorAll(controls)) {
    if (!isSeen(control) || isWithinText(control)) continue;
    const high = height(control);
    if (high < least - 0.5) faults.add(`${high.toFixed(1)} px high: ${control.outerHTML.slice(0, 120)}`);
  }
  return [...faults];
})()
