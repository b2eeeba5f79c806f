package cause

import (
	"math"

	"charley/measure"
	"charley/stats"
)

// moreNights is how many further nights would do if the exposure mattered by the ratio of
// the records: with them the nights would name it, alone, with the chance of the records.
// It reckons with nights that tell as much as those so far did, each.
//
//	Range    from 0: where the nights so far would do already.
//	Missing  nil where it is more than the records tell, and for values of another kind, of
//	         which nobody can say what matters.
func (r *run) moreNights(effect stats.Mixture, times float64) *int {
	if r.s.Outcome == measure.Value {
		return nil
	}
	prior := 1 / (r.by.EffectSD * r.by.EffectSD)
	told := 1/effect.Variance() - prior // information of the nights so far
	size := math.Abs(math.Log(r.by.MoreRatio) / times)
	if !(told > 0) || math.IsInf(size, 0) {
		return nil
	}
	odds := stats.OddsAgainst(len(r.groups))
	enough := func(more int) bool {
		info := told * (1 + float64(more)/float64(len(r.s.Y)))
		need := 2 * (math.Log((1-r.by.PossibleFalse)/r.by.PossibleFalse) + odds + math.Log1p(info/prior)/2) * (info + prior) / info
		z, reach := size*math.Sqrt(info), math.Sqrt(math.Max(0, need))
		return math.Erfc((reach-z)/math.Sqrt2)/2 >= r.by.MoreChance
	}
	if !enough(r.by.MoreMost) {
		return nil
	}
	lo, hi := -1, r.by.MoreMost // not enough, enough
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; enough(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return &hi
}
