package diary

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"charley"
)

// Oldest is the greatest age that is believed, in years.
const Oldest = oldest

// Limits of what a fact can mean. They are not clinical: nobody is older, no
// pregnancy is longer, and no tablet weighs more.
const (
	oldest         = 120       // years
	longestToBirth = 44 * 7    // days from today to a due date
	longestOverdue = 4 * 7     // days since a due date after which nobody is still pregnant
	heaviestDose   = 100_000.0 // milligrams
)

// possible refuses facts that cannot be: an age, a pregnancy or a dose that
// nobody has. A fact is checked against the day on which it is written.
func possible(fields charley.Fields, now time.Time) error {
	today := charley.Night{Year: now.Year(), Month: now.Month(), Day: now.Day()}
	if born := fields.Number("born"); born != nil && (*born > float64(now.Year()) || *born < float64(now.Year()-oldest)) {
		return &charley.FieldError{Field: "born", Why: fmt.Sprintf("must be a year from %d to %d", now.Year()-oldest, now.Year())}
	}
	if due := fields.Night("due"); !due.IsZero() {
		switch ahead := due.Sub(today); {
		case ahead > longestToBirth:
			return &charley.FieldError{Field: "due", Got: due.String(), Why: "lies further ahead than a pregnancy lasts"}
		case ahead < -longestOverdue && fields.Text("answer") == "yes":
			return &charley.FieldError{Field: "due", Got: due.String(), Why: "lies too far back for a pregnancy that goes on"}
		}
	}
	if why := badDose(fields.Text("dose")); why != "" {
		return &charley.FieldError{Field: "dose", Why: why}
	}
	if from := fields.Text("from"); from > today.String() {
		return &charley.FieldError{Field: "from", Got: from, Why: "lies in the future"}
	}
	from, until := fields.Text("from"), fields.Text("until")
	if n := min(len(from), len(until)); n > 0 && until[:n] < from[:n] {
		return &charley.FieldError{Field: "until", Got: until, Why: "lies before the beginning"}
	}
	return nil
}

var (
	doseNumber = regexp.MustCompile(`[-−]?\d+(?:[.,]\d+)?`)
	doseUnit   = regexp.MustCompile(`(?i)^\s*(mg|milligrams?|g|grams?|kg|mcg|µg|ug|micrograms?)\b`)
)

// badDose says why a dose cannot be, or "". What holds no number, such as "half
// a tablet", is kept as it is written.
func badDose(dose string) string {
	for _, at := range doseNumber.FindAllStringIndex(dose, -1) {
		text := strings.NewReplacer(",", ".", "−", "-").Replace(dose[at[0]:at[1]])
		if at[0] > 0 && strings.HasPrefix(text, "-") && dose[at[0]-1] != ' ' { // 20-40 mg
			text = text[1:]
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			continue
		}
		if n <= 0 {
			return "must be more than nothing"
		}
		if unit := doseUnit.FindStringSubmatch(dose[at[1]:]); unit != nil && n*weightOf(unit[1]) > heaviestDose {
			return "is more than any dose"
		}
	}
	return ""
}

// weightOf is what one of a unit weighs, in milligrams. Units of another kind
// (ml, drops, tablets) are not judged.
func weightOf(unit string) float64 {
	switch u := strings.ToLower(unit); {
	case strings.HasPrefix(u, "kg"):
		return 1_000_000
	case strings.HasPrefix(u, "g"):
		return 1000
	case strings.HasPrefix(u, "mc"), strings.HasPrefix(u, "µ"), strings.HasPrefix(u, "u"), strings.HasPrefix(u, "mic"):
		return 0.001
	}
	return 1
}
