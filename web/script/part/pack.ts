// What the server made ready for this person's nights: what to do about a spell,
// as far as it is safe for them, and whether a warning sign stands.
import { ask, type Row, swap } from "./base"
import { book, change, keeps, own } from "./book"
import { due, type Entry, type Fields, fresh, known, runs } from "./entry"
import { seal, unseal } from "./seal"
import { mine, setWhose, whose } from "./whose"

export interface Way {
  name: string
  part?: string // "For the calf."
  drawing?: string
  alt?: string
  steps: string[]
  gentle?: boolean
  because?: string
  check?: string
  care?: string[]
}

// Ways are places in the list of all ways, and the words for what was tried.
interface Ways {
  ways: number[]
  words: string[]
}

export interface Dial {
  name: string
  number: string
  link: string
}

// A Disc is a person at a glance: which of the looks in the stylesheet, and a letter.
export interface Disc {
  kind: number
  letter: string
}

export interface Pack {
  at: number // when it was fetched, by this device's clock
  person?: string // whose it is
  whose?: string // the same in words, where several people could be meant
  disc?: Disc // and at a glance
  flag?: { headline: string; worse?: string[] }
  call?: Dial
  none: Fields // what "no" means to each warning sign, where that is known
  ways: Way[]
  for: Record<string, Record<string, Ways>> // by kind of spell and place; "" where none was said
  running: Fields[]
  tonight?: { from: string; until: string; says: string; which: string }[] // what a test has drawn
  first: boolean
  signed?: boolean // they signed in by an account, and can sign out
}

// old is the age at which the steps of a pack are not shown any more, and aged the
// one from which each of them says for whom it is not: meanwhile a new medicine, or
// something told on another device, may have made them wrong.
const old = 14 * 24 * 3600e3
const aged = 24 * 3600e3

export let pack: Pack | undefined

export const usable = (): boolean => !!pack && Math.abs(Date.now() - pack.at) < old
export const careful = (): boolean => !pack || Math.abs(Date.now() - pack.at) > aged

const name = "pack"

// A Doubt is a warning sign that was told here, or not ruled out, and that no pack
// knows of yet. Until one does, there is nothing to do about any spell.
interface Doubt {
  fact: string // id of the entry that tells the server
  signs: Entry["signs"]
  whose?: string
}

const doubtName = "doubt"

export let doubt: Doubt | undefined

// told says that the server has what the doubt is about.
export function told(): boolean {
  const fact = doubt && book.get(doubt.fact)
  return !fact || !due(fact)
}

// setDoubt notes that a warning sign was told in an entry; undefined clears it.
export async function setDoubt(told?: Doubt): Promise<void> {
  doubt = told && { ...told, whose: whose || undefined }
  try {
    await keep(doubtName, doubt ?? {})
  } catch {
    // This page knows.
  }
}

// unpack reads the pack that is kept here, and whether a sign was told since.
export async function unpack(): Promise<void> {
  if (!keeps()) return
  const [row, doubted] = await Promise.all([name, doubtName].map((id) => ask<Row | undefined>("things", (s) => s.get(id))))
  if (doubted) {
    const kept = await unseal<Partial<Doubt>>(doubted)
    if (kept.fact && mine(kept.whose)) doubt = { fact: kept.fact, signs: kept.signs, whose: kept.whose }
  }
  const old = row && (await unseal<Pack>(row))
  if (old && mine(old.person)) pack = old // else it is of somebody who was let in here before
}

// fetchPack asks the server for a new one. It says who may not have it: nobody is
// signed in, or it cannot be reached.
export async function fetchPack(limit: number): Promise<"ok" | "away" | "signin"> {
  let got: Pack
  const before = doubt
  const knows = told() // a pack that was asked for earlier may not know of the sign
  const settled = new Set([...book.values()].filter((e) => e.rev && !due(e)).map((e) => e.id))
  try {
    const answer = await fetch("/now/pack", { cache: "no-store", redirect: "manual", signal: AbortSignal.timeout(limit) })
    if (answer.status === 403) location.replace("/people") // a clinician, who keeps no diary
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signin"
    if (!answer.ok) return "away"
    got = (await answer.json()) as Pack
    if (!Array.isArray(got.ways)) return "away"
  } catch {
    return "away"
  }
  await met(got.person ?? "")
  pack = { ...got, at: Date.now() }
  try {
    await keep(name, pack)
  } catch {
    // It is of use now, and fetched again the next time.
  }
  if (before && knows && doubt === before) await setDoubt()
  await meet(pack.running, settled)
  return "ok"
}

// met takes note of who is let in, and gives them what was written before anybody was known.
async function met(person: string): Promise<void> {
  if (person !== whose) {
    setWhose(person, keeps())
    if (doubt && !mine(doubt.whose)) doubt = undefined
  }
  for (const e of own()) if (!e.whose && person) await change(e.id, (now) => now && { ...now, whose: now.whose ?? person })
}

async function keep(id: string, thing: unknown): Promise<void> {
  if (!keeps()) return
  for (;;) {
    const row = await ask<Row | undefined>("things", (s) => s.get(id))
    const turn = row?.turn ?? 0
    if (await swap("things", id, turn, await seal(id, thing, turn + 1))) return
  }
}

// meet takes in which episodes run as the server knows them: begun elsewhere, or
// ended there. What was done here and is not sent yet stands above it, and so does
// what was sent only after the server was asked: settled are those it knew by then.
async function meet(told: Fields[], settled: Set<string>): Promise<void> {
  const ids = new Set<string>()
  for (const one of told) {
    const id = one.id as string
    ids.add(id)
    await change(id, (e) => {
      if (e && (due(e) || e.rev >= (one.rev as number))) return e
      const next: Entry = known(e ?? fresh(id, {}, new Date(0).toISOString()), one)
      return runs(next) ? next : e
    })
  }
  for (const e of own()) {
    if (ids.has(e.id) || !settled.has(e.id) || due(e)) continue
    await change(e.id, (now) => (now && due(now) ? now : undefined))
  }
}
