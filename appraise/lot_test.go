package appraise

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"charley/ingest"
)

// table reads one trial from text.
func table(t *testing.T, outcome, text string) ingest.Trial {
	t.Helper()
	all, err := ingest.Trials(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }, outcome)
	if err != nil {
		t.Fatalf("got error %v", err)
	}
	var out ingest.Trial
	if err := all.Each(func(one ingest.Trial) error { out = one; return nil }); err != nil {
		t.Fatalf("got error %v", err)
	}
	return out
}

// rowsOf makes the table of nights that are written as columns of single letters.
func rowsOf(block, period, arm string) string {
	var b strings.Builder
	b.WriteString("night,block,period,arm,count\n")
	cell := func(s string, i int) string {
		if i >= len(s) || s[i] == '.' {
			return ""
		}
		return s[i : i+1]
	}
	for i := range arm {
		fmt.Fprintf(&b, "%d,%s,%s,%s,1\n", i+1, cell(block, i), cell(period, i), cell(arm, i))
	}
	return b.String()
}

// pieces writes what has one period number as block:arm, with x and its nights.
func pieces(s scheme) []string {
	var out []string
	for i := 0; i < len(s.labels); {
		j, arms := i, fmt.Sprint(s.labels[i])
		for ; j < len(s.labels) && s.period[j] == s.period[i]; j++ {
			if s.labels[j] != s.labels[i] {
				arms = "0+1"
			}
		}
		text := fmt.Sprintf("%d:%s", s.block[i], arms)
		if j-i > 1 {
			text += fmt.Sprintf("x%d", j-i)
		}
		out = append(out, text)
		i = j
	}
	return out
}

func TestWhatTheLotGaveLabelsTo(t *testing.T) {
	for _, c := range []struct {
		name, block, period, arm, want string
	}{
		{"nights in blocks of four", "11112222", "abcdefgh", "01100110", "1:0 1:1 1:1 1:0 2:0 2:1 2:1 2:0"},
		{"no periods, arms mixed", "11112222", "", "01100110", "1:0 1:1 1:1 1:0 2:0 2:1 2:1 2:0"},
		{"whole periods", "11111122222", "aaabbbcccdd", "00011111100", "1:0x3 1:1x3 2:1x3 2:0x2"},
		{"no periods written, arms in one piece: they were drawn whole", "111111222222", "", "000111111000", "1:0x3 1:1x3 2:1x3 2:0x3 inferred"},
		{"a pair of nights is no piece", "1122", "", "0110", "1:0 1:1 2:1 2:0"},
		{"the arm changes within a period: stats moves its nights singly", "1111", "aaaa", "0011", "1:0+1x4"},
		{"a night without a block stays as it is", "11.122", "aabbcc", "001100", "1:0x2 1:1 2:0x2"},
		{"an arm that is not known", "1111", "abcd", "0.10", "1:0 1:1 1:0"},
		{"no block at all", "....", "aabb", "0011", "none"},
	} {
		t.Run(c.name, func(t *testing.T) {
			one := table(t, "count", rowsOf(c.block, c.period, c.arm))
			if one.Err != nil {
				t.Fatal(one.Err)
			}
			s, ok := schemeOf(one.Rows)
			got := pieces(s)
			if s.inferred {
				got = append(got, "inferred")
			}
			if !ok {
				got = []string{"none"}
			}
			if text := strings.Join(got, " "); text != c.want {
				t.Errorf("got %s, want %s", text, c.want)
			}
		})
	}
}
