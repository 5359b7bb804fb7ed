// The sheet by keyboard: arrows go from one person to the next, figures answer, letters go back to the search.

export function listen({ root, typed, shown }) {
  const buttons = (one) => [...one.querySelectorAll("[data-answer]")];

  function go(one, step, column) {
    const people = shown();
    const next = people[people.indexOf(one) + step];
    if (next) buttons(next)[column]?.focus();
    else if (step < 0) typed?.focus();
  }

  root.querySelector("[data-legend]")?.removeAttribute("hidden");
  typed?.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && typed.value) {
      typed.value = "";
      typed.dispatchEvent(new Event("input"));
    } else if (event.key === "ArrowDown" && shown().length) {
      event.preventDefault();
      buttons(shown()[0])[0].focus();
    }
  });
  root.addEventListener("keydown", (event) => {
    const one = event.target.closest?.("li[data-who]");
    if (!one || event.ctrlKey || event.altKey || event.metaKey) return;
    const column = Math.max(buttons(one).indexOf(event.target), 0);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") go(one, event.key === "ArrowDown" ? 1 : -1, column);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      buttons(one)[column + (event.key === "ArrowRight" ? 1 : -1)]?.focus();
    } else if (/^[1-4]$/.test(event.key)) buttons(one)[Number(event.key) - 1].click();
    else if (/^\p{L}$/u.test(event.key)) return typed?.focus();
    else return;
    event.preventDefault();
  });
}
