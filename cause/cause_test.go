package cause_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/cause"
	"charley/diary"
	"charley/knowledge"
	"charley/lookup"
	"charley/rule"
	"charley/tell"
)

type kit struct {
	base   *knowledge.Base
	teller *tell.Teller
	finder *cause.Finder
	names  *lookup.Names
}

var shipped = sync.OnceValue(func() kit {
	base, err := knowledge.Default()
	if err != nil {
		panic(err)
	}
	return kit{base, tell.New(base), cause.New(base), lookup.NewNames(base)}
})

func (k kit) standing(t testing.TB, facts string, medicines ...string) cause.Standing {
	t.Helper()
	f, err := k.teller.Read([]byte(facts))
	if err != nil {
		t.Fatal(err)
	}
	var list []charley.Fact
	for _, m := range medicines {
		list = append(list, charley.Fact{About: charley.FactMedicine, Name: m})
	}
	return k.finder.Standing(f, k.teller.Apart(f), cause.Medicines(k.names, list))
}

func find(list []cause.Finding, id string) (cause.Finding, bool) {
	i := slices.IndexFunc(list, func(f cause.Finding) bool { return f.ID == id })
	if i < 0 {
		return cause.Finding{}, false
	}
	return list[i], true
}

// The commission's list of conditions, and some more, each found in the person
// who lives with it and never said of one who does not.
func TestStandingCauses(t *testing.T) {
	k := shipped()
	for _, tc := range []struct {
		name, facts, list, id, state string
	}{
		{"pregnant, sixth month", `{"sex":"F","age_years":30,"pregnant_weeks":24}`, "cramps", "cramps_pregnancy", ""},
		{"pregnant and restless", `{"sex":"F","age_years":30,"pregnant_weeks":24}`, "restless", "restless_pregnancy", ""},
		{"dependent on alcohol", `{"conditions":["alcohol dependence"]}`, "cramps", "cramps_alcohol", ""},
		{"Parkinson's", `{"conditions":["Parkinson's disease"]}`, "cramps", "cramps_parkinson", cause.Present},
		{"Parkinson's and restless", `{"conditions":["Parkinson's disease"]}`, "restless", "restless_parkinson", cause.Present},
		{"diabetes", `{"conditions":["diabetes"]}`, "cramps", "cramps_diabetes", ""},
		{"flat feet are not supported for night cramps", `{"conditions":["flat feet"]}`, "cramps", "cramps_flat_feet", cause.NotSupported},
		{"varicose veins are not supported", `{"conditions":["varicose veins"]}`, "cramps", "cramps_varicose_veins", cause.NotSupported},
		{"low iron and restless", `{"conditions":["low iron"]}`, "restless", "restless_iron", cause.Present},
		{"no diabetes", `{"conditions":[]}`, "cramps", "cramps_diabetes", cause.Absent},
		{"not asked about diabetes", `{}`, "cramps", "cramps_diabetes", cause.Unknown},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := k.standing(t, tc.facts)
			list := map[string][]cause.Finding{"cramps": s.Cramps, "restless": s.Restless}[tc.list]
			got, there := find(list, tc.id)
			switch {
			case tc.state == cause.Absent && there:
				t.Errorf("it is listed as %s", got.State)
			case tc.state == cause.Absent:
			case !there:
				t.Error("it is not listed")
			case tc.state == "" && got.State != cause.Present && got.State != cause.CheckFirst:
				t.Errorf("got %s", got.State)
			case tc.state != "" && got.State != tc.state:
				t.Errorf("got %s, want %s", got.State, tc.state)
			}
		})
	}
}

func TestDehydrationIsAFindingOfItsOwn(t *testing.T) {
	k := shipped()
	for _, tc := range []struct{ name, facts, want string }{
		{"nothing known", `{}`, cause.Unknown},
		{"drinks enough", `{"thirsty":false,"urine_colour":2,"usual_hot_day":false,"vomiting_diarrhoea":false,"usual_fluids":2,"very_dry_or_little_urine":false,"conditions":[]}`, cause.Absent},
		{"thirsty, dark urine", `{"thirsty":true,"urine_colour":7}`, cause.Present},
		{"thirsty, dark urine, hot days, little drunk", `{"thirsty":true,"urine_colour":7,"usual_hot_day":true,"usual_fluids":1}`, cause.Likely},
		{"ill with loose stools and thirsty", `{"thirsty":true,"vomiting_diarrhoea":true}`, cause.Present},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := k.standing(t, tc.facts).Dry; got.State != tc.want {
				t.Errorf("got %s because %v, want %s", got.State, got.Because, tc.want)
			}
		})
	}
}

