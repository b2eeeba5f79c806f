package trial_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"charley"
	"charley/knowledge"
	"charley/measure"
	"charley/trial"
)

func wish(t *testing.T, id string) trial.Wish {
	t.Helper()
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range base.Remedies().All() {
		if r.ID == id {
			return trial.Wish{Remedy: r, Offered: true, Start: charley.Night{Year: 2026, Month: time.March, Day: 2}}
		}
	}
	t.Fatalf("no remedy %s", id)
	return trial.Wish{}
}

// busy is a fortnight with an event on every other night.
func busy() trial.RunIn {
	m, _ := measure.Of(measure.Cramps)
	return trial.RunInOf(m, []float64{1, 0, 2, 0, 1, 0, 1, 0, 3, 0, math.NaN(), 0, 1, 0})
}

func TestTheUnitIsChosenByHowFastTheRemedyIs(t *testing.T) {
	for _, c := range []struct {
		id, unit                       string
		period, block, washout, nights int
	}{
		{"warm-bath", trial.UnitNight, 1, 4, 0, 56},
		{"rehydrate", trial.UnitBlock, 3, 6, 1, 48},
		{"alcohol-free-evenings", trial.UnitBlock, 5, 10, 1, 60},
		{"stretch-before-bed", trial.UnitPeriod, 14, 28, 7, 168},
		{"vitamin-k2", trial.UnitPeriod, 21, 42, 7, 252},
	} {
		p, err := trial.PlanFor(wish(t, c.id), busy())
		if err != nil {
			t.Errorf("%s: %v", c.id, err)
			continue
		}
		if p.Unit != c.unit || p.Period != c.period || p.Block != c.block || p.Washout != c.washout || p.Nights != c.nights {
			t.Errorf("%s: got %+v, want %+v", c.id, p, c)
		}
	}
}

func TestARemedyIsNeverDrawnFasterThanItIs(t *testing.T) {
	for half, want := range map[float64]int{0: 1, .5: 1, .6: 4, 1: 4, 3: 4, 3.1: 10, 5: 15} {
		w := wish(t, "warm-bath")
		w.Remedy.Trial.HalfLife = half
		p, err := trial.PlanFor(w, busy())
		if err != nil || p.Period != want {
			t.Errorf("half-life %v: got periods of %d (%v), want %d", half, p.Period, err, want)
		}
	}
}

func TestEveryRemedyThatCanBeTestedHasAPlan(t *testing.T) {
	base, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range base.Remedies().All() {
		p, err := trial.PlanFor(trial.Wish{Remedy: r, Offered: true, Start: charley.Night{Year: 2026, Month: 3, Day: 2}}, busy())
		var no *trial.Refusal
		switch {
		case errors.As(err, &no):
			if slices.Contains([]string{"A", "B"}, r.Class) && slices.Contains([]string{"good", "fair"}, r.Trial.Fit) && r.Trial.Unit != "attack" {
				t.Errorf("%s is refused: %v", r.ID, err)
			}
		case err != nil:
			t.Errorf("%s: %v", r.ID, err)
		default:
			if s, err := trial.Seal(p, [32]byte{1}); err != nil || s.Verify() != nil {
				t.Errorf("%s: %v, %v", r.ID, err, s.Verify())
			}
		}
	}
}

