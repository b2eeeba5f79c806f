// Whether everything is hidden on this device, as its worker must know it without a
// network. It lies apart from the other choices, so that one that is made at the same
// moment cannot undo it.

const shelf = "charley-choice"
const hiddenPlace = "/hidden"
const openedPlace = "/opened" // it was opened again, and the server may still hide

// clockPath is the page that is seen meanwhile.
export const clockPath = "/clock"
export const hidePath = "/hide"

async function is(place: string): Promise<boolean> {
  try {
    return !!(await (await caches.open(shelf)).match(place))
  } catch {
    return false
  }
}

export const hidden = (): Promise<boolean> => is(hiddenPlace)

// opened says that the server is still to be told that everything was opened again.
export const opened = (): Promise<boolean> => is(openedPlace)

// setHidden hides everything here, or opens it. It says whether that is kept: without
// HTTPS there is no such place, no worker either, and only the server knows.
export async function setHidden(on: boolean): Promise<boolean> {
  try {
    const c = await caches.open(shelf)
    await c.put(on ? hiddenPlace : openedPlace, new Response(""))
    await c.delete(on ? openedPlace : hiddenPlace)
    return true
  } catch {
    return false
  }
}

// patience is how long somebody waits for the server where there is another way.
export const patience = (): AbortSignal => AbortSignal.timeout(1500)

// tell says something to the server, and whether that was heard: both addresses answer
// with another. It ends with its page, so that it cannot arrive after what is said next.
export async function tell(address: string, signal?: AbortSignal): Promise<boolean> {
  try {
    return (await fetch(address, { method: "POST", redirect: "manual", signal })).type === "opaqueredirect"
  } catch {
    return false
  }
}

// tellOpened says that everything was opened again. Whoever hid it meanwhile is right.
export async function tellOpened(signal?: AbortSignal): Promise<boolean> {
  if (!(await tell(clockPath, signal))) return false
  if (!globalThis.caches) return true
  if (await hidden()) await tell(hidePath)
  else await caches.open(shelf).then((c) => c.delete(openedPlace)).catch(() => {})
  return true
}
