package cause

import (
	"slices"

	"charley/knowledge"
)

// Costs of what may stand beside an exposure. What nobody asked can stand beside
// nothing: it is named as open instead, and only where all that was asked is not enough.
const (
	costAsked   = 1
	costUnasked = 1000 * costAsked   // more than all that can be asked together
	costUnknown = 1000 * costUnasked // and more than all exposures
)

// Adjustments says of each exposure that is asked which others must stand beside
// it while it is looked at, which must not, and which common causes stay open.
//
// For and what is adjusted for always close the back doors between the exposure and
// the night (Pearl 1995, doi:10.1093/biomet/82.4.669): with them, days with it and
// days without it are alike in what leads both to the exposure and to the night, as
// far as the graph knows. None of them could be left out, and no smaller set does.
// Where what is asked is not enough, Open names what would have to be known too: as
// few as can be of what nobody asks about, and then of exposures that are not asked.
// Never is what the exposure leads to: to hold it still would hide what goes through
// it (Robins and Greenland 1992, doi:10.1097/00001648-199203000-00013).
//
// An exposure that the graph does not know, such as a person's own, has none of them.
func Adjustments(g knowledge.Graph, ids []string) map[string]Adjustment {
	known := newGraph(g, ids)
	out := make(map[string]Adjustment, len(ids))
	for _, id := range ids {
		out[id] = known.adjustment(id)
	}
	return out
}

// A graph is a knowledge.Graph with its nodes numbered.
type graph struct {
	dag
	ids    []string
	at     map[string]int
	night  int
	always nodes
	cost   []int // of standing beside an exposure; 0: never
	asked  []bool
}

func newGraph(g knowledge.Graph, asked []string) graph {
	x := graph{at: map[string]int{}}
	x.ids = g.Exposures()
	for _, n := range g.Nodes {
		x.ids = append(x.ids, n.ID)
	}
	x.dag, x.always = newDAG(len(x.ids)), make(nodes, len(x.ids))
	x.cost, x.asked = make([]int, len(x.ids)), make([]bool, len(x.ids))
	for i, id := range x.ids {
		x.at[id] = i
		n, other := g.Node(id)
		x.asked[i] = !other && slices.Contains(asked, id)
		switch {
		case x.asked[i]:
			x.cost[i] = costAsked
		case !other:
			x.cost[i] = costUnasked
		case n.Kind == knowledge.NodeUnmeasured:
			x.cost[i] = costUnknown
		case n.Kind == knowledge.NodeAlways:
			x.always[i] = true
		case n.Kind == knowledge.NodeOutcome:
			x.night = i
		}
	}
	x.arrows(g)
	return x
}

// arrows are those of the file, and those from every exposure to the night. What
// concerns few people and is not asked does not concern this one.
func (g *graph) arrows(from knowledge.Graph) {
	elsewhere := func(id string) bool { return slices.Contains(from.Few, id) && !g.asked[g.at[id]] }
	for _, e := range from.Edges {
		for _, to := range e.To {
			if !elsewhere(e.From) && !elsewhere(to) {
				g.arrow(g.at[e.From], g.at[to])
			}
		}
	}
	for _, id := range from.Exposures() {
		g.arrow(g.at[id], g.night)
	}
}

func (g graph) adjustment(id string) Adjustment {
	x, ok := g.at[id]
	if !ok || !g.asked[x] {
		return Adjustment{}
	}
	var a Adjustment
	cost := slices.Clone(g.cost)
	for i, below := range g.below(x) {
		if below {
			cost[i] = 0
			if g.asked[i] {
				a.Never = append(a.Never, g.ids[i])
			}
		}
	}
	// There always is a set: an exposure's back doors lead through its parents, and
	// none of them lies below it.
	beside, _ := g.without(x).separator(x, g.night, g.always, cost)
	for _, i := range beside {
		if g.asked[i] {
			a.For = append(a.For, g.ids[i])
		} else {
			a.Open = append(a.Open, g.ids[i])
		}
	}
	for _, list := range [][]string{a.For, a.Never, a.Open} {
		slices.Sort(list)
	}
	return a
}
