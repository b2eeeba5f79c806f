// Package rule is the small language in which knowledge records say when
// something holds: when a red flag fires, when a criterion is met, when two
// answers contradict each other. Its logic has three values, because an answer
// that was not given is unknown and never no (Kleene's strong logic).
//
// It knows neither legs nor people: names and values are whatever the records
// and the answers agree on.
//
//	r, err := rule.Parse("swelling is one_leg or redness_warmth or calf_tender")
//	r.Eval(answers)     // yes, no or unknown
//	r.Because(answers)  // the answers that decided it
//	r.Missing(answers)  // the answers that could still decide it
//
// The logic gives the property that safety rests on: a rule that is yes or no
// stays so whatever else becomes known.
package rule
