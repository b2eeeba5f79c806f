package ingest

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"charley"
)

func from(text string) Open {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// all reads a whole table of counts.
func all(t *testing.T, text string) []Trial {
	t.Helper()
	table, err := Trials(from(text), "count")
	if err != nil {
		t.Fatalf("got error %v", err)
	}
	var out []Trial
	if err := table.Each(func(one Trial) error { out = append(out, one); return nil }); err != nil {
		t.Fatalf("got error %v", err)
	}
	if len(out) != table.Count() {
		t.Fatalf("got %d trials, want %d", len(out), table.Count())
	}
	return out
}

// nights writes a trial short: night/arm/count, ? for what is not known.
func nights(one Trial) string {
	var b strings.Builder
	for _, r := range one.Rows {
		arm, y := fmt.Sprint(r.Arm), "?"
		if r.Arm < 0 {
			arm = "?"
		}
		if !r.Missing() {
			y = fmt.Sprint(r.Y)
		}
		fmt.Fprintf(&b, " %s/%s/%s", one.label(r.Night), arm, y)
	}
	return strings.TrimSpace(b.String())
}

func TestWhatATableSays(t *testing.T) {
	for _, c := range []struct{ name, text, want, warnings string }{
		{"two nights", "night,arm,count\n1,0,2\n2,1,0\n", "1/0/2 2/1/0", ""},
		{"columns in any order, others ignored", "note,count,arm,night\nx,2,0,1\n,0,1,2\n", "1/0/2 2/1/0", ""},
		{"empty is missing, never zero", "night,arm,count\n1,0,\n2,1,0", "1/0/? 2/1/0", ""},
		{"byte order mark, CRLF, quotes, spaces", "\xef\xbb\xbf\"night\", \"arm\" ,count\r\n\"1\",\"0\",\"2\"\r\n 2 ,1, 0 \r\n", "1/0/2 2/1/0", ""},
		{"rows of nothing are passed over", "night,arm,count\n\n1,0,2\n,,\n2,1,0\n\n", "1/0/2 2/1/0", ""},
		{"written as decimals beside empty cells", "night,arm,count\n1,0.0,2.0\n2,1.0,1e1\n", "1/0/2 2/1/10", ""},
		{"dates, over the end of February", "night,arm,count\n2026-02-28,0,2\n2026-03-01,1,0\n", "2026-02-28/0/2 2026-03-01/1/0", ""},
		{"a count of a million is a number", "night,arm,count\n1,0,1000000\n2,1,0\n", "1/0/1e+06 2/1/0", ""},
		{"absent nights", "night,arm,count\n1,0,2\n4,1,0\n6,1,1\n", "1/0/2 2/?/? 3/?/? 4/1/0 5/?/? 6/1/1", "night_gap: There is no row for nights 2 to 3 and 5, so they are missing."},
		{"absent inside one period: the arm is known", "night,arm,period,count\n1,0,1,2\n3,0,1,0\n", "1/0/2 2/0/? 3/0/0", "night_gap: There is no row for night 2, so it is missing."},
		{"out of order", "night,arm,count\n2,1,0\n1,0,2\n", "1/0/2 2/1/0", "night_disorder: The nights are not in order: line 3, night 1, comes after a later night. They were put in order."},
		{"the diary around the trial is left out", "night,arm,count\n1,,5\n2,0,2\n3,1,0\n4,,7\n", "2/0/2 3/1/0", ""},
		{"arm not known inside the trial", "night,arm,count\n1,0,2\n2,,5\n3,1,0\n", "1/0/2 2/?/? 3/1/0", "arm_missing: The arm of night 2 is empty, so it is left out."},
		{"no arm at all", "night,arm,count\n1,,2\n", "", ""},
		{"a weekend nobody wrote", "night,arm,weekend,count\n1,0,,2\n2,1,0,1\n", "1/0/2 2/1/1", "weekend_unknown: Whether night 1 was at a weekend is empty; taken as no."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := all(t, c.text)
			if len(got) != 1 || got[0].Err != nil || got[0].Name != "" || got[0].Named {
				t.Fatalf("got %+v", got)
			}
			var warnings []string
			for _, w := range got[0].Warnings {
				warnings = append(warnings, w.Code+": "+w.Text)
			}
			if nights(got[0]) != c.want || strings.Join(warnings, "|") != c.warnings {
				t.Errorf("got %q, warnings %q; want %q, %q", nights(got[0]), warnings, c.want, c.warnings)
			}
		})
	}
}

