package fhir

import (
	"math"
	"time"

	"charley"
)

// furthest is how far a clock may be from UTC in FHIR.
const furthest = 14 * 3600

// instant is a time with its offset. What FHIR cannot write on the clock that was seen is written in UTC.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	if _, offset := t.Zone(); offset%60 != 0 || offset < -furthest+3600 || offset > furthest {
		t = t.UTC()
	}
	return t.Format("2006-01-02T15:04:05.999Z07:00")
}

func amount(v float64, unit, code string) *Quantity {
	return &Quantity{Value: &v, Unit: unit, System: ucum, Code: code}
}

// unitNames are what units are called beside their codes.
var unitNames = map[string]string{
	"{score}": "of 10", "min": "minutes", "h": "hours", "L": "litres", "{cramps}": "cramps", "{spells}": "spells", "{nights}": "nights", "{cramps}/wk": "cramps a week",
	"{spells}/wk": "spells a week",
}

// number is a value in one of the units of our table. What is not finite cannot be said in JSON, and is not known.
func number(v float64, code string) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return unknown()
	}
	name := unitNames[code]
	if name == "" {
		name = code
	}
	return Value{Quantity: amount(v, name, code)}
}

// maybe is a number, or that it is not known.
func maybe(v *float64, code string) Value {
	if v == nil {
		return unknown()
	}
	return number(*v, code)
}

// unknown says that there is a value and nobody knows it.
func unknown() Value {
	return Value{Absent: &Concept{Coding: []Coding{{System: hl7 + "data-absent-reason", Code: "unknown", Display: "Unknown"}}}}
}

// asked says that the person was asked and does not know.
func asked() Value {
	return Value{Absent: &Concept{Coding: []Coding{{System: hl7 + "data-absent-reason", Code: "asked-unknown", Display: "Asked But Unknown"}}}}
}

// yesNo is a boolean, or that it is not known.
func yesNo(t charley.Tri) Value {
	if t == charley.Unknown {
		return unknown()
	}
	yes := t == charley.Yes
	return Value{Boolean: &yes}
}

// notes are a note, if there is one and notes are wanted.
func (b *bundle) notes(text string) []Annotation {
	if text == "" || !b.o.Notes {
		return nil
	}
	return []Annotation{{Text: text}}
}

// word is one word of an entry; one that the table does not know is kept as text.
func (b *bundle) word(field, word string) Concept {
	if c, known := b.words[field+"."+word]; known {
		return Concept{Coding: []Coding{c}}
	}
	return Concept{Text: word}
}

// parts gathers the components of an observation: what was not said is left out.
type parts struct {
	b    *bundle
	list []Component
}

func (p *parts) value(code string, v Value) {
	p.list = append(p.list, Component{Code: p.b.things[code], Value: v})
}

func (p *parts) tri(code string, t charley.Tri) {
	if t != charley.Unknown {
		p.value(code, yesNo(t))
	}
}

// so says yes and nothing else: the diary has no "no" for it.
func (p *parts) so(code string, so bool) {
	if so {
		p.value(code, yesNo(charley.Yes))
	}
}

func (p *parts) words(code, field string, said []string) {
	for _, w := range said {
		c := p.b.word(field, w)
		p.value(code, Value{Concept: &c})
	}
}

func (p *parts) night(n charley.Night) { p.value(thingNight, Value{DateTime: n.String()}) }

// survey is the category of everything that a person says of themselves.
var survey = []Concept{{Coding: []Coding{{System: hl7 + "observation-category", Code: "survey", Display: "Survey"}}}}

// observation is one of our table, made by the person.
func (b *bundle) observation(id, code string) Observation {
	return Observation{Type: "Observation", ID: id, Status: "final", Category: survey, Code: b.things[code], Subject: b.subject, Performer: b.by}
}

// period is from one partial date to another. Where one lies inside the other, so that nobody can say which comes first,
// both are written only as exactly as the vaguer of them, and loose says so.
func period(from, until string) (p *Period, loose bool) {
	if n := min(len(from), len(until)); n > 0 && len(from) != len(until) && from[:n] == until[:n] {
		return &Period{from[:n], until[:n]}, true
	}
	if from == "" && until == "" {
		return nil, false
	}
	return &Period{from, until}, false
}
