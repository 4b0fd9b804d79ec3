// After an @ come the names of people and initiatives, after a # those of tools and meetings: a list below the text.
// The focus stays in the text; arrows choose, Enter or Tab takes, Escape closes.
import { make } from "./rich-text.js";

const WAIT = 200; // milliseconds after the last key
const TYPED = /(?:^|[\s(])([@#])([\p{L}\d][\p{L}\d .'’-]{1,39})$/u;

export const completeNames = ({ field, editor, words }) => {
  const list = make("ul", { class: "suggestions", role: "listbox", id: `${editor.id}-names`, "aria-label": words.suggestions, hidden: "" });
  const status = make("div", { role: "status", class: "visually-hidden" });
  let options = [];
  let chosen = -1;
  let timer;
  let asking;
  let typed = null;

  const choose = (number) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = number;
    const option = options[chosen];
    if (!option) return editor.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    editor.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    clearTimeout(timer);
    asking?.abort();
    list.hidden = true;
    status.textContent = "";
    choose(-1);
    options = [];
  };
  const take = (option) => {
    const [start, end] = typed.range;
    const { name, url } = option.dataset;
    close();
    editor.editor.setSelectedRange([start, end]);
    editor.editor.insertHTML(make("a", { href: url }, name).outerHTML);
    editor.editor.deactivateAttribute("href");
    editor.editor.insertString(" ");
    editor.focus();
  };
  const show = (found, sign) => {
    options = found.map(({ name, kind, url }, number) => {
      const option = make("li", { id: `${list.id}-${number}`, role: "option", "aria-selected": "false" }, name, " ", make("small", {}, kind));
      Object.assign(option.dataset, { url, name: sign === "@" ? `@${name}` : name });
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    status.textContent = options.length ? words.found.replace("{n}", options.length) : words.none;
    choose(options.length ? 0 : -1);
  };
  const ask = async ({ sign, text }) => {
    asking = new AbortController();
    const { signal } = asking;
    const address = new URL(field.dataset.complete, location);
    address.search = new URLSearchParams({ sign, q: text });
    try {
      const answer = await fetch(address, { signal, redirect: "manual", headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { suggestions } = await answer.json();
      if (!signal.aborted && document.activeElement === editor) show(suggestions, sign);
    } catch {
      // Left off, or no connection: the name can be typed in full.
    }
  };
  const look = () => {
    clearTimeout(timer);
    asking?.abort();
    const [from, to] = editor.editor.getSelectedRange();
    const before = editor.editor.getDocument().toString().slice(Math.max(0, from - 50), from);
    const found = from === to ? TYPED.exec(before) : null;
    if (!found) return close();
    typed = { sign: found[1], text: found[2], range: [from - found[2].length - 1, from] };
    timer = setTimeout(() => ask(typed), WAIT);
  };

  editor.setAttribute("aria-autocomplete", "list");
  editor.setAttribute("aria-controls", list.id);
  editor.addEventListener("trix-change", look);
  editor.addEventListener("blur", close);
  editor.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const last = options.length - 1;
    if (event.key === "ArrowDown") choose(chosen < last ? chosen + 1 : 0);
    else if (event.key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : last);
    else if ((event.key === "Enter" || event.key === "Tab") && options[chosen]) take(options[chosen]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the text keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  field.append(list, status);
};