func TestWhatIsRefused(t *testing.T) {
	long := "night,arm,count\n" + strings.Repeat("1", MaxLine+5) + ",0,1\n2,1,0\n"
	for _, c := range []struct{ name, text, want string }{
		{"a negative count", "night,arm,count\n1,0,-1\n2,1,0\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"half a cramp", "night,arm,count\n1,0,1.5\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"more than a billion", "night,arm,count\n1,0,1e10\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"NaN", "night,arm,count\n1,0,2\n2,1,NaN\n", "line 3: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"NA, as R writes it", "night,arm,count\n1,0,NA\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"a number in base 16", "night,arm,count\n1,0,0x10\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing"},
		{"an odd arm", "night,arm,count\n1,A,2\n", "line 2: arm must be 1 for nights with the remedy or 0 for nights without"},
		{"a third arm", "night,arm,count\n1,0,2\n2,2,2\n", "line 3: arm must be 1 for nights with the remedy or 0 for nights without"},
		{"two nights twice", "night,arm,count\n1,0,2\n2,1,0\n1,1,1\n2,1,1\n", "line 4: night is there twice, in lines 2 and 4; a night has one row; so is night 2"},
		{"a night twice", "night,arm,count\n1,0,2\n2,1,0\n1,1,1\n", "line 4: night is there twice, in lines 2 and 4; a night has one row"},
		{"no night", "night,arm,count\n,0,2\n", "line 2: night is empty; every row needs the number or the date of its night"},
		{"a day that never was", "night,arm,count\n2026-02-30,0,2\n", "line 2: night must be a whole number, or a date such as 2026-03-28"},
		{"dates and numbers", "night,arm,count\n2026-02-20,0,2\n2,0,1\n", "line 3: night is a date in one row and a number in another"},
		{"a night far away", "night,arm,count\n1,0,2\n900000,0,1\n", "line 3: night is 899999 nights after the first; a trial has at most 4000"},
		{"a cell too few", "night,arm,count\n1,0\n", "line 2: has 2 columns where the first line names 3"},
		{"a cell too many", "night,arm,count\n1,0,3,\n", "line 2: has 4 columns where the first line names 3"},
		{"an open quote", "night,arm,count\n1,0,\"3\n2,1,0\n", "line 2: has a quote that is not closed on its line"},
		{"text after a quote", "night,arm,count\n1,0,\"3\"x\n", "line 2: has something after a closing quote"},
		{"letters of an old machine", "night,arm,count\n1,0,\xe4\n", "line 2: holds letters that are not UTF-8; save the table as CSV in UTF-8"},
		{"a line without end", long, "line 2: the line is longer than 65536 bytes"},
		{"an odd weekend", "night,arm,weekend,count\n1,0,no,2\n", "line 2: weekend must be 0 or 1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := all(t, c.text)
			if len(got) != 1 || got[0].Err == nil || got[0].Err.Error() != c.want || !errors.Is(got[0].Err, charley.ErrInvalid) || got[0].Rows != nil {
				t.Errorf("got %+v, %v; want %s", got, got[0].Err, c.want)
			}
		})
	}
}

func TestFirstLineThatIsRefused(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"nothing", "", "line 1: the table is empty; its first line names the columns"},
		{"no arm", "night,count\n1,2\n", "line 1: arm is missing: the first line must name the columns; it names night, count"},
		{"no outcome", "night,arm\n1,0\n", "line 1: count is missing: the first line must name the columns; it names night, arm"},
		{"semicolons", "night;arm;count\n1;0;2\n", "line 1: night is missing: columns must be separated by commas"},
		{"capitals", "Night,arm,count\n1,0,2\n", `line 1: night is missing: there is a column "Night", but names are in small letters`},
		{"a name twice", "night,arm,count,arm\n1,0,2,1\n", "line 1: arm is the name of two columns"},
		{"UTF-16", "\xff\xfen\x00", "line 1: is not UTF-8 text; save the table as CSV in UTF-8"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Trials(from(c.text), "count"); err == nil || err.Error() != c.want {
				t.Errorf("got error %v, want %s", err, c.want)
			}
		})
	}
	if _, err := Trials(from("night,arm\n"), "shoe size"); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("got error %v for an outcome that is none", err)
	}
}

func TestOutcomesHaveTheirRanges(t *testing.T) {
	for _, c := range []struct {
		outcome, good string
		bad           []string
	}{
		{"severity", "0 7 10", []string{"11", "-1", "6.5"}},
		{"minutes", "0 12.5 1440", []string{"1441", "-1", "1h"}},
		{"bad", "0 1", []string{"2", "yes", "0.5"}},
		{"value", "-3.25 0 1e6", []string{"1e13", "inf", "12,5"}},
	} {
		for _, good := range strings.Fields(c.good) {
			if _, err := outcome(c.outcome, good); err != nil {
				t.Errorf("%s %s: got error %v", c.outcome, good, err)
			}
		}
		for _, bad := range c.bad {
			if y, err := outcome(c.outcome, bad); err == nil {
				t.Errorf("%s %s: got %v, want an error", c.outcome, bad, y)
			}
		}
		if y, err := outcome(c.outcome, ""); err != nil || !math.IsNaN(y) {
			t.Errorf("%s: got %v, %v for an empty cell", c.outcome, y, err)
		}
	}
}

