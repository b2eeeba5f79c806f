package stats

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// A Scope is which candidates one question is about.
type Scope struct {
	Always   []int            // candidates that are in whatever the outcomes say
	Never    []int            // candidates that are left out
	Progress func(looked int) // sets looked at; may be nil
}

// An Averaged is what the outcomes say about every candidate, over all sets of columns that
// are at all likely.
type Averaged struct {
	Probability []float64   // that each candidate is in; 0 where it never is, 1 where it always is
	Form        [][]float64 // of each candidate, how likely each form is if it is in; NaN where it never is
	Cut         bool        // the search ended before everything likely was looked at

	s     *Selector
	scope Scope
	free  int                // candidates that may be in or not
	start []int              // columns that are always in
	sets  map[string]waiting // everything that counts
}

// Average searches the sets of columns from the likeliest on, and averages over them.
//
// A set is fitted by Laplace approximations of the night effects and coefficients at a
// couple of dozen points of the variation, over which it is integrated. One Newton step
// from there tells what each further column would add, and what each would take away;
// sets that look likely by that are fitted themselves, the others count with what was
// reckoned.
//
//	Cost    about 1 millisecond a set of 180 steps with a dozen candidates; 20 to 200 sets.
//	Source  docs/statistics.md.
//	Checked against every one of the sets, fitted, on small problems; against MCMC (JAGS 4.3.1).
func (s *Selector) Average(scope Scope) *Averaged {
	a := &Averaged{s: s, scope: scope, free: len(s.of.Maybe) - len(scope.Always) - len(scope.Never), start: s.start(scope.Always), sets: map[string]waiting{}}
	s.keeping = true
	q := &queue{{a.start, 0}}
	fitted := map[string]bool{}
	best := math.Inf(-1)
	for q.Len() > 0 {
		next := heap.Pop(q).(waiting)
		key := keyOf(next.in)
		if fitted[key] {
			continue
		}
		if next.log < best-searchReach {
			break
		}
		if len(fitted) == mostSets || s.numbers > roomForSets {
			a.Cut = true
			break
		}
		fitted[key] = true
		l := s.look(next.in)
		own := l.log + a.prior(next.in)
		a.sets[key] = waiting{next.in, own}
		best = math.Max(best, own)
		offer := func(in []int, log float64) {
			k := keyOf(in)
			log += a.prior(in)
			if had, ok := a.sets[k]; fitted[k] || ok && had.log >= log {
				return
			}
			a.sets[k] = waiting{in, log}
			heap.Push(q, waiting{in, log})
		}
		a.around(l, offer)
		if scope.Progress != nil {
			scope.Progress(len(fitted))
		}
	}
	a.reckon(fitted, best-countReach)
	a.add()
	s.forget()
	return a
}

// reckon counts the sets that were not fitted, by the quadratic of a set that was and that
// lacks the fewest of their columns; those below the least do not count.
func (a *Averaged) reckon(fitted map[string]bool, least float64) {
	s := a.s
	var anchors []*looked
	for k := range fitted {
		anchors = append(anchors, s.looked[k])
	}
	slices.SortFunc(anchors, func(x, y *looked) int { return cmp.Or(cmp.Compare(len(y.in), len(x.in)), slices.Compare(x.in, y.in)) })
	for k := range a.sets { // what one step told is told better by what follows
		if !fitted[k] {
			delete(a.sets, k)
		}
	}
	for _, l := range anchors {
		c := climber{a: a, least: least, ladders: make([]ladder, len(l.around))}
		for k := range l.around {
			c.ladders[k].begin(&l.around[k])
		}
		c.climb(l.in, 0)
	}
}

// A climber goes through the sets that hold one that was fitted.
type climber struct {
	a       *Averaged
	least   float64 // sets below it do not count
	ladders []ladder
}

// climb adds columns from one on.
func (c *climber) climb(in []int, from int) {
	s := c.a.s
	if s.full(in) {
		return
	}
	precision := 1 / (s.of.SD * s.of.SD)
	for col := from; col < len(s.columns); col++ {
		if s.holds(in, s.maybe[col]) || slices.Contains(c.a.scope.Never, s.maybe[col]) {
			continue
		}
		log := math.Inf(-1)
		for k := range c.ladders {
			log = logSum(log, c.ladders[k].try(col, precision))
		}
		set := insert(in, col)
		log += c.a.prior(set)
		if log < c.least {
			continue
		}
		key := keyOf(set)
		if _, had := c.a.sets[key]; had { // one that was fitted is there too
			continue
		}
		if len(c.a.sets) >= mostCounted {
			c.a.Cut = true
			return
		}
		c.a.sets[key] = waiting{set, log}
		for k := range c.ladders {
			c.ladders[k].push()
		}
		c.climb(set, col+1)
		for k := range c.ladders {
			c.ladders[k].pop()
		}
	}
}

// around offers the sets with one column more or less.
func (a *Averaged) around(l *looked, offer func(in []int, log float64)) {
	if !a.s.full(l.in) {
		for c, log := range l.add {
			if !math.IsInf(log, -1) && !slices.Contains(a.scope.Never, a.s.maybe[c]) {
				offer(insert(l.in, c), log)
			}
		}
	}
	for i, c := range l.in {
		if !slices.Contains(a.start, c) {
			offer(without(l.in, c), l.take[i])
		}
	}
}

// room is how many columns there is room for.
func (w *work) room() int { return cap(w.beta) }

// full says that there is room for no more than these columns.
func (s *Selector) full(in []int) bool { return len(in) >= s.w.room()-len(s.of.Model.X) }

// start is the set with nothing but what is always in, by its likeliest forms.
func (s *Selector) start(always []int) (in []int) {
	for _, j := range always {
		if s.full(in) {
			break
		}
		l, best := s.look(in), -1
		for c := range s.columns {
			if s.maybe[c] == j && (best < 0 || l.add[c]+s.logShare[c] > l.add[best]+s.logShare[best]) {
				best = c
			}
		}
		in = insert(in, best)
	}
	return in
}

// prior is how likely a set is before any data.
func (a *Averaged) prior(in []int) float64 {
	log := logPrior(len(in)-len(a.scope.Always), a.free, len(a.s.of.Maybe))
	for _, c := range in {
		if !slices.Contains(a.scope.Always, a.s.maybe[c]) {
			log += a.s.logShare[c]
		}
	}
	return log
}

// add sums the sets up. Their order must not come from a map: sums differ in their last
// digits by it.
func (a *Averaged) add() {
	s := a.s
	a.Probability = make([]float64, len(s.of.Maybe))
	total := math.Inf(-1)
	keys := a.keys()
	for _, k := range keys {
		total = logSum(total, a.sets[k].log)
	}
	byColumn := make([]float64, len(s.columns))
	for _, k := range keys {
		weight := math.Exp(a.sets[k].log - total)
		for _, c := range a.sets[k].in {
			byColumn[c] += weight
			a.Probability[s.maybe[c]] += weight
		}
	}
	a.Form = make([][]float64, len(s.of.Maybe))
	for c, j := range s.maybe {
		a.Form[j] = append(a.Form[j], byColumn[c]/a.Probability[j])
	}
}

func (a *Averaged) keys() []string {
	keys := make([]string, 0, len(a.sets))
	for k := range a.sets {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Looked is how many sets were fitted, for all questions together.
func (s *Selector) Looked() int { return len(s.looked) }
