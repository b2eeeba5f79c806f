package appraise

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"charley/cause"
	"charley/knowledge"
	"charley/measure"
)

// made writes a diary of so many nights, each cell by a function of the night.
func made(outcome string, nights int, y func(r *rand.Rand, n int) string, columns map[string]func(r *rand.Rand, n int) string) string {
	var names []string
	for name := range columns {
		names = append(names, name)
	}
	slices.Sort(names)
	r := rand.New(rand.NewPCG(7, 11))
	var b strings.Builder
	fmt.Fprintf(&b, "night,%s,%s\n", outcome, strings.Join(names, ","))
	for n := range nights {
		cells := []string{fmt.Sprint(n + 1), y(r, n)}
		for _, name := range names {
			cells = append(cells, columns[name](r, n))
		}
		b.WriteString(strings.Join(cells, ",") + "\n")
	}
	return b.String()
}

// Whatever the columns hold, there is an answer in JSON in which nothing is no number,
// the odd is named, and what cannot be told is not.
func TestOddDiariesHaveAStatedAnswer(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	finder := cause.New(base)
	type cell = func(r *rand.Rand, n int) string
	same := func(s string) cell { return func(*rand.Rand, int) string { return s } }
	coin := func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(2)) }
	byNight := func(r *rand.Rand, n int) string { return fmt.Sprint((n * 7 % 5) % 2) }
	counts := func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(3)) }
	many := map[string]cell{}
	for i := range 60 {
		many[fmt.Sprintf("x%02d", i)] = coin
	}
	for _, c := range []struct {
		name     string
		outcome  measure.Outcome
		nights   int
		y        cell
		columns  map[string]cell
		warns    string            // codes, each of which must be there
		tiers    map[string]string // of exposures
		tooEarly bool
	}{
		{"constant exposures", measure.Count, 60, counts, map[string]cell{"never": same("0"), "always": same("1"), "coin": coin}, cause.WarnConstant, map[string]string{"never": "always_the_same", "always": "always_the_same"}, false},
		{"never asked", measure.Count, 60, counts, map[string]cell{"empty": same(""), "coin": coin}, "", map[string]string{"empty": "cannot_tell"}, false},
		{"collinear exposures", measure.Count, 60, counts, map[string]cell{"a": byNight, "b": byNight, "coin": coin}, cause.WarnCollinear, nil, false},
		{"opposites", measure.Count, 60, counts, map[string]cell{"a": byNight, "b": func(r *rand.Rand, n int) string { return fmt.Sprint(1 - (n*7%5)%2) }}, cause.WarnCollinear, nil, false},
		{"more exposures than nights", measure.Count, 50, counts, many, cause.WarnFewNights, nil, false},
		{"no cramp at all", measure.Count, 60, same("0"), map[string]cell{"coin": coin}, cause.WarnNoEvents, map[string]string{"coin": "cannot_tell"}, true},
		{"all missing", measure.Count, 60, same(""), map[string]cell{"coin": coin}, "", map[string]string{"coin": "cannot_tell"}, true},
		{"the same every night", measure.Severity, 60, same("7"), map[string]cell{"coin": coin}, cause.WarnSameAlways, map[string]string{"coin": "cannot_tell"}, true},
		{"a million or nothing", measure.Count, 60, func(r *rand.Rand, n int) string { return fmt.Sprint(1000000 * (n % 2)) }, map[string]cell{"coin": coin, "a": byNight}, "", nil, false},
		{"it is the outcome itself", measure.Bad, 60, byNight, map[string]cell{"a": byNight, "coin": coin}, "", nil, false},
		{"enormous amounts", measure.Count, 60, counts, map[string]cell{"a": func(r *rand.Rand, n int) string { return fmt.Sprint(1e9 * r.Float64()) }, "coin": coin}, "", nil, false},
		{"tiny amounts", measure.Minutes, 60, func(r *rand.Rand, _ int) string { return fmt.Sprint(r.IntN(40)) }, map[string]cell{"a": func(r *rand.Rand, n int) string { return fmt.Sprintf("%g", 1e-12*r.Float64()) }}, "", nil, false},
		{"values of nobody", measure.Value, 60, func(r *rand.Rand, n int) string { return fmt.Sprint(1e12 * (r.Float64() - 0.5)) }, map[string]cell{"coin": coin}, "", nil, false},
		{"one night", measure.Count, 1, counts, map[string]cell{"coin": coin}, "", map[string]string{"coin": "cannot_tell"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := diary(t, string(c.outcome), made(string(c.outcome), c.nights, c.y, c.columns))
			if d.Err != nil {
				t.Fatal(d.Err)
			}
			a, refused := Causes(d, finder, CausesOptions{Outcome: c.outcome})
			if refused != nil {
				t.Fatalf("refused: %v", refused.Wrong)
			}
			text, err := json.Marshal(a)
			if err != nil || strings.Contains(string(text), "NaN") || strings.Contains(string(text), "Inf") {
				t.Fatalf("got %s, %v", text, err)
			}
			if len(a.Findings) != len(c.columns) {
				t.Errorf("got %d findings of %d exposures", len(a.Findings), len(c.columns))
			}
			if a.TooEarly != c.tooEarly {
				t.Errorf("got too early %v with %d bad and %d good, want %v", a.TooEarly, a.Bad, a.Good, c.tooEarly)
			}
			for _, f := range a.Findings {
				if want, ok := c.tiers[f.Exposure]; ok && f.Tier != want {
					t.Errorf("%s: got %s, want %s", f.Exposure, f.Tier, want)
				}
				if a.TooEarly && f.Probability != nil {
					t.Errorf("%s: got probability %v though it is too early", f.Exposure, *f.Probability)
				}
			}
			for _, code := range strings.Fields(c.warns) {
				if !slices.ContainsFunc(a.Warnings, func(w CausesWarning) bool { return w.Code == code && w.Text != "" }) {
					t.Errorf("got warnings %+v, want %s among them", a.Warnings, code)
				}
			}
		})
	}
}
