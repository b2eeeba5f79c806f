package told_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"charley/told"

	"pgregory.net/rapid"
)

var (
	clot     = told.Said{ID: "RF01", Name: "A clot in the leg", Says: "same_day"}
	heart    = told.Said{ID: "RF02", Name: "The heart", Says: "emergency_now"}
	cramps   = told.Said{ID: "leg_cramps", Name: "Leg cramps", Says: "strong"}
	restless = told.Said{ID: "rls", Name: "Restless legs", Says: "unlikely"}
	stretch  = told.Said{ID: "stretch", Name: "Stretching", Says: "offered"}
)

func saying(s told.Said, says string) told.Said { s.Says = says; return s }

func TestWhatAChangeOfTheRecordsChanges(t *testing.T) {
	plain := told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{cramps, restless}, Remedies: []told.Said{stretch}}
	urgent := told.Outcome{Urgency: "same_day", Flags: []told.Said{clot}}
	for name, x := range map[string]struct {
		before, after told.Outcome
		want          told.Change
		lifted        int
	}{
		"nothing": {plain, plain, told.Change{From: "self_care", To: "self_care"}, 0},
		"a warning sign is lifted, and what is weighed since is no change of the records": {
			urgent, plain, told.Change{From: "same_day", To: "self_care", Signs: []told.Moved{{ID: "RF01", Name: "A clot in the leg", Before: "same_day"}}}, 1},
		"a warning sign is new": {
			plain, urgent, told.Change{From: "self_care", To: "same_day", Signs: []told.Moved{{ID: "RF01", Name: "A clot in the leg", After: "same_day"}}}, 0},
		"a sign is more urgent than it was, and another is gone": {
			told.Outcome{Urgency: "same_day", Flags: []told.Said{clot, saying(heart, "routine")}},
			told.Outcome{Urgency: "emergency_now", Flags: []told.Said{saying(clot, "emergency_now")}},
			told.Change{From: "same_day", To: "emergency_now", Signs: []told.Moved{
				{ID: "RF01", Name: "A clot in the leg", Before: "same_day", After: "emergency_now"}, {ID: "RF02", Name: "The heart", Before: "routine"}}}, 1},
		"a condition fits less well, one is new and one is gone": {
			plain,
			told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{saying(cramps, "possible"), {ID: "neuropathy", Name: "Nerves", Says: "possible"}}, Remedies: []told.Said{stretch}},
			told.Change{From: "self_care", To: "self_care", Fits: []told.Moved{
				{ID: "leg_cramps", Name: "Leg cramps", Before: "strong", After: "possible"}, {ID: "neuropathy", Name: "Nerves", After: "possible"}, {ID: "rls", Name: "Restless legs", Before: "unlikely"}}}, 0},
		"a remedy is not for this person any more": {
			plain,
			told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{cramps, restless}, Remedies: []told.Said{saying(stretch, "gated")}},
			told.Change{From: "self_care", To: "self_care", Remedies: []told.Moved{{ID: "stretch", Name: "Stretching", Before: "offered", After: "gated"}}}, 0},
		"a new name is no change": {
			plain,
			told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{{ID: "leg_cramps", Name: "Cramps of the legs", Says: "strong"}, restless}, Remedies: []told.Said{stretch}},
			told.Change{From: "self_care", To: "self_care"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got := told.Compare(x.before, x.after)
			if len(got.Lifted()) != x.lifted {
				t.Errorf("lifted %+v, want %d", got.Lifted(), x.lifted)
			}
			if got.None() != (x.want.From == x.want.To && x.want.Signs == nil && x.want.Fits == nil && x.want.Remedies == nil) {
				t.Errorf("None is %v of %+v", got.None(), got)
			}
			for _, list := range []*[]told.Moved{&x.want.Signs, &x.want.Fits, &x.want.Remedies} {
				if *list == nil {
					*list = []told.Moved{} // programs read a list, and never null
				}
			}
			if !reflect.DeepEqual(got, x.want) {
				t.Errorf("got  %+v\nwant %+v", got, x.want)
			}
		})
	}
}

