// Writing in the forum: the editor with files, names and quotes; what is typed is kept; what is there already is shown.
// Below a topic all of it is fetched only when somebody comes near, since most people only read.
import { keep } from "./autosave.js";
import { takeFiles } from "./forum-files.js";
import { completeNames } from "./forum-names.js";
import { offerQuotes } from "./forum-quotes.js";
import { showSimilar } from "./forum-similar.js";
import { start } from "./rich-text.js";

const nextFrame = () => new Promise((done) => { requestAnimationFrame(done); });
const form = document.querySelector("form.write-form");

const begin = async () => {
  const { Trix, made } = await start();
  await nextFrame();
  await nextFrame();
  const file = form.querySelector("input[type=file]");
  for (const name of ["file", "alt"]) form.elements[name]?.closest(".field").remove();
  for (const one of made) {
    if (file) takeFiles(one, Trix);
    completeNames(one);
  }
  keep(form);
  return made[0];
};

if (form) {
  let begun = null;
  const once = () => { begun ??= begin(); return begun; };
  const isPageOfItsOwn = !document.querySelector(".posts, .topic-head");
  document.querySelector("#preview-title, #similar-title")?.focus();
  showSimilar(form);
  if (isPageOfItsOwn || location.hash === "#antwoord") once();
  else {
    const near = new IntersectionObserver(([seen]) => { if (seen.isIntersecting) { near.disconnect(); once(); } }, { rootMargin: "600px" });
    near.observe(form);
    form.addEventListener("focusin", once, { once: true });
    offerQuotes(form, once);
  }
}
