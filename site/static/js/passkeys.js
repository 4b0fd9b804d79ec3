// Passkeys: a form with data-passkey asks the device for one and sends what it answers. data-options is the id of the
// question on this page, or the address that gives it. Without scripts, or without passkeys, the form stays hidden.
const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const withBytes = (credentials) => credentials?.map((each) => ({ ...each, id: toBytes(each.id) }));

async function question(form) {
  const { options } = form.dataset;
  const onPage = document.getElementById(options);
  if (onPage) return JSON.parse(onPage.textContent).publicKey;
  const response = await fetch(options, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`${response.status}`);
  return (await response.json()).request_options.publicKey;
}

async function made(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    user: { ...asked.user, id: toBytes(asked.user.id) },
    excludeCredentials: withBytes(asked.excludeCredentials) ?? [],
  };
  const credential = await navigator.credentials.create({ publicKey });
  const { response } = credential;
  return answer(credential, {
    attestationObject: toText(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  });
}

async function shown(asked) {
  const publicKey = {
    ...asked,
    challenge: toBytes(asked.challenge),
    allowCredentials: withBytes(asked.allowCredentials) ?? [],
  };
  const credential = await navigator.credentials.get({ publicKey });
  const { response } = credential;
  return answer(credential, {
    authenticatorData: toText(response.authenticatorData),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

function answer(credential, response) {
  return {
    type: credential.type,
    id: credential.id,
    rawId: toText(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

const known = Boolean(window.PublicKeyCredential && navigator.credentials);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const error = form.querySelector("[data-passkey-error]");
  form.hidden = !known;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.hidden = true;
    try {
      const asked = await question(form);
      const given = await (form.dataset.passkey === "create" ? made(asked) : shown(asked));
      form.elements.credential.value = JSON.stringify(given);
      form.submit();
    } catch {
      error.hidden = false;
    }
  });
}
for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = known;
