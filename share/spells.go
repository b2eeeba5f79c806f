package share

import (
	"slices"

	"charley"
	"charley/diary"
)

// nights adds up the nights of the period.
func (a *Assembler) nights(r *Report, nights []diary.NightRecord) {
	s := diary.Summarise(nights)
	r.Kept = Kept{Nights: s.Nights, Recorded: s.Recorded, Complete: s.Complete, Away: s.Away}
	for _, n := range nights {
		if !n.Recorded() && n.Away == nil {
			r.Kept.Missing = append(r.Kept.Missing, n.Night)
		}
	}
	r.Bad = Of{s.Bad, s.KnownBad}
	r.Cramps, r.Restless = a.spells(nights, charley.Cramp), a.spells(nights, charley.Restless)
	r.Sore = sore(nights)
	r.SleepLost, r.Bother = spreadOf(mornings(nights, sleepLost)), spreadOf(mornings(nights, bother))
	r.Stretches = a.stretches(nights)
}

// spells are those of one kind.
func (a *Assembler) spells(nights []diary.NightRecord, what string) Spells {
	out := Spells{What: what, Rate: a.finder.Weekly(nights, what)}
	var minutes, intensity []float64
	places, eased := map[string]int{}, map[string]int{}
	for _, n := range nights {
		count := n.Count(what)
		out.Count += count
		out.Untimed += count
		if n.Exact(what) {
			out.Nights.count(charley.TriOf(count > 0))
		}
		for _, e := range n.Episodes {
			if e.What != what {
				continue
			}
			out.Untimed--
			minutes = add(minutes, (*float64)(e.Minutes))
			intensity = add(intensity, e.Intensity)
			out.Hard.count(e.Hard)
			out.Woke.count(e.Woke)
			out.Side.count(e.Side)
			for _, p := range e.Places {
				places[p]++
			}
			if len(e.Places) == 0 {
				out.NoPlace++
			}
			for _, by := range e.EasedBy {
				eased[by]++
			}
			out.EasedSaid.count(charley.TriOf(len(e.EasedBy) > 0))
		}
	}
	out.Minutes, out.Intensity, out.Places, out.Eased = spreadOf(minutes), spreadOf(intensity), byCount(places), byCount(eased)
	return out
}

func add(values []float64, v *float64) []float64 {
	if v == nil {
		return values
	}
	return append(values, *v)
}

// count counts one answer; an unknown one counts nowhere.
func (o *Of) count(said charley.Tri) {
	switch said {
	case charley.Yes:
		o.So++
		o.Said++
	case charley.No:
		o.Said++
	}
}

func (s *Sides) count(side string) {
	switch side {
	case "left":
		s.Left++
	case "right":
		s.Right++
	case "both":
		s.Both++
	default:
		s.NotSaid++
	}
}

// sore are the mornings with soreness, much or little, after a night with a cramp.
func sore(nights []diary.NightRecord) Of {
	var o Of
	for _, n := range nights {
		if n.Morning == nil || n.Morning.Soreness == "" || n.Count(charley.Cramp) == 0 {
			continue
		}
		o.count(charley.TriOf(n.Morning.Soreness != "no"))
	}
	return o
}

func sleepLost(m charley.Morning) *float64 { return (*float64)(m.SleepLost) }

func bother(m charley.Morning) *float64 { return m.Bother }

// mornings are what the mornings say of one thing.
func mornings(nights []diary.NightRecord, of func(charley.Morning) *float64) []float64 {
	var out []float64
	for _, n := range nights {
		if n.Morning != nil {
			out = add(out, of(*n.Morning))
		}
	}
	return out
}

// spreadOf is where some values lie. Quartiles are those that R calls type 7.
func spreadOf(values []float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	v := slices.Sorted(slices.Values(values))
	at := func(p float64) float64 {
		h := p * float64(len(v)-1)
		i := int(h)
		if i+1 == len(v) {
			return v[i]
		}
		return v[i] + (h-float64(i))*(v[i+1]-v[i])
	}
	return Spread{N: len(v), Median: at(.5), Lo: at(.25), Hi: at(.75), Least: v[0], Most: v[len(v)-1]}
}
