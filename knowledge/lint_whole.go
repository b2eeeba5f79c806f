package knowledge

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// wholeRules are about the records together, and about the numbers of the method.
func wholeRules() []promise[*Base] {
	return []promise[*Base]{
		{"few-screens", fewScreens},
		{"short-screens", shortScreens},
		{"five-urgencies", fiveUrgencies},
		{"country-anywhere", countryAnywhere},
		{"few-asked", fewAsked},
		{"weighing-names", weighingNames},
	}
}

// weighingNames: what the numbers of the method name is there.
func weighingNames(b *Base, _ *index) string {
	if said := lacks(weighingFile+" not_easing_ask", b.weighing.NotEasingAsk, b.features); said != "" {
		return said
	}
	groups := map[string]bool{}
	for _, f := range b.findings.list {
		groups[f.Group] = true
	}
	var missing []string
	for _, g := range slices.Sorted(maps.Keys(b.weighing.Caps)) {
		if !groups[g] {
			missing = append(missing, g)
		}
	}
	if len(missing) > 0 {
		return fmt.Sprintf("%s caps: no finding is in the group %s", weighingFile, strings.Join(missing, ", "))
	}
	return ""
}
