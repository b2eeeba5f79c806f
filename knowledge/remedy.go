package knowledge

import (
	"errors"
	"fmt"
	"slices"
)

// The classes of remedies, by who may start one.
const (
	ClassA = "A" // healthy adults may try it
	ClassB = "B" // only after its gates are all known and no, or a pharmacist or doctor agrees
	ClassC = "C" // a prescriber's alone
	ClassX = "X" // never suggested
)

// What a gate does to a remedy when it is so. While it is not known, the remedy
// is AskFirst whatever stands here.
const (
	AskFirst   = "ask_first"
	Gated      = "gated"
	Prescriber = "prescriber"
	NotAdvised = "not_advised"
)

// MostWeight is the greatest weight of one match.
const MostWeight = 3

// How well a remedy can be tested on oneself.
const (
	TrialGood = "good"
	TrialFair = "fair"
)

// A Remedy is something that may help legs at night, or is said to.
type Remedy struct {
	ID           string        `toml:"id"`
	Rows         []string      `toml:"rows"` // of the evidence: p1, m4 …
	Name         string        `toml:"name" say:"plain"`
	Kind         string        `toml:"kind"` // one of RemedyKinds
	Class        string        `toml:"class"`
	Effort       int           `toml:"effort"`    // 1 a minute, 2 a quarter of an hour, 3 more
	FirstFor     string        `toml:"first_for"` // the condition for which it comes before everything else
	Order        int           `toml:"order"`
	What         string        `toml:"what" say:"plain"`
	Needs        Rule          `toml:"needs"` // for whom it makes sense at all; no: it is not for this person
	For          []RemedyFor   `toml:"for"`
	Matches      []RemedyMatch `toml:"match"`
	Gates        []RemedyGate  `toml:"gate"`
	Easers       []string      `toml:"easers"`             // words of an episode that mean it
	Steps        []string      `toml:"steps" say:"plain"`  // at most five that one can follow
	Expect       string        `toml:"expect" say:"plain"` // when to expect an effect
	Limits       []string      `toml:"limits" say:"plain"`
	Interactions []string      `toml:"interactions" say:"plain"`
	Pregnancy    string        `toml:"pregnancy" say:"plain"`
	Trial        Trial         `toml:"trial"`
	Claims       []Claim       `toml:"claim"`
}

// A RemedyFor is what a remedy does for one condition.
type RemedyFor struct {
	Condition  string   `toml:"condition"`
	When       Rule     `toml:"when"`            // for whom; left out, for everybody
	Who        string   `toml:"who" say:"plain"` // the same in words: "people on dialysis"
	Certainty  string   `toml:"certainty"`       // one of Certainties
	NotAdvised bool     `toml:"not_advised"`
	Says       string   `toml:"says" say:"plain"` // what the evidence shows, in one or two sentences
	Mark       string   `toml:"mark"`
	Sources    []string `toml:"sources"`
}

// A RemedyMatch is something found in a person that speaks for a remedy.
type RemedyMatch struct {
	When   Rule   `toml:"when"`
	Says   string `toml:"says" say:"plain"` // why it fits, to the person
	Weight int    `toml:"weight"`           // 1 to 3
	Cause  string `toml:"cause"`            // id of the exposure or standing cause that it answers
}

// A RemedyGate says that a gate concerns a remedy.
type RemedyGate struct {
	ID   string `toml:"id"`
	Then string `toml:"then"`              // Gated if left out
	Why  string `toml:"why" say:"careful"` // what could go wrong, to the person
}

// A Trial is how a remedy can be tested on oneself.
type Trial struct {
	Unit     string   `toml:"unit"`                 // one of TrialUnits
	Fit      string   `toml:"fit"`                  // good, fair, poor or no
	Nights   int      `toml:"nights"`               // of one period; 1 where nights are drawn one by one
	Washout  int      `toml:"washout"`              // nights discarded at the start of a period
	HalfLife float64  `toml:"half_life"`            // nights in which half of an effect is gone; 0: gone by the next
	Pairs    int      `toml:"pairs"`                // of periods, or of nights
	Blinding string   `toml:"blinding" say:"plain"` // whether, and how, it can be hidden which period it is
	Hideable bool     `toml:"hideable"`             // a helper can hide it, in bottles or pots that look alike
	Control  string   `toml:"control" say:"plain"`  // what is done in the other periods
	Note     string   `toml:"note" say:"plain"`
	Mark     string   `toml:"mark"`
	Sources  []string `toml:"sources"`
}

// RemedyKinds are what a remedy is.
func RemedyKinds() []Word {
	return []Word{
		{"relief", "for the moment it hurts"},
		{"habit", "something to do, or to leave, by day or before bed"},
		{"warmth", "heat, cold and baths"},
		{"food", "food and drink"},
		{"supplement", "something swallowed that needs no prescription"},
		{"device", "something worn or switched on"},
		{"course", "given by somebody trained"},
		{"medicine", "on prescription"},
		{"care", "treating what lies behind"},
	}
}

// Certainties are how sure the evidence is, after GRADE.
func Certainties() []Word {
	return []Word{
		{"high", "further studies are unlikely to change it"},
		{"moderate", "further studies may change it"},
		{"low", "further studies are likely to change it"},
		{"very_low", "hardly known"},
		{"none", "no trial was found"},
	}
}

// TrialUnits are what is drawn by lot in a trial.
func TrialUnits() []Word {
	return []Word{
		{"night", "each night"},
		{"block", "blocks of two to seven nights"},
		{"period", "periods of weeks"},
		{"attack", "each attack"},
		{"none", "it cannot be tested by lot on oneself"},
	}
}

// TrialFits are how well a remedy can be tested on oneself.
func TrialFits() []Word {
	return []Word{
		{"good", "fast on, fast off, safe, and answerable"},
		{"fair", "possible, with weeks of patience"},
		{"poor", "so slow or so lasting that an answer is unlikely"},
		{"no", "not by oneself"},
	}
}

func (r *Remedy) name() string { return r.ID }

func (r *Remedy) check() error {
	if r.Name == "" || r.What == "" {
		return errors.New("a remedy needs its name and what")
	}
	if !slices.Contains([]string{ClassA, ClassB, ClassC, ClassX}, r.Class) {
		return fmt.Errorf("class is %q, must be A, B, C or X", r.Class)
	}
	if len(r.For) == 0 {
		return errors.New("it is for nothing: a [[for]] is needed")
	}
	for i, g := range r.Gates {
		if g.Then == "" {
			r.Gates[i].Then = Gated
		} else if !slices.Contains([]string{AskFirst, Gated, Prescriber, NotAdvised}, g.Then) {
			return fmt.Errorf("gate %s: then is %q, must be ask_first, gated, prescriber or not_advised", g.ID, g.Then)
		}
	}
	for i, m := range r.Matches {
		if m.When.IsZero() || m.Says == "" || m.Weight < 1 || m.Weight > MostWeight {
			return fmt.Errorf("match %d needs its when, says, and a weight from 1 to 3", i+1)
		}
	}
	return nil
}
