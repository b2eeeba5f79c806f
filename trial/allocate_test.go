package trial_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"charley"
	"charley/measure"
	"charley/trial"
)

func nightly() trial.Plan {
	return trial.Plan{Remedy: "warm-bath", Measure: measure.Cramps, Unit: trial.UnitNight, Start: charley.Night{Year: 2026, Month: time.March, Day: 2},
		Nights: 28, Period: 1, Block: 4, RunCap: 3, Blind: trial.Open, RunIn: trial.RunIn{Nights: 14, Logged: 12, Events: 9, EventNights: 6, Mean: .75, SD: .9}}
}

func weekly() trial.Plan {
	p := nightly()
	p.Remedy, p.Unit, p.Nights, p.Period, p.Block, p.RunCap, p.Washout, p.HalfLife, p.Blind = "vitamin-k2", trial.UnitPeriod, 84, 7, 14, 0, 2, 1, trial.Helper
	return p
}

func seal(t interface{ Fatal(...any) }, p trial.Plan, seed byte) trial.Sealed {
	s, err := trial.Seal(p, [32]byte{seed})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASealedTrialReadsBackAsItself(t *testing.T) {
	for _, p := range []trial.Plan{nightly(), weekly()} {
		s := seal(t, p, 1)
		text, err := s.Text()
		if err != nil {
			t.Fatal(err)
		}
		back, err := trial.ParseSealed(text)
		if err != nil {
			t.Fatalf("read %s: %v", text, err)
		}
		if again, _ := back.Text(); again != text {
			t.Errorf("got %s, want %s", again, text)
		}
	}
}

func TestAnyChangedCharacterBreaksTheSeal(t *testing.T) {
	text, err := seal(t, nightly(), 2).Text()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		c := rapid.Byte().Draw(t, "character")
		if c == text[at] {
			t.Skip("the same")
		}
		if _, err := trial.ParseSealed(text[:at] + string(c) + text[at+1:]); !errors.Is(err, charley.ErrInvalid) {
			t.Fatalf("character %d as %q: got %v, want ErrInvalid", at, c, err)
		}
	})
	for _, other := range []string{"", text + " ", " " + text, text + text, text[:len(text)-1]} {
		if _, err := trial.ParseSealed(other); !errors.Is(err, charley.ErrInvalid) {
			t.Errorf("%.40q: got %v, want ErrInvalid", other, err)
		}
	}
}

func FuzzParseSealed(f *testing.F) {
	for _, p := range []trial.Plan{nightly(), weekly()} {
		text, err := seal(f, p, 3).Text()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Add(`{"version":1,"nights":1000000000,"period":1,"block":4}`)
	f.Add(`null`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := trial.ParseSealed(text)
		if err != nil {
			return
		}
		if back, err := s.Text(); err != nil || back != text {
			t.Errorf("accepted a text that is not its own: %v", err)
		}
	})
}

func TestTheSameSeedDrawsTheSameAndAnotherDoesNot(t *testing.T) {
	a, b, c := seal(t, nightly(), 1), seal(t, nightly(), 1), seal(t, nightly(), 2)
	if a.Hash != b.Hash {
		t.Errorf("one seed gave %s and %s", a.Hash, b.Hash)
	}
	if a.Hash == c.Hash {
		t.Errorf("two seeds gave the same hash")
	}
}

// Six pairs: 2/64. Seven nightly blocks of four can be drawn in more ways than are looked
// at: then it is what 20,000 draws can tell.
func TestTheSmallestPIsThatOfTheDesign(t *testing.T) {
	if got := seal(t, weekly(), 1).Admissible; got.Count != "64" || got.Smallest != 2.0/64 {
		t.Errorf("six pairs: got %+v", got)
	}
	got := seal(t, nightly(), 1).Admissible
	if got.Count != "204994" || got.Smallest != 1.0/20001 {
		t.Errorf("28 nights: got %+v", got)
	}
}

func TestEveryNightOfATrialHasOneInstruction(t *testing.T) {
	s := seal(t, nightly(), 4)
	if _, ok := s.Tonight(s.Start.Add(-1)); ok {
		t.Error("the evening before has an instruction")
	}
	if _, ok := s.Tonight(s.Last().Next()); ok {
		t.Error("the evening after has an instruction")
	}
	for k := range s.Nights {
		got, ok := s.Tonight(s.Start.Add(k))
		if !ok || got.K != k+1 || got.Of != 28 || got.Arm == nil || *got.Arm != s.Arms[k] || got.Bottle != "" {
			t.Errorf("night %d: got %+v", k+1, got)
		}
	}
}

func TestWhatIsHiddenIsOnTheHelpersListOnly(t *testing.T) {
	s := seal(t, weekly(), 5)
	list := s.HelperList()
	if len(list) != 12 {
		t.Fatalf("got %d bottles, want 12", len(list))
	}
	for k := range s.Nights {
		got, _ := s.Tonight(s.Start.Add(k))
		line := list[k/7]
		if got.Arm != nil || got.Bottle != line.Bottle || line.Arm != s.Arms[k] || got.Night.Before(line.From) || line.To.Before(got.Night) {
			t.Errorf("night %d: got %+v, list says %+v", k+1, got, line)
		}
		if got.Washout != (k%7 < 2) {
			t.Errorf("night %d: washout is %v", k+1, got.Washout)
		}
	}
	if seal(t, nightly(), 1).HelperList() != nil {
		t.Error("an open trial has a list for the helper")
	}
}

func TestLooksAreAtMostSevenEndsOfBlocksAndTheLastIsTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := nightly()
		p.Period = rapid.IntRange(1, 28).Draw(t, "period")
		p.Block = 2 * p.Period * rapid.IntRange(1, 2).Draw(t, "pairs of a block")
		p.Nights = p.Block * rapid.IntRange(2, trial.MostNights/p.Block).Draw(t, "blocks")
		looks := p.Looks()
		if n := len(looks); n < 1 || n > 7 || looks[n-1] != p.Nights {
			t.Fatalf("looks %v of %d nights", looks, p.Nights)
		}
		for i, k := range looks {
			if k%p.Block != 0 || i > 0 && k <= looks[i-1] {
				t.Fatalf("looks %v in blocks of %d", looks, p.Block)
			}
		}
	})
}

// The first page reads the running trial each time it is drawn.
func BenchmarkParseSealed(b *testing.B) {
	p := nightly()
	p.Nights = 112
	text, err := seal(b, p, 1).Text()
	if err != nil {
		b.Fatal(err)
	}
	for range b.N {
		if _, err := trial.ParseSealed(text); err != nil {
			b.Fatal(err)
		}
	}
}
