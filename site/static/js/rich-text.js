// Makes an editor of each text area marked with data-rich-text. Without this script the text area is used as it is.
// The editor is Trix; we give it fewer buttons, with words, and keep out of the text what the page cannot show.

export const make = (name, attributes = {}, ...content) => {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
};

// Trix writes its look into the page, which the content policy refuses. Ours stands in css/editor.css.
// `words` has a word for each thing that may be written.
const loadTrix = async (address, words) => {
  const { head } = document;
  head.insertBefore = (node, before) => (node.localName === "style" ? node : Node.prototype.insertBefore.call(head, node, before));
  try {
    const { default: Trix } = await import(address);
    Trix.config.dompurify.FORBID_ATTR = ["style", "class", "id"];
    // What the page does not show cannot be pasted either; lists have one level, so that Tab leads out of the text.
    const { blockAttributes, textAttributes } = Trix.config;
    const numbered = words.number ? [] : ["numberList", "number"];
    for (const name of ["heading1", "code", ...(words.quote ? [] : ["quote"]), ...numbered]) delete blockAttributes[name];
    for (const name of ["strike", ...(words.italic ? [] : ["italic"])]) delete textAttributes[name];
    for (const name of ["bullet", "number"]) if (blockAttributes[name]) blockAttributes[name].nestable = false;
    if (words.remove) Trix.config.lang.remove = words.remove;
    Trix.config.attachments.preview.caption = { name: false, size: false };
    return Trix;
  } finally {
    delete head.insertBefore;
  }
};

// Addresses as people write them: "www.voorbeeld.nl" and "naam@voorbeeld.nl" become links too.
const wholeAddress = (typed) => {
  const address = typed.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(address)) return `mailto:${address}`;
  return /^([a-z0-9-]+\.)+[a-z]{2,}([/?#:]\S*)?$/i.test(address) ? `https://${address}` : address;
};

const toolbar = (id, words) => {
  const button = (word, attributes) => make("button", { type: "button", class: "act", ...attributes }, word);
  const address = make("input", { type: "text", inputmode: "url", name: "href", id: `${id}-address`, "data-trix-input": "", disabled: "" });
  const dialog = make("div", { class: "rich-dialog", "data-trix-dialog": "href", "data-trix-dialog-attribute": "href" },
    make("label", { for: address.id }, words.address), address,
    make("div", { class: "buttons" },
      button(words.set, { "data-trix-method": "setAttribute" }), button(words.unset, { "data-trix-method": "removeAttribute" })));
  const bar = make("trix-toolbar", { id },
    make("div", { class: "rich-buttons", role: "toolbar", "aria-label": words.toolbar },
      button(words.bold, { "data-trix-attribute": "bold", "data-trix-key": "b" }),
      ...(words.italic ? [button(words.italic, { "data-trix-attribute": "italic", "data-trix-key": "i" })] : []),
      button(words.bullet, { "data-trix-attribute": "bullet" }),
      ...(words.number ? [button(words.number, { "data-trix-attribute": "number" })] : []),
      ...(words.quote ? [button(words.quote, { "data-trix-attribute": "quote" })] : []),
      button(words.link, { "data-trix-attribute": "href", "data-trix-action": "link", "data-trix-key": "k" }),
      button(words.undo, { "data-trix-action": "undo", "data-trix-key": "z" })),
    dialog);
  const complete = () => { address.value = wholeAddress(address.value); };
  address.addEventListener("keydown", (event) => { if (event.key === "Enter") complete(); }, true);
  dialog.addEventListener("click", complete, true);
  return bar;
};

// Trix listens to the mouse only: the keys press its buttons as well.
const listenToKeys = (bar, editor) => {
  bar.addEventListener("click", (event) => {
    const pressed = event.target.closest("[data-trix-attribute], [data-trix-action]");
    if (!pressed || event.detail !== 0) return; // a mouse counts its clicks, keys do not
    pressed.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
    if (!bar.querySelector("[data-trix-dialog][data-trix-active]")) editor.focus();
  });
  const showState = () => {
    for (const button of bar.querySelectorAll("[data-trix-attribute]:not([data-trix-dialog])")) {
      if (button.localName === "button") button.setAttribute("aria-pressed", String(button.hasAttribute("data-trix-active")));
    }
  };
  editor.addEventListener("trix-selection-change", showState);
  editor.addEventListener("trix-attributes-change", showState);
  showState();
  // From within the text, Alt+F10 leads to the buttons, as in other editors; Escape leads back.
  editor.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault();
      bar.querySelector("button").focus();
    }
  });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.localName === "button") editor.focus();
  });
};

