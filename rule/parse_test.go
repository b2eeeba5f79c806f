package rule_test

import (
	"errors"
	"strings"
	"testing"

	"charley"
	"charley/rule"
)

func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct{ name, rule, want string }{
		{"a sign it does not know", "fever & chills", `a rule cannot hold "& chills"`},
		{"an arm that is missing", "fever and", `a rule has the end at word 3 where the name of an answer was expected`},
		{"a bracket that is not closed", "(fever or chills", `a rule has the end at word 5 where ) was expected`},
		{"two answers side by side", "fever chills", `a rule has "chills" at word 2 where and, or, or the end was expected`},
		{"a word of the language as a name", "known is yes", `a rule has "known" at word 1 where the name of an answer was expected`},
		{"a name in capitals", "Fever", `a rule has "Fever" at word 1 where`},
		{"an end that a range has not", "minutes.middle > 3", `a rule has "minutes.middle" at word 1 where`},
		{"the end of a range by itself", "minutes.low", `a rule has the end at word 2 where a comparison was expected`},
		{"a comparison with a word", "age > old", `a rule has "old" at word 3 where a number was expected`},
		{"no value", "swollen is", `a rule has the end at word 3 where a value was expected`},
		{"a comma too many", "swollen is one_leg, and fever", `a rule has "and" at word 5 where a value was expected`},
		{"a count without its number", "count(fever; chills)", `where >= was expected`},
		{"a count that is at most", "count(fever; chills) <= 1", `a rule has "<=" at word 7 where >= was expected`},
		{"a list without its count", "medicines count statin", `where >= was expected`},
		{"brackets without end", strings.Repeat("(", 60) + "fever" + strings.Repeat(")", 60), "where fewer brackets was expected"},
		{"not without end", strings.Repeat("not ", 1000) + "fever", "where fewer brackets was expected"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rule.Parse(tc.rule)
			if !errors.Is(err, charley.ErrInvalid) || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want %s", err, tc.want)
			}
			if !r.IsZero() {
				t.Error("got half a rule beside the error")
			}
		})
	}
}

func TestARecordHoldsARule(t *testing.T) {
	var r rule.Rule
	if err := r.UnmarshalText([]byte("fever or chills")); err != nil || r.String() != "fever or chills" {
		t.Errorf("got %q, %v", r, err)
	}
	if err := r.UnmarshalText([]byte("fever or")); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("got %v, want charley.ErrInvalid", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("a rule of the program that cannot be read went unnoticed")
		}
	}()
	rule.MustParse("fever or")
}

// Whatever is written, Parse answers with a rule that can be used or with
// charley.ErrInvalid, and a rule reads the same again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "fever", "not fever and (chills or swollen is one_leg, both)", "count(a; b; c is d) >= 2", "minutes.low > 10 or minutes is constant",
		"medicines count statin >= 2", "places only calf, foot and places has toes", "age >= 18 and age < 65.5", "a is known", "weakness not none",
		"((((", "count(", "a is", "a,b", "é", "a > 99999999999999999999", "not not not", "a.low", "and", ";", "a has -1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := rule.Parse(text)
		if err != nil {
			if !errors.Is(err, charley.ErrInvalid) {
				t.Errorf("got %v, want charley.ErrInvalid", err)
			}
			return
		}
		again, err := rule.Parse(r.String())
		if err != nil {
			t.Fatalf("%q reads once and not again: %v", text, err)
		}
		answers := rule.Answers{}
		for i, u := range r.Uses() {
			answers[u.Name] = []rule.Value{rule.YesNo(true), rule.OneWord("a"), rule.Words(u.Words...), rule.Num(3), {Kind: rule.Absent}}[i%5]
		}
		if r.Eval(answers) != again.Eval(answers) || r.IsZero() != (strings.TrimSpace(text) == "") {
			t.Errorf("%q: reads in two ways", text)
		}
		r.Because(answers)
		r.Missing(answers)
		r.Missing(nil)
	})
}