func TestWhatOfAChangeHoldsLater(t *testing.T) {
	lifted := told.Change{From: "same_day", To: "self_care", Signs: []told.Moved{{ID: "RF01", Before: "same_day"}}}
	fits := told.Change{From: "self_care", To: "self_care", Fits: []told.Moved{{ID: "rls", Before: "strong", After: "unlikely"}}, Remedies: []told.Moved{{ID: "stretch", Before: "offered", After: "gated"}}}
	plain := told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{restless}}
	urgent := told.Outcome{Urgency: "same_day", Flags: []told.Said{clot}}
	for name, x := range map[string]struct {
		change told.Change
		now    told.Outcome
		ended  []string
		left   [4]int // signs, fits, remedies, and 1 for the urgency
	}{
		"all of it":                                   {lifted, plain, nil, [4]int{1, 0, 0, 1}},
		"the sign stands again":                       {lifted, urgent, nil, [4]int{}},
		"another sign stands":                         {lifted, told.Outcome{Urgency: "emergency_now", Flags: []told.Said{heart}}, nil, [4]int{1, 0, 0, 0}},
		"the person had ended it":                     {lifted, plain, []string{"RF01"}, [4]int{0, 0, 0, 1}},
		"a condition fits as it did after the change": {fits, plain, nil, [4]int{0, 1, 1, 0}},
		"a condition fits otherwise by now":           {fits, told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{saying(restless, "possible")}}, nil, [4]int{0, 0, 1, 0}},
		"a remedy may be tried again":                 {fits, told.Outcome{Urgency: "self_care", Weighed: true, Fits: []told.Said{restless}, Remedies: []told.Said{stretch}}, nil, [4]int{0, 1, 0, 0}},
		"nothing milder beside an urgent sign":        {fits, urgent, nil, [4]int{}},
		"a new sign that was ended since":             {told.Change{From: "self_care", To: "same_day", Signs: []told.Moved{{ID: "RF01", After: "same_day"}}}, plain, []string{"RF01"}, [4]int{}},
	} {
		t.Run(name, func(t *testing.T) {
			c := x.change.StillSo(x.now, x.ended)
			got := [4]int{len(c.Signs), len(c.Fits), len(c.Remedies)}
			if c.From != c.To {
				got[3] = 1
			}
			if got != x.left || c.None() != (x.left == [4]int{}) {
				t.Errorf("left %v of %+v, want %v", got, c, x.left)
			}
		})
	}
}

// An outcome is kept as text for years: read back it is the same, and it differs from
// another in the same things whichever way round they are held.
func TestAnOutcomeIsReadBackAndComparedBothWays(t *testing.T) {
	said := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) told.Said {
		return told.Said{ID: rapid.StringMatching(`[a-e]`).Draw(t, "id"), Name: rapid.String().Draw(t, "name"), Says: rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "says")}
	}), 0, 5, func(s told.Said) string { return s.ID })
	outcome := rapid.Custom(func(t *rapid.T) told.Outcome {
		return told.Outcome{Urgency: rapid.SampledFrom([]string{"self_care", "same_day"}).Draw(t, "urgency"), Weighed: true,
			Flags: said.Draw(t, "flags"), Fits: said.Draw(t, "fits"), Remedies: said.Draw(t, "remedies")}
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b := outcome.Draw(t, "a"), outcome.Draw(t, "b")
		raw, err := json.Marshal(a)
		var back told.Outcome
		if err != nil || json.Unmarshal(raw, &back) != nil || !told.Compare(a, back).None() || back.Weighed != a.Weighed {
			t.Fatalf("%s is read back as %+v (%v)", raw, back, err)
		}
		there, back2 := told.Compare(a, b), told.Compare(b, a)
		if len(there.Signs) != len(back2.Signs) || len(there.Fits) != len(back2.Fits) || len(there.Remedies) != len(back2.Remedies) || there.None() != back2.None() {
			t.Fatalf("there %+v, back %+v", there, back2)
		}
	})
}
