// Times as the diary wants them, and names for entries.

const two = (n: number): string => String(Math.floor(n)).padStart(2, "0")

// date is the civil date on this device's clock.
export const date = (t: Date): string => `${t.getFullYear()}-${two(t.getMonth() + 1)}-${two(t.getDate())}`

// moment is an instant as this device's clock showed it, with its offset.
export function moment(t: Date): string {
  const off = -t.getTimezoneOffset()
  const ms = String(t.getMilliseconds()).padStart(3, "0")
  return `${date(t)}T${two(t.getHours())}:${two(t.getMinutes())}:${two(t.getSeconds())}.${ms}${off < 0 ? "-" : "+"}${two(Math.abs(off) / 60)}:${two(Math.abs(off) % 60)}`
}

// clock is "02:47".
export const clock = (t: Date): string => `${two(t.getHours())}:${two(t.getMinutes())}`

// zone is the time zone that this device is set to; undefined where it does not say.
export function zone(): string | undefined {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone
  return name?.includes("/") || name === "UTC" ? name : undefined
}

// elapsed is a length of time as a stop watch shows it: "1:26", "2:03:10".
export function elapsed(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const hours = Math.floor(s / 3600)
  return hours ? `${hours}:${two((s / 60) % 60)}:${two(s % 60)}` : `${Math.floor(s / 60)}:${two(s % 60)}`
}

// newID is a UUID in order of time (version 7 of RFC 9562).
export function newID(): string {
  const b = crypto.getRandomValues(new Uint8Array(16))
  let ms = Date.now()
  for (let i = 5; i >= 0; i--, ms = Math.floor(ms / 256)) b[i] = ms % 256
  b[6] = (b[6] & 15) | 0x70
  b[8] = (b[8] & 63) | 0x80
  const hex = Array.from(b, (x) => x.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}
