package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"charley/stats"
)

// The reference was made in R 4.2.2 by trials_eprocess.R: p is one over the
// greatest wealth, and stop_night the last night of the block at which it reached 20.
func TestWealthAgreesWithROverTheReferenceTrials(t *testing.T) {
	type answer struct{ p, stop float64 }
	want := map[string]answer{}
	for _, r := range table(t, "results/trials_eprocess.csv.gz") {
		want[r["trial"]] = answer{number(t, r["p"]), number(t, r["stop_night"])}
	}
	for _, b := range benchTrials(t) {
		lots, err := stats.LotsWithin(b.arm, b.block, b.period)
		if err != nil {
			t.Fatal(err)
		}
		path, err := stats.Wealth(b.y, b.arm, lots, stats.LogMean)
		if err != nil {
			t.Fatal(err)
		}
		top, stop, size := 1.0, math.NaN(), len(b.y)/len(path)
		for i, w := range path {
			if top = max(top, w); math.IsNaN(stop) && w >= 20 {
				stop = float64((i + 1) * size)
			}
		}
		ref := want[b.id]
		if math.Abs(1/top-ref.p) > 1e-9 || !(stop == ref.stop || math.IsNaN(stop) && math.IsNaN(ref.stop)) {
			t.Errorf("trial %s: got p %.6f stop %v, R says %.6f, %v", b.id, 1/top, stop, ref.p, ref.stop)
		}
	}
}

// The mean wealth over all labellings is 1 after every block: the game is fair.
func TestTheGameIsFairWhereLabelsDoNotMatter(t *testing.T) {
	for _, runCap := range []int{0, 3} {
		seq, err := stats.NewSequences(16, 4, runCap)
		if err != nil {
			t.Fatal(err)
		}
		lots, y := seq.Lots(1), []float64{2, 0, 0, 1, 3, math.NaN(), 0, 0, 5, 0, 1, 0, 0, 2, 2, 1}
		mean, n := make([]float64, 4), 0.0
		for arms := range seq.All() {
			path, err := stats.Wealth(y, arms, lots, stats.LogMean)
			if err != nil {
				t.Fatal(err)
			}
			for b, w := range path {
				mean[b] += w
			}
			n++
		}
		for b, sum := range mean {
			if math.Abs(sum/n-1) > 1e-9 {
				t.Errorf("cap %d, block %d: mean wealth %v, want 1", runCap, b+1, sum/n)
			}
		}
	}
}

func TestBlocksToComeLeaveTheWealthWhereItIs(t *testing.T) {
	seq, err := stats.NewSequences(28, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	arms, y := seq.Draw(rand.New(rand.NewPCG(9, 9))), make([]float64, 28)
	for i := range y {
		if y[i] = float64(3 - 3*arms[i]); i >= 12 {
			y[i] = math.NaN()
		}
	}
	for _, s := range []stats.Statistic{stats.LogMean, stats.Mean, stats.RankMean} {
		path, err := stats.Wealth(y, arms, seq.Lots(1), s)
		if err != nil || path[2] <= 1 || math.Abs(path[6]-path[2]) > 1e-12 {
			t.Errorf("statistic %d: got %v (%v)", s, path, err)
		}
	}
}
