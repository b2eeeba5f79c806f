package treat_test

import (
	"testing"

	"charley/treat"
)

// The advice for one person, from facts that are read already, beside the
// verdict on the same facts: the peer in the same run.
func BenchmarkAdvise(b *testing.B) {
	k := shipped()
	f, err := k.teller.Read([]byte(`{"age_years":67,"sex":"F","onset":"seconds","pain":"severe","location":["calf"],"side":"one_same","duration_min":[1,5],
		"relief_stretch":true,"residual_soreness":"next_day","palpable_hardening":true,"wakes_from_sleep":true,"conditions":["diabetes","flat feet"],
		"medications":["indapamide","metformin"],"usual_sitting":8,"usual_hard_floor":true,"thirsty":true,"urine_colour":6}`))
	if err != nil {
		b.Fatal(err)
	}
	v := k.teller.Apart(f)
	b.Run("advice", func(b *testing.B) {
		for b.Loop() {
			k.advisor.Advise(treat.Person{Verdict: v, Facts: f})
		}
	})
	b.Run("verdict", func(b *testing.B) {
		for b.Loop() {
			k.teller.Apart(f)
		}
	})
}
