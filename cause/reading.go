package cause

import (
	"cmp"
	"math"
	"slices"

	"charley/measure"
	"charley/stats"
)

// Of the 95 % intervals, what lies below and above.
const (
	lowest  = 0.025
	highest = 0.975
)

// likelier than not, an exposure goes with the night before it.
const likelier = 0.5

// read writes down what a search says of one group.
func (r *run) read(j int, a *stats.Averaged) {
	g := r.groups[j]
	probability := math.Min(math.Max(a.Probability[j], 0), 1) // the sum of shares, which rounding may leave outside
	effect := a.Effect(j)
	shift, shifted := a.Shifts(j)
	form := g.ready.form[likeliest(a.Form[j])]
	for _, i := range g.found {
		p := &r.p.Found[i]
		told := r.telling(i, g.found[0], form)
		if form != FormDay { // the counts are those of the days that are told of
			p.count(told)
		}
		times := (told.with - told.without) / g.ready.scale
		p.Probability, p.Form = &probability, form
		p.Ratio = r.interval(effect, times, p.Settled())
		p.Direction = More
		if effect.Quantile(0.5)*times < 0 {
			p.Direction = Fewer
		}
		r.per20(j, a, told, p)
		p.MoreNights = r.moreNights(effect, times)
		p.Open = r.o.Adjust[p.Exposure].Open
		if shifted {
			back := 1 / (1 + math.Exp(-shift.Probe-shift.Odds))
			p.Reverse = &Reverse{Stronger: shift.Probe > shift.In && back >= likelier, Probability: back}
		}
		p.sure = within(effect, times, math.Log(r.by.HarmlessRatio)) > r.by.HarmlessSure
	}
}

// telling counts the days of an exposure by the form that is told of, in the units of the
// first of its group, which stands for it in the model.
func (r *run) telling(i, first int, form Form) telling {
	values, cut := shaped(r.s.Columns[i].Values, form, r.by.SurpriseDays), r.p.Found[i].Cut
	if form == FormSurprise {
		cut = 0
	}
	told := tellings(values, shaped(r.s.Columns[first].Values, form, r.by.SurpriseDays), r.s.Y, cut, r.p.Limit)
	told.mean = mean(shaped(fill(r.s.Columns[first].Values, r.s.Weekend), form, r.by.SurpriseDays))
	return told
}

func likeliest(share []float64) int {
	best := 0
	for i, v := range share {
		if v > share[best] {
			best = i
		}
	}
	return best
}

// within is how likely an effect lies within a limit either way.
func within(m stats.Mixture, times, limit float64) float64 {
	limit /= math.Abs(times)
	return m.Below(limit) - m.Below(-limit)
}

// interval is the effect between a night with the exposure and one without, if it matters;
// the limits take in that it may not, unless that is as unlikely as what they leave out.
func (r *run) interval(m stats.Mixture, times float64, settled bool) *Interval {
	lo, hi := m.Quantile(lowest)*times, m.Quantile(highest)*times
	if lo > hi {
		lo, hi = hi, lo
	}
	if !settled {
		lo, hi = math.Min(lo, 0), math.Max(hi, 0)
	}
	to := math.Exp
	if r.s.Outcome == measure.Value {
		to = func(x float64) float64 { return x * r.scale }
	}
	out := Interval{to(m.Quantile(0.5) * times), to(lo), to(hi)}
	for _, v := range []float64{out.Median, out.Lo, out.Hi} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
	}
	return &out
}

// tiers says how sure each is that passed the gates.
//
// What is named together is named so that of it no more than a share is expected to be
// false: the likeliest, then the next, as long as that holds. One that is very likely
// leaves room for one that is less so; one that stands alone has to be likelier.
//
// Source: Newton and others 2004, doi:10.1093/biostatistics/5.2.155.
func (x *search) tiers() {
	var named []*Pattern
	for i := range x.p.Found {
		p := &x.p.Found[i]
		switch {
		case p.Probability == nil:
		case p.Reverse != nil && p.Reverse.Stronger:
			p.Tier = FollowsBadNights
		case *p.Probability >= x.by.VeryLikely:
			p.Tier = VeryLikely
			named = append(named, p)
		case *p.Probability < x.by.Harmless && p.sure:
			p.Tier = Harmless
		case *p.Probability >= x.by.Possible:
			named = append(named, p)
		}
	}
	defer x.clear()
	slices.SortStableFunc(named, func(a, b *Pattern) int { return cmp.Compare(*b.Probability, *a.Probability) })
	wrong, count, share := 0.0, 0.0, x.by.PossibleFalse
	if x.p.Nights >= x.by.LongNights {
		share = x.by.LongFalse
	}
	for i, p := range named {
		if i == 0 || !slices.Contains(named[i-1].CountsAsOneAs, p.Exposure) { // what counts as one counts once
			wrong, count = wrong+1-*p.Probability, count+1
		}
		if p.Tier != VeryLikely && wrong <= share*count {
			p.Tier = Possible
		}
	}
}

// clear takes the further nights from what does not need them.
func (x *search) clear() {
	for i := range x.p.Found {
		if p := &x.p.Found[i]; !p.open() {
			p.MoreNights = nil
		}
	}
}
