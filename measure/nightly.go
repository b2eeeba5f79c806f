package measure

import (
	"math"

	"charley"
	"charley/diary"
)

// Nightly is what a night says about a measure, by its id; NaN where it says nothing, and
// for what is not measured at night. Silence is never a zero: only a night of which it was said that nothing more
// happened has a count.
func Nightly(what string, r diary.NightRecord) float64 {
	switch what {
	case Cramps:
		if r.Complete {
			return float64(r.Count(charley.Cramp))
		}
	case BadNight:
		if r.Complete && r.Bad != charley.Unknown {
			if r.Bad == charley.Yes {
				return 1
			}
			return 0
		}
	case Intensity:
		return worst(r)
	case Bother:
		if m := r.Morning; m != nil && m.Bother != nil {
			return *m.Bother
		}
		return unlessAnything(r)
	case SleepLost:
		if m := r.Morning; m != nil && m.SleepLost != nil {
			return float64(*m.SleepLost)
		}
		return unlessAnything(r)
	}
	return math.NaN()
}

// unlessAnything is 0 for a night of which it was said that nothing happened: that
// cannot have bothered anybody or cost sleep. See diary.NightRecord.Bad.
func unlessAnything(r diary.NightRecord) float64 {
	if r.Nothing() {
		return 0
	}
	return math.NaN()
}

// worst is how bad the worst spell of a night was; 0 if there was none. A spell
// of which it was not said could have been the worst, and so could a restless one
// where only cramps were counted.
func worst(r diary.NightRecord) float64 {
	if !r.Complete {
		return math.NaN()
	}
	most := 0.0
	for _, what := range [...]string{charley.Cramp, charley.Restless, charley.Other} {
		bad := r.Worst(what)
		switch {
		case r.Count(what) > 0 && bad != nil:
			most = max(most, *bad)
		case r.Count(what) > 0 || !r.Exact(what):
			return math.NaN()
		}
	}
	return most
}
