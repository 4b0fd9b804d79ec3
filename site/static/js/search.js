// The search page: choices work at once where they stand beside the results, and opened results are counted.
const facets = document.querySelector("[data-facets]");
const form = document.getElementById("search-form");
const FOCUS = "search-focus";

function isWide() {
  return getComputedStyle(facets.querySelector("summary")).display === "none";
}

facets?.addEventListener("change", ({ target }) => {
  if (!isWide()) return; // on a phone somebody chooses several, and then sends them
  try {
    sessionStorage.setItem(FOCUS, target.id);
  } catch {
    // Storage is off: the focus is lost, no more.
  }
  form.requestSubmit();
});

if (facets) {
  facets.querySelector("[data-auto]").hidden = !isWide();
  try {
    const field = document.getElementById(sessionStorage.getItem(FOCUS));
    sessionStorage.removeItem(FOCUS);
    if (field) {
      const folded = field.closest("[data-facets] details");
      if (folded) folded.open = true;
      field.focus({ preventScroll: true });
      field.scrollIntoView({ block: "nearest" });
    }
  } catch {
    // As above.
  }
}

// Words that were to be searched for as they are typed: other words are no longer those.
form?.elements.q.addEventListener("input", () => form.elements.letterlijk?.remove());

for (const list of document.querySelectorAll("[data-clicks]")) {
  const { clicks, query } = list.dataset;
  const tell = ({ target, button }) => {
    if (button > 1 || !target.closest("a")) return;
    navigator.sendBeacon(clicks, new URLSearchParams({ q: query, language: document.documentElement.lang }));
  };
  list.addEventListener("click", tell);
  list.addEventListener("auxclick", tell);
}
