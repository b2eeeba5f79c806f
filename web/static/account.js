// What the pages about signing in do where script runs: passkeys, showing what is
// typed as a password, copying and printing. Everything but passkeys goes without.

/** Bytes of a text in base64url, as a browser wants them. */
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

/** Text in base64url of bytes, as the server wants it; null of nothing. */
const text = (buffer) => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** The server's options, with bytes where the browser wants bytes. */
function readied(options) {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.excludeCredentials, options.allowCredentials]) {
    for (const key of list ?? []) key.id = bytes(key.id);
  }
  return options;
}

/** What the passkey said, as the server wants it. */
function told(key) {
  const r = key.response;
  const response = { clientDataJSON: text(r.clientDataJSON) };
  if (r.attestationObject) {
    response.attestationObject = text(r.attestationObject);
    response.transports = r.getTransports?.() ?? [];
  } else {
    response.authenticatorData = text(r.authenticatorData);
    response.signature = text(r.signature);
    response.userHandle = text(r.userHandle);
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults(), response });
}

/** Asks the server for a challenge and the browser for a passkey that meets it. */
async function askForPasskey(form) {
  const answer = await fetch(form.dataset.passkey, { method: "POST" });
  if (!answer.ok) throw new Error("no challenge");
  const options = readied((await answer.json()).publicKey);
  const key = options.user ? await navigator.credentials.create({ publicKey: options }) : await navigator.credentials.get({ publicKey: options });
  form.elements.passkey.value = told(key);
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const said = form.querySelector("[role=status]");
  form.hidden = false;
  if (!window.PublicKeyCredential) {
    form.querySelector("button").hidden = true;
    said.textContent = form.dataset.unknown;
    continue;
  }
  let asking = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (asking) return;
    asking = true;
    said.textContent = "";
    try {
      await askForPasskey(form);
      form.submit();
    } catch (problem) {
      said.textContent = problem.name === "NotAllowedError" || problem.name === "AbortError" ? form.dataset.cancelled : form.dataset.failed;
    }
    asking = false;
  });
}

for (const button of document.querySelectorAll("[data-reveal]")) {
  const field = document.getElementById(button.dataset.reveal);
  const other = { password: button.dataset.shown, text: button.textContent };
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type;
    field.type = shown === "password" ? "text" : "password";
    button.textContent = other[shown];
  });
  field.form.addEventListener("submit", () => { field.type = "password"; }); // or browsers would remember it among what was typed
}

for (const part of document.querySelectorAll("[data-needs-script]")) part.hidden = false;

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) { // without HTTPS
    button.hidden = true;
    continue;
  }
  button.addEventListener("click", async () => {
    const lines = Array.from(document.getElementById(button.dataset.copy).querySelectorAll("code"), (line) => line.textContent);
    await navigator.clipboard.writeText(lines.join("\n"));
    button.textContent = button.dataset.copied;
  });
}
