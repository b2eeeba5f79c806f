// Package simulate makes people who do not exist, with nights whose truth is
// known: how often cramps come, what brings them on, which nights are missing
// and why. The demo, page previews, tests and benchmarks use them.
//
// It is pure: the same options give the same diary, byte for byte, on any
// machine. It reads no clock, and it knows neither the store nor the records of
// package knowledge; exposure ids are plain strings here.
//
//	diary := simulate.Person(simulate.Demo(120, 7))
//	diary.WriteCSV(os.Stdout)
//	for item := range diary.Items() {
//		fmt.Println(item.At, item.Kind)
//	}
//
// The model. Cramps a night are negative binomial around a log-linear mean:
// base, effects of true triggers, weekend, trend, and a night effect that
// remembers the night before (stationary AR(1)). Exposures depend on each other,
// on the weekend and on their own past. poor_sleep is caused by the night before
// and never a trigger: a trap for reverse causation. Nights are missing more
// often when nothing happened, and in longer gaps. It is the model that the
// analyses are judged on, with real dates, one more exposure (warm_bath), and a
// floor of 1 for how bad a cramp is.
package simulate
