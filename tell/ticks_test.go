package tell

import (
	"testing"

	"charley"
)

// Two ticks for one question must not lose the more urgent: of every pair of
// items that answer the same question, ticking both is as urgent as the worse.
func TestTwoTicksNeverLoseTheWorse(t *testing.T) {
	tl := shipped()
	about := []byte(`{"age_years":60,"sex":"F","conditions":[],"medications":[]}`)
	tried := 0
	for _, s := range tl.base.Screens().All() {
		f, err := tl.Read(about)
		if err != nil {
			t.Fatal(err)
		}
		step := ScreenStep{ID: s.ID, Items: tl.Shown(f, s)}
		urgency := func(ticked ...string) string {
			given := f.Given()
			stored := storedAs(tl.Ticked(step, ticked, false))
			for name, v := range tl.answers(stored) {
				given[name] = merged(given[name], v)
			}
			return tl.firedUrgency(tl.redFlags(tl.With(Facts{}, given).all))
		}
		for _, a := range step.Items {
			for _, b := range step.Items {
				tried++
				want := tl.higher(urgency(a.Key()), urgency(b.Key()))
				if got := urgency(a.Key(), b.Key()); want != "" && (got == "" || tl.rank[got] > tl.rank[want]) {
					t.Errorf("%s: %q and %q together are %q, alone %q", s.ID, a.Says, b.Says, got, want)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d pairs were tried", tried)
	}
}

// storedAs is how answers are kept.
func storedAs(answers map[string]any) charley.Fields {
	out := charley.Fields{}
	for name, v := range answers {
		out[name] = charley.Value(v)
	}
	return out
}
