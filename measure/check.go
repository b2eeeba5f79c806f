package measure

import (
	"fmt"
	"math"

	"charley/stats"
)

// Check says why a value is no outcome of its family.
//
//	Errors  stats.ErrModel, with the value and what it must be.
func (o Outcome) Check(v float64) error {
	bad := func(must string) error { return fmt.Errorf("%g must be %s: %w", v, must, stats.ErrModel) }
	whole := v == math.Trunc(v)
	switch {
	case math.IsInf(v, 0):
		return bad("a finite number")
	case o == Count && !(v >= 0 && v <= stats.MaxCount && whole):
		return bad("a whole number from 0")
	case o == Severity && !(v >= 0 && v <= 10 && whole):
		return bad("a whole number from 0 to 10")
	case o == Minutes && !(v >= 0 && v <= 1440):
		return bad("a number of minutes from 0 to 1440")
	case o == Bad && v != 0 && v != 1:
		return bad("0 or 1")
	case o == Value && math.Abs(v) > 1e12:
		return bad("between -1e12 and 1e12")
	}
	return nil
}
