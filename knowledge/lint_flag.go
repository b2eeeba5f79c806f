package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"charley"
	"charley/rule"
)

func flagRules() []promise[Flag] {
	return []promise[Flag]{
		{"known-urgency", flagUrgencies},
		{"known-condition", func(f Flag, x *index) string { return lacks("points_to", f.PointsTo, x.conditions) }},
		{"own-rank", ownRank},
		{"meanwhile", meanwhile},
		{"worse-part", worsePart},
		{"raise-higher", raiseHigher},
		{"flag-can-be-asked", flagCanBeAsked},
		hasClaim(func(f Flag) []Claim { return f.Claims }),
	}
}

func flagUrgencies(f Flag, x *index) string {
	named := []string{f.Urgency}
	for _, r := range f.Raises {
		named = append(named, r.Urgency)
	}
	return lacks("urgency", named, x.urgencies)
}

func ownRank(f Flag, x *index) string {
	for _, other := range x.flags.list {
		if other.ID < f.ID && other.Urgency == f.Urgency && other.Rank == f.Rank {
			return fmt.Sprintf("rank %d among %s is also that of %s; choose another", f.Rank, f.Urgency, other.ID)
		}
	}
	return ""
}

// rank is how urgent an urgency is, 1 most; an unknown one is none at all.
func (x *index) rank(urgency string) int {
	if u, ok := x.urgencies.Get(urgency); ok {
		return u.Rank
	}
	return 1 << 10
}

// meanwhile asks what somebody should do, or watch for, until they are seen.
func meanwhile(f Flag, x *index) string {
	if x.rank(f.Urgency) <= x.rank(SameDay) && x.urgencies.Has(f.Urgency) && f.UntilThen == "" && f.Worse == "" {
		return "until_then and worse are missing: say what to do until then, or what would be worse"
	}
	return ""
}

// worsePart: the text completes "Call an ambulance now if …".
func worsePart(f Flag, _ *index) string {
	if f.Worse != "" && (strings.HasSuffix(f.Worse, ".") || f.Worse[0] >= 'A' && f.Worse[0] <= 'Z') {
		return "worse is the end of a sentence, without a capital and a full stop"
	}
	return ""
}

func raiseHigher(f Flag, x *index) string {
	for i, r := range f.Raises {
		if x.urgencies.Has(r.Urgency) && x.rank(r.Urgency) >= x.rank(f.Urgency) {
			return fmt.Sprintf("raise %d to %s is not above %s", i+1, r.Urgency, f.Urgency)
		}
	}
	return ""
}

// flagCanBeAsked: what a flag of soon or above needs can be answered somewhere:
// about you, on a screen of warning signs, by a question of its own, or from the
// diary. Of a list that is filled in by screens, each item must be on one. Until
// a flag of the same day or above is settled, whatever else it needs is asked
// after the screens; one of soon must not count on that, as the questions may be
// used up by then.
func flagCanBeAsked(f Flag, x *index) string {
	if x.rank(f.Urgency) > x.rank(Soon) {
		return ""
	}
	var wrong []string
	rules := []Rule{f.When}
	for _, r := range f.Raises {
		rules = append(rules, r.When)
	}
	for _, r := range rules {
		for _, u := range r.Uses() {
			feature, ok := x.features.Get(u.Name)
			switch {
			case !ok || x.asked(feature):
			case feature.Kind == ManyOf:
				for _, w := range u.Words {
					if !x.onScreen(u.Name + "." + w) {
						wrong = append(wrong, u.Name+"."+w)
					}
				}
			case !x.onScreen(u.Name) && feature.Kind == LabTests: // what no screen asks for, a question does
				wrong = append(wrong, u.Name)
			}
		}
	}
	slices.Sort(wrong)
	if names := f.When.Uses(); len(wrong) == 0 && !slices.ContainsFunc(names, func(u rule.Use) bool { return x.begins(u.Name) }) {
		for _, u := range names { // with nothing to begin with, no question follows either
			wrong = append(wrong, u.Name)
		}
	}
	if wrong = slices.Compact(wrong); len(wrong) > 0 {
		return "when: nothing asks for " + strings.Join(wrong, ", ") + "; put it on a screen, or give its feature ask = true"
	}
	return ""
}

