package web

import (
	"math"
	"net/url"
	"strconv"

	"charley"
	"charley/app"
	"charley/measure"
	"charley/trial"
	"charley/words"
)

// A trialResult is what came out of a test: one sentence, then the picture, then
// how likely what is.
type trialResult struct {
	Working bool   // it is being worked out
	Strong  string // "Probably helps you."
	Says    string
	Lead    []string
	Lanes   *lanesPicture
	Effect  *effectPicture
	Week    []fact // what both sides have in a week, and what is saved
	Chances []fact
	More    *moreNights
	Keep    string // where to say whether one keeps it up
}

type lanesPicture struct {
	Lanes  []lane
	Legend []legendItem
}

// moreNights says how long a new test would have to be where nobody can tell yet.
type moreNights struct{ Heading, Text, Link string }

// A verdictWords is a result in one sentence.
type verdictWords struct{ Strong, Says, Short string }

// verdict is a result in one sentence.
func (s *site) verdict(t app.TrialView) verdictWords {
	w := s.words
	if t.Result == nil {
		return verdictWords{Says: w.T("result.working"), Short: w.T("result.working.short")}
	}
	code := t.Result.Verdict()
	out := verdictWords{Strong: w.T("verdict." + string(code)), Short: w.T("verdict." + string(code))}
	switch code {
	case trial.NoInformation:
		out.Says = w.T("verdict.why.no_information")
		if t.Result.Events[0]+t.Result.Events[1] > 0 {
			out.Says = w.T("verdict.why.little")
		}
	case trial.NotShown, trial.OneArm:
		out.Says = w.T("verdict.why." + string(code))
	case trial.CannotTell:
		out.Says = w.T("verdict.why.cannot_tell", w.T("measure."+t.Sealed.Measure))
	default:
		out.Says = s.sizeWords(t)
	}
	return out
}

// addResult fills in what came out.
func (s *site) addResult(p *trialPage, t app.TrialView) {
	w := s.words
	if t.Result == nil {
		p.Result = &trialResult{Working: true}
		return
	}
	v := s.verdict(t)
	r := &trialResult{Strong: v.Strong, Says: v.Says, Keep: helpPath + "/" + t.Sealed.Remedy + "#tried"}
	nights := s.laneNights(t)
	r.Lanes = s.lanes(t, nights)
	if t.Result.State == trial.StateOK {
		r.Lead, r.Effect, r.Week, r.Chances = append(s.likelyWords(t), s.earlyWords(t)...), s.effect(t), s.weekFacts(t), s.chanceFacts(t.Result.Result)
	}
	switch t.Result.Verdict() {
	case trial.CannotTell:
		r.More = s.moreWords(t)
	case trial.NoInformation, trial.OneArm, trial.NotShown:
		r.Keep = ""
	}
	p.Result, p.Rests, p.Nights, p.Counted = r, s.restFacts(t), s.trialNights(nights), words.Capital(w.T("measure."+t.Sealed.Measure))
	if lot := t.Result.Test; lot != nil && lot.Smallest > usualBar {
		p.Warnings = append(p.Warnings, w.T("advice.few_draws"))
	}
	for _, one := range t.Result.Warnings {
		if key := "warning." + one.Code; w.Has(key) {
			p.Warnings = append(p.Warnings, w.T(key))
		}
	}
}

// usualBar is the p below which people commonly call a finding one: a plan that
// cannot get there is told of.
const usualBar = 0.05

// laneNights are the nights of a test for its picture.
func (s *site) laneNights(t app.TrialView) []laneNight {
	var out []laneNight
	for _, n := range t.Result.Nights {
		one := laneNight{Night: t.Sealed.Start.Add(n.Index - 1), With: n.Arm == 1, Out: n.Washout}
		if !math.IsNaN(n.Y) {
			y := n.Y
			one.Value = &y
		}
		out = append(out, one)
	}
	return out
}

// laneKinds are how the families of outcomes are drawn.
var laneKinds = map[measure.Outcome]laneKind{measure.Count: laneCount, measure.Severity: laneBar, measure.Minutes: laneBar, measure.Bad: laneYes, measure.Value: lanePoint}

