package preview

import (
	"net/http"

	"charley/web"
)

// homeName is what a phone types to get to a house.
const homeName = "charley.local"

// reachStates are what somebody sees who comes from another machine.
func reachStates() []State {
	const trust = "/trust"
	return []State{
		on(trust, "without a certificate", reached(nil), look(trust), under(homeName)),
		on(trust, "an authority of its own", speaksTLS, trusts, look(trust), under(homeName), by("iPhone")),
		on(trust, "an authority of its own, on Android", speaksTLS, trusts, look(trust), under(homeName), by("Android")),
		on(trust, "an authority of its own, over HTTPS", speaksTLS, trusts, look(trust), under(homeName), secured),
		on(trust, "a certificate that all know", speaksTLS, look(trust), under(homeName)),
		on("/{$}", "without HTTPS", reached(nil), at(threeAM), look("/"), under(homeName)),
		on("/morning", "without HTTPS", reached(nil), look("/morning"), under(homeName)),
	}
}

// reached is a house that can be reached under its name, and otherwise as changed.
func reached(change func(*web.Config)) step {
	return func(h *house) {
		h.config.Hosts = []string{homeName}
		if change != nil {
			change(&h.config)
		}
		h.handler = web.Handler(h.config)
	}
}

// speaksTLS is a house with HTTPS; trusts, one with an authority of its own.
func speaksTLS(h *house) { reached(func(c *web.Config) { c.TLS = true })(h) }

func trusts(h *house) {
	reached(func(c *web.Config) {
		c.Trust = &web.Trust{
			Certificate: []byte("not a real one"), Name: "Charley at charley.local, 2026-11-23", Names: homeName,
			Fingerprint: "8B:02:09:DE:D3:AE:1A:1E:86:44:FF:3E:25:36:A0:7B:22:1B:99:B1:A9:F3:54:D4:DD:09:EF:61:08:73:6E:F4",
		}
	})(h)
}

// under is the name under which the page that is looked at is asked for; secured,
// over HTTPS; by, what is in the hand of whoever asks.
func under(host string) step { return func(h *house) { h.look.host = host } }

func secured(h *house) { h.look.secure = true }

func by(agent string) step {
	return func(h *house) { h.look.header = http.Header{"User-Agent": {agent}} }
}

// throughATunnel is a page that is asked for by way of something nobody named.
func throughATunnel(h *house) {
	h.look = request{method: http.MethodGet, address: "/", header: http.Header{"X-Forwarded-For": {"192.0.2.7"}}}
}
