package cause

import (
	"fmt"
	"slices"
	"strings"
)

// caution warns of what is wrong with the nights and the exposures before they are searched.
func (x *search) caution() {
	p := x.p
	switch ys := knownOf(x.s.Y); {
	case len(ys) == 0:
	case slices.Max(ys) == 0 && slices.Min(ys) == 0:
		p.warn(WarnNoEvents, "every night is 0: there is nothing to compare")
	case slices.Max(ys) == slices.Min(ys):
		p.warn(WarnSameAlways, "every night is alike: there is nothing to compare")
	}
	if n := len(p.Found); n > p.Nights {
		p.warn(WarnFewNights, fmt.Sprintf("there are %d exposures and only %d nights: hardly anything can be told of each", n, p.Nights))
	}
	var constant, seldom []string
	for _, f := range p.Found {
		asked := f.Exposed + f.Unexposed
		if asked > 0 && (f.Exposed == 0 || f.Unexposed == 0) {
			constant = append(constant, f.Exposure)
		}
		if f.NotAsked > asked {
			seldom = append(seldom, f.Exposure)
		}
	}
	if len(constant) > 0 {
		p.warn(WarnConstant, "never varies: "+strings.Join(constant, ", "), constant...)
	}
	if len(seldom) > 0 {
		p.warn(WarnNotAsked, "was not answered on most days: "+strings.Join(seldom, ", "), seldom...)
	}
}

// warnOnce warns of what may be found at more than one exposure.
func (p *Patterns) warnOnce(code, text string) {
	if !slices.ContainsFunc(p.Warnings, func(w Warning) bool { return w.Code == code }) {
		p.warn(code, text)
	}
}

func knownOf(ys []float64) []float64 {
	return slices.DeleteFunc(slices.Clone(ys), func(y float64) bool { return y != y })
}

func (p *Patterns) warn(code, text string, exposures ...string) {
	p.Warnings = append(p.Warnings, Warning{Code: code, Text: text, Exposures: append([]string{}, exposures...)})
}
