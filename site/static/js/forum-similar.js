// While somebody types a title: topics and tools about the same. Whoever saw them is not asked again when it is sent.
import { make } from "./rich-text.js";

const WAIT = 600; // milliseconds after the last key
const SHORTEST = 8; // characters

export const showSimilar = (form) => {
  const around = document.querySelector("[data-similar]");
  const { title } = form.elements;
  if (!around || !title) return;
  const shown = make("div", { class: "similar", "aria-live": "polite" });
  let timer;
  let asking;

  const checked = () => {
    if (!form.querySelector("[name=checked]")) form.append(make("input", { type: "hidden", name: "checked", value: "1" }));
  };
  const show = (found) => {
    shown.replaceChildren();
    if (!found.length) return;
    shown.append(make("p", { class: "h3" }, around.dataset.title), make("ul", { class: "links" }, ...found.map(({ title: text, url, kind, answers }) =>
      make("li", {}, make("a", { href: url, target: "_blank" }, text), " ", make("small", {}, [kind, answers].filter(Boolean).join(", "))))));
  };
  const ask = async () => {
    const typed = title.value.trim();
    if (typed.length < SHORTEST) return show([]);
    asking = new AbortController();
    const { signal } = asking;
    const address = new URL(around.dataset.similar, location);
    address.search = new URLSearchParams({ title: typed });
    try {
      const answer = await fetch(address, { signal, redirect: "manual" });
      if (!answer.ok) return;
      const { similar } = await answer.json();
      if (signal.aborted) return;
      show(similar);
      checked();
    } catch {
      // Left off, or no connection: it is asked when the form is sent.
    }
  };
  title.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    timer = setTimeout(ask, WAIT);
  });
  title.closest(".field").after(shown);
};
