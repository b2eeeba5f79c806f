package browser

import (
	"strings"
	"testing"

	"charley/app"
)

// plainName is a name that browsers do not trust without HTTPS, as they do not
// trust any name or address in a home but the machine's own.
const plainName = "home.test"

// In a home without HTTPS browsers say less about where a form comes from. Our own
// must be taken all the same.
func TestFormsInAHomeWithoutHTTPS(t *testing.T) {
	t.Parallel()
	h := startHouse(t, "2026-11-23T08:30:00+01:00", 0, true)
	h.base = strings.Replace(h.base, "127.0.0.1", plainName, 1)
	b := h.open()
	b.sees(h.link(app.LinkSetup))
	b.taps("button.primary")
	b.do(setValue("#new", password))
	b.taps("button.primary")
	b.reads("h1", "Your recovery codes")
	b.sees("/morning")
	b.reads("main", "Not over HTTPS")
	b.taps(`button[value="nothing"]`)
	b.reads(".notice", "Saved on your server")
	b.sees("/sign-out")
	b.taps("button.primary")
	b.signsIn()
	b.at("/")
	b.forgive() // it remarks that such an address is not to be trusted
}
