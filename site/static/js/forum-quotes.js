// Whoever selects words in a post gets a button that quotes them in the answer.
import { make } from "./rich-text.js";

export const offerQuotes = (form, once) => {
  const words = JSON.parse(form.querySelector("[data-rich-text] script").textContent);
  const button = make("button", { type: "button", class: "button second quote-this", hidden: "" }, words.quoteThis);
  let chosen = null;

  const look = () => {
    const selection = getSelection();
    const text = selection.isCollapsed ? "" : selection.toString().trim();
    const said = text && selection.anchorNode.parentElement?.closest(".said");
    const post = said && said.contains(selection.focusNode) ? said.closest(".post[id]") : null;
    if (!post) {
      if (document.activeElement !== button) button.hidden = true;
      return;
    }
    chosen = { post, text };
    const box = selection.getRangeAt(0).getBoundingClientRect();
    said.after(button); // the next stop of the Tab key
    button.hidden = false;
    button.style.insetBlockStart = `${Math.min(box.bottom + 8, innerHeight - 60)}px`;
    button.style.insetInlineStart = `${Math.max(8, Math.min(box.left, innerWidth - 180))}px`;
  };

  const quote = async () => {
    const { post, text } = chosen;
    button.hidden = true;
    const link = post.querySelector(".by time").closest("a");
    const name = post.querySelector(".by b").textContent.trim();
    const lines = text.split(/\n+/).flatMap((line, number) => (number ? [make("br"), line.trim()] : [line.trim()]));
    const block = make("blockquote", {}, make("a", { href: link.getAttribute("href") }, words.wrote.replace("{name}", name)), make("br"), ...lines);
    const { editor } = await once();
    const { reply_to: answered } = form.elements;
    if (answered && !answered.value) answered.value = link.getAttribute("href").match(/\/(\d+)\/$/)?.[1] ?? "";
    const end = editor.editor.getDocument().toString().length - 1;
    editor.editor.setSelectedRange(end);
    editor.editor.insertHTML(`${block.outerHTML}<div><br></div>`);
    form.scrollIntoView({ block: "center" });
    editor.focus();
  };

  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay selected
  button.addEventListener("click", quote);
  document.addEventListener("selectionchange", () => { requestAnimationFrame(look); });
  addEventListener("scroll", () => { button.hidden = true; }, { passive: true });
};
