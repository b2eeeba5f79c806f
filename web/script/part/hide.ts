// Hiding the page at once. The page is covered before anything else is done, then this
// device is told, and the clock takes the place of the page in the history, so that the
// way back does not lead to it. The clock tells the server.
import { clockPath, hidden, hidePath, opened, patience, setHidden, tell, tellOpened } from "./hidden"

const twice = 700 // how many milliseconds apart the two taps on Escape may be

const root = document.documentElement
const form = document.querySelector<HTMLFormElement>("form[data-hide]")
const others = globalThis.BroadcastChannel ? new BroadcastChannel("charley.hide") : undefined
let covered = false

function cover(): void {
  covered = true
  root.classList.add("hid")
  document.title = form?.dataset.hide ?? ""
}

async function hide(): Promise<void> {
  if (covered) return
  cover()
  others?.postMessage(0)
  const kept = await setHidden(true)
  const alone = kept && navigator.serviceWorker?.controller // the worker needs nobody to know it but itself
  if (alone || (await tell(hidePath, patience()))) location.replace(clockPath)
  else form?.submit() // without limit: at the clock it must be true that all is hidden
}

// look sees whether this page may be seen: it came from a server that may not know yet.
// What that server must still be told is told again, whatever became of it before.
async function look(): Promise<void> {
  if (await hidden()) follow()
  else if (!telling && (await opened())) telling = tellOpened().finally(() => (telling = undefined))
}

let telling: Promise<boolean> | undefined

// follow hides a page that is open beside, or that the browser brings back.
function follow(): void {
  if (covered) return
  cover()
  location.replace(clockPath)
}

// hides listens for it. Escape has other uses, so that one tap does nothing.
export function hides(): void {
  if (!form) return
  form.addEventListener("submit", (e) => {
    e.preventDefault()
    void hide()
  })
  let last = -Infinity
  addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || e.repeat || e.isComposing) {
      if (e.key !== "Escape") last = -Infinity
      return
    }
    if (e.timeStamp - last <= twice) void hide()
    last = e.timeStamp
  }, { capture: true })
  if (others) others.onmessage = follow
  // A browser may keep a page as it was left, and bring it back on the way back. It is left
  // covered, and seen again only once it is known that it may be.
  addEventListener("pagehide", (e) => e.persisted && root.classList.add("hid"))
  addEventListener("pageshow", async (e) => {
    if (!e.persisted) return
    if (covered || !globalThis.caches) return location.reload()
    if (await hidden()) return follow()
    root.classList.remove("hid")
  })
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void look())
  addEventListener("online", () => void look())
  void look()
}
