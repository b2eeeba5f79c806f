package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"charley"
	"charley/app"
)

// guess tries a wrong password and says whether it was looked at.
func guess(t testing.TB, b *bedside, in app.SignIn) (evaluated bool) {
	t.Helper()
	in.Password = "not the right words"
	_, err := b.SignIn(context.Background(), in)
	var wait *charley.TooManyError
	switch {
	case errors.As(err, &wait):
		if wait.RetryAfter <= 0 || wait.RetryAfter > 15*time.Minute {
			t.Errorf("told to wait %s, want up to a quarter of an hour", wait.RetryAfter)
		}
		return false
	case errors.Is(err, charley.ErrForbidden):
		return true
	}
	t.Errorf("got %v, want it wrong or too early", err)
	return false
}

// Source: reliability.md, section 3, "login".
const mostGuesses = 60

func TestAThousandGuessesInAnHour(t *testing.T) {
	for name, source := range map[string]func(int) string{
		"from one place":            func(int) string { return "192.168.1.66" },
		"from a thousand places":    func(i int) string { return fmt.Sprintf("10.0.%d.%d", i/250, i%250) },
		"from one network's halves": func(i int) string { return fmt.Sprintf("2001:db8::%x", i+1) },
		"from nowhere":              func(i int) string { return fmt.Sprint("x", i) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBedside(t)
			ctx := context.Background()
			_, s, _ := signedIn(t, b)
			evaluated := 0
			for i := range 1000 {
				b.clock = b.clock.Add(3600 * time.Millisecond)
				if guess(t, b, app.SignIn{Source: source(i)}) {
					evaluated++
				}
				switch i {
				case 500: // the owner, in the middle of it, where they were signed in before
					if _, _, err := b.Authenticate(ctx, s.Secret); err != nil {
						t.Errorf("a browser that is signed in: %v", err)
					}
					again, err := b.SignIn(ctx, app.SignIn{Password: secretWords, Source: source(i), KnownDevice: s.Known})
					if err != nil {
						t.Fatalf("a browser that signed in before: %v", err)
					}
					s = again
				}
			}
			t.Logf("%d of 1000 guesses were looked at", evaluated)
			if evaluated > mostGuesses {
				t.Errorf("%d guesses were looked at, want at most %d", evaluated, mostGuesses)
			}
			b.clock = b.clock.Add(15 * time.Minute)
			if _, err := b.SignIn(ctx, app.SignIn{Password: secretWords, Source: "192.168.1.20"}); err != nil {
				t.Errorf("the owner on a new device, a quarter of an hour later: %v", err)
			}
		})
	}
}

// A night of it must not come to more than a few guesses an hour.
func TestGuessingAllNight(t *testing.T) {
	b := newBedside(t)
	signedIn(t, b)
	evaluated := 0
	for range 8 * 60 {
		b.clock = b.clock.Add(time.Minute)
		if guess(t, b, app.SignIn{Source: "192.168.1.66"}) {
			evaluated++
		}
	}
	t.Logf("%d guesses of a night were looked at", evaluated)
	if evaluated > 17+4*7 {
		t.Errorf("%d guesses were looked at in a night", evaluated)
	}
}

func TestGuessesSentAllAtOnce(t *testing.T) {
	b := newBedside(t)
	signedIn(t, b)
	var evaluated atomic.Int64
	var wait sync.WaitGroup
	for i := range 200 {
		wait.Go(func() {
			if guess(t, b, app.SignIn{Source: fmt.Sprintf("10.1.1.%d", i)}) {
				evaluated.Add(1)
			}
		})
	}
	wait.Wait()
	if n := evaluated.Load(); n < 1 || n > 5 {
		t.Errorf("%d of 200 were looked at, want at most 5", n)
	}
}

// A wrong mark, or the secret of the session in its place, makes nobody known.
func TestAStrangerCannotMakeAKnownDeviceUp(t *testing.T) {
	b := newBedside(t)
	_, s, _ := signedIn(t, b)
	for i := range 12 {
		guess(t, b, app.SignIn{Source: fmt.Sprint("10.0.0.", i)})
	}
	for name, mark := range map[string]string{
		"none": "", "nonsense": "chl_x", "the session's secret": s.Secret, "cut short": s.Known[:len(s.Known)-1],
		"another": strings.Map(func(r rune) rune {
			if r == 'A' {
				return 'B'
			}
			return 'A'
		}, s.Known),
	} {
		if guess(t, b, app.SignIn{Source: "10.9.9.9", KnownDevice: mark}) {
			t.Errorf("%s: was looked at", name)
		}
	}
	if !guess(t, b, app.SignIn{Source: "10.9.9.9", KnownDevice: s.Known}) {
		t.Error("the known device was not looked at")
	}
	// It waits for its own mistakes.
	for range 10 {
		guess(t, b, app.SignIn{KnownDevice: s.Known})
	}
	if guess(t, b, app.SignIn{KnownDevice: s.Known}) {
		t.Error("a known device was looked at after twelve mistakes in a row")
	}
}

// Recovery codes are guessed at no faster than passwords.
func TestRecoveryCodesAreThrottledToo(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	_, _, codes := signedIn(t, b)
	refused := 0
	for range 30 {
		_, err := b.SignIn(ctx, app.SignIn{Recovery: "aaaa-bbbb-cccc-dddd", Source: "10.0.0.1"})
		if errors.Is(err, charley.ErrTooMany) {
			refused++
		}
	}
	if refused != 25 {
		t.Errorf("%d of 30 were not looked at, want 25", refused)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0], Source: "10.0.0.2"}); !errors.Is(err, charley.ErrTooMany) {
		t.Errorf("the right one, at once: got %v, want ErrTooMany", err)
	}
	b.clock = b.clock.Add(time.Minute)
	if _, err := b.SignIn(ctx, app.SignIn{Recovery: codes[0], Source: "10.0.0.2"}); err != nil {
		t.Errorf("the right one, a minute later: %v", err)
	}
}

// What was asked to be confirmed is guessed at no faster either, and does not
// keep others out.
func TestConfirmingIsThrottledOnItsDevice(t *testing.T) {
	b := newBedside(t)
	ctx := context.Background()
	c, _, _ := signedIn(t, b)
	wrong := 0
	for range 20 {
		if err := b.Confirm(ctx, c, "not the right words", "10.0.0.1"); errors.Is(err, charley.ErrForbidden) {
			wrong++
		} else if !errors.Is(err, charley.ErrTooMany) {
			t.Fatal(err)
		}
	}
	if wrong != 5 {
		t.Errorf("%d were looked at, want 5", wrong)
	}
	if _, err := b.SetPassword(ctx, c, "not the right words", newWords); !errors.Is(err, charley.ErrTooMany) {
		t.Errorf("changing the password: got %v, want ErrTooMany", err)
	}
	if _, err := b.SignIn(ctx, app.SignIn{Password: secretWords, Source: "10.0.0.1"}); err != nil {
		t.Errorf("signing in elsewhere: %v", err)
	}
}
