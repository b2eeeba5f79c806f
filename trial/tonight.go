package trial

import (
	"strconv"

	"charley"
)

// An Instruction is what was drawn for one night.
type Instruction struct {
	Night     charley.Night `json:"night"`
	K         int           `json:"k"`  // night K
	Of        int           `json:"of"` // of so many
	Period    int           `json:"period"`
	Periods   int           `json:"periods"`
	FirstOf   bool          `json:"first_of_period"`
	Arm       *int          `json:"arm"`              // 1 remedy, 0 comparison; nil while it is hidden
	Bottle    string        `json:"bottle,omitempty"` // what to take where it is hidden
	Washout   bool          `json:"washout"`          // counted, but not used
	LookAfter bool          `json:"look_after"`       // after this night one may look
}

// Tonight is what was drawn for a calendar night; not ok outside the trial.
func (s Sealed) Tonight(n charley.Night) (Instruction, bool) {
	k, ok := s.Of(n)
	if !ok {
		return Instruction{}, false
	}
	i := Instruction{Night: n, K: k, Of: s.Nights, Period: s.PeriodOf(k), Periods: s.Nights / s.Period,
		FirstOf: (k-1)%s.Period == 0, Washout: s.IsWashout(k)}
	for _, look := range s.Looks() {
		i.LookAfter = i.LookAfter || look == k
	}
	if s.Blind == Helper {
		i.Bottle = s.bottle(k)
	} else {
		arm := s.Arms[k-1]
		i.Arm = &arm
	}
	return i, true
}

// bottle is the mark on what the helper filled for night k: the number of its
// period, so that one lucky guess does not give the rest away. Night by night
// that would be too many bottles: each then has the number of its night.
func (s Sealed) bottle(k int) string { return strconv.Itoa(s.PeriodOf(k)) }

// A Filling is one line of the list that only the helper sees.
type Filling struct {
	Bottle string        `json:"bottle"`
	From   charley.Night `json:"from"`
	To     charley.Night `json:"to"`
	Arm    int           `json:"arm"` // 1 remedy, 0 what looks the same
}

// HelperList is what the helper fills into which bottle; nil where nothing is hidden.
func (s Sealed) HelperList() []Filling {
	if s.Blind != Helper {
		return nil
	}
	var out []Filling
	for k := 1; k <= s.Nights; k += s.Period {
		out = append(out, Filling{Bottle: s.bottle(k), From: s.Start.Add(k - 1), To: s.Start.Add(k + s.Period - 2), Arm: s.Arms[k-1]})
	}
	return out
}
