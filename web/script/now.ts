// The first page, half asleep: one tap writes an entry, here and at once; then
// come relief and details. It works the same whether the server answers or not.
import { act, book, find, keeps, load, own, recover, refused, running, where } from "./part/book"
import { body, due, type Entry, type Fields, fresh } from "./part/entry"
import { hides } from "./part/hide"
import { choose, dim, dress, follow } from "./part/look"
import { clock, date, moment, newID, zone } from "./part/moment"
import { type Disc, doubt, fetchPack, pack, setDoubt, told as signTold, unpack, usable } from "./part/pack"
import { Sender } from "./part/sending"
import * as spell from "./part/spell"
import { all, copy, count, part, say, show, write } from "./part/view"
import { register } from "./part/worker"

type View = { name: "now" } | { name: "running" | "eased"; id: string }

const main = document.querySelector("main")!
const now = main.querySelector<HTMLElement>("[data-view=now]")!
const place = main.querySelector<HTMLElement>("[data-view=spell]")!
let view: View = { name: "now" }

// For a moment after the page has changed under the finger, taps do nothing: the
// second one of a double tap must not end what the first one began.
const calm = 450
let quiet = 0

const sender = new Sender(() => void refresh())

async function refresh(): Promise<void> {
  await load().catch(() => {})
  draw()
  if (doubt && signTold() && sender.reach === "ok") void meet() // the server knows what to say of it now
}

// go shows a view; the phone's own way back leads to the one before.
function go(to: View, remember = true): void {
  const changed = to.name !== view.name
  view = to
  if (remember && changed) history.pushState(to, "")
  if (changed) quiet = performance.now() + calm
  enter()
  if (changed) {
    scrollTo(0, 0)
    stayOn(view.name === "running")
  }
  draw()
}

// While a spell runs the screen stays on for a few minutes, so that hands that
// hold a foot need not wake it to read the next step.
const stay = 180e3
let lit: Promise<WakeLockSentinel> | undefined
let litTimer = 0

function stayOn(on: boolean): void {
  clearTimeout(litTimer)
  if (on) {
    lit ??= navigator.wakeLock?.request("screen")
    lit?.catch(() => (lit = undefined)) // the battery is low, or the page is not looked at
    litTimer = setTimeout(() => stayOn(false), stay)
  } else {
    void lit?.then((lock) => lock.release()).catch(() => {})
    lit = undefined
  }
}

function enter(): void {
  const id = view.name === "now" ? "" : view.id
  show(now, view.name === "now")
  show(place, view.name !== "now")
  main.className = "page-" + view.name
  if (view.name === "running") spell.begin(place)
  else if (view.name === "eased") spell.beginEased(place, id)
  else place.replaceChildren()
  const title = view.name === "now" ? now : place
  write(document.querySelector("title"), say("layout.title", title.querySelector("h1")?.textContent || say("now.title")))
}

let told: boolean | undefined // to the worker: that something runs

function draw(): void {
  document.documentElement.classList.remove("runs")
  const runs = running().length > 0
  if (told !== runs) void choose({ runs: (told = runs) })
  if (view.name === "running") {
    const e = book.get(view.id)
    if (!e || !running().includes(e)) return go({ name: "now" }, false)
    spell.draw(place, e)
  } else if (view.name === "now") drawNow()
  drawCount()
  drawToast()
}

function drawNow(): void {
  write(part(now, "clock"), clock(new Date()))
  if (pack) {
    drawWhose(part(now, "whose"), pack.whose ?? "", pack.disc)
    show(document.querySelector("footer [data-part=signout]"), !!pack.signed)
  }
  spell.drawFlag(part(now, "flag"))
  drawStill()
  drawTonight()
  drawRefused()
  show(part(now, "first"), !!pack?.first && !own().length)
  const waits = own().filter((e) => due(e) && !e.no)
  const loose = waits.filter((e) => where(e) === "screen").length
  let state = ""
  if (waits.length && sender.reach === "signin") state = say("now.signin")
  else if (loose) state = count("now.screen", loose)
  else if (waits.length) state = count("now.unsent", waits.length)
  else if (sender.reach === "away") state = keeps() ? say("now.away") : say("now.away.nothing")
  write(part(now, "state"), state)
  show(part(now, "signin"), sender.reach === "signin" && waits.length > 0)
}

