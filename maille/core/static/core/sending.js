// Sending what waits, address by address, and asking how things stand: again until the server has answered.
// The server takes a nonce once, so that what is sent twice counts once. `pack` makes of entries what is sent of them.

import { device } from "./store.js";

const SOON = 800;
const LATER = 6000;
const MOST = 100;

export function start({ here, token, queue, pack, onAnswer, onState }) {
  const { waiting, forget, refuse } = queue;
  let timer = 0;
  let busy = false;

  async function send(url) {
    const entries = waiting().filter((entry) => entry.url === url).slice(0, MOST);
    const answer = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      body: JSON.stringify({ device: device(), sent_at: new Date().toISOString(), ...pack(entries) }),
      signal: AbortSignal.timeout(15000),
    });
    // A sign-in page, or a token of somebody who has left: what waits stays, and is sent once somebody is there.
    if (answer.type === "opaqueredirect" || answer.status === 403 || answer.status === 404) return "signed-out";
    if (!answer.ok) return "trouble";
    const told = await answer.json();
    for (const { nonce, sentence } of told.answers) sentence ? refuse(nonce, sentence) : forget(nonce);
    if (url === here) onAnswer(told);
    return "saved";
  }

  async function round() {
    if (busy) return;
    busy = true;
    let state = "saved";
    try {
      for (const url of new Set([here, ...waiting().map((entry) => entry.url)])) {
        const became = await send(url);
        if (became !== "saved") state = became;
      }
    } catch {
      state = navigator.onLine ? "trouble" : "offline";
    }
    busy = false;
    onState(state);
    plan(state === "saved" && waiting().length ? SOON : LATER);
  }

  function plan(delay) {
    clearTimeout(timer);
    timer = setTimeout(() => (document.visibilityState === "visible" || waiting().length ? round() : plan(LATER)), delay);
  }

  addEventListener("online", round);
  addEventListener("offline", () => onState("offline"));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && round());
  round();
  return { soon: () => plan(busy ? SOON : 50) };
}
