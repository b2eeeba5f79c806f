package told

import (
	"slices"
	"strings"

	"charley/tell"
	"charley/treat"
)

// Rules are by what an outcome was worked out.
type Rules struct {
	Edition string `json:"edition"`           // knowledge.Base.Version
	Records string `json:"records"`           // knowledge.Base.Number: two editions of one name may differ
	Program string `json:"program,omitempty"` // its version: the method is in it
}

// An Outcome is what a person is told, in short: ids, and words of a small set.
// It holds the names of its day too, because a later edition may know them no more.
type Outcome struct {
	Urgency  string `json:"urgency"`            // id of an urgency
	Flags    []Said `json:"flags,omitempty"`    // warning signs that stand, most urgent first
	Weighed  bool   `json:"weighed"`            // conditions and remedies were weighed: no urgent sign stood
	Fits     []Said `json:"fits,omitempty"`     // how well each condition fits, by id
	Remedies []Said `json:"remedies,omitempty"` // whether each may be tried, by id
}

// A Said is one thing and what is told of it.
type Said struct {
	ID   string `json:"id"`
	Name string `json:"name"` // as it was called then
	Says string `json:"says"` // the urgency of a sign, the band of a condition, the status of a remedy
}

// Of is what a verdict and the advice on it tell.
func Of(v tell.Verdict, advice treat.Advice, names func(condition string) string) Outcome {
	o := Outcome{Urgency: v.Urgency, Weighed: !v.Urgent()}
	for _, f := range v.Fired() {
		o.Flags = append(o.Flags, Said{f.ID, f.Name, f.Urgency})
	}
	if !o.Weighed {
		return o
	}
	for _, c := range v.Conditions {
		o.Fits = append(o.Fits, Said{c.ID, names(c.ID), c.Band})
	}
	for _, r := range advice.Remedies {
		o.Remedies = append(o.Remedies, Said{r.ID, r.Name, r.Status})
	}
	byID := func(a, b Said) int { return strings.Compare(a.ID, b.ID) }
	slices.SortFunc(o.Fits, byID)
	slices.SortFunc(o.Remedies, byID)
	return o
}

// Same says that two outcomes tell the same, whatever things are called.
func (o Outcome) Same(other Outcome) bool {
	return Compare(o, other).None() && o.Weighed == other.Weighed
}
