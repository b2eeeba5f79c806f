package appraise

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"charley/ingest"
	"charley/measure"
	"charley/trial"
)

// drawn writes a trial of nightly blocks of four with values by arm.
func drawn(outcome string, nights int, y func(night, arm int) string) string {
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	fmt.Fprintf(&b, "night,block,arm,%s\n", outcome)
	for block := 0; block < nights/4; block++ {
		for k, place := range r.Perm(4) {
			n, arm := block*4+k+1, place%2
			fmt.Fprintf(&b, "%d,%d,%d,%s\n", n, block, arm, y(n, arm))
		}
	}
	return b.String()
}

func answerTo(t *testing.T, outcome measure.Outcome, text string, o Options) *Answer {
	t.Helper()
	o.Outcome, o.Draws = outcome, 200
	a, refused := Trial(table(t, string(outcome), text), o)
	if refused != nil {
		t.Fatalf("refused: %v", refused.Wrong)
	}
	return a
}

// Whatever the outcomes, there is an answer in JSON in which nothing is no number and
// probabilities add up; or a state says why there is none.
func TestOddOutcomesHaveAStatedAnswer(t *testing.T) {
	constant := func(s string) func(int, int) string { return func(int, int) string { return s } }
	for _, c := range []struct {
		name    string
		outcome measure.Outcome
		nights  int
		y       func(night, arm int) string
		states  string
	}{
		{"no cramp at all", measure.Count, 28, constant("0"), "no_information"},
		{"a million every night", measure.Count, 28, constant("1000000"), "no_information ok withheld"},
		{"a million with the remedy, none without", measure.Count, 28, func(_, arm int) string { return fmt.Sprint(arm * 1000000) }, "no_information ok withheld"},
		{"one night of a million", measure.Count, 28, func(n, _ int) string { return map[bool]string{true: "1000000", false: "1"}[n == 9] }, "no_information ok withheld"},
		{"all missing", measure.Count, 28, constant(""), "no_nights"},
		{"with the remedy only", measure.Count, 28, func(_, arm int) string { return map[bool]string{true: "2", false: ""}[arm == 1] }, "one_arm"},
		{"one night of each", measure.Count, 4, func(n, _ int) string { return map[bool]string{true: "1", false: ""}[n <= 2] }, "no_information ok one_arm"},
		{"always the worst", measure.Severity, 28, constant("10"), "no_information"},
		{"a whole night awake", measure.Minutes, 28, func(_, arm int) string { return fmt.Sprint(1440 * arm) }, "ok no_information withheld"},
		{"bad with the remedy, good without", measure.Bad, 28, func(_, arm int) string { return fmt.Sprint(arm) }, "ok no_information withheld"},
		{"the same value", measure.Value, 28, constant("-3.5"), "no_information"},
		{"values as large as they may be", measure.Value, 28, func(n, arm int) string { return fmt.Sprint(1e12*float64(arm) - float64(n)) }, "ok no_information withheld"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := answerTo(t, c.outcome, drawn(string(c.outcome), c.nights, c.y), Options{Seed: 3})
			text, err := json.Marshal(a)
			if err != nil || strings.Contains(string(text), "NaN") || strings.Contains(string(text), "Inf") {
				t.Fatalf("got %s, %v", text, err)
			}
			if !strings.Contains(" "+c.states+" ", " "+a.State+" ") {
				t.Errorf("got state %s, want one of %s", a.State, c.states)
			}
			if a.PBetter != nil && math.Abs(float64(*a.PBetter+*a.PWorse)-1) > 1e-9 {
				t.Errorf("got %v and %v, which do not add up to 1", *a.PBetter, *a.PWorse)
			}
			if a.State != trial.StateOK && a.PBetter != nil && (*a.PBetter > 0.99 || *a.PBetter < 0.01) {
				t.Errorf("got P %v beside %s", *a.PBetter, a.State)
			}
		})
	}
}

// Where higher is better, a higher value with the remedy counts for it, in the
// posterior and in the bet.
func TestHigherMayBeBetter(t *testing.T) {
	text := drawn("value", 40, func(n, arm int) string { return fmt.Sprint(float64(3*arm) + float64((n*7)%5)/2) })
	low := answerTo(t, measure.Value, text, Options{Seed: 1})
	high := answerTo(t, measure.Value, text, Options{Seed: 1, HigherIsBetter: true})
	if !(*low.PBetter < 0.01 && *high.PBetter > 0.99) || !(*high.Wealth > *low.Wealth) {
		t.Errorf("got P %v and %v, wealth %v and %v", *low.PBetter, *high.PBetter, *low.Wealth, *high.Wealth)
	}
	if *low.Randomisation.P != *high.Randomisation.P {
		t.Errorf("got p %v and %v of a two-sided test", *low.Randomisation.P, *high.Randomisation.P)
	}
}

func TestFewerCrampsAreNegative(t *testing.T) {
	text := drawn("count", 40, func(n, arm int) string { return fmt.Sprint((3 - 3*arm) + n%2) })
	a := answerTo(t, measure.Count, text, Options{Seed: 1})
	if !(a.LogRR.Hi < 0 && a.RateRatio.Hi < 1 && a.Difference.Hi < 0 && *a.PBetter > 0.99) {
		t.Errorf("got log ratio %+v, difference %+v, P %v", a.LogRR, a.Difference, *a.PBetter)
	}
}

func TestNumbersAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want string
	}{{0.123456789, "0.123457"}, {-1234567.8, "-1234570"}, {math.NaN(), "null"}, {math.Inf(1), "null"}, {math.Copysign(0, -1), "0"}, {1e-9, "0.000000001"}} {
		got, err := Number(c.x).MarshalJSON()
		if err != nil || string(got) != c.want {
			t.Errorf("%v: got %s, %v; want %s", c.x, got, err, c.want)
		}
	}
}

func TestNightsOfATable(t *testing.T) {
	one := table(t, "count", "night,arm,weekend,count\n3,1,1,2\n4,,0,1\n6,0,0,\n")
	if one.Err != nil {
		t.Fatal(one.Err)
	}
	var got []string
	for _, n := range Nights(one) {
		got = append(got, fmt.Sprintf("%d %d %v %v", n.Index, n.Arm, n.Y, n.Weekend))
	}
	want := "1 1 2 true|2 -1 NaN false|3 -1 NaN false|4 0 NaN false" // nobody knows what was drawn for the two between
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("got %s, want %s", text, want)
	}
	if _, refused := Trial(ingest.Trial{Sheet: ingest.Sheet{Err: &ingest.LineError{Line: 4, Message: "is wrong"}}}, Options{}); refused == nil || refused.Wrong.Line != 4 {
		t.Errorf("got %+v for a table that is wrong", refused)
	}
}
