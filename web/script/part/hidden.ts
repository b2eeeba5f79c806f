// Whether everything is hidden on this device, as its worker must know it without a
// network. It lies apart from the other choices, so that one that is made at the same
// moment cannot undo it.

const shelf = "charley-choice"
const place = "/hidden"

// clockPath is the page that is seen meanwhile.
export const clockPath = "/clock"

export async function hidden(): Promise<boolean> {
  try {
    return !!(await (await caches.open(shelf)).match(place))
  } catch {
    return false
  }
}

export async function setHidden(on: boolean): Promise<void> {
  try {
    const c = await caches.open(shelf)
    if (on) await c.put(place, new Response(""))
    else await c.delete(place)
  } catch {
    // Without HTTPS there is no worker either, and the server knows.
  }
}

// tellServer says it to the server too, for pages that come without the worker. It ends
// when that is said, or after a while: nobody waits for a network then.
export async function tellServer(address: string): Promise<void> {
  try {
    await fetch(address, { method: "POST", redirect: "manual", keepalive: true, signal: AbortSignal.timeout(patience) })
  } catch {
    // The worker knows.
  }
}

const patience = 1500
