package tell

import (
	"charley/knowledge"
	"charley/lookup"
)

// A Teller is the knowledge, made ready for many verdicts. It does not change
// and may be used by many at once.
type Teller struct {
	base           *knowledge.Base
	weigh          knowledge.Weighing
	features       map[string]knowledge.Feature
	conditional    []knowledge.Feature  // those that do not apply to everybody
	umbrellas      []knowledge.Feature  // those that contain others
	riskIs         map[string]string    // by item of risk: the standing condition that is the same
	standing       []knowledge.Standing // those that do not apply to everybody
	flags          []knowledge.Flag     // most urgent first, then by rank
	rank           map[string]int       // of urgencies, 1 the most urgent
	flagRank       map[string]int
	sets           []knowledge.CriteriaSet
	contradictions []knowledge.Contradiction
	net            *network
	names          *lookup.Names
}

// New makes the knowledge ready.
func New(base *knowledge.Base) *Teller {
	t := &Teller{base: base, weigh: base.Weighing(), features: map[string]knowledge.Feature{}, riskIs: map[string]string{}, rank: map[string]int{}, sets: base.Criteria().All(),
		contradictions: base.Contradictions().All()}
	for _, f := range base.Features().All() {
		t.features[f.ID] = f
		if !f.When.IsZero() {
			t.conditional = append(t.conditional, f)
		}
		if len(f.Contains) > 0 {
			t.umbrellas = append(t.umbrellas, f)
		}
	}
	for _, s := range base.Standing().All() {
		if s.Risk != "" {
			t.riskIs[s.Risk] = s.ID
		}
		if !s.When.IsZero() {
			t.standing = append(t.standing, s)
		}
	}
	for _, u := range base.Urgencies().All() {
		t.rank[u.ID] = u.Rank
	}
	t.flagRank = map[string]int{}
	for _, f := range base.Flags().All() {
		t.flagRank[f.ID] = f.Rank
	}
	t.flags = t.inOrder(base.Flags().All())
	t.net = newNetwork(base)
	t.names = lookup.NewNames(base)
	return t
}

// Knowledge is what the verdicts rest on.
func (t *Teller) Knowledge() *knowledge.Base { return t.base }

// Names are the tables in which conditions and medicines are found by exact name.
func (t *Teller) Names() *lookup.Names { return t.names }

// urgent says that an urgency is the same day or above.
func (t *Teller) urgent(urgency string) bool {
	return urgency != "" && t.rank[urgency] <= t.rank[knowledge.SameDay]
}

// higher is the more urgent of two.
func (t *Teller) higher(a, b string) string {
	if a == "" || b != "" && t.rank[b] < t.rank[a] {
		return b
	}
	return a
}
