// The service worker: opens a presence sheet or the hand-overs of the day again when the network is gone, as they were
// last seen. It keeps those pages and what they load, nothing else, and drops the pages when somebody signs out.

const PAGES = "maille-presence-pages";
const FILES = "maille-presence-files";
// A label leads to one unit: without a network, the list of the day stands for it.
const SHEET = /\/accueil\/seances\/\d+\/presence\/$|\/mutualisation\/remises\/(\w{6}\/)?$/;
const ONE = /\/remises\/\w{6}\/$/;
const LEAVING = /\/(logout|poste\/quitter)\/$/;
const MOST = 8;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!event.data?.files) return;
  event.waitUntil(keep(event.data));
});

async function keep({ page, files, again }) {
  const kept = await caches.open(FILES);
  const known = new Set((await kept.keys()).map((request) => request.url));
  await Promise.all(files.filter((url) => !known.has(url)).map((url) => kept.add(url).catch(() => {})));
  if (again || !(await caches.match(page))) await fetch(page).then((answer) => keepPage(page, answer)).catch(() => {});
}

async function keepPage(url, answer) {
  if (!answer.ok || answer.redirected) return;
  const pages = await caches.open(PAGES);
  await pages.delete(url);
  await pages.put(url, answer.clone());
  for (const old of (await pages.keys()).slice(0, -MOST)) await pages.delete(old);
}

async function sheet(request) {
  const url = request.url.split(/[?#]/)[0];
  try {
    const answer = await fetch(request);
    // Another day, another place: the page that opens without a network is the one of today.
    if (url === request.url && !ONE.test(url)) await keepPage(url, answer);
    return answer;
  } catch (gone) {
    const kept = (await caches.match(url)) ?? (ONE.test(url) && (await caches.match(url.replace(ONE, "/remises/"))));
    if (kept) return kept;
    throw gone;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === "POST" && LEAVING.test(pathname)) event.waitUntil(caches.delete(PAGES));
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && SHEET.test(pathname)) event.respondWith(sheet(request));
  // A file's name changes with its content: the one that is kept is the one that is asked for.
  else if (pathname.startsWith("/static/") || pathname.endsWith(".css")) {
    event.respondWith(fetch(request).catch(async (gone) => (await caches.match(request.url)) ?? Promise.reject(gone)));
  }
});
