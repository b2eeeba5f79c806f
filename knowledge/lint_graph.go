package knowledge

import (
	"fmt"
	"slices"
	"strings"
)

// graphRules are about the graph of what may lead to what. That it has no circle
// is the reader's business: with one, nothing could be worked out.
func graphRules() []promise[*Base] {
	return []promise[*Base]{
		{"graph-known", graphKnown},
		{"graph-placed", graphPlaced},
		{"graph-order", graphOrder},
		{"graph-twice", graphTwice},
		{"graph-why", graphWhy},
	}
}

// graphKnown: an arrow runs between exposures and nodes that there are.
func graphKnown(b *Base, _ *index) string {
	if said := lacks(graphFile, b.graph.Exposures(), b.exposures); said != "" {
		return said + ", and no node of that id"
	}
	if said := lacks(graphFile+" few", b.graph.Few, b.exposures); said != "" {
		return said
	}
	for _, n := range b.graph.Nodes {
		if b.exposures.Has(n.ID) {
			return fmt.Sprintf("%s: %s is an exposure and needs no node", graphFile, n.ID)
		}
	}
	return ""
}

// graphPlaced: whoever adds an exposure thinks of where it belongs.
func graphPlaced(b *Base, _ *index) string {
	var missing []string
	placed := b.graph.Exposures()
	for _, e := range b.exposures.list {
		if !slices.Contains(placed, e.ID) {
			missing = append(missing, e.ID)
		}
	}
	if len(missing) > 0 {
		slices.Sort(missing)
		return fmt.Sprintf("%s has no place for %s: an edge, or alone", graphFile, strings.Join(missing, ", "))
	}
	for _, e := range b.graph.Edges {
		for _, id := range append([]string{e.From}, e.To...) {
			if slices.Contains(b.graph.Alone, id) {
				return fmt.Sprintf("%s: %s is said to be alone, and is in an edge", graphFile, id)
			}
		}
	}
	return ""
}

// graphOrder: what always stands beside an exposure must come before the day, or
// adjusting for it could do harm; what comes after the day leads to no exposure;
// and the arrow from an exposure to the night is there unwritten.
func graphOrder(b *Base, _ *index) string {
	g := b.graph
	for _, e := range g.Edges {
		from, _ := g.Node(e.From)
		for _, id := range e.To {
			to, other := g.Node(id)
			switch {
			case to.Kind == NodeAlways:
				return fmt.Sprintf("%s: %s leads to %s, which is adjusted for always", graphFile, e.From, id)
			case from.Kind == NodeOutcome, from.Kind == NodeDownstream && !other:
				return fmt.Sprintf("%s: %s comes after the day and cannot lead to %s", graphFile, e.From, id)
			case to.Kind == NodeOutcome && from.Kind == "":
				return fmt.Sprintf("%s: that %s may lead to the %s is the question, and needs no edge", graphFile, e.From, id)
			}
		}
	}
	return ""
}

func graphTwice(b *Base, _ *index) string {
	seen := map[[2]string]bool{}
	for _, e := range b.graph.Edges {
		for _, to := range e.To {
			arrow := [2]string{e.From, to}
			if seen[arrow] {
				return fmt.Sprintf("%s: from %s to %s twice", graphFile, e.From, to)
			}
			seen[arrow] = true
		}
	}
	return ""
}

func graphWhy(b *Base, _ *index) string {
	for i, e := range b.graph.Edges {
		if said := endsWith(fmt.Sprintf("%s edge %d why", graphFile, i+1), e.Why, "."); said != "" {
			return said
		}
	}
	for _, n := range b.graph.Nodes {
		if said := endsWith(fmt.Sprintf("%s node %s says", graphFile, n.ID), n.Says, "."); n.Says == "" || said != "" {
			return first(said, fmt.Sprintf("%s node %s does not say why it is there", graphFile, n.ID))
		}
	}
	return ""
}
