package fhir

import (
	"charley"
	"charley/share"
)

// figures are those of the report, worked out elsewhere. None stands without what it is out of, no estimate without its
// interval, and nobody but Charley performed them: they name no performer.
type figures struct {
	b       *bundle
	r       share.Report
	written []Reference
}

func (f *figures) add(code, which string, v Value, p parts) {
	o := f.b.observation(f.b.id("figure", code, which, f.r.From.String(), f.r.To.String(), instant(f.r.Made)), code)
	o.Performer, o.Issued, o.Value, o.Component = nil, instant(f.r.Made), v, p.list
	if (f.r.From != charley.Night{}) {
		o.Period = &Period{f.r.From.String(), f.r.To.String()}
	}
	f.b.add(o.ID, o)
	f.written = append(f.written, Reference{"urn:uuid:" + o.ID})
}

// signs are the warning signs that stand. They come first.
func (f *figures) signs() {
	for _, s := range f.r.Warning.Standing {
		p := parts{b: f.b}
		if !s.Since.IsZero() {
			p.value(thingSince, Value{DateTime: instant(s.Since)})
		}
		f.add(thingSign, s.ID, Value{Concept: f.b.sign(s.ID)}, p)
	}
}

// nights are the figures of the nights of the period.
func (f *figures) nights() {
	kept := parts{b: f.b}
	for _, one := range []struct {
		code string
		n    int
	}{{thingNightsAll, f.r.Kept.Nights}, {thingNightsComplete, f.r.Kept.Complete}, {thingNightsAway, f.r.Kept.Away}} {
		kept.value(one.code, number(float64(one.n), "{nights}"))
	}
	f.add(thingNightsKnown, "", number(float64(f.r.Kept.Recorded), "{nights}"), kept)
	f.share(thingBadNights, f.r.Bad)
	f.share(thingCrampNights, f.r.Cramps.Nights)
	for _, s := range []struct {
		code, unit string
		spells     share.Spells
	}{{thingCrampRate, "{cramps}/wk", f.r.Cramps}, {thingRestlessRate, "{spells}/wk", f.r.Restless}} {
		rate := s.spells.Rate
		if rate == nil {
			continue
		}
		p := f.interval(rate.Lo, rate.Hi, rate.Level, s.unit)
		p.value(thingOutOf, number(float64(rate.Nights), "{nights}"))
		f.add(s.code, "", number(rate.PerWeek, s.unit), p)
	}
	f.spread(thingLostMedian, "min", f.r.SleepLost)
	f.spread(thingBotherMedian, "{score}", f.r.Bother)
}

// share is a number of nights, with the nights on which it is known.
func (f *figures) share(code string, of share.Of) {
	if of.Said > 0 {
		p := parts{b: f.b}
		p.value(thingOutOf, number(float64(of.Said), "{nights}"))
		f.add(code, "", number(float64(of.So), "{nights}"), p)
	}
}

// spread is a median with its quartiles, and the nights on which it is known.
func (f *figures) spread(code, unit string, s share.Spread) {
	if s.N > 0 {
		p := parts{b: f.b}
		p.value(thingQuarter, number(s.Lo, unit))
		p.value(thingThreeQuarters, number(s.Hi, unit))
		p.value(thingOutOf, number(float64(s.N), "{nights}"))
		f.add(code, "", number(s.Median, unit), p)
	}
}

func (f *figures) interval(lo, hi, level float64, unit string) parts {
	p := parts{b: f.b}
	p.value(thingLow, number(lo, unit))
	p.value(thingHigh, number(hi, unit))
	p.value(thingLevel, number(level, "1"))
	return p
}

// tests are what remedies did in trials by lot: nights with the remedy against nights without. Before against after is
// no trial and is not here.
func (f *figures) tests() {
	for _, t := range f.r.Tested {
		if t.Result == nil || t.Tampered {
			continue
		}
		effect, code, unit := t.Result.RateRatio, thingRatio, "1"
		if effect == nil {
			effect, code, unit = t.Result.Difference, thingDifference, differenceUnits[t.Measure.ID]
		}
		if effect == nil || unit == "" {
			continue
		}
		p := f.interval(effect.Lo, effect.Hi, effect.Level, unit)
		p.value(thingOutOf, number(float64(t.Result.N), "{nights}"))
		p.value(thingMeasure, Value{String: t.Measure.ID})
		remedy := f.b.remedy(t.Remedy, t.Name)
		p.value(thingRemedy, Value{Concept: &remedy})
		f.add(code, string(t.ID), number(effect.Median, unit), p)
	}
}
