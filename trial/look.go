package trial

// When one may look. Each look is a chance to be fooled: with seven, a threshold
// of 0.995 keeps false claims near 3 % (docs/statistics.md).
const (
	mostLooks = 7
	firstLook = 14 // nights; before, a posterior is mostly its prior
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
