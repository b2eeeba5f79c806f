// What the server made ready for this person's nights: what to do about a spell,
// as far as it is safe for them, and whether a warning sign stands.
import { ask, type Row, swap } from "./base"
import { book, change, keeps } from "./book"
import { due, type Entry, type Fields, fresh, known, runs } from "./entry"
import { seal, unseal } from "./seal"

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

export interface Pack {
  at: number // when it was fetched, by this device's clock
  flag?: { headline: string; worse?: string[] }
  call?: Dial
  none: Fields // what "no" means to each warning sign, where that is known
  ways: Way[]
  for: Record<string, Record<string, Ways>> // by kind of spell and place; "" where none was said
  running: Fields[]
  first: boolean
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

// unpack reads the pack that is kept here.
export async function unpack(): Promise<void> {
  if (!keeps()) return
  const row = await ask<Row | undefined>("things", (s) => s.get(name))
  if (row) pack = await unseal<Pack>(row)
}

// fetchPack asks the server for a new one. It says who may not have it: nobody is
// signed in, or it cannot be reached.
export async function fetchPack(limit: number): Promise<"ok" | "away" | "signin"> {
  let got: Pack
  try {
    const answer = await fetch("/now/pack", { cache: "no-store", redirect: "error", signal: AbortSignal.timeout(limit) })
    if (answer.status === 401 || answer.status === 403) return "signin"
    if (!answer.ok) return "away"
    got = (await answer.json()) as Pack
    if (!Array.isArray(got.ways)) return "away"
  } catch {
    return "away"
  }
  pack = { ...got, at: Date.now() }
  try {
    await put(pack)
  } catch {
    // It is of use now, and fetched again the next time.
  }
  await meet(pack.running)
  return "ok"
}

async function put(p: Pack): Promise<void> {
  if (!keeps()) return
  for (;;) {
    const row = await ask<Row | undefined>("things", (s) => s.get(name))
    const turn = row?.turn ?? 0
    if (await swap("things", name, turn, await seal(name, p, turn + 1))) return
  }
}

// meet takes in which episodes run as the server knows them: begun elsewhere, or
// ended there. What was done here and is not sent yet stands above it.
async function meet(told: Fields[]): Promise<void> {
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
  for (const e of [...book.values()]) {
    if (ids.has(e.id) || !e.rev || due(e)) continue
    await change(e.id, (now) => (now && due(now) ? now : undefined))
  }
}
