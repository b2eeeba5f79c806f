package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"charley"
)

// diaries reads a whole table of diaries of counts.
func diaries(t *testing.T, text string, exposures ...string) []Diary {
	t.Helper()
	table, err := Diaries(from(text), "count", exposures)
	if err != nil {
		t.Fatalf("got error %v", err)
	}
	var out []Diary
	if err := table.Each(func(one Diary) error { out = append(out, one); return nil }); err != nil {
		t.Fatalf("got error %v", err)
	}
	return out
}

func known(x float64) string {
	if math.IsNaN(x) {
		return "?"
	}
	return fmt.Sprint(x)
}

// days writes a diary short: night/weekend/count/exposures, ? for what is not known.
func days(one Diary) string {
	var b strings.Builder
	for _, d := range one.Days {
		weekend := fmt.Sprint(d.Weekend)
		if d.Weekend < 0 {
			weekend = "?"
		}
		fmt.Fprintf(&b, " %s/%s/%s", one.label(d.Night), weekend, known(d.Y))
		for _, x := range d.Exposures {
			b.WriteString("/" + known(x))
		}
	}
	return strings.TrimSpace(b.String())
}

func TestWhatADiarySays(t *testing.T) {
	for _, c := range []struct{ name, text, want, warnings string }{
		{"two nights", "night,count,alcohol\n1,2,1\n2,0,0\n", "1/?/2/1 2/?/0/0", ""},
		{"empty is not asked, never no", "night,count,alcohol,steps\n1,2,,\n2,,0,5000.5\n", "1/?/2/?/? 2/?/?/0/5000.5", ""},
		{"columns that are never exposures", "trial,night,arm,period,block,severity,minutes,bad,value,count,alcohol\nx,1,A,p,b,s,m,b,v,2,1\n", "1/?/2/1", ""},
		{"a column without a name is none", ",night,count,alcohol\nrow1,1,2,1\n", "1/?/2/1", ""},
		{"absent nights are missing", "night,count,alcohol\n1,2,1\n3,0,0\n", "1/?/2/1 2/?/?/? 3/?/0/0", "night_gap: There is no row for night 2, so it is missing."},
		{"out of order", "night,count,alcohol\n2,0,0\n1,2,1\n", "1/?/2/1 2/?/0/0", "night_disorder: The nights are not in order: line 3, night 1, comes after a later night. They were put in order."},
		{"weekend by its column, before the day of the week", "night,dow,weekend,count,a\n1,4,0,1,1\n2,0,1,1,0\n", "1/0/1/1 2/1/1/0", ""},
		{"weekend by the day of the week: Friday and Saturday", "night,dow,count,a\n1,3,1,1\n2,4,1,0\n3,5,1,0\n4,6,1,0\n", "1/0/1/1 2/1/1/0 3/1/1/0 4/0/1/0", ""},
		{"weekend by the date", "night,count,a\n2026-11-26,1,1\n2026-11-28,1,0\n", "2026-11-26/0/1/1 2026-11-27/1/?/? 2026-11-28/1/1/0", "night_gap: There is no row for night 2026-11-27, so it is missing."},
		{"weekend by a date beside the number", "night,date,count,a\n1,2026-11-27,1,1\n2,28.11.2026,1,0\n", "1/1/1/1 2/?/1/0", ""},
		{"a weekend nobody wrote", "night,weekend,count,a\n1,,2,1\n2,1,0,1\n", "1/?/2/1 2/1/0/1", "weekend_unknown: Whether night 1 was at a weekend is empty; taken as no."},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := diaries(t, c.text)
			if len(got) != 1 || got[0].Err != nil || got[0].Named {
				t.Fatalf("got %+v", got)
			}
			var warnings []string
			for _, w := range got[0].Warnings {
				warnings = append(warnings, w.Code+": "+w.Text)
			}
			if days(got[0]) != c.want || strings.Join(warnings, "|") != c.warnings {
				t.Errorf("got %q, warnings %q; want %q, %q", days(got[0]), warnings, c.want, c.warnings)
			}
		})
	}
}

func TestDaysThatAreRefused(t *testing.T) {
	const number = "must be a number, 1 for yes and 0 for no; leave the cell empty where it is not known"
	for _, c := range []struct{ name, text, want, got string }{
		{"a word for an amount", "night,count,stress\n1,2,5\n2,0,high\n", "line 3: stress " + number, "high"},
		{"yes", "night,count,alcohol\n1,2,yes\n", "line 2: alcohol " + number, "yes"},
		{"no number", "night,count,alcohol\n1,2,NaN\n", "line 2: alcohol " + number, "NaN"},
		{"more than anything", "night,count,alcohol\n1,2,1e13\n", "line 2: alcohol " + number, "1e13"},
		{"a word for the outcome", "night,count,alcohol\n1,many,1\n", "line 2: count must be a whole number from 0 to 1000000000; leave the cell empty where it is missing", "many"},
		{"a night twice", "night,count,alcohol\n1,2,1\n2,0,0\n2,1,1\n", "line 4: night is there twice, in lines 3 and 4; a night has one row", "2"},
		{"no day of the week", "night,dow,count,alcohol\n1,7,2,1\n", "line 2: dow must be a day of the week from 0, Monday, to 6, Sunday", "7"},
		{"no weekend", "night,weekend,count,alcohol\n1,Sat,2,1\n", "line 2: weekend must be 0 or 1", "Sat"},
		{"a cell too few", "night,count,alcohol\n1,2\n", "line 2: has 2 columns where the first line names 3", ""},
		{"a night far away", "night,count,alcohol\n1,0,1\n900000,0,1\n", "line 3: night is 899999 nights after the first; a diary has at most 4000", "900000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := diaries(t, c.text)
			if len(got) != 1 || got[0].Err == nil || got[0].Err.Error() != c.want || got[0].Err.Got != c.got || got[0].Days != nil || got[0].BadLines != 1 {
				t.Errorf("got %+v; want %s", got[0].Err, c.want)
			}
		})
	}
}

