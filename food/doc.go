// Package food is the two-minute check of usual food and drink: about how much
// magnesium and potassium a usual day brings, from household portions a week,
// beside what is enough for a person of that age and sex.
//
//	r := food.Check(base, knowledge.Foods(), facts.Answers())
//	m, _ := r.Of("magnesium")
//	m.Band            // food.Enough, food.Near, food.Low or food.CannotTell
//	m.Lo, m.MgPerDay  // with its width
//	m.Raise           // whether it may be said to eat more of it at all
//
// A portion that was not answered is unknown and never none: it adds nothing to
// the sum, which then is the least it can be, and the band allows for it. Every
// figure comes from the records and the food table. It doses nobody: what is
// enough is a recommendation, or a middle, for groups of people, and no target.
package food