func TestATrialThatIsNotSensibleIsRefusedWithItsReason(t *testing.T) {
	m, _ := measure.Of(measure.Cramps)
	quiet := trial.RunInOf(m, make([]float64, 14))
	short := trial.RunInOf(m, []float64{1, 1, 1, 2, 1, 1})
	for _, c := range []struct {
		name   string
		id     string
		change func(*trial.Wish)
		runIn  trial.RunIn
		want   []trial.Reason
		is     error
	}{
		{"a warning sign comes first", "warm-bath", func(w *trial.Wish) { w.Urgent, w.Offered = true, false }, busy(), []trial.Reason{trial.SeenFirst, trial.NotOffered}, charley.ErrInvalid},
		{"a gate that is not answered", "warm-bath", func(w *trial.Wish) { w.Offered = false }, busy(), []trial.Reason{trial.NotOffered}, charley.ErrInvalid},
		{"quinine", "quinine", nil, busy(), []trial.Reason{trial.Never, trial.NoLot}, charley.ErrInvalid},
		{"a prescriber's", "mexiletine", nil, busy(), []trial.Reason{trial.Prescriber, trial.NoLot}, charley.ErrInvalid},
		{"pickle juice is for the moment", "pickle-juice", nil, busy(), []trial.Reason{trial.EachAttack}, charley.ErrInvalid},
		{"exercise takes months", "exercise", nil, busy(), []trial.Reason{trial.Slow}, charley.ErrInvalid},
		{"capsules in pregnancy", "vitamin-k2", func(w *trial.Wish) { w.Pregnant = charley.Yes }, busy(), []trial.Reason{trial.Pregnancy}, charley.ErrInvalid},
		{"six nights logged", "warm-bath", nil, short, []trial.Reason{trial.FewNights}, charley.ErrTooFew},
		{"nothing happens", "warm-bath", nil, quiet, []trial.Reason{trial.FewEvents}, charley.ErrTooFew},
	} {
		w := wish(t, c.id)
		if c.change != nil {
			c.change(&w)
		}
		_, err := trial.PlanFor(w, c.runIn)
		var no *trial.Refusal
		if !errors.As(err, &no) || !slices.Equal(no.Reasons, c.want) || !errors.Is(err, c.is) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestALengthIsWholeBlocksAndWithinAYear(t *testing.T) {
	for _, c := range []struct {
		id           string
		wished, want int // 0: refused
	}{
		{"warm-bath", 30, 32}, {"warm-bath", 14, 16}, {"warm-bath", 364, 364},
		{"vitamin-k2", 14, 84}, {"vitamin-k2", 364, 336},
		{"warm-bath", -5, 0}, {"warm-bath", 13, 0}, {"warm-bath", 365, 0}, {"warm-bath", 1 << 60, 0},
	} {
		w := wish(t, c.id)
		w.Nights = c.wished
		p, err := trial.PlanFor(w, busy())
		if c.want == 0 {
			if !errors.Is(err, charley.ErrInvalid) {
				t.Errorf("%s, %d nights: got %v, want ErrInvalid", c.id, c.wished, err)
			}
		} else if err != nil || p.Nights != c.want {
			t.Errorf("%s, %d nights: got %d (%v), want %d", c.id, c.wished, p.Nights, err, c.want)
		}
	}
}

func TestAPlanThatCannotBeIsNotSealed(t *testing.T) {
	for name, spoil := range map[string]func(*trial.Plan){
		"no remedy":            func(p *trial.Plan) { p.Remedy = "" },
		"no such measure":      func(p *trial.Plan) { p.Measure = "mood" },
		"no such unit":         func(p *trial.Plan) { p.Unit = "attack" },
		"no start":             func(p *trial.Plan) { p.Start = charley.Night{} },
		"half a block":         func(p *trial.Plan) { p.Nights = 30 },
		"one block":            func(p *trial.Plan) { p.Nights = 4 },
		"ten years":            func(p *trial.Plan) { p.Nights = 3652 },
		"odd block":            func(p *trial.Plan) { p.Block = 3 },
		"no period":            func(p *trial.Plan) { p.Period = 0 },
		"washout of one night": func(p *trial.Plan) { p.Washout = 1 },
		"a run cap below zero": func(p *trial.Plan) { p.RunCap = -1 },
		"half-life NaN":        func(p *trial.Plan) { p.HalfLife = math.NaN() },
		"blind to all":         func(p *trial.Plan) { p.Blind = "double" },
		"a block of a year":    func(p *trial.Plan) { p.Block, p.Nights = 36, 72 },
	} {
		p := nightly()
		spoil(&p)
		if _, err := trial.Seal(p, [32]byte{1}); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
}
