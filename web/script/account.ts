// What the pages about signing in do where script runs: passkeys, showing what is
// typed as a password, copying and printing. Everything but passkeys goes without.

import { atTheDoor } from "./part/whose"

// bytes of a text in base64url, as a browser wants them.
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0))

// text in base64url of bytes, as the server wants it.
const text = (buffer: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

// What the server asks: to show a passkey, or, with a user, to make one.
interface Question {
  challenge: string
  user?: { id: string; name: string; displayName: string }
  excludeCredentials?: { id: string }[]
  allowCredentials?: { id: string }[]
}

// readied is the question with bytes where the browser wants bytes.
function readied(asked: Question): object {
  const keys = (list?: { id: string }[]) => (list ?? []).map((key) => ({ ...key, id: bytes(key.id) }))
  const question = { ...asked, challenge: bytes(asked.challenge) }
  if (!asked.user) return { ...question, allowCredentials: keys(asked.allowCredentials) }
  return { ...question, user: { ...asked.user, id: bytes(asked.user.id) }, excludeCredentials: keys(asked.excludeCredentials) }
}

// told is what the passkey says, as the server wants it.
function told(key: PublicKeyCredential): string {
  const r = key.response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse
  const response: Record<string, unknown> = { clientDataJSON: text(r.clientDataJSON) }
  if (r.attestationObject) {
    response.attestationObject = text(r.attestationObject)
    response.transports = r.getTransports?.() ?? []
  } else {
    response.authenticatorData = text(r.authenticatorData)
    response.signature = text(r.signature)
    response.userHandle = r.userHandle && text(r.userHandle)
  }
  return JSON.stringify({ id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults(), response })
}

// ask gets a challenge from the server, and a passkey that meets it from the browser.
async function ask(form: HTMLFormElement): Promise<void> {
  const answer = await fetch(form.dataset.passkey ?? "", { method: "POST" })
  if (!answer.ok) throw new Error("no challenge")
  const asked: Question = (await answer.json()).publicKey
  const publicKey = readied(asked) as PublicKeyCredentialCreationOptions & PublicKeyCredentialRequestOptions
  const key = asked.user ? await navigator.credentials.create({ publicKey }) : await navigator.credentials.get({ publicKey })
  const field = form.elements.namedItem("passkey")
  if (!(key instanceof PublicKeyCredential) || !(field instanceof HTMLInputElement)) throw new Error("no passkey")
  field.value = told(key)
}

// offer shows the button of a passkey, and says why one was not taken.
function offer(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>("[role=status]")
  const say = (words = "") => { if (said) said.textContent = words }
  form.hidden = false
  if (!window.PublicKeyCredential) {
    for (const button of form.querySelectorAll("button")) button.hidden = true
    say(form.dataset.unknown)
    return
  }
  let asking = false
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    if (asking) return
    asking = true
    say()
    try {
      await ask(form)
      atTheDoor(form)
      form.submit()
    } catch (problem) {
      const left = problem instanceof DOMException && (problem.name === "NotAllowedError" || problem.name === "AbortError")
      say(left ? form.dataset.cancelled : form.dataset.failed)
    }
    asking = false
  })
}

// reveal shows what is typed, and hides it again before it is sent: browsers
// remember among what was typed what they send from a field that can be read.
function reveal(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset.reveal ?? "")
  if (!(field instanceof HTMLInputElement)) return
  const show = button.textContent, hide = button.dataset.shown ?? ""
  button.hidden = false
  button.addEventListener("click", () => {
    const hidden = field.type === "password"
    field.type = hidden ? "text" : "password"
    button.textContent = hidden ? hide : show
  })
  field.form?.addEventListener("submit", () => { field.type = "password" })
}

// copies puts the lines of a part of the page where others can be pasted from.
function copies(button: HTMLButtonElement): void {
  if (!navigator.clipboard) { // without HTTPS
    button.hidden = true
    return
  }
  button.addEventListener("click", async () => {
    const lines = Array.from(document.getElementById(button.dataset.copy ?? "")?.querySelectorAll("code") ?? [], (line) => line.textContent)
    await navigator.clipboard.writeText(lines.join("\n"))
    button.textContent = button.dataset.copied ?? ""
  })
}

addEventListener("submit", (e) => e.target instanceof HTMLFormElement && atTheDoor(e.target))
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) offer(form)
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-reveal]")) reveal(button)
for (const part of document.querySelectorAll<HTMLElement>("[data-needs-script]")) part.hidden = false
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print())
for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) copies(button)
