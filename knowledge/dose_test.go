package knowledge

import (
	"regexp"
	"testing"
)

var doseForm = regexp.MustCompile(`\d+(?:[.,]\d+)? ?(?:mg|g|micrograms?|ml|tablets?|capsules?|units)\b`)

// Hazard H4: no step tells how much of a prescriber's medicine to take, and none of them can be tested on oneself. What a
// study used may stand in what the evidence shows. A step may name a limit, or what to ask the prescriber about.
func TestNoStepDosesWhatAPrescriberGives(t *testing.T) {
	mayName := map[string]string{
		"iron-treatment":   "it is a question to the prescriber, and tells what a guideline says",
		"vitamin-b6-c-e-d": "it is a limit, not a dose",
	}
	looked := 0
	for _, r := range base(t).Remedies().All() {
		if r.Class != ClassC && r.Class != ClassX {
			continue
		}
		looked++
		if (r.Kind == "medicine" || r.Kind == "supplement") && r.Trial.Fit != "no" {
			t.Errorf("%s can be tested on oneself", r.ID)
		}
		for _, step := range r.Steps {
			if dose := doseForm.FindString(step); dose != "" && mayName[r.ID] == "" {
				t.Errorf("%s: a step says %q: %s", r.ID, dose, step)
			}
		}
	}
	if looked < 20 {
		t.Errorf("looked at %d remedies only", looked)
	}
}
