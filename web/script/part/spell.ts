// The pages of a spell: what helps while it runs, and what eased it.
import { find, where } from "./book"
import { body, type Entry, type Fields } from "./entry"
import { clock, elapsed } from "./moment"
import { careful, doubt, pack, usable, type Way } from "./pack"
import { all, copy, make, part, say, show, write } from "./view"

export const wallClock = (b: Fields): string => (b.start as string).slice(11, 16) || clock(new Date())
export const list = (v: unknown): string[] => (Array.isArray(v) ? (v as string[]) : [])

// begin puts the page of a running spell into its place.
export function begin(place: HTMLElement): void {
  place.replaceChildren(copy("view-running"))
  drawn = ""
}

let drawn = "" // which ways stand on the page

// draw shows what is known of a running spell.
export function draw(place: HTMLElement, e: Entry): void {
  const b = body(e)
  const what = b.what as string
  const passed = Date.now() - Date.parse(b.start as string)
  const named = say("what." + what)
  write(part(place, "title"), say("running.title", named, wallClock(b)))
  write(part(place, "timer"), elapsed(passed))
  part(place, "timer").className = "timer " + what
  write(part(place, "since"), say("running.since", named, wallClock(b)))
  write(part(place, "where"), say("kept." + where(e)))

  const late = what === "cramp" && passed > Number(part(place, "signs").dataset.late) * 60e3
  const hard = b.not_easing === true || late
  show(part(place, "signs"), hard && !e.signs)
  write(part(place, "lead"), say("easing.lead." + what))
  write(part(place, "after"), say("easing.after." + what))
  const sign = doubt?.signs === "some" ? "some" : doubt && e.signs !== "some" ? "unknown" : e.signs
  for (const said of ["some", "unknown"]) {
    show(part(place, said), sign === said && !pack?.flag)
    drawCall(part(place, said))
  }
  for (const line of all(place, "[data-for]")) show(line, line.dataset.for === what)
  show(part(place, "denied"), e.signs === "none")
  show(place.querySelector(".not-easing"), b.not_easing !== true)
  drawFlag(part(place, "flag"))
  drawWays(place, what, list(b.places), !pack?.flag && !doubt && (!hard || e.signs === "none"))
  for (const input of all(place, "input[name^='e.']") as HTMLInputElement[]) input.checked = chosen(b, input)
}

// chosen says whether an answer is the one that was given.
function chosen(b: Fields, input: HTMLInputElement): boolean {
  const said = b[input.name.slice(2)]
  return Array.isArray(said) ? said.includes(input.value) : String(said ?? "") === input.value
}

// drawFlag shows that a warning sign stands, or was told here, and whom to call.
export function drawFlag(card: HTMLElement): void {
  const flag = pack?.flag ?? (doubt && { headline: say("now.doubt"), worse: [] as string[] })
  show(card, !!flag)
  if (!flag) return
  write(part(card, "headline"), flag.headline)
  const worse = part(card, "worse")
  show(worse, !!flag.worse?.length)
  const lines = worse.querySelector("ul")!
  if (lines.childElementCount !== (flag.worse?.length ?? 0)) lines.replaceChildren(...(flag.worse ?? []).map((w) => make("li", w)))
  drawCall(card)
}

// drawCall shows the number to call, where it is known.
export function drawCall(card: ParentNode): void {
  const link = card.querySelector<HTMLAnchorElement>("[data-part=call]")
  show(link, !!pack?.call?.link)
  if (link && pack?.call) {
    link.href = pack.call.link
    write(link.firstElementChild ?? link, say("alarm.call", pack.call.number))
  }
}

