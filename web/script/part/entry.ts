// What this device knows of one entry of the diary, and what it still has to say.

import { whose } from "./whose"

export type Fields = Record<string, unknown>

// A Change is what the person did since the server last answered: fields that
// were set, null where one was cleared, and whether the entry was taken back.
export interface Change {
  patch: Fields
  gone: boolean
  at: string // when, by this device's clock
}

// A Refusal is why the server does not take an entry.
export interface Refusal {
  status: number
  detail: string
}

export interface Entry extends Change {
  id: string
  whose?: string // the person whose diary it belongs to; none where nobody was known
  rev: number // that the server last answered with; 0 while it never did
  base: Fields // what the entry held then
  was: boolean // whether it was taken back then
  sent?: Change // on its way, and not known whether it arrived
  no?: Refusal
  signs?: "some" | "none" | "unknown" // what was said when it did not ease
}

// fresh is an entry that begins here.
export const fresh = (id: string, patch: Fields, at: string): Entry => ({ id, whose: whose || undefined, rev: 0, base: {}, was: false, patch, gone: false, at })

// body is an entry as the person sees it.
export function body(e: Entry, change: Change = e): Fields {
  const out: Fields = { ...e.base, ...change.patch }
  for (const key in out) if (out[key] == null) delete out[key]
  return out
}

// due says that the server does not know all of it yet.
export const due = (e: Entry): boolean => !!e.sent || e.gone !== e.was || Object.keys(e.patch).length > 0

const written = ["id", "rev", "device", "client_time", "received_time", "deleted", "skew_seconds", "lost", "parent", "sent_time", "$schema"]

// known is an entry after the server told what it holds of it.
export function known(e: Entry, told: Fields): Entry {
  const base: Fields = { ...told }
  for (const key of written) delete base[key]
  return { ...e, rev: told.rev as number, base, was: told.deleted === true }
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

// settled is an entry after the server took a change: what was done since then
// stays to be sent, and nothing else.
export function settled(e: Entry, sent: Change, told: Fields): Entry {
  const next = known(e, told)
  next.patch = { ...e.patch }
  for (const key in next.patch) {
    const heard = key in sent.patch && same(next.patch[key], sent.patch[key])
    if (heard || same(next.patch[key], next.base[key])) delete next.patch[key]
  }
  delete next.sent
  delete next.no
  return next
}

const longest = 12 * 3600e3

// runs says that an entry is an episode that was begun and has not ended.
export function runs(e: Entry, now = Date.now()): boolean {
  const b = body(e)
  const age = now - Date.parse(b.start as string)
  return b.kind === "episode" && b.open === true && !e.gone && age < longest
}
