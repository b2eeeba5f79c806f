package tell

import (
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// near is what rounding may do to a chance: sums of a hundred or so products.
const near = 1e-9

func chances(a rule.Answers) []float64 {
	n := shipped().net
	return n.chances(n.weigh(a).weights)
}

// answer gives answers that just make a rule a yes, or a no.
func answer(when rule.Rule, want charley.Tri) rule.Answers {
	if want == charley.No {
		when = rule.MustParse("not (" + when.String() + ")")
	}
	rng := rand.New(rand.NewPCG(1, 9))
	for range tries {
		if a := justFires(rng, knowledge.Flag{When: when}); a != nil {
			return a
		}
	}
	return nil
}

func TestWithoutAFindingThePriorStands(t *testing.T) {
	n := shipped().net
	for name, a := range map[string]rule.Answers{
		"nothing known": {}, "a child of 9": {"age_years": rule.Num(9)}, "at 30": {"age_years": rule.Num(30)}, "at 50": {"age_years": rule.Num(50)},
		"at 80": {"age_years": rule.Num(80)}, "pregnant": {"age_years": rule.Num(30), "pregnant_weeks": rule.Num(30)},
	} {
		for i, got := range chances(a) {
			odds := priorOdds(n.conditions[i].prior, a)
			if want := odds / (1 + odds); math.Abs(got-want) > near {
				t.Errorf("%s: %s is %v, want its prior %v", name, n.conditions[i].ID, got, want)
			}
		}
	}
	p := n.conditions[cramps].prior
	if got := priorOdds(p, rule.Answers{"age_years": rule.Num(80)}); math.Abs(got-p.From60/(1-p.From60)) > near {
		t.Errorf("cramps at 80 have the odds %v, the record says %v", got, p.From60)
	}
}

// A finding that is at least twice as common in a condition as elsewhere speaks
// for it where it is so. Smaller shares need not: what other conditions bring
// about as well is explained by them. Where it is not so, that holds for cramps
// and restless legs, which are weighed whatever else is there.
func TestAFindingSpeaksForWhatItIsCommonIn(t *testing.T) {
	n := shipped().net
	tried := 0
	for _, f := range n.findings {
		for _, said := range []charley.Tri{charley.Yes, charley.No} {
			a := answer(f.When, said)
			if a == nil && said == charley.Yes {
				t.Errorf("%s: no answers bring it about", f.ID)
			}
			if a == nil {
				continue
			}
			w := n.weigh(a)
			if known := slices.DeleteFunc(slices.Clone(w.said), func(s charley.Tri) bool { return s == charley.Unknown }); len(known) > 1 {
				continue // the same answers say something else too
			}
			before := make([]float64, len(n.conditions))
			for i, c := range n.conditions {
				odds := priorOdds(c.prior, a)
				before[i] = odds / (1 + odds)
			}
			for i, after := range n.chances(w.weights) {
				if f.rates[i] < 2*f.Elsewhere || before[i] == 0 || said == charley.No && i >= pair {
					continue
				}
				tried++
				if (after > before[i]) != (said == charley.Yes) {
					t.Errorf("%s is %v: %s goes from %v to %v, its share is %v and %v elsewhere", f.ID, said, n.conditions[i].ID, before[i], after, f.rates[i], f.Elsewhere)
				}
			}
		}
	}
	if tried < 50 {
		t.Errorf("only %d were tried", tried)
	}
}

// One group of findings moves no condition further than its cap, however many
// of them are so.
func TestAGroupCountsUpToItsCap(t *testing.T) {
	n := shipped().net
	var all []rule.Answers
	for _, f := range n.findings {
		for _, said := range []charley.Tri{charley.Yes, charley.No} {
			if a := answer(f.When, said); a != nil {
				all = append(all, a)
			}
		}
	}
	hard := math.Log(n.w.Cap)
	rapid.Check(t, func(rt *rapid.T) {
		a := rule.Answers{}
		for _, some := range rapid.SliceOfN(rapid.SampledFrom(all), 1, 30).Draw(rt, "findings") {
			maps.Copy(a, some)
		}
		w := n.weigh(a)
		priors := n.priors(a)
		most := 0.0
		groups := map[int]bool{}
		for i, f := range n.findings {
			if w.said[i] != charley.Unknown && !groups[f.group] {
				groups[f.group] = true
				most += n.caps[f.group]
			}
		}
		none := math.Log(w.weights[0] / priors[0]) // in whom nothing is there, no finding moves anything
		for s, weight := range w.weights {
			if priors[s] == 0 {
				continue
			}
			if moved := math.Log(weight/priors[s]) - none; moved > most+1e-6 || moved < -hard*float64(len(groups))-1e-6 {
				rt.Fatalf("state %d moved by %v, the caps of its %d groups allow %v", s, moved, len(groups), most)
			}
		}
	})
}

// What was not answered adds nothing, in either direction.
func TestWhatIsNotKnownSaysNothing(t *testing.T) {
	tl := shipped()
	for _, v := range vignettes(t)[:40] {
		before := judge(t, v)
		var facts map[string]json.RawMessage
		if err := json.Unmarshal(v.raw, &facts); err != nil {
			t.Fatal(err)
		}
		for _, f := range tl.features {
			if _, said := facts[f.ID]; !said && f.Kind != knowledge.Span {
				facts[f.ID] = json.RawMessage("null")
			}
		}
		raw, _ := json.Marshal(facts)
		f, err := tl.Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(charley.Value(tl.Apart(f))), string(charley.Value(before)); got != want {
			t.Errorf("%s: nulls change the verdict\n got %s\nwant %s", v.ID, got, want)
		}
	}
}

func TestTheOrderOfFactsDoesNotMatter(t *testing.T) {
	tl := shipped()
	rng := rand.New(rand.NewPCG(1, 9))
	for _, v := range vignettes(t) {
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v.Facts)) {
			parts = append(parts, string(charley.Value(k))+":"+string(v.Facts[k]))
		}
		rng.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
		f, err := tl.Read([]byte("{" + strings.Join(parts, ",") + "}"))
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(charley.Value(tl.Apart(f))), string(charley.Value(judge(t, v))); got != want {
			t.Errorf("%s: another order gives\n%s\nwant\n%s", v.ID, got, want)
		}
	}
}