// Trix draws what was typed a frame later, then takes the focus back and forgets a button that was pressed meanwhile:
// before a key that does more than write, it draws.
const drawBeforeCommands = (field, editor) => {
  field.addEventListener("keydown", ({ key, altKey, ctrlKey, metaKey }) => {
    const { inputController } = editor.editorController;
    if ((altKey || ctrlKey || metaKey || key === "Tab") && inputController.scheduledRender) inputController.render();
  }, true);
};

// What is known of a picture or file that was cut out of a text here: as text, or null for anything else.
const KNOWN = ["key", "alt", "url", "filename", "filesize", "contentType", "width", "height"];
const attachmentOf = ({ dataset }) => {
  try {
    const told = JSON.parse(dataset.trixAttachment);
    const isOurs = told.key && new URL(told.url, location.href).origin === location.origin;
    return isOurs ? JSON.stringify(told, KNOWN) : null;
  } catch {
    return null;
  }
};

// What is pasted: words with bold, links and points, and where files may be added those of a text here. Other pictures
// are not even fetched, make-up is left behind.
// Styles go before anything reads the text: reading them would breach the content policy.
const stripped = (html, takesFiles) => {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)/gi, "");
  const { body } = new DOMParser().parseFromString(bare, "text/html");
  const attached = new Map();
  for (const figure of body.querySelectorAll("[data-trix-attachment]")) {
    const told = takesFiles && attachmentOf(figure);
    if (!told) continue;
    const empty = make("figure");
    figure.replaceWith(empty);
    attached.set(empty, told);
  }
  for (const refused of body.querySelectorAll("img, picture, svg, video, audio, iframe, object, script, style, link, meta, title")) refused.remove();
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (name !== "href") element.removeAttribute(name);
  }
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) heading.replaceWith(make("p", {}, ...heading.childNodes));
  for (const [figure, told] of attached) figure.dataset.trixAttachment = told;
  return body.innerHTML;
};

// Trix changes what spans several blocks by itself, and so would the browser, which writes styles into the page to keep
// how the text looked: the content policy refuses those, aloud.
const blockOf = (node) => (node.closest ? node : node.parentElement).closest("div, li, blockquote, trix-editor");
const leaveToTrix = (event) => {
  const spansBlocks = event.getTargetRanges().some(({ startContainer, endContainer }) => blockOf(startContainer) !== blockOf(endContainer));
  if (spansBlocks && event.cancelable && !event.isComposing) event.preventDefault();
};

const prepare = (field, number) => {
  const area = field.querySelector("textarea");
  const kept = field.querySelector("input[type=hidden]");
  const words = JSON.parse(field.querySelector("script").textContent);
  const id = `rich-${number}`;
  const label = document.querySelector(`label[for="${area.id}"]`);
  kept.id = `${id}-kept`;
  kept.disabled = false;
  if (label) label.id ||= `${area.id}_label`;
  const bar = toolbar(`${id}-bar`, words);
  const described = area.getAttribute("aria-describedby");
  const editor = make("trix-editor", {
    input: kept.id, toolbar: bar.id, class: "rich", id: `${area.id}-editor`, "aria-multiline": "true",
    ...(label ? { "aria-labelledby": label.id } : { "aria-label": words.toolbar }),
    ...(described ? { "aria-describedby": described } : {}),
    ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
  });
  area.disabled = true;
  area.hidden = true;
  field.querySelector("[data-without-script]").remove();
  field.append(bar, editor);
  label?.addEventListener("click", () => editor.focus());
  listenToKeys(bar, editor);
  drawBeforeCommands(field, editor);
  field.addEventListener("beforeinput", leaveToTrix); // after Trix, which leaves alone what others prevented
  field.addEventListener("paste", (event) => {
    const html = event.clipboardData?.getData("text/html");
    if (!html || !editor.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    editor.editor.recordUndoEntry("Paste");
    editor.editor.insertHTML(stripped(html, "accept" in field.dataset));
  }, true);
  // No files come in but those that a page takes itself; what is pasted brings none along either.
  editor.addEventListener("trix-file-accept", (event) => event.preventDefault());
  editor.addEventListener("trix-attachment-add", ({ attachment }) => { if (!attachment.getAttribute("key")) attachment.remove(); });
  return { field, editor, bar, words };
};

// Gives the editors, and Trix itself, to who adds to them.
export const start = async () => {
  const fields = [...document.querySelectorAll("[data-rich-text]")];
  if (!fields.length) return { Trix: null, made: [] };
  const Trix = await loadTrix(fields[0].dataset.trix, JSON.parse(fields[0].querySelector("script").textContent));
  return { Trix, made: fields.map(prepare) };
};
