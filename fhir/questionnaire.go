package fhir

import (
	"cmp"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
)

// legsURL names the questions about legs at night.
const legsURL = Home + "Questionnaire/legs-at-night"

// otherID is the question that takes what no question of this version asks for.
const otherID = "other"

// legs writes the questions about legs at night, if any was answered, and every set of answers.
func (b *bundle) legs() {
	var q Questionnaire
	for _, f := range b.d.Facts {
		if f.About != charley.FactAnswers {
			continue
		}
		if q.URL == "" {
			q = b.legQuestions()
			b.add(q.ID, q)
		}
		r := b.response(string(f.ID), q, said(f))
		r.Item = b.legAnswers(f.Answers)
		b.add(r.ID, r)
	}
}

// questionnaire is one without its questions. Its version is that of the records that its words are from.
func (b *bundle) questionnaire(url, name, title string) Questionnaire {
	return Questionnaire{
		Type: "Questionnaire", ID: b.id(url, b.o.Base.Version(), b.o.Lang), Language: b.o.Lang, URL: url, Version: b.o.Base.Version(),
		Name: name, Title: title, Status: "active", Subject: []string{"Patient"},
	}
}

func (b *bundle) response(entry string, q Questionnaire, at time.Time) Response {
	return Response{
		Type: "QuestionnaireResponse", ID: b.id("entry", entry), Questionnaire: q.URL + "|" + q.Version, Status: "completed",
		Subject: b.subject, Authored: instant(at), Author: b.subject, Source: b.subject,
	}
}

// legQuestions are the questions of the codebook, by its parts.
func (b *bundle) legQuestions() Questionnaire {
	q := b.questionnaire(legsURL, "LegsAtNight", "Legs at night")
	for _, part := range knowledge.Parts() {
		group := Question{LinkID: partID(part.Value), Text: part.Means, Kind: "group"}
		for _, f := range b.o.Base.Features().All() {
			if f.Part == part.Value && f.Kind != knowledge.LabTests {
				group.Item = append(group.Item, question(f))
			}
		}
		if len(group.Item) > 0 {
			q.Item = append(q.Item, group)
		}
	}
	q.Item = append(q.Item, otherQuestion())
	return q
}

// question is one of the codebook. A list asks for each of its words on its own, because of each it may be said that
// it is so, that it is not, and that it is not known.
func question(f knowledge.Feature) Question {
	q := Question{LinkID: f.ID, Text: f.Question, Kind: "choice", Option: yesNoOptions()}
	switch {
	case f.Kind == knowledge.OneWord:
		q.Option = nil
		for _, v := range f.Values {
			q.Option = append(q.Option, Option{valueCoding(f, v)})
		}
		q.Option = append(q.Option, Option{yesNoCoding(charley.DontKnow)})
	case f.Kind == knowledge.ManyOf && f.Free:
		q.Kind, q.Option, q.Repeats = "string", nil, true
	case f.Kind == knowledge.ManyOf:
		q.Kind, q.Option = "group", nil
		for _, v := range f.Values {
			q.Item = append(q.Item, Question{LinkID: f.ID + "." + v.Value, Text: v.Label, Kind: "choice", Option: yesNoOptions()})
		}
	case f.Kind == knowledge.Quantity:
		q.Kind, q.Option, q.Extension = "quantity", nil, inUnit(f)
	case f.Kind == knowledge.Span:
		q.Kind, q.Option = "group", nil
		q.Item = []Question{
			{LinkID: f.ID + ".low", Text: "at least", Kind: "quantity", Extension: inUnit(f)},
			{LinkID: f.ID + ".high", Text: "at most", Kind: "quantity", Extension: inUnit(f)},
			{LinkID: f.ID + ".constant", Text: "it never stops", Kind: "choice", Option: yesNoOptions()},
		}
	}
	return q
}

func inUnit(f knowledge.Feature) []Extension {
	return []Extension{{URL: "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", ValueCoding: &Coding{System: ucum, Code: unitOf(f), Display: f.Unit}}}
}

// unitOf is the unit of a question in UCUM; a number without one of ours is a bare number.
func unitOf(f knowledge.Feature) string {
	if strings.HasPrefix(f.ID, portionPrefix) {
		return portionUnit
	}
	return cmp.Or(featureUnits[f.ID], "1")
}

func valueCoding(f knowledge.Feature, v knowledge.Value) Coding {
	return Coding{System: ownAnswer, Code: f.ID + "." + v.Value, Display: v.Label}
}

func otherQuestion() Question {
	return Question{LinkID: otherID, Text: "What no question of this version asks for", Kind: "string", Repeats: true}
}

// yesNoOptions are yes, no, and not known: to be asked and not to know is an answer, and it is not no.
func yesNoOptions() []Option {
	var out []Option
	for _, w := range answerWords {
		out = append(out, Option{Coding{System: ownAnswer, Code: w[0], Display: w[1]}})
	}
	return out
}

func yesNoCoding(word string) Coding {
	for _, w := range answerWords {
		if w[0] == word {
			return Coding{System: ownAnswer, Code: w[0], Display: w[1]}
		}
	}
	return Coding{System: ownAnswer, Code: word}
}

func chosen(link string, c Coding) Answer { return Answer{LinkID: link, Answer: []Said{{Coding: &c}}} }
