// Leaving with something still to be sent is said first; the page is kept for when the network is gone.
// Gives what keeps the page again, as it is now.

export function watch({ text, worker, waiting, warn }) {
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
  if (!("serviceWorker" in navigator)) return () => {}; // no HTTPS: the page goes on as long as it stays open
  navigator.serviceWorker.register(worker, { scope: "/" }).catch(() => {});
  const page = location.href.split(/[?#]/)[0];
  const tell = (message) => navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ page, files: [], ...message }));
  const loaded = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
  const files = [...new Set(loaded)].filter((url) => url.startsWith(location.origin) && /\/static\/|\.css$/.test(url));
  tell({ files });
  return () => tell({ again: true });
}
