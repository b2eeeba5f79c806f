package stats

import (
	"fmt"
	"math"
)

// A Selection is a model with columns that may matter or not: a spike at 0 and a slab.
//
//	Shapes   Model: outcomes and the columns that are always in. Maybe: candidates.
//	Range    at most MaxMaybe candidates and MaxForms forms of each; SD above 0.
//	Missing  an outcome may be missing, see Model; a column may not.
type Selection struct {
	Model Model
	Maybe []Maybe
	SD    float64     // of the effect of a column that matters, on the scale of the model; its mean is 0
	Probe [][]float64 // columns that are never in, of which it is told what adding one would change
}

// A Maybe is one candidate: it is in by one of its forms, or not in.
type Maybe struct {
	Forms [][]float64 // columns of n values
	Share []float64   // how likely each form is before any data; sums to 1
}

// Limits of a selection.
const (
	MaxMaybe = 64
	MaxForms = 8
)

func (s Selection) check() error {
	if err := s.Model.check(); err != nil {
		return err
	}
	if len(s.Maybe) > MaxMaybe || !(s.SD > 0) || math.IsInf(s.SD, 0) {
		return fmt.Errorf("select columns: %d candidates and a spread of %g: %w", len(s.Maybe), s.SD, ErrModel)
	}
	column := func(x []float64) error {
		if len(x) != len(s.Model.Y) {
			return fmt.Errorf("select columns: %d values for %d steps: %w", len(x), len(s.Model.Y), ErrModel)
		}
		for _, v := range x {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("select columns: %w", ErrNotFinite)
			}
		}
		return nil
	}
	for j, m := range s.Maybe {
		if len(m.Forms) < 1 || len(m.Forms) > MaxForms || len(m.Share) != len(m.Forms) {
			return fmt.Errorf("select columns: candidate %d has %d forms and %d shares: %w", j, len(m.Forms), len(m.Share), ErrModel)
		}
		sum := 0.0
		for i, x := range m.Forms {
			if err := column(x); err != nil {
				return err
			}
			if sum += m.Share[i]; !(m.Share[i] > 0) {
				return fmt.Errorf("select columns: candidate %d, form %d has the share %g: %w", j, i, m.Share[i], ErrModel)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			return fmt.Errorf("select columns: the shares of candidate %d sum to %g: %w", j, sum, ErrModel)
		}
	}
	for _, x := range s.Probe {
		if err := column(x); err != nil {
			return err
		}
	}
	return nil
}

// columns are all forms of all candidates, and of which candidate each is.
func (s Selection) columns() (columns [][]float64, of []int, logShare []float64) {
	for j, m := range s.Maybe {
		for i, x := range m.Forms {
			columns, of, logShare = append(columns, x), append(of, j), append(logShare, math.Log(m.Share[i]))
		}
	}
	return columns, of, logShare
}

// leastLooked is as how many candidates at least they count for what is believed of their
// number: who looks at two only has not found out that every second thing matters.
const leastLooked = 12

// logPrior is how likely a set is before any data, up to a constant, of so many candidates
// that may be in or not, of so many that there are: each is in with the same unknown
// chance, Beta(1, J/2) of all J, so that the more candidates are looked at, the more it
// takes to name one.
//
// Source: Scott and Berger 2010, doi:10.1214/10-AOS792.
func logPrior(in, free, all int) float64 {
	b, k := float64(max(all, leastLooked))/2, float64(in)
	x, _ := math.Lgamma(1 + k)
	y, _ := math.Lgamma(b + float64(free) - k)
	return x + y
}

// OddsAgainst is the log of the prior odds against one candidate of so many, where no other
// is in.
func OddsAgainst(all int) float64 { return logPrior(0, all, all) - logPrior(1, all, all) }
