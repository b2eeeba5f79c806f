package simulate

import (
	"math"
	"slices"
	"time"

	"charley"
)

// A bedtime is when the person lay down and got up.
type bedtime struct{ in, out time.Time }

func (l lifetime) bedtime(c chance, n charley.Night) bedtime {
	in := l.wall(n, 22, 45).Add(minutes(max(-60, min(90, c.normal(0, 25)))))
	out := l.wall(n, 24+6, 55).Add(minutes(max(-75, min(100, c.normal(0, 30)))))
	return bedtime{in: in, out: out}
}

func minutes(m float64) time.Duration { return time.Duration(math.Round(m)) * time.Minute }

// asleep draws a time in bed, most often in the small hours, to the second.
func (b bedtime) asleep(c chance) time.Time {
	share := 0.06 + float64(0.88*(c.Float64()+c.Float64())/2)
	return b.in.Add(time.Duration(float64(share * float64(b.out.Sub(b.in))))).Truncate(time.Second)
}

// cramps are the first told of the night's cramps.
func (l lifetime) cramps(c chance, n Night, b bedtime, told int) []Item {
	starts, lengths := make([]time.Time, told), share(c, n.Minutes, n.Count)
	for i := range starts {
		starts[i] = b.asleep(c)
	}
	slices.SortFunc(starts, time.Time.Compare)
	worst := c.IntN(max(1, told))
	var items []Item
	for i, start := range starts {
		bad := n.Severity
		if i != worst {
			bad = max(1, bad-c.IntN(4))
		}
		if latest := b.out.Add(-minutes(float64(lengths[i] + 1))); start.After(latest) {
			start = latest // over before the person gets up
		}
		items = append(items, l.cramp(c, n.Night, b, start, lengths[i], bad))
	}
	return items
}

// cramp is one entry. One in twelve is only remembered in the morning, one in
// ten is a bare tap.
func (l lifetime) cramp(c chance, n charley.Night, b bedtime, start time.Time, length, bad int) Item {
	written := start.Add(time.Duration(length)*time.Minute + 20*time.Second)
	body := map[string]any{"what": charley.Cramp}
	remembered, bare := c.yes(0.08), c.yes(0.1)
	if remembered {
		start = start.Truncate(5 * time.Minute)
		written = b.out.Add(2 * time.Minute)
		body["about"] = true
	}
	body["start"] = l.moment(start)
	side := c.pick([]float64{0.5, 0.42}, "left", "right", "both")
	place := c.pick([]float64{0.68, 0.17, 0.08}, "calf", "foot", "toes", "thigh_back")
	eased := c.pick([]float64{0.62, 0.14, 0.1, 0.06}, "stretch", "stand", "massage", "walk", "time")
	hard, both := c.yes(0.85), c.yes(0.2)
	if bare {
		return l.item(charley.KindEpisode, n, written, body)
	}
	tried := []string{eased}
	if both && eased != "massage" {
		tried = []string{"massage", eased}
	}
	body["minutes"], body["intensity"], body["side"] = float64(length), float64(bad), side
	body["places"], body["hard"], body["tried"], body["eased_by"] = []string{place}, hard, tried, []string{eased}
	return l.item(charley.KindEpisode, n, written, body)
}

// share splits the night's minutes over its cramps, at least one each.
func share(c chance, total, parts int) []int {
	out := make([]int, parts)
	for i := range out {
		out[i] = 1
	}
	for range total - parts {
		out[c.IntN(parts)]++
	}
	return out
}

// restless is a spell around bedtime on about one night in six.
func (l lifetime) restless(c chance, n Night, b bedtime) []Item {
	if !c.yes(0.17) {
		return nil
	}
	start := b.in.Add(minutes(c.uniform(-60, 50)))
	length := c.between(10, 45)
	body := map[string]any{
		"what": charley.Restless, "start": l.moment(start), "minutes": float64(length), "side": "both",
		"places": []string{c.pick([]float64{0.6}, "calf", "whole_leg")}, "intensity": float64(c.between(2, 6)),
		"eased_by": []string{c.pick([]float64{0.75}, "walk", "rub")},
	}
	return []Item{l.item(charley.KindEpisode, n.Night, start.Add(minutes(float64(length+1))), body)}
}

// morning closes the night: it states the zero, or that nothing more happened.
func (l lifetime) morning(c chance, n Night, b bedtime, restless bool) Item {
	body := map[string]any{"nothing_more": true}
	if c.yes(0.85) {
		body["in_bed"], body["out_of_bed"] = l.moment(b.in), l.moment(b.out)
	}
	body["restless_bother"] = 0.0
	lost := float64(float64(n.Minutes) * c.uniform(0.5, 2))
	if restless {
		body["restless_bother"] = float64(c.between(1, 7))
		lost += c.uniform(0, 25)
	}
	sore := "no"
	if n.Count > 0 {
		sore = c.pick([]float64{0.45, 0.35}, "no", "a_little", "yes")
	}
	body["soreness"] = sore
	body["sleep_lost"] = min(240, 5*math.Round(lost/5))
	written := b.out.Add(time.Duration(c.between(5, 40)) * time.Minute)
	return l.item(charley.KindMorning, n.Night, written, body)
}
