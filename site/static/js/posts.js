// Walks from post to post with j and k, once the focus is among them: no key of the page itself changes its meaning.
const posts = [...document.querySelectorAll(".post[id]")];

document.addEventListener("keydown", (event) => {
  const step = { j: 1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], trix-editor")) return;
  const list = event.target.closest(".posts, .post[id]");
  if (!list) return;
  const at = posts.indexOf(event.target.closest(".post[id]"));
  const next = at < 0 ? posts.find((post) => list.contains(post)) : posts[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
});