// drawWhose says whose diary is written in, in words and at a glance.
function drawWhose(line: HTMLElement, whose: string, disc?: Disc): void {
  const mark = line.firstElementChild
  write(part(line, "name"), whose)
  write(mark, disc?.letter ?? "")
  if (mark) mark.className = "disc disc-" + (disc?.kind ?? 0)
  show(line, !!whose)
}

// drawCount says on every view how much the server does not know yet.
function drawCount(): void {
  const n = own().filter(due).length
  for (const a of all(document, "[data-count]")) {
    write(a, n ? String(n) : "")
    show(a, n > 0)
  }
}

// drawTonight says what a test has drawn for tonight. While a warning sign stands, or
// one was told here, it waits.
function drawTonight(): void {
  const at = Date.now()
  const drawn = usable() && !pack?.flag && !doubt ? pack?.tonight?.find((n) => Date.parse(n.from) <= at && at < Date.parse(n.until)) : undefined
  const line = part(now, "tonight")
  write(part(line, "says"), drawn?.says ?? "")
  write(part(line, "which"), drawn?.which ?? "")
  show(line, !!drawn)
}

// drawStill offers what runs.
function drawStill(): void {
  const still = part(now, "still")
  const runs = running()
  const want = runs.map((e) => e.id).join()
  if (still.dataset.ids !== want) {
    still.dataset.ids = want
    still.replaceChildren(
      ...runs.map((e) => {
        const b = body(e)
        const line = copy("still")
        const button = line.querySelector<HTMLElement>("[data-do]")!
        button.dataset.id = e.id
        write(button.firstElementChild, say("now.running", say("what." + b.what), spell.wallClock(b)))
        return line
      }),
    )
  }
  show(still, runs.length > 0)
}

// drawRefused lists what the server does not take, with what it says.
function drawRefused(): void {
  const section = part(now, "refused")
  const wrong = refused()
  show(section, wrong.length > 0)
  const want = wrong.map((e) => e.id + e.no?.detail).join()
  if (section.dataset.ids === want) return
  section.dataset.ids = want
  write(part(section, "heading"), count("refused.heading", wrong.length))
  part(section, "list").replaceChildren(
    ...wrong.map((e) => {
      const b = body(e)
      const item = copy("refused")
      const start = typeof b.start === "string" ? b.start : ""
      item.querySelector<HTMLElement>("[data-id]")!.dataset.id = e.id
      write(part(item, "name"), [say("what." + b.what) || say("refused.answers"), start && when(new Date(start))].filter(Boolean).join(", "))
      write(part(item, "says"), say("refused.says", e.no!.detail))
      const time = item.querySelector<HTMLInputElement>("input")!
      time.value = start.slice(0, 16)
      show(time.closest("label"), !!start)
      write(part(item, "text"), JSON.stringify(b, null, 1))
      const open = item.querySelector<HTMLAnchorElement>("a")!
      open.href = "/entries/" + e.id
      show(open, e.rev > 0)
      return item
    }),
  )
}

const when = (t: Date): string => t.toLocaleString(document.documentElement.lang, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })

// A toast says for ten seconds what a tap did, and takes it back.
let toast: { text: (id: string) => string; id: string; undo: string; back: () => void } | undefined
let toastTimer = 0

function tell(key: string, id: string, undo: string, back: () => void): void {
  const said = (id: string) => {
    const e = find(id)
    return say(key, e ? say("toast." + where(e)) : "")
  }
  toast = { text: said, id, undo: say(undo), back }
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    toast = undefined
    drawToast()
  }, 10e3)
  drawToast()
}

function drawToast(): void {
  for (const t of all(main, "[data-part=toast]")) {
    show(t, !!toast)
    if (!toast) continue
    write(part(t, "text"), toast.text(toast.id))
    const button = t.querySelector("button")
    write(button, toast.undo)
  }
}

// set is one thing that the person did to an entry.
function set(id: string, patch: Fields, more: Partial<Entry> = {}): void {
  const at = moment(new Date())
  void act(id, (e) => e && { ...e, ...more, patch: { ...e.patch, ...patch }, at }).then(sent)
  draw()
}

function sent(): void {
  draw()
  void sender.go()
}

// tap writes a new spell that began at a time.
function tap(what: string, at: Date): void {
  const id = newID()
  const begun = fresh(id, { kind: "episode", what, start: moment(at), zone: zone() ?? null, open: true }, moment(at))
  if (!begun.patch.zone) delete begun.patch.zone
  void act(id, (e) => e ?? begun).then(sent)
  toast = undefined
  buzz(60)
  go({ name: "running", id })
}

