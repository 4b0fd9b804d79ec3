// Whoever has the new messages on the screen has read them; without this script a button says so.
const form = document.querySelector("form[data-seen]");

async function tell() {
  if (document.visibilityState !== "visible") return;
  document.removeEventListener("visibilitychange", tell);
  const answer = await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
  if (answer && (answer.ok || answer.type === "opaqueredirect")) form.hidden = true;
}

if (form) {
  document.addEventListener("visibilitychange", tell);
  tell();
}
