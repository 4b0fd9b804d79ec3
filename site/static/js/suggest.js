// Suggestions below a search field while somebody types. Without this file the field is a plain form.
// A combobox with a list: arrows choose, Enter goes there, Escape closes.
const WAIT = 150; // milliseconds after the last key
const SHORTEST = 2;

for (const form of document.querySelectorAll("form[data-suggest]")) suggestFor(form);

function suggestFor(form) {
  const { suggest, kinds, label, one, many, none } = form.dataset;
  const names = JSON.parse(kinds);
  const field = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const status = document.createElement("div");
  let options = [];
  let chosen = -1;
  let timer;
  let asking;

  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = label;
  list.hidden = true;
  status.role = "status";
  status.className = "visually-hidden";
  form.append(list, status);
  field.autocomplete = "off";
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.ariaExpanded = "false";

  function stop() {
    clearTimeout(timer);
    asking?.abort();
  }

  function close() {
    stop();
    list.hidden = true;
    field.ariaExpanded = "false";
    status.textContent = "";
    choose(-1);
  }

  function choose(number) {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = options[chosen];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    choose(-1);
    options = found.map(({ text, kind, url }, number) => {
      const option = document.createElement("li");
      const what = document.createElement("small");
      option.id = `${list.id}-${number}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.dataset.url = url;
      what.textContent = names[kind] ?? "";
      option.append(text, " ", what);
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    field.ariaExpanded = String(!list.hidden);
    status.textContent = { 0: none, 1: one }[options.length] ?? many.replace("{n}", options.length);
  }

  async function ask() {
    const asked = field.value.trim();
    if (asked.length < SHORTEST) return close();
    asking = new AbortController();
    const { signal } = asking;
    const address = new URL(suggest, location);
    address.search = new URLSearchParams({ q: asked, locale: document.documentElement.lang });
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === field) show(suggestions);
    } catch {
      // Left off, or no connection: the form still works.
    }
  }

  field.addEventListener("input", () => {
    stop();
    timer = setTimeout(ask, WAIT);
  });

  field.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { key } = event;
    if (list.hidden) {
      if (key === "ArrowDown" && !event.altKey) ask();
      if (key === "Enter") stop();
      return;
    }
    const last = options.length - 1;
    if (key === "ArrowDown") choose(chosen < last ? chosen + 1 : -1);
    else if (key === "ArrowUp") choose(chosen < 0 ? last : chosen - 1);
    else if (key === "Home" && chosen >= 0) choose(0);
    else if (key === "End" && chosen >= 0) choose(last);
    else if (key === "Enter" && chosen >= 0) location.assign(options[chosen].dataset.url);
    else if (key === "Escape") close();
    else {
      if (key === "Enter" || key === "Tab") close();
      return;
    }
    event.preventDefault();
  });

  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  field.addEventListener("blur", close);
  form.addEventListener("submit", close);
}
