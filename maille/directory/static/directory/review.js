// The comparison of two records by keyboard: single keys count only while the focus is inside the form.
// Without this file the same is done with Tab, the arrows of the radio buttons and the access keys of the buttons.

const form = document.querySelector("[data-review]");

function rows() {
  return [...form.querySelectorAll("fieldset")];
}

function go(step) {
  const all = rows();
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  next?.querySelector("input:checked, input")?.focus();
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text], textarea")) return;
  const answer = form.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (answer) {
    event.preventDefault();
    answer.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    go(event.key === "ArrowDown" ? 1 : -1);
  }
}

if (form) {
  form.addEventListener("keydown", onKey);
  form.querySelector("[data-legend]").hidden = false;
  (form.querySelector("fieldset input:checked") ?? form.querySelector("button")).focus();
}
