package cli

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"charley"
)

// Whatever is typed as a time is understood as one that a clock in the zone can
// show, or refused in words.
func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"", "03:10", "02:30 CET", "2026-03-29 02:30", "2026-03-29T03:10+02:00", "10 min ago", "9999h ago", "24:00", "2026-02-29 03:00", "02:30 -03", "0000-01-01 00:00", "\x00"} {
		f.Add(s, "Europe/Berlin")
		f.Add(s, "America/St_Johns")
	}
	now := time.Date(2026, 10, 25, 7, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, typed, name string) {
		zone, err := charley.LoadZone(name)
		if err != nil {
			t.Skip()
		}
		got, err := parseWhen(typed, zone, now)
		var mistake *usageError
		if err != nil {
			if !errors.As(err, &mistake) || mistake.text == "" {
				t.Fatalf("%q: got error %v without words", typed, err)
			}
			return
		}
		if got.at.IsZero() && !strings.HasPrefix(strings.TrimSpace(typed), "0001-01-01") {
			t.Fatalf("%q: got no time and no error", typed)
		}
	})
}

// Lines come out one by one, with their numbers, whatever lies between them.
func FuzzEachLine(f *testing.F) {
	f.Add([]byte("{}\n\n{}"))
	f.Add([]byte("\r\n \n{\"a\":1}\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		last := 0
		err := eachLine(bytes.NewReader(text), func(n int, line []byte, tooLong bool) error {
			if n <= last || tooLong || len(bytes.TrimSpace(line)) == 0 {
				t.Fatalf("got line %d %q after line %d", n, line, last)
			}
			last = n
			return nil
		})
		if want := bytes.Count(text, []byte("\n")) + 1; err != nil || last > want {
			t.Fatalf("got %d lines and error %v, want at most %d", last, err, want)
		}
	})
}

func TestALineThatIsTooLongIsPassedOver(t *testing.T) {
	text := "{}\n" + strings.Repeat("x", 3*maxLine) + "\n{}\n"
	var got []bool
	err := eachLine(strings.NewReader(text), func(_ int, _ []byte, tooLong bool) error {
		got = append(got, tooLong)
		return nil
	})
	if err != nil || len(got) != 3 || got[0] || !got[1] || got[2] {
		t.Errorf("got %v and error %v, want the second of three lines too long", got, err)
	}
}
