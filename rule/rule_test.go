package rule_test

import (
	"slices"
	"testing"

	"charley"
	"charley/rule"
)

// somebody is a person who answered some questions and not others.
func somebody() rule.Answers {
	return rule.Answers{
		"pale_leg":  rule.YesNo(true),
		"swollen":   rule.OneWord("one_leg"),
		"fever":     rule.YesNo(false),
		"age":       rule.Num(67),
		"minutes":   {Kind: rule.Range, Low: 2, High: 15},
		"all_day":   {Kind: rule.Range, Constant: true},
		"places":    rule.Words("calf", "foot"),
		"nowhere":   rule.Words(),
		"risks":     {Kind: rule.List, Named: map[string]int{"journey": 1}, Denied: []string{"operation"}},
		"medicines": {Kind: rule.List, Named: map[string]int{"water_tablet": 2, "statin": 1, "a": 1, "b": 1, "c": 1}, Complete: true},
		"pregnant":  {Kind: rule.Absent},
	}
}

func TestWhatARuleComesTo(t *testing.T) {
	for _, tc := range []struct {
		name, rule string
		want       charley.Tri
	}{
		{"a pale leg that was said to be so", "pale_leg", charley.Yes},
		{"a fever that was said not to be so", "fever", charley.No},
		{"a pulse that nobody asked about", "pulse", charley.Unknown},
		{"not a fever", "not fever", charley.Yes},
		{"not what nobody asked about", "not pulse", charley.Unknown},
		{"what does not apply is no", "pregnant", charley.No},

		{"one leg swollen, among several", "swollen is both, one_leg", charley.Yes},
		{"another word than these", "swollen is both", charley.No},
		{"known, and none of these", "swollen not none", charley.Yes},
		{"known, and one of these", "swollen not none, one_leg", charley.No},
		{"a word that nobody said", "weakness not none", charley.Unknown},
		{"what does not apply is none of the words", "pregnant is early", charley.No},
		{"what does not apply is no other word either", "pregnant not early", charley.No},

		{"the calf, among other places", "places has calf, thigh", charley.Yes},
		{"not the thigh, as all places were named", "places has thigh", charley.No},
		{"nothing but calf and foot", "places only calf, foot, toes", charley.Yes},
		{"not the calf alone", "places only calf", charley.No},
		{"a list that holds nothing is not only anything", "nowhere only calf", charley.No},
		{"a place in a list that holds nothing", "nowhere has calf", charley.No},
		{"a list that nobody filled in", "feelings has burning", charley.Unknown},
		{"a risk that was named", "risks has journey, cancer", charley.Yes},
		{"a risk that was denied", "risks has operation", charley.No},
		{"a risk that was neither named nor denied", "risks has cancer", charley.Unknown},
		{"one denied and one not asked", "risks has operation, cancer", charley.Unknown},
		{"only the journey, while not all risks are known", "risks only journey", charley.Unknown},
		{"the journey is not an operation", "risks only operation", charley.No},
		{"what does not apply holds nothing", "pregnant has twins", charley.No},
		{"what does not apply is not only something", "pregnant only twins", charley.No},

		{"two water tablets", "medicines count water_tablet >= 2", charley.Yes},
		{"not three water tablets", "medicines count water_tablet >= 3", charley.No},
		{"a second journey may be known yet", "risks count journey >= 2", charley.Unknown},
		{"no second operation: it was denied", "risks count operation >= 2", charley.No},
		{"a count of what does not apply", "pregnant count twins >= 1", charley.No},
		{"a count that nobody filled in", "feelings count burning >= 1", charley.Unknown},

		{"older than 65", "age > 65", charley.Yes},
		{"67 is at least 67", "age >= 67", charley.Yes},
		{"67 is not below 67", "age < 67", charley.No},
		{"67 is at most 67", "age <= 67", charley.Yes},
		{"a number below nothing", "age > -3", charley.Yes},
		{"the shortest spell", "minutes.low < 5", charley.Yes},
		{"the longest spell", "minutes.high <= 10", charley.No},
		{"a range without an end named is a number between two", "minutes < 5", charley.Unknown},
		{"a number that nobody said", "weight > 80", charley.Unknown},
		{"a comparison of what does not apply", "pregnant > 12", charley.No},
		{"a comparison of a word", "swollen > 3", charley.Unknown},
		{"what never stops is longer than an hour", "all_day.low > 60", charley.Yes},
		{"what never stops is never short", "all_day.high <= 10", charley.No},
		{"it never stops", "all_day is constant", charley.Yes},
		{"it stops", "minutes is constant", charley.No},
		{"whether it stops was not said", "spell is constant", charley.Unknown},
		{"what does not apply never goes on", "pregnant is constant", charley.No},

		{"an answer that was given", "age is known", charley.Yes},

		{"both are needed and one is no", "fever and pulse", charley.No},
		{"both are needed and one is unknown", "pale_leg and pulse", charley.Unknown},
		{"one is enough and one is yes", "pulse or pale_leg", charley.Yes},
		{"one is enough and one is unknown", "fever or pulse", charley.Unknown},
		{"and binds before or", "pale_leg or fever and pulse", charley.Yes},
		{"brackets bind first", "(pale_leg or fever) and pulse", charley.Unknown},
		{"not binds before and", "not fever and pale_leg", charley.Yes},
		{"not a bracket", "not (pale_leg and fever)", charley.Yes},
		{"two of three hold", "count(pale_leg; fever; age > 60) >= 2", charley.Yes},
		{"two of three can still hold", "count(pale_leg; fever; pulse) >= 2", charley.Unknown},
		{"two of three cannot hold any more", "count(pulse; fever; pregnant) >= 2", charley.No},
		{"a count inside a rule", "pale_leg and count(swollen is one_leg; places has calf) >= 2", charley.Yes},

		{"a rule that cannot be answered without an examination", "", charley.Unknown},
		{"a rule of blanks", "  \n ", charley.Unknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := rule.Parse(tc.rule)
			if err != nil {
				t.Fatal(err)
			}
			if got := r.Eval(somebody()); got != tc.want {
				t.Errorf("%s: got %v, want %v", tc.rule, got, tc.want)
			}
		})
	}
}

