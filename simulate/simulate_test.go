package simulate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math"
	"strings"
	"testing"

	"charley"
)

func csvOf(t *testing.T, o Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := Person(o).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The hash is that of the file on every machine. If the model changes on
// purpose, the test prints the new one.
func TestSameOptionsSameFile(t *testing.T) {
	o := Options{Nights: 180, Seed: 7, Trial: &TrialOptions{From: 60, RateRatio: 0.5, HalfLife: 1}}
	first := csvOf(t, o)
	if again := csvOf(t, o); again != first {
		t.Error("the same options gave another file")
	}
	sum := sha256.Sum256([]byte(first))
	const want = "79090704374630852000068739d1f7b9ddd5a7d674ea1732986359eed00884b0"
	if got := hex.EncodeToString(sum[:]); got != want {
		t.Errorf("got hash %s, want %s; the file begins\n%s", got, want, first[:600])
	}
	o.Seed = 8
	if csvOf(t, o) == first {
		t.Error("another seed gave the same file")
	}
}

func TestColumns(t *testing.T) {
	plain := strings.SplitN(csvOf(t, Options{Nights: 3, Seed: 1}), "\n", 2)[0]
	want := "night,date,dow,weekend,count,severity,minutes,alcohol,hard_strain,standing,sitting,low_fluids," +
		"caffeine_late,stress,hot_day,hard_floor,salty_meal,footwear,warm_bath,poor_sleep"
	if plain != want {
		t.Errorf("got  %s\nwant %s", plain, want)
	}
	trial := strings.SplitN(csvOf(t, Options{Nights: 8, Seed: 1, Trial: &TrialOptions{RateRatio: 1}}), "\n", 2)[0]
	if want := strings.Replace(want, "weekend,", "weekend,period,block,arm,", 1); trial != want {
		t.Errorf("got  %s\nwant %s", trial, want)
	}
	rows := strings.Split(csvOf(t, Options{Nights: 3, Seed: 1}), "\n")
	if !strings.HasPrefix(rows[1], "1,2026-01-05,0,0,") { // a Monday
		t.Errorf("got %s, want a Monday with dow 0", rows[1])
	}
}

// Over many people the shares are near those of the reference diaries: 46 % of
// recorded nights without a cramp, 17 % of nights missing, 1.15 cramps a night,
// 4 % of answers missing outside gaps.
func TestSharesOverManyPeople(t *testing.T) {
	var nights, missing, zero, cramps, cells, untold float64
	for seed := range uint64(400) {
		for _, n := range Person(Options{Nights: 180, Seed: seed}).Nights {
			nights++
			if n.Gap == 0 {
				for _, told := range n.Told {
					cells++
					if !told {
						untold++
					}
				}
			}
			if n.Missing {
				missing++
				continue
			}
			cramps += float64(n.Count)
			if n.Count == 0 {
				zero++
			}
		}
	}
	seen := nights - missing
	for _, tc := range []struct {
		name                 string
		got, want, tolerance float64
	}{
		{"missing nights", missing / nights, 0.17, 0.01},
		{"zero nights", zero / seen, 0.46, 0.03},
		{"cramps a night", cramps / seen, 1.15, 0.1},
		{"missing answers", untold / cells, 0.04, 0.002},
	} {
		if math.Abs(tc.got-tc.want) > tc.tolerance {
			t.Errorf("%s: got %.4f, want %.2f ± %.3f", tc.name, tc.got, tc.want, tc.tolerance)
		}
	}
}

// On a very long diary the truth can be read off the nights.
func TestTruthIsInTheNights(t *testing.T) {
	o := Demo(30000, 3)
	o.Phi, o.Sigma, o.Trend, o.NoGaps = new(0.6), new(0.7), new(0.0), true
	d := Person(o)
	counts := make([]float64, len(d.Nights))
	for i, n := range d.Nights {
		counts[i] = float64(n.Count)
	}
	if got := average(counts); math.Abs(got-0.45) > 0.02 { // 4 standard errors
		t.Errorf("rate: got %.3f, want 0.45 ± 0.02", got)
	}
	if math.Abs(d.Truth.Rate-0.45) > 1e-9 {
		t.Errorf("truth says rate %v, want what was asked for", d.Truth.Rate)
	}
	if got := correlation(counts[1:], counts[:len(counts)-1]); got < 0.03 {
		t.Errorf("neighbouring nights: got correlation %.3f, want clearly above 0", got)
	}
	for _, tc := range []struct {
		exposure             string
		want, tolerance, per float64
	}{
		{"hard_floor", 1.9, 0.15, 1}, {"warm_bath", 0.62, 0.06, 1}, {"alcohol", 1, 0.1, 1}, {"salty_meal", 1, 0.1, 1},
	} {
		if got := ratio(d, tc.exposure); math.Abs(got-tc.want) > tc.tolerance {
			t.Errorf("%s: got rate ratio %.3f, want %.2f ± %.2f", tc.exposure, got, tc.want, tc.tolerance)
		}
	}
	if got := ratio(d, "poor_sleep"); got < 1.05 {
		t.Errorf("poor sleep: got rate ratio %.3f, want a trap: it goes with bad nights without causing them", got)
	}
}

func TestTrial(t *testing.T) {
	for _, tc := range []struct {
		scheme      string
		block, each int
	}{{Blocks, 4, 2}, {WeekPairs, 14, 7}} {
		d := Person(Options{Nights: 20010, Seed: 5, Rate: 1, Triggers: []Trigger{}, NoGaps: true,
			Trial: &TrialOptions{Scheme: tc.scheme, From: 10, RateRatio: 0.5, Remedy: "warm_bath"}})
		if got := d.Truth.Trial.Nights % tc.block; got != 0 {
			t.Errorf("%s: %d nights over", tc.scheme, got)
		}
		arms := map[int]int{}
		var sum, n [2]float64
		for i, night := range d.Nights {
			if (night.Lot != nil) != (i >= 10 && i < 10+d.Truth.Trial.Nights) {
				t.Fatalf("%s: night %d: in the trial %v", tc.scheme, i, night.Lot != nil)
			}
			if night.Lot == nil {
				continue
			}
			arms[night.Lot.Block] += night.Lot.Arm
			sum[night.Lot.Arm] += float64(night.Count)
			n[night.Lot.Arm]++
			if night.Exposures[at("warm_bath")] != float64(night.Lot.Arm) {
				t.Fatalf("%s: night %d: the bath does not follow the lot", tc.scheme, i)
			}
		}
		for block, ones := range arms {
			if ones != tc.each {
				t.Errorf("%s: block %d has %d nights with the remedy, want %d", tc.scheme, block, ones, tc.each)
			}
		}
		if got := (sum[1] / n[1]) / (sum[0] / n[0]); math.Abs(got-0.5) > 0.04 { // 4 standard errors
			t.Errorf("%s: got rate ratio %.3f, want 0.5 ± 0.04", tc.scheme, got)
		}
	}
}

// The effect of a remedy with a half-life of one night: all, then half, then a quarter.
func TestCarryOver(t *testing.T) {
	o := Options{Nights: 28, Seed: 2, Trial: &TrialOptions{Scheme: WeekPairs, RateRatio: 0.5, HalfLife: 1}}
	drawn := lots(o)
	for i := 1; i < len(drawn); i++ {
		want := drawn[i-1].effect / 2
		if drawn[i].Arm == 1 {
			want = 1
		}
		if drawn[i].effect != want {
			t.Errorf("night %d: got effect %v, want %v", i, drawn[i].effect, want)
		}
	}
}

func TestCheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		o    Options
		ok   bool
	}{
		{"one night", Options{Nights: 1}, true},
		{"the demo", Demo(120, 1), true},
		{"no nights", Options{}, false},
		{"more than a century", Options{Nights: MaxNights + 1}, false},
		{"a zone on the moon", Options{Nights: 9, Zone: "Moon/Tycho"}, false},
		{"a start before clocks", Options{Nights: 9, Start: charley.Night{Year: 1900, Month: 1, Day: 1}}, false},
		{"a trigger nobody knows", Options{Nights: 9, Triggers: []Trigger{{Exposure: "moon"}}}, false},
		{"the trap as a trigger", Options{Nights: 9, Triggers: []Trigger{{Exposure: "poor_sleep"}}}, false},
		{"a rate that is no number", Options{Nights: 9, Rate: math.NaN()}, false},
		{"a correlation of one", Options{Nights: 9, Phi: new(1.0)}, false},
		{"a trial longer than the diary", Options{Nights: 9, Trial: &TrialOptions{RateRatio: 1, Nights: 12}}, false},
		{"a trial shorter than a block", Options{Nights: 3, Trial: &TrialOptions{RateRatio: 1}}, false},
		{"a trial with no ratio", Options{Nights: 9, Trial: &TrialOptions{}}, false},
	} {
		err := tc.o.Check()
		if (err == nil) != tc.ok || (err != nil && !errors.Is(err, charley.ErrInvalid)) {
			t.Errorf("%s: got %v", tc.name, err)
		}
	}
}

func average(xs []float64) float64 {
	total := 0.0
	for _, x := range xs {
		total += x
	}
	return total / float64(len(xs))
}

func correlation(xs, ys []float64) float64 {
	mx, my := average(xs), average(ys)
	var xy, xx, yy float64
	for i := range xs {
		xy += (xs[i] - mx) * (ys[i] - my)
		xx += (xs[i] - mx) * (xs[i] - mx)
		yy += (ys[i] - my) * (ys[i] - my)
	}
	return xy / math.Sqrt(xx*yy)
}

// ratio is the crude rate with an exposure by the rate without.
func ratio(d Diary, exposure string) float64 {
	var sum, n [2]float64
	for _, night := range d.Nights {
		x := int(night.Exposures[at(exposure)])
		sum[x] += float64(night.Count)
		n[x]++
	}
	return (sum[1] / n[1]) / (sum[0] / n[0])
}
