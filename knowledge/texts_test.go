package knowledge

import (
	"slices"
	"strings"
	"testing"
)

func TestTexts(t *testing.T) {
	b := base(t)
	at := map[string]Text{}
	careful := 0
	for _, x := range b.Texts() {
		if _, twice := at[x.Key]; twice {
			t.Errorf("%s is there twice", x.Key)
		}
		at[x.Key] = x
		if x.Careful {
			careful++
		}
	}
	t.Logf("%d texts, %d of them careful", len(at), careful)
	for _, tc := range []struct {
		name, key, says string
		careful         bool
	}{
		{"a warning sign", "flags/RF20/why", rec(b.Flags().Get("RF20")).Why, true},
		{"how soon", "urgencies/same_day/headline", rec(b.Urgencies().Get(SameDay)).Headline, true},
		{"a box to tick", "screens/now/item/1/says", rec(b.Screens().Get("now")).Items[0].Says, true},
		{"a question about a warning sign", "features/swelling/question", rec(b.Features().Get("swelling")).Question, true},
		{"what could go wrong with a remedy", "remedies/heating-pad/gate/1/why", rec(b.Remedies().Get("heating-pad")).Gates[0].Why, true},
		{"a question of the evening", "exposures/alcohol/question", rec(b.Exposures().Get("alcohol")).Question, false},
		{"a step", "remedies/stretch-now/steps/1", rec(b.Remedies().Get("stretch-now")).Steps[0], false},
		{"how answers are put into words", "phrases/not", b.Phrases().Not, false},
	} {
		if got := at[tc.key]; got.Says != tc.says || got.Careful != tc.careful {
			t.Errorf("%s: got %+v, want %q, careful: %v", tc.name, got, tc.says, tc.careful)
		}
	}
	for _, not := range []string{"medicines/indapamide/name", "sources/hening09/title", "features/swelling/id", "exposures/alcohol/kind"} {
		if x, ok := at[not]; ok {
			t.Errorf("%s is among the texts: %q", not, x.Says)
		}
	}
}

func rec[T any](x T, _ bool) T { return x }

// Another language changes what is read and nothing else, and not the records it was made of.
func TestInOtherWords(t *testing.T) {
	b := base(t)
	words := map[string]string{}
	for _, x := range b.Texts() {
		words[x.Key] = strings.ToUpper(x.Says)
	}
	other := b.In(words)
	english := b.Texts()
	for i, x := range other.Texts() {
		if x.Says != strings.ToUpper(english[i].Says) || x.Key != english[i].Key {
			t.Fatalf("got %q for %s, want %q in capitals", x.Says, x.Key, english[i].Says)
		}
	}
	one, other1 := rec(b.Exposures().Get("warm_bath")), rec(other.Exposures().Get("warm_bath"))
	if one.Choices[0].Label != "no" || other1.Choices[0].Label != "NO" {
		t.Errorf("got the taps %v and %v", one.Choices, other1.Choices)
	}
	if !slices.Equal(b.Texts(), english) || !slices.Equal(base(t).Texts(), english) {
		t.Error("the records were changed by saying them in other words")
	}
	if again := b.In(nil); !slices.Equal(again.Texts(), english) {
		t.Error("no other words make other records")
	}
}
