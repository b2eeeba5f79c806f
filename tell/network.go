package tell

import (
	"math"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// A network is the table of how often findings are so in which condition, made
// ready for weighing. Cramps and restless legs may both be there, and beside
// them one other condition at a time, so that what imitates one of them can
// explain a finding away. A state says which are there: 4 times the number of
// the other condition (0: none), plus 1 for cramps, plus 2 for restless legs.
type network struct {
	conditions []scored
	findings   []finding
	caps       []float64 // of each group, as a log ratio
	w          knowledge.Weighing
}

// The conditions that may stand side by side come first.
const (
	cramps   = 0
	restless = 1
	pair     = 2 // how many they are
	both     = 4 // states of the pair
)

// A scored is a condition whose fit is worked out.
type scored struct {
	knowledge.Condition
	prior knowledge.Prior
}

type finding struct {
	knowledge.Finding
	group    int
	rates    []float64 // share by condition; 0: the condition says nothing about it
	shares   []float64 // share by state
	yes, no  []float64 // log ratio to elsewhere by state, shrunk where judged
	variance [2]float64
	power    float64
}

func newNetwork(base *knowledge.Base) *network {
	n := &network{w: base.Weighing()}
	n.conditions = inNetwork(base)
	groups := map[string]int{}
	for _, f := range base.Findings().All() {
		at, ok := groups[f.Group]
		if !ok {
			at = len(n.caps)
			groups[f.Group] = at
			cap := n.w.Cap
			if own, ok := n.w.Caps[f.Group]; ok {
				cap = own
			}
			n.caps = append(n.caps, math.Log(cap))
		}
		n.findings = append(n.findings, n.finding(f, at))
	}
	return n
}

// inNetwork are cramps, restless legs, and the other scored conditions in order.
func inNetwork(base *knowledge.Base) []scored {
	out := make([]scored, pair)
	for _, c := range base.Conditions().All() {
		prior, _ := base.Priors().Get(c.ID)
		s := scored{c, prior}
		switch {
		case c.Kind != knowledge.Scored:
		case c.ID == "leg_cramps":
			out[cramps] = s
		case c.ID == "rls":
			out[restless] = s
		default:
			out = append(out, s)
		}
	}
	return out
}

func (n *network) states() int { return both * (len(n.conditions) - pair + 1) }

// holds are the conditions that are there in a state.
func (n *network) holds(state int) []int {
	var out []int
	if state&1 != 0 {
		out = append(out, cramps)
	}
	if state&2 != 0 {
		out = append(out, restless)
	}
	if other := state / both; other > 0 {
		out = append(out, pair+other-1)
	}
	return out
}

func (n *network) finding(f knowledge.Finding, group int) finding {
	out := finding{Finding: f, group: group, rates: make([]float64, len(n.conditions)), power: 1}
	judged := soft(f.Mark)
	for i, c := range n.conditions {
		if r, ok := f.Rate(c.ID); ok {
			out.rates[i] = r.Share
			judged = judged || soft(r.Mark)
		}
	}
	if judged {
		out.power = n.w.JudgedPower
	}
	people := n.w.ReadPeople
	if judged {
		people = n.w.JudgedPeople
	}
	p := f.Elsewhere
	out.variance = [2]float64{(1 - p) / (p * people), p / ((1 - p) * people)}
	for state := range n.states() {
		share := out.shareIn(n.holds(state))
		out.shares = append(out.shares, share)
		out.yes = append(out.yes, out.power*math.Log(share/p))
		out.no = append(out.no, out.power*math.Log((1-share)/(1-p)))
	}
	return out
}

// soft says that a figure was not read as such in a text.
func soft(mark string) bool { return mark != "read" && mark != "derived" && mark != "second_hand" }

// shareIn is how often the finding is so where these conditions are there. Two
// that can both bring it about do so independently of each other (noisy-or); an
// answer about the typical spell is about one of them or the other, and more
// often about the more striking one: halfway between the mean and the largest.
func (f finding) shareIn(conditions []int) float64 {
	var rates []float64
	for _, c := range conditions {
		if f.rates[c] > 0 {
			rates = append(rates, f.rates[c])
		}
	}
	if len(rates) == 0 {
		return f.Elsewhere
	}
	none, sum := 1.0, 0.0
	for _, r := range rates {
		none *= 1 - r
		sum += r
	}
	if f.Typical {
		return (sum/float64(len(rates)) + slices.Max(rates)) / 2
	}
	return min(1-none, 0.99)
}

// A weighed is the network with one person's findings in it.
type weighed struct {
	n       *network
	said    []charley.Tri // by finding
	power   []float64     // by finding: how far its group was shrunk
	weights []float64     // by state, not normalised
}

func (n *network) weigh(a rule.Answers) weighed {
	w := weighed{n: n, said: make([]charley.Tri, len(n.findings)), power: make([]float64, len(n.findings))}
	known := make([]int, len(n.caps))
	for i, f := range n.findings {
		w.said[i] = f.When.Eval(a)
		if w.said[i] != charley.Unknown {
			known[f.group]++
		}
	}
	states := n.states()
	sums := make([]float64, len(n.caps)*states)
	for i, f := range n.findings {
		logs := f.logs(w.said[i])
		if logs == nil {
			continue
		}
		w.power[i] = 1
		if known[f.group] > 1 {
			w.power[i] = n.w.GroupPower
		}
		row := sums[f.group*states:]
		for s, l := range logs {
			row[s] += w.power[i] * l
		}
	}
	total := make([]float64, states)
	for g, limit := range n.caps {
		hard := math.Log(n.w.Cap)
		for s := range states {
			total[s] += min(max(sums[g*states+s], -hard), limit)
		}
	}
	w.weights = n.priors(a)
	top := slices.Max(total)
	for s := range w.weights {
		w.weights[s] *= math.Exp(total[s] - top)
	}
	return w
}

// logs are the log ratios of an answer by state; nil where there is none, so
// that what is not known is summed out.
func (f finding) logs(said charley.Tri) []float64 {
	switch said {
	case charley.Yes:
		return f.yes
	case charley.No:
		return f.no
	}
	return nil
}

// priors are the odds of each state before any finding.
func (n *network) priors(a rule.Answers) []float64 {
	odds := make([]float64, len(n.conditions))
	for i, c := range n.conditions {
		odds[i] = priorOdds(c.prior, a)
	}
	out := make([]float64, n.states())
	for s := range out {
		out[s] = 1
		for _, c := range n.holds(s) {
			out[s] *= odds[c]
		}
	}
	return out
}

// The ages at which a column of the priors begins.
const (
	grown  = 18
	middle = 40
	older  = 60
)

func priorOdds(p knowledge.Prior, a rule.Answers) float64 {
	share := (p.From18 + p.From40 + p.From60) / 3 // age not known
	if age := a["age_years"]; age.Kind == rule.Number {
		switch {
		case age.Low < grown:
			share = p.Under18
		case age.Low < middle:
			share = p.From18
		case age.Low < older:
			share = p.From40
		default:
			share = p.From60
		}
	}
	if pregnant(a) {
		share = p.Pregnant
	}
	odds := share / (1 - share)
	for _, f := range p.Times {
		if f.When.Eval(a) == charley.Yes {
			odds *= f.Factor
		}
	}
	return odds
}

// chances are how likely each condition is, given all. Cramps and restless legs
// are summed over whatever other condition may be there; each other condition is
// weighed against its own absence alone, so that they take nothing from each other.
func (n *network) chances(weights []float64) []float64 {
	out := make([]float64, len(n.conditions))
	var total, none float64
	for s, w := range weights {
		total += w
		if s&1 != 0 {
			out[cramps] += w
		}
		if s&2 != 0 {
			out[restless] += w
		}
		if other := s / both; other > 0 {
			out[pair+other-1] += w
		} else {
			none += w
		}
	}
	for i := range out {
		if i < pair {
			out[i] /= total
		} else if out[i] > 0 {
			out[i] /= out[i] + none
		}
	}
	return out
}
