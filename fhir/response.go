package fhir

import (
	"encoding/json"
	"slices"
	"strings"

	"charley"
	"charley/knowledge"
)

// legAnswers are one set of answers, in the order of the questions. What is not one of them in this version of the
// records is kept as it was stored, under the last question.
func (b *bundle) legAnswers(stored charley.Fields) []Answer {
	var out []Answer
	other := Answer{LinkID: otherID}
	taken := map[string]bool{}
	for _, part := range knowledge.Parts() {
		group := Answer{LinkID: partID(part.Value)}
		for _, f := range b.o.Base.Features().All() {
			if f.Part != part.Value || stored[f.ID] == nil {
				continue
			}
			if a, ok := answer(f, stored); ok {
				group.Item = append(group.Item, a)
				taken[f.ID] = true
			}
		}
		if len(group.Item) > 0 {
			out = append(out, group)
		}
	}
	for _, id := range stored.Keys() {
		if !taken[id] {
			other.Answer = append(other.Answer, Said{String: id + ": " + string(stored[id])})
		}
	}
	if len(other.Answer) > 0 {
		out = append(out, other)
	}
	return out
}

// Marks in the stored answer of a list that is not complete, and that of a spell that never stops: see package tell.
const (
	notMark    = "not "
	unsureMark = "unsure "
	constant   = "constant"
)

// answer is what was said to one question; ok is false where it is none of its answers.
func answer(f knowledge.Feature, stored charley.Fields) (a Answer, ok bool) {
	unsure := stored.Text(f.ID) == charley.DontKnow
	switch f.Kind {
	case knowledge.YesOrNo:
		if unsure {
			return chosen(f.ID, yesNoCoding(charley.DontKnow)), true
		}
		said := stored.Flag(f.ID)
		return chosen(f.ID, yesNoCoding(said.String())), said != charley.Unknown
	case knowledge.OneWord:
		if unsure {
			return chosen(f.ID, yesNoCoding(charley.DontKnow)), true
		}
		v, known := f.Value(stored.Text(f.ID))
		return chosen(f.ID, valueCoding(f, v)), known
	case knowledge.ManyOf:
		return answerList(f, stored, unsure)
	case knowledge.Quantity:
		if unsure {
			return Answer{LinkID: f.ID, Answer: []Said{notKnown()}}, true
		}
		n := stored.Number(f.ID)
		if n == nil {
			return Answer{}, false
		}
		return Answer{LinkID: f.ID, Answer: []Said{{Quantity: amount(*n, f.Unit, unitOf(f))}}}, true
	case knowledge.Span:
		return answerSpan(f, stored, unsure)
	}
	return Answer{}, false
}

// notKnown stands where a number was asked for and the person does not know it.
func notKnown() Said {
	return Said{Quantity: &Quantity{Extension: []Extension{{URL: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", ValueCode: "asked-unknown"}}}}
}

// answerList says of each word of a list what was said of it. In a complete list what is not named is no.
func answerList(f knowledge.Feature, stored charley.Fields, unsure bool) (Answer, bool) {
	list := stored.List(f.ID)
	if list == nil && !unsure {
		return Answer{}, false
	}
	a := Answer{LinkID: f.ID}
	if f.Free {
		for _, w := range list {
			a.Answer = append(a.Answer, Said{String: w})
		}
		return a, len(list) > 0
	}
	for _, w := range list { // all of it, or it is kept as it is
		if _, known := f.Value(strings.TrimPrefix(strings.TrimPrefix(w, notMark), unsureMark)); !known {
			return Answer{}, false
		}
	}
	for _, v := range f.Values {
		word := ""
		switch {
		case slices.Contains(list, v.Value):
			word = "yes"
		case unsure || slices.Contains(list, unsureMark+v.Value):
			word = charley.DontKnow
		case f.Complete || slices.Contains(list, notMark+v.Value):
			word = "no"
		default:
			continue
		}
		a.Item = append(a.Item, chosen(f.ID+"."+v.Value, yesNoCoding(word)))
	}
	return a, len(a.Item) > 0
}

func answerSpan(f knowledge.Feature, stored charley.Fields, unsure bool) (Answer, bool) {
	a := Answer{LinkID: f.ID}
	if unsure {
		a.Item = []Answer{{LinkID: f.ID + ".low", Answer: []Said{notKnown()}}, {LinkID: f.ID + ".high", Answer: []Said{notKnown()}}}
		return a, true
	}
	if stored.Text(f.ID) == constant {
		a.Item = []Answer{chosen(f.ID+".constant", yesNoCoding("yes"))}
		return a, true
	}
	var ends []float64
	if json.Unmarshal(stored[f.ID], &ends) != nil || len(ends) != 2 {
		return a, false
	}
	for i, end := range []string{".low", ".high"} {
		a.Item = append(a.Item, Answer{LinkID: f.ID + end, Answer: []Said{{Quantity: amount(ends[i], f.Unit, unitOf(f))}}})
	}
	return a, true
}
