package simulate

import "math"

// A Truth is what an analysis of the diary should find.
type Truth struct {
	Rate     float64     `json:"rate"`     // mean of the expected counts a night, missing nights included
	Base     float64     `json:"base"`     // expected count on a night where everything is average
	Phi      float64     `json:"phi"`      // correlation of the night effect with the night before
	Sigma    float64     `json:"sigma"`    // its standard deviation, log scale
	K        float64     `json:"k"`        // size of the negative binomial
	Weekend  float64     `json:"weekend"`  // log rate ratio
	Trend    float64     `json:"trend"`    // log rate ratio from first night to last
	Triggers []Trigger   `json:"triggers"` // in the order of the columns; empty: none
	Missing  int         `json:"missing"`  // nights without a count
	Trial    *TrialTruth `json:"trial,omitempty"`
}

// A TrialTruth is what a trial's analysis should find.
type TrialTruth struct {
	Scheme   string  `json:"scheme"`
	From     int     `json:"from"`      // index of the first night
	Nights   int     `json:"nights"`    // whole blocks
	LogRR    float64 `json:"log_rr"`    // log rate ratio of nights with the remedy
	HalfLife float64 `json:"half_life"` // nights; 0 = no carry-over
}

// Effect is the true log rate ratio of an exposure per its unit; 0 if it is no trigger.
func (t Truth) Effect(exposure string) float64 {
	for _, g := range t.Triggers {
		if g.Exposure == exposure {
			return g.LogRR
		}
	}
	return 0
}

// drawTruth draws what the options leave open.
func drawTruth(o Options) Truth {
	c := stream(o.Seed, streamTruth)
	t := Truth{
		Phi: c.uniform(0.2, 0.7), Sigma: c.uniform(0.3, 0.8), K: c.uniform(1.5, 6),
		Base: c.uniform(0.35, 1.3), Weekend: c.normal(0, 0.2), Trend: c.normal(0, 0.3),
	}
	for _, over := range []struct{ to, from *float64 }{
		{&t.Phi, o.Phi}, {&t.Sigma, o.Sigma}, {&t.K, o.K}, {&t.Weekend, o.Weekend}, {&t.Trend, o.Trend},
	} {
		if over.from != nil {
			*over.to = *over.from
		}
	}
	drawn := drawTriggers(c)
	if o.Triggers != nil {
		drawn = o.Triggers
	}
	t.Triggers = []Trigger{}
	for _, col := range columns() {
		for _, g := range drawn {
			if g.Exposure == col.id {
				t.Triggers = append(t.Triggers, Trigger{Exposure: g.Exposure, LogRR: g.LogRR, Unit: col.unit})
			}
		}
	}
	return t
}

// drawTriggers draws none to three triggers, a fifth of them protective.
func drawTriggers(c chance) []Trigger {
	n := int(c.pick([]float64{0.25, 0.30, 0.30, 0.15}, "0", "1", "2", "3")[0] - '0')
	all := candidates()
	var out []Trigger
	for _, i := range c.Perm(len(all))[:n] {
		size := c.uniform(0.4, 1.1)
		if c.yes(0.2) {
			size = -size
		}
		if columns()[at(all[i])].unit == 2 {
			size *= 0.6
		}
		out = append(out, Trigger{Exposure: all[i], LogRR: size})
	}
	return out
}

// effects are the true log rate ratios per one of each column's own units.
func (t Truth) effects() []float64 {
	out := make([]float64, len(columns()))
	for _, g := range t.Triggers {
		out[at(g.Exposure)] = g.LogRR / g.Unit
	}
	return out
}

// highest keeps a runaway mean at what a night can hold: about 33 cramps.
const highest = 3.5

func mean(eta float64) float64 { return math.Exp(min(eta, highest)) }
