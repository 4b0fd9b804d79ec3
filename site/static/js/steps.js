// The list of steps: the one being read is lit.
const links = new Map(
  [...document.querySelectorAll(".stepper a[href^='#']")].map((link) => [link.hash.slice(1), link]),
);
const visible = new Set();

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) visible.add(target.id);
      else visible.delete(target.id);
    }
    const current = [...links.keys()].find((id) => visible.has(id));
    if (!current) return;
    for (const [id, link] of links) {
      if (id === current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-15% 0px -60% 0px" },
);
for (const id of links.keys()) {
  const step = document.getElementById(id);
  if (step) watcher.observe(step);
}