func TestReasonsAndOpenQuestions(t *testing.T) {
	for _, tc := range []struct {
		name, rule       string
		because, missing []string
	}{
		{"all that were needed", "pale_leg and age > 60", []string{"pale_leg", "age"}, nil},
		{"each of those that would do", "pale_leg or swollen is one_leg or fever", []string{"pale_leg", "swollen"}, nil},
		{"the one that said no", "fever and pale_leg and pulse", []string{"fever"}, nil},
		{"each named once", "age > 60 and age < 70", []string{"age"}, nil},
		{"those that said no where too few are left", "count(pulse; fever; pregnant) >= 2", []string{"fever", "pregnant"}, nil},
		{"turned round, the same reasons", "not (fever or pregnant)", []string{"fever", "pregnant"}, nil},
		{"what could still decide it", "pale_leg and pulse and weakness not none", nil, []string{"pulse", "weakness"}},
		{"not what has been answered", "fever or risks has cancer", nil, []string{"risks"}},
		{"not a branch that is lost", "fever and weight > 80 or pulse", nil, []string{"pulse"}},
		{"nothing without a rule", "", nil, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r := rule.MustParse(tc.rule)
			if got := r.Because(somebody()); !slices.Equal(got, tc.because) {
				t.Errorf("because: got %v, want %v", got, tc.because)
			}
			if got := r.Missing(somebody()); !slices.Equal(got, tc.missing) {
				t.Errorf("missing: got %v, want %v", got, tc.missing)
			}
		})
	}
}

func TestWhatARuleSpeaksOf(t *testing.T) {
	r := rule.MustParse("pale_leg and not swollen not none or count(places only calf; minutes.low > 3) >= 1 or medicines count statin >= 2 or age < 5 or spell is constant or sex is known")
	want := []rule.Use{
		{Name: "pale_leg", Form: "flag"}, {Name: "swollen", Form: "is", Words: []string{"none"}},
		{Name: "places", Form: "has", Words: []string{"calf"}}, {Name: "minutes", Form: "range"},
		{Name: "medicines", Form: "has", Words: []string{"statin"}}, {Name: "age", Form: "number"},
		{Name: "spell", Form: "constant"}, {Name: "sex", Form: "known"},
	}
	same := func(a, b rule.Use) bool {
		return a.Name == b.Name && a.Form == b.Form && slices.Equal(a.Words, b.Words)
	}
	if got := r.Uses(); !slices.EqualFunc(got, want, same) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if got, want := rule.MustParse("a and b or not a").Names(), []string{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("names: got %v, want %v", got, want)
	}
	if !(rule.Rule{}).IsZero() || r.IsZero() || len((rule.Rule{}).Uses()) > 0 {
		t.Error("only the rule of which nothing was written is zero")
	}
	if text := "a  and (b)"; rule.MustParse(text).String() != text {
		t.Error("a rule is shown as it was written")
	}
}