// lanes draw the nights of both sides, one lane each.
func (s *site) lanes(t app.TrialView, nights []laneNight) *lanesPicture {
	if len(nights) == 0 {
		return nil
	}
	w := s.words
	m, _ := measure.Of(t.Sealed.Measure)
	scale := scaleOf(laneKinds[m.Outcome], nights)
	p := &lanesPicture{}
	lost := false
	for _, with := range [...]bool{true, false} {
		var side []laneNight
		sum, missing := 0.0, 0
		for _, n := range nights {
			if n.With != with {
				continue
			}
			side = append(side, n)
			if n.Value != nil {
				sum += *n.Value
			} else {
				missing++
			}
		}
		lost = lost || missing > 0
		l := scale.draw(side)
		l.Class = map[bool]string{true: "with", false: "without"}[with]
		per := sum
		if m.Outcome != measure.Count && m.Outcome != measure.Bad && len(side) > missing {
			per = sum / float64(len(side)-missing)
		}
		l.Label = w.T("lane.label", w.T("lane."+l.Class), w.N("plan.nights", len(side)), w.T("lane.sum."+m.ID, w.Figure(per)))
		if missing > 0 {
			l.Label = w.T("lane.missing", l.Label, missing)
		}
		l.Desc = w.T("lane.desc", l.Label)
		p.Lanes = append(p.Lanes, l)
	}
	p.Legend = []legendItem{{"event", w.T("lane.event." + string(scale.kind))}, {"none", w.T("lane.none")}}
	if lost {
		p.Legend = append(p.Legend, legendItem{"lost", w.T("lane.lost")})
	}
	return p
}

// trialNights are the same nights as a table.
func (s *site) trialNights(nights []laneNight) []trialNight {
	w := s.words
	var out []trialNight
	for _, n := range nights {
		row := trialNight{Label: w.ShortDay(n.Night), Drawn: w.T("drawn.without"), Value: w.T("lane.lost")}
		if n.With {
			row.Drawn = w.T("drawn.with")
		}
		if n.Out {
			row.Drawn = w.T("drawn.out", row.Drawn)
		}
		if n.Value != nil {
			row.Value = w.Figure(*n.Value)
		}
		out = append(out, row)
	}
	return out
}

// sizeWords say how large the effect is in the middle of what fits.
func (s *site) sizeWords(t app.TrialView) string {
	w, r := s.words, t.Result
	what := w.T("measure." + t.Sealed.Measure)
	switch {
	case r.RateRatio != nil:
		return w.T("size.about", s.words.Percent(r.RateRatio.Median, what))
	case r.Difference != nil:
		return w.T("size.about", s.words.Difference(t.Sealed.Measure, r.Difference.Median*differenceNights(t)))
	}
	return ""
}

// differenceNights is by how many nights a difference is told.
func differenceNights(t app.TrialView) float64 {
	m, _ := measure.Of(t.Sealed.Measure)
	return m.DifferenceNights()
}

// likelyWords say how sure that is, and between what the effect may lie.
func (s *site) likelyWords(t app.TrialView) []string {
	w, r := s.words, t.Result
	var out []string
	if r.PBetter != nil {
		out = append(out, words.Capital(w.T("likely.better", s.words.InHundred(*r.PBetter))))
	}
	switch {
	case r.RateRatio != nil:
		out = append(out, w.T("likely.between", s.words.Percent(r.RateRatio.Lo, ""), s.words.Percent(r.RateRatio.Hi, "")))
	case r.Difference != nil:
		out = append(out, w.T("likely.between", s.words.Difference("", r.Difference.Lo*differenceNights(t)), s.words.Difference("", r.Difference.Hi*differenceNights(t))))
	}
	return out
}

// earlyWords say of a test that was ended early that it has to be surer.
func (s *site) earlyWords(t app.TrialView) []string {
	if !t.Result.Early {
		return nil
	}
	return []string{s.words.T("result.early", t.Night, t.Sealed.Nights)}
}

// weekFacts are the same by the week: what both sides have, and what is saved.
func (s *site) weekFacts(t app.TrialView) []fact {
	w, r := s.words, t.Result
	m, _ := measure.Of(t.Sealed.Measure)
	k := m.LevelNights()
	var out []fact
	for _, arm := range [...]int{1, 0} {
		if l := r.Level[arm]; l != nil {
			name := w.T("lane." + map[int]string{1: "with", 0: "without"}[arm])
			out = append(out, fact{Name: name, Value: w.T("week.level", w.T("week.sum."+m.ID, w.Figure(k*l.Median)), w.Figure(k*l.Lo), w.Figure(k*l.Hi))})
		}
	}
	saved, key := r.EventNight, "week.saved.nights"
	if m.Outcome == measure.Minutes {
		saved, key = r.Difference, "week.saved.minutes"
	}
	if saved != nil { // more on nights without is what is saved
		out = append(out, fact{Name: w.T(key), Value: w.Ranged(-7*saved.Median, -7*saved.Hi, -7*saved.Lo)})
	}
	return out
}

