// The database of this device. A browser may close it at any time, phones do so
// in the background; then it is opened again.

// A Row is one sealed thing. Its turn counts changes, so that two pages that
// change the same one at once notice.
export interface Row {
  id: string
  turn: number
  due: number // 0 told to the server, 1 waits, 2 was refused
  iv: Uint8Array<ArrayBuffer>
  data: ArrayBuffer
}

export type Store = "entries" | "things" | "keys"

let opening: Promise<IDBDatabase> | undefined

function opened(): Promise<IDBDatabase> {
  opening ??= new Promise<IDBDatabase>((yes, no) => {
    const r = indexedDB.open("charley", 1)
    r.onupgradeneeded = () => {
      if (!globalThis.document) return r.transaction?.abort() // the worker makes none: the person may not want one
      r.result.createObjectStore("entries", { keyPath: "id" })
      r.result.createObjectStore("things", { keyPath: "id" })
      r.result.createObjectStore("keys")
    }
    r.onsuccess = () => {
      const db = r.result
      const over = () => {
        db.close()
        opening = undefined
      }
      db.onclose = over
      db.onversionchange = over
      yes(db)
    }
    r.onerror = () => no(r.error)
  })
  opening.catch(() => (opening = undefined))
  return opening
}

// patience is how long a database may take to answer. Some never do; then the page
// goes on without.
const patience = 5e3

const inTime = <T>(p: Promise<T>): Promise<T> => Promise.race([p, new Promise<T>((_, no) => setTimeout(() => no(new Error("slow")), patience))])

// within runs steps in one transaction and ends when it is on the disk, with
// what get returns then.
export async function within<T>(store: Store, mode: IDBTransactionMode, steps: (s: IDBObjectStore) => () => T): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      const db = await inTime(opened())
      return await new Promise<T>((yes, no) => {
        setTimeout(() => no(new Error("slow")), patience)
        const t = db.transaction(store, mode, { durability: "strict" })
        const get = steps(t.objectStore(store))
        t.oncomplete = () => yes(get())
        t.onabort = () => no(t.error ?? new Error("aborted"))
      })
    } catch (e) {
      if (tries > 2 || (e as Error).name === "QuotaExceededError") throw e
      opening?.then((db) => db.close()).catch(() => {})
      opening = undefined
    }
  }
}

// ask is one request in a transaction of its own.
export const ask = <T>(store: Store, request: (s: IDBObjectStore) => IDBRequest<T>): Promise<T> =>
  within(store, "readonly", (s) => {
    const r = request(s)
    return () => r.result
  })

// swap puts a row in the place of the one that was seen, or removes that, unless
// somebody else was faster: then it says false.
export const swap = (store: Store, id: string, seen: number, row: Row | undefined): Promise<boolean> =>
  within(store, "readwrite", (s) => {
    let won = false
    const r = s.get(id)
    r.onsuccess = () => {
      won = ((r.result as Row | undefined)?.turn ?? 0) === seen
      if (won && row) s.put(row)
      else if (won) s.delete(id)
    }
    return () => won
  })
