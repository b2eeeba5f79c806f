// What is kept on this device is encrypted with a key that no script can read
// out, its own included: whoever copies the browser's files without the key that
// the browser keeps beside them reads nothing.
import { ask, type Row, within } from "./base"

const kind = "AES-GCM"
let making: Promise<CryptoKey> | undefined

function key(): Promise<CryptoKey> {
  making ??= (async () => {
    const old = await ask("keys", (s) => s.get("key"))
    if (old) return old as CryptoKey
    const made = await crypto.subtle.generateKey({ name: kind, length: 256 }, false, ["encrypt", "decrypt"])
    return within("keys", "readwrite", (s) => {
      let first: CryptoKey = made // of two pages that start at once, one is faster
      const r = s.get("key")
      r.onsuccess = () => (r.result ? (first = r.result) : s.put(made, "key"))
      return () => first
    })
  })()
  making.catch(() => (making = undefined))
  return making
}

const bytes = (text: string) => new TextEncoder().encode(text)

export async function seal(id: string, value: unknown, turn: number, due = 0): Promise<Row> {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const data = await crypto.subtle.encrypt({ name: kind, iv, additionalData: bytes(id) }, await key(), bytes(JSON.stringify(value)))
  return { id, turn, due, iv, data }
}

export async function unseal<T>(row: Row): Promise<T> {
  const data = await crypto.subtle.decrypt({ name: kind, iv: row.iv, additionalData: bytes(row.id) }, await key(), row.data)
  return JSON.parse(new TextDecoder().decode(data)) as T
}
