package knowledge

import (
	"errors"
	"fmt"
	"slices"
)

// What a node of the graph is, beside the exposures.
const (
	NodeAlways     = "always"     // known of every day; stands beside every exposure
	NodeUnmeasured = "unmeasured" // asked of nobody, so that nothing stands in for it
	NodeDownstream = "downstream" // comes after the exposures, and is never adjusted for
	NodeOutcome    = "outcome"    // the night itself; there is one
)

// A Graph says what may lead to what on one day and the night after it: arrows
// between exposures and a few other nodes, none of them in a circle. That any
// exposure may lead to the night is what is asked, so those arrows stand in no
// edge. From the graph follows what must stand beside an exposure while it is
// looked at, and what must not: package cause works it out.
type Graph struct {
	Nodes []GraphNode `toml:"node"`  // what is no exposure
	Edges []GraphEdge `toml:"edge"`  // in the order of the file
	Alone []string    `toml:"alone"` // exposures that are in no edge, on purpose
	Few   []string    `toml:"few"`   // exposures that concern few people: their edges count where they are asked
}

// A GraphNode is something that belongs into the graph and is no exposure.
type GraphNode struct {
	ID   string `toml:"id"`
	Kind string `toml:"kind"` // NodeAlways, NodeUnmeasured, NodeDownstream or NodeOutcome
	Name string `toml:"name" say:"plain"`
	Says string `toml:"says"` // why it is there
}

// A GraphEdge says that one thing may lead to others, and why.
type GraphEdge struct {
	From    string   `toml:"from"`
	To      []string `toml:"to"`
	Why     string   `toml:"why"`
	Mark    string   `toml:"mark"`
	Sources []string `toml:"sources"`
}

// Node finds what is no exposure.
func (g Graph) Node(id string) (GraphNode, bool) {
	i := slices.IndexFunc(g.Nodes, func(n GraphNode) bool { return n.ID == id })
	if i < 0 {
		return GraphNode{}, false
	}
	return g.Nodes[i], true
}

// Exposures are the exposures of the graph, those of the edges in their order
// and then those that stand alone.
func (g Graph) Exposures() []string {
	var out []string
	add := func(id string) {
		if _, other := g.Node(id); !other && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, e := range g.Edges {
		add(e.From)
		for _, to := range e.To {
			add(to)
		}
	}
	for _, id := range g.Alone {
		add(id)
	}
	return out
}

// check refuses a graph that the program could not use; an empty one is none.
func (g Graph) check() error {
	outcomes := 0
	for i, n := range g.Nodes {
		switch {
		case n.ID == "" || n.Name == "":
			return fmt.Errorf("%s: node %d needs an id and a name", graphFile, i+1)
		case !slices.Contains([]string{NodeAlways, NodeUnmeasured, NodeDownstream, NodeOutcome}, n.Kind):
			return fmt.Errorf("%s: node %s: kind is %q, must be always, unmeasured, downstream or outcome", graphFile, n.ID, n.Kind)
		case n.Kind == NodeOutcome:
			outcomes++
		}
	}
	if outcomes != 1 {
		return fmt.Errorf("%s: there must be one outcome", graphFile)
	}
	for i, e := range g.Edges {
		if e.From == "" || len(e.To) == 0 || e.Why == "" {
			return fmt.Errorf("%s: edge %d needs a from, a to and a why", graphFile, i+1)
		}
	}
	if c := g.circle(); c != "" {
		return errors.New(graphFile + ": " + c + " comes back to itself")
	}
	return nil
}

// circle names a node that leads back to itself, if one does.
func (g Graph) circle() string {
	done, open := map[string]bool{}, map[string]bool{}
	var visit func(id string) string
	visit = func(id string) string {
		if open[id] {
			return id
		}
		if done[id] {
			return ""
		}
		open[id] = true
		for _, e := range g.Edges {
			if e.From != id {
				continue
			}
			for _, to := range e.To {
				if at := visit(to); at != "" {
					return at
				}
			}
		}
		open[id], done[id] = false, true
		return ""
	}
	for _, e := range g.Edges {
		if at := visit(e.From); at != "" {
			return at
		}
	}
	return ""
}
