package trial

import "testing"

func TestVerdict(t *testing.T) {
	p := func(v float64) *float64 { return &v }
	result := func(state string, better, same float64) Result {
		return Result{State: state, PBetter: p(better), PWorse: p(1 - better), PSame10: p(same)}
	}
	for _, tc := range []struct {
		name string
		r    Result
		want Verdict
	}{
		{"97.5 in 100 is the bar", result(StateOK, 0.9751, 0), Helps},
		{"just below it", result(StateOK, 0.975, 0), ProbablyHelps},
		{"the board's warm bath", result(StateOK, 0.95, 0.12), ProbablyHelps},
		{"nine in ten is not above nine in ten", result(StateOK, 0.9, 0), CannotTell},
		{"half and half", result(StateOK, 0.5, 0.3), CannotTell},
		{"the same, and known to be", result(StateOK, 0.5, 0.85), Same},
		{"worse", result(StateOK, 0.08, 0), ProbablyHarms},
		{"much worse", result(StateOK, 0.01, 0), Harms},
		{"mostly what was believed before, whatever the number", result(StateNoInformation, 0.99, 0), NoInformation},
		{"no night", Result{State: StateNoNights}, NoInformation},
		{"one side only", Result{State: StateOneArm}, OneArm},
		{"withheld", Result{State: StateWithheld}, NotShown},
		{"a number that is not there", Result{State: StateOK}, NoInformation},
	} {
		if got := tc.r.Verdict(); got != tc.want {
			t.Errorf("%s: got %s, want %s", tc.name, got, tc.want)
		}
	}
}

// Whoever may stop when they like needs a surer answer than who waits for the end.
func TestEarlyVerdict(t *testing.T) {
	p := func(v float64) *float64 { return &v }
	for better, want := range map[float64]Verdict{0.98: ProbablyHelps, 0.995: ProbablyHelps, 0.9951: Helps, 0.95: ProbablyHelps, 0.02: Harms, 0.5: CannotTell} {
		r := Result{State: StateOK, N: firstLook, PBetter: p(better), PWorse: p(1 - better)}
		if got := r.EarlyVerdict(); got != want {
			t.Errorf("%g: got %s, want %s", better, got, want)
		}
		if r.N--; r.EarlyVerdict() != CannotTell {
			t.Errorf("%g after a night too few: got %s, want %s", better, r.EarlyVerdict(), CannotTell)
		}
	}
	if got := (Result{State: StateNoNights}).EarlyVerdict(); got != NoInformation {
		t.Errorf("no night: got %s", got)
	}
}
