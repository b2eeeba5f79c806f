package simulate

import (
	"math"
	"slices"
)

// A column is one exposure. unit is what an effect is counted per: two hours or
// points where one alone says little.
type column struct {
	id    string
	unit  float64
	yesNo bool
	// innocent columns follow the night before and are never a trigger.
	innocent bool
}

// columns in the order of the file.
func columns() []column {
	return []column{
		{id: "alcohol", unit: 1, yesNo: true},
		{id: "hard_strain", unit: 1, yesNo: true},
		{id: "standing", unit: 2},
		{id: "sitting", unit: 2},
		{id: "low_fluids", unit: 1, yesNo: true},
		{id: "caffeine_late", unit: 1, yesNo: true},
		{id: "stress", unit: 2},
		{id: "hot_day", unit: 1, yesNo: true},
		{id: "hard_floor", unit: 1, yesNo: true},
		{id: "salty_meal", unit: 1, yesNo: true},
		{id: "footwear", unit: 1, yesNo: true},
		{id: "warm_bath", unit: 1, yesNo: true},
		{id: "poor_sleep", unit: 1, yesNo: true, innocent: true},
	}
}

// Exposures are the ids of the exposure columns, in the order of the file.
// standing and sitting are hours, stress is 0 to 10, the others are 0 or 1.
// low_fluids says that less than 1.5 litres were drunk.
func Exposures() []string { return ids(func(column) bool { return true }) }

// candidates are those that can be a trigger.
func candidates() []string { return ids(func(c column) bool { return !c.innocent }) }

func yesNo() []string { return ids(func(c column) bool { return c.yesNo && !c.innocent }) }

func ids(keep func(column) bool) []string {
	var out []string
	for _, c := range columns() {
		if keep(c) {
			out = append(out, c.id)
		}
	}
	return out
}

func at(id string) int {
	return slices.IndexFunc(columns(), func(c column) bool { return c.id == id })
}

// days draws what every day held: one row a day, one number a column. poor_sleep
// is left at 0; it follows from the nights.
func days(c chance, dows []int) [][]float64 {
	n := len(dows)
	lately, feet, sat := c.ar1(n, 0.5, 1), c.ar1(n, 0.3, 1.8), c.ar1(n, 0, 1.2)
	mood, warmth := c.ar1(n, 0.6, 2), c.ar1(n, 0.8, 0.8)
	season := c.uniform(0, 365)
	rows := make([][]float64, n)
	dry, bath := c.bit(0.35), c.bit(0.4)
	for t, dow := range dows {
		weekend := weekendOf(dow)
		standing := tenth(max(0, 4.5-float64(1.5*weekend)+feet[t]))
		stress := min(10, max(0, math.Round(4-float64(0.8*weekend)+mood[t])))
		alcohol := c.bit(inv(-1.3 + float64(1.6*weekend) + float64(0.4*lately[t])))
		training := 0.0
		if dow == 1 || dow == 3 || dow == 5 {
			training = 1
		}
		if t > 0 {
			dry = c.bit(0.2 + float64(0.4*dry))
			bath = c.bit(inv(-0.8 + float64(1.0*bath) + float64(0.3*weekend)))
		}
		hot := 0.0
		if float64(1.2*math.Sin(2*math.Pi*(float64(t+1)+season)/365))+warmth[t] > 0.9 {
			hot = 1
		}
		rows[t] = []float64{
			alcohol,
			c.bit(inv(-1.2 + training)),
			standing,
			tenth(max(0, 9-float64(0.7*standing)+sat[t])),
			dry,
			c.bit(inv(-1.4 + float64(0.18*stress))),
			stress,
			hot,
			c.bit(inv(-2.2 + float64(0.35*standing))),
			c.bit(inv(-1 + float64(0.9*alcohol))),
			c.bit(inv(-1.2 - float64(0.9*weekend))),
			bath,
			0,
		}
	}
	return rows
}

// weekendOf is 1 for the nights of Saturday and Sunday; dow 0 is Monday.
func weekendOf(dow int) float64 {
	if dow >= 5 {
		return 1
	}
	return 0
}

func tenth(x float64) float64 { return math.Round(x*10) / 10 }
