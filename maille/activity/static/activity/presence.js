// The presence sheet: each answer is shown at once, kept on the device, and sent when the network allows.
// Without this file every button is a form, and the page does the same.

import { device, drawn, queue } from "../core/store.js";
import { start } from "../core/sending.js";
import { offer } from "../core/scan.js";
import { watch } from "../core/leaving.js";
import { listen } from "./keys.js";

const ticks = queue("tick");
const { forget, keep, refused, waiting } = ticks;

const root = document.querySelector("[data-presence]");
const text = root.dataset;
const here = new URL(text.send, location.href).href;
const status = root.querySelector("[data-sync]");
const typed = root.querySelector("#typed");
const token = root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
const filled = (pattern, value) => pattern.replace("{n}", value);
const lines = () => [...root.querySelectorAll("li[data-who]")];
const shown = () => lines().filter((line) => !line.hidden);
const line = (who) => lines().find((one) => one.dataset.who === who);
let said = "";
let state = "saved";
let rank = Date.now();

function draw(one, now, opinion = "") {
  one.dataset.state = now;
  one.querySelector("[name=saw]").value = now;
  one.querySelector("[data-opinion]").textContent = opinion;
  for (const button of one.querySelectorAll("[data-answer]")) {
    const pressed = button.dataset.answer === now;
    button.setAttribute("aria-pressed", String(pressed));
    button.value = pressed && !opinion ? "expected" : button.dataset.answer;
  }
}

function count() {
  const there = lines().filter((one) => one.dataset.state === "present");
  root.querySelector("[data-there]").textContent = there.reduce((sum, one) => sum + Number(one.dataset.people), 0);
  const listed = root.querySelectorAll("[data-listed] li:not([data-state=expected])");
  root.querySelector("[data-answered]").textContent = listed.length;
}

function sayState(became = state) {
  state = became;
  const left = waiting().length;
  const words = left === 1 ? text.oneWaiting : filled(text.manyWaiting, left);
  const why = { offline: text.offline, "signed-out": text.signedOut, trouble: text.trouble }[state] ?? "";
  status.hidden = false;
  status.textContent = [said, left ? `${words}.` : why ? "" : text.saved, why].filter(Boolean).join(" ");
  const list = root.querySelector("[data-refused]");
  list.hidden = !refused().length;
  list.replaceChildren(...refused().map(refusal));
}

function refusal(tick) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet" });
  button.textContent = "OK";
  button.setAttribute("aria-label", `OK, ${tick.label}`);
  button.addEventListener("click", () => (forget(tick.nonce), sayState()));
  item.append(`${tick.label} — ${tick.sentence} `, button);
  return item;
}

function tick(who, now, { saw = "expected", name = "", people = null, label = "" } = {}) {
  const made = { nonce: drawn(), who, state: now, saw, name, people, label, url: here, rank: ++rank, made_at: new Date().toISOString() };
  if (!keep(made)) return false;
  count();
  sync.soon();
  return true;
}

function answer(one, now) {
  const { who, state: saw, name } = one.dataset;
  const label = name || text.nameless;
  if (!tick(who, now, { saw, label })) return false;
  draw(one, now);
  one.hidden = who.startsWith("w") && now === "expected";
  count();
  said = now === "present" ? filled(text.isThere, label) : one.hidden ? filled(text.isRemoved, label) : "";
  sayState();
  return true;
}

function addLine(who, { name, people }) {
  const made = root.querySelector("[data-line]").content.firstElementChild.cloneNode(true);
  const label = name || text.nameless;
  Object.assign(made.dataset, { who, name, people });
  made.querySelector("[name=who]").value = who;
  made.querySelector("[data-said-name]").textContent = people > 1 ? `${label} × ${people}` : label;
  made.querySelector("[role=group]").setAttribute("aria-label", label);
  root.querySelector("[data-walked]").append(made);
  return made;
}

function onPeople({ people, closed }) {
  const mine = new Set(waiting().map((one) => one.who));
  for (const [who, one] of Object.entries(people)) {
    if (mine.has(who)) continue;
    const known = line(who) ?? addLine(who, one);
    known.dataset.people = one.people;
    known.hidden = false;
    draw(known, one.state, one.other);
  }
  for (const one of lines()) if (one.dataset.who.startsWith("w") && !(one.dataset.who in people) && !mine.has(one.dataset.who)) one.remove();
  count();
  filter();
  if (closed !== Boolean(text.closed) && !waiting().length) location.reload();
}

function codeOf(words) {
  const square = words.match(/\/inscription\/([A-Z2-9]{6})-/);
  return square ? square[1] : words.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

function found(words) {
  const coded = lines().filter((one) => one.dataset.code && one.dataset.code === codeOf(words));
  if (coded.length || !fold(words)) return coded;
  const pieces = fold(words).split(/\s+/);
  return lines().filter((one) => pieces.every((piece) => fold(one.dataset.name).split(/[\s-]+/).some((word) => word.startsWith(piece))));
}

function filter() {
  const wanted = typed?.value.trim() ? new Set(found(typed.value)) : null;
  for (const one of lines()) {
    const gone = one.dataset.who.startsWith("w") && one.dataset.state === "expected";
    one.hidden = gone || Boolean(wanted?.size && !wanted.has(one));
  }
}

// True when it was dealt with here; else the server is asked, which knows the slips of other sessions.
function arrive(words) {
  const people = found(words);
  if (people.length === 1 && answer(people[0], "present")) {
    typed.value = "";
    filter();
    return true;
  }
  if (!people.length && navigator.onLine && state !== "offline") return false;
  said = people.length ? text.several : text.nobody;
  sayState();
  return true;
}

function walkIn(form) {
  const name = form.elements.name.value.trim();
  const people = Number(form.elements.people.value || 1);
  if (!Number.isInteger(people) || people < 1 || people > 200) return false;
  const who = `w${drawn()}`;
  if (!tick(who, "present", { name, people, label: name || text.nameless })) return false;
  draw(addLine(who, { name, people }), "present");
  said = filled(text.isThere, name || text.nameless);
  form.reset();
  count();
  sayState();
  return true;
}

function onSubmit(event) {
  const form = event.target;
  const dealt = form.matches("[data-arrive]")
    ? arrive(form.elements.typed.value)
    : form.matches("[data-walk-in]")
      ? walkIn(form)
      : form.closest("li[data-who]") && answer(form.closest("li[data-who]"), event.submitter.value);
  if (dealt) event.preventDefault();
}

function pack(entries) {
  return { ticks: entries.map(({ nonce, who, state, saw, made_at, name, people }) => ({ nonce, who, state, saw, made_at, name, people })) };
}

const sync = start({ here, token, queue: ticks, pack, onAnswer: onPeople, onState: sayState });
root.addEventListener("submit", onSubmit);
typed?.addEventListener("input", filter);
listen({ root, typed, shown });
watch({ text, worker: text.worker, waiting, warn: (words) => ((said = words), sayState()) });
offer((words) => arrive(words) || ((typed.value = words), typed.form.requestSubmit()));
device();
filter();
