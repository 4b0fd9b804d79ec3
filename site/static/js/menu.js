// The folded menu: close it with Escape, or by going elsewhere.
const menu = document.querySelector("details.menu");

menu?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

for (const kind of ["pointerdown", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });
}
