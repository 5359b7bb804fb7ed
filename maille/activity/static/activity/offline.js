// The service worker: opens a presence sheet again when the network is gone, with the page as it was last seen.
// It keeps those pages and what they load, nothing else, and drops the pages when somebody signs out.

const PAGES = "maille-presence-pages";
const FILES = "maille-presence-files";
const SHEET = /\/accueil\/seances\/\d+\/presence\/$/;
const LEAVING = /\/(logout|poste\/quitter)\/$/;
const MOST = 8;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (!event.data?.files) return;
  event.waitUntil(keep(event.data.page, event.data.files));
});

async function keep(page, files) {
  const kept = await caches.open(FILES);
  const known = new Set((await kept.keys()).map((request) => request.url));
  await Promise.all(files.filter((url) => !known.has(url)).map((url) => kept.add(url).catch(() => {})));
  if (!(await caches.match(page))) await fetch(page).then((answer) => keepPage(page, answer)).catch(() => {});
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
    await keepPage(url, answer);
    return answer;
  } catch (gone) {
    const kept = await caches.match(url);
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
