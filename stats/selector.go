package stats

import (
	"container/heap"
	"math"
	"math/rand/v2"
	"slices"
)

// A Selector looks at sets of columns, and remembers what it found of each, so that several
// questions can be asked of the same outcomes. It is not for use by more than one at a time.
type Selector struct {
	of       Selection
	columns  [][]float64 // all forms of all candidates
	maybe    []int       // of which candidate each is
	logShare []float64
	w        *work
	slab     Normal
	spots    []spot
	u        [][]float64 // the night effects at the mode that was found last at each spot
	beta     [][]float64 // the coefficients of the columns that are always in, and the cutpoints, there
	looked   map[string]*looked
	reckoner reckoner
	keeping  bool // the quadratics of what is looked at now are kept
	numbers  int  // that they hold
}

// A looked is what was found of one set of columns.
type looked struct {
	in     []int       // columns, rising
	log    float64     // of the marginal likelihood; all parameters integrated out
	at     []found     // at each spot
	add    []float64   // log after adding each column; -Inf where its candidate is in
	around []quadratic // at each spot, of all columns
	take   []float64   // log after taking out each of in
	probed []float64   // log after adding each probe
}

// A found is the mode at one spot: log density and weight, and of each column that is in,
// its coefficient and the variance of that.
type found struct {
	log            float64
	mean, variance []float64
}

// Where models are compared, and how far the search goes.
const (
	pilotPoints = 64
	spotCount   = 24
	leastSpot   = -7.0 // log share of a spot that is kept
	searchReach = 3.5  // sets less likely than the best by more than e^-this are not fitted
	countReach  = 10   // nor do those count that are less likely by more than e^-this
	mostSets    = 2000
	mostCounted = 200_000  // sets that count
	roomForSets = 10 << 20 // numbers of quadratics that are kept for one question: 80 MB
)

// NewSelector makes a selection ready: it places the spots by the model without any
// candidate and by a model that has the best of them.
//
//	Errors  ErrModel, ErrNotFinite, ErrTooFew with what is wrong.
//	Cost    about 15 milliseconds for 180 steps and a dozen candidates.
func NewSelector(of Selection, seed uint64) (*Selector, error) {
	if err := of.check(); err != nil {
		return nil, err
	}
	s := &Selector{of: of, slab: Normal{SD: of.SD}, looked: map[string]*looked{}}
	s.columns, s.maybe, s.logShare = of.columns()
	widest, room := of.Model, make([]float64, len(of.Model.Y))
	for range min(len(of.Maybe), MaxCoef-len(of.Model.X)) {
		widest.X, widest.Coef = append(slices.Clip(widest.X), room), append(slices.Clip(widest.Coef), s.slab)
	}
	s.w = newWork(widest)
	r := rand.New(rand.NewPCG(seed, 0x5851f42d4c957f2d))
	s.shape(nil)
	s.w.start()
	bare, ok := s.w.pilot(pilotPoints, r)
	if !ok {
		return nil, ErrTooFew
	}
	clouds, rich := []cloud{bare}, s.greedy(bare)
	if len(rich) > 0 {
		s.shape(rich)
		s.w.start()
		if c, ok := s.w.pilot(pilotPoints, r); ok {
			clouds = append(clouds, c)
		}
	}
	s.settle(s.w.spots(clouds, spotCount, r))
	if s.thin(rich); len(s.spots) == 0 {
		return nil, ErrTooFew
	}
	return s, nil
}

// thin drops the spots that weigh next to nothing both for the model without any candidate
// and for the one with the best: what lies there would not be seen in any answer.
func (s *Selector) thin(rich []int) {
	heavy := make([]bool, len(s.spots))
	for _, in := range [][]int{nil, rich} {
		l := s.look(in)
		for k, f := range l.at {
			heavy[k] = heavy[k] || f.log-l.log > leastSpot
		}
	}
	k := 0
	s.spots = slices.DeleteFunc(s.spots, func(spot) bool { k++; return !heavy[k-1] })
	clear(s.looked)
	s.settle(s.spots)
}

// settle notes where models are to be compared.
func (s *Selector) settle(spots []spot) {
	s.spots, s.u, s.beta = spots, nil, nil
	s.shape(nil)
	s.w.start()
	for range spots {
		s.u = append(s.u, slices.Clone(s.w.u))
		s.beta = append(s.beta, append(slices.Clone(s.w.beta[:len(s.of.Model.X)]), s.w.cut...))
	}
}

// shape makes the work that of the columns that are always in and these.
func (s *Selector) shape(in []int) {
	x, coef := slices.Clip(s.of.Model.X), slices.Clip(s.of.Model.Coef)
	for _, c := range in {
		x, coef = append(x, s.columns[c]), append(coef, s.slab)
	}
	s.w.reshape(x, coef)
}

