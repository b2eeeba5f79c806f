package tell

import (
	"cmp"
	"math"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// The bands of a fit. There is no number on a page: see docs/tell-apart.md.
const (
	Strong     = "strong"
	Possible   = "possible"
	UnlikelyIs = "unlikely"
	CannotTell = "cannot_tell"
)

// A Condition is how well one condition fits, on its own.
type Condition struct {
	ID      string   `json:"id"`
	Band    string   `json:"band"`
	For     []string `json:"for"`     // features that speak for it, strongest first
	Against []string `json:"against"` // and against it
	Unknown []string `json:"unknown"` // not known, and would move it
	Fit     *Fit     `json:"fit"`     // nil where a red flag named it: then nothing was weighed
	Reasons []Reason `json:"reasons"` // strongest first
	Flags   []string `json:"flags"`   // the red flags that point to it
	Urgency string   `json:"urgency"` // what to do if it is this
}

// newCondition is a condition of which nothing is said yet. Its lists are empty,
// not nil: JSON has no null for them.
func newCondition(id, urgency string) Condition {
	return Condition{ID: id, Band: Possible, Urgency: urgency, For: []string{}, Against: []string{}, Unknown: []string{}, Reasons: []Reason{}, Flags: []string{}}
}

// A Fit is the estimate behind a band, from 0 to 1, with its interval. It is
// for reading on machines and in tests; it has not been calibrated on people.
type Fit struct {
	Mid   float64 `json:"mid"`
	Lo    float64 `json:"lo"`
	Hi    float64 `json:"hi"`
	Level float64 `json:"level"`
	Known int     `json:"known"` // findings that it rests on
}

// A Reason is one finding that moved a fit.
type Reason struct {
	Finding  string   `json:"finding"`
	Says     string   `json:"says"`
	Features []string `json:"features"`
	Weight   float64  `json:"weight"` // log likelihood ratio, after shrinking: above 0 speaks for
	Mark     string   `json:"mark"`
	Sources  []string `json:"sources"`
}

// least is the weight below which a finding is not worth naming as a reason.
const least = 0.1

// fits are all scored conditions, best first.
func (t *Teller) fits(a rule.Answers, w weighed) []Condition {
	chances := t.net.chances(w.weights)
	out := make([]Condition, 0, len(chances))
	for i, mid := range chances {
		out = append(out, t.fit(i, mid, a, w))
	}
	slices.SortStableFunc(out, func(a, b Condition) int { return cmp.Compare(b.Fit.Mid, a.Fit.Mid) })
	return out
}

func (t *Teller) fit(i int, mid float64, a rule.Answers, w weighed) Condition {
	c := newCondition(t.net.conditions[i].ID, t.net.conditions[i].Urgency)
	spread := t.weigh.PriorSpread * t.weigh.PriorSpread
	known := 0
	var speaksFor, speaksAgainst float64
	for j, f := range t.net.findings {
		if f.rates[i] == 0 {
			continue
		}
		if w.said[j] == charley.Unknown {
			c.Unknown = join(c.Unknown, t.askable(f.When.Missing(a)))
			continue
		}
		known++
		r, variance := f.reason(i, c.ID, w.said[j], w.power[j], t.weigh)
		spread += variance
		speaksFor += max(r.Weight, 0)
		speaksAgainst -= min(r.Weight, 0)
		if math.Abs(r.Weight) >= least {
			r.Features = f.When.Because(a)
			c.Reasons = append(c.Reasons, r)
		}
	}
	slices.SortStableFunc(c.Reasons, func(a, b Reason) int { return cmp.Compare(math.Abs(b.Weight), math.Abs(a.Weight)) })
	for _, r := range c.Reasons {
		if r.Weight > 0 {
			c.For = join(c.For, r.Features)
		} else {
			c.Against = join(c.Against, r.Features)
		}
	}
	c.Fit = t.interval(mid, math.Sqrt(spread), known)
	odds := priorOdds(t.net.conditions[i].prior, a)
	c.Band = t.band(*c.Fit, odds/(1+odds))
	// Nothing is named without a reason to show for it, and of the two that this is
	// all about, nothing is ruled out without one either.
	if named(c.Band) && speaksFor < t.weigh.LeastFor || i < pair && c.Band == UnlikelyIs && speaksAgainst < t.weigh.LeastFor {
		c.Band = CannotTell
	}
	return c
}

// reason is how far one finding moved one condition, and how unsure that is.
func (f finding) reason(condition int, id string, said charley.Tri, power float64, w knowledge.Weighing) (Reason, float64) {
	rate, _ := f.Rate(id)
	p, people, mark := f.rates[condition], w.ReadPeople, "read"
	if f.power != 1 {
		people, mark = w.JudgedPeople, "judgement"
	}
	power *= f.power
	r := Reason{Finding: f.ID, Says: f.Says, Weight: power * math.Log(p/f.Elsewhere), Mark: mark, Sources: rate.Sources}
	variance := (1-p)/(p*people) + f.variance[0]
	if said == charley.No {
		r.Says, r.Weight = f.SaysNot, power*math.Log((1-p)/(1-f.Elsewhere))
		variance = p/((1-p)*people) + f.variance[1]
	}
	return r, power * power * variance
}

// interval is a fit with its interval, on the scale of log odds.
func (t *Teller) interval(mid, spread float64, known int) *Fit {
	mid = min(max(mid, 1e-9), 1-1e-9)
	logit := math.Log(mid / (1 - mid))
	expit := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	z := t.weigh.Interval
	return &Fit{Mid: mid, Lo: expit(logit - z*spread), Hi: expit(logit + z*spread), Level: math.Erf(z / math.Sqrt2), Known: known}
}

// band is a fit in a word. What is common is not named for that alone: the
// answers must not speak against it.
func (t *Teller) band(f Fit, prior float64) string {
	switch w := t.weigh; {
	case f.Known < w.LeastKnown:
		return CannotTell
	case f.Mid >= w.Strong && f.Lo >= w.StrongLow:
		return Strong
	case f.Mid >= w.Possible && f.Lo >= w.PossibleLow && f.Mid >= prior:
		return Possible
	case f.Hi < w.Possible || f.Mid < w.Unlikely && f.Hi < w.UnlikelyHigh:
		return UnlikelyIs
	}
	return CannotTell
}

// named says that a band is at possible or above.
func named(band string) bool { return band == Strong || band == Possible }
