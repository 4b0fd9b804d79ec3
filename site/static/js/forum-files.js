// Pictures and files in a text: chosen, dropped or pasted. Each picture is asked what can be seen on it.
import { make } from "./rich-text.js";

const asText = (text, name) => text.replace("{name}", name);

// The words for a picture; "" for decoration, null where it is left out after all.
const askAlt = (words, file) => new Promise((answer) => {
  const field = make("input", { type: "text", id: "alt-of-picture", maxlength: "250", autocomplete: "off" });
  const button = (word, value, css = "button second") => make("button", { value, class: css }, word);
  const dialog = make("dialog", { class: "alt-dialog", "aria-labelledby": "alt-title" },
    make("form", { method: "dialog", class: "form" },
      make("div", { class: "field" },
        make("label", { for: field.id, id: "alt-title" }, words.alt),
        make("div", { class: "hint" }, asText(words.altHint, file.name)), field),
      make("p", { class: "buttons" }, button(words.altSet, "set", "button"), button(words.altSkip, "skip"), button(words.cancel, ""))));
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    answer({ set: field.value.trim(), skip: "" }[dialog.returnValue] ?? null);
  });
  dialog.showModal();
  field.focus();
});

export const takeFiles = ({ field, editor, bar, words }, Trix) => {
  const { richText: address, accept } = field.dataset;
  const { form } = field.querySelector("textarea");
  const status = make("p", { class: "hint", role: "status" });
  const input = make("input", { type: "file", accept, multiple: "", hidden: "", "aria-label": words.attach });
  const attach = make("button", { type: "button", class: "act" }, words.attach);
  let queue = Promise.resolve();

  const send = async (file) => {
    const alt = file.type.startsWith("image/") ? await askAlt(words, file) : "";
    if (alt === null) return;
    status.textContent = asText(words.sending, file.name);
    const data = new FormData();
    data.set("file", file);
    data.set("alt", alt);
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(address, { method: "POST", body: data, redirect: "manual", headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (!answer.ok) {
        status.textContent = told.error ?? asText(words.failed, file.name);
        return;
      }
      editor.editor.insertAttachment(new Trix.models.Attachment(told));
      status.textContent = asText(words.sent, file.name);
    } catch {
      status.textContent = asText(words.failed, file.name);
    }
    editor.focus();
  };
  const add = (file) => { queue = queue.then(() => send(file)); };

  attach.addEventListener("click", () => input.click());
  input.addEventListener("change", () => { for (const file of input.files) add(file); input.value = ""; });
  editor.addEventListener("trix-file-accept", ({ file }) => add(file));
  bar.querySelector(".rich-buttons").insertBefore(attach, bar.querySelector("[data-trix-action=undo]"));
  field.append(input, status);
};