func TestWhatExposuresAre(t *testing.T) {
	const text = "night,count,b,a,c\n1,1,1,2,x\n"
	if got := diaries(t, text, "a", "b", "a")[0]; got.Err != nil || strings.Join(got.Exposures, " ") != "b a" || days(got) != "1/?/1/1/2" {
		t.Errorf("got %+v", got)
	}
	for _, c := range []struct {
		name, text, want string
		exposures        []string
	}{
		{"one that is not there", text, "line 1: d is missing: the first line must name the columns; it names night, count, b, a, c", []string{"a", "d"}},
		{"none at all", "night,count,bad\n1,1,1\n", "line 1: the table has no column that could be an exposure; name each column by what it holds, such as alcohol", nil},
		{"one that may not be", "night,count,bad,a\n1,1,1,1\n", "line 1: bad says which night it was, how it went or what was drawn for it; it is never an exposure", []string{"a", "bad"}},
		{"no night", "count,a\n1,1\n", "line 1: night is missing: the first line must name the columns; it names count, a", nil},
		{"a name without end", "night,count," + strings.Repeat("a", MaxName+1) + "\n", "line 1: " + strings.Repeat("a", MaxName) + "… is a name longer than 200 bytes", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Diaries(from(c.text), "count", c.exposures); err == nil || err.Error() != c.want || !errors.Is(err, charley.ErrInvalid) {
				t.Errorf("got error %v, want %s", err, c.want)
			}
		})
	}
}

// A wrong line ends the search in its own diary, not in the others.
func TestDiariesStandApart(t *testing.T) {
	text := "diary,night,count,alcohol\na,1,2,1\nb,1,1,x\na,2,0,0\nb,2,1,y\nc,1,0,0\n,1,0,0\n"
	var got []string
	for _, one := range diaries(t, text) {
		said := days(one)
		if one.Err != nil {
			said = fmt.Sprintf("%s (%d)", one.Err, one.BadLines)
		}
		got = append(got, one.Name+" "+said)
	}
	want := "a 1/?/2/1 2/?/0/0|b line 3: alcohol must be a number, 1 for yes and 0 for no; leave the cell empty where it is not known (2)|" +
		"c 1/?/0/0| line 7: diary is empty; every row needs the name of its diary (1)"
	if text := strings.Join(got, "|"); text != want {
		t.Errorf("got %s\nwant %s", text, want)
	}
}

// Whatever the bytes, every diary is either whole and in order or refused with a line
// of the table; nothing that is kept is out of its range.
func FuzzDiaries(f *testing.F) {
	f.Add([]byte("diary,night,dow,weekend,count,alcohol,stress\n1,1,0,0,2,1,5\n1,3,2,,,,\n2,1,4,1,0,0,-1.5\n"), "")
	f.Add([]byte("\xef\xbb\xbf\"night\",count,a\r\n2026-03-28,0,1\r\n2026-03-30,1,\"2\"\r\n"), "a")
	f.Add([]byte("night,count,a,b\n1,0,NaN,1\n2,1,1e400,x\n\n,,\n\"\n"), "a,b")
	f.Add([]byte("night,date,count,a\n2,2026-03-28,1,1\n1,,0,0\n1,,0,0\n"), "")
	f.Fuzz(func(t *testing.T, text []byte, wanted string) {
		var exposures []string
		if wanted != "" {
			exposures = strings.Split(wanted, ",")
		}
		table, err := Diaries(from(string(text)), "count", exposures)
		if err != nil {
			return
		}
		got, end := 0, bytes.Count(text, []byte("\n"))+1
		packed := bytes.HasPrefix(text, []byte("\x1f\x8b"))
		err = table.Each(func(one Diary) error {
			got++
			if one.Err != nil {
				if one.Err.Message == "" || one.Err.Line < 2 || one.Err.Line > end && !packed || one.Days != nil {
					t.Fatalf("got error %+v with %d days, of %d lines", one.Err, len(one.Days), end)
				}
				return nil
			}
			for i, d := range one.Days {
				if i > 0 && d.Night != one.Days[i-1].Night+1 || d.Weekend < -1 || d.Weekend > 1 || math.IsInf(d.Y, 0) || d.Y < 0 || len(d.Exposures) != len(table.Exposures()) {
					t.Fatalf("got day %+v", d)
				}
				for _, x := range d.Exposures {
					if math.Abs(x) > mostAmount {
						t.Fatalf("got exposure %v", x)
					}
				}
			}
			return nil
		})
		if err != nil || got != table.Count() {
			t.Fatalf("got %d diaries and error %v, want %d", got, err, table.Count())
		}
	})
}
