package trial

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"charley"
)

// What the wizard tells before a trial starts: three sizes of effect, as ratios
// of what is measured, and four lengths.
var (
	planEffects = []float64{.75, .5, .3}
	planLengths = []int{28, 56, 84, 112}
)

// planTrials is how many trials are simulated for each: a chance is then known to 2.5 %.
const planTrials = 400

// A Chance is how likely a clear answer is: P(better) above 0.975 at the end.
type Chance struct {
	Effect float64 `json:"effect"` // ratio of what is measured, with the remedy to without
	Nights int     `json:"nights"`
	Chance float64 `json:"chance"`
}

// A Reading is the quick analysis of one simulated trial: mean and spread of the
// effect on the scale of the model, negative where the remedy is better.
type Reading func(p Plan, arms []int, y []float64) (mean, sd float64, ok bool)

// Lengths are the lengths for which chances are told: four to sixteen weeks in
// whole blocks, and the planned one.
func (p Plan) Lengths() []int {
	out := []int{p.Nights}
	for _, n := range planLengths {
		if n = max(leastBlocks*p.Block, whole(n, p.Block)); n <= MostNights {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Power simulates trials like the planned one on a person like this one, and
// says how often each ends with a clear answer.
//
//	Shapes   a row for each effect and length, by effect, then length.
//	Units    a probability.
//	Range    0 … 1, in steps of 1/400.
//	Errors   those of a plan that cannot be drawn.
//	Assumes  the level of the run-in with its uncertainty; night-to-night dependence, extra
//	         variation, weekend and drift as in docs/statistics.md; nights missing as in the
//	         run-in. A trial that read cannot answer counts as not clear.
//	Cost     400 simulated trials for each effect, read at each length: with Quick half a second
//	         to a second for the whole table.
//	Checked  chances grow with the effect and with the length; without an effect 2.5 % are clear.
func Power(p Plan, read Reading, seed uint64) ([]Chance, error) {
	return PowerAsked(p, read, seed, Asked{})
}

// An Asked is which chances are told, and from how many simulated trials; what is left
// out is as in Power.
type Asked struct {
	Effects []float64 // ratios above 0, 1 for none
	Nights  []int     // lengths, rounded up to whole blocks
	Trials  int
}

// most of each that is simulated.
const mostAsked, mostTrials = 32, 100_000

// PowerAsked is Power for sizes and lengths of one's own. It is charley.ErrInvalid for
// one that cannot be.
func PowerAsked(p Plan, read Reading, seed uint64, a Asked) ([]Chance, error) {
	lengths := p.Lengths()
	if len(a.Nights) > 0 {
		lengths = nil
		for _, n := range a.Nights {
			if n < LeastNights || n > MostNights || whole(n, p.Block) > MostNights {
				return nil, &charley.FieldError{Field: "nights", Got: strconv.Itoa(n), Why: fmt.Sprintf("must be from %d to %d", LeastNights, MostNights)}
			}
			lengths = append(lengths, max(leastBlocks*p.Block, whole(n, p.Block)))
		}
		slices.Sort(lengths)
		lengths = slices.Compact(lengths)
	}
	if len(a.Effects) == 0 {
		a.Effects = planEffects
	}
	for _, e := range a.Effects {
		if !(e > 0 && e <= 10) {
			return nil, &charley.FieldError{Field: "effects", Got: fmt.Sprint(e), Why: "must be ratios above 0 and at most 10"}
		}
	}
	if a.Trials == 0 {
		a.Trials = planTrials
	}
	if a.Trials < 1 || a.Trials > mostTrials || len(a.Effects) > mostAsked || len(a.Nights) > mostAsked {
		return nil, &charley.FieldError{Field: "trials", Got: strconv.Itoa(a.Trials), Why: fmt.Sprintf("must be from 1 to %d, with at most %d effects and lengths", mostTrials, mostAsked)}
	}
	return power(p, read, seed, a.Effects, lengths, a.Trials)
}

// Chances is Power with the quick analysis of this package.
func Chances(p Plan, seed uint64) ([]Chance, error) { return Power(p, QuickReading, seed) }

func power(p Plan, read Reading, seed uint64, effects []float64, lengths []int, trials int) ([]Chance, error) {
	longest := p
	longest.Nights = lengths[len(lengths)-1]
	seq, err := longest.Sequences()
	if err != nil {
		return nil, fmt.Errorf("plan a trial: %w", err)
	}
	wins := make([]int, len(effects)*len(lengths))
	for i := range trials {
		arms := longest.nightly(seq.Draw(rand.New(rand.NewPCG(seed, uint64(i)))))
		for e, effect := range effects {
			// The same chance for every effect: only the effect differs.
			y := longest.person(effect, arms, rand.New(rand.NewPCG(seed^0x5bd1e995, uint64(i))))
			for l, n := range lengths {
				short := p
				short.Nights = n
				if mean, sd, ok := read(short, arms[:n], y[:n]); ok && mean < -zAtTheEnd*sd {
					wins[e*len(lengths)+l]++
				}
			}
		}
	}
	out := make([]Chance, 0, len(wins))
	for e, effect := range effects {
		for l, n := range lengths {
			out = append(out, Chance{Effect: effect, Nights: n, Chance: float64(wins[e*len(lengths)+l]) / float64(trials)})
		}
	}
	return out, nil
}
