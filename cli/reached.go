package cli

import (
	"net"
	"net/netip"

	"charley/qrcode"
)

// A reached is where the pages are, for whoever started them.
type reached struct {
	URL   string   `json:"url"`
	Also  []string `json:"also,omitempty"`   // other addresses of the same
	Trust string   `json:"trust,omitempty"`  // where a phone learns to trust the certificate
	Mark  string   `json:"sha256,omitempty"` // of the authority that it then trusts
	Setup string   `json:"setup,omitempty"`  // the one-time link
	Plain bool     `json:"-"`                // others in the network could read along
}

// reached says where the pages are, once the port is open.
func (o outside) reached(open net.Addr) reached {
	_, port, _ := net.SplitHostPort(open.String())
	scheme := "http"
	if o.certificate != nil {
		scheme = "https"
	}
	names := o.names()
	r := reached{URL: scheme + "://" + net.JoinHostPort(names[0], port) + "/", Plain: o.certificate == nil && !o.at.loopback()}
	if o.setup != "" {
		r.Setup = r.URL + "setup/" + o.setup
	}
	for _, name := range names[1:] {
		r.Also = append(r.Also, scheme+"://"+net.JoinHostPort(name, port)+"/")
	}
	if o.certificate == nil {
		return r
	}
	if trust := o.certificate.source.trust(); trust != nil {
		r.Trust, r.Mark = "http://"+net.JoinHostPort(names[0], port)+"/trust", trust.Fingerprint
	}
	return r
}

// names are what the pages are reached by, the surest first: an address is
// found in every home, a name only where the network knows it.
func (o outside) names() []string {
	list := []netip.Addr{o.at.ip}
	if o.at.ip.IsUnspecified() {
		list = homeAddresses().IPs
	}
	var out []string
	for _, a := range list {
		out = append(out, a.String())
	}
	out = append(out, o.hosts...)
	if o.certificate != nil {
		out = append(out, o.certificate.names()...)
	}
	if len(out) == 0 {
		return []string{"127.0.0.1"}
	}
	return out
}

// announce says where the pages are.
func (p *program) announce(r reached) {
	if p.JSON {
		_ = p.answer(r) // whoever reads this may be gone; the pages are not
		return
	}
	p.say("charley listens on %s", r.URL)
	for _, also := range r.Also {
		p.say("also               %s", also)
	}
	if r.Trust != "" {
		p.say("A phone that does not know it yet starts here: %s", r.Trust)
		p.drawn(r.Trust)
		p.say("Its certificate must show this mark (SHA-256): %s", r.Mark)
	}
	if r.Plain {
		p.remark("This is plain HTTP: others in the network could read along, and the diary does not open on a phone without the network. \"charley tls init\" changes that.")
	}
	if r.Setup != "" {
		p.say("Open this once, within an hour, to set up the account: %s", r.Setup)
	}
}

// drawn draws a link for the camera of a phone, where somebody looks.
func (p *program) drawn(link string) {
	if !p.env.Terminal {
		return
	}
	if code, err := qrcode.Of(link); err == nil { // a link too long to draw can be typed
		p.say("%s", code.Blocks())
	}
}
