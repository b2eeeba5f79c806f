package cli

import (
	"math"

	"charley/simulate"
)

// demoPerson is simulate.Demo with effects so strong, and counts so even, that four
// months can tell of them. Of most people they cannot: a demo that says "cannot tell
// yet" of everything would be true and show nothing.
func demoPerson(nights int, seed uint64) simulate.Options {
	o := simulate.Demo(nights, seed)
	o.Rate, o.K = 0.65, new(6.0)
	o.Triggers = []simulate.Trigger{{Exposure: "hard_floor", LogRR: math.Log(3)}, {Exposure: "warm_bath", LogRR: math.Log(0.4)}}
	return o
}
