package trial

// A Verdict is what a result says in one word, for whoever shows it: the same on
// pages, at the terminal and for programs. The sentence is made at the edge.
type Verdict string

// The verdicts.
const (
	Helps         Verdict = "very_likely_helps" // P(better) above 0.975, the bar of the planned end
	ProbablyHelps Verdict = "probably_helps"    // above 0.9
	Same          Verdict = "same"              // within a tenth, with P above 0.8
	CannotTell    Verdict = "cannot_tell"
	ProbablyHarms Verdict = "probably_harms"
	Harms         Verdict = "very_likely_harms"
	NoInformation Verdict = "no_information" // nothing was learnt, or nothing is there
	OneArm        Verdict = "one_arm"
	NotShown      Verdict = "withheld"
)

// Verdicts are all of them, for those who must have words for each.
func Verdicts() []Verdict {
	return []Verdict{Helps, ProbablyHelps, Same, CannotTell, ProbablyHarms, Harms, NoInformation, OneArm, NotShown}
}

const (
	probable  = 0.9 // as a look calls it harm
	muchAlike = 0.8
)

// Verdict is the word for a result. Where a result is mostly what was believed
// before, no probability makes it an answer.
func (r Result) Verdict() Verdict {
	switch {
	case r.State == StateOneArm:
		return OneArm
	case r.State == StateWithheld:
		return NotShown
	case r.State != StateOK || r.PBetter == nil || r.PWorse == nil:
		return NoInformation
	case *r.PBetter > atTheEnd:
		return Helps
	case *r.PWorse > atTheEnd:
		return Harms
	case *r.PBetter > probable:
		return ProbablyHelps
	case *r.PWorse > probable:
		return ProbablyHarms
	case r.PSame10 != nil && *r.PSame10 > muchAlike:
		return Same
	}
	return CannotTell
}

// EarlyVerdict is the word for a result of a trial that was stopped before its planned
// end, when its person may have liked what they saw: that it helps is said with the
// bar of the looks, 0.995. With fewer nights than the first look has, nobody can tell: to
// stop then must not say what a look would not.
func (r Result) EarlyVerdict() Verdict {
	v := r.Verdict()
	switch {
	case r.State == StateOK && v != NoInformation && r.N < firstLook:
		return CannotTell
	case v == Helps && *r.PBetter <= success:
		return ProbablyHelps
	}
	return v
}
