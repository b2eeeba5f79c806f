package share

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
	"charley/tell"
)

func assembler(t testing.TB) *Assembler {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return New(base, tell.New(base), cause.New(base))
}

var first = charley.Night{Year: 2026, Month: time.August, Day: 26}

// cramps is a night with so many cramps; complete says that there were no more.
func cramps(i, n int, complete bool) diary.NightRecord {
	r := diary.NightRecord{Night: first.Add(i), Complete: complete}
	for range n {
		r.Episodes = append(r.Episodes, charley.Episode{What: charley.Cramp})
	}
	if complete {
		r.Morning = &charley.Morning{NothingMore: charley.Yes}
	}
	return r
}

func TestWhatSpellsSayIsOutOfThoseThatSayIt(t *testing.T) {
	minutes, hard := charley.Minutes(4), 8.0
	n := cramps(0, 3, true)
	n.Episodes[0].Minutes, n.Episodes[0].Intensity, n.Episodes[0].Places, n.Episodes[0].Side = &minutes, &hard, []string{"calf", "foot"}, "left"
	n.Episodes[0].Hard, n.Episodes[0].EasedBy = charley.Yes, []string{"stretch"}
	n.Episodes[1].Places, n.Episodes[1].Side, n.Episodes[1].Hard = []string{"calf"}, "both", charley.No
	restless := charley.Episode{What: charley.Restless, Places: []string{"thigh"}}
	n.Episodes = append(n.Episodes, restless)
	got := assembler(t).spells([]diary.NightRecord{n, cramps(1, 2, false), cramps(2, 0, true), {Night: first.Add(3)}}, charley.Cramp)
	if got.Count != 5 || got.Nights != (Of{1, 2}) || got.Minutes.N != 1 || got.Minutes.Median != 4 || got.Intensity.N != 1 || got.Hard != (Of{1, 2}) || got.EasedSaid != (Of{1, 5}) {
		t.Errorf("got %+v", got)
	}
	if want := []Named{{"calf", 2}, {"foot", 1}}; !slices.Equal(got.Places, want) || got.NoPlace != 3 {
		t.Errorf("places: got %v and %d without, want %v and 3", got.Places, got.NoPlace, want)
	}
	if got.Side != (Sides{Left: 1, Both: 1, NotSaid: 3}) || got.Rate != nil {
		t.Errorf("got %+v, and a rate of two nights: %+v", got.Side, got.Rate)
	}
}

func TestAMorningThatSaysNothingIsInNoFigure(t *testing.T) {
	lost, none := charley.Minutes(30), charley.Minutes(0)
	nights := []diary.NightRecord{cramps(0, 1, true), cramps(1, 1, true), cramps(2, 1, true), cramps(3, 0, true), {Night: first.Add(4)}}
	nights[0].Morning.Soreness, nights[0].Morning.SleepLost = "a_little", &lost
	nights[1].Morning.Soreness, nights[1].Morning.SleepLost = "no", &none
	nights[3].Morning.Soreness = "yes" // without a cramp it has another reason
	var r Report
	assembler(t).nights(&r, nights)
	if r.Sore != (Of{1, 2}) || r.SleepLost.N != 2 || r.SleepLost.Median != 15 || r.Bother.N != 0 {
		t.Errorf("sore %v, sleep lost %+v, bother %+v", r.Sore, r.SleepLost, r.Bother)
	}
	if r.Kept.Nights != 5 || r.Kept.Recorded != 4 || !slices.Equal(r.Kept.Missing, []charley.Night{first.Add(4)}) {
		t.Errorf("got %+v", r.Kept)
	}
}

// By hand: 1, 2, 3, 4, 10 have quartiles 2, 3, 4; of 1, 2, 3, 4 they are 1.75, 2.5, 3.25 (R 4.2.2, quantile(1:4)).
func TestQuartiles(t *testing.T) {
	for _, tc := range []struct {
		values []float64
		want   Spread
	}{
		{nil, Spread{}},
		{[]float64{7}, Spread{1, 7, 7, 7, 7, 7}},
		{[]float64{10, 4, 3, 2, 1}, Spread{5, 3, 2, 4, 1, 10}},
		{[]float64{4, 2, 3, 1}, Spread{4, 2.5, 1.75, 3.25, 1, 4}},
	} {
		if got := spreadOf(tc.values); got != tc.want {
			t.Errorf("%v: got %+v, want %+v", tc.values, got, tc.want)
		}
	}
}