// buzz answers a finger; browsers allow it once the page was touched.
const buzz = (ms: number): unknown => navigator.userActivation?.hasBeenActive && navigator.vibrate?.(ms)

const spent = (e: Entry): number => Math.min(1440, Math.max(0, Math.round((Date.now() - Date.parse(body(e).start as string)) / 6000) / 10))

// What the buttons of the page do, by their names in it.
const does: Record<string, (id: string, button: HTMLElement) => void> = {
  open: (id) => go({ name: "running", id }),
  eased(id) {
    const e = find(id)
    if (!e) return
    set(id, { open: null, minutes: spent(e) })
    const back = () => {
      set(id, { open: true, minutes: null })
      go({ name: "running", id })
    }
    buzz(30)
    if (pack?.flag || doubt || (e.signs && e.signs !== "none") || spell.list(body(e).eased_by).length) go({ name: "now" })
    else go({ name: "eased", id })
    tell("toast.eased", id, "toast.undo", back)
  },
  not_easing(id) {
    set(id, { not_easing: true })
    const help = part(place, "signs")
    help.scrollIntoView()
    help.focus()
  },
  morning(id) {
    set(id, { open: null })
    go({ name: "now" })
    tell("toast.morning", id, "toast.undo", () => {
      set(id, { open: true })
      go({ name: "running", id })
    })
  },
  undo(id) {
    set(id, {}, { gone: true })
    go({ name: "now" })
    tell("toast.removed", id, "notice.bring", () => {
      set(id, {}, { gone: false })
      go({ name: "running", id })
    })
  },
  by(id, button) {
    const word = button.dataset.by!
    const e = find(id)
    const before = e ? spell.list(body(e).eased_by) : []
    easedBy(id, word === "nothing" ? [word] : [...new Set([...before.filter((w) => w !== "nothing"), word])])
  },
  done(id) {
    easedBy(id, (all(place, "input[name=by]:checked") as HTMLInputElement[]).map((box) => box.value))
  },
  skip(id) {
    go({ name: "now" })
    tell("toast.rest", id, "toast.undo", () => go({ name: "eased", id }, false))
  },
  back() {
    const back = toast?.back
    toast = undefined
    back?.()
    drawToast()
  },
  again(id, button) {
    const item = button.closest<HTMLElement>("[data-id]")!
    const time = item.querySelector("input")!
    const e = find(id)
    const start = (e && (body(e).start as string)) || ""
    const moved = time.value && time.value !== start.slice(0, 16)
    set(id, moved ? { start: moment(new Date(time.value)), night: null } : {}, { no: undefined })
  },
  copy(_, button) {
    const text = part(button.closest("[data-id]")!, "text").textContent ?? ""
    void navigator.clipboard?.writeText(text).then(() => write(button, say("refused.copied")))
  },
  remove(id) {
    const no = find(id)?.no
    set(id, {}, { gone: true, no: undefined })
    tell("toast.removed", id, "notice.bring", () => set(id, {}, { gone: false, no }))
  },
}

function easedBy(id: string, words: string[]): void {
  set(id, { eased_by: words.length ? words : null })
  go({ name: "now" })
  tell("toast.rest", id, "toast.undo", () => {
    set(id, { eased_by: null })
    go({ name: "eased", id })
  })
}

// sayEasing keeps the warning signs of a spell that does not ease.
function sayEasing(form: HTMLFormElement, button: string): void {
  if (view.name !== "running") return
  const e = find(view.id)
  if (!e) return
  const { answers, signs } = spell.answered(form, button, body(e).what as string)
  const at = new Date()
  const fact = fresh(newID(), { kind: "fact", about: "answers", answers, night: date(at), zone: zone() ?? null }, moment(at))
  if (!fact.patch.zone) delete fact.patch.zone
  if (signs !== "none" && Object.keys(answers).length) void setDoubt({ fact: fact.id, signs })
  const kept = Object.keys(answers).length ? act(fact.id, (e) => e ?? fact) : undefined
  void kept?.then(async () => {
    await sender.go()
    await meet() // the answers may have raised a warning
  })
  set(view.id, {}, { signs })
  scrollTo(0, 0)
}

