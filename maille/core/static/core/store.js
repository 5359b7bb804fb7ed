// What was done without a network waits here until the server has it: one entry each, so that two tabs never write over
// each other. Entries outlive the page, the session of whoever made them, and the device's sleep; only an answer removes one.

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

// `isMine` leaves out what only somebody else may send; those entries wait for them.
export function queue(name, isMine = () => true) {
  const prefix = `maille-${name}:`;

  function all() {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((one, other) => one.rank - other.rank);
  }

  return {
    waiting: () => all().filter((entry) => !entry.sentence && isMine(entry)),
    refused: () => all().filter((entry) => entry.sentence && isMine(entry)),
    others: () => all().filter((entry) => !isMine(entry)),
    forget: (nonce) => localStorage.removeItem(prefix + nonce),
    // False when this browser keeps nothing (private window, full disk): the form is then sent as without JavaScript.
    keep(entry) {
      try {
        localStorage.setItem(prefix + entry.nonce, JSON.stringify(entry));
        return true;
      } catch {
        return false;
      }
    },
    refuse(nonce, sentence) {
      const kept = localStorage.getItem(prefix + nonce);
      if (kept) localStorage.setItem(prefix + nonce, JSON.stringify({ ...JSON.parse(kept), sentence }));
    },
  };
}
