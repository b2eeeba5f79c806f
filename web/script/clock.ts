// The page behind which everything is hidden: a clock. Whoever is on it has hidden the
// rest, however they came; it is opened again with the one button, and never by itself.
import { clockPath, setHidden, tellServer } from "./part/hidden"
import { dress, follow } from "./part/look"
import { clock } from "./part/moment"
import { part, write } from "./part/view"

function start(): void {
  if (location.protocol === "file:") return // somebody looks at a preview
  dress()
  const tick = () => write(part(document, "clock"), clock(new Date()))
  tick()
  setInterval(tick, 1000)
  document.querySelector("form")?.addEventListener("submit", async (e) => {
    e.preventDefault()
    await Promise.all([setHidden(false), tellServer(clockPath)])
    location.replace("/")
  })
  void follow()
  void setHidden(true)
}

start()
