package cause

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// drawn is a dag from arrows in words, "a>b c>b", and its nodes by name.
func drawn(arrows string) (dag, map[string]int, []string) {
	at, names := map[string]int{}, []string{}
	for _, a := range strings.Fields(arrows) {
		for _, n := range strings.Split(a, ">") {
			if _, ok := at[n]; !ok {
				at[n] = len(names)
				names = append(names, n)
			}
		}
	}
	d := newDAG(len(names))
	for _, a := range strings.Fields(arrows) {
		from, to, _ := strings.Cut(a, ">")
		d.arrow(at[from], at[to])
	}
	return d, at, names
}

// Graphs of the textbooks: what must stand beside x when its effect on y is sought.
func TestBackDoors(t *testing.T) {
	// Warming up and injury: Shrier and Platt 2008, doi:10.1186/1471-2288-8-70, figure 2, as drawn in the R package dagR, demo.dag2.
	const shrier = "x>intra coach>motivation coach>fitness genetics>fitness genetics>fatigue genetics>tissue fitness>pregame fitness>fatigue tissue>fatigue " +
		"tissue>weak pregame>x motivation>x motivation>before fatigue>intra fatigue>y contact>intra contact>before weak>y intra>y"
	for _, tc := range []struct {
		name, arrows string
		always       string // stands beside anyway
		unmeasured   string
		want         string
	}{
		{"fork", "c>x c>y x>y", "", "", "c"},
		{"chain: what x acts through stays out", "x>m m>y", "", "", ""},
		{"chain before: the nearer to the outcome", "x>y c>b b>x c>y", "", "", "c"},
		{"collider: nothing to do, and it would do harm", "x>c y>c x>y", "", "", ""},
		{"descendant of the outcome's cause", "c>x c>d c>y x>y", "", "c", "c"},
		{"an instrument stays out", "z>x x>y u>x u>y", "", "", "u"},
		// M and butterfly: Greenland, Pearl and Robins 1999, doi:10.1097/00001648-199901000-00008.
		{"M: none is enough", "a>x a>m b>m b>y x>y", "", "a b", ""},
		{"M, with the middle given: one of the wings", "a>x a>m b>m b>y x>y", "m", "", "b"},
		{"butterfly", "a>x a>m b>m b>y m>x m>y x>y", "", "", "b m"},
		{"butterfly with one wing seen", "a>x a>m b>m b>y m>x m>y x>y", "", "b", "a m"},
		// A mediator whose cause is also the outcome's: Robins and Greenland 1992, doi:10.1097/00001648-199203000-00013.
		{"mediator with a common cause", "x>m u>m u>y m>y x>y", "", "", ""},
		// Pearl 1995, doi:10.1093/biomet/82.4.669, the back-door graph with two confounders on one path.
		{"six variables", "x1>x3 x1>x4 x2>x4 x2>x5 x3>x x4>x x4>y x5>y x>x6 x6>y", "", "", "x4 x5"},
		// The criterion allows what no causal path passes; ours, the back door, needs nothing that lies below x (Shpitser and others 2010, arXiv:1203.3515).
		{"a leaf of x stays out", "x>y x>z c>z c>y", "", "", ""},
		{"warming up", shrier, "", "", "fatigue weak"},
		{"warming up, fatigue not seen", shrier, "", "fatigue", "fitness genetics"},
		{"warming up, with a leaf given", shrier, "before", "fatigue weak", "fitness motivation"},
	} {
		d, at, names := drawn(tc.arrows)
		x, y := at["x"], at["y"]
		cost, given := make([]int, len(names)), make(nodes, len(names))
		below := d.below(x)
		for i, n := range names {
			switch {
			case i == x || i == y || below[i]:
			case slices.Contains(strings.Fields(tc.always), n):
				given[i] = true
			case slices.Contains(strings.Fields(tc.unmeasured), n):
				cost[i] = costUnknown
			default:
				cost[i] = costAsked
			}
		}
		beside, ok := d.without(x).separator(x, y, given, cost)
		var got []string
		for _, i := range beside {
			got = append(got, names[i])
		}
		slices.Sort(got)
		if !ok || strings.Join(got, " ") != tc.want {
			t.Errorf("%s: got %v, %v, want %q", tc.name, got, ok, tc.want)
		}
	}
}

