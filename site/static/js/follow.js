// Follows, or stops following, without leaving the page; without this script the form does it.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-follow]");
  if (!form || form.dataset.busy) return;
  event.preventDefault();
  form.dataset.busy = "true";
  const data = new FormData(form, event.submitter);
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    const template = document.createElement("template");
    template.innerHTML = (await answer.json()).form;
    const fresh = template.content.querySelector("form");
    form.replaceWith(fresh);
    fresh.querySelector("button").focus();
  } catch {
    // Signed out meanwhile, or no connection: the way without scripts tells what is the matter.
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "follow", value: data.get("follow") }));
    form.submit();
  }
});
