package cause

import "math"

// endless is the width of a pipe that no cut goes through.
const endless = math.MaxInt / 4

// A flow is pipes between numbered places, and what still fits through each.
type flow struct{ room []map[int]int }

func newFlow(places int) *flow {
	f := &flow{room: make([]map[int]int, places)}
	for i := range f.room {
		f.room[i] = map[int]int{}
	}
	return f
}

func (f *flow) pipe(from, to, width int) {
	f.room[from][to] = width
	if _, ok := f.room[to][from]; !ok {
		f.room[to][from] = 0
	}
}

// fill sends as much as goes from one place to another and returns how much that
// is (Edmonds and Karp 1972): along shortest ways, until there is none.
func (f *flow) fill(from, to int) (total int) {
	for total < endless {
		way := f.shortest(from, to)
		if way == nil {
			return total
		}
		width := endless
		for at := to; at != from; at = way[at] {
			width = min(width, f.room[way[at]][at])
		}
		for at := to; at != from; at = way[at] {
			f.room[way[at]][at] -= width
			f.room[at][way[at]] += width
		}
		total += width
	}
	return total
}

// shortest says for each place on a way from which place it is entered; nil if
// nothing more fits.
func (f *flow) shortest(from, to int) []int {
	way := make([]int, len(f.room))
	for i := range way {
		way[i] = -1
	}
	way[from] = from
	for todo := []int{from}; len(todo) > 0; todo = todo[1:] {
		at := todo[0]
		for next := range f.room { // in order, so that the same pipes fill every time
			if f.room[at][next] > 0 && way[next] < 0 {
				way[next] = at
				if next == to {
					return way
				}
				todo = append(todo, next)
			}
		}
	}
	return nil
}

// reaches are the places from which something still fits through to a place.
func (f *flow) reaches(to int) []bool {
	near := make([]bool, len(f.room))
	near[to] = true
	for todo := []int{to}; len(todo) > 0; todo = todo[1:] {
		for at := range f.room {
			if !near[at] && f.room[at][todo[0]] > 0 {
				near[at] = true
				todo = append(todo, at)
			}
		}
	}
	return near
}
