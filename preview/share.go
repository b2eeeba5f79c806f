package preview

import (
	"strings"
	"time"
)

// sheetRows are what somebody typed in from paper; wrongRows cannot all be kept.
var (
	sheetRows = fields{"do": "save", "from": "2026-11-16", "before": "yes", "cramps-2026-11-16": "2", "worst-2026-11-16": "7", "lost-2026-11-16": "20", "sore-2026-11-16": "yes",
		"x.alcohol-2026-11-16": "2", "nothing-2026-11-17": "yes", "cramps-2026-11-18": "1", "restless-2026-11-18": "4"}
	wrongRows = fields{"do": "save", "from": "2026-11-16", "cramps-2026-11-16": "two", "nothing-2026-11-17": "yes", "cramps-2026-11-17": "1",
		"cramps-2026-11-18": "0", "worst-2026-11-18": "4", "x.alcohol-2026-11-19": "-1", "cramps-2026-11-20": "3", "worst-2026-11-20": "6"}
)

// asking is somebody with questions for a doctor.
var asking = fields{"name": "Maria K.", "questions": "Can it be the water tablet?\nMay I take magnesium?"}

// shareStates are what leaves the house, and what comes in from paper.
func shareStates() []State {
	const share, paper = "/share", "/share/paper"
	return []State{
		on(share, "as it comes", lived(120), look(share)),
		on(share, "questions are kept", lived(28), taps(share, asking)),
		on(share, "show first who you are", signedIn, later(time.Hour), look(share)),
		on(share, "wrong dates", look(share+"?from=2027-01-01&to=2026-01-01")),
		on(share, "too many questions", sends(share, fields{"name": "Maria K.", "questions": strings.Repeat("Why?\n", 11)})),
		on(paper, "an empty sheet", look(paper)),
		on(paper, "typed in", taps(paper, sheetRows)),
		on(paper, "wrong values", sends(paper, wrongRows)),
	}
}
