package web

import (
	"cmp"
	"slices"

	"charley"
	"charley/knowledge"
	"charley/words"
)

// A labLine is one blood test that was told of.
type labLine struct {
	ID                charley.EntryID
	Name, Value, When string
}

// A labForm adds a blood test.
type labForm struct {
	Told        []labLine
	Which       choice
	Value, Date input
	Open        bool // something in it was typed
}

// labTests are the blood tests of the codebook.
func (s *site) labTests() []knowledge.Value {
	rec, _ := s.knowledge.Features().Get("labs")
	return rec.Values
}

// labName is what a blood test is called, with its unit.
func (s *site) labName(code string) string {
	for _, test := range s.labTests() {
		if test.Value == code {
			return words.Capital(test.Label)
		}
	}
	return code
}

func (s *site) labForm(f *form, known standings) labForm {
	w := s.words
	out := labForm{Which: choice{Name: "l.code", Legend: w.T("about.lab.which"), Wrong: f.wrong["l.code"], Options: []option{{Label: w.T("about.lab.choose")}}},
		Value: f.input("text", "l.value", "about.lab.value").short().decimal(), Date: f.input("date", "l.date", "about.lab.date").short()}
	for _, test := range s.labTests() {
		out.Which.Options = append(out.Which.Options, option{Value: test.Value, Label: words.Capital(test.Label), On: f.get("l.code") == test.Value})
	}
	for _, name := range []string{"l.code", "l.value", "l.date"} {
		out.Open = out.Open || f.get(name) != ""
	}
	for _, fact := range known {
		if fact.About != charley.FactLab || fact.Value == nil {
			continue
		}
		line := labLine{ID: fact.ID, Name: s.labName(fact.Code), Value: number(*fact.Value)}
		if fact.From != "" {
			line.When = w.Partial(fact.From)
		}
		out.Told = append(out.Told, line)
	}
	slices.SortFunc(out.Told, func(a, b labLine) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return out
}

// newLab is the blood test that the form adds; nil if it adds none.
func (f *form) newLab(tests []knowledge.Value, today charley.Night) map[string]any {
	var codes []string
	for _, test := range tests {
		codes = append(codes, test.Value)
	}
	code, value, taken := f.one("l.code", codes), f.number("l.value", 0, limit(charley.KindFact, "value")), f.date("l.date")
	switch {
	case code == "" && value == nil && taken.IsZero():
		return nil
	case code == "":
		f.refuse("l.code", "wrong.lab")
	case value == nil && f.wrong["l.value"] == "":
		f.refuse("l.value", "wrong.lab.value")
	case today.Before(taken):
		f.refuse("l.date", "wrong.future")
	}
	if code == "" || value == nil {
		return nil
	}
	return map[string]any{"code": code, "value": *value, "from": orNil(taken.String())}
}
