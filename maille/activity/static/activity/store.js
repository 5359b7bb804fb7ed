// Ticks wait here until the server has them: one entry each, so that two tabs never write over each other.
// They outlive the page, the session of whoever made them, and the device's sleep; only an answer removes one.

const TICK = "maille-tick:";
const DEVICE = "maille-device";

// crypto.randomUUID wants HTTPS, which a local network may not have.
export function drawn(bytes = 16) {
  return [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function device() {
  let known = localStorage.getItem(DEVICE);
  if (!known) localStorage.setItem(DEVICE, (known = drawn(8)));
  return known;
}

// False when this browser keeps nothing (private window, full disk): the form is then sent as without JavaScript.
export function keep(tick) {
  try {
    localStorage.setItem(TICK + tick.nonce, JSON.stringify(tick));
    return true;
  } catch {
    return false;
  }
}

function all() {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(TICK));
  return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((one, other) => one.rank - other.rank);
}

export function waiting() {
  return all().filter((tick) => !tick.sentence);
}

export function refused() {
  return all().filter((tick) => tick.sentence);
}

export function forget(nonce) {
  localStorage.removeItem(TICK + nonce);
}

export function refuse(nonce, sentence) {
  const kept = localStorage.getItem(TICK + nonce);
  if (kept) localStorage.setItem(TICK + nonce, JSON.stringify({ ...JSON.parse(kept), sentence }));
}
