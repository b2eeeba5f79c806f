package app_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"charley"
	"charley/app"
	"charley/diary"
)

// aButton is a caller with a token that can only tap.
func aButton(t testing.TB, b *bedside, name string) charley.Caller {
	t.Helper()
	secret, _, err := b.NewToken(context.Background(), b.caller, name, app.DeviceButton, charley.ScopeTap)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := b.Authenticate(context.Background(), secret)
	if err != nil {
		t.Fatal(err)
	}
	c.Via = "api"
	return c
}

func TestAPressOfTheButton(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c := aButton(t, b, "Bed button")
	saved, err := b.Tap(ctx, c, "cramp", "")
	e := saved.Entry.Episode()
	if err != nil || saved.Outcome != diary.Created || e.What != charley.Cramp || !e.Open || e.Device != "Bed button" ||
		e.Start.String() != "2026-11-23T03:00:00+01:00" || e.Start.Zone != "Europe/Berlin" || e.Night.String() != "2026-11-22" {
		t.Errorf("got %s (%v)", charley.Value(saved.Entry), err)
	}
	revs, _, err := b.History(ctx, b.caller, e.ID)
	if err != nil || len(revs) != 1 || revs[0].Author != "button" || revs[0].Via != "api" {
		t.Errorf("got %+v (%v), want it written by the button", revs, err)
	}
}

func TestWhichPressesAreTheSame(t *testing.T) {
	ctx := context.Background()
	type press struct {
		after time.Duration
		what  string
		key   string
		want  diary.Outcome
	}
	for name, presses := range map[string][]press{
		"a finger that pressed twice":                   {{0, "cramp", "", diary.Created}, {time.Second, "cramp", "", diary.Same}},
		"just before two minutes":                       {{0, "cramp", "", diary.Created}, {2*time.Minute - time.Millisecond, "cramp", "", diary.Same}},
		"after two minutes":                             {{0, "cramp", "", diary.Created}, {2 * time.Minute, "cramp", "", diary.Created}},
		"something else":                                {{0, "cramp", "", diary.Created}, {time.Second, "restless", "", diary.Created}, {time.Second, "other", "", diary.Created}},
		"a key sent again an hour later":                {{0, "cramp", "k", diary.Created}, {time.Hour, "cramp", "k", diary.Same}},
		"another key an hour later":                     {{0, "cramp", "k", diary.Created}, {time.Hour, "cramp", "l", diary.Created}},
		"two keys at once are still one press":          {{0, "cramp", "k", diary.Created}, {time.Second, "cramp", "l", diary.Same}},
		"a long row of presses is a new one every time": {{0, "cramp", "", diary.Created}, {90 * time.Second, "cramp", "", diary.Same}, {90 * time.Second, "cramp", "", diary.Created}},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBedside(t)
			c := aButton(t, b, "Button")
			var last app.Saved
			for i, x := range presses {
				b.clock = b.clock.Add(x.after)
				saved, err := b.Tap(ctx, c, x.what, x.key)
				if err != nil || saved.Outcome != x.want {
					t.Fatalf("press %d: got %s (%v), want %s", i+1, saved.Outcome, err, x.want)
				}
				if x.want == diary.Same && saved.Entry.ID != last.Entry.ID {
					t.Errorf("press %d is %s, want %s", i+1, saved.Entry.ID, last.Entry.ID)
				}
				last = saved
			}
		})
	}
}

// One that has eased, or was taken away, is over: the next press is a new one.
func TestAPressAfterItHasEased(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c := aButton(t, b, "Button")
	for name, end := range map[string]func(charley.EntryID) error{
		"it has eased": func(id charley.EntryID) error {
			_, err := b.Change(ctx, b.caller, id, map[string]any{"minutes": 1, "open": nil})
			return err
		},
		"it was taken away": func(id charley.EntryID) error { _, err := b.Delete(ctx, b.caller, id, 0); return err },
	} {
		first, err := b.Tap(ctx, c, "cramp", "")
		if err == nil {
			err = end(first.Entry.ID)
		}
		if err != nil {
			t.Fatal(err)
		}
		next, err := b.Tap(ctx, c, "cramp", "")
		if err != nil || next.Outcome != diary.Created || next.Entry.ID == first.Entry.ID {
			t.Errorf("%s: got %s (%v), want a new one", name, next.Outcome, err)
		}
		b.clock = b.clock.Add(time.Hour)
	}
}

// A tap on the phone and a press of the button at once are one cramp.
func TestThePhoneAndTheButtonAtOnce(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	body := cramp()
	body["start"], body["open"] = b.clock.Format(time.RFC3339), true
	tapped := b.put(t, body)
	b.clock = b.clock.Add(3 * time.Second)
	saved, err := b.Tap(ctx, aButton(t, b, "Button"), "cramp", "")
	if err != nil || saved.Outcome != diary.Same || saved.Entry.ID != tapped.Entry.ID {
		t.Errorf("got %s (%v), want what was tapped", saved.Outcome, err)
	}
}

// At noon the night changes; a finger that presses across it presses once.
func TestAPressAcrossTheEndOfANight(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c := aButton(t, b, "Button")
	b.clock = time.Date(2026, 11, 23, 10, 59, 59, 0, time.UTC) // a second before noon in Berlin
	first, err := b.Tap(ctx, c, "cramp", "")
	if err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(2 * time.Second)
	second, err := b.Tap(ctx, c, "cramp", "")
	if err != nil || second.Entry.ID != first.Entry.ID {
		t.Errorf("got another (%v), want the same", err)
	}
}

func TestManyPressesAtOnceAreOne(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c := aButton(t, b, "Button")
	var wait sync.WaitGroup
	ids := make([]charley.EntryID, 20)
	for i := range ids {
		wait.Go(func() {
			saved, err := b.Tap(ctx, c, "cramp", "")
			if err != nil {
				t.Error(err)
			}
			ids[i] = saved.Entry.ID
		})
	}
	wait.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Errorf("got %v, want one", ids)
			break
		}
	}
}

// The same key on two buttons is two presses; one that waits two minutes is needed.
func TestAKeyBelongsToItsButton(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	one, two := aButton(t, b, "One"), aButton(t, b, "Two")
	first, err := b.Tap(ctx, one, "cramp", "k")
	if err != nil {
		t.Fatal(err)
	}
	b.clock = b.clock.Add(time.Hour)
	second, err := b.Tap(ctx, two, "cramp", "k")
	if err != nil || second.Outcome != diary.Created || second.Entry.ID == first.Entry.ID {
		t.Errorf("got %s (%v), want a new one", second.Outcome, err)
	}
}

func TestTapsThatAreNone(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c := aButton(t, b, "Button")
	for name, x := range map[string]struct{ what, key, field string }{
		"nothing": {"", "", "what"}, "the moon": {"moon", "", "what"}, "shouted": {"CRAMP", "", "what"}, "a morning": {"morning", "", "what"},
		"half a letter": {"\xff", "", "what"}, "a key of 256 letters": {"cramp", strings.Repeat("k", 256), "Idempotency-Key"},
	} {
		_, err := b.Tap(ctx, c, x.what, x.key)
		var wrong *charley.FieldError
		if !errors.As(err, &wrong) || wrong.Field != x.field {
			t.Errorf("%s: got %v, want a word on %s", name, err, x.field)
		}
	}
}
