// When to send what waits: at the start, when the network or the page comes back,
// and every now and then while the page is looked at.
import { onNews, waiting } from "./book"
import { flush, type Reach } from "./send"

const first = 4e3
const most = 60e3

// A Sender sends for one page and tells it how that went.
export class Sender {
  reach: Reach = "ok"
  private tries = 0
  private timer = 0
  private busy = false
  private more = false

  // changed is called whenever what is kept, or how sending goes, may have changed.
  constructor(private changed: () => void) {}

  start(): void {
    const anew = () => {
      if (document.visibilityState !== "visible") return
      this.tries = 0
      void this.go()
    }
    addEventListener("online", anew)
    addEventListener("pageshow", anew)
    document.addEventListener("visibilitychange", anew)
    onNews(() => this.changed())
    void this.go()
  }

  // go sends now. The limit of time doubles with each try that came to nothing.
  async go(): Promise<void> {
    this.more = true
    if (this.busy) return
    this.busy = true
    clearTimeout(this.timer)
    let left = false
    while (this.more) {
      this.more = false
      const limit = Math.min(first * 2 ** this.tries, most)
      try {
        this.reach = await flush(limit)
        left = (await waiting()).length > 0
      } catch {
        this.reach = "away"
        left = true
      }
      this.tries = this.reach === "away" ? this.tries + 1 : 0
    }
    this.busy = false
    this.changed()
    if (!left) return
    const wait = this.reach === "signin" ? most : Math.min(first * 2 ** Math.max(0, this.tries - 1), most)
    this.timer = setTimeout(() => (document.visibilityState === "visible" ? void this.go() : undefined), wait * (0.5 + Math.random()))
    void askForSync()
  }
}

// Where the browser can, it sends once the network is back though the page is closed.
async function askForSync(): Promise<void> {
  try {
    const r = (await navigator.serviceWorker?.getRegistration()) as { sync?: { register(tag: string): Promise<void> } } | undefined
    await r?.sync?.register("send")
  } catch {
    // The page sends by itself when it is opened again.
  }
}