// effect draws the sizes of the effect that fit the nights.
func (s *site) effect(t app.TrialView) *effectPicture {
	r := t.Result
	m, _ := measure.Of(t.Sealed.Measure)
	var p effectPicture
	switch {
	case r.LogRR != nil:
		p = s.ratios(r.LogRR.Lo, r.LogRR.Hi).draw(r.LogRR.Lo, r.LogRR.Median, r.LogRR.Hi)
	case r.Difference != nil:
		k := differenceNights(t)
		p = s.differences(k*r.Difference.Lo, k*r.Difference.Hi, !m.HigherIsBetter).draw(k*r.Difference.Lo, k*r.Difference.Median, k*r.Difference.Hi)
	default:
		return nil
	}
	p.Desc = s.words.T("effect.desc", s.words.Set(append([]string{s.sizeWords(t)}, s.likelyWords(t)...)))
	return &p
}

// chanceFacts are the chances one by one.
func (s *site) chanceFacts(r trial.Result) []fact {
	var out []fact
	for _, c := range []struct {
		key string
		p   *float64
	}{{"better", r.PBetter}, {"better20", r.PBetter20}, {"same", r.PSame10}, {"worse", r.PWorse}, {"tipping", r.PTipping}} {
		if c.p != nil {
			out = append(out, fact{Name: s.words.T("chance." + c.key), Value: s.words.InHundred(*c.p)})
		}
	}
	return out
}

// restFacts are what a result rests on.
func (s *site) restFacts(t app.TrialView) []fact {
	w, r := s.words, t.Result
	var out []fact
	if lot := r.Test; lot != nil {
		out = append(out, fact{Name: w.T("rest.lots"), Value: w.T("rest.lots.p", words.PValue(lot.P))}, fact{Name: w.T("rest.smallest"), Value: w.T("rest.lots.p", words.PValue(lot.Smallest))})
	}
	out = append(out,
		fact{Name: w.T("trial.kept"), Value: s.keptWords(t)},
		fact{Name: w.T("rest.missing.with"), Value: strconv.Itoa(r.Missing[1])},
		fact{Name: w.T("rest.missing.without"), Value: strconv.Itoa(r.Missing[0])},
		fact{Name: w.T("rest.knew"), Value: s.blindWords(t)},
		fact{Name: w.T("rest.nights"), Value: w.T("rest.nights.n", r.NByArm[1], r.NByArm[0])},
	)
	if t.Earlier > 0 {
		out = append(out, fact{Name: w.T("rest.earlier"), Value: strconv.Itoa(t.Earlier)})
	}
	if why := t.Trial.EndedWhy; why != "" && why != charley.EndedDone {
		out = append(out, fact{Name: w.T("rest.ended"), Value: w.T("trial.ended." + why)})
	}
	return out
}

// blindWords say whether the person knew, and whether they could tell.
func (s *site) blindWords(t app.TrialView) string {
	w := s.words
	switch {
	case t.Sealed.Blind != trial.Helper:
		return w.T("rest.knew.yes")
	case t.GuessRight == nil:
		return w.T("rest.knew.no")
	case *t.GuessRight:
		return w.T("rest.knew.right")
	}
	return w.T("rest.knew.wrong")
}

// moreWords say how long a new test would have to be. Nights of this one do not count
// in it, so that it has to make up for them.
func (s *site) moreWords(t app.TrialView) *moreNights {
	w := s.words
	if t.Result.More == 0 {
		return &moreNights{Heading: w.T("result.more.none"), Text: w.T("result.more.none.text")}
	}
	n := newLength(t.Sealed.Plan, t.Night+t.Result.More)
	if n > trial.MostNights {
		return &moreNights{Heading: w.T("result.more.year"), Text: w.T("result.more.year.text")}
	}
	q := url.Values{"remedy": {t.Sealed.Remedy}, "measure": {t.Sealed.Measure}, "nights": {strconv.Itoa(n)}}
	return &moreNights{Heading: w.N("result.more", n), Text: w.T("result.more.text"), Link: testsPath + "/new?" + q.Encode()}
}

// newLength is the first length that plans like this offer which is long enough; longer
// than all of them, in whole four weeks.
func newLength(p trial.Plan, nights int) int {
	p.Nights = trial.MostNights // only what is offered always
	for _, n := range p.Lengths() {
		if n >= nights && n < trial.MostNights {
			return n
		}
	}
	return (nights + 27) / 28 * 28
}
