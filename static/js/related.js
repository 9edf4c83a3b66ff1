/* Puts the list of related threads in place of the link to it, once the reader comes to it: most never do, and
   finding it costs more than the page. */

async function put(link) {
  // The link stays where the list cannot be had.
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.querySelector("[data-related-list]");
  if (list) link.replaceWith(document.adoptNode(list));
  else link.closest("section").hidden = true;
}

export function start() {
  const link = document.querySelector("[data-related]");
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    put(link);
  });
  seen.observe(link);
}
