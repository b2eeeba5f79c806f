package cause

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"charley/knowledge"
)

// docs/graph.md is made from the records:
//
//	go test ./cause -run GraphPage -update
var update = flag.Bool("update", false, "rewrite the page of the graph")

func shippedBase(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Default()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func everyExposure(b *knowledge.Base) (ids []string) {
	for _, e := range b.Exposures().All() {
		ids = append(ids, e.ID)
	}
	return ids
}

// Whatever is asked, what stands beside an exposure closes every back door to the
// night, together with the causes that are named as open; nothing of it lies below
// the exposure; and none of it can be left out.
func TestAdjustmentsOfTheShippedGraph(t *testing.T) {
	b := shippedBase(t)
	all := everyExposure(b)
	sets := [][]string{all, b.Asked()}
	for _, left := range all { // all but one
		sets = append(sets, slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == left }))
	}
	for _, ids := range sets {
		g := newGraph(b.Graph(), ids)
		for id, a := range Adjustments(b.Graph(), ids) {
			x := g.at[id]
			below := g.below(x)
			z := slices.Clone(g.always)
			for _, other := range slices.Concat(a.For, a.Open) {
				if z[g.at[other]] = true; below[g.at[other]] || other == id {
					t.Errorf("%s: %s stands beside it and lies below it", id, other)
				}
			}
			doors := g.without(x)
			if !doors.separated(x, g.night, z) {
				t.Errorf("%s of %d: a back door is open with %v and %v", id, len(ids), a.For, a.Open)
			}
			for _, other := range slices.Concat(a.For, a.Open) {
				fewer := slices.Clone(z)
				if fewer[g.at[other]] = false; doors.separated(x, g.night, fewer) {
					t.Errorf("%s of %d: %s is not needed", id, len(ids), other)
				}
			}
			for _, other := range ids {
				if slices.Contains(a.Never, other) != below[g.at[other]] {
					t.Errorf("%s: never beside %s: got %v", id, other, !below[g.at[other]])
				}
			}
		}
	}
}

func TestAdjustments(t *testing.T) {
	b := shippedBase(t)
	got := Adjustments(b.Graph(), []string{"hot_day", "fluids", "stretching", "hard_strain", "own_tea"})
	for _, tc := range []struct {
		id, beside, never, open string
	}{
		{"fluids", "hot_day", "", "ill_today salty_meal"},
		{"hot_day", "hard_strain", "fluids", "exercise season"},
		{"hard_strain", "", "fluids hot_day stretching", "exercise"},
		{"stretching", "hard_strain hot_day", "", "heating_pad joint_pain warm_bath"},
		{"own_tea", "", "", ""},
	} {
		a := got[tc.id]
		if strings.Join(a.For, " ") != tc.beside || strings.Join(a.Never, " ") != tc.never || strings.Join(a.Open, " ") != tc.open {
			t.Errorf("%s: got %+v", tc.id, a)
		}
	}
	if len(got) != 5 {
		t.Errorf("got %d, want one for each that was asked", len(got))
	}
}

// The words for how an exposure may act are the same in both packages.
func TestFormsAreThoseOfTheRecords(t *testing.T) {
	for i, w := range knowledge.Forms() {
		if forms := Forms(); len(forms) != len(knowledge.Forms()) || string(forms[i]) != w.Value {
			t.Errorf("got %v and %v", w, forms)
		}
	}
}

const graphHead = `# What may lead to what

Made from ` + "`knowledge/data/graph.toml`" + ` by ` + "`go test ./cause -run GraphPage -update`" + `; a test fails when it is stale. Do not edit
it by hand. What it is for, and its limits: [0021](decisions/0021-what-goes-with-bad-nights.md).

That any exposure may lead to the night is the question that the diary asks; those arrows are not listed.
`

func TestGraphPage(t *testing.T) {
	file := filepath.Join("..", "docs", "graph.md")
	want := graphPage(shippedBase(t))
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the records say any more; make it again: go test ./cause -run GraphPage -update", file)
	}
}

func graphPage(b *knowledge.Base) []byte {
	var out bytes.Buffer
	out.WriteString(graphHead)
	out.WriteString("\n## Arrows\n| from | to | why | how it is known |\n|---|---|---|---|\n")
	for _, e := range b.Graph().Edges {
		fmt.Fprintf(&out, "| %s | %s | %s | %s: %s |\n", e.From, strings.Join(e.To, ", "), e.Why, e.Mark, strings.Join(e.Sources, ", "))
	}
	fmt.Fprintf(&out, "\nIn no arrow: %s.\n\n## What is no exposure\n| node | kind | why it is there |\n|---|---|---|\n", strings.Join(b.Graph().Alone, ", "))
	for _, n := range b.Graph().Nodes {
		fmt.Fprintf(&out, "| %s: %s | %s | %s |\n", n.ID, n.Name, n.Kind, n.Says)
	}
	for _, part := range []struct {
		head string
		ids  []string
	}{
		{"When the evening asks its twelve", b.Asked()},
		{"When everything is asked", everyExposure(b)},
	} {
		fmt.Fprintf(&out, "\n## %s\n| exposure | beside it | never beside it | common causes left open |\n|---|---|---|---|\n", part.head)
		adjust := Adjustments(b.Graph(), part.ids)
		for _, id := range part.ids {
			a := adjust[id]
			fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", id, strings.Join(a.For, ", "), strings.Join(a.Never, ", "), strings.Join(a.Open, ", "))
		}
	}
	return out.Bytes()
}
