package diary

import "charley"

// A Shape is the form a field's value must have.
type Shape string

// The shapes of values.
const (
	ShapeText      Shape = "text"      // free text, up to Max characters
	ShapeName      Shape = "name"      // one line of text, up to Max characters
	ShapeCode      Shape = "code"      // an id: lower-case letters, digits, - and _
	ShapeWord      Shape = "word"      // one of Words
	ShapeWords     Shape = "words"     // a list of some of Words, none twice
	ShapeCodes     Shape = "codes"     // a list of ids, none twice
	ShapeNumber    Shape = "number"    // Min to Max
	ShapeWhole     Shape = "whole"     // a whole number, Min to Max
	ShapeFlag      Shape = "flag"      // true or false
	ShapeTime      Shape = "time"      // RFC 3339 with an offset
	ShapeDate      Shape = "date"      // a civil date
	ShapePartial   Shape = "partial"   // 2026, 2026-06 or 2026-06-01
	ShapeZone      Shape = "zone"      // an IANA time zone
	ShapeExposures Shape = "exposures" // an object: exposure id to true, false or an amount
	ShapeAnswers   Shape = "answers"   // an object: key of the codebook to an answer
	ShapeNumbers   Shape = "numbers"   // a list of numbers, Min to Max, or null where one was skipped
)

// A Field describes one field of one kind of entry: the one table behind the
// checks, the API's document and the forms.
type Field struct {
	Name     string
	Shape    Shape
	Required bool
	Words    []string // for ShapeWord and ShapeWords
	Min, Max float64  // for numbers; for text Max is the greatest number of characters
	Kept     Keeping  // whether an edit may change it
	Doc      string   // one plain sentence
}

// A Keeping says what an edit may do to a field that has a value.
type Keeping int

// What an edit may do.
const (
	Free  Keeping = iota // anything
	Once                 // nothing: it stays as it was first written
	Grows                // add to a list, and take nothing away
	Falls                // a word that comes earlier in the list of its words, and none that comes later
)

// Limits that are not clinical: what a person can mean by such an entry.
const (
	maxNote     = 4000
	MaxName     = 200 // characters of a name
	maxCode     = 64
	maxMinutes  = 24 * 60
	maxScale    = 10
	MaxCramps   = 100 // of one night
	MaxList     = 40  // items of any list
	maxAmount   = 100000
	maxExtra    = 16 << 10 // bytes of unknown fields, all together
	maxAwayDays = 3660
	firstBorn   = 1900
	maxSealed   = 20_000 // characters of a sealed plan: ten years of nights
)

var (
	places = []string{"calf", "foot", "toes", "shin", "thigh", "thigh_front", "thigh_back", "buttock", "hip", "knee", "ankle",
		"whole_leg", "arms", "hands", "trunk", "face", "whole_body"}
	easers = []string{"stretch", "walk", "massage", "heat", "cold", "stand", "position", "rub", "drink", "time", "other", "nothing"}
)

// common are the fields of every kind.
var common = []Field{
	{Name: "zone", Shape: ShapeZone, Doc: "IANA time zone the writer's clock was set to; the home zone if absent"},
	{Name: "note", Shape: ShapeText, Max: maxNote, Doc: "anything the person wants to remember"},
}

