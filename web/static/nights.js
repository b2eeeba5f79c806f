// Nights by keyboard: the picture is one stop for Tab, and the arrow keys move
// among its nights, as in any list or calendar. Without this script every night
// is a stop of its own.
(() => {
  "use strict"
  const picture = document.querySelector("[data-nights]")
  if (!picture) return
  const nights = Array.from(picture.querySelectorAll("[aria-label][href^='/nights/']"))
  if (!nights.length) return
  const calendar = picture.dataset.nights === "calendar"
  const date = night => night.getAttribute("href").slice("/nights/".length)
  const place = new Map(nights.map((night, i) => [date(night), i]))

  // Dates are counted in UTC, where every day has 24 hours.
  const away = (from, days, months) => {
    const d = new Date(from + "T00:00:00Z")
    const day = d.getUTCDate()
    if (months) {
      d.setUTCMonth(d.getUTCMonth() + months, 1)
      const last = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0)).getUTCDate()
      d.setUTCDate(Math.min(day, last))
    }
    d.setUTCDate(d.getUTCDate() + days)
    return d.toISOString().slice(0, 10)
  }

  // A night that is not shown gives way to the nearest end of the picture.
  const at = wanted => place.get(wanted) ?? (wanted < date(nights[0]) ? 0 : nights.length - 1)

  const week = calendar ? 7 : 1
  const steps = {
    ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [-week, 0], ArrowDown: [week, 0],
    PageUp: calendar ? [0, -1] : [-7, 0], PageDown: calendar ? [0, 1] : [7, 0],
  }

  let here = 0
  const stopAt = i => {
    nights[here].tabIndex = -1
    here = i
    nights[here].tabIndex = 0
  }
  for (const night of nights) night.tabIndex = -1
  stopAt(place.get(location.hash.slice(2)) ?? nights.length - 1)

  picture.addEventListener("focusin", e => {
    const i = nights.indexOf(e.target)
    if (i >= 0) stopAt(i)
  })
  picture.addEventListener("keydown", e => {
    if (e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || nights.indexOf(e.target) < 0) return
    let to
    if (e.key === "Home") to = 0
    else if (e.key === "End") to = nights.length - 1
    else if (Object.hasOwn(steps, e.key)) to = at(away(date(nights[here]), ...steps[e.key]))
    else return
    e.preventDefault()
    nights[to].focus()
  })
  document.getElementById("chart-keys").hidden = false
})()
