package web

import "charley/cause"

// notes are what else there is to know of a finding.
func (p *patternPage) notes(f cause.Pattern) []string {
	w := p.site.words
	var out []string
	if len(f.CountsAsOneAs) > 0 {
		out = append(out, w.T("pattern.joined", w.ListAnd(p.quoted(f.CountsAsOneAs))))
	}
	switch f.Tier {
	case cause.CannotTell:
		out = append(out, p.open(f))
	case cause.AlwaysTheSame:
		key := "pattern.always"
		if f.Exposed == 0 {
			key = "pattern.never"
		}
		out = append(out, w.T(key))
	}
	if f.Tier.Named() {
		switch f.Form {
		case cause.FormTwoDays, cause.FormDayBefore, cause.FormSurprise:
			out = append(out, w.T("pattern.form."+string(f.Form)))
		}
	}
	return out
}

// open says why nothing can be told of an exposure yet, and what would help.
func (p *patternPage) open(f cause.Pattern) string {
	w, need := p.site.words, p.site.knowledge.Patterns()
	switch f.Why {
	case cause.WhyFewWith:
		return w.N("pattern.few.with", f.Exposed, need.With)
	case cause.WhyFewWithout:
		return w.N("pattern.few.without", f.Unexposed, need.Without)
	case cause.WhyTooEarly, cause.WhyWithheld:
		return w.T("pattern.open." + f.Why)
	}
	switch {
	case f.MoreNights == nil:
		return w.T("pattern.open.long")
	case *f.MoreNights <= 0:
		return w.T("pattern.open.shown")
	}
	return w.N("pattern.open.more", aboutNights(*f.MoreNights))
}

// aboutNights is a number of nights that is an estimate: in tens above ten.
func aboutNights(n int) int {
	if n > 10 {
		return (n + 5) / 10 * 10
	}
	return n
}

// grey says what would bring clarity to what is not clear and nearest to it.
func (p *patternPage) grey(open []cause.Pattern) string {
	best := -1
	for i, f := range open {
		if f.MoreNights != nil && *f.MoreNights > 0 && (best < 0 || *f.MoreNights < *open[best].MoreNights) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	return p.site.words.N("pattern.grey", aboutNights(*open[best].MoreNights), p.name(open[best].Exposure))
}