func TestStretchesCutThePeriodWithoutGaps(t *testing.T) {
	a := assembler(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1500).Draw(t, "nights")
		nights := make([]diary.NightRecord, n)
		total, complete := 0, 0
		for i := range nights {
			nights[i] = cramps(i, rapid.IntRange(0, 3).Draw(t, "cramps"), rapid.Bool().Draw(t, "complete"))
			if nights[i].Complete {
				complete++
				total += nights[i].Count(charley.Cramp)
			}
		}
		next := nights[0].Night
		for _, s := range a.stretches(nights) {
			if s.From != next || s.Nights != s.To.Sub(s.From)+1 || s.Complete > s.Nights {
				t.Fatalf("got %s to %s, %d nights; want it to begin on %s", s.From, s.To, s.Nights, next)
			}
			if s.Rate != nil && (s.Rate.Count != s.Cramps || s.Rate.Nights != s.Complete || s.Rate.Lo > s.Rate.PerWeek || s.Rate.Hi < s.Rate.PerWeek) {
				t.Fatalf("got the rate %+v of %d cramps on %d nights", *s.Rate, s.Cramps, s.Complete)
			}
			next, total, complete = s.To.Next(), total-s.Cramps, complete-s.Complete
		}
		if next != nights[n-1].Night.Next() || total != 0 || complete != 0 {
			t.Fatalf("got up to %s, with %d cramps and %d nights left over", next, total, complete)
		}
	})
}

func TestAPeriodIsToldByWhatCanBeRead(t *testing.T) {
	a := assembler(t)
	for _, tc := range []struct {
		name   string
		nights int
		want   int // stretches
		last   int // nights of the last one
	}{
		{"one night", 1, 1, 1}, {"a week", 7, 1, 7}, {"eight nights", 8, 2, 7}, {"ninety nights", 90, 13, 7},
		{"half a year", 182, 26, 7}, {"a day more: by the month", 183, 7, 24}, {"a year", 365, 13, 25}, {"ten years", 3653, 11, 238},
	} {
		nights := make([]diary.NightRecord, tc.nights)
		for i := range nights {
			nights[i] = diary.NightRecord{Night: first.Add(i)}
		}
		got := a.stretches(nights)
		if len(got) != tc.want || got[len(got)-1].Nights != tc.last {
			t.Errorf("%s: got %d stretches, the last of %d nights; want %d and %d", tc.name, len(got), got[len(got)-1].Nights, tc.want, tc.last)
		}
	}
}

// The rate is that of the summary of nights, to the last digit, nights away among them.
func TestTheWeeklyRateIsTheOneThatPagesShow(t *testing.T) {
	a := assembler(t)
	var nights []diary.NightRecord
	for i := range 40 {
		n := cramps(i, i%3, i%5 != 0)
		if i%7 == 0 {
			n.Away = &charley.Away{}
		}
		nights = append(nights, n)
	}
	got, want := a.spells(nights, charley.Cramp).Rate, diary.Summarise(nights)
	if got == nil || got.PerWeek != *want.CrampsPerWeek || got.Nights != want.Complete || got.Missing != 40-want.Complete || !(got.Lo < got.PerWeek && got.PerWeek < got.Hi) || math.IsNaN(got.Lo) {
		t.Errorf("got %+v, want %g from %d", got, *want.CrampsPerWeek, want.Complete)
	}
}

func ExampleSpread() {
	fmt.Println(spreadOf([]float64{2, 3, 9}).Median)
	// Output: 3
}

// Paper counts cramps and no restless spells: their number was told as 0.
func TestWhatPaperDoesNotCountIsNoZero(t *testing.T) {
	n := cramps(0, 0, true)
	two, some := 2.0, 5.0
	n.Morning.Cramps, n.Morning.Bother = &two, &some
	if s := assembler(t).stretch([]diary.NightRecord{n}); s.Complete != 1 || s.Cramps != 2 || s.Counted != 0 {
		t.Errorf("got %+v, want 2 cramps on 1 night, and no night whose restless spells are known", s)
	}
}
