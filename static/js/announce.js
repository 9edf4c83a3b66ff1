/* One live region for the page: what is said here is read out once, politely. */

let region;

export function announce(text) {
  if (!region) {
    region = document.createElement("div");
    region.className = "visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  // Screen readers skip a text that is there when the region appears, or the same text again.
  region.textContent = "";
  setTimeout(() => { region.textContent = text; }, 100);
}
