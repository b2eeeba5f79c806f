// The entries of this device: those that wait for the server, and those that run.
import { ask, type Row, swap, within } from "./base"
import { body, due, type Entry, runs } from "./entry"
import { newID } from "./moment"
import { seal, unseal } from "./seal"
import { mine, setWhose, whose } from "./whose"

// book is what this page knows, also while the database does not answer.
export const book = new Map<string, Entry>()

// pending are entries whose last change is not in the database yet, and loose
// those that it could not take.
const pending = new Map<string, number>()
const loose = new Set<string>()

const keepName = "charley.keep"
const mirrorName = "charley.tap."

// A worker has no such storage; what it finds in the database was meant to be kept.
const shelf: Storage | undefined = (() => {
  try {
    return globalThis.localStorage
  } catch {
    return undefined
  }
})()

// able says that this browser can keep something safely: not without HTTPS.
export const able = (): boolean => !!globalThis.isSecureContext && !!globalThis.crypto?.subtle && !!globalThis.indexedDB

// past are entries as they were when they were dropped, so that a tap on what is
// still on the screen finds them.
const past = new Map<string, Entry>()

// keeps says that things may be kept here: the person can switch it off.
export const keeps = (): boolean => able() && shelf?.getItem(keepName) !== "no"

const news = globalThis.BroadcastChannel ? new BroadcastChannel("charley") : undefined

// onNews calls back when another page or the worker changed something.
export function onNews(fn: () => void): void {
  if (news) news.onmessage = fn
}

// where says how safe an entry is: only on the screen, on this device, or on the server.
export function where(e: Entry): "screen" | "phone" | "server" {
  if (!due(e)) return "server"
  return pending.has(e.id) || loose.has(e.id) || !keeps() ? "screen" : "phone"
}

const level = (e: Entry): number => (e.no ? 2 : due(e) ? 1 : 0)

// waiting are the ids of what is to be sent, in the order in which it was written.
export async function waiting(): Promise<string[]> {
  const out = new Set<string>()
  const kept = keeps() ? await rows().catch(() => undefined) : undefined
  for (const row of kept ?? []) if (row.due === 1) out.add(row.id)
  // Where the database does not answer, what this page knows can be sent all the same.
  for (const e of book.values()) if ((loose.has(e.id) || !kept) && level(e) === 1) out.add(e.id)
  return [...out].sort()
}

// unsent is how many entries the server does not know yet, refused ones included,
// and those that only the shelf could take. It fails where that cannot be told.
export async function unsent(): Promise<number> {
  const out = new Set([...book.values()].filter(due).map((e) => e.id))
  if (keeps()) for (const row of await rows()) if (row.due) out.add(row.id)
  for (const name of shelved()) out.add(name.slice(mirrorName.length))
  return out.size
}

// shelved are the names of what a page left on the shelf.
const shelved = (): string[] => (shelf ? Array.from({ length: shelf.length }, (_, i) => shelf.key(i) ?? "").filter((name) => name.startsWith(mirrorName)) : [])

const rows = (): Promise<Row[]> => ask("entries", (s) => s.getAll())

// load reads what is kept here.
export async function load(): Promise<void> {
  if (!keeps()) return
  const here = new Set<string>()
  for (const row of await rows()) {
    here.add(row.id)
    try {
      const e = await unseal<Entry>(row)
      if (!pending.has(e.id) && !loose.has(e.id)) book.set(e.id, e)
    } catch {
      // Sealed with a key that is gone; it can never be read again.
    }
  }
  for (const id of book.keys()) if (!here.has(id) && !pending.has(id) && !loose.has(id)) book.delete(id)
}

type Step = (e: Entry | undefined) => Entry | undefined

// change applies a step to an entry where it is kept. A step may be applied again
// if another page changed the entry meanwhile; undefined drops it. What has no
// more to say is dropped too, unless it runs.
export async function change(id: string, step: Step): Promise<Entry | undefined> {
  if (keeps()) {
    try {
      for (;;) {
        const row = await ask<Row | undefined>("entries", (s) => s.get(id))
        const here = loose.has(id) ? book.get(id) : row && (await unseal<Entry>(row))
        const after = tried(id, here, step)
        const turn = row?.turn ?? 0
        if (after === here && !loose.has(id)) return note(id, after)
        if (await swap("entries", id, turn, after && (await seal(id, after, turn + 1, level(after))))) {
          loose.delete(id)
          news?.postMessage(0)
          return note(id, after)
        }
      }
    } catch {
      loose.add(id) // the page keeps it, and tries again with the next change
    }
  }
  return note(id, tried(id, book.get(id), step))
}

