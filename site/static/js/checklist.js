// Tick boxes: remember on this device, per page, which points are done. Known by their text,
// so that an edited list keeps its ticks.
const key = `ticks:${location.pathname}`;
const boxes = [...document.querySelectorAll("[data-checklist] input")];
const label = (box) => box.closest("label").textContent.trim();

function stored() {
  try {
    return new Set(JSON.parse(localStorage.getItem(key)) ?? []);
  } catch {
    return new Set();
  }
}

function keep() {
  const done = boxes.filter((box) => box.checked).map(label);
  try {
    if (done.length) localStorage.setItem(key, JSON.stringify(done));
    else localStorage.removeItem(key);
  } catch {
    // Storage is off: the ticks last as long as the page.
  }
  for (const list of document.querySelectorAll("[data-checklist]")) {
    list.querySelector("[data-remembered]").hidden = !list.querySelector(":checked");
  }
}

const done = stored();
for (const box of boxes) {
  box.checked = done.has(label(box));
  box.addEventListener("change", keep);
}
for (const button of document.querySelectorAll("[data-remembered] button")) {
  button.addEventListener("click", () => {
    const own = button.closest("[data-checklist]").querySelectorAll("input");
    for (const box of own) box.checked = false;
    own[0]?.focus();
    keep();
  });
}
keep();
