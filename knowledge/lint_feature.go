package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"charley"
	"charley/rule"
)

func featureRules() []promise[Feature] {
	return []promise[Feature]{
		{"plain-question", func(f Feature, _ *index) string { return plainQuestion("question", f.Question) }},
		{"known-part", func(f Feature, _ *index) string { return known("part", f.Part, Parts()) }},
		ownPlace((*Base).Features, func(f Feature) (string, int) { return f.ID, f.Order }),
		{"own-value", ownValue},
		{"umbrella-members", umbrellaMembers},
		{"free-words", freeWords},
	}
}

func ownValue(f Feature, _ *index) string {
	for i, w := range f.Words() {
		if slices.Contains(f.Words()[:i], w) {
			return fmt.Sprintf("value %s is there twice", w)
		}
	}
	if len(f.Values) > 0 && !slices.Contains([]string{OneWord, ManyOf, LabTests}, f.Kind) {
		return fmt.Sprintf("a %s has no values of its own", f.Kind)
	}
	return ""
}

func umbrellaMembers(f Feature, x *index) string {
	var wrong []string
	for i, part := range f.Contains {
		if slices.Contains(f.Contains[:i], part) {
			wrong = append(wrong, part+" is there twice")
		} else if said := x.noSign(part); said != "" {
			wrong = append(wrong, said)
		}
	}
	return because("contains", wrong)
}

// noSign says why something is neither a plain yes_no nor, as list.item, one item
// of a list.
func (x *index) noSign(part string) string {
	list, item, inList := strings.Cut(part, ".")
	f, ok := x.features.Get(list)
	switch {
	case !ok:
		return "there is no " + list
	case !inList && (f.Kind != YesOrNo || len(f.Contains) > 0):
		return part + " is not a plain yes_no"
	case inList && (f.Kind != ManyOf || !slices.Contains(f.Words(), item)):
		return part + " is not an item of a list"
	}
	return ""
}

func freeWords(f Feature, _ *index) string {
	if f.Kind != ManyOf && (f.Free || f.Complete) {
		return fmt.Sprintf("free and complete are for words; this is a %s", f.Kind)
	}
	return ""
}

func screenRules() []promise[Screen] {
	return []promise[Screen]{
		{"short-title", shortTitle},
		ownPlace((*Base).Screens, func(s Screen) (string, int) { return s.ID, s.Order }),
		{"known-item", knownItem},
		{"own-item", ownItem},
	}
}

// Limits of what is asked of somebody in pain: few screens, short ones.
const (
	longestTitle = 10 // words
	mostScreens  = 6
	mostToRead   = 230 // words on all screens that an adult sees
)

func shortTitle(s Screen, _ *index) string {
	if n := len(strings.Fields(s.Title)); n > longestTitle {
		return fmt.Sprintf("title has %d words, at most %d", n, longestTitle)
	}
	return ""
}

// yesPrefix marks a sign to which "none of these" says yes.
const yesPrefix = "yes."

func knownItem(s Screen, x *index) string {
	var wrong []string
	for _, it := range s.Items {
		f, ok := x.features.Get(it.Feature)
		switch {
		case !ok:
			wrong = append(wrong, "there is no "+it.Feature)
		case f.Kind == YesOrNo && (it.Value != "" || it.No != ""):
			wrong = append(wrong, it.Feature+" is a yes_no: a tick needs no value")
		case f.Kind == OneWord && (!slices.Contains(f.Words(), it.Value) || !slices.Contains(f.Words(), it.No) || it.Value == it.No):
			wrong = append(wrong, it.Feature+" needs one of its words for a tick, and another for none of these")
		case f.Kind == ManyOf && (!x.takes(f, it.Value) || it.No != ""):
			wrong = append(wrong, it.Feature+" needs one of its words for a tick, and nothing for none of these")
		case f.Kind != YesOrNo && f.Kind != OneWord && f.Kind != ManyOf:
			wrong = append(wrong, fmt.Sprintf("%s is a %s and cannot be ticked", it.Feature, f.Kind))
		case it.Only && it.When.IsZero():
			wrong = append(wrong, it.Key()+" is shown only if, and does not say if what")
		}
		for _, also := range it.Also {
			if said := x.noSign(strings.TrimPrefix(also, yesPrefix)); said != "" {
				wrong = append(wrong, said+", so "+it.Key()+" cannot name it too")
			}
		}
	}
	return because("items", wrong)
}

// ownItem keeps a sign from being asked twice.
func ownItem(s Screen, x *index) string {
	for i, it := range s.Items {
		for _, other := range x.screens.list {
			for j, o := range other.Items {
				if o.Key() == it.Key() && (other.ID == s.ID && j < i || other.Order < s.Order) {
					return fmt.Sprintf("%s is on the screen %s already", it.Key(), other.ID)
				}
			}
		}
	}
	return ""
}

func fewScreens(b *Base, _ *index) string {
	if n := b.screens.Len(); n > mostScreens {
		return fmt.Sprintf("there are %d screens, at most %d", n, mostScreens)
	}
	return ""
}

// adult is somebody to whom the least applies: of age, not pregnant, with no
// condition and no medicine.
var adult = rule.Answers{
	"age_years": rule.Num(45), "conditions": rule.Words(), "medications": rule.Words(),
	"pregnant_weeks": {Kind: rule.Absent}, "postpartum_weeks": {Kind: rule.Absent},
}

func shortScreens(b *Base, _ *index) string {
	words := 0
	for _, s := range b.screens.list {
		words += len(strings.Fields(s.Title))
		for _, it := range s.Items {
			if v := it.When.Eval(adult); it.When.IsZero() || v == charley.Yes || v == charley.Unknown && !it.Only {
				words += len(strings.Fields(it.Says))
			}
		}
	}
	if words > mostToRead {
		return fmt.Sprintf("an adult reads %d words on the screens, at most %d", words, mostToRead)
	}
	return ""
}
