package trial

import (
	"math"

	"charley/measure"
)

// When one may look, and what a look may say. Each look is a chance to be
// fooled: with seven, a threshold of 0.995 keeps false claims near 3 %, where
// 0.975 would make 14 % (docs/statistics.md). What harms is stopped sooner.
const (
	mostLooks   = 7
	firstLook   = 14 // nights; before, a posterior is mostly its prior
	success     = 0.995
	harm        = 0.9
	atTheEnd    = 0.975 // what a clear answer is at the planned end
	zAtTheEnd   = 1.959963984540054
	futile      = 0.05
	leastShare  = 0.5 // of the nights so far that must be logged
	leastUseful = 10  // nights with an outcome, as many as half of the first fortnight and a bit
)

// Looks are the nights after which one may look: ends of blocks, at most seven,
// the last one the end of the trial.
func (p Plan) Looks() []int {
	var ends []int
	for k := p.Block; k <= p.Nights; k += p.Block {
		if k >= firstLook || k == p.Nights {
			ends = append(ends, k)
		}
	}
	n := min(mostLooks, len(ends))
	out := make([]int, n)
	for i := range n {
		out[i] = ends[(i+1)*len(ends)/n-1]
	}
	return out
}

// Watched is the last end of a block within the first k nights, after which harm is
// looked for unasked; 0 before the first fortnight is over.
func (p Plan) Watched(k int) int {
	if k = k / p.Block * p.Block; k >= firstLook {
		return k
	}
	return 0
}

// A Decision is all that a look before the planned end may say.
type Decision string

// The decisions. The first two are the only ones that say nothing of a result.
const (
	OnTrack      Decision = "on_track"
	TooFewNights Decision = "too_few_nights"
	MayStop      Decision = "may_stop" // it helps, clearly: one can stop early
	Harm         Decision = "harm"     // it is likely worse: stop the remedy
	Futile       Decision = "futile"   // a clear answer at the end has become unlikely
)

// Decisions are all of them, for those who must have words for each.
func Decisions() []Decision { return []Decision{OnTrack, TooFewNights, MayStop, Harm, Futile} }

// A Standing is what an analysis of the nights so far says.
type Standing struct {
	Night   int     // after which it was made
	Used    int     // nights with an outcome, washout left out
	Mean    float64 // of the effect, on the scale of the model; negative: better
	SD      float64
	PBetter float64
	PWorse  float64
}

// Decide says what a look may say. The caller makes sure that the look is one
// of Looks, and that each is taken once.
func (p Plan) Decide(s Standing) Decision {
	usable := p.usable(s.Night)
	switch {
	case s.Used < leastUseful || !(s.SD > 0):
		return TooFewNights
	case s.PWorse > harm: // also where many nights are missing: those could be the bad ones
		return Harm
	case float64(s.Used) < leastShare*float64(usable):
		return TooFewNights
	case s.PBetter > success:
		return MayStop
	case s.Night >= p.Nights/2 && p.Predictive(s) < futile: // before, a trial has hardly begun to tell
		return Futile
	}
	return OnTrack
}

// usable is how many of the first k nights are no washout.
func (p Plan) usable(k int) (n int) {
	for i := 1; i <= min(k, p.Nights); i++ {
		if !p.IsWashout(i) {
			n++
		}
	}
	return n
}

// Predictive is the chance that the planned end brings a clear answer for the
// remedy, given the nights so far: P(better) above 0.975.
//
//	Units    a probability.
//	Range    0 … 1; at the planned end it is 0 or 1.
//	Errors   none; 0 where the standing holds no night.
//	Assumes  a normal posterior, of which what the nights told grows with the nights that have
//	         an outcome, logged as often as so far, and what was believed before does not.
//	Source   Spiegelhalter, Freedman and Blackburn (1986), doi:10.1016/0197-2456(86)90003-6.
//	Checked  against simulated ends in tests.
func (p Plan) Predictive(s Standing) float64 {
	now, all := p.usable(s.Night), p.usable(p.Nights)
	if now == 0 || s.Used == 0 || !(s.SD > 0) {
		return 0
	}
	told, believed := p.information(s)
	end := 1 / math.Sqrt(believed+told*float64(all)/float64(now))
	moves := math.Sqrt(math.Max(0, s.SD*s.SD-end*end))
	margin := -zAtTheEnd*end - s.Mean
	if moves == 0 {
		if margin > 0 {
			return 1
		}
		return 0
	}
	return math.Erfc(-margin/moves/math.Sqrt2) / 2
}

// information is how precisely the effect is known, split into what the nights told
// and what was believed before. A measure with a unit of its own has its prior in
// another scale than its effect; there all of it counts as told.
func (p Plan) information(s Standing) (told, believed float64) {
	all := 1 / (s.SD * s.SD)
	if m, _ := measure.Of(p.Measure); m.Outcome != measure.Value {
		believed = math.Min(1/(effectSD*effectSD), .999*all)
	}
	return all - believed, believed
}

// MoreNights is how many further nights, in whole blocks, would give a clear
// answer in four of five trials if the effect is what it looks like now; not ok
// where that would take more than a year, as when there is hardly any effect.
func (p Plan) MoreNights(s Standing) (nights int, ok bool) {
	const zFourOfFive = 0.8416212335729143
	if s.Mean == 0 || !(s.SD > 0) || s.Night == 0 {
		return 0, false
	}
	told, believed := p.information(s)
	wanted := (zAtTheEnd + zFourOfFive) / s.Mean
	total := float64(s.Night) * (wanted*wanted - believed) / told
	if !(total <= 2*MostNights) {
		return 0, false
	}
	more := max(p.Block, whole(int(math.Ceil(total))-s.Night, p.Block))
	return more, more <= MostNights
}
