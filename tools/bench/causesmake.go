package main

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat/distuv"
)

// makeDiary writes a simulated diary of a size such as 1800x12, nights by exposures,
// for measuring time: half of the exposures are yes or no and half amounts, they go
// along with each other and with themselves, the first two are triggers.
func makeDiary(out io.Writer, size string, seed uint64) error {
	nightsText, exposuresText, _ := strings.Cut(size, "x")
	nights, err := strconv.Atoi(nightsText)
	exposures, also := strconv.Atoi(exposuresText)
	if err != nil || also != nil || nights < 1 || exposures < 1 {
		return fmt.Errorf("%q is no size such as 1800x12", size)
	}
	r := rand.New(rand.NewPCG(seed, uint64(nights*exposures)))
	var b strings.Builder
	b.WriteString("night,dow,count")
	for j := range exposures {
		fmt.Fprintf(&b, ",x%d", j+1)
	}
	const phi, sd, spread = 0.5, 0.5, 3.0 // of the night effect; of the counts' overdispersion
	night, day := 0.0, make([]float64, exposures)
	for n := range nights {
		night = phi*night + sd*math.Sqrt(1-phi*phi)*r.NormFloat64()
		together := r.NormFloat64()
		fmt.Fprintf(&b, "\n%d,%d,", n+1, n%7)
		cells, eta := make([]string, exposures), math.Log(0.8)+night
		for j := range day {
			day[j] = 0.4*day[j] + 0.8*r.NormFloat64() + 0.3*together
			x := day[j]
			if j%2 == 0 {
				x = yes(day[j] > 0.5)
			}
			if j < 2 {
				eta += 0.5 * x
			}
			if r.Float64() > 0.04 {
				cells[j] = strconv.FormatFloat(x, 'f', 2, 64)
			}
		}
		rate := distuv.Gamma{Alpha: spread, Beta: spread / math.Exp(eta), Src: r}.Rand()
		if y := (distuv.Poisson{Lambda: max(rate, 1e-300), Src: r}).Rand(); r.Float64() > 0.1 {
			fmt.Fprintf(&b, "%.0f", y)
		}
		b.WriteString("," + strings.Join(cells, ","))
	}
	_, err = io.WriteString(out, b.String()+"\n")
	return err
}
