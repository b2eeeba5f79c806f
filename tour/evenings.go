package tour

import (
	"fmt"
	"strings"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

// evenings says what was asked about the days and how often it was answered.
func (p *page) evenings(records []diary.NightRecord, exposures []knowledge.Exposure) {
	evenings, answered := 0, map[string]int{}
	for _, r := range records {
		if r.Evening == nil {
			continue
		}
		evenings++
		for id, a := range r.Evening.Exposures {
			if a.Said != charley.Unknown {
				answered[id]++
			}
		}
	}
	var parts []string
	for _, e := range exposures {
		if n := answered[e.ID]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", e.Name, n))
		}
	}
	if len(parts) == 0 {
		p.wrap("Evenings", "Nothing was answered about the days yet.")
		return
	}
	p.wrap("Evenings", fmt.Sprintf("%s before the night was known. Answers: %s.",
		counted(evenings, "evening", "evenings"), strings.Join(parts, ", ")))
}
