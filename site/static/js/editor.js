// The editor of a profile: text with make-up, keeping what is typed, photos in order, a point for a postcode.
import { keep } from "./autosave.js";
import { start as startRichText } from "./rich-text.js";

const nextFrame = () => new Promise((done) => { requestAnimationFrame(done); });

// Photos, needs and offers: buttons in place of the numbers that say their order, which is one of its own in each group.
const orderRows = (form, group) => {
  const rows = () => [...group.querySelectorAll(":scope > [data-row]")];
  if (rows().length < 2) return;
  const number = () => rows().forEach((row, index) => { row.querySelector("input[name^=place-]").value = index + 1; });
  for (const row of rows()) {
    const place = row.querySelector("input[name^=place-]");
    const buttons = document.createElement("p");
    buttons.className = "acts";
    for (const [word, step] of [["earlier", -1], ["later", 1]]) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "act", textContent: form.dataset[word] });
      button.addEventListener("click", () => {
        const all = rows();
        const other = all[all.indexOf(row) + step];
        if (!other) return;
        if (step < 0) other.before(row);
        else other.after(row);
        number();
        button.focus();
        place.dispatchEvent(new Event("change", { bubbles: true }));
      });
      buttons.append(button);
    }
    place.closest(".field").hidden = true;
    place.closest(".field").after(buttons);
  }
};

// The point of a postcode, at once in place of when the form is sent.
const pointOut = (form) => {
  const tick = form.querySelector("input[name=from_postcode]");
  if (!tick) return;
  tick.addEventListener("change", async () => {
    const [postcode, latitude, longitude] = ["postcode", "latitude", "longitude"].map((name) => form.elements[name]);
    if (!tick.checked || !postcode.value.trim()) return;
    try {
      const answer = await fetch(`${form.dataset.spot}?q=${encodeURIComponent(postcode.value)}`);
      if (!answer.ok) return;
      const spot = await answer.json();
      latitude.value = spot.latitude;
      longitude.value = spot.longitude;
      for (const field of [latitude, longitude]) field.dispatchEvent(new Event("input", { bubbles: true }));
      tick.checked = false;
    } catch {
      // Without a network the form asks for it when it is sent.
    }
  });
};

// Two texts side by side: whoever writes in the third field has chosen it.
for (const field of document.querySelectorAll("fieldset:has(input[value=hand])")) {
  field.addEventListener("focusin", ({ target }) => {
    if (target.closest("trix-editor, textarea, input[type=text]")) field.querySelector("input[value=hand]").checked = true;
  });
}

for (const form of document.querySelectorAll(".editor-form")) {
  const groups = new Set([...form.querySelectorAll("[data-row]")].map((row) => row.parentElement));
  for (const group of groups) orderRows(form, group);
  pointOut(form);
}
startRichText().catch(() => {}).then(nextFrame).then(nextFrame).then(() => {
  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
});