// greedy is a set of columns that is likely, found by adding the best one as long as that
// helps, at the middle of a cloud. It only places the spots.
func (s *Selector) greedy(c cloud) (in []int) {
	at, split := s.w.parameters(c.mean)
	v := variationAt(s.w.model.Family, at, split)
	for len(in) < min(6, len(s.of.Maybe)) {
		s.shape(in)
		s.w.start()
		if _, ok := s.w.mode(v); !ok {
			break
		}
		best, most := -1, math.Log(2.0)
		for j, x := range s.columns {
			if s.holds(in, s.maybe[j]) {
				continue
			}
			if b := s.reckoner.probe(s.w, x).logBayes(s.of.SD); b > most {
				best, most = j, b
			}
		}
		if best < 0 {
			break
		}
		in = insert(in, best)
	}
	return in
}

// holds says that some form of a candidate is in.
func (s *Selector) holds(in []int, candidate int) bool {
	return slices.ContainsFunc(in, func(c int) bool { return s.maybe[c] == candidate })
}

func insert(in []int, c int) []int {
	i, _ := slices.BinarySearch(in, c)
	return slices.Insert(slices.Clone(in), i, c)
}

func without(in []int, c int) []int {
	return slices.DeleteFunc(slices.Clone(in), func(x int) bool { return x == c })
}

func keyOf(in []int) string {
	key := make([]byte, 0, 2*len(in))
	for _, c := range in {
		key = append(key, byte(c), byte(c>>8))
	}
	return string(key)
}

// look fits one set of columns at every spot, and tells what adding or taking out one
// column would change, by one step from there.
func (s *Selector) look(in []int) *looked {
	key := keyOf(in)
	if l, ok := s.looked[key]; ok && !(s.keeping && l.around == nil) {
		return l
	}
	l := &looked{in: in, log: math.Inf(-1), at: make([]found, len(s.spots)),
		add: unlikely(len(s.columns)), take: unlikely(len(in)), probed: unlikely(len(s.of.Probe))}
	s.shape(in)
	for k := range s.spots {
		s.lookAt(l, k)
	}
	s.looked[key] = l
	return l
}

func unlikely(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Inf(-1)
	}
	return out
}

// forget drops the quadratics, which are large, once a question is answered; what else was
// found of the sets stays.
func (s *Selector) forget() {
	for _, l := range s.looked {
		l.around = nil
	}
	s.keeping, s.numbers = false, 0
}

// lookAt fits a set of columns at one spot.
func (s *Selector) lookAt(l *looked, k int) {
	w, base := s.w, len(s.of.Model.X)
	l.at[k].log = math.Inf(-1)
	s.stand(k)
	log, ok := w.mode(s.spots[k].of)
	if !ok {
		w.start()
		if log, ok = w.mode(s.spots[k].of); !ok {
			return
		}
	}
	copy(s.u[k], w.u)
	copy(s.beta[k], w.beta[:base])
	copy(s.beta[k][base:], w.cut)
	log += s.spots[k].logWeight + w.exactly(s.spots[k].of)
	f := found{log: log, mean: slices.Clone(w.beta[base:]), variance: make([]float64, len(l.in))}
	l.log = logSum(l.log, log)
	for i := range l.in {
		f.variance[i] = w.arrow.variance(base + i)
		l.take[i] = logSum(l.take[i], log+s.leave(f.mean[i], f.variance[i]))
	}
	l.at[k] = f
	q := s.reckoner.quadratic(w, s.columns, log)
	if s.keeping {
		l.around = append(l.around, q)
		s.numbers += len(q.info)
	}
	for c := range s.columns {
		if !s.holds(l.in, s.maybe[c]) {
			l.add[c] = logSum(l.add[c], log+probe{q.slope[c], q.info[half(c, c)]}.logBayes(s.of.SD))
		}
	}
	for c, x := range s.of.Probe {
		l.probed[c] = logSum(l.probed[c], log+s.reckoner.probe(w, x).logBayes(s.of.SD))
	}
}

// stand puts the search where it ended last at a spot; the candidates' coefficients start
// at 0.
func (s *Selector) stand(k int) {
	base := len(s.of.Model.X)
	copy(s.w.u, s.u[k])
	clear(s.w.beta)
	copy(s.w.beta, s.beta[k][:base])
	copy(s.w.cut, s.beta[k][base:])
}

// leave is the log of how much more likely the outcomes become without a column: the
// density of its coefficient at 0, after over before (Savage and Dickey).
func (s *Selector) leave(mean, variance float64) float64 {
	return -mean*mean/(2*variance) - math.Log(variance)/2 + math.Log(s.of.SD)
}

// A queue holds sets of columns, the likeliest first.
type queue []waiting

type waiting struct {
	in  []int
	log float64 // with the prior
}

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].log > q[j].log }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(waiting)) }
func (q *queue) Pop() any {
	old := *q
	last := old[len(old)-1]
	*q = old[:len(old)-1]
	return last
}

var _ heap.Interface = (*queue)(nil)
