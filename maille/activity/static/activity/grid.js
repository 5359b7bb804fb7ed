// The signed sheet by keyboard: arrows go from a box to the next, the space bar ticks (the browser's own).

const grid = document.querySelector("[data-grid]");

grid?.addEventListener("keydown", (event) => {
  const cell = event.target.closest("td, th");
  if (!cell || (event.target.matches("[type=text]") && !event.key.match(/^Arrow(Up|Down)$/))) return;
  const row = cell.parentElement;
  const [down, right] = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[event.key] ?? [0, 0];
  if (!down && !right) return;
  const rows = [...row.parentElement.children];
  const next = rows[rows.indexOf(row) + down]?.children[cell.cellIndex + right]?.querySelector("input:not([type=hidden])");
  if (!next) return;
  event.preventDefault();
  next.focus();
});
grid?.querySelector("input[type=checkbox]")?.focus();
