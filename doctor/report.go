package doctor

import (
	"fmt"
	"strings"

	"charley/backup"
	"charley/backup/proof"
)

// A Report is what an examination found.
type Report struct {
	Well    bool           `json:"well"` // nothing is wrong; there may be warnings
	Checks  []Check        `json:"checks"`
	Advice  []string       `json:"advice"`            // what to do, in order; empty if all is well
	Content *proof.Content `json:"content,omitempty"` // what the diary holds, as far as it could be read
	Backup  *backup.Backup `json:"backup,omitempty"`  // the newest verified backup, if there is one
}

// A Check is one thing that was looked at.
type Check struct {
	Name  string `json:"name"`
	State State  `json:"state"`
	Text  string `json:"text"` // what was found, in words for a person
}

// A State is the outcome of a check.
type State string

// The outcomes of a check.
const (
	Fine    State = "ok"
	Warning State = "warning" // worth knowing; the diary is whole
	Problem State = "problem"
)

// String is the report as a person reads it.
func (r Report) String() string {
	var b strings.Builder
	for _, c := range r.Checks {
		fmt.Fprintf(&b, "%-8s %s: %s\n", c.State, c.Name, c.Text)
	}
	if r.Well {
		b.WriteString("\nAll is well.\n")
		return b.String()
	}
	b.WriteString("\nSomething is wrong. Nothing was changed.\n")
	for i, line := range r.Advice {
		fmt.Fprintf(&b, "%d. %s\n", i+1, line)
	}
	return b.String()
}

func (r *Report) add(name string, state State, text string, args ...any) {
	r.Checks = append(r.Checks, Check{Name: name, State: state, Text: fmt.Sprintf(text, args...)})
}

// worst is the gravest state of all checks.
func (r *Report) worst() State {
	worst := Fine
	for _, c := range r.Checks {
		if c.State == Problem || c.State == Warning && worst == Fine {
			worst = c.State
		}
	}
	return worst
}

// lockCheck is the check that finds a restore at work.
const lockCheck = "lock"

func (r *Report) restoring() bool {
	for _, c := range r.Checks {
		if c.Name == lockCheck && c.State == Problem {
			return true
		}
	}
	return false
}
