package charley

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
	Looks       []string
	Ended       Night  // the last night that counts; zero while it goes on
	EndedWhy    string // one of the constants above
	Guess       string // GuessRemedy, GuessComparison or DontKnow; "" where not asked
	Note        string
}

// Trial reads an entry of KindTrial.
func (e Entry) Trial() Trial {
	f := e.Fields
	return Trial{
		Entry: e, First: e.Night, Last: e.Until, Remedy: f.Text("remedy"), Name: f.Text("name"), Measure: f.Text("measure"),
		Blind: f.Text("blind"), Sealed: f.Text("sealed"), Seal: f.Text("seal"), Looks: f.List("looks"),
		Ended: f.Night("ended"), EndedWhy: f.Text("ended_why"), Guess: f.Text("guess"), Note: f.Text("note"),
	}
}
