package knowledge

import (
	"errors"
	"fmt"
	"math"

	"charley"
)

// How an exposure is answered.
const (
	YesNo  = "yes_no"
	Amount = "amount"
)

// An Exposure is something that varies by day and that an evening can ask about.
type Exposure struct {
	ID       string `toml:"id"`                   // as stored in evenings
	Name     string `toml:"name" say:"plain"`     // short, for lists and charts
	Question string `toml:"question" say:"plain"` // as asked in the evening, before the night is known
	// Nights says which nights are those with it, "after a warm bath", as it stands
	// behind "more cramps" and "on 20 nights". For an Amount it means any of it.
	Nights string `toml:"nights" say:"plain"`
	// NightsAbove says the same of an Amount above {0}: "after more than 6 hours of sitting".
	NightsAbove string   `toml:"nights_above" say:"plain"`
	Kind        string   `toml:"kind"`             // YesNo or Amount
	Unit        string   `toml:"unit" say:"plain"` // of an Amount: hours, litres …; else empty
	Choices     []Choice `toml:"choice"`           // what can be tapped; for YesNo no and yes, filled in
	Default     bool     `toml:"default"`          // asked unless the person chose otherwise
	Order       int      `toml:"order"`            // rank among those asked, smaller first
	// NoneMeansNo says that "none of these today" answers this one with no.
	// It is false where a no would be absurd, as for how much a person drank:
	// then silence stays unknown.
	NoneMeansNo bool     `toml:"none_means_no"`
	Forms       []string `toml:"forms"`          // how it may act on the legs, of Forms; FormDay if left out
	TestedBy    string   `toml:"tested_by"`      // the remedy whose test by lot answers whether it matters; empty: none does
	TestDoes    bool     `toml:"test_does"`      // that remedy is to do it; else it is to leave it out, or to do something against it
	Rows        []string `toml:"rows"`           // of the evidence: n1, r2 …
	Usual       string   `toml:"usual"`          // the feature that says how it is on most days
	Do          string   `toml:"do" say:"plain"` // what to do about it
	DoMore      bool     `toml:"do_more"`        // that is to do it, or enough of it; else to have less of it, or to bear with it
	Claims      []Claim  `toml:"claim"`
}

// FormDay is how an exposure acts if its record says nothing else.
const FormDay = "day"

// Forms are how an exposure may act on a night. Each form beyond the first costs
// some of the power to find any, so that a record names only those with a reason.
func Forms() []Word {
	return []Word{
		{FormDay, "the day before the night"},
		{"two_days", "the mean of the two days before it"},
		{"day_before", "the day before that day"},
		{"surprise", "how far the day is from what is usual for the person"},
	}
}

// A Choice is one tap.
type Choice struct {
	Label string `toml:"label" say:"plain"`
	Value any    `toml:"value"` // bool for YesNo, float64 in Unit for Amount
}

func (e *Exposure) name() string { return e.ID }

func (e *Exposure) check() error {
	if len(e.Forms) == 0 {
		e.Forms = []string{FormDay}
	}
	switch {
	case e.Name == "":
		return errors.New("name is missing")
	case e.Question == "":
		return errors.New("question is missing")
	case e.Kind != YesNo && e.Kind != Amount:
		return fmt.Errorf("kind is %q, must be %s or %s", e.Kind, YesNo, Amount)
	case e.Kind == YesNo && (len(e.Choices) > 0 || e.Unit != ""):
		return errors.New("a yes_no has no choices and no unit of its own")
	case e.Kind == Amount && (len(e.Choices) < 2 || e.Unit == ""):
		return errors.New("an amount needs a unit and at least two choices")
	}
	if e.Kind == YesNo {
		return nil // its choices are no and yes: see answered
	}
	for i, c := range e.Choices {
		n, ok := number(c.Value)
		if !ok || n < 0 || c.Label == "" {
			return fmt.Errorf("choice %d needs a label and a value from 0 up", i+1)
		}
		e.Choices[i].Value = n
	}
	return nil
}

// number reads a TOML number, whole or not.
func number(v any) (float64, bool) {
	switch n := v.(type) {
	case int64:
		return float64(n), true
	case float64:
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

// ExposuresOf are the exposures that a person can be asked about: those that are
// known, and after them their own.
func (b *Base) ExposuresOf(s charley.Settings) []Exposure {
	out := b.exposures.All()
	for i, own := range s.Own {
		out = append(out, b.phrases.ownExposure(own, i))
	}
	return out
}

// lastOrder puts a person's own exposures after all others.
const lastOrder = 100_000

func (p Phrases) ownExposure(own charley.Own, place int) Exposure {
	x := Exposure{ID: own.ID, Name: own.Name, Question: Filled(p.Own, own.Name), Nights: Filled(p.OwnNights, own.Name), Kind: YesNo, Order: lastOrder + place, NoneMeansNo: true, Forms: []string{FormDay}}
	return x.answered(p)
}

// answered gives a question that is answered by yes or no its choices.
func (e Exposure) answered(p Phrases) Exposure {
	if e.Kind == YesNo {
		e.Choices = []Choice{{Label: p.No, Value: false}, {Label: p.Yes, Value: true}}
	}
	return e
}

// NightsWith says which nights are those with more of it than an amount; for a
// yes-or-no the amount does not matter.
func (e Exposure) NightsWith(above string) string {
	if e.Kind == YesNo || above == "0" && e.Nights != "" {
		return e.Nights
	}
	return Filled(e.NightsAbove, above)
}