var schema = map[charley.Kind][]Field{
	charley.KindEpisode: {
		{Name: "what", Shape: ShapeWord, Required: true, Words: []string{charley.Cramp, charley.Restless, charley.Other}, Doc: "what it was"},
		{Name: "start", Shape: ShapeTime, Required: true, Doc: "when it began"},
		{Name: "night", Shape: ShapeDate, Doc: "civil date of the night's evening; worked out from start if absent"},
		{Name: "minutes", Shape: ShapeNumber, Max: maxMinutes, Doc: "how long it lasted, in minutes"},
		{Name: "minutes_about", Shape: ShapeFlag, Doc: "the length is a guess; without minutes: it was asked for, and is not known"},
		{Name: "open", Shape: ShapeFlag, Doc: "still going on"},
		{Name: "about", Shape: ShapeFlag, Doc: "the time is a guess"},
		{Name: "side", Shape: ShapeWord, Words: []string{"left", "right", "both"}, Doc: "which side"},
		{Name: "places", Shape: ShapeWords, Words: places, Doc: "where in the body"},
		{Name: "intensity", Shape: ShapeWhole, Max: maxScale, Doc: "how bad, 0 to 10"},
		{Name: "hard", Shape: ShapeFlag, Doc: "the muscle was hard to the touch"},
		{Name: "tried", Shape: ShapeWords, Words: easers, Doc: "what was tried"},
		{Name: "eased_by", Shape: ShapeWords, Words: easers, Doc: "what eased it"},
		{Name: "woke", Shape: ShapeFlag, Doc: "it woke the person from sleep"},
		{Name: "not_easing", Shape: ShapeFlag, Doc: "the person said that it was not easing"},
	},
	charley.KindMorning: {
		{Name: "night", Shape: ShapeDate, Required: true, Doc: "civil date of the night's evening"},
		{Name: "nothing_more", Shape: ShapeFlag, Doc: "nothing (more) happened than is logged or counted: the night is complete"},
		{Name: "cramps", Shape: ShapeWhole, Max: MaxCramps, Doc: "how many cramps the night held, counted and not timed, as on paper; those that are logged are among them"},
		{Name: "cramp_worst", Shape: ShapeWhole, Max: maxScale, Doc: "how bad the worst of the night's cramps was, 0 to 10"},
		{Name: "soreness", Shape: ShapeWord, Words: []string{"no", "a_little", "yes"}, Doc: "still sore in the morning"},
		{Name: "sleep_lost", Shape: ShapeNumber, Max: maxMinutes, Doc: "sleep lost to the legs, in minutes"},
		{Name: "restless_bother", Shape: ShapeWhole, Max: maxScale, Doc: "how much restlessness bothered, 0 to 10"},
		{Name: "in_bed", Shape: ShapeTime, Doc: "when the person went to bed"},
		{Name: "out_of_bed", Shape: ShapeTime, Doc: "when the person got up"},
		{Name: "followed", Shape: ShapeFlag, Doc: "kept to what a trial had drawn for this night; absent is not asked"},
	},
	charley.KindEvening: {
		{Name: "night", Shape: ShapeDate, Required: true, Doc: "civil date of the evening"},
		{Name: "exposures", Shape: ShapeExposures, Max: maxAmount, Doc: "what the day held: exposure id to true, false or an amount; absent is not asked"},
		{Name: "before_night", Shape: ShapeFlag, Doc: "the answers stood on paper before the night, and were copied later; only for what the same writing says"},
	},
	charley.KindFact: {
		{Name: "about", Shape: ShapeWord, Required: true, Words: []string{charley.FactAge, charley.FactSex, charley.FactPregnancy,
			charley.FactCondition, charley.FactMedicine, charley.FactNone, charley.FactAnswers, charley.FactFlag, charley.FactRemedy, charley.FactLab, charley.FactHarm, charley.FactVisit}, Doc: "what the fact is about"},
		{Name: "night", Shape: ShapeDate, Doc: "civil date on which it was written; today if absent"},
		{Name: "born", Shape: ShapeWhole, Min: firstBorn, Max: 9999, Doc: "year of birth"},
		{Name: "sex", Shape: ShapeWord, Words: []string{"F", "M", "U"}, Doc: "F, M, or U for not said"},
		{Name: "due", Shape: ShapeDate, Doc: "due date of a pregnancy"},
		{Name: "code", Shape: ShapeCode, Doc: "id of a condition, medicine or remedy, or key of a blood test"},
		{Name: "value", Shape: ShapeNumber, Max: maxAmount, Doc: "result of a blood test, in the unit of the codebook"},
		{Name: "name", Shape: ShapeName, Max: MaxName, Doc: "as the person wrote it; of harm: what happened"},
		{Name: "answer", Shape: ShapeWord, Words: []string{"yes", "no", "unsure"}, Doc: "yes, no or unsure; of a remedy: whether it helped"},
		{Name: "dose", Shape: ShapeName, Max: MaxName, Doc: "as it stands on the packet"},
		{Name: "from", Shape: ShapePartial, Doc: "since when, when a blood test was taken, or when harm came up: a year, a month or a day"},
		{Name: "until", Shape: ShapePartial, Doc: "until when: a year, a month or a day"},
		{Name: "group", Shape: ShapeCode, Doc: "the group that \"none of these\" was said to"},
		{Name: "asked", Shape: ShapeCodes, Doc: "what was shown when \"none of these\" was said"},
		{Name: "answers", Shape: ShapeAnswers, Doc: "answers about legs at night: key of the codebook to an answer; \"dont_know\" where the person does not know"},
		{Name: "flag", Shape: ShapeName, Max: maxCode, Doc: "id of a red flag that has ended"},
		{Name: "ended", Shape: ShapeWord, Words: []string{charley.FlagSeen, charley.FlagGone}, Doc: "how it ended: a doctor has seen it, of harm also a pharmacist, or it is gone"},
		{Name: "trial", Shape: ShapeCode, Kept: Once, Doc: "id of the trial in which harm came up"},
		{Name: "remedy", Shape: ShapeCode, Kept: Once, Doc: "id of the remedy that was tested when harm came up"},
		{Name: "grade", Shape: ShapeWord, Words: charley.HarmGrades(), Kept: Falls, Doc: "how much harm bothered: bothered and no more, kept the person from things that they wanted to do, or needed help or a doctor; an edit may make it milder, and what got worse is told anew"},
		{Name: "told", Shape: ShapeTime, Kept: Once, Doc: "when harm was told; warning signs that were answered before one that needed help are asked again"},
		{Name: "questions", Shape: ShapeText, Max: maxNote, Doc: "questions for a doctor, one a line, at most ten"},
	},
	charley.KindSitTest: {
		{Name: "night", Shape: ShapeDate, Required: true, Doc: "civil date of the evening"},
		{Name: "start", Shape: ShapeTime, Required: true, Doc: "when the person sat down"},
		{Name: "ratings", Shape: ShapeNumbers, Max: maxScale, Doc: "discomfort of the legs every five minutes, 0 to 10, from the start; null where it was skipped"},
		{Name: "urge", Shape: ShapeFlag, Doc: "there was an urge to move"},
		{Name: "cramp", Shape: ShapeFlag, Doc: "there was a cramp"},
		{Name: "stopped", Shape: ShapeNumber, Max: maxMinutes, Doc: "minutes after which the person stopped early"},
		{Name: "done", Shape: ShapeFlag, Doc: "the test is over"},
	},
	charley.KindTrial: {
		{Name: "night", Shape: ShapeDate, Required: true, Kept: Once, Doc: "civil date of the first night's evening"},
		{Name: "until", Shape: ShapeDate, Required: true, Kept: Once, Doc: "last planned night, included"},
		{Name: "remedy", Shape: ShapeCode, Required: true, Kept: Once, Doc: "id of the remedy that is tested"},
		{Name: "name", Shape: ShapeName, Max: MaxName, Kept: Once, Doc: "what the remedy was called when the trial began"},
		{Name: "measure", Shape: ShapeCode, Required: true, Kept: Once, Doc: "id of what is counted each night"},
		{Name: "blind", Shape: ShapeWord, Words: []string{charley.BlindOpen, charley.BlindHelper}, Kept: Once, Doc: "open, or helper: somebody else keeps the list of nights"},
		{Name: "sealed", Shape: ShapeText, Required: true, Max: maxSealed, Kept: Once, Doc: "the plan and the nights that were drawn, as JSON text; never changed. Answers say \"hidden until the trial is over\" here while it goes on"},
		{Name: "seal", Shape: ShapeName, Required: true, Max: MaxName, Kept: Once, Doc: "hash over what is sealed"},
		{Name: "looks", Shape: ShapeCodes, Kept: Grows, Doc: "numbers of the nights after which the result was looked at early, each with what that look said: \"28-on_track\""},
		{Name: "ended", Shape: ShapeDate, Kept: Once, Doc: "the last night that counts; absent while the trial goes on"},
		{Name: "ended_why", Shape: ShapeWord, Words: []string{charley.EndedDone, charley.EndedStopped, charley.EndedHarm, charley.EndedFutile,
			charley.EndedSafety, charley.EndedOther}, Kept: Once, Doc: "why it ended"},
		{Name: "guess", Shape: ShapeWord, Words: []string{charley.GuessRemedy, charley.GuessComparison, charley.DontKnow}, Kept: Once,
			Doc: "of a trial with a helper: what the person believed was in the last bottle that they took from, said before the result"},
	},
	charley.KindAway: {
		{Name: "night", Shape: ShapeDate, Required: true, Doc: "first night"},
		{Name: "until", Shape: ShapeDate, Required: true, Doc: "last night, included"},
		{Name: "reason", Shape: ShapeWord, Words: []string{"away", "ill", "other"}, Doc: "why"},
	},
}

// FieldsOf are the fields of a kind, in the order in which people meet them;
// nil for a kind that does not exist. The result must not be changed.
func FieldsOf(kind charley.Kind) []Field {
	own, ok := schema[kind]
	if !ok {
		return nil
	}
	return append(append([]Field(nil), own...), common...)
}

// fieldOf finds one field of a kind.
func fieldOf(kind charley.Kind, name string) (Field, bool) {
	for _, group := range [][]Field{schema[kind], common} {
		for _, f := range group {
			if f.Name == name {
				return f, true
			}
		}
	}
	return Field{}, false
}
