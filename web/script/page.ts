// Every page but the first one: it sends what waits on this device, and says so
// where something does, because the page cannot know of it.
import { keeps, load, able, recover, setKeeping, unsent } from "./part/book"
import { hides } from "./part/hide"
import { choose, dress, follow } from "./part/look"
import { Sender } from "./part/sending"
import { atTheDoor } from "./part/whose"
import { register } from "./part/worker"

const notice = document.querySelector<HTMLElement>("[data-unsent]")
let shown = 0

async function draw(): Promise<void> {
  const counted = await unsent().catch(() => undefined)
  const n = counted ?? 0
  for (const field of document.querySelectorAll<HTMLInputElement>("[data-outbox]")) field.value = counted === 0 ? "empty" : ""
  for (const a of document.querySelectorAll<HTMLElement>("[data-count]")) {
    a.textContent = n ? String(n) : ""
    a.hidden = !n
  }
  if (!notice) return
  const part = (name: string) => notice.querySelector<HTMLElement>(`[data-part=${name}]`)
  const waits = part("waits"), signin = part("signin"), arrived = part("arrived")
  if (waits) waits.hidden = !n || sender.reach === "signin"
  if (signin) signin.hidden = !n || sender.reach !== "signin"
  if (arrived) arrived.hidden = n > 0 || !shown
  notice.hidden = !n && !shown
  shown = Math.max(shown, n)
}

const sender = new Sender(() => void draw())

// phone is the part of the settings about this device.
function phone(): void {
  const card = document.querySelector<HTMLElement>("[data-phone]")
  const tick = card?.querySelector<HTMLInputElement>("input")
  if (!card || !tick) return
  for (const p of card.querySelectorAll<HTMLElement>("[data-when]")) p.hidden = (p.dataset.when === "able") !== able()
  card.hidden = false
  tick.checked = !keeps()
  tick.addEventListener("change", async () => {
    const waits = card.querySelector<HTMLElement>("[data-part=waits]")
    if (tick.checked && (await unsent().catch(() => 1))) {
      tick.checked = false
      if (waits) waits.hidden = false
      return
    }
    if (waits) waits.hidden = true
    setKeeping(!tick.checked)
    if (tick.checked) {
      indexedDB.deleteDatabase("charley")
      await choose({ runs: false })
    }
  })
}

async function start(): Promise<void> {
  if (location.protocol === "file:") return // somebody looks at a preview
  dress()
  hides()
  void follow()
  void register()
  phone()
  addEventListener("submit", (e) => e.target instanceof HTMLFormElement && atTheDoor(e.target))
  if (keeps()) {
    await load().catch(() => {})
    await recover().catch(() => {})
  }
  await draw()
  sender.start()
}

void start()
