package charley

import (
	"cmp"
	"strings"
)

// What a fact is about.
const (
	FactAge       = "age"       // Born
	FactSex       = "sex"       // Sex
	FactPregnancy = "pregnancy" // Due, or Answer
	FactCondition = "condition" // Code and Answer
	FactMedicine  = "medicine"  // Name, Dose, From, Until
	FactNone      = "none"      // "none of these" to a whole Group; Asked lists what was shown
	FactAnswers   = "answers"   // Answers to one screen of the questionnaire
	FactFlag      = "flag"      // the red flag Flag has Ended
	FactRemedy    = "remedy"    // the remedy Code was tried; Answer says whether it helped
	FactLab       = "lab"       // the blood test Code came to Value, in blood taken on From
	FactHarm      = "harm"      // something bad came up in the trial Trial: Grade, From, Name; Ended once it was looked at or is over
	FactVisit     = "visit"     // for a visit to a doctor: Name as it stands on the report, or Questions
)

// Groups that "none of these" can be said to, beside the parts of the standing
// conditions.
const (
	GroupMedicines  = "medicines"
	GroupConditions = "conditions"
	GroupChecked    = "checked" // not a no: everything about the person was looked through again
)

// How a red flag ends.
const (
	FlagSeen = "seen" // a doctor has seen it
	FlagGone = "gone"
)

// AsWritten is the code of a medicine of which the person said that it is none
// of those that Charley knows: it is kept as written, and unknown.
const AsWritten = "as_written"

// DontKnow is the answer of somebody who was asked and does not know. It is
// unknown, as silence is, but it is not asked again at once.
const DontKnow = "dont_know"

// A Fact is something that stands until it changes.
type Fact struct {
	Entry
	About     string   // one of the constants above
	Born      *float64 // year of birth
	Sex       string   // F, M, U
	Due       Night    // due date of a pregnancy
	Code      string   // condition, medicine, remedy or blood test id, where known
	Value     *float64 // of a blood test, in the unit of the codebook
	Name      string   // as the person wrote it
	Answer    string   // yes, no, unsure
	Dose      string   // free text; Charley never suggests one
	From      string   // partial date: 2026, 2026-06 or 2026-06-01
	Until     string   // partial date
	Group     string   // medicines, or a part of the standing conditions
	Asked     []string // what was on the screen when "none of these" was said
	Answers   Fields   // by key of the codebook; empty unless About is FactAnswers
	Flag      string   // id of a red flag
	Ended     string   // FlagSeen or FlagGone, of a red flag or of harm
	Trial     EntryID  // of harm: the trial in which it came up
	Remedy    string   // of harm: what was tested in it, known also once that trial was taken away; "" where nobody wrote it down
	Grade     string   // of harm: HarmBothered, HarmKept or HarmHelp
	Told      Moment   // of harm: when it was told
	Questions []string // of the person's own for a doctor, as many as MostQuestions
	Note      string
}

// Fact reads an entry of KindFact.
func (e Entry) Fact() Fact {
	f := e.Fields
	return Fact{
		Entry: e, About: f.Text("about"), Born: f.Number("born"), Sex: f.Text("sex"), Due: f.Night("due"), Code: f.Text("code"), Value: f.Number("value"),
		Name: f.Text("name"), Answer: f.Text("answer"), Dose: f.Text("dose"), From: f.Text("from"), Until: f.Text("until"),
		Group: f.Text("group"), Asked: f.List("asked"), Answers: f.Under(AnswerPrefix), Flag: f.Text("flag"), Ended: f.Text("ended"), Trial: EntryID(f.Text("trial")), Remedy: f.Text("remedy"), Grade: f.Text("grade"), Told: f.Moment("told"),
		Questions: Questions(f.Text("questions")), Note: f.Text("note"),
	}
}

// Taken is when the blood of a blood test was taken, or harm came up, as a partial date: by the day on which it was told
// of, where nobody says. Later dates come later as text.
func (f Fact) Taken() string { return cmp.Or(f.From, f.Night.String()) }

// MostQuestions is how many questions of one's own a visit has room for.
const MostQuestions = 10

// Questions are the questions that a text holds, one a line; empty lines are none.
func Questions(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// LatestVisit is what was last said for a visit to a doctor. Facts come oldest first, as they are read.
func LatestVisit(facts []Fact) (visit Fact, ok bool) {
	for _, f := range facts {
		if f.About == FactVisit {
			visit, ok = f, true
		}
	}
	return visit, ok
}

// An Away is a run of nights that the diary says nothing about, or that were
// not ordinary: away from home, or ill.
type Away struct {
	Entry
	From, Until Night  // both included
	Reason      string // away, ill, other
	Note        string
}

// Away reads an entry of KindAway.
func (e Entry) Away() Away {
	return Away{Entry: e, From: e.Night, Until: e.Until, Reason: e.Fields.Text("reason"), Note: e.Fields.Text("note")}
}
