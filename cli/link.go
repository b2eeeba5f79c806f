package cli

import (
	"net/netip"
	"net/url"
	"strings"
	"time"

	"charley/app"
)

// linkFlags are those of commands that print a link.
type linkFlags struct {
	Address string `placeholder:"URL" help:"Address at which Charley is reached, such as https://charley.local:8484. That of the server that runs now if left away."`
}

// check refuses an address that cannot be one.
func (f linkFlags) check() error {
	if f.Address == "" {
		return nil
	}
	u, err := url.Parse(f.Address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery+u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return usage("--address must be what stands before the first slash in the browser, like https://charley.local:8484. You typed %q.", f.Address)
	}
	return nil
}

// A linkShown is a one-time link in an answer.
type linkShown struct {
	Link    string    `json:"link,omitempty"` // absent where the address is not known
	Path    string    `json:"path"`
	Expires time.Time `json:"expires"`
}

// where is the link, or as much of it as is known.
func (l linkShown) where() string {
	if l.Link == "" {
		return l.Path
	}
	return l.Link
}

// local says that only this machine gets to where the link leads.
func (l linkShown) local() bool {
	u, err := url.Parse(l.Link)
	if err != nil || l.Link == "" {
		return false
	}
	a, err := netip.ParseAddr(u.Hostname())
	return err == nil && a.IsLoopback() || u.Hostname() == "localhost"
}

// link is a link with the address it is opened at: as typed, or of the server
// that runs on the same folder.
func (p *program) link(h *home, f linkFlags, l app.Link) linkShown {
	base := f.Address
	if base == "" {
		base = servedAt(h.place.Dir)
	}
	out := linkShown{Path: "/" + string(l.Purpose) + "/" + l.Secret, Expires: l.Expires.UTC()}
	if base != "" {
		out.Link = strings.TrimRight(base, "/") + out.Path
	}
	return out
}

// tellWhere says what is to be done where the address is not known.
func (p *program) tellWhere(l linkShown) {
	if l.Link == "" {
		p.remark("No server runs on this diary now, so only the end of the address is known. Start \"charley serve\" and put the address it prints in front, or say it with --address.")
	}
}