// detail keeps where and how bad it is, as soon as it is tapped.
function detail(input: HTMLInputElement): void {
  if (view.name !== "running" || !input.name.startsWith("e.")) return
  const e = find(view.id)
  const field = input.name.slice(2)
  let value: unknown = field === "intensity" ? Number(input.value) : input.value
  if (input.value === "") value = null
  if (input.type === "checkbox") {
    const boxes = all(place, `input[name="${input.name}"]`) as HTMLInputElement[]
    const offered = boxes.map((box) => box.value)
    const others = spell.list(e && body(e)[field]).filter((w) => !offered.includes(w))
    const words = [...boxes.filter((box) => box.checked).map((box) => box.value), ...others]
    value = words.length ? words : null
  }
  set(view.id, { [field]: value })
}

// Touching down says when; lifting the finger, or a key, says that it was meant.
let down: { target: HTMLElement; at: Date; x: number; y: number } | undefined
const slip = 24 // how many pixels a finger may slip
let lifted = false // the finger's tap is dealt with, and the click that follows is no second one

function target(e: Event): HTMLElement | undefined {
  return (e.target as Element | null)?.closest<HTMLElement>("button.target[name=what]") ?? undefined
}

function listen(): void {
  addEventListener("pointerdown", (e) => {
    lifted = false
    const on = target(e)
    down = on && e.button === 0 ? { target: on, at: new Date(), x: e.clientX, y: e.clientY } : undefined
  })
  addEventListener("pointercancel", () => (down = undefined)) // it was a scroll
  addEventListener("pointerup", (e) => {
    const on = target(e)
    const from = down
    down = undefined
    lifted = performance.now() < quiet
    if (!on || on !== from?.target || lifted) return
    lifted = true
    if (Math.hypot(e.clientX - from.x, e.clientY - from.y) <= slip) tap(on.getAttribute("value")!, from.at)
  })
  addEventListener("contextmenu", (e) => target(e) && e.preventDefault())
  main.addEventListener("click", clicked, { capture: true })
  main.addEventListener("submit", (e) => {
    const form = e.target as HTMLFormElement
    if (place.contains(form) || form.querySelector(".target")) e.preventDefault()
  })
  main.addEventListener("change", (e) => detail(e.target as HTMLInputElement))
  document.querySelector("body > nav a[href='/']")?.addEventListener("click", (e) => {
    e.preventDefault()
    if (view.name !== "now") go({ name: "now" })
  })
  addEventListener("popstate", (e) => {
    const to = (e.state as View | null) ?? { name: "now" }
    go(to.name === "now" || find(to.id) ? to : { name: "now" }, false)
  })
}

function clicked(e: MouseEvent): void {
  if (performance.now() < quiet || (lifted && e.detail > 0)) {
    lifted = false
    e.preventDefault()
    e.stopPropagation()
    return
  }
  const on = target(e)
  if (on) {
    e.preventDefault()
    return tap(on.getAttribute("value")!, new Date())
  }
  const button = (e.target as Element).closest<HTMLElement>("[data-do], [data-sign]")
  if (!button) return
  e.preventDefault()
  if (button.dataset.sign) return sayEasing(button.closest("form")!, button.dataset.sign)
  const id = button.closest<HTMLElement>("[data-id]")?.dataset.id ?? (view.name === "now" ? "" : view.id)
  does[button.dataset.do!]?.(id, button)
}

async function start(): Promise<void> {
  if (location.protocol === "file:") return // somebody looks at a preview
  dress()
  hides()
  listen()
  dim()
  if (keeps()) {
    await Promise.all([load(), unpack()]).catch(() => {})
    await recover().catch(() => {})
  }
  const latest = running()[0]
  history.replaceState({ name: "now" }, "")
  if (view.name === "now" && latest) go({ name: "running", id: latest.id })
  else draw()
  setInterval(draw, 1000)
  void follow()
  void register()
  sender.start()
  await meet()
  document.addEventListener("visibilitychange", () => void meet())
  addEventListener("online", () => void meet())
}

// meet asks the server what it knows of this night.
async function meet(): Promise<void> {
  if (document.visibilityState !== "visible") return
  const reach = await fetchPack(8e3)
  if (reach !== "ok" && sender.reach === "ok") sender.reach = reach
  else if (reach === "ok" && sender.reach === "away") sender.reach = "ok" // that somebody must sign in, sending finds out
  draw()
}

void start()
