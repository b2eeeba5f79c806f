// Sending what waits to the server, in the order in which it was written. Ids
// are made here and the server takes the same one twice without harm, so a lost
// answer costs nothing but a second try.
import { change, device, waiting } from "./book"
import { body, type Change, due, type Entry, type Fields, known, settled } from "./entry"
import { moment } from "./moment"
import { mine } from "./whose"

// How a round of sending ended: all that can be sent is, the server is not
// reached or too busy, or it wants to know who this is.
export type Reach = "ok" | "away" | "signin"

const path = "/api/v1/entries/"

// flush sends everything that waits, with a limit of time for each request. Two
// pages take turns; where one hangs, the other goes on after a while.
export async function flush(limit: number): Promise<Reach> {
  const round = () => pass(limit)
  if (!navigator.locks) return round()
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), limit)
  try {
    return await navigator.locks.request("charley.send", { signal: patience.signal }, () => {
      clearTimeout(timer)
      return round()
    })
  } catch (e) {
    if (patience.signal.aborted) return round()
    throw e
  }
}

async function pass(limit: number): Promise<Reach> {
  let reach: Reach = "ok"
  for (const id of await waiting()) {
    let next: Next = "again"
    for (let rounds = 0; next === "again" && rounds < 8; rounds++) next = await one(id, limit)
    if (next === "away" || next === "signin") return next
    if (next === "denied") reach = "signin"
    else if (next === "fault") reach = "away"
  }
  return reach
}

// What one request led to: try the same entry again at once, go on to the next
// one (done, denied, fault), or leave off (away, signin).
type Next = "again" | "done" | "denied" | "fault" | "away" | "signin"

async function one(id: string, limit: number): Promise<Next> {
  const e = await change(id, begin)
  if (!e?.sent || e.no) return "done"
  const sent = e.sent
  let answer: Response, told: Fields
  try {
    answer = await request(e, sent, limit)
    told = (await answer.json()) as Fields
  } catch {
    return "away"
  }
  const problem = answer.headers.get("Content-Type")?.startsWith("application/problem+json")
  if (answer.ok && told.id === id && typeof told.rev === "number") {
    const left = await change(id, (now) => now && settled(now, sent, told))
    return left && due(left) ? "again" : "done"
  }
  switch (answer.status) {
    case 401:
      return "signin"
    case 403:
      return mine(e.whose) ? "denied" : "done" // it waits for whose it is
    case 404:
      if (!problem || !sent.gone) break
      await change(id, (now) => now && settled({ ...now, rev: 0 }, sent, { rev: now.rev, deleted: true }))
      return "done"
    case 409: {
      const current = told.current as Fields | undefined
      if (!current) break
      await change(id, (now) => now && again(known(now, current)))
      return "again"
    }
    case 408:
    case 429:
    case 503:
    case 507:
      return "away"
  }
  if (answer.status >= 500 || !problem) return "fault"
  if (answer.status === 422 && sent.patch.zone && wrong(told, "body.zone")) {
    await change(id, (now) => now && again({ ...now, patch: { ...now.patch, zone: null } }))
    return "again"
  }
  await change(id, (now) => now && { ...again(now), no: { status: answer.status, detail: String(told.detail ?? "") } })
  return "done"
}

// begin notes what is about to be sent. Whatever was on its way before, with no
// answer known, is sent again first, as it was: then it is known what the server
// holds, and what the person did since can be told apart from it.
function begin(e: Entry | undefined): Entry | undefined {
  if (!e || e.sent || e.no || !due(e)) return e
  if (e.gone && !e.rev) return undefined // it never left this device
  return { ...e, sent: { patch: { ...e.patch }, gone: e.gone, at: e.at } }
}

function again(e: Entry): Entry {
  const out = { ...e }
  delete out.sent
  return out
}

const wrong = (told: Fields, location: string): boolean =>
  Array.isArray(told.errors) && told.errors.some((x: Fields) => x.location === location)

async function request(e: Entry, sent: Change, limit: number): Promise<Response> {
  const common: RequestInit = { cache: "no-store", credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(limit) }
  // The diary is named, so that the server refuses what is not of who is signed in now.
  const of: HeadersInit = e.whose ? { "Charley-Person": e.whose } : {}
  if (sent.gone) return fetch(`${path}${e.id}?parent=${e.rev}`, { ...common, method: "DELETE", headers: of })
  const text = JSON.stringify({ ...body(e, sent), parent: e.rev || undefined, device: await device(), client_time: sent.at, sent_time: moment(new Date()) })
  return fetch(path + e.id, { ...common, method: "PUT", headers: { ...of, "Content-Type": "application/json" }, body: text })
}
