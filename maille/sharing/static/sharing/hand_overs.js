// Hand-overs at the doors: a code, typed or scanned, opens what is expected of its unit here; each answer is shown at once,
// kept on the device, and sent when the network allows. Without this file every button is a form, and does the same.

import { device, drawn, queue } from "../core/store.js";
import { start } from "../core/sending.js";
import { offer } from "../core/scan.js";
import { watch } from "../core/leaving.js";

const root = document.querySelector("[data-doors]");
const text = root.dataset;
const here = new URL(text.send, location.href).href;
const status = root.querySelector("[data-sync]");
const typed = root.querySelector("#typed");
const elsewhere = root.querySelector("[data-elsewhere-form]");
const token = root.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
// A hand-over is signed: only whoever confirmed it may send it.
const kept = queue("hand-over", (entry) => entry.by === text.by);
const filled = (pattern, value) => pattern.replace("{n}", value);
const rows = () => [...root.querySelectorAll("li[data-unit]")];
const named = (row) => `${row.dataset.unit} ${row.dataset.told} ${row.dataset.place}`;
let said = "";
let state = "saved";
let rank = Date.now();

// The six letters of a label; scanned, they stand in an address.
function codeOf(words) {
  const pieces = words.trim().split(/[?#]/)[0].split("/").filter(Boolean);
  const code = (pieces.findLast((one) => /^[A-HJKMNP-Z2-9]{6}$/.test(one)) ?? pieces.join("")).toUpperCase().replace(/[^A-Z0-9]/g, "");
  return /^[A-HJKMNP-Z2-9]{6}$/.test(code) ? code : "";
}

function sayState(became = state) {
  state = became;
  const left = kept.waiting().length;
  const words = left === 1 ? text.oneWaiting : filled(text.manyWaiting, left);
  const why = { offline: text.offline, "signed-out": text.signedOut, trouble: text.trouble }[state] ?? "";
  const others = kept.others().length ? text.others : "";
  status.hidden = false;
  status.textContent = [said, left ? `${words}.` : why ? "" : text.saved, why, others].filter(Boolean).join(" ");
  const list = root.querySelector("[data-refused]");
  list.hidden = !kept.refused().length;
  list.replaceChildren(...kept.refused().map(refusal));
}

function refusal(entry) {
  const item = document.createElement("li");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet" });
  button.textContent = "OK";
  button.setAttribute("aria-label", `OK, ${entry.label}`);
  button.addEventListener("click", () => (kept.forget(entry.nonce), sayState()));
  item.append(`${entry.label} — ${entry.sentence} `, button);
  return item;
}

function show(row, words, isDone) {
  const line = row.querySelector("[data-said]");
  line.textContent = words;
  line.hidden = !words;
  row.querySelector("[data-answers]").hidden = isDone;
  if (isDone) row.querySelector("[data-answers]").open = false;
}

// What waits is shown as done, were the page opened again; what the server no longer expects was told by somebody.
function draw(expected = null) {
  const waiting = kept.waiting();
  for (const row of rows()) {
    const told = waiting.filter((entry) => entry.code === row.dataset.unit && entry.place === row.dataset.place).at(-1);
    const isToday = !expected || expected.includes(named(row));
    if (told) show(row, `${filled(text.noted, told.words)} ${text.toSend}`, told.told === row.dataset.told);
    else if (!isToday) show(row, row.dataset.mine ?? text.done, true);
    else if (expected) show(row, row.dataset.mine ?? "", false);
  }
}

function confirm(form, button) {
  const row = form.closest("li[data-unit]");
  const { code, place, label } = row ? { code: row.dataset.unit, place: row.dataset.place, label: row.dataset.label } : {
    code: form.elements.code.value, place: form.elements.place.value, label: form.elements.code.value,
  };
  const words = button.textContent.trim();
  const missing = [...form.querySelectorAll("[name=missing]:checked")].map((one) => one.value);
  const entry = { nonce: drawn(), by: text.by, code, told: button.value, place, missing, note: form.elements.note.value.trim(), words, label, url: here, rank: ++rank, made_at: new Date().toISOString() };
  if (!kept.keep(entry)) return false;
  if (row) row.dataset.mine = filled(text.noted, words);
  else elsewhere.hidden = true;
  said = `${label} : ${words}.`;
  draw();
  sayState();
  sync.soon();
  (row?.querySelector("a") ?? typed).focus();
  return true;
}

// True when it was dealt with here; else the server is asked, which knows every unit.
function find(words) {
  const code = codeOf(words);
  elsewhere.hidden = true;
  if (!code) return (said = text.unread), sayState(), true;
  const found = rows().filter((row) => row.dataset.unit === code).sort((one, other) => one.dataset.at - other.dataset.at);
  const row = found.find((one) => !one.querySelector("[data-answers]").hidden) ?? found[0];
  if (!row && navigator.onLine && state !== "offline") return false;
  typed.value = "";
  if (row) open(row);
  else {
    said = filled(text.elsewhere, code);
    elsewhere.hidden = false;
    elsewhere.elements.code.value = code;
    elsewhere.querySelector("[data-elsewhere-code]").textContent = code;
    elsewhere.querySelector("button").focus();
  }
  sayState();
  return true;
}

function open(row) {
  const answers = row.querySelector("[data-answers]");
  said = answers.hidden ? `${row.dataset.label} : ${text.done}` : filled(text.here, row.dataset.label);
  if (answers.hidden) return row.scrollIntoView({ block: "center" });
  answers.open = true;
  answers.querySelector("button[name=told]").focus();
}

function onSubmit(event) {
  const form = event.target;
  const isAnswer = form.closest("li[data-unit]") || form === elsewhere;
  const dealt = form.matches("[data-find]") ? find(typed.value) : isAnswer && confirm(form, event.submitter ?? form.querySelector("button[name=told]"));
  if (dealt) event.preventDefault();
}

function pack(entries) {
  return { told: entries.map(({ nonce, by, code, told, place, missing, note, made_at }) => ({ nonce, by, code, told, place, missing, note, made_at })) };
}

function onAnswer({ answers, expected }) {
  const words = answers.map((one) => one.words).filter(Boolean);
  if (words.length) said = filled(text.noted, words.join(" ; "));
  for (const entry of kept.refused()) {
    for (const row of rows()) if (row.dataset.unit === entry.code && row.dataset.place === entry.place) delete row.dataset.mine;
  }
  draw(text.today ? expected : null);
  if (answers.length) renew();
}

const renew = watch({ text, worker: text.worker, waiting: kept.waiting, warn: (words) => ((said = words), sayState()) });
const sync = start({ here, token, queue: kept, pack, onAnswer, onState: sayState });
root.addEventListener("submit", onSubmit);
offer((words) => find(words) || ((typed.value = codeOf(words)), typed.form.requestSubmit()));
device();
draw();
// A label leads to its unit; without a network, this page opened in its stead.
const asked = location.pathname.match(/\/remises\/(\w{6})\/$/);
if (asked) (state = "offline"), find(asked[1]);
