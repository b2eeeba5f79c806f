package food

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"

	"charley/knowledge"
	"charley/rule"
)

// The bands into which a usual day falls.
const (
	Enough     = "enough"
	Near       = "near"
	Low        = "low"
	CannotTell = "cannot_tell"
)

// The minerals that are checked: ids of intakes.
const (
	Magnesium = "magnesium"
	Potassium = "potassium"
)

// A Result is the check of one person's usual food.
type Result struct {
	Version   string     `json:"knowledge_version"`
	Nutrients []Nutrient `json:"nutrients"` // magnesium, then potassium
}

// Of finds a nutrient by its id.
func (r Result) Of(id string) (Nutrient, bool) {
	i := slices.IndexFunc(r.Nutrients, func(n Nutrient) bool { return n.Nutrient == id })
	if i < 0 {
		return Nutrient{}, false
	}
	return r.Nutrients[i], true
}

// A Nutrient is what a usual day brings of one mineral, beside what is enough.
// Without a Reference the shares are 0 and mean nothing.
type Nutrient struct {
	Nutrient string    `json:"nutrient"` // magnesium, potassium
	Name     string    `json:"name"`
	MgPerDay float64   `json:"mg_per_day"` // from the portions that were answered
	Lo       float64   `json:"lo"`         // interval of it, by weighing.interval
	Hi       float64   `json:"hi"`
	Unasked  float64   `json:"unasked_mg"` // what the portions without an answer could add
	Share    float64   `json:"share"`      // per cent of the reference, of its middle where that is a range
	ShareLo  float64   `json:"share_lo"`   // Lo against the largest reference that could hold
	ShareHi  float64   `json:"share_hi"`   // Hi against the smallest
	Band     string    `json:"band"`
	Asked    int       `json:"asked"`   // portions with an answer
	Missing  []string  `json:"missing"` // ids of the portions without
	Warnings []Warning `json:"warnings"`
	Reference
}

// A Warning is something to know before trusting a number.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

// What must be known before trusting the check, by code.
var warnings = map[string]string{
	"lower_bound": "Some portions were not answered. They add nothing here, so this is the least it can be.",
	"withheld":    "The usual amounts do not hold for this person: nothing is compared with them.",
	"flagged":     "A warning sign stands: nothing is compared with usual amounts until it is settled.",
	"too_few":     "Too few portions were answered to tell.",
	"range":       "Age, sex or pregnancy is not known, so what is enough is a range.",
	"none":        "There is no reference for this age.",
	"wide":        "The width is too large to tell.",
	"open":        "What was not answered could make the difference.",
}

func (n *Nutrient) warn(code string) {
	n.Warnings = append(n.Warnings, Warning{Code: code, Text: warnings[code]})
}

// Check is about how much magnesium and potassium a usual day brings.
//
//	Shapes   answers portion_*: a number, portions a week; others are read by the rules of the intakes.
//	Units    mg a day; shares in per cent of the reference.
//	Formula  a portion holds m mg, the mean of the foods that stand for it. n portions a week bring
//	         n m / 7 a day, with variance (n / 7)² (s² + (f m)² + (p m)²): s is the standard deviation
//	         between those foods, f is food_spread and p food_portion of advice.toml. The sum over the
//	         portions has the sum of the variances, and the interval is weighing.interval standard
//	         deviations to each side, never below 0.
//	Missing  a portion without an answer adds nothing; Unasked is what all of them would add at
//	         food_missing portions a week. The band allows for it.
//	Range    finite, 0 or more; an answer beyond the feature's range counts as its end.
//	Assumes  portions err independently of each other. Who serves large helpings does so of everything,
//	         so the interval is rather too narrow than too wide. It holds only what the list asks for.
//	Cost     one pass over the portions, about 30 µs.
func Check(base *knowledge.Base, table *knowledge.FoodTable, a rule.Answers) Result {
	out := Result{Version: base.Version(), Nutrients: []Nutrient{}}
	for _, id := range []string{Magnesium, Potassium} {
		if in, ok := base.Intakes().Get(id); ok {
			out.Nutrients = append(out.Nutrients, nutrient(base, table, in, a))
		}
	}
	return out
}