// open says whether any path lets something through between x and y: every path is
// walked, by the rule of Pearl 1988 and not as the code does it.
func (d dag) open(x, y int, given nodes) bool {
	helped := d.above(given) // a collider with something given below it
	on := make(nodes, len(d.parents))
	var walk func(at int, cameByHead bool) bool
	walk = func(at int, cameByHead bool) bool {
		if at == y {
			return true
		}
		on[at] = true
		defer func() { on[at] = false }()
		for _, next := range d.children[at] { // at is no collider
			if (at == x || !given[at]) && !on[next] && walk(next, true) {
				return true
			}
		}
		for _, next := range d.parents[at] { // at is one if it was entered along an arrow
			if pass := at == x || !cameByHead && !given[at] || cameByHead && helped[at]; pass && !on[next] && walk(next, false) {
				return true
			}
		}
		return false
	}
	return walk(x, false)
}

// separated says that x and y are d-separated by given: there is no path between
// them in the moral graph of the ancestors of all three once given is taken out
// (Lauritzen and others 1990, doi:10.1002/net.3230200503).
func (d dag) separated(x, y int, given nodes) bool {
	links := d.moral(d.above(given.and(x, y)))
	open := make([][]int, len(links))
	for i, list := range links {
		for _, j := range list {
			if !given[i] && !given[j] {
				open[i] = append(open[i], j)
			}
		}
	}
	return !reach(open, make(nodes, len(links)).and(x))[y]
}

func randomDAG(r *rand.Rand) dag {
	n := 2 + r.IntN(6)
	d, order := newDAG(n), r.Perm(n)
	density := r.Float64()
	for i, from := range order {
		for _, to := range order[i+1:] {
			if r.Float64() < density {
				d.arrow(from, to)
			}
		}
	}
	return d
}

// On random graphs of up to seven nodes the separation is that of walking every
// path, and the set is as cheap as the cheapest of all subsets.
func TestAgainstEveryPathAndSubset(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 21))
	none := 0
	for range 4000 {
		d := randomDAG(r)
		n := len(d.parents)
		x := r.IntN(n)
		y := (x + 1 + r.IntN(n-1)) % n
		given, cost := make(nodes, n), make([]int, n)
		for i := range n {
			switch {
			case i == x || i == y:
			case r.IntN(5) == 0:
				given[i] = true
			default:
				cost[i] = []int{0, costAsked, costAsked, costUnasked, costUnknown}[r.IntN(5)]
			}
		}
		if got, want := d.separated(x, y, given), !d.open(x, y, given); got != want {
			t.Fatalf("%+v: %d and %d given %v: got separated %v, want %v", d, x, y, given, got, want)
		}
		best := -1
		for subset := range 1 << n {
			total, z, allowed := 0, slices.Clone(given), true
			for rest := subset; rest != 0; rest &= rest - 1 {
				i := bits.TrailingZeros(uint(rest))
				allowed = allowed && cost[i] > 0
				total, z[i] = total+cost[i], true
			}
			if allowed && (best < 0 || total < best) && !d.open(x, y, z) {
				best = total
			}
		}
		got, ok := d.separator(x, y, given, cost)
		total, z := 0, given.and(got...)
		for _, i := range got {
			total += cost[i]
		}
		if !ok {
			none++
		}
		if ok != (best >= 0) || ok && (total != best || d.open(x, y, z)) {
			t.Fatalf("%+v: %d and %d given %v, cost %v: got %v, %v of cost %d, want cost %d", d, x, y, given, cost, got, ok, total, best)
		}
	}
	t.Logf("%d of 4000 could not be separated", none)
}