// tried is what a step makes of an entry; undefined where it is to be dropped.
function tried(id: string, here: Entry | undefined, step: Step): Entry | undefined {
  const before = here ?? past.get(id)
  const after = step(before)
  if (after && (due(after) || runs(after))) return after
  const last = after ?? before
  if (last) past.set(id, last)
  return undefined
}

function note(id: string, e: Entry | undefined): Entry | undefined {
  if (pending.has(id)) return e // a later tap of the person is on the screen already
  if (!e || !due(e)) unmirror(id) // the server has it: it must not come back from the shelf
  if (e) book.set(id, e)
  else {
    book.delete(id)
    loose.delete(id)
  }
  return e
}

// find is an entry that is or was here.
export const find = (id: string): Entry | undefined => book.get(id) ?? past.get(id)

let line: Promise<unknown> = Promise.resolve()

// act does at once what the person did, and keeps it: on the shelf, which answers
// before the finger is up again, then in the database, which is safe. It ends
// once it is as safe as it gets here.
export function act(id: string, step: Step): Promise<void> {
  const after = step(find(id))
  if (after) book.set(id, after)
  pending.set(id, (pending.get(id) ?? 0) + 1)
  if (after) mirror(after)
  const mine = line.then(async () => {
    const kept = await change(id, step)
    const left = (pending.get(id) ?? 1) - 1
    if (left) return void pending.set(id, left)
    pending.delete(id)
    note(id, kept)
    if (!loose.has(id)) unmirror(id)
  })
  line = mine.catch(() => {})
  return mine
}

function mirror(e: Entry): void {
  if (!keeps()) return
  try {
    shelf?.setItem(mirrorName + e.id, JSON.stringify(e))
  } catch {
    // The shelf is full; the database has room of its own.
  }
}

function unmirror(id: string): void {
  try {
    shelf?.removeItem(mirrorName + id)
  } catch {
    // Nothing to be done; it is taken in again at the next start, once.
  }
}

// recover takes in what a crash left on the shelf. It is the same entry under the
// same id, so nothing comes twice.
export async function recover(): Promise<void> {
  if (!shelf || !keeps()) return
  for (const name of shelved()) {
    try {
      const left = JSON.parse(shelf.getItem(name) ?? "") as Entry
      await change(left.id, (e) => {
        if (!e) return left
        if (Date.parse(left.at) <= Date.parse(e.at)) return e
        return { ...e, patch: { ...e.patch, ...left.patch }, gone: left.gone, at: left.at, signs: left.signs }
      })
      if (!loose.has(left.id)) unmirror(left.id)
    } catch {
      unmirror(name.slice(mirrorName.length)) // half a text is no entry
    }
  }
}

// own are the entries of who is let in here. Those of somebody else, who was let in
// before, wait for them and are not shown.
export const own = (): Entry[] => [...book.values()].filter((e) => mine(e.whose))

// running are the episodes that have begun and not ended, the latest first.
export function running(): Entry[] {
  const begun = (e: Entry) => Date.parse(body(e).start as string)
  return own().filter((e) => runs(e)).sort((a, b) => begun(b) - begun(a))
}

// refused are the entries that the server did not take.
export const refused = (): Entry[] => own().filter((e) => e.no && due(e))

// keepNothing switches keeping on this device off or on again. What waits is
// never dropped by it: it can only be switched off when nothing does.
export function setKeeping(on: boolean): void {
  if (on) shelf?.removeItem(keepName)
  else shelf?.setItem(keepName, "no")
  setWhose(whose, on)
}

// device is what this phone or browser calls itself where the diary keeps who
// wrote what; it says nothing about it but that it is the same one again.
export async function device(): Promise<string> {
  if (!keeps()) return "phone"
  try {
    return await within("keys", "readwrite", (s) => {
      let name = "phone-" + newID().slice(-6)
      const r = s.get("device")
      r.onsuccess = () => (r.result ? (name = r.result) : s.put(name, "device"))
      return () => name
    })
  } catch {
    return "phone"
  }
}
