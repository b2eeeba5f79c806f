package rule_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"charley"
	"charley/rule"
)

// The names of the properties, each with the form of its answer.
var (
	flags  = []string{"fever", "cold", "numb", "weak"}
	words  = []string{"side", "pain"}
	lists  = []string{"places", "risks"}
	spans  = []string{"minutes", "hours"}
	values = []string{"a", "b", "c"}
)

func pick[T any](t *rapid.T, from []T) T { return rapid.SampledFrom(from).Draw(t, "pick") }

func some(t *rapid.T, from []string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(from), 1, len(from), rapid.ID[string]).Draw(t, "words")
}

// aTest is the text of one test of one answer. "is known" is left out: it asks
// whether there is an answer, so it cannot wait for one.
func aTest(t *rapid.T) string {
	list := strings.Join(some(t, values), ", ")
	number := rapid.IntRange(-1, 6).Draw(t, "number")
	switch rapid.IntRange(0, 8).Draw(t, "form") {
	case 0, 1:
		return pick(t, flags)
	case 2:
		return pick(t, words) + " is " + list
	case 3:
		return pick(t, words) + " not " + list
	case 4:
		return pick(t, lists) + " has " + list
	case 5:
		return pick(t, lists) + " only " + list
	case 6:
		return fmt.Sprintf("%s count %s >= %d", pick(t, lists), pick(t, values), rapid.IntRange(1, 3).Draw(t, "least"))
	case 7:
		return pick(t, spans) + " is constant"
	}
	return fmt.Sprintf("%s.%s %s %d", pick(t, spans), pick(t, []string{"low", "high"}), pick(t, []string{"<", "<=", ">", ">="}), number)
}

// aRule is the text of a rule, up to some steps deep.
func aRule(t *rapid.T, deep int) string {
	if deep == 0 || rapid.IntRange(0, 3).Draw(t, "kind") == 0 {
		return aTest(t)
	}
	arms := make([]string, rapid.IntRange(2, 4).Draw(t, "arms"))
	for i := range arms {
		arms[i] = aRule(t, deep-1)
	}
	switch rapid.IntRange(0, 3).Draw(t, "join") {
	case 0:
		return "not (" + arms[0] + ")"
	case 1:
		return "(" + strings.Join(arms, " and ") + ")"
	case 2:
		return "(" + strings.Join(arms, " or ") + ")"
	}
	return fmt.Sprintf("count(%s) >= %d", strings.Join(arms, "; "), rapid.IntRange(1, len(arms)).Draw(t, "least"))
}

// everything is a person who answered all questions.
func everything(t *rapid.T) rule.Answers {
	full := rule.Answers{}
	for _, n := range flags {
		full[n] = rule.YesNo(rapid.Bool().Draw(t, n))
	}
	for _, n := range words {
		full[n] = rule.OneWord(pick(t, values))
	}
	for _, n := range lists {
		v := rule.Value{Kind: rule.List, Named: map[string]int{}, Complete: true}
		for _, w := range values {
			if times := rapid.IntRange(0, 3).Draw(t, w); times > 0 {
				v.Named[w] = times
			}
		}
		full[n] = v
	}
	for _, n := range spans {
		low := rapid.IntRange(0, 5).Draw(t, "low")
		full[n] = rule.Value{Kind: rule.Range, Low: float64(low), High: float64(low + rapid.IntRange(0, 3).Draw(t, "more")), Constant: rapid.IntRange(0, 4).Draw(t, "constant") == 0}
	}
	for _, n := range slices.Sorted(maps.Keys(full)) {
		if rapid.IntRange(0, 9).Draw(t, "absent") == 0 {
			full[n] = rule.Value{Kind: rule.Absent}
		}
	}
	return full
}

// part is some of what is known; of a list, some of what was named or denied.
func part(t *rapid.T, full rule.Answers) rule.Answers {
	out := rule.Answers{}
	for _, n := range slices.Sorted(maps.Keys(full)) {
		v := full[n]
		switch known := rapid.IntRange(0, 2).Draw(t, n); {
		case known == 0:
			continue
		case known == 1 && v.Kind == rule.List:
			out[n] = partOfList(t, v)
		default:
			out[n] = v
		}
	}
	return out
}

func partOfList(t *rapid.T, v rule.Value) rule.Value {
	less := rule.Value{Kind: rule.List, Named: map[string]int{}}
	for _, w := range values {
		if !rapid.Bool().Draw(t, w) {
			continue
		}
		if v.Named[w] > 0 {
			less.Named[w] = rapid.IntRange(1, v.Named[w]).Draw(t, "times")
		} else if v.Complete || slices.Contains(v.Denied, w) {
			less.Denied = append(less.Denied, w)
		}
	}
	return less
}

// A rule that is yes or no stays so, whatever else becomes known.
func TestADecidedRuleStaysDecided(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := aRule(t, 3)
		r := rule.MustParse(text)
		full := everything(t)
		more := part(t, full)
		less := part(t, more)
		before, now, after := r.Eval(less), r.Eval(more), r.Eval(full)
		if before != charley.Unknown && now != before || now != charley.Unknown && after != now {
			t.Fatalf("%s: %v, then %v, then %v\nless %v\nmore %v\nfull %v", text, before, now, after, less, more, full)
		}
		if after == charley.Unknown {
			t.Fatalf("%s: unknown although everything is answered: %v", text, full)
		}
	})
}

// The reasons are enough: the same answers alone decide it again.
func TestReasonsAloneDecideAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := aRule(t, 3)
		r := rule.MustParse(text)
		known := part(t, everything(t))
		because := r.Because(known)
		if was := r.Eval(known); was == charley.Unknown {
			if because != nil {
				t.Fatalf("%s: unknown because of %v", text, because)
			}
		} else if got := r.Eval(only(known, because)); got != was {
			t.Fatalf("%s: %v by %v, but these alone make it %v", text, was, because, got)
		}
	})
}

func only(a rule.Answers, names []string) rule.Answers {
	out := rule.Answers{}
	for _, n := range names {
		out[n] = a[n]
	}
	return out
}

// What is missing is worth asking: an unknown rule names something that is not
// answered in full, nothing else can move it, and with all of it answered it is
// decided.
func TestWhatIsMissingDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := aRule(t, 3)
		r := rule.MustParse(text)
		full := everything(t)
		known := part(t, full)
		missing := r.Missing(known)
		if r.Eval(known) != charley.Unknown {
			if missing != nil {
				t.Fatalf("%s: decided, yet %v are missing", text, missing)
			}
			return
		}
		if len(missing) == 0 {
			t.Fatalf("%s: unknown, and nothing is missing", text)
		}
		asked := maps.Clone(known)
		for _, n := range missing {
			if v := known[n]; v.Kind != rule.Unknown && (v.Kind != rule.List || v.Complete) {
				t.Fatalf("%s: %s is missing although it is answered", text, n)
			}
			asked[n] = full[n]
		}
		if r.Eval(asked) == charley.Unknown {
			t.Fatalf("%s: %v were answered and it is still unknown", text, missing)
		}
		others := maps.Clone(full)
		for _, n := range missing {
			delete(others, n)
			if v, ok := known[n]; ok {
				others[n] = v
			}
		}
		if r.Eval(others) != charley.Unknown {
			t.Fatalf("%s: decided without any of %v", text, missing)
		}
	})
}
