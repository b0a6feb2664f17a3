// Shows the shop's own offline page when there is no connection. Keeps that page and its style, and nothing else:
// prices, carts and orders are never answered from here.
const STORE = "offline-1";
const PAGE = "/offline";

const keep = async () => {
  const page = await fetch(PAGE, { cache: "reload" });
  if (!page.ok) return;
  const text = await page.clone().text();
  const store = await caches.open(STORE);
  const styles = [...text.matchAll(/href="(\/pkg\/[^"]+\.css)"/g)].map((match) => match[1]);
  await store.addAll(styles);
  await store.put(PAGE, page);
};

addEventListener("install", (event) => event.waitUntil(keep().then(() => skipWaiting())));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode === "navigate" && request.method === "GET") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(PAGE)) ?? Response.error()));
  } else if (request.destination === "style") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) ?? Response.error()));
  }
});
