package treat_test

import (
	"strings"
	"testing"

	"charley"
)

func TestReliefFitsThePlaceAndThePerson(t *testing.T) {
	k := shipped()
	with := func(more string) string { return strings.TrimSuffix(plain, "}") + "," + more + "}" }
	for _, tc := range []struct {
		name, what string
		places     []string
		facts      string
		drawing    string // of the first; "" where it must be gentle
		gentle     bool
		check      bool
	}{
		{"a calf cramp", charley.Cramp, []string{"calf"}, with(`"risk":[]`), "calf-seated", false, true},
		{"a cramp, not said where", charley.Cramp, nil, with(`"risk":[]`), "calf-seated", false, true},
		{"a foot cramp", charley.Cramp, []string{"foot"}, plain, "foot", false, true},
		{"toes", charley.Cramp, []string{"toes"}, plain, "foot", false, true},
		{"the back of the thigh", charley.Cramp, []string{"thigh_back"}, plain, "thigh-back", false, true},
		{"the front of the thigh", charley.Cramp, []string{"thigh_front"}, plain, "thigh-front", false, true},
		{"the shin", charley.Cramp, []string{"shin"}, plain, "shin", false, true},
		{"restless legs", charley.Restless, nil, plain, "walk", false, true},
		{"a calf cramp after a quinolone", charley.Cramp, []string{"calf"}, strings.Replace(plain, `"medications":[]`, `"medications":["ciprofloxacin"]`, 1), "", true, true},
		{"a calf cramp of which nothing is known", charley.Cramp, []string{"calf"}, `{}`, "calf-seated", false, true},
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
			if first.Gentle && strings.Contains(strings.ToLower(first.Steps[0]), "pull your toes") {
				t.Errorf("a gentle step pulls: %s", first.Steps[0])
			}
		})
	}
}
