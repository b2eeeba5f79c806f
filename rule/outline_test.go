package rule

import (
	"reflect"
	"strconv"
	"strings"
	"testing"
)

// What is built again from the outline is the rule, so that words made of an outline can leave nothing out.
func TestAnOutlineIsTheWholeRule(t *testing.T) {
	for _, text := range []string{
		"calf_tender", "not fever", "swelling is one_leg, both_legs", "sex not male", "place has calf, foot", "place only calf",
		"course is constant", "age is known", "age < 18", "age >= 40", "length.low > 10", "length.high <= 2", "medications count opioid >= 2",
		"a and b", "a or b and not c", "(a or b) and c", "count(a; b and c; d is x) >= 2", "not (a or b)",
	} {
		again := MustParse(written(MustParse(text).Outline()))
		if got, want := again.Outline(), MustParse(text).Outline(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", text, got, want)
		}
	}
	if got := (Rule{}).Outline(); !reflect.DeepEqual(got, Outline{}) {
		t.Errorf("no rule: got %+v", got)
	}
}

// written is an outline in the language of rules, with brackets around everything.
func written(o Outline) string {
	var arms []string
	for _, a := range o.Arms {
		arms = append(arms, written(a))
	}
	switch o.Is {
	case "all":
		return "(" + strings.Join(arms, " and ") + ")"
	case "any":
		return "(" + strings.Join(arms, " or ") + ")"
	case "not":
		return "not " + arms[0]
	case "count":
		return "count(" + strings.Join(arms, "; ") + ") >= " + strconv.FormatFloat(o.Least, 'g', -1, 64)
	}
	t := o.Test
	name, number := t.Name, strconv.FormatFloat(t.Number, 'g', -1, 64)
	if t.End != "" {
		name += "." + t.End
	}
	switch t.Is {
	case "":
		return name
	case "constant", "known":
		return name + " is " + t.Is
	case "is", "not", "has", "only":
		return name + " " + t.Is + " " + strings.Join(t.Words, ", ")
	case "count":
		return name + " count " + t.Words[0] + " >= " + number
	}
	return name + " " + t.Is + " " + number
}
