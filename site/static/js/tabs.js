// Tabs for small screens; without scripts, and on wide screens, all panels show.
for (const list of document.querySelectorAll("[data-tabs]")) {
  const tabs = [...list.querySelectorAll("[role=tab]")];
  const choose = (chosen) => {
    for (const tab of tabs) {
      const current = tab === chosen;
      tab.setAttribute("aria-selected", String(current));
      tab.tabIndex = current ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("is-off", !current);
    }
    // A map that was hidden has to measure itself anew.
    window.dispatchEvent(new Event("resize"));
  };
  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  }
  list.hidden = false;
  choose(tabs[0]);
}
