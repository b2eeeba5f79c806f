// Package security holds docs/security.md to what it says: that every item of the standard has its row, and that every
// test it names is there.
package security

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"charley/charleytest"
)

const doc = "../../docs/security.md"

// The states of an item. What does not apply stands in a table of its own.
const (
	tested   = "tested"   // a test fails if it does not hold
	reasoned = "reasoned" // a text says why it holds; no test could
	deviates = "deviates" // it does not hold everywhere, on purpose: see the section Deviations
	gap      = "gap"      // it does not hold
	without  = "n/a"      // there is nothing here that it speaks of
)

var states = []string{tested, reasoned, deviates, gap, without}

// An item is one that the standard asks for.
type item struct{ id, level, asks string }

// A row is what docs/security.md says of one.
type row struct {
	item
	state, shown string
	under        string // the heading that it stands under
}

// items are those of the standard, in its order.
func items(t *testing.T) []item {
	t.Helper()
	text, err := os.ReadFile("testdata/asvs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var out []item
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 {
			t.Fatalf("testdata/asvs.txt: cannot read %q", line)
		}
		out = append(out, item{f[0], f[1], f[2]})
	}
	return out
}

// rows are those of both tables, whose first cell is a number.
func rows(text string) []row {
	var out []row
	under := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if h, is := strings.CutPrefix(line, "## "); is {
			under = h
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		switch {
		case !strings.HasPrefix(line, "|") || !number.MatchString(cells[0]):
		case len(cells) == 5:
			out = append(out, row{item{cells[0], cells[1], cells[2]}, cells[3], cells[4], under})
		default: // of another form: said to be wrong by check
			out = append(out, row{item: item{id: cells[0]}, under: under})
		}
	}
	return out
}

var (
	number = regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	// quoted are names of tests and of scripts of the harness, as web.TestX and test/harness/x.py.
	quoted = regexp.MustCompile("`((?:[\\w/]+\\.)?(?:Test|Fuzz)\\w+|test/harness/\\w+\\.py)`")
)

// names are the tests that a text names.
func names(text string) []string {
	var out []string
	for _, m := range quoted.FindAllStringSubmatch(text, -1) {
		out = append(out, m[1])
	}
	return out
}

// check is everything that is wrong with a text, given the items and the tests that there are.
func check(text string, all []item, has func(string) bool) []string {
	var wrong []string
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	found := rows(text)
	for _, r := range found {
		if !slices.ContainsFunc(all, func(it item) bool { return it.id == r.id }) {
			say("%s is no item of levels 1 and 2", r.id)
		}
		judge(r, say)
	}
	for _, it := range all {
		switch n := count(found, it.id); {
		case n != 1:
			say("%s has %d rows, want one", it.id, n)
		case !slices.ContainsFunc(found, func(r row) bool { return r.item == it }):
			say("%s: its level or what it asks is not as in testdata/asvs.txt", it.id)
		}
	}
	for _, name := range names(text) {
		if !has(name) {
			say("there is no test %s", name)
		}
	}
	return append(wrong, miscounted(text, found)...)
}

// judge looks at one row.
func judge(r row, say func(string, ...any)) {
	switch {
	case !slices.Contains(states, r.state):
		say("%s: %q is no state; it is one of %s", r.id, r.state, strings.Join(states, ", "))
	case (r.state == without) != (r.under == "What does not apply"):
		say("%s: what does not apply stands in the table of its own, and nothing else there", r.id)
	case r.state == tested && len(names(r.shown)) == 0:
		say("%s is tested, but names no test", r.id)
	case r.state == gap && !strings.Contains(r.shown, "Mended by"):
		say("%s is a gap, but does not say what would mend it", r.id)
	case len(r.shown) < 10:
		say("%s says nothing", r.id)
	}
}

func count(found []row, id string) int {
	n := 0
	for _, r := range found {
		if r.id == id {
			n++
		}
	}
	return n
}

// miscounted compares the line of counts with the rows.
func miscounted(text string, found []row) []string {
	counts := map[string]int{}
	for _, r := range found {
		counts[r.state]++
	}
	want := fmt.Sprintf("**%d items: %d apply (%d tested, %d reasoned, %d deviate, %d gaps), %d do not.**",
		len(found), len(found)-counts[without], counts[tested], counts[reasoned], counts[deviates], counts[gap], counts[without])
	if !strings.Contains(text, want) {
		return []string{"the line of counts is not as it should be: " + want}
	}
	return nil
}

func read(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestEveryItemHasItsRow(t *testing.T) {
	all := items(t)
	if len(all) != 253 {
		t.Errorf("testdata/asvs.txt has %d items; levels 1 and 2 have 70 and 183", len(all))
	}
	tests := charleytest.TestsOf(t)
	for _, wrong := range check(read(t), all, tests.Has) {
		t.Error("docs/security.md: " + wrong)
	}
}

// Every deviation of the tables is explained in its section.
func TestDeviationsAreExplained(t *testing.T) {
	text := read(t)
	_, section, _ := strings.Cut(text, "\n## Deviations\n")
	section, _, _ = strings.Cut(section, "\n## ")
	for _, r := range rows(text) {
		if r.state == deviates && !strings.Contains(section, "V"+r.id) {
			t.Errorf("V%s deviates, and the section Deviations does not say how", r.id)
		}
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, m := range regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`).FindAllStringSubmatch(read(t), -1) {
		if _, err := os.Stat(filepath.Join(filepath.Dir(doc), m[1])); err != nil {
			t.Errorf("docs/security.md leads to %s: %v", m[1], err)
		}
	}
}

// What the test above looks for, it finds.
func TestFaultsOfTheTableAreFound(t *testing.T) {
	all := []item{{"1.1.1", "2", "One thing"}, {"1.1.2", "1", "Another"}, {"1.1.3", "1", "A third"}}
	has := func(name string) bool { return name == "web.TestA" }
	good := "## Table\n| 1.1.1 | 2 | One thing | tested | `web.TestA`: so |\n| 1.1.2 | 1 | Another | gap | Not so. Mended by work |\n## What does not apply\n| 1.1.3 | 1 | A third | n/a | There is none |\n" +
		"**3 items: 2 apply (1 tested, 0 reasoned, 0 deviate, 1 gaps), 1 do not.**\n"
	if wrong := check(good, all, has); len(wrong) > 0 {
		t.Fatalf("a good table: got %q", wrong)
	}
	for name, c := range map[string][2]string{
		"a test that was renamed":  {"web.TestA", "web.TestB"},
		"a test without its place": {"web.TestA", "TestA"},
		"a row that is gone":       {"| 1.1.2 | 1 | Another | gap | Not so. Mended by work |\n", ""},
		"a row twice":              {"## What", "| 1.1.1 | 2 | One thing | tested | `web.TestA`: so |\n## What"},
		"an empty row":             {"`web.TestA`: so", ""},
		"a test that is not named": {"`web.TestA`: so", "somebody looked at it"},
		"another level":            {"| 2 | One", "| 1 | One"},
		"another sentence":         {"One thing", "One thing more"},
		"an item that is none":     {"| 1.1.3 |", "| 1.1.4 |"},
		"a state that is none":     {"| tested |", "| done |"},
		"a gap for good":           {"Mended by work", "Never mind"},
		"a count that is off":      {"1 gaps", "0 gaps"},
		"n/a among what applies":   {"| gap | Not so. Mended by work", "| n/a | There is nothing like it"},
	} {
		if wrong := check(strings.Replace(good, c[0], c[1], 1), all, has); len(wrong) == 0 {
			t.Errorf("%s: got no fault", name)
		}
	}
}
