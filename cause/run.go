package cause

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"charley/measure"
	"charley/stats"
)

// A group is exposures that count as one, because their days agree so closely that the
// nights cannot tell them apart. The first stands for all.
type group struct {
	found []int // places in Patterns.Found, and in Series.Columns
	ready ready
}

// A run is the part of a search that reckons.
type run struct {
	*search
	groups   []group
	selector *stats.Selector
	base     [][]float64 // columns that are always in
	values   []float64   // ordered outcomes: what each level stands for
	centre   float64     // Value: what was taken off, and divided by
	scale    float64
}

// run looks at every exposure that has passed the gates.
func (x *search) run() error {
	r := run{search: x, scale: 1}
	r.join()
	if len(r.groups) == 0 {
		return nil
	}
	for i := range x.s.Columns {
		if x.p.Found[i].open() {
			x.p.LookedAt = append(x.p.LookedAt, x.s.Columns[i].ID)
		}
	}
	model, ok := r.model()
	if !ok {
		r.p.warn(WarnSameAlways, "every night is alike to the method: there is nothing to compare")
		r.hold()
		return nil
	}
	selection := stats.Selection{Model: model, SD: x.by.EffectSD}
	for _, g := range r.groups {
		share := make([]float64, len(g.ready.forms))
		for i := range share {
			share[i] = 1 / float64(len(share))
		}
		selection.Maybe = append(selection.Maybe, stats.Maybe{Forms: g.ready.forms, Share: share})
		selection.Probe = append(selection.Probe, g.ready.next)
	}
	var err error
	if r.selector, err = stats.NewSelector(selection, searchSeed); err != nil {
		if errors.Is(err, stats.ErrTooFew) {
			r.withhold()
			return nil
		}
		return err
	}
	r.each()
	x.tiers()
	return nil
}

// withhold says of every exposure that nothing could be computed.
func (x *search) withhold() {
	x.p.warn(WarnWithheld, "the computation did not become exact enough, so nothing of it is shown")
	x.hold()
}

// hold says why there is nothing of any exposure.
func (x *search) hold() {
	x.p.LookedAt = []string{}
	for i := range x.p.Found {
		if f := &x.p.Found[i]; f.open() {
			f.Why = WhyWithheld
		}
	}
}

// join puts exposures that agree into groups.
func (r *run) join() {
	for i, c := range r.s.Columns {
		if !r.p.Found[i].open() {
			continue
		}
		same := slices.IndexFunc(r.groups, func(g group) bool {
			return r.together(c.Values, r.s.Columns[g.found[0]].Values)
		})
		if same < 0 {
			r.groups = append(r.groups, group{[]int{i}, prepare(c, r.p.Found[i], r.s.Weekend, r.by.SurpriseDays)})
			continue
		}
		r.groups[same].found = append(r.groups[same].found, i)
	}
	for _, g := range r.groups {
		if len(g.found) == 1 {
			continue
		}
		ids := r.idsOf(g)
		r.p.warn(WarnCollinear, "always go together, so that they count as one: "+strings.Join(ids, ", "), ids...)
		for _, i := range g.found {
			own := r.s.Columns[i].ID
			r.p.Found[i].CountsAsOneAs = slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return id == own })
		}
	}
}

// together says that the days of two exposures agree so closely that they count as one, over
// as many days as one exposure needs to be looked at.
func (r *run) together(a, b []float64) bool {
	c, days := correlation(a, b)
	return days >= r.by.With+r.by.Without && math.Abs(c) >= r.by.Collinear
}

func (r *run) idsOf(g group) (ids []string) {
	for _, i := range g.found {
		ids = append(ids, r.s.Columns[i].ID)
	}
	return ids
}

// model is the outcomes with what stands beside them in every set; false where all
// outcomes are alike.
func (r *run) model() (m stats.Model, ok bool) {
	family, _ := r.s.Outcome.Family()
	m = stats.Model{Family: family, Y: slices.Clone(r.s.Y)}
	switch family {
	case stats.Ordered:
		r.values = r.s.Outcome.Levels(m.Y, r.p.Limit)
		if m.Levels = len(r.values); m.Levels < 2 {
			return m, false
		}
	case stats.Continuous:
		known := knownOf(r.s.Y)
		r.centre, r.scale = mean(known), deviation(known)
		if !(r.scale > 1e-12*math.Max(1, math.Abs(r.centre))) {
			return m, false
		}
		for t := range m.Y {
			m.Y[t] = (m.Y[t] - r.centre) / r.scale
		}
	}
	add := func(c measure.Column, there bool) {
		if there {
			m.X, m.Coef = append(m.X, c.X), append(m.Coef, c.Prior)
		}
	}
	add(r.s.Outcome.Level(m.Y))
	add(measure.Weekends(r.s.Weekend))
	add(measure.Trend(len(m.Y)))
	x, coef := r.s.fixed(r.by.With)
	m.X, m.Coef = append(m.X, x...), append(m.Coef, coef...)
	r.base = m.X
	return m, true
}

// each asks the question of every group: all together where nothing else is to stand
// beside it, else in a search of its own.
func (r *run) each() {
	asked := map[string]*stats.Averaged{}
	for j := range r.groups {
		scope := r.scope(j)
		key := fmt.Sprint(scope.Always, scope.Never)
		a := asked[key]
		if a == nil {
			scope.Progress = r.progress(len(asked))
			a = r.selector.Average(scope)
			asked[key] = a
			if a.Cut {
				r.p.warnOnce(WarnSearch, "very many sets of exposures explain the nights about equally well; not all of them were looked at")
			}
		}
		r.read(j, a)
	}
	r.p.Models = r.selector.Looked()
	if r.o.Progress != nil {
		r.o.Progress(1)
	}
}

// progress tells how far the search is: nobody knows how many sets it will look at, so
// each question counts as a fifth of what is left.
func (r *run) progress(before int) func(looked int) {
	if r.o.Progress == nil {
		return nil
	}
	from := 1 - math.Pow(0.8, float64(before))
	return func(looked int) {
		r.o.Progress(from + (1-from)*0.2*(1-math.Exp(-float64(looked)/100)))
	}
}

// scope is with which others a group is looked at, by the graph.
func (r *run) scope(j int) (s stats.Scope) {
	for k, other := range r.groups {
		if k == j {
			continue
		}
		always, never := false, false
		for _, i := range r.groups[j].found {
			a := r.o.Adjust[r.s.Columns[i].ID]
			for _, id := range r.idsOf(other) {
				always = always || slices.Contains(a.For, id)
				never = never || slices.Contains(a.Never, id)
			}
		}
		switch {
		case never:
			s.Never = append(s.Never, k)
		case always:
			s.Always = append(s.Always, k)
		}
	}
	return s
}
