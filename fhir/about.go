package fhir

import (
	"cmp"
	"time"

	"charley"
	"charley/knowledge"
	"charley/lookup"
)

// aboutURL names the questions about the person.
const aboutURL = Home + "Questionnaire/about-you"

// noOther is the question whether all medicines were named.
const noOther = "no_other_medicines"

// An aboutYou gathers what the person said of standing conditions.
type aboutYou struct {
	b     *bundle
	names *lookup.Names
	said  map[string]charley.Fact // by id of a record, or as written; Answer is what counts
	order []string                // those that no record knows
	all   bool                    // the person said that all medicines are named
	last  time.Time               // when anything was said last; zero: never
}

func (b *bundle) aboutYou() *aboutYou {
	return &aboutYou{b: b, names: lookup.NewNames(b.o.Base), said: map[string]charley.Fact{}}
}

// condition takes one fact about a condition.
func (a *aboutYou) condition(f charley.Fact) {
	id := cmp.Or(f.Code, f.Name)
	if ids, known := a.names.Standing(id); known {
		id = ids[0]
	}
	if _, before := a.said[id]; !before && !a.b.o.Base.Standing().Has(id) {
		a.order = append(a.order, id)
	}
	a.said[id] = f
	a.at(f)
}

// none takes "none of these", said to what was shown. To be looked through again is no answer.
func (a *aboutYou) none(f charley.Fact) {
	if f.Group == charley.GroupChecked {
		return
	}
	a.at(f)
	a.all = a.all || f.Group == charley.GroupMedicines
	for _, id := range f.Asked {
		no := f
		no.Answer = "no"
		if a.b.o.Base.Standing().Has(id) {
			a.said[id] = no
		}
	}
}

func (a *aboutYou) at(f charley.Fact) {
	if at := said(f); at.After(a.last) {
		a.last = at
	}
}

// write writes the conditions that are reported, the questions, and the answers.
func (a *aboutYou) write() {
	if a.last.IsZero() {
		return
	}
	for _, s := range a.b.o.Base.Standing().All() {
		if f := a.said[s.ID]; f.Answer == "yes" {
			a.b.reported(a.b.id("condition", s.ID), f, a.b.standing(s, f.Name))
		}
	}
	for _, id := range a.order {
		if f := a.said[id]; f.Answer == "yes" {
			a.b.reported(a.b.id("condition", id), f, Concept{Text: cmp.Or(f.Name, id)})
		}
	}
	q := a.questions()
	a.b.add(q.ID, q)
	r := a.b.response("about-you", q, a.last)
	r.Item = a.answers()
	a.b.add(r.ID, r)
}

// standing is a condition by its codes, in the person's own words where they wrote some.
func (b *bundle) standing(s knowledge.Standing, written string) Concept {
	return b.concept(Coding{System: ownStanding, Code: s.ID, Display: s.Name}, written, standingAlso[s.ID])
}

// questions are those about standing conditions, by their parts, and whether all medicines are named.
func (a *aboutYou) questions() Questionnaire {
	q := a.b.questionnaire(aboutURL, "AboutYou", "About you")
	for _, part := range append(knowledge.StandingParts(), knowledge.Word{Means: "Others"}) {
		group := Question{LinkID: partID(part.Value), Text: part.Means, Kind: "group"}
		for _, s := range a.b.o.Base.Standing().All() {
			if s.Part == part.Value {
				group.Item = append(group.Item, Question{LinkID: s.ID, Text: cmp.Or(s.Ask, s.Name), Kind: "choice", Option: yesNoOptions()})
			}
		}
		q.Item = append(q.Item, group)
	}
	q.Item = append(q.Item, Question{LinkID: noOther, Text: "No other medicines than those named", Kind: "choice", Option: yesNoOptions()}, otherQuestion())
	return q
}

// answers are what was said to them.
func (a *aboutYou) answers() []Answer {
	var out []Answer
	for _, part := range append(knowledge.StandingParts(), knowledge.Word{}) {
		group := Answer{LinkID: partID(part.Value)}
		for _, s := range a.b.o.Base.Standing().All() {
			if word := answerWord(a.said[s.ID].Answer); s.Part == part.Value && word != "" {
				group.Item = append(group.Item, chosen(s.ID, yesNoCoding(word)))
			}
		}
		if len(group.Item) > 0 {
			out = append(out, group)
		}
	}
	if a.all {
		out = append(out, chosen(noOther, yesNoCoding("yes")))
	}
	other := Answer{LinkID: otherID}
	for _, id := range a.order {
		if f := a.said[id]; f.Answer != "" {
			other.Answer = append(other.Answer, Said{String: cmp.Or(f.Name, id) + ": " + f.Answer})
		}
	}
	if len(other.Answer) > 0 {
		out = append(out, other)
	}
	return out
}

// partID names the group of questions of one part.
func partID(part string) string { return "part." + cmp.Or(part, "others") }

// answerWord is the code of an answer about a condition; "" where nothing was said.
func answerWord(answer string) string {
	if answer == "unsure" {
		return charley.DontKnow
	}
	return answer
}