func TestMedicinesNameTheOneThatIsMeant(t *testing.T) {
	k := shipped()
	s := k.standing(t, `{"medications":["indapamide","metformin","Zocor"]}`, "indapamide", "metformin", "Zocor")
	got, ok := find(s.Cramps, "cramps_thiazide")
	if !ok || len(got.Medicines) != 1 || got.Medicines[0].ID != "indapamide" {
		t.Errorf("got %+v", got)
	}
	statin, ok := find(s.Cramps, "cramps_statin")
	if !ok || statin.State != cause.CheckFirst || statin.Effect != "" {
		t.Errorf("a statin is named before its warning signs are checked: %+v", statin)
	}
}

// While a red flag of the same day or above stands, nothing is named that could
// explain it away.
func TestNoCauseIsNamedWhileAFlagStands(t *testing.T) {
	s := shipped().standing(t, `{"swelling":"one_leg","conditions":["diabetes"],"thirsty":true,"urine_colour":7,"usual_hot_day":true}`)
	if len(s.Cramps)+len(s.Restless) > 0 || s.Dry.State != cause.Unknown || s.Dry.Do != "" {
		t.Errorf("got %d causes, and dehydration %+v", len(s.Cramps)+len(s.Restless), s.Dry)
	}
}

func night(i int) charley.Night { return charley.Night{Year: 2026, Month: time.January, Day: 1}.Add(i) }

func evening(i int, exposures map[string]charley.Answer) diary.NightRecord {
	return diary.NightRecord{Night: night(i), Evening: &charley.Evening{Exposures: exposures}}
}

func TestUsualDays(t *testing.T) {
	k := shipped()
	amount := func(x float64) charley.Answer { return charley.Answer{Said: charley.TriOf(x > 0), Amount: &x} }
	var nights []diary.NightRecord
	for i := range 10 {
		nights = append(nights, evening(i, map[string]charley.Answer{
			"hard_floor": {Said: charley.TriOf(i%3 != 0)}, "fluids": amount(1 + float64(i%2)), "hot_day": {Said: charley.TriOf(i < 3)},
		}))
	}
	nights[0].Evening.Exposures["alcohol"] = amount(2)
	got, usual := k.finder.Usual(nights, night(0))
	if v := got["usual_hard_floor"]; v.Kind != rule.Flag || !v.Yes {
		t.Errorf("hard floors on 6 of 10 days are %+v", v)
	}
	if v := got["usual_hot_day"]; v.Kind != rule.Flag || v.Yes {
		t.Errorf("3 hot days of 10 are %+v", v)
	}
	if v := got["usual_fluids"]; v.Kind != rule.Number || math.Abs(v.Low-1.5) > 1e-9 {
		t.Errorf("1 and 2 litres by turns are %+v", v)
	}
	if _, said := got["usual_alcohol"]; said {
		t.Error("one evening says what is usual")
	}
	if len(usual) != 3 {
		t.Errorf("got %+v", usual)
	}
	if early, _ := k.finder.Usual(nights, night(5)); len(early) != 0 {
		t.Error("five evenings say what is usual")
	}
}

// cramps are nights with so many cramps each, all complete.
func cramps(counts ...int) []diary.NightRecord {
	var out []diary.NightRecord
	for i, n := range counts {
		r := diary.NightRecord{Night: night(i), Complete: true}
		for range n {
			r.Episodes = append(r.Episodes, charley.Episode{What: charley.Cramp})
		}
		out = append(out, r)
	}
	return out
}

func repeat(n, count int) []int { return slices.Repeat([]int{count}, n) }

// By hand: 28 nights without and 28 with one cramp each. The rate after is 7 a
// week. With a spread of 3 the count is 28/3; Garwood's limits for 9.3333 events
// are qgamma(0.025, 9.3333) = 4.3012 and qgamma(0.975, 10.3333) = 17.5795 (R 4.2.2),
// times 7 × 3 / 28. Before: qgamma(0.975, 1) = 3.6889.
func TestLookByHand(t *testing.T) {
	k := shipped()
	look, err := k.finder.Look(cramps(append(repeat(28, 0), repeat(28, 1)...)...), charley.Cramp, night(28).String())
	if err != nil {
		t.Fatal(err)
	}
	near := func(name string, got, want float64) {
		if math.Abs(got-want) > 0.001 {
			t.Errorf("%s is %.4f, want %.4f", name, got, want)
		}
	}
	near("rate before", look.Before.PerWeek, 0)
	near("low before", look.Before.Lo, 0)
	near("high before", look.Before.Hi, 3.68888*0.75)
	near("rate after", look.After.PerWeek, 7)
	if look.After.Lo < 2.9 || look.After.Lo > 3.6 || look.After.Hi < 12.5 || look.After.Hi > 13.9 {
		t.Errorf("after: %.3f to %.3f", look.After.Lo, look.After.Hi)
	}
	if look.Overlap || look.Before.Nights != 28 || look.After.Nights != 28 {
		t.Errorf("got %+v", look)
	}
}

