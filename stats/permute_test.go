package stats_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"charley/stats"
)

// The randomisation tests of testdata/bench were made in R 4.2.2 by
// trials_fast.R: all labellings for weekly pairs, 2,000 draws for nights in
// blocks of four.
func TestPermuteAgreesWithROverTheReferenceTrials(t *testing.T) {
	want := map[string]float64{}
	for _, r := range table(t, "results/trials_fast.csv.gz") {
		if r["method"] != "randomisation_test" {
			continue
		}
		want[r["trial"]] = number(t, r["p"])
	}
	trials := benchTrials(t)
	if len(trials) != 960 || len(want) < 900 {
		t.Fatalf("%d trials, %d answers of R", len(trials), len(want))
	}
	for _, b := range trials {
		p, ok := want[b.id]
		if !ok || math.IsNaN(p) {
			continue
		}
		lots, err := stats.LotsWithin(b.arm, b.block, b.period)
		if err != nil {
			t.Fatal(err)
		}
		got, err := stats.Permute(b.y, b.arm, lots, stats.PermOptions{Seed: 1})
		if err != nil {
			t.Fatal(err)
		}
		tolerance := 1e-12
		if b.design != "week_pairs" {
			tolerance = 4.5 * math.Sqrt(p*(1-p)/2000+p*(1-p)/20000) // both are draws
			tolerance += 2.0 / 2001
		}
		if math.Abs(got.P-p) > tolerance {
			t.Errorf("trial %s (%s): got p %.5f, R says %.5f", b.id, b.design, got.P, p)
		}
		if got.Exact != (lots.Count().Int64() <= 65536) || got.P < got.Smallest-1e-15 {
			t.Errorf("trial %s: got %+v", b.id, got)
		}
	}
}

