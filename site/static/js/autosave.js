// Keeps what somebody types on the server, every few seconds, until they save it. Says so, and says when it fails.

const EVERY = 10_000; // milliseconds
const LONGEST_WAIT = 120_000;

export const keep = (form) => {
  const status = form.querySelector("[data-kept]");
  const others = document.querySelector("[data-others]");
  const address = form.dataset.keep;
  let last = "";
  let wait = EVERY;
  let isSending = false;
  let isLeaving = false;

  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    return new URLSearchParams(data);
  };
  const text = () => {
    const data = typed();
    data.delete("csrfmiddlewaretoken");
    return data.toString();
  };

  const tell = (word, time = "") => { status.textContent = status.dataset[word].replace("{time}", time); };
  const showOthers = (names) => {
    if (!others) return;
    others.hidden = names.length === 0;
    others.querySelector("[data-names]").textContent = names.join(", ");
    const around = others.closest("[data-warnings]");
    around.hidden = [...around.children].every((child) => child.hidden);
  };

  const send = async () => {
    if (isSending || isLeaving) return;
    const now = text();
    if (now === last) return;
    isSending = true;
    try {
      const answer = await fetch(address, { method: "POST", body: typed(), redirect: "manual", headers: { Accept: "application/json" } });
      if (answer.type === "opaqueredirect" || answer.status === 403) throw new Error("out");
      const said = await answer.json();
      if (!answer.ok) {
        status.textContent = said.error ?? status.dataset.wordFailed;
        return;
      }
      last = now;
      wait = EVERY;
      tell("wordKept", said.kept);
      showOthers(said.others);
    } catch (error) {
      wait = Math.min(wait * 2, LONGEST_WAIT); // no network: try again, less and less often
      tell(error.message === "out" ? "wordOut" : "wordFailed");
    } finally {
      isSending = false;
    }
  };

  let timer = null;
  const soon = () => {
    timer ??= setTimeout(async () => {
      timer = null;
      await send();
      if (!isLeaving && text() !== last) soon();
    }, wait);
  };

  last = text();
  for (const event of ["input", "change", "trix-change"]) form.addEventListener(event, soon);
  addEventListener("online", () => { wait = EVERY; if (text() !== last) send(); });
  // Closing the page, or putting the phone away: what was typed goes along at the last moment.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isLeaving && text() !== last) {
      if (navigator.sendBeacon(address, typed())) last = text();
    }
  });
  form.addEventListener("submit", () => { isLeaving = true; clearTimeout(timer); });
};
