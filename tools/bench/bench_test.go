package main

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"charley/ingest"
)

const testBench = "../../testdata/bench/"

func testSettings() settings {
	return settings{workers: 2, seed: 1, carry: "all", now: time.Now}
}

func trialsOf(t *testing.T, file, carry string) bench {
	t.Helper()
	b, err := readBench(testBench + file)
	if err != nil {
		t.Fatal(err)
	}
	return b.only(carry, 0)
}

// The reference is NUTS: rstan 2.21.7, 4 chains of 2,000, R/trials_stan.R. With 1,000
// draws each difference has a Monte Carlo error of about 0.05 sd; docs/statistics.md
// has the figures of 4,000.
func TestEveryTrialAgreesWithNUTS(t *testing.T) {
	all, err := compare(trialsOf(t, "trials.csv.gz", "all"), testSettings(), testBench+"results/trials_stan.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != 35 {
		t.Fatalf("got %d trials, want 35", len(all))
	}
	for _, c := range all {
		if !(math.Abs(c.meanInSD) <= 0.2 && math.Abs(c.difference) <= 0.06) {
			t.Errorf("trial %s: mean %.3f, NUTS %.3f (%.2f sd apart); P %.3f, NUTS %.3f", c.trial, c.ours.est, c.reference.est, c.meanInSD, c.ours.pLess, c.reference.pLess)
		}
		if !(c.ours.kHat <= 0.7) {
			t.Errorf("trial %s: k-hat %.2f", c.trial, c.ours.kHat)
		}
	}
}

// every takes each so manyth trial.
func every(b bench, n int) bench {
	kept := bench{truth: b.truth}
	for i := 0; i < len(b.trials); i += n {
		kept.trials = append(kept.trials, b.trials[i])
	}
	return kept
}

// A sixteenth of the trials without carry-over: 45. Of 45 intervals at 95 %, 38 or
// fewer hold the truth with a chance of 1 in 130; the seed is fixed, so it holds or
// it does not. The whole is in docs/statistics.md.
func TestIntervalsHoldTheTruth(t *testing.T) {
	b := every(trialsOf(t, "trials.csv.gz", "no"), 16)
	all, err := judge(b.trials, testSettings())
	if err != nil {
		t.Fatal(err)
	}
	c := cellOf(b, all)
	if c.cover < 39.0/45 || c.rmse > 0.55 || c.n != 45 {
		t.Errorf("got %d trials, coverage %.3f, error %.3f; want 45, at least 0.867, at most 0.55", c.n, c.cover, c.rmse)
	}
	if c.falsePositive > 0.3 || c.power[0.3] < 0.25 {
		t.Errorf("got claims in %.2f of null trials and %.2f of strong ones", c.falsePositive, c.power[0.3])
	}
}

// A twelfth of the trials with carry-over: modelled, the effect comes back.
func TestModelledCarryOverGivesTheEffectBack(t *testing.T) {
	b := every(trialsOf(t, "trials.csv.gz", "yes"), 12)
	bias := func(halfLife float64) (sum float64) {
		s := testSettings()
		s.halfLife = halfLife
		all, err := judge(b.trials, s)
		if err != nil {
			t.Fatal(err)
		}
		for _, j := range all {
			sum += (j.top - b.truth[j.trial].logRR) * yes(b.truth[j.trial].rr < 1) / float64(len(all))
		}
		return sum
	}
	without, with := bias(0), bias(1)
	if !(with < without-0.05) {
		t.Errorf("the likelihood's mode is off by %.3f with carry-over modelled and by %.3f without", with, without)
	}
}

// The bet on the lot over the 400 trials without an effect: an independent program in
// R found 9 of them, 0.0225, at 20 or more at any time.
func TestTheBetOnTheLotKeepsItsPromise(t *testing.T) {
	var out strings.Builder
	if err := wealth(&out, trialsOf(t, "trials_null.csv.gz", "all"), testSettings()); err != nil {
		t.Fatal(err)
	}
	if want := "400 trials: wealth 20 or more at any time 0.0225"; !strings.Contains(out.String(), want) {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}

// The scores of stored results are those that another program, R/trials_score of the
// same bench, printed for them.
func TestScoresAreTheOnesThatRPrinted(t *testing.T) {
	var out strings.Builder
	b := trialsOf(t, "trials.csv.gz", "no")
	if err := peers(&out, b, []string{testBench + "results/trials_fast.csv.gz"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{
		{"night_blocks4", "no", "glmmTMB_nb_ar1", "360", "0.067", "0.17", "0.38", "0.69", "0.931", "156.23", "-0.09", "1.231"},
		{"week_pairs", "no", "poisson_glm", "360", "0.256", "0.34", "0.52", "0.73", "0.811", "88.13", "-0.11", "1.511"},
	} {
		found := slices.ContainsFunc(strings.Split(out.String(), "\n"), func(line string) bool {
			got := strings.Fields(line)
			return len(got) >= len(want) && slices.Equal(got[:len(want)], want)
		})
		if !found {
			t.Errorf("no line %v in\n%s", want, out.String())
		}
	}
}

func TestLooksAreCountedOnce(t *testing.T) {
	b := trialsOf(t, "trials_null.csv.gz", "all").only("all", 3)
	s := testSettings()
	s.draws = 200
	var out strings.Builder
	if err := looks(&out, b, s); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "3 trials, looks after nights [16 24 28 36 40 48 56]\n") {
		t.Errorf("got %s", got)
	}
}

func TestEveryFamilyIsCalibratedAtAll(t *testing.T) {
	s := testSettings()
	s.first, s.draws = 20, 200
	var out strings.Builder
	if err := sbc(&out, s, nil); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), "departs false"); got != 4 {
		t.Errorf("got %d of 4 families without a departure:\n%s", got, out.String())
	}
}

// The number of workers and the company of other trials change no digit.
func TestSameDigitsInAnyCompany(t *testing.T) {
	b := trialsOf(t, "trials.csv.gz", "no").only("all", 4)
	s := testSettings()
	s.draws = 200
	together, err := judge(b.trials, s)
	if err != nil {
		t.Fatal(err)
	}
	s.workers = 1
	alone, err := judge([]ingest.Trial{b.trials[2]}, s)
	if err != nil {
		t.Fatal(err)
	}
	together[2].ms, alone[0].ms = 0, 0
	if together[2] != alone[0] {
		t.Errorf("got %+v in company, %+v alone", together[2], alone[0])
	}
}