// Two pairs of periods, one value each: 9 and 1, 8 and 2. The four labellings
// give differences of means of ±7 and ±1, so the drawn one has p = 2/4.
func TestTwoPairsByHand(t *testing.T) {
	lots, err := stats.LotsWithin([]int{0, 1, 0, 1}, []int{1, 1, 2, 2}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := stats.Permute([]float64{9, 1, 8, 2}, []int{0, 1, 0, 1}, lots, stats.PermOptions{Statistic: stats.Mean})
	want := stats.Permuted{Observed: -7, P: .5, Smallest: .5, Draws: 4, Exact: true, N: 4}
	if err != nil || got != want {
		t.Errorf("got %+v (%v), want %+v", got, err, want)
	}
}

func TestAPeriodWhoseLabelIsConstantMovesAsAWhole(t *testing.T) {
	arms, block, period := []int{0, 0, 1, 1, 1, 1, 0, 0}, []int{1, 1, 1, 1, 2, 2, 2, 2}, []int{1, 1, 2, 2, 3, 3, 4, 4}
	lots, err := stats.LotsWithin(arms, block, period)
	if err != nil || lots.Count().Int64() != 4 {
		t.Errorf("whole periods: got %v (%v), want 4", lots.Count(), err)
	}
	lots, err = stats.LotsWithin(arms, block, nil)
	if err != nil || lots.Count().Int64() != 36 {
		t.Errorf("single nights: got %v (%v), want 36", lots.Count(), err)
	}
}

func TestListingAllAndDrawingAgree(t *testing.T) {
	seq, err := stats.NewSequences(20, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	arms := seq.Draw(r)
	y := make([]float64, 20)
	for i := range y {
		y[i] = float64(r.IntN(4))
	}
	y[3] = math.NaN()
	lots := seq.Lots(1)
	exact, err := stats.Permute(y, arms, lots, stats.PermOptions{})
	if err != nil || !exact.Exact || exact.Draws != int(seq.Count().Int64()) {
		t.Fatalf("got %+v (%v)", exact, err)
	}
	among, far, observed := 0, 0, math.Abs(difference(y, arms))
	for labels := range seq.All() {
		among++
		if math.Abs(difference(y, labels)) >= observed-1e-12 {
			far++
		}
	}
	if want := float64(far) / float64(among); math.Abs(exact.P-want) > 1e-12 {
		t.Errorf("got %v, listing says %v", exact.P, want)
	}
	far = 0
	for range 20000 {
		if math.Abs(difference(y, seq.Draw(r))) >= observed-1e-12 {
			far++
		}
	}
	if got := float64(far) / 20000; math.Abs(got-exact.P) > .016 {
		t.Errorf("drawing says %v, listing %v", got, exact.P)
	}
}

// difference is the plainest form of the statistic.
func difference(y []float64, labels []int) float64 {
	var sum, n [2]float64
	for i, v := range y {
		if !math.IsNaN(v) {
			sum[labels[i]] += math.Log1p(v)
			n[labels[i]]++
		}
	}
	return sum[1]/n[1] - sum[0]/n[0]
}

// 1,000 trials without an effect, with drift, dependence and missing nights:
// p below 5 % in 50, give or take 4 sd = 28; and never more often than said at any level.
func TestPIsUniformWhereLabelsDoNotMatter(t *testing.T) {
	seq, err := stats.NewSequences(40, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	lots := seq.Lots(1)
	r := rand.New(rand.NewPCG(11, 5))
	var ps []float64
	for i := range 1000 {
		y := make([]float64, 40)
		u := r.NormFloat64()
		for k := range y {
			u = .8*u + .6*r.NormFloat64()
			if y[k] = math.Floor(math.Exp(u + float64(k)/40)); r.IntN(10) == 0 {
				y[k] = math.NaN()
			}
		}
		got, err := stats.Permute(y, seq.Draw(r), lots, stats.PermOptions{Draws: 1000, Seed: uint64(i)})
		if err != nil {
			t.Fatal(err)
		}
		ps = append(ps, got.P)
	}
	if d, p := stats.KolmogorovSmirnov(ps); p < 1e-4 {
		t.Errorf("p-values depart from uniform by %.3f (p %.2g)", d, p)
	}
}

func TestInputsThatCannotBeTestedAreRefused(t *testing.T) {
	arms, block := []int{0, 1, 1, 0}, []int{1, 1, 1, 1}
	lots, err := stats.LotsWithin(arms, block, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, y := range map[string][]float64{"infinite": {1, 2, math.Inf(1), 0}, "negative": {1, -2, 0, 0}} {
		if _, err := stats.Permute(y, arms, lots, stats.PermOptions{}); !errors.Is(err, stats.ErrNotFinite) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := stats.Permute([]float64{1, 2, 3, 4}, []int{1, 1, 1, 0}, lots, stats.PermOptions{}); !errors.Is(err, stats.ErrSequence) {
		t.Errorf("labels of another design: got %v", err)
	}
	nan := math.NaN()
	for name, y := range map[string][]float64{"nothing known": {nan, nan, nan, nan}, "one arm known": {1, nan, nan, 1}} {
		got, err := stats.Permute(y, arms, lots, stats.PermOptions{})
		if err != nil || got.P != 1 || !math.IsNaN(got.Observed) {
			t.Errorf("%s: got %+v (%v)", name, got, err)
		}
	}
	if got, err := stats.Permute([]float64{2, 2, 2, 2}, arms, lots, stats.PermOptions{}); err != nil || got.P != 1 {
		t.Errorf("all alike: got %+v (%v)", got, err)
	}
	if _, err := stats.LotsWithin([]int{0, 2}, []int{1, 1}, nil); !errors.Is(err, stats.ErrSequence) {
		t.Errorf("label 2: got %v", err)
	}
}

func TestSwappingLabelsOrScalingRanksChangesNoP(t *testing.T) {
	seq, err := stats.NewSequences(28, 4, 0)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	arms, y := seq.Draw(r), make([]float64, 28)
	for i := range y {
		y[i] = float64(r.IntN(5))
	}
	swapped, scaled := slices.Clone(arms), slices.Clone(y)
	for i := range arms {
		swapped[i], scaled[i] = 1-arms[i], math.Exp(y[i])
	}
	for _, s := range []stats.Statistic{stats.LogMean, stats.Mean, stats.RankMean} {
		a, err1 := stats.Permute(y, arms, seq.Lots(1), stats.PermOptions{Statistic: s})
		b, err2 := stats.Permute(y, swapped, seq.Lots(1), stats.PermOptions{Statistic: s})
		if err1 != nil || err2 != nil || a.P != b.P || math.Abs(a.Observed+b.Observed) > 1e-12 {
			t.Errorf("statistic %d: got %+v and swapped %+v", s, a, b)
		}
	}
	a, _ := stats.Permute(y, arms, seq.Lots(1), stats.PermOptions{Statistic: stats.RankMean})
	b, _ := stats.Permute(scaled, arms, seq.Lots(1), stats.PermOptions{Statistic: stats.RankMean})
	if a != b {
		t.Errorf("ranks: got %+v and %+v", a, b)
	}
}

// 400 trials with a true ratio of one half on 28 nights: the 90 % interval holds it in at least 86 % (90 % less 2.7 sd).
func TestTheIntervalHoldsTheTrueRatio(t *testing.T) {
	seq, err := stats.NewSequences(28, 4, 3)
	if err != nil {
		t.Fatal(err)
	}
	lots, r, held := seq.Lots(1), rand.New(rand.NewPCG(21, 4)), 0
	const tries = 400
	for i := range tries {
		arms, y := seq.Draw(r), make([]float64, 28)
		for k := range y {
			y[k] = math.Exp(r.NormFloat64() - math.Ln2*float64(arms[k])) // a ratio, exactly
		}
		lo, hi, err := stats.PermInterval(y, arms, lots, stats.PermOptions{Draws: 500, Seed: uint64(i)}, .9)
		if err != nil || lo > hi {
			t.Fatalf("got %v to %v (%v)", lo, hi, err)
		}
		if lo <= -math.Ln2 && -math.Ln2 <= hi {
			held++
		}
	}
	if held < tries*86/100 || held > tries*95/100 {
		t.Errorf("held in %d of %d", held, tries)
	}
}

// 16 labellings: each tail is at least 1/16, so that 95 % cannot be had, and 80 % can.
func TestAnIntervalIsOpenWhereFewLabellingsCannotClose(t *testing.T) {
	arms := []int{1, 0, 1, 0, 0, 1, 1, 0}
	lots, err := stats.LotsWithin(arms, []int{1, 1, 2, 2, 3, 3, 4, 4}, nil)
	if err != nil {
		t.Fatal(err)
	}
	y := []float64{1, 4, 2, 5, 6, 1, 2, 7}
	lo, hi, err := stats.PermInterval(y, arms, lots, stats.PermOptions{}, .95)
	if err != nil || !math.IsInf(lo, -1) || !math.IsInf(hi, 1) {
		t.Errorf("95 %%: got %v to %v (%v)", lo, hi, err)
	}
	lo, hi, err = stats.PermInterval(y, arms, lots, stats.PermOptions{}, .8)
	if err != nil || math.IsInf(lo, 0) || math.IsInf(hi, 0) || hi >= 0 {
		t.Errorf("80 %%: got %v to %v (%v)", lo, hi, err)
	}
}

// The ends of an interval are where a one-sided test turns: at most one of 16
// labellings as far out on one side of an end, more on the other.
func TestAnIntervalEndsWhereTheTestTurns(t *testing.T) {
	seq, err := stats.NewSequences(8, 2, 0)
	if err != nil {
		t.Fatal(err)
	}
	arms, y := []int{1, 0, 1, 0, 0, 1, 1, 0}, []float64{1, 4, 2, 5, 6, 1, 2, 7}
	lo, hi, err := stats.PermInterval(y, arms, seq.Lots(1), stats.PermOptions{}, .8)
	if err != nil {
		t.Fatal(err)
	}
	asFar := func(effect, side float64) (n int) {
		free := slices.Clone(y)
		for i, arm := range arms {
			if arm == 1 {
				free[i] /= math.Exp(effect)
			}
		}
		observed := difference(free, arms)
		for labels := range seq.All() {
			if side*difference(free, labels) >= side*observed-1e-12 {
				n++
			}
		}
		return n
	}
	const step = 1e-4
	if below, above := asFar(lo-step, 1), asFar(lo+step, 1); below > 1 || above < 2 {
		t.Errorf("at %.4f: %d labellings as far up below it, %d above", lo, below, above)
	}
	if below, above := asFar(hi-step, -1), asFar(hi+step, -1); below < 2 || above > 1 {
		t.Errorf("at %.4f: %d labellings as far down below it, %d above", hi, below, above)
	}
}

// Drawing by tables and drawing sequences are two ways to the same chances, with a cap on runs and without.
func TestTablesDrawAsSequencesAreDrawn(t *testing.T) {
	for _, runCap := range []int{3, 0} {
		seq, err := stats.NewSequences(40, 4, runCap)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(8, uint64(runCap)))
		arms, y := seq.Draw(r), make([]float64, 40)
		for i := range y {
			y[i] = math.Floor(math.Exp(.1 * float64(i%10) * r.Float64() * 3)) // high at the ends of tens: runs matter
		}
		got, err := stats.Permute(y, arms, seq.Lots(1), stats.PermOptions{Seed: 2})
		if err != nil || got.Exact || got.Draws != 20000 {
			t.Fatalf("got %+v (%v)", got, err)
		}
		far, observed := 0, math.Abs(difference(y, arms))
		for range 20000 {
			if math.Abs(difference(y, seq.Draw(r))) >= observed-1e-12 {
				far++
			}
		}
		if want := float64(far) / 20000; math.Abs(got.P-want) > 4*math.Sqrt(2*.25/20000) {
			t.Errorf("cap %d: tables say %.4f, sequences %.4f", runCap, got.P, want)
		}
	}
}

// A block of 24 nights has 2.7 million patterns: too many to list, so they are shuffled.
func TestABlockTooLargeToListIsShuffled(t *testing.T) {
	arms, block, y := make([]int, 24), make([]int, 24), make([]float64, 24)
	r := rand.New(rand.NewPCG(2, 6))
	for i := range arms {
		arms[i] = i % 2
		y[i] = float64(r.IntN(6))
	}
	lots, err := stats.LotsWithin(arms, block, nil)
	if err != nil || lots.Count().String() != "2704156" {
		t.Fatalf("got %v (%v)", lots.Count(), err)
	}
	got, err := stats.Permute(y, arms, lots, stats.PermOptions{})
	far, observed := 0, math.Abs(difference(y, arms))
	for range 20000 {
		labels := slices.Clone(arms)
		r.Shuffle(24, func(i, j int) { labels[i], labels[j] = labels[j], labels[i] })
		if math.Abs(difference(y, labels)) >= observed-1e-12 {
			far++
		}
	}
	if want := float64(far) / 20000; err != nil || math.Abs(got.P-want) > .02 {
		t.Errorf("got %+v (%v), shuffling says %.4f", got, err, want)
	}
	if path, err := stats.Wealth(y, arms, lots, stats.LogMean); err != nil || len(path) != 1 || path[0] < .999 || path[0] > 1.001 {
		t.Errorf("such a block is not bet on: got %v (%v)", path, err)
	}
}

func BenchmarkPermute56Nights(b *testing.B) {
	for name, runCap := range map[string]int{"capped": 3, "blocks": 0} {
		seq, err := stats.NewSequences(56, 4, runCap)
		if err != nil {
			b.Fatal(err)
		}
		r := rand.New(rand.NewPCG(1, 1))
		arms, y, lots := seq.Draw(r), make([]float64, 56), seq.Lots(1)
		for i := range y {
			y[i] = float64(r.IntN(3))
		}
		b.Run(name, func(b *testing.B) {
			for range b.N {
				if _, err := stats.Permute(y, arms, lots, stats.PermOptions{Seed: 1}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
