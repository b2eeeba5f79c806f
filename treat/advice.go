package treat

import (
	"encoding/json"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/tell"
)

// The statuses of a remedy, from the freest to the strictest.
const (
	Offered    = "offered"            // may be tried, and tested
	AskFirst   = knowledge.AskFirst   // something about its safety is not known, or a word with a pharmacist is needed
	Prescriber = knowledge.Prescriber // a prescriber's alone
	NotAdvised = knowledge.NotAdvised // the evidence does not support it, or it is for something else
	Gated      = knowledge.Gated      // not for this person, unless the clinician named agrees
)

// Why a remedy is not advised.
const (
	Evidence  = "evidence"  // the evidence does not support it, or it is never suggested
	Others    = "others"    // it is for some people only, and not known to be for this one
	Elsewhere = "elsewhere" // it is for another condition than what fits
)

// never is the strictest of all: class X, and gates that say so. A person reads
// it as NotAdvised.
const never = "never"

// strictness orders the statuses; where several hold, the strictest counts.
var strictness = map[string]int{Offered: 0, AskFirst: 1, Prescriber: 2, NotAdvised: 3, Gated: 4, never: 5}

func stricter(a, b string) string {
	if strictness[b] > strictness[a] {
		return b
	}
	return a
}

// A Person is what advice rests on.
type Person struct {
	Verdict tell.Verdict
	Facts   tell.Facts       // what is known, with what the diary says
	Tried   map[string]Tried // by remedy id: what the person said of it
}

// What somebody said of a remedy that they tried.
const (
	Helped    = "helped"
	HelpedNot = "not"
	Unsure    = "unsure"
)

// A Tried is what somebody said of a remedy that they tried.
type Tried struct {
	Said   bool // they said that they tried it
	Helped charley.Tri
	When   string // date on which they said so
	Eased  int    // spells in the diary that it eased
	Of     int    // of those for which it was said what eased them
}

// An Advice is every remedy, best first. contracts.md describes its JSON.
type Advice struct {
	Case     json.RawMessage `json:"case,omitempty"`
	Urgency  string          `json:"urgency"`
	Version  string          `json:"knowledge_version"`
	Remedies []Remedy        `json:"remedies"`
	Aims     []string        `json:"aims"` // conditions that the advice is for; both of the pair while neither fits
	Sure     bool            `json:"sure"` // those conditions fit, at least possibly
	Warnings []tell.Warning  `json:"warnings"`
}

// A Remedy is one remedy for one person.
type Remedy struct {
	ID        string   `json:"id"`
	Name      string   `json:"name"`
	Status    string   `json:"status"`
	Reason    string   `json:"reason,omitempty"` // why it is not advised: Evidence, Others or Elsewhere
	Why       []string `json:"why"`              // what decided the status, or what speaks for it, in words
	Gates     []Gate   `json:"gates"`            // those that are yes or not known
	Certainty string   `json:"certainty"`
	Class     string   `json:"class"`
	Testable  bool     `json:"testable"`
	Condition string   `json:"condition,omitempty"` // that it is for in this person
	Says      string   `json:"says"`                // what the evidence shows
	Sources   []string `json:"sources"`
	Mark      string   `json:"mark"`
	Causes    []string `json:"causes"`          // ids of the exposures and causes that it answers
	Ask       []string `json:"ask"`             // questions that would settle it
	Who       []string `json:"who"`             // whom to ask
	Tried     string   `json:"tried,omitempty"` // helped, not, unsure
	TriedWhen string   `json:"tried_when,omitempty"`
	Eased     int      `json:"eased,omitempty"`    // spells in the diary that it eased
	EasedOf   int      `json:"eased_of,omitempty"` // of those of which it was said

	score float64
	first bool
}

// A Gate is what can make a remedy unsafe, as it is in one person.
type Gate struct {
	ID     string `json:"id"`
	State  string `json:"state"` // yes or unknown
	Then   string `json:"then,omitempty"`
	Phrase string `json:"phrase"` // "numb feet"
	Why    string `json:"why"`    // what could go wrong
}

// RedFlag is the id of the gate that is shut while a red flag of the same day or
// above stands. It is no record: it guards every remedy.
const RedFlag = "warning-sign"

// Standing are the phrases of the gates of a remedy: those that are so, and those
// of which it is not known.
func (r Remedy) Standing() (so, open []string) {
	for _, g := range r.Gates {
		if g.State == charley.Yes.String() {
			so = append(so, g.Phrase)
		} else {
			open = append(open, g.Phrase)
		}
	}
	return so, open
}

// Questions are what would settle remedies that ask first, what settles most of
// them first, each once.
func (a Advice) Questions() []string {
	n := map[string]int{}
	var out []string
	for _, r := range a.With(AskFirst) {
		for _, q := range r.Ask {
			if n[q] == 0 {
				out = append(out, q)
			}
			n[q]++
		}
	}
	slices.SortStableFunc(out, func(x, y string) int { return n[y] - n[x] })
	return out
}

// With are the remedies of some statuses, in their order.
func (a Advice) With(statuses ...string) []Remedy {
	var out []Remedy
	for _, r := range a.Remedies {
		for _, s := range statuses {
			if r.Status == s {
				out = append(out, r)
			}
		}
	}
	return out
}