// A wrong line ends the judging of its own trial, not of the others.
func TestTrialsStandApart(t *testing.T) {
	text := "trial,night,arm,count\na,1,0,2\nb,1,0,1\nb,2,7,1\nb,3\nb,4,1,1\nc,1,1,0\nc,1,0,0\n,2,1,1\n"
	got := all(t, text)
	want := []string{"a", "b line 4: arm must be 1 for nights with the remedy or 0 for nights without (2)", "c line 8: night is there twice, in lines 7 and 8; a night has one row (1)", " line 9: trial is empty; every row needs the name of its trial (1)"}
	for i, one := range got {
		text := one.Name
		if one.Err != nil {
			text = fmt.Sprintf("%s %s (%d)", one.Name, one.Err, one.BadLines)
		}
		if text != want[i] || !one.Named {
			t.Errorf("trial %d: got %q, want %q", i, text, want[i])
		}
	}
}

// However the rows of many trials are mixed, each trial is the same, and the
// order is that of the first rows.
func TestRowsInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var rows []string
	for trial := range 40 {
		for n := range 30 {
			rows = append(rows, fmt.Sprintf("%d,%d,%d,%d", trial, n+1, (n+trial)%2, r.IntN(4)))
		}
	}
	straight := map[string]string{}
	for _, one := range all(t, "trial,night,arm,count\n"+strings.Join(rows, "\n")) {
		straight[one.Name] = nights(one)
	}
	r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	var order []string
	seen := map[string]bool{}
	for _, row := range rows {
		if name, _, _ := strings.Cut(row, ","); !seen[name] {
			seen[name] = true
			order = append(order, name)
		}
	}
	for i, one := range all(t, "trial,night,arm,count\n"+strings.Join(rows, "\n")) {
		if one.Name != order[i] || nights(one) != straight[one.Name] {
			t.Errorf("place %d: got trial %s: %s\nwant %s: %s", i, one.Name, nights(one), order[i], straight[order[i]])
		}
	}
}

func TestCompressedIsTheSame(t *testing.T) {
	text := "trial,night,arm,count\na,1,0,2\na,2,1,0\n"
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(text))
	_ = z.Close()
	if got, want := nights(all(t, b.String())[0]), nights(all(t, text)[0]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	cutShort := b.String()[:b.Len()-12]
	if _, err := Trials(from(cutShort), "count"); err == nil {
		t.Error("half a compressed file was taken for a whole one")
	}
}

func TestMoreNightsThanATrialHas(t *testing.T) {
	var b strings.Builder
	b.WriteString("night,arm,count\n")
	for n := range MaxNights + 1 {
		fmt.Fprintf(&b, "%d,0,1\n", n)
	}
	if got := all(t, b.String()); got[0].Err == nil || got[0].Err.Line != MaxNights+2 {
		t.Errorf("got error %v", got[0].Err)
	}
}

// Whatever the bytes, every trial is either whole and in order or refused with a
// line of the table; nothing that is kept is no number.
func FuzzTrials(f *testing.F) {
	f.Add([]byte("trial,night,arm,period,block,weekend,count\n1,1,0,1,1,0,2\n1,2,1,2,1,,\n2,1,1,,,1,3\n"))
	f.Add([]byte("\xef\xbb\xbf\"night\",arm,count\r\n2026-03-28,0,1\r\n2026-03-30,1,\"2\"\r\n"))
	f.Add([]byte("night,arm,count\n1,0,NaN\n1,,-1\n\n,,\n\"\n"))
	f.Add([]byte("\x1f\x8b\x08\x00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		table, err := Trials(from(string(text)), "count")
		if err != nil {
			return
		}
		got, end := 0, bytes.Count(text, []byte("\n"))+1
		packed := bytes.HasPrefix(text, []byte("\x1f\x8b"))
		err = table.Each(func(one Trial) error {
			got++
			if one.Err != nil {
				if one.Err.Message == "" || one.Err.Line < 2 || one.Err.Line > end && !packed || one.Rows != nil {
					t.Fatalf("got error %+v with %d rows, of %d lines", one.Err, len(one.Rows), end)
				}
				return nil
			}
			for i, r := range one.Rows {
				if i > 0 && r.Night != one.Rows[i-1].Night+1 || r.Arm < -1 || r.Arm > 1 || math.IsInf(r.Y, 0) || r.Y < 0 {
					t.Fatalf("got row %+v", r)
				}
			}
			return nil
		})
		if err != nil || got != table.Count() {
			t.Fatalf("got %d trials and error %v, want %d", got, err, table.Count())
		}
	})
}
