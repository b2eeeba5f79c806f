// The page behind which everything is hidden: a clock. Whoever is on it has hidden the
// rest, however they came, unless they opened it and the server does not know yet.
import { hidePath, opened, patience, setHidden, tell, tellOpened } from "./part/hidden"
import { dress, follow } from "./part/look"
import { clock } from "./part/moment"
import { part, show, write } from "./part/view"

const form = document.querySelector("form")
const others = globalThis.BroadcastChannel ? new BroadcastChannel("charley.clock") : undefined
const hiding = new AbortController()

// stay hides all again, and tells the server for pages that come without the worker.
async function stay(): Promise<void> {
  if (await opened()) return open()
  await setHidden(true)
  const say = () => tell(hidePath, hiding.signal)
  addEventListener("online", () => void say())
  void say()
}

// open is the first page again: from this device, or else once the server has heard of
// it, however long that takes. What is still being said of hiding is called back, here
// and on clocks beside, or it could arrive after.
async function open(): Promise<void> {
  hiding.abort()
  others?.postMessage(0)
  const kept = await setHidden(false)
  if ((await tellOpened(patience())) || (kept && navigator.serviceWorker?.controller)) location.replace("/")
  else form?.submit()
}

function start(): void {
  if (location.protocol === "file:") return // somebody looks at a preview
  dress()
  const tick = () => write(part(document, "clock"), clock(new Date()))
  tick()
  setInterval(tick, 1000)
  show(part(document, "unsaved"), location.search === "?unsaved")
  form?.addEventListener("submit", (e) => {
    e.preventDefault()
    void open()
  })
  if (others) others.onmessage = () => hiding.abort()
  void follow()
  void stay()
}

start()
