package knowledge

import "github.com/pelletier/go-toml/v2"

// A Claim is one thing that is said about a record, with its footing.
type Claim struct {
	Says     string         `toml:"says" say:"plain"` // in plain words
	About    string         `toml:"about"`            // one of Subjects
	Grade    string         `toml:"grade"`            // one of Grades
	Mark     string         `toml:"mark"`             // one of Marks
	Sources  []string       `toml:"sources"`          // ids of sources, at least one
	Reviewed toml.LocalDate `toml:"reviewed"`         // civil date on which somebody last checked it
}

// A Word is a value that a field may take, and what it means.
type Word struct{ Value, Means string }

// Grades are how strongly studies support a claim, strongest first.
func Grades() []Word {
	return []Word{
		{"A", "several controlled studies agree"},
		{"B", "one decent controlled study"},
		{"C", "surveys, case reports or an explanation only"},
		{"D", "named in pages for patients only; no study found"},
		{"G", "a national guideline, an official safety notice, or a consensus of experts"},
		{"X", "studied and not supported"},
	}
}

// Marks are how Charley comes to know what a claim or a source says.
func Marks() []Word {
	return []Word{
		{"read", "read in the text of the source, often its abstract"},
		{"second_hand", "read in a text that reports another; a clinician must confirm it"},
		{"derived", "worked out from numbers that were read"},
		{"judgement", "the judgement of Charley's makers; no published number was found"},
		{"memory", "from memory; a clinician must check it before it is quoted"},
		{"leaflet", "read on a page for patients"},
		{"article", "on the list that Charley was asked to cover"},
		{"own", "found, or not found, by Charley's own search"},
	}
}

// Subjects are what a claim can be about.
func Subjects() []Word {
	return []Word{
		{"cramps", "night leg cramps"},
		{"restless", "restless legs"},
		{"sleep", "sleep itself"},
		{"safety", "what must be seen by a doctor"},
		{"other", "anything else that legs at night come from"},
	}
}
