package tell

import (
	"fmt"

	"charley"
	"charley/lookup"
	"charley/rule"
)

// listed reads conditions or medications. What is not recognised is kept as a
// warning, and then nothing that was not named is known to be no.
func listed(names *lookup.Names, feature string, items []string) (rule.Value, []Warning) {
	find := names.Taken
	if feature != "medications" {
		find = func(item string) ([]string, bool) {
			if ids, ok := names.Standing(item); ok {
				return ids, true
			}
			return names.Standing(lookup.WithoutDose(item))
		}
	}
	v := rule.Value{Kind: rule.List, Named: map[string]int{}, Complete: true}
	var warnings []Warning
	seen := map[string]bool{}
	for _, item := range items {
		ids, ok := find(item)
		if !ok {
			v.Complete = false
			warnings = append(warnings, Warning{Code: "not_recognised", Text: fmt.Sprintf("%q in %s is not known here: it was kept, and nothing was concluded from it.", charley.Clip(item), feature), Got: charley.Clip(item)})
			continue
		}
		if seen[ids[0]] {
			continue // the same thing under two names counts once
		}
		seen[ids[0]] = true
		for _, id := range ids {
			v.Named[id]++
		}
	}
	return v, warnings
}
