// Nights by keyboard: the picture is one stop for Tab, and the arrow keys move
// among its nights, as in any list or calendar. Without this script every night
// is a stop of its own.

// Dates are counted in UTC, where every day has 24 hours.
function away(from: string, days: number, months: number): string {
  const d = new Date(from + "T00:00:00Z")
  const day = d.getUTCDate()
  if (months) {
    d.setUTCMonth(d.getUTCMonth() + months, 1)
    const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate()
    d.setUTCDate(Math.min(day, last))
  }
  d.setUTCDate(d.getUTCDate() + days)
  return d.toISOString().slice(0, 10)
}

// walk makes one stop of a picture's nights.
function walk(picture: HTMLElement, nights: HTMLAnchorElement[]): void {
  const calendar = picture.dataset.nights === "calendar"
  const date = (i: number) => (nights[i].getAttribute("href") ?? "").slice("/nights/".length)
  const place = new Map(nights.map((_, i) => [date(i), i]))
  // A night that is not shown gives way to the nearest end of the picture.
  const at = (wanted: string) => place.get(wanted) ?? (wanted < date(0) ? 0 : nights.length - 1)

  const week = calendar ? 7 : 1
  const page: [number, number] = calendar ? [0, 1] : [7, 0]
  const steps = new Map<string, [number, number]>([
    ["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [-week, 0]], ["ArrowDown", [week, 0]],
    ["PageUp", [-page[0], -page[1]]], ["PageDown", page],
  ])

  let here = 0
  const stopAt = (i: number) => {
    nights[here].tabIndex = -1
    here = i
    nights[here].tabIndex = 0
  }
  const target = (key: string): number | undefined => {
    if (key === "Home") return 0
    if (key === "End") return nights.length - 1
    const step = steps.get(key)
    return step && at(away(date(here), ...step))
  }
  for (const night of nights) night.tabIndex = -1
  stopAt(place.get(location.hash.slice(2)) ?? nights.length - 1) // #n2026-11-03

  picture.addEventListener("focusin", e => {
    const i = nights.indexOf(e.target as HTMLAnchorElement)
    if (i >= 0) stopAt(i)
  })
  picture.addEventListener("keydown", e => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || nights.indexOf(e.target as HTMLAnchorElement) < 0) return
    const to = target(e.key)
    if (to === undefined) return
    e.preventDefault()
    nights[to].focus()
  })
}

const picture = document.querySelector<HTMLElement>("[data-nights]")
const nights = Array.from(picture?.querySelectorAll<HTMLAnchorElement>("[aria-label][href^='/nights/']") ?? [])
if (picture && nights.length) {
  walk(picture, nights)
  const keys = document.getElementById("chart-keys")
  if (keys) keys.hidden = false
}
