/* Shows the offline page when the network is gone. It keeps that page and its looks, and nothing
   that anybody reads or writes. */

const offline = {{ offline | tojson }};
const kept = {{ kept | tojson }};
const shelf = `offline ${kept[0]}`; // the version stands in the address

/* Asked for without cookies: the page of a visitor. */
async function fill() {
  const open = await caches.open(shelf);
  await open.addAll([offline, ...kept].map((url) => new Request(url, { credentials: "omit", cache: "reload" })));
  await self.skipWaiting();
}

async function tidy() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== shelf).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function elseKept(request, url) {
  try {
    return await fetch(request);
  } catch (error) {
    const found = await caches.match(url, { ignoreVary: true });
    if (!found) throw error;
    return found;
  }
}

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === "navigate") event.respondWith(elseKept(request, offline));
  else if (origin === self.location.origin && kept.includes(pathname)) event.respondWith(elseKept(request, pathname));
});
