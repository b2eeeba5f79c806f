package preview

// sheetRows are what somebody typed in from paper; wrongRows cannot all be kept.
var (
	sheetRows = fields{"do": "save", "from": "2026-11-16", "before": "yes", "cramps-2026-11-16": "2", "worst-2026-11-16": "7", "lost-2026-11-16": "20", "sore-2026-11-16": "yes",
		"x.alcohol-2026-11-16": "2", "nothing-2026-11-17": "yes", "cramps-2026-11-18": "1", "restless-2026-11-18": "4"}
	wrongRows = fields{"do": "save", "from": "2026-11-16", "cramps-2026-11-16": "two", "nothing-2026-11-17": "yes", "cramps-2026-11-17": "1",
		"cramps-2026-11-18": "0", "worst-2026-11-18": "4", "x.alcohol-2026-11-19": "-1", "cramps-2026-11-20": "3", "worst-2026-11-20": "6"}
)

// shareStates are what leaves the house, and what comes in from paper.
func shareStates() []State {
	const share, paper = "/share", "/share/paper"
	return []State{
		on(share, "not built yet", look(share)),
		on(paper, "an empty sheet", look(paper)),
		on(paper, "typed in", taps(paper, sheetRows)),
		on(paper, "wrong values", sends(paper, wrongRows)),
	}
}
