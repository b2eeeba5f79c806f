// The service worker: it brings the first page from the phone itself, so that it
// is there at once and without a network, and a kind word in the place of other
// pages that cannot be reached. It keeps nothing that is about anybody, and never
// stands between a page and the API.
import { waiting } from "./part/book"
import { clockPath, hidden, opened, tellOpened } from "./part/hidden"
import { chosen, keptCaches, night } from "./part/look"
import { flush } from "./part/send"

// What the server puts before this script: what belongs to this edition.
declare const edition: { name: string; files: string[] }

interface Waits extends Event {
  waitUntil(p: Promise<unknown>): void
}
interface Asks extends Waits {
  request: Request
  respondWith(p: Promise<Response>): void
}
const worker = self as unknown as {
  addEventListener(what: string, fn: (e: never) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  location: Location
}

const shell = "/shell"
const away = "/away"
const clock = "/shell/clock"
const store = "charley-" + edition.name

worker.addEventListener("install", (e: Waits) => e.waitUntil(install()))
worker.addEventListener("activate", (e: Waits) => e.waitUntil(activate()))
worker.addEventListener("fetch", (e: Asks) => answer(e))
worker.addEventListener("sync", (e: Waits) => e.waitUntil(sync()))

// sync sends what waits. Where the server is not reached it fails, and the browser
// asks again later.
async function sync(): Promise<void> {
  if ((await flush(60e3)) === "away") throw new Error("away")
}

async function install(): Promise<void> {
  const cache = await caches.open(store)
  await cache.addAll([shell, away, clock, ...edition.files].map((address) => new Request(address, { cache: "reload", credentials: "omit" })))
  await worker.skipWaiting()
}

// activate drops the pages of older editions. What people wrote lies elsewhere.
async function activate(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("charley-") && name !== store && !keptCaches.includes(name)) await caches.delete(name)
  await worker.clients.claim()
}

function answer(e: Asks): void {
  const r = e.request
  const url = new URL(r.url)
  if (r.method !== "GET" || url.origin !== worker.location.origin) return
  if (url.pathname.startsWith("/api/")) return
  if (r.mode === "navigate") e.respondWith(url.pathname === clockPath ? time(r) : seen(r, url))
  else if (url.pathname.startsWith("/static/")) e.respondWith(kept(r))
}

// seen is what is looked at: while everything is hidden, that is the clock.
async function seen(r: Request, url: URL): Promise<Response> {
  if (await hidden()) return Response.redirect(clockPath)
  if (url.pathname.startsWith("/static/")) return kept(r)
  return url.pathname === "/" && !url.search ? now(r) : other(r)
}

// time is the clock: from the phone, so that nobody waits for it.
async function time(r: Request): Promise<Response> {
  return (await dressed(clock)) ?? fetch(r)
}

async function kept(r: Request): Promise<Response> {
  return (await (await caches.open(store)).match(r)) ?? fetch(r)
}

// now is the first page: from the phone, in the palette of the hour.
async function now(r: Request): Promise<Response> {
  return (await dressed(shell)) ?? other(r)
}

// other is any other page: from the server, after what waits was sent to it, so
// that the page knows of it.
async function other(r: Request): Promise<Response> {
  try {
    if (await opened()) await tellOpened() // or a server that does not know it yet would answer with the clock
    await Promise.race([sendFirst(), new Promise((yes) => setTimeout(yes, 1500))])
    return await fetch(r)
  } catch (e) {
    const page = new URL(r.url).pathname === "/" ? await dressed(shell) : await dressed(away, 503)
    if (!page) throw e
    return page
  }
}

async function sendFirst(): Promise<void> {
  try {
    if ((await waiting()).length) await flush(1500)
  } catch {
    // The page that is asked for comes first.
  }
}

// dressed is a kept page in the palette of the hour. Pages are kept as they are
// worn at night, so that whatever goes wrong is dark.
async function dressed(address: string, status = 200): Promise<Response | undefined> {
  const [page, choice] = await Promise.all([caches.open(store).then((c) => c.match(address)), chosen()])
  if (!page) return undefined
  let text = await page.text()
  if (choice.runs) text = text.replace('class="night"', 'class="night runs"')
  if (!night(choice.look)) {
    text = text.replace('class="night', 'class="').replace('content="dark"', 'content="light"').replace('content="#000000"', 'content="#faf7f1"')
  }
  const headers = new Headers(page.headers)
  headers.delete("Content-Encoding")
  headers.delete("Content-Length")
  return new Response(text, { status, headers })
}
