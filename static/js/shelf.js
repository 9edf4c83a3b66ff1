/* Remembers that a reader folded the shelf of pinned articles away, so that it
   comes folded from the server and nothing moves while the page loads. */

const year = 365 * 24 * 3600;

export function start() {
  const shelf = document.querySelector("[data-shelf]");
  shelf.addEventListener("toggle", () => {
    const secure = location.protocol === "https:" ? "; Secure" : "";
    const age = shelf.open ? 0 : year;
    document.cookie = `shelf=folded; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
  });
}
