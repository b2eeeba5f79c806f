package diary

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
)

func TestFactsThatCannotBeAreRefusedByField(t *testing.T) {
	now := time.Date(2026, time.November, 25, 20, 0, 0, 0, time.UTC)
	for _, tc := range []struct {
		name string
		body map[string]any
		want string // the field that is refused; "" if it is taken
	}{
		{"born in 1959", map[string]any{"about": "age", "born": 1959}, ""},
		{"born this year", map[string]any{"about": "age", "born": 2026}, ""},
		{"born next year", map[string]any{"about": "age", "born": 2027}, "born"},
		{"126 years old", map[string]any{"about": "age", "born": 1900}, "born"},
		{"a child due in May", map[string]any{"about": "pregnancy", "due": "2027-05-01"}, ""},
		{"a child due in two years", map[string]any{"about": "pregnancy", "due": "2028-05-01"}, "due"},
		{"a child that was due in the summer", map[string]any{"about": "pregnancy", "due": "2026-07-01"}, ""},
		{"pregnant, with a date that was last winter's", map[string]any{"about": "pregnancy", "answer": "yes", "due": "2026-02-01"}, "due"},
		{"pregnant, two weeks over", map[string]any{"about": "pregnancy", "answer": "yes", "due": "2026-11-11"}, ""},
		{"a medicine from next year on", map[string]any{"about": "medicine", "name": "Indapamide", "from": "2027-06"}, "from"},
		{"a medicine from this month on", map[string]any{"about": "medicine", "name": "Indapamide", "from": "2026-11"}, ""},
		{"2.5 mg", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "2.5 mg"}, ""},
		{"2,5 mg", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "2,5mg"}, ""},
		{"half a tablet", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "half a tablet"}, ""},
		{"20-40 mg", map[string]any{"about": "medicine", "name": "Furosemide", "dose": "20-40 mg"}, ""},
		{"100 micrograms", map[string]any{"about": "medicine", "name": "Levothyroxine", "dose": "100 micrograms"}, ""},
		{"10 units in the evening", map[string]any{"about": "medicine", "name": "Insulin", "dose": "10 units"}, ""},
		{"minus 5 mg", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "-5 mg"}, "dose"},
		{"0 mg", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "0 mg"}, "dose"},
		{"5 kg", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "5 kg"}, "dose"},
		{"5000 g", map[string]any{"about": "medicine", "name": "Indapamide", "dose": "5000 g"}, "dose"},
		{"ended before it began", map[string]any{"about": "medicine", "name": "Indapamide", "from": "2026-06", "until": "2025"}, "until"},
		{"begun and ended in one year", map[string]any{"about": "medicine", "name": "Indapamide", "from": "2026-06-01", "until": "2026"}, ""},
		{"a remedy that was tried", map[string]any{"about": "remedy", "code": "warm-bath", "answer": "yes"}, ""},
		{"a remedy without its name", map[string]any{"about": "remedy", "answer": "yes"}, "code"},
		{"a blood test", map[string]any{"about": "lab", "code": "ferritin_ug_l", "value": 38, "from": "2026-08-20"}, ""},
		{"a blood test without its result", map[string]any{"about": "lab", "code": "ferritin_ug_l"}, "value"},
		{"a result of no test", map[string]any{"about": "lab", "value": 38}, "code"},
		{"two questions for the doctor", map[string]any{"about": "visit", "name": "Maria K.", "questions": "Is it the tablets?\r\n\r\nMay I take magnesium?"}, ""},
		{"only a name for the doctor", map[string]any{"about": "visit", "name": "Maria K."}, ""},
		{"a visit without a word", map[string]any{"about": "visit"}, "questions"},
		{"ten questions and empty lines", map[string]any{"about": "visit", "questions": strings.Repeat("Why?\n\n", 10)}, ""},
		{"eleven questions", map[string]any{"about": "visit", "questions": strings.Repeat("Why?\n", 11)}, "questions"},
		{"a question as long as a book", map[string]any{"about": "visit", "questions": strings.Repeat("w", 4001)}, "questions"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			d, err := NewDraft(charley.KindFact, tc.body)
			if err == nil {
				_, err = d.Put(charley.NewEntryID(), nil, Context{Now: now, Settings: charley.DefaultSettings("UTC")})
			}
			var wrong *charley.FieldError
			if errors.As(err, &wrong); tc.want == "" && err != nil || tc.want != "" && (wrong == nil || wrong.Field != tc.want) {
				t.Errorf("got %v, want a refusal of %q", err, tc.want)
			}
		})
	}
}

func TestTheLatestVisitCounts(t *testing.T) {
	visit := func(body map[string]any) charley.Fact {
		d, err := NewDraft(charley.KindFact, body)
		if err != nil {
			t.Fatal(err)
		}
		return charley.Entry{Kind: charley.KindFact, Fields: d.Fields}.Fact()
	}
	first := visit(map[string]any{"about": "visit", "questions": "Why?"})
	last := visit(map[string]any{"about": "visit", "name": "Maria K.", "questions": " Is it the tablets?\r\n\r\nMay I take magnesium? "})
	age := visit(map[string]any{"about": "age", "born": 1959})
	got, ok := charley.LatestVisit([]charley.Fact{first, last, age})
	if want := []string{"Is it the tablets?", "May I take magnesium?"}; !ok || got.Name != "Maria K." || !slices.Equal(got.Questions, want) {
		t.Errorf("got %q %q %v, want Maria K. and %q", got.Name, got.Questions, ok, want)
	}
	if _, ok := charley.LatestVisit([]charley.Fact{age}); ok {
		t.Error("a diary without a visit has one")
	}
}