func TestLookSaysWhenItCannot(t *testing.T) {
	k := shipped()
	fifty := cramps(repeat(100, 1)...)
	for _, tc := range []struct {
		name, start string
		nights      []diary.NightRecord
		want        error
	}{
		{"only the year", "2026", fifty, cause.ErrNoStart},
		{"ten nights before", night(10).String(), fifty, charley.ErrTooFew},
		{"before the diary", "2020-01-01", fifty, charley.ErrTooFew},
		{"no diary", night(10).String(), nil, charley.ErrTooFew},
		{"enough", night(50).String(), fifty, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := k.finder.Look(tc.nights, charley.Cramp, tc.start); !errorIs(err, tc.want) {
				t.Errorf("got %v, want %v", err, tc.want)
			}
		})
	}
	// The month of a start is left out on both sides.
	look, err := k.finder.Look(cramps(repeat(120, 1)...), charley.Cramp, "2026-02")
	if err != nil || look.Left != 28 || look.Before.Nights != 31 || look.Start.String() != "2026-03-01" {
		t.Errorf("got %+v, %v", look, err)
	}
	// Nights away and nights that are not complete have no count.
	nights := cramps(repeat(100, 1)...)
	for i := range 20 {
		nights[i].Complete = false
		nights[99-i].Away = &charley.Away{}
	}
	if look, err = k.finder.Look(nights, charley.Cramp, night(50).String()); err != nil || look.Before.Nights != 30 || look.Before.Missing != 20 || look.After.Nights != 30 {
		t.Errorf("got %+v, %v", look, err)
	}
}

func errorIs(err, want error) bool {
	if want == nil {
		return err == nil
	}
	return errors.Is(err, want)
}

// TestLookCovers counts how often the interval of each side holds the true rate,
// in simulated people of whom nothing changes: night effects that last
// (correlation 0.4, standard deviation 0.6 on the log scale) over negative
// binomial counts of size 2, seldom cramps and frequent ones.
func TestLookCovers(t *testing.T) {
	k := shipped()
	for _, tc := range []struct {
		name string
		base float64 // cramps a night
	}{{"one a week", 1.0 / 7}, {"three a week", 3.0 / 7}, {"more than one a night", 1.2}} {
		t.Run(tc.name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(20261125, 1))
			const people, half = 500, 60
			inside, apart := 0, 0
			for range people {
				look, err := k.finder.Look(cramps(someone(random, tc.base, 2*half)...), charley.Cramp, night(half).String())
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range []cause.Rate{look.Before, look.After} {
					if truth := 7 * tc.base; r.Lo <= truth && truth <= r.Hi {
						inside++
					}
				}
				if !look.Overlap {
					apart++
				}
			}
			share := float64(inside) / (2 * people)
			t.Logf("coverage %.3f of %d sides, wanted at least 0.95; without overlap though nothing changed: %d of %d", share, 2*people, apart, people)
			if share < 0.94 { // 0.95 less two standard errors of 1,000 sides
				t.Errorf("coverage %.3f, wanted at least 0.95", share)
			}
			if apart > people/50 {
				t.Errorf("%d of %d looks stand apart though nothing changed", apart, people)
			}
		})
	}
}

// someone is the nights of a person whose cramps have one true rate.
func someone(random *rand.Rand, base float64, nights int) []int {
	const last, spread, size = 0.4, 0.6, 2.0
	counts, effect := make([]int, nights), spread*random.NormFloat64()
	for i := range counts {
		effect = last*effect + math.Sqrt(1-last*last)*spread*random.NormFloat64()
		counts[i] = poisson(random, base*math.Exp(effect-spread*spread/2)*gamma(random, size)/size)
	}
	return counts
}

func TestTiming(t *testing.T) {
	k := shipped()
	began := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, tc := range []struct{ name, from, want string }{
		{"half a year before the legs", "2025-09", cause.StartedShortlyBefore},
		{"the same month", "2026-03", cause.StartedShortlyBefore},
		{"three years before", "2023-02", cause.StartedLongBefore},
		{"half a year after", "2026-09-01", cause.StartedAfter},
		{"only the year", "2025", ""},
		{"no date", "", ""},
	} {
		if got := k.finder.Timing(tc.from, began); got != tc.want {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
	if got := k.finder.Timing("2025-09", time.Time{}); got != "" {
		t.Errorf("got %q though nobody said when the legs began", got)
	}
}
