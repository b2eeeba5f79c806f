package treat_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"charley/knowledge"
	"charley/tell"
	"charley/treat"
)

func (k kit) read(t testing.TB, facts string) tell.Facts {
	t.Helper()
	f, err := k.teller.Read([]byte(facts))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// advise is the advice on facts, with a verdict in which one of the two fits.
func (k kit) advise(t testing.TB, fits, facts string) treat.Advice {
	return k.advisor.Advise(treat.Person{Verdict: verdict(fits), Facts: k.read(t, facts)})
}

func find(t testing.TB, a treat.Advice, id string) (treat.Remedy, int) {
	t.Helper()
	i := slices.IndexFunc(a.Remedies, func(r treat.Remedy) bool { return r.ID == id })
	if i < 0 {
		t.Fatalf("there is no remedy %s", id)
	}
	return a.Remedies[i], i
}

func TestEveryRemedyComesOnce(t *testing.T) {
	k := shipped()
	for _, facts := range []string{`{}`, plain, `{"age_years":80,"sex":"F","conditions":["kidney disease","heart failure"],"medications":["warfarin"]}`} {
		for _, fits := range []string{"leg_cramps", "rls", ""} {
			a := k.advise(t, fits, facts)
			if len(a.Remedies) != k.base.Remedies().Len() {
				t.Errorf("%s: got %d remedies, want all %d", facts, len(a.Remedies), k.base.Remedies().Len())
			}
			for _, r := range a.Remedies {
				if !slices.Contains([]string{treat.Offered, treat.AskFirst, treat.Gated, treat.Prescriber, treat.NotAdvised}, r.Status) {
					t.Errorf("%s has the status %q", r.ID, r.Status)
				}
				if r.Why == nil || r.Gates == nil || (r.Status != treat.Offered && r.Status != treat.Prescriber && len(r.Why) == 0) {
					t.Errorf("%s is %s without a reason", r.ID, r.Status)
				}
				if r.Testable && r.Status != treat.Offered {
					t.Errorf("%s can be tested though it is %s", r.ID, r.Status)
				}
			}
		}
	}
}

// While a red flag of the same day or above stands, nothing is offered, and
// every remedy that might have been names the flag.
func TestNothingIsOfferedWhileAFlagStands(t *testing.T) {
	k := shipped()
	for _, tc := range []struct{ name, facts string }{
		{"one calf swollen", `{"age_years":45,"sex":"M","conditions":[],"medications":[],"swelling":"one_leg"}`},
		{"chest pain", `{"age_years":45,"sex":"M","conditions":[],"medications":[],"chest_pain":true,"breathless":true}`},
		{"a cold, pale leg", `{"pallor_cold_leg":true,"numb_persistent":true,"onset":"sudden"}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			f, err := k.teller.Read([]byte(tc.facts))
			if err != nil {
				f = k.read(t, `{"pallor_cold_leg":true,"numb_persistent":true}`)
			}
			v := k.teller.Apart(f)
			if !v.Urgent() {
				t.Fatalf("no flag stands: %s", v.Urgency)
			}
			a := k.advisor.Advise(treat.Person{Verdict: v, Facts: f})
			if n := len(a.With(treat.Offered)) + len(a.With(treat.AskFirst)); n > 0 {
				t.Errorf("%d remedies are offered or to be asked about", n)
			}
			for _, r := range a.With(treat.Gated) {
				if r.Gates[0].ID != treat.RedFlag {
					t.Errorf("%s is gated and does not name the flag first", r.ID)
				}
			}
		})
	}
}

// Of somebody of whom nothing is known, nothing that has a gate is offered.
func TestUnknownIsNeverNo(t *testing.T) {
	k := shipped()
	for _, fits := range []string{"leg_cramps", "rls"} {
		for _, r := range k.advise(t, fits, `{}`).With(treat.Offered) {
			rec, _ := k.base.Remedies().Get(r.ID)
			if len(rec.Gates) > 0 {
				t.Errorf("%s is offered for %s, and nobody asked about its %d gates", r.ID, fits, len(rec.Gates))
			}
		}
	}
	pad, _ := find(t, k.advise(t, "leg_cramps", `{}`), "heating-pad")
	if pad.Status != treat.AskFirst || len(pad.Ask) == 0 || len(pad.Who) == 0 {
		t.Errorf("the heating pad is %s, asks %v of %v", pad.Status, pad.Ask, pad.Who)
	}
}

func TestWhatIsSaidOfRemedies(t *testing.T) {
	k := shipped()
	with := func(more string) string { return strings.TrimSuffix(plain, "}") + "," + more + "}" }
	kidney := strings.Replace(plain, `"conditions":[]`, `"conditions":["chronic kidney disease"]`, 1)
	numb := strings.Replace(plain, `"conditions":[]`, `"conditions":["numb_feet"]`, 1)
	potion := strings.Replace(plain, `"medications":[]`, `"medications":["potion of moss"]`, 1)
	for _, tc := range []struct{ name, fits, facts, remedy, want string }{
		{"magnesium tablets for ordinary cramps", "leg_cramps", plain, "magnesium-supplement", treat.NotAdvised},
		{"magnesium tablets for ordinary cramps, kidneys weak", "leg_cramps", kidney, "magnesium-supplement", treat.Gated},
		{"magnesium tablets for restless legs", "rls", plain, "magnesium-supplement", treat.Offered},
		{"potassium in food, kidneys weak", "leg_cramps", kidney, "potassium-diet", treat.Gated},
		{"potassium in food", "leg_cramps", plain, "potassium-diet", treat.Offered},
		{"a heating pad on numb feet", "leg_cramps", numb, "heating-pad", treat.Gated},
		{"a warm bath", "leg_cramps", plain, "warm-bath", treat.Offered},
		{"stretching before bed", "leg_cramps", plain, "stretch-before-bed", treat.Offered},
		{"quinine", "leg_cramps", plain, "quinine", treat.NotAdvised},
		{"tonic water", "leg_cramps", plain, "tonic-water", treat.NotAdvised},
		{"vitamin E", "leg_cramps", plain, "vitamin-e", treat.NotAdvised},
		{"the question about iron", "rls", plain, "iron-check", treat.Prescriber},
		{"iron for cramps", "leg_cramps", plain, "iron-check", treat.NotAdvised},
		{"acupuncture for cramps", "leg_cramps", plain, "acupuncture", treat.Offered},
		{"shoes", "leg_cramps", plain, "supportive-shoes", treat.Offered},
		{"drinking enough", "leg_cramps", plain, "rehydrate", treat.Offered},
		{"drinking enough, told to limit it", "leg_cramps", strings.Replace(plain, `"conditions":[]`, `"conditions":["fluid_limit"]`, 1), "rehydrate", treat.Gated},
		{"alcohol-free evenings for somebody who drinks daily", "rls", with(`"usual_alcohol":3`), "alcohol-free-evenings", treat.Prescriber},
		{"a medicine that nobody knows", "leg_cramps", potion, "vitamin-k2", treat.AskFirst},
		{"the same, where no medicine matters", "leg_cramps", potion, "break-up-sitting", treat.Offered},
		{"a teenager and a warm bath", "leg_cramps", strings.Replace(plain, "45", "15", 1), "warm-bath", treat.Gated},
		{"a teenager and stretching", "leg_cramps", strings.Replace(plain, "45", "15", 1), "stretch-before-bed", treat.Offered},
		{"vitamin K2 beside warfarin", "leg_cramps", strings.Replace(plain, `"medications":[]`, `"medications":["warfarin"]`, 1), "vitamin-k2", treat.NotAdvised},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if r, _ := find(t, k.advise(t, tc.fits, tc.facts), tc.remedy); r.Status != tc.want {
				t.Errorf("got %s because %v, want %s", r.Status, r.Why, tc.want)
			}
		})
	}
}

// The remedies of section 6 of the evidence come to the top for whom they fit.
func TestWhatWasFoundComesFirst(t *testing.T) {
	k := shipped()
	for _, tc := range []struct{ name, fits, more, remedy string }{
		{"sits for many hours", "leg_cramps", `"usual_sitting":9`, "break-up-sitting"},
		{"hard floors all day", "leg_cramps", `"usual_hard_floor":true`, "supportive-shoes"},
		{"toes pointed under tight covers", "leg_cramps", `"usual_sleep_position":true`, "loose-covers"},
		{"cold feet in bed", "leg_cramps", `"usual_cold_feet":true`, "warm-feet"},
		{"thirsty, dark urine, little drunk", "leg_cramps", `"thirsty":true,"urine_colour":7,"usual_fluids":1,"usual_hot_day":true`, "rehydrate"},
		{"coffee in the evening", "rls", `"usual_caffeine_late":true`, "caffeine-free-evenings"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := k.advise(t, tc.fits, strings.TrimSuffix(plain, "}")+","+tc.more+"}")
			offered := a.With(treat.Offered)
			place := slices.IndexFunc(offered, func(r treat.Remedy) bool { return r.ID == tc.remedy })
			if place < 0 || place > 2 {
				t.Errorf("%s is at place %d of what is offered", tc.remedy, place+1)
				return
			}
			if len(offered[place].Why) == 0 {
				t.Error("it does not say why")
			}
		})
	}
}

func TestForRestlessLegsTheIronQuestionComesFirst(t *testing.T) {
	k := shipped()
	if a := k.advise(t, "rls", plain); a.Remedies[0].ID != "iron-check" {
		t.Errorf("first comes %s", a.Remedies[0].ID)
	}
	if a := k.advise(t, "leg_cramps", plain); a.Remedies[0].ID == "iron-check" {
		t.Error("it comes first for cramps too")
	}
}

func TestWhatWasTriedStaysInView(t *testing.T) {
	k := shipped()
	f := k.read(t, plain)
	before := k.advisor.Advise(treat.Person{Verdict: verdict("leg_cramps"), Facts: f})
	tried := before.With(treat.Offered)[0].ID
	after := k.advisor.Advise(treat.Person{Verdict: verdict("leg_cramps"), Facts: f, Tried: map[string]treat.Tried{tried: {Said: true, Helped: -1, When: "2026-10"}}})
	r, place := find(t, after, tried)
	if r.Tried != "not" || r.TriedWhen != "2026-10" || place == 0 {
		t.Errorf("got %+v at place %d", r, place)
	}
	helped := k.advisor.Advise(treat.Person{Verdict: verdict("leg_cramps"), Facts: f, Tried: map[string]treat.Tried{tried: {Said: true, Helped: 1, Eased: 3, Of: 5}}})
	if r, place := find(t, helped, tried); r.Tried != "helped" || r.Eased != 3 || r.EasedOf != 5 || place != 0 {
		t.Errorf("got %+v at place %d", r, place)
	}
}

func TestNothingFitsNothingIsOffered(t *testing.T) {
	k := shipped()
	if a := k.advise(t, "something else", plain); len(a.With(treat.Offered)) > 0 || a.Sure {
		t.Errorf("%d are offered for what is neither", len(a.With(treat.Offered)))
	}
}

// Whatever else is true of a person, a further gate never makes anything freer.
func TestAGateNeverFrees(t *testing.T) {
	k := shipped()
	all := profiles(t)
	rapid.Check(t, func(rt *rapid.T) {
		var some []profile
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(all)-1), 1, 4, rapid.ID[int]).Draw(rt, "gates") {
			if !slices.ContainsFunc(some, func(p profile) bool { return !compatible(p, all[i]) }) {
				some = append(some, all[i])
			}
		}
		fits := rapid.SampledFrom([]string{"leg_cramps", "rls"}).Draw(rt, "fits")
		fewer, more := k.statuses(k.facts(t, some[:len(some)-1], nil), fits), k.statuses(k.facts(t, some, nil), fits)
		for id, r := range more {
			if was := fewer[id]; r.Status == treat.Offered && was.Status != treat.Offered && was.Status != treat.NotAdvised {
				rt.Errorf("%s is %s with fewer gates and offered with %s more", id, was.Status, some[len(some)-1].gate)
			}
		}
	})
}

// The wording of the advice is held to the words that are never used.
func TestAdviceUsesNoForbiddenWords(t *testing.T) {
	k := shipped()
	for _, p := range profiles(t) {
		for _, fits := range []string{"leg_cramps", "rls", ""} {
			for _, r := range k.advisor.Advise(treat.Person{Verdict: verdict(fits), Facts: k.facts(t, []profile{p}, nil)}).Remedies {
				for _, text := range slices.Concat(r.Why, r.Ask, r.Who, []string{r.Says}) {
					if said := knowledge.Forbidden(text); said != "" {
						t.Errorf("%s says %q in %q", r.ID, said, text)
					}
				}
			}
		}
	}
}