function drawWays(place: HTMLElement, what: string, places: string[], safe: boolean): void {
  const kinds = safe && usable() ? pack!.for[what] : undefined
  const found = new Set<number>(), words = new Set<string>()
  for (const p of places.length ? places : [""]) {
    for (const w of kinds?.[p]?.ways ?? []) found.add(w)
    for (const w of kinds?.[p]?.words ?? []) words.add(w)
  }
  show(part(place, "calm"), safe && !found.size && what !== "other")
  const now = [what, [...found], [...words], pack?.at].join()
  if (now === drawn) return
  drawn = now
  const ways = [...found].map((i) => pack!.ways[i])
  const first = part(place, "way"), more = part(place, "ways")
  first.className = "card relief " + what
  show(first, ways.length > 0)
  first.replaceChildren(...(ways.length ? [make("h2", ways[0].name), ...drawWay(ways[0]), ...forPart(ways[0])] : []))
  more.className = "card list ways " + what
  show(more, ways.length > 1)
  more.lastElementChild!.replaceChildren(
    ...ways.slice(1).map((w) => {
      const article = make("article", "", "stack tight")
      article.append(make("h3", w.name), ...drawWay(w))
      return article
    }),
  )
  show(part(place, "tried"), words.size > 0)
  for (const input of all(part(place, "tried"), "input") as HTMLInputElement[]) show(input.closest(".chip"), words.has(input.value) || input.checked)
}

// drawWay is one thing to do: the same as the server's pages show.
function drawWay(w: Way): HTMLElement[] {
  const out: HTMLElement[] = []
  if (w.drawing) {
    const drawing = make("div", "", "drawing")
    drawing.append(copy("drawing-" + w.drawing))
    out.push(drawing)
    if (w.alt) out.push(make("p", w.alt, "unseen"))
  }
  if (w.gentle) out.push(...w.steps.map((s) => make("p", s)))
  else {
    const steps = make("ol")
    steps.append(...w.steps.map((s) => make("li", s)))
    out.push(steps)
  }
  if (w.because) out.push(make("p", w.because, "hint because"))
  for (const c of w.care ?? []) out.push(make("p", c, "care"))
  if (w.check) {
    const check = document.createElement("details")
    check.className = "check"
    check.open = !!w.care?.length || careful()
    check.append(make("summary", say("ways.not")), make("p", w.check, "hint"))
    out.push(check)
  }
  return out
}

function forPart(w: Way): HTMLElement[] {
  if (!w.part) return []
  const line = make("p", w.part + " ", "hint for")
  const link = make("a", say("ways.part")) as HTMLAnchorElement
  link.href = "#part"
  line.append(link)
  return [line]
}

// answered is what the ticks and the button of the warning signs say. What "no"
// means to a sign that is no plain yes or no is known from the server alone; where
// it is not known, it is not said.
export function answered(form: HTMLFormElement, button: string, what: string): { answers: Fields; signs: Entry["signs"] } {
  const answers: Fields = {}
  let some = false
  for (const box of all(form, "[name=tick]") as HTMLInputElement[]) {
    const word = box.dataset.yes
    const no = word ? pack?.none[box.value] : false
    if (box.checked) answers[box.value] = word || true
    else if (button === "dont_know") answers[box.value] = "dont_know"
    else if (no !== undefined) answers[box.value] = no
    some ||= box.checked
  }
  if (some && what === "cramp") answers.pain = "severe" // a cramp that does not let go hurts: rules ask for it
  return { answers, signs: some ? "some" : button === "dont_know" ? "unknown" : "none" }
}

// beginEased puts the page that asks what eased it into its place: what was tried first.
export function beginEased(place: HTMLElement, id: string): void {
  place.replaceChildren(copy("view-eased"))
  const e = find(id)
  const b = e ? body(e) : {}
  const tried = list(b.tried), by = list(b.eased_by)
  const row = place.querySelector(".easers")!
  for (const button of all(row, "button").reverse()) {
    if (tried.includes(button.dataset.by!)) row.prepend(button)
    button.classList.toggle("primary", by.includes(button.dataset.by!))
  }
  for (const box of all(place, "input[name=by]") as HTMLInputElement[]) box.checked = by.includes(box.value)
}
