package cause

import "slices"

// A dag is arrows between numbered nodes, none of them in a circle.
type dag struct{ parents, children [][]int }

func newDAG(nodes int) dag { return dag{make([][]int, nodes), make([][]int, nodes)} }

func (d dag) arrow(from, to int) {
	d.parents[to] = append(d.parents[to], from)
	d.children[from] = append(d.children[from], to)
}

// without is the dag without the arrows that leave a node: what is left between it
// and the outcome are its back doors.
func (d dag) without(x int) dag {
	out := newDAG(len(d.parents))
	for from, list := range d.children {
		for _, to := range list {
			if from != x {
				out.arrow(from, to)
			}
		}
	}
	return out
}

// A nodes is a set of nodes.
type nodes []bool

func (n nodes) and(more ...int) nodes {
	out := slices.Clone(n)
	for _, i := range more {
		out[i] = true
	}
	return out
}

// below are the descendants of a node, without itself.
func (d dag) below(x int) nodes {
	found := reach(d.children, make(nodes, len(d.parents)).and(x))
	found[x] = false
	return found
}

// above are the ancestors of nodes, with themselves.
func (d dag) above(of nodes) nodes { return reach(d.parents, of) }

// reach is what can be reached along links, with the start.
func reach(links [][]int, from nodes) nodes {
	found := slices.Clone(from)
	var todo []int
	for i, in := range from {
		if in {
			todo = append(todo, i)
		}
	}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, to := range links[at] {
			if !found[to] {
				found[to] = true
				todo = append(todo, to)
			}
		}
	}
	return found
}

// moral are the links of the moral graph of some nodes: arrows without their
// heads, and the parents of a common child married.
func (d dag) moral(of nodes) [][]int {
	links := make([][]int, len(d.parents))
	marry := func(a, b int) {
		if a != b && of[a] && of[b] && !slices.Contains(links[a], b) {
			links[a], links[b] = append(links[a], b), append(links[b], a)
		}
	}
	for child, parents := range d.parents {
		if !of[child] {
			continue
		}
		for i, p := range parents {
			marry(child, p)
			for _, q := range parents[:i] {
				marry(p, q)
			}
		}
	}
	return links
}

// separator is the set of nodes of least cost that separates x from y together
// with what is given anyway; among sets of one cost the one nearest to y, which
// costs the least precision (Rotnitzky and Smucler 2020, jmlr.org/papers/v21/19-1026).
// A cost of 0 means that a node must not be in it. ok is false if nothing separates.
//
//	Method   vertices of a least cut in the moral graph of the ancestors of x, y and
//	         what is given: every set that separates and needs each of its members
//	         lies there (van der Zander, Liskiewicz and Textor 2014, UAI causal
//	         inference workshop, and 2019, doi:10.1016/j.artint.2018.12.006).
func (d dag) separator(x, y int, given nodes, cost []int) (out []int, ok bool) {
	of := d.above(given.and(x, y))
	links := d.moral(of)
	if slices.Contains(links[x], y) {
		return nil, false
	}
	net := newFlow(2 * len(links))
	for i, list := range links {
		if given[i] {
			continue
		}
		switch {
		case i == x || i == y || cost[i] == 0:
			net.pipe(enter(i), leave(i), endless)
		default:
			net.pipe(enter(i), leave(i), cost[i])
		}
		for _, j := range list {
			if !given[j] {
				net.pipe(leave(i), enter(j), endless)
			}
		}
	}
	if net.fill(leave(x), enter(y)) >= endless {
		return nil, false
	}
	near := net.reaches(enter(y))
	for i := range links {
		if of[i] && !given[i] && near[leave(i)] && !near[enter(i)] {
			out = append(out, i)
		}
	}
	return out, true
}

// A node of the cut is an entry and an exit with a pipe between them.
func enter(i int) int { return 2 * i }
func leave(i int) int { return 2*i + 1 }