func nutrient(base *knowledge.Base, table *knowledge.FoodTable, in knowledge.Intake, a rule.Answers) Nutrient {
	n := Nutrient{Nutrient: in.ID, Name: in.Name, Reference: reference(base, in, a), Missing: []string{}, Warnings: []Warning{}}
	advice := base.Advice()
	variance := 0.0
	portions := base.Portions().All()
	for _, p := range portions {
		held := amountIn(table, p, in.ID)
		weekly, ok := eaten(base, p.ID, a)
		if !ok {
			n.Missing = append(n.Missing, p.ID)
			n.Unasked += advice.FoodMissing / 7 * held.mean
			continue
		}
		n.Asked++
		n.MgPerDay += weekly.mean / 7 * held.mean
		variance += held.variance(advice)*square(weekly.mean/7) + square(weekly.spread/7*held.mean)
	}
	width := base.Weighing().Interval * math.Sqrt(variance)
	n.Lo, n.Hi = max(0, n.MgPerDay-width), n.MgPerDay+width
	n.judge(advice, len(portions))
	return n
}

// Withhold takes away the reference, and with it the band and the shares, while
// a warning sign stands: nothing about eating is to be weighed then.
func (n *Nutrient) Withhold() {
	n.withhold()
	n.Band, n.Share, n.ShareLo, n.ShareHi = CannotTell, 0, 0, 0
	n.Warnings = []Warning{}
	if len(n.Missing) > 0 {
		n.warn("lower_bound")
	}
	n.warn("flagged")
}

// MarshalJSON writes shares that mean nothing as null.
func (n Nutrient) MarshalJSON() ([]byte, error) {
	type bare Nutrient // without this method
	out := struct {
		bare
		Share   *float64 `json:"share"`
		ShareLo *float64 `json:"share_lo"`
		ShareHi *float64 `json:"share_hi"`
	}{bare: bare(n)}
	if n.Amount != nil {
		out.Share, out.ShareLo, out.ShareHi = &n.Share, &n.ShareLo, &n.ShareHi
	}
	return json.Marshal(out)
}

// judge finds the band, and says what stands in its way.
func (n *Nutrient) judge(advice knowledge.Advice, portions int) {
	n.Band = CannotTell
	if len(n.Missing) > 0 {
		n.warn("lower_bound")
	}
	few := float64(n.Asked) < advice.FoodAsked*float64(portions) || n.Asked == 0
	if few {
		n.warn("too_few")
	}
	switch {
	case n.Raise == MayNot:
		n.warn("withheld")
		return
	case n.Amount == nil:
		n.warn("none")
		return
	}
	if n.Amount.Lo < n.Amount.Hi {
		n.warn("range")
	}
	n.Share = 100 * n.MgPerDay / n.Amount.middle()
	n.ShareLo, n.ShareHi = 100*n.Lo/n.Amount.Hi, 100*n.Hi/n.Amount.Lo
	if few {
		return
	}
	low, near := 100*advice.FoodLow, 100*advice.FoodNear
	most := 100 * (n.Hi + n.Unasked) / n.Amount.Lo // with what was not answered
	reach := 100 * (n.MgPerDay + n.Unasked) / n.Amount.middle()
	switch {
	case n.ShareLo < low && n.ShareHi >= near:
		n.warn("wide")
	case n.ShareLo < low && most >= near, n.Share < low && reach >= low:
		n.warn("open")
	case n.Share >= near:
		n.Band = Enough
	case n.Share >= low:
		n.Band = Near
	default:
		n.Band = Low
	}
}

// A Part is what one portion brings to a usual day.
type Part struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	PerWeek float64 `json:"per_week"`
	Mg      float64 `json:"mg_per_day"`
	Percent float64 `json:"percent"` // of what all answered portions bring
}

// Parts are what each answered portion brings to a usual day of a mineral, the
// most first.
func Parts(base *knowledge.Base, table *knowledge.FoodTable, nutrient string, a rule.Answers) []Part {
	out, total := []Part{}, 0.0
	for _, p := range base.Portions().All() {
		weekly, ok := eaten(base, p.ID, a)
		if !ok {
			continue
		}
		part := Part{ID: p.ID, Name: p.Name, PerWeek: weekly.mean, Mg: weekly.mean / 7 * amountIn(table, p, nutrient).mean}
		out, total = append(out, part), total+part.Mg
	}
	for i := range out {
		if total > 0 {
			out[i].Percent = 100 * out[i].Mg / total
		}
	}
	slices.SortStableFunc(out, func(x, y Part) int { return cmp.Compare(y.Mg, x.Mg) })
	return out
}
