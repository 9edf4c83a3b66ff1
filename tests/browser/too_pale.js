/* The words on the page that stand out too little from their ground, each once. */

(() => {
  const least = 4.5;
  const faults = new Set();
  const parsed = new Map();

  function rgba(words) {
    if (!parsed.has(words)) {
      const share = words.startsWith("color(") ? 255 : 1;
      const [red, green, blue, alpha = 1] = words.match(/[\d.]+(?:e-\d+)?/g).map(Number);
      parsed.set(words, [red * share, green * share, blue * share, alpha]);
    }
    return parsed.get(words);
  }

  const over = (top, under) => [0, 1, 2].map((n) => top[n] * top[3] + under[n] * (1 - top[3])).concat(1);

  /* The ground behind an element: its ancestors' colours laid over each other. */
  function ground(element) {
    if (!element) return rgba(getComputedStyle(document.documentElement).colorScheme === "dark" ? "rgb(18 18 18)" : "rgb(255 255 255)");
    const own = rgba(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(element.parentElement));
  }

  function brightness(colour) {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(colour, under) {
    const [dark, light] = [brightness(over(colour, under)), brightness(under)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function judge(element, words, pseudo) {
    if (element.matches(":disabled") || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return;
    if (element.getBoundingClientRect().width <= 1) return; // for screen readers alone
    const ratio = contrast(rgba(getComputedStyle(element, pseudo).color), ground(element));
    if (ratio < least) faults.add(`${ratio.toFixed(2)}:1 <${element.localName} class="${element.getAttribute("class") ?? ""}"> ${words.trim().slice(0, 40)}`);
  }

  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (data.trim() && !parentElement.closest("script, template, option, datalist")) judge(parentElement, data);
  }
  for (const box of document.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    judge(box, box.value || box.placeholder || box.name, !box.value && box.placeholder ? "::placeholder" : null);
  }
  return [...faults];
})()
