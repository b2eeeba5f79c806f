package simulate

import "math"

// A Lot is a night's place in a trial.
type Lot struct {
	Period int // runs of nights under one arm, from 1
	Block  int // what the lot was drawn within, from 1
	Arm    int // 0 without, 1 with the remedy
	effect float64
}

// length is the number of nights in whole blocks.
func (t *TrialOptions) length(nights int) int {
	n := nights - t.From
	if t.Nights > 0 {
		n = t.Nights
	}
	return n - n%t.block()
}

func (t *TrialOptions) block() int {
	if t.Scheme == WeekPairs {
		return 14
	}
	return 4
}

// lots draws the trial; nil for nights outside it.
func lots(o Options) []*Lot {
	out := make([]*Lot, o.Nights)
	if o.Trial == nil {
		return out
	}
	c := stream(o.Seed, streamTrial)
	size := o.Trial.block()
	stays := 0.0
	if o.Trial.HalfLife > 0 {
		stays = math.Exp2(-1 / o.Trial.HalfLife)
	}
	last := 0.0
	for i := 0; i < o.Trial.length(o.Nights); i += size {
		arms := drawBlock(c, size)
		if o.Trial.Arms != nil {
			arms = o.Trial.Arms[i : i+size]
		}
		for j, arm := range arms {
			lot := &Lot{Period: i + j + 1, Block: i/size + 1, Arm: arm, effect: float64(last * stays)}
			if size == 14 {
				lot.Period = (i+j)/7 + 1
			}
			if arm == 1 {
				lot.effect = 1
			}
			last = lot.effect
			out[o.Trial.From+i+j] = lot
		}
	}
	return out
}

// drawBlock orders the arms of one block.
func drawBlock(c chance, size int) []int {
	if size == 4 {
		arms := []int{0, 0, 1, 1}
		c.Shuffle(4, func(i, j int) { arms[i], arms[j] = arms[j], arms[i] })
		return arms
	}
	first := c.IntN(2)
	arms := make([]int, size)
	for i := range arms {
		arms[i] = first
		if i >= size/2 {
			arms[i] = 1 - first
		}
	}
	return arms
}
