package tell

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// askNext are the features worth knowing next: first everything that a red flag
// still needs, the most urgent first, and then what would lower the expected
// loss most for every second of reading, while it does so at all.
func (t *Teller) askNext(a rule.Answers, v Verdict, w weighed) []string {
	out := []string{}
	for _, f := range v.RedFlags {
		out = join(out, f.Unknown)
	}
	for _, c := range v.Contradictions {
		out = join(out, c.Features)
	}
	if v.Urgent() {
		return out
	}
	for _, q := range t.worth(a, w) {
		out = join(out, []string{q.feature})
	}
	return out
}

// A question is one that could be asked, and what it is worth.
type question struct {
	feature string
	gain    float64 // expected fall in expected loss
	seconds float64 // to read and to tap
}

// worth are the questions of the questionnaire that are still worth asking, the
// best for its reading time first.
func (t *Teller) worth(a rule.Answers, w weighed) []question {
	now := t.loss(w.weights)
	gains := map[string]float64{}
	for i, f := range t.net.findings {
		if w.said[i] != charley.Unknown {
			continue
		}
		gain := now - t.lossAfter(w, f)
		for _, name := range f.When.Missing(a) {
			gains[name] = max(gains[name], gain)
		}
	}
	var out []question
	for name, gain := range gains {
		f := t.features[name]
		if f.Ask && gain >= t.weigh.StopGain && !a.Known(name) {
			out = append(out, question{name, gain, t.Seconds(f)})
		}
	}
	slices.SortFunc(out, func(a, b question) int {
		return cmp.Or(cmp.Compare(b.gain/b.seconds, a.gain/a.seconds), cmp.Compare(a.feature, b.feature))
	})
	return out
}

// loss is the loss to be expected from naming, for each condition, what costs
// less: to name it or not to.
func (t *Teller) loss(weights []float64) float64 {
	sum := 0.0
	for i, p := range t.net.chances(weights) {
		sum += min(p*t.missing(t.net.conditions[i].Urgency), (1-p)*t.weigh.Loss.False)
	}
	return sum
}

// missing is what it costs not to name a condition.
func (t *Teller) missing(urgency string) float64 {
	switch {
	case t.urgent(urgency):
		return t.weigh.Loss.MissUrgent
	case urgency == knowledge.Soon:
		return t.weigh.Loss.MissSoon
	}
	return t.weigh.Loss.Miss
}

// lossAfter is the loss to be expected once a finding is known.
func (t *Teller) lossAfter(w weighed, f finding) float64 {
	var total, yes float64
	for s, weight := range w.weights {
		total += weight
		yes += weight * f.shares[s]
	}
	yes /= total
	after := make([]float64, len(w.weights))
	sum := 0.0
	for _, outcome := range []struct {
		chance float64
		logs   []float64
	}{{yes, f.yes}, {1 - yes, f.no}} {
		for s, weight := range w.weights {
			after[s] = weight * math.Exp(outcome.logs[s])
		}
		sum += outcome.chance * t.loss(after)
	}
	return sum
}

// Seconds is how long a question takes: its words at the reading speed in the
// records, and one tap.
func (t *Teller) Seconds(f knowledge.Feature) float64 {
	words := len(strings.Fields(f.Question)) + len(strings.Fields(f.Help))
	for _, v := range f.Taps() {
		words += len(strings.Fields(v.Label))
	}
	return t.reading(words)
}

// reading is how many seconds so many words and one tap take.
func (t *Teller) reading(words int) float64 {
	return float64(words)/t.weigh.WordsMinute*60 + t.weigh.TapSeconds
}

// sources are what the verdict rests on: of its flags, of what is named, and of
// the criteria that were decided.
func (t *Teller) sources(v Verdict) []string {
	out := []string{}
	add := func(claims []knowledge.Claim) {
		for _, c := range claims {
			out = join(out, c.Sources)
		}
	}
	for _, f := range v.Fired() {
		rec, _ := t.base.Flags().Get(f.ID)
		add(rec.Claims)
	}
	for _, c := range v.Conditions {
		if rec, ok := t.base.Conditions().Get(c.ID); ok && named(c.Band) {
			add(rec.Claims)
		}
		for _, r := range c.Reasons {
			out = join(out, r.Sources)
		}
	}
	return out
}