func (x *index) asked(f Feature) bool {
	return f.Ask || f.Part == "person" || f.Part == "diary" || f.ID == "conditions" || f.ID == "medications"
}

// begins says that a feature is asked of everybody, or known without asking.
func (x *index) begins(name string) bool {
	feature, ok := x.features.Get(name)
	return !ok || x.asked(feature) || feature.Kind == ManyOf || x.onScreen(name)
}

// onScreen says that a screen asks for a feature, or for an item of a list as
// list.item: by itself, in a text that names it too, or under an umbrella.
func (x *index) onScreen(name string) bool {
	for _, s := range x.screens.list {
		for _, it := range s.Items {
			umbrella, _ := x.features.Get(it.Feature)
			if it.Key() == name || it.Feature == name || slices.Contains(it.Also, name) || slices.Contains(it.Also, yesPrefix+name) || slices.Contains(umbrella.Contains, name) {
				return true
			}
		}
	}
	return false
}

func urgencyRules() []promise[Urgency] {
	return []promise[Urgency]{
		{"urgency-sentence", func(u Urgency, _ *index) string {
			return first(endsWith("headline", u.Headline, "."), endsWith("what", u.What, "."), endsWith("safety_net", u.SafetyNet, "."))
		}},
	}
}

// fiveUrgencies are those that the program knows, in its order.
func fiveUrgencies(b *Base, _ *index) string {
	want := []string{EmergencyNow, SameDay, Soon, Routine, SelfCare}
	for i, u := range b.urgencies.list {
		if len(b.urgencies.list) != len(want) || u.ID != want[i] || u.Rank != i+1 {
			return fmt.Sprintf("the urgencies must be %s, ranked from 1 to %d", strings.Join(want, ", "), len(want))
		}
	}
	if b.urgencies.Len() == 0 {
		return "there are no urgencies"
	}
	return ""
}

func countryRules() []promise[Country] {
	return []promise[Country]{
		{"zones-load", zonesLoad},
		{"own-zone", ownZone},
		{"has-number", hasNumber},
		{"has-claim", func(c Country, x *index) string {
			if len(c.Claims) == 0 && len(c.Crisis) > 0 {
				return "names crisis lines and says nothing about where they come from"
			}
			return ""
		}},
	}
}

func zonesLoad(c Country, _ *index) string {
	for _, z := range c.Zones {
		if _, err := charley.LoadZone(z); err != nil {
			return z + " is not a time zone"
		}
	}
	return ""
}

func ownZone(c Country, x *index) string {
	for _, z := range c.Zones {
		if in := x.zones[z]; len(in) > 1 && in[0] != c.ID {
			return fmt.Sprintf("%s is also a zone of %s", z, in[0])
		}
	}
	return ""
}

// hasNumber: whom to call must be something that can be dialled, or an address
// for a line that is not a telephone.
func hasNumber(c Country, _ *index) string {
	if !strings.ContainsAny(c.Emergency, "0123456789") {
		return "emergency holds no number"
	}
	for _, l := range c.Crisis {
		if l.Name == "" || !strings.ContainsAny(l.Number, "0123456789.") {
			return "a crisis line needs its name and its number"
		}
	}
	return ""
}

// anywhere is the country of somebody whose country is not known.
const anywhere = "xx"

func countryAnywhere(b *Base, _ *index) string {
	if c, ok := b.countries.Get(anywhere); !ok || len(c.Zones) > 0 {
		return "there must be a country " + anywhere + ", without zones, for who is anywhere else"
	}
	return ""
}
