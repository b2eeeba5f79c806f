// The palette of the hour, by this device's clock or as the person chose, and the
// dimming of a screen that nobody touches at night.

export type Look = "auto" | "night" | "day"

const shelf = "charley-choice"
const place = "/choice"

// A Choice is what the worker must know before anything is drawn. It holds
// nothing about anybody's health.
export interface Choice {
  look: Look
  runs: boolean // something runs, so the page begins without the targets
}

export const night = (look: Look, t = new Date()): boolean => look === "night" || (look !== "day" && (t.getHours() >= 20 || t.getHours() < 8))

export async function chosen(): Promise<Choice> {
  const none: Choice = { look: "auto", runs: false }
  try {
    const found = await (await caches.open(shelf)).match(place)
    return found ? { ...none, ...(await found.json()) } : none
  } catch {
    return none
  }
}

export async function choose(part: Partial<Choice>): Promise<void> {
  const old = await chosen()
  const next = { ...old, ...part }
  if (next.look === old.look && next.runs === old.runs) return
  try {
    await (await caches.open(shelf)).put(place, new Response(JSON.stringify(next)))
  } catch {
    // Without it the page begins in the palette of the hour.
  }
}

export const keptCaches = [shelf]

// wear puts the page into the palette of the hour.
export function wear(look: Look): void {
  const dark = night(look)
  const root = document.documentElement
  if (root.classList.contains("night") === dark) return
  root.classList.toggle("night", dark)
  const say = (name: string, content: string) => document.querySelector(`meta[name=${name}]`)?.setAttribute("content", content)
  say("color-scheme", dark ? "dark" : "light")
  say("theme-color", dark ? "#000000" : "#faf7f1")
}

// The look that the server told of; the worker's pages are dressed already.
const told = globalThis.document?.documentElement.dataset.look as Look | undefined

// dress puts a page of the server into the palette of this device's hour before
// it is painted.
export function dress(): void {
  if (told) wear(told)
}

// follow keeps the page in the palette of the hour, and tells the server in which
// zone this device's clock stands, so that its pages agree.
export async function follow(): Promise<void> {
  document.cookie = `clock=${-new Date().getTimezoneOffset()}; path=/; max-age=31536000; samesite=strict${location.protocol === "https:" ? "; secure" : ""}`
  if (told) void choose({ look: told })
  const look = told ?? (await chosen()).look
  const now = () => wear(look)
  now()
  setInterval(now, 30e3)
  document.addEventListener("visibilitychange", now)
}

const idle = 10e3

// dim lowers the light of a page at night that was not touched for ten seconds,
// until the next touch, which counts as any other.
export function dim(): void {
  const root = document.documentElement
  let timer = 0
  const wake = () => {
    root.classList.remove("dim")
    clearTimeout(timer)
    timer = setTimeout(() => root.classList.add("dim"), idle)
  }
  for (const what of ["pointerdown", "keydown", "scroll", "focusin", "visibilitychange"]) addEventListener(what, wake, { capture: true, passive: true })
  wake()
}
