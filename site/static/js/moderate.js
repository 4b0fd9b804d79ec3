// Deciding with one key: j and k go to the next and previous case, the others press what carries them in `data-key`.
// Keys work within a chosen case only, so that they never come in the way of speech or of another script.
const cases = document.querySelector(".cases");

const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function go(from, step) {
  const all = [...cases.querySelectorAll(".case")];
  all[Math.min(Math.max(all.indexOf(from) + step, 0), all.length - 1)].focus();
}

function press(part) {
  if (part.matches("textarea")) part.focus();
  else part.click();
}

cases?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || typing(event.target)) return;
  const chosen = event.target.closest(".case");
  if (!chosen) return;
  const key = event.key.toLowerCase();
  const part = /^[a-z]$/.test(key) && chosen.querySelector(`[data-key="${key}"]`);
  if (key === "j") go(chosen, 1);
  else if (key === "k") go(chosen, -1);
  else if (part) press(part);
  else return;
  event.preventDefault();
});

cases?.addEventListener("click", (event) => {
  if (!event.target.closest("a, button, summary, label") && !typing(event.target)) event.target.closest(".case")?.focus();
});

// Back from a decision: go on with what is first now.
if (location.hash === "#eerste") cases?.querySelector(".case")?.focus();
