package web

import (
	"net/http"
	"strings"
)

// A Trust is what a phone needs to trust the program's own authority.
type Trust struct {
	Certificate []byte // of the authority, as DER
	Fingerprint string // its SHA-256, as it is shown in the terminal
	Name        string // what a phone calls it in its settings
	Names       string // what it may vouch for, beside what lies in any home
}

// A trustPage tells how a phone comes to trust this server.
type trustPage struct {
	Trust  *Trust // nil: there is no authority of its own
	File   string // where its certificate is
	Marks  []string
	Secure string // where the diary is, over HTTPS; "" if it is not spoken here
	Here   bool   // this page came over HTTPS already
	Ways   []trustWay
}

// A trustWay is what to do on one kind of device.
type trustWay struct {
	Heading string
	Steps   []string
	Open    bool
}

// navTrust is the navigation's place of the page of trust, which leads nowhere
// but to the diary over HTTPS.
const navTrust = "trust"

// trustFile is the address of the authority's certificate.
const trustFile = "/trust/charley-ca.crt"

// caMedia is what phones and computers take as a certificate to be installed.
const caMedia = "application/x-x509-ca-cert"

// trustWays are the kinds of device, with the number of steps on each.
var trustWays = [...]struct {
	key   string
	steps int
}{{"iphone", 5}, {"android", 5}, {"computer", 4}, {"firefox", 2}}

// showTrust is the page that tells how a phone comes to trust this server. It
// asks the diary for nothing: whoever reads it is not signed in yet.
func (s *site) showTrust(w http.ResponseWriter, r *http.Request) {
	p := trustPage{Trust: s.trust, File: trustFile, Here: secure(r)}
	if s.tls || p.Here {
		p.Secure = "https://" + r.Host + "/"
	}
	if p.Trust != nil {
		p.Marks = inFours(p.Trust.Fingerprint)
		for _, way := range trustWays {
			p.Ways = append(p.Ways, s.trustWay(way.key, way.steps, r))
		}
	}
	title := "trust.title"
	switch {
	case p.Trust == nil && p.Secure == "":
		title = "trust.title.plain"
	case p.Trust == nil:
		title = "trust.title.known"
	}
	f := frame{Title: s.words.T(title), Nav: navTrust, Page: p}
	f.Look, f.Night = s.look(r, s.app.Now().Location())
	if err := s.render(w, r, http.StatusOK, "trust", f); err != nil {
		s.fail(w, r, err)
	}
}

// inFours cuts a fingerprint into groups of four digits, so that the eye finds
// its place again.
func inFours(fingerprint string) []string {
	digits := strings.ReplaceAll(fingerprint, ":", "")
	var out []string
	for i := 0; i+4 <= len(digits); i += 4 {
		out = append(out, digits[i:i+4])
	}
	return out
}

// trustWay is what to do on one kind of device; that of the reader is unfolded.
func (s *site) trustWay(key string, steps int, r *http.Request) trustWay {
	way := trustWay{Heading: s.words.T("trust." + key), Open: key == deviceKind(r.UserAgent())}
	for i := range steps {
		way.Steps = append(way.Steps, s.words.T("trust."+key+"."+string(rune('1'+i)), s.trust.Name))
	}
	return way
}

// deviceKind guesses what the reader holds in their hand, only to unfold the
// part for it.
func deviceKind(agent string) string {
	switch {
	case strings.Contains(agent, "iPhone"), strings.Contains(agent, "iPad"):
		return "iphone"
	case strings.Contains(agent, "Firefox/"):
		return "firefox"
	case strings.Contains(agent, "Android"):
		return "android"
	}
	return "computer"
}

// giveCertificate hands out the certificate of the authority.
func (s *site) giveCertificate(w http.ResponseWriter, r *http.Request) {
	if s.trust == nil {
		s.problem(http.StatusNotFound).ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", caMedia)
	send(w, r, http.StatusOK, s.trust.Certificate)
}

// onlyTrust answers whoever comes without HTTPS to a port that speaks it: what
// the page of trust needs, and nothing of the diary. A person who looks for
// another page is sent there. Anything else is refused and not sent on, for it
// has shown what it carries to everybody on the way, and must be mended at its source.
func (s *site) onlyTrust(next http.Handler) http.Handler {
	open := http.NewServeMux()
	open.HandleFunc("GET /trust", s.showTrust)
	open.HandleFunc("GET "+trustFile, s.giveCertificate)
	open.Handle("GET /static/", s.assets.serve(s.problem(http.StatusNotFound)))
	refused := s.problem(http.StatusUpgradeRequired)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, pattern := open.Handler(r)
		switch {
		case secure(r):
			next.ServeHTTP(w, r)
		case pattern != "":
			open.ServeHTTP(w, r)
		case looksForAPage(r):
			http.Redirect(w, r, "/trust", http.StatusSeeOther)
		default:
			w.Header().Set("Upgrade", "TLS/1.2, HTTP/1.1")
			w.Header().Set("Connection", "Upgrade")
			refused.ServeHTTP(w, r)
		}
	})
}

// looksForAPage says that a person opened an address in a browser.
func looksForAPage(r *http.Request) bool {
	return r.Method == http.MethodGet && !strings.HasPrefix(r.URL.Path, "/api/") && strings.Contains(r.Header.Get("Accept"), "text/html")
}