// Somebody may have both, and everything may be unlikely: nothing is made to
// add up to one.
func TestChancesAreNotMadeToAddUp(t *testing.T) {
	n := shipped().net
	bothStrong, above, below := 0, 0, 0
	for _, v := range vignettes(t) {
		sum := 0.0
		for _, p := range chances(factsOf(t, v).all) {
			sum += p
		}
		if sum > 1.2 {
			above++
		}
		if sum < 0.8 {
			below++
		}
		strong := map[string]bool{}
		for _, c := range shipped().fits(factsOf(t, v).all, n.weigh(factsOf(t, v).all)) {
			strong[c.ID] = c.Band == Strong
		}
		if strong["leg_cramps"] && strong["rls"] {
			bothStrong++
		}
	}
	if bothStrong == 0 || above == 0 || below == 0 {
		t.Errorf("both strong in %d, sums above one in %d and below in %d; want some of each", bothStrong, above, below)
	}
	t.Logf("both strong in %d stories, sums above 1.2 in %d, below 0.8 in %d", bothStrong, above, below)
}

// The middle lies in its interval, and all of it between 0 and 1, whatever is said.
func TestTheMiddleLiesInItsInterval(t *testing.T) {
	tl := shipped()
	rapid.Check(t, func(rt *rapid.T) {
		f := know(someAnswers(rt, "said", nil))
		for _, c := range tl.fits(f.all, tl.net.weigh(f.all)) {
			if fit := c.Fit; !(0 < fit.Lo && fit.Lo <= fit.Mid && fit.Mid <= fit.Hi && fit.Hi < 1) || math.Abs(fit.Level-0.8) > 0.01 {
				rt.Fatalf("%s: got %+v", c.ID, *fit)
			}
			if c.Fit.Known < tl.weigh.LeastKnown && c.Band != CannotTell {
				rt.Fatalf("%s: %s from %d findings", c.ID, c.Band, c.Fit.Known)
			}
			for i, r := range c.Reasons[:max(len(c.Reasons)-1, 0)] {
				if math.Abs(r.Weight) < math.Abs(c.Reasons[i+1].Weight) {
					rt.Fatalf("%s: the reasons are not strongest first: %+v", c.ID, c.Reasons)
				}
			}
		}
	})
}
