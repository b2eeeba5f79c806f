package browser

import "strings"

// runAxeColours looks only for what can differ between the palettes.
var runAxeColours = strings.Replace(runAxe, "{resultTypes:", `{runOnly: ["color-contrast", "link-in-text-block"], resultTypes:`, 1)

// focusable goes through all that can have the focus, with the part of it that is seen.
const focusable = `Array.from(document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]"))
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.tabIndex >= 0 && !e.disabled)
  .map(e => [e, e.matches(".chip input") ? e.nextElementSibling : e])`

const unfocused = `(() => {
  const look = e => { const s = getComputedStyle(e), c = e.firstElementChild ? getComputedStyle(e.firstElementChild) : s
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.backgroundColor, s.borderColor, s.opacity, c.fill, c.stroke, c.strokeWidth, c.outlineStyle, c.opacity].join(" ") }
  const out = []
  for (const [e, seen] of ` + focusable + `) {
    document.activeElement?.blur()
    const before = look(seen)
    e.focus()
    if (document.activeElement !== e || look(seen) === before) out.push(e.outerHTML.replace(/\s+/g, " ").slice(0, 150))
  }
  document.activeElement?.blur()
  return out
})()`

// small are targets under 44 px. Links inside a sentence are as high as its lines,
// and the nights of a picture stand in a table below it, each as high as a thumb.
const small = `(() => {
  const out = []
  for (const [e, seen] of ` + focusable + `) {
    if (e.closest("svg, .plot, .days") || e.matches(".skip, .unseen") || getComputedStyle(e).display === "inline") continue
    const r = (e.closest("label.tick") ?? seen).getBoundingClientRect()
    if (r.height < 43.5 || r.width < 43.5) out.push(Math.round(r.width) + " x " + Math.round(r.height) + " " + e.outerHTML.replace(/\s+/g, " ").slice(0, 150))
  }
  return out
})()`

// moving are animations; the clock that counts seconds is no decoration.
const moving = `document.getAnimations().filter(a => a.playState === "running" && a.animationName !== "tick").map(a => (a.animationName ?? a.transitionProperty) + " of " + a.effect?.target?.outerHTML.slice(0, 120))`

// lost are answers that are given and look as if they were not, and marks in
// pictures that have no colour left.
const lost = `(() => {
  const out = []
  for (const c of document.querySelectorAll(".chip input:checked + span")) {
    const off = c.closest("fieldset").querySelector(".chip input:not(:checked) + span"), a = getComputedStyle(c)
    if (!c.checkVisibility() || c.closest(".quiet")) continue
    const b = off && getComputedStyle(off)
    if (b && a.outlineStyle === b.outlineStyle && a.backgroundColor === b.backgroundColor && a.borderColor === b.borderColor) out.push(c.outerHTML)
  }
  return out
})()`
