package charley

import (
	"slices"
	"strconv"
	"strings"
)

// Why a trial ended.
const (
	EndedDone    = "done"    // its last night is over
	EndedStopped = "stopped" // the person wanted no more
	EndedHarm    = "harm"    // the remedy seemed to make things worse
	EndedFutile  = "futile"  // no clear answer could be expected any more
	EndedSafety  = "safety"  // a warning sign, or the remedy is not safe for this person now
	EndedOther   = "other"
)

// Whether the person knows which nights are the remedy's.
const (
	BlindOpen   = "open"
	BlindHelper = "helper" // somebody else keeps the list
)

// What a person who did not know believed was in the last bottle that they took from.
const (
	GuessRemedy     = "remedy"
	GuessComparison = "comparison"
)

// A Trial is a remedy being tested by its person, on nights that were drawn by
// lot. What was drawn is sealed: it can be read by package trial, and is never
// written anew. Entry.Night is its first night.
type Trial struct {
	Entry
	First, Last Night  // as planned, both included
	Remedy      string // id of the remedy
	Name        string // of the remedy, as it was called when the trial began
	Measure     string // id of what is counted
	Blind       string // BlindOpen or BlindHelper
	Sealed      string // the plan and what was drawn, as JSON text
	Seal        string // hash over Sealed
	Looks       []Look // in the order in which they were taken
	Ended       Night  // the last night that counts; zero while it goes on
	EndedWhy    string // one of the constants above
	Guess       string // GuessRemedy, GuessComparison or DontKnow; "" where not asked
	Note        string
}

// A Look is one look at the result of a trial before its end.
type Look struct {
	Night int    // the number of the night after which it was taken, from 1
	Said  string // what it said, a code of package trial; "" where that was not written down
}

// Code is a look as an entry has it: "28-on_track".
func (l Look) Code() string {
	if l.Said == "" {
		return strconv.Itoa(l.Night)
	}
	return strconv.Itoa(l.Night) + "-" + l.Said
}

// looksOf reads looks. A second one after the same night, from another machine, says
// no more than the first.
func looksOf(codes []string) []Look {
	var out []Look
	for _, code := range codes {
		night, said, _ := strings.Cut(code, "-")
		k, err := strconv.Atoi(night)
		if err == nil && !slices.ContainsFunc(out, func(l Look) bool { return l.Night == k }) {
			out = append(out, Look{k, said})
		}
	}
	return out
}

// Trial reads an entry of KindTrial.
func (e Entry) Trial() Trial {
	f := e.Fields
	return Trial{
		Entry: e, First: e.Night, Last: e.Until, Remedy: f.Text("remedy"), Name: f.Text("name"), Measure: f.Text("measure"),
		Blind: f.Text("blind"), Sealed: f.Text("sealed"), Seal: f.Text("seal"), Looks: looksOf(f.List("looks")),
		Ended: f.Night("ended"), EndedWhy: f.Text("ended_why"), Guess: f.Text("guess"), Note: f.Text("note"),
	}
}
