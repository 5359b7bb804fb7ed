// Leaving with ticks still to be sent is said first; the sheet is kept for when the network is gone.

import { waiting } from "./store.js";

export function watch({ text, worker, warn }) {
  let warned = false;

  function hold(event) {
    const target = event.target.closest?.("a[href*='/logout/'], form[action*='/logout/'], form[action*='/quitter/']");
    if (!target || target.matches("form") !== (event.type === "submit") || !waiting().length || warned) return;
    event.preventDefault();
    warned = true;
    warn(text.leaving);
    scrollTo({ top: 0 });
  }

  addEventListener("click", hold);
  addEventListener("submit", hold);
  if (!("serviceWorker" in navigator)) return; // no HTTPS: the page goes on as long as it stays open
  navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {});
  navigator.serviceWorker.ready.then(({ active }) => {
    const loaded = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
    const files = [...new Set(loaded)].filter((url) => url.startsWith(location.origin) && /\/static\/|\.css$/.test(url));
    active.postMessage({ page: location.href.split(/[?#]/)[0], files });
  });
}
