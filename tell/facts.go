package tell

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"charley"
	"charley/rule"
)

// Facts are what is known about one person and their legs, by the keys of the
// codebook. The zero value knows nothing.
type Facts struct {
	Case     json.RawMessage // whatever the asker called it; echoed
	given    rule.Answers    // as answered
	all      rule.Answers    // with what follows from it
	warnings []Warning
}

// A Warning is something the reader should know before trusting a verdict.
type Warning struct {
	Code string `json:"code"`
	Text string `json:"text"`
	Got  string `json:"-"` // what it is about, as it was given, for skins that say it in their own words
}

// Given are the answers as they were given, without what follows from them.
func (f Facts) Given() rule.Answers { return maps.Clone(f.given) }

// Known says that there is an answer, given or following from another.
func (f Facts) Known(feature string) bool { return f.all.Known(feature) }

// Answers are all that is known. The map must not be changed.
func (f Facts) Answers() rule.Answers { return f.all }

// With is the facts with other answers laid over them; an unknown value takes
// an answer away.
func (t *Teller) With(f Facts, answers rule.Answers) Facts {
	given := maps.Clone(f.given)
	if given == nil {
		given = rule.Answers{}
	}
	for name, v := range answers {
		if v.Kind == rule.Unknown {
			delete(given, name)
			continue
		}
		given[name] = v
	}
	return t.follow(Facts{Case: f.Case, given: given, warnings: f.warnings})
}

// follow works out what follows from the answers. Nothing here guesses: each
// step is true by the meaning of the words.
func (t *Teller) follow(f Facts) Facts {
	a := maps.Clone(f.given)
	if a == nil {
		a = rule.Answers{}
	}
	t.followSynonyms(a)
	t.followPregnancy(a)
	t.followApplies(a)
	t.followUmbrellas(a)
	f.all = a
	return f
}

// same are keys that the codebook has under two names.
var same = [...][2]string{{"dialysis_missed", "missed_dialysis"}}

func (t *Teller) followSynonyms(a rule.Answers) {
	for _, pair := range same {
		for i := range pair {
			from, to := pair[i], pair[1-i]
			if v := a[from]; v.Kind == rule.Flag && !a.Known(to) {
				a[to] = v
			}
		}
	}
	for item, condition := range t.riskIs {
		if a["risk"].Named[item] > 0 {
			a["conditions"] = withItem(a["conditions"], condition, true)
		} else if a["conditions"].Named[condition] > 0 { // rules of flags read the risk
			a["risk"] = withItem(a["risk"], item, true)
		}
	}
	risk := a["risk"]
	switch v := a["heavy_alcohol"]; {
	case risk.Named["heavy_alcohol"] > 0: // a yes by either name stands
		a["heavy_alcohol"] = rule.YesNo(true)
	case v.Kind == rule.Flag:
		a["risk"] = withItem(risk, "heavy_alcohol", v.Yes)
	}
}

// withItem is a list that also says yes or no to one item.
func withItem(list rule.Value, item string, yes bool) rule.Value {
	out := rule.Value{Kind: rule.List, Named: maps.Clone(list.Named), Complete: list.Complete, Denied: slices.Clone(list.Denied)}
	if out.Named == nil {
		out.Named = map[string]int{}
	}
	if yes && out.Named[item] == 0 {
		out.Named[item] = 1
	} else if !yes && !slices.Contains(out.Denied, item) {
		out.Denied = append(out.Denied, item)
	}
	return out
}

// followPregnancy knows who is not pregnant: a man, and a woman past the age
// in the records. A number given all the same is kept, and contradicted.
func (t *Teller) followPregnancy(a rule.Answers) {
	sex, age := a["sex"], a["age_years"]
	never := sex.Kind == rule.Word && sex.Word == "M" || age.Kind == rule.Number && age.Low >= t.weigh.FertileUntil
	for _, name := range []string{"pregnant_weeks", "postpartum_weeks"} {
		if never && !a.Known(name) {
			a[name] = rule.Value{Kind: rule.Absent}
		}
	}
	if pregnant(a) {
		a["conditions"] = withItem(a["conditions"], "pregnancy", true)
		if !a.Known("postpartum_weeks") {
			a["postpartum_weeks"] = rule.Value{Kind: rule.Absent}
		}
	} else if a.Known("pregnant_weeks") {
		a["conditions"] = withItem(a["conditions"], "pregnancy", false)
	}
}

// pregnant says that a pregnancy is known of, whatever its week.
func pregnant(a rule.Answers) bool {
	w := a["pregnant_weeks"]
	return (w.Kind == rule.Number || w.Kind == rule.Range) && w.Low > 0
}

// followApplies marks what does not apply to this person, such as questions
// about a child.
func (t *Teller) followApplies(a rule.Answers) {
	for _, f := range t.conditional {
		if !a.Known(f.ID) && f.When.Eval(a) == charley.No {
			a[f.ID] = rule.Value{Kind: rule.Absent}
		}
	}
}

// followUmbrellas: no to "any of these" is no to each, and no to all is no to
// the whole. Once one of them is known to be so, the whole says nothing more:
// rules name the parts beside it.
func (t *Teller) followUmbrellas(a rule.Answers) {
	for _, f := range t.umbrellas {
		id := f.ID
		if v := a[id]; v.Kind == rule.Flag {
			for _, part := range f.Contains {
				if !v.Yes {
					denyPart(a, part)
				}
			}
			continue
		}
		all := true
		for _, part := range f.Contains {
			v := partOf(a, part)
			if v.Kind == rule.Flag && v.Yes {
				a[id] = rule.Value{Kind: rule.Absent}
			}
			all = all && (v.Kind == rule.Absent || v.Kind == rule.Flag && !v.Yes)
		}
		if all {
			a[id] = rule.YesNo(false)
		}
	}
}

// A part of an umbrella is a yes/no feature, or one item of a list as list.item.
func partOf(a rule.Answers, part string) rule.Value {
	list, item, ok := strings.Cut(part, ".")
	if !ok {
		return a[part]
	}
	switch v := a[list]; {
	case v.Named[item] > 0:
		return rule.YesNo(true)
	case v.Kind == rule.List && (v.Complete || slices.Contains(v.Denied, item)):
		return rule.YesNo(false)
	}
	return rule.Value{}
}

func denyPart(a rule.Answers, part string) {
	list, item, ok := strings.Cut(part, ".")
	switch {
	case !ok && !a.Known(part):
		a[part] = rule.YesNo(false)
	case ok && partOf(a, part).Kind == rule.Unknown:
		a[list] = withItem(a[list], item, false)
	}
}
