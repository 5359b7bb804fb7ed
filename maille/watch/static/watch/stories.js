// The reading list by keyboard: single keys count only while the focus is inside the list.
// Without this file the same is done with Tab and the buttons of each story.

const list = document.querySelector("[data-stories]");

function stories() {
  return [...list.querySelectorAll("[data-story]")];
}

function here() {
  return document.activeElement.closest("[data-story]");
}

function go(step) {
  const all = stories();
  const next = all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const KEYS = {
  j: () => go(1),
  k: () => go(-1),
  o: (story) => story?.querySelector("[data-open]")?.click(),
  s: (story) => story?.querySelector("[data-choose]")?.click(),
  l: (story) => story?.querySelector("[data-mark]")?.click(),
};

// The buttons of a story that was just drawn again are not wired yet for an instant: what is pressed then waits.
let isUnsettled = false;
let pressed = [];

function onKey(event) {
  const act = KEYS[event.key];
  if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  if (isUnsettled) pressed.push(act);
  else act(here());
}

function settled() {
  isUnsettled = false;
  const acts = pressed;
  pressed = [];
  acts.forEach((act) => act(here()));
}

// A story that was just drawn again takes back the focus that it had.
function keepFocus(event) {
  isUnsettled = true;
  const story = event.detail.target;
  if (story?.id?.startsWith("story-")) document.getElementById(story.id)?.focus({ preventScroll: true });
}

if (list) {
  list.addEventListener("keydown", onKey);
  document.body.addEventListener("htmx:afterSwap", keepFocus);
  document.body.addEventListener("htmx:afterSettle", settled);
  document.getElementById("keys").hidden = false;
  // Where there is a keyboard, the keys count at once.
  if (matchMedia("(hover: hover)").matches) list.querySelector("[data-story]")?.focus({ preventScroll: true });
}
