package handout

import (
	"charley/share"
)

// spread is the middle of some values with the middle half of them, and of how many; or that nobody said.
func (p *report) spread(s share.Spread) string {
	if s.N == 0 {
		return p.w.T("report.unsaid")
	}
	return p.w.T("report.spread", p.w.Ranged(s.Median, s.Lo, s.Hi), s.N)
}

// of is a count with what it is out of.
func (p *report) of(o share.Of) string {
	if o.Said == 0 {
		return p.w.T("report.unsaid")
	}
	return p.w.T("figure.of", o.So, o.Said)
}
