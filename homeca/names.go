package homeca

import (
	"net"
	"net/netip"
	"slices"
	"strings"

	"charley"
)

// Names are what a server is reached by.
type Names struct {
	DNS []string     // charley.local
	IPs []netip.Addr // 192.168.1.5
}

// Check says whether a certificate can be made for the names. The error is a
// *charley.FieldError for the field name or ip.
func (n Names) Check() error {
	if len(n.DNS)+len(n.IPs) == 0 {
		return &charley.FieldError{Field: "name", Why: "must be said at least once"}
	}
	for _, name := range n.DNS {
		if !wellFormed(name) {
			return &charley.FieldError{Field: "name", Got: name, Why: "must be a name with a dot, like charley.local, in lower case and without a port"}
		}
	}
	for _, a := range n.IPs {
		if !a.IsValid() || a.IsUnspecified() || a.IsMulticast() || a.Zone() != "" {
			return &charley.FieldError{Field: "ip", Got: a.String(), Why: "must be an address of one machine, like 192.168.1.5"}
		}
	}
	return nil
}

// wellFormed takes names of hosts only. A * would vouch for machines nobody
// thought of, and a name without a dot, such as com, for half the world: what an
// authority may vouch for takes in everything that ends in it.
func wellFormed(name string) bool {
	if !strings.Contains(name, ".") || len(name) > 253 {
		return false
	}
	for label := range strings.SplitSeq(name, ".") {
		if len(label) == 0 || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	_, err := netip.ParseAddr(name)
	return err != nil
}

// And is these names and others, each once, in order.
func (n Names) And(more Names) Names {
	out := Names{DNS: slices.Concat(n.DNS, more.DNS), IPs: slices.Concat(n.IPs, more.IPs)}
	slices.Sort(out.DNS)
	slices.SortFunc(out.IPs, netip.Addr.Compare)
	return Names{DNS: slices.Compact(out.DNS), IPs: slices.Compact(out.IPs)}
}

// has says whether all of other are among these names.
func (n Names) has(other Names) bool {
	return !slices.ContainsFunc(other.DNS, func(name string) bool { return !slices.Contains(n.DNS, name) }) &&
		!slices.ContainsFunc(other.IPs, func(a netip.Addr) bool { return !slices.Contains(n.IPs, a) })
}

// String lists the names for a person.
func (n Names) String() string {
	words := slices.Clone(n.DNS)
	for _, a := range n.IPs {
		words = append(words, a.String())
	}
	return strings.Join(words, ", ")
}

// homeRanges are the addresses that exist only inside a home or a private
// network: RFC 1918, link-local, shared by carriers and overlay networks
// (RFC 6598), loopback, and the same of IPv6.
var homeRanges = [...]string{
	"10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1/128",
}

// AtHome says that an address exists only inside a home or a private network.
func AtHome(a netip.Addr) bool {
	return slices.ContainsFunc(homeRanges[:], func(r string) bool { return netip.MustParsePrefix(r).Contains(a.Unmap()) })
}

// bounds are what the authority may vouch for.
func (n Names) bounds() (domains []string, ranges []*net.IPNet) {
	domains = Names{DNS: append([]string{"local", "localhost"}, n.DNS...)}.And(Names{}).DNS
	for _, r := range homeRanges {
		ranges = append(ranges, rangeOf(netip.MustParsePrefix(r)))
	}
	for _, a := range n.IPs {
		if !AtHome(a) {
			ranges = append(ranges, rangeOf(netip.PrefixFrom(a, a.BitLen())))
		}
	}
	return domains, ranges
}

func rangeOf(p netip.Prefix) *net.IPNet {
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}

func addresses(list []netip.Addr) []net.IP {
	out := make([]net.IP, len(list))
	for i, a := range list {
		out[i] = a.AsSlice()
	}
	return out
}

// namesOf reads back what a certificate was made for.
func namesOf(dns []string, ips []net.IP) Names {
	n := Names{DNS: dns}
	for _, ip := range ips {
		if a, ok := netip.AddrFromSlice(ip); ok {
			n.IPs = append(n.IPs, a.Unmap())
		}
	}
	return n.And(Names{})
}

// outside is the first name that the authority may not vouch for, or "".
func outside(n Names, domains []string, ranges []*net.IPNet) string {
	for _, name := range n.DNS {
		if !slices.ContainsFunc(domains, func(d string) bool { return name == d || strings.HasSuffix(name, "."+d) }) {
			return name
		}
	}
	for _, a := range n.IPs {
		if !slices.ContainsFunc(ranges, func(r *net.IPNet) bool { return r.Contains(a.AsSlice()) }) {
			return a.String()
		}
	}
	return ""
}
