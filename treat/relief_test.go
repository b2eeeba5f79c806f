package treat_test

import (
	"strings"
	"testing"

	"charley"
)

func TestReliefFitsThePlaceAndThePerson(t *testing.T) {
	k := shipped()
	having := func(condition string) string {
		return strings.Replace(plain, `"conditions":[]`, `"conditions":["`+condition+`"]`, 1)
	}
	for _, tc := range []struct {
		name, what string
		places     []string
		facts      string
		drawing    string // of the first; "" where it must be gentle
		gentle     bool
		check      bool // it says for whom it is not
		care       int  // what it says to take care of
	}{
		{"a calf cramp", charley.Cramp, []string{"calf"}, plain, "calf-seated", false, false, 0},
		{"a cramp, not said where", charley.Cramp, nil, plain, "calf-seated", false, false, 0},
		{"a foot cramp", charley.Cramp, []string{"foot"}, plain, "foot", false, false, 0},
		{"toes", charley.Cramp, []string{"toes"}, plain, "foot", false, false, 0},
		{"the back of the thigh", charley.Cramp, []string{"thigh_back"}, plain, "thigh-back", false, false, 0},
		{"the front of the thigh", charley.Cramp, []string{"thigh_front"}, plain, "thigh-front", false, false, 0},
		{"the shin", charley.Cramp, []string{"shin"}, plain, "shin", false, false, 0},
		{"restless legs", charley.Restless, nil, plain, "walk", false, false, 0},
		{"a calf cramp after a quinolone", charley.Cramp, []string{"calf"}, strings.Replace(plain, `"medications":[]`, `"medications":["ciprofloxacin"]`, 1), "", true, false, 0},
		{"a calf cramp of which nothing is known", charley.Cramp, []string{"calf"}, `{}`, "calf-seated", false, true, 0},
		{"a calf cramp of somebody who falls", charley.Cramp, []string{"calf"}, having("falls"), "calf-seated", false, true, 1},
		{"restless legs of somebody who falls", charley.Restless, nil, having("falls"), "walk", false, true, 1},
		{"restless legs with numb feet", charley.Restless, nil, having("numb_feet"), "walk", false, true, 1},
		{"restless legs with poor blood flow", charley.Restless, nil, having("pad"), "walk", false, true, 1},
		{"a calf cramp after an operation of the leg", charley.Cramp, []string{"calf"}, having("recent_leg_injury"), "", true, false, 0},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got := k.advisor.Relieve(tc.what, tc.places, k.read(t, tc.facts).Answers())
			if len(got) == 0 {
				t.Fatal("nothing is shown")
			}
			first := got[0]
			if first.Drawing != tc.drawing || first.Gentle != tc.gentle || len(first.Steps) == 0 {
				t.Errorf("got %+v", first)
			}
			if (first.Check != "") != tc.check && !tc.gentle {
				t.Errorf("whom it is not for is said: %q, want it said %v", first.Check, tc.check)
			}
			if len(first.Cautions) != tc.care {
				t.Errorf("got the cautions %q, want %d", first.Cautions, tc.care)
			}
			if first.Gentle && strings.Contains(strings.ToLower(first.Steps[0]), "pull your toes") {
				t.Errorf("a gentle step pulls: %s", first.Steps[0])
			}
		})
	}
}
