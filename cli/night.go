package cli

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

// showNight shows one night in words: what happened, what was taken back, and
// below it what else was said.
func (p *program) showNight(ctx context.Context, h *home, name string) error {
	n, err := h.night(ctx, name, false)
	if err != nil {
		return err
	}
	undone, err := h.undoneIn(ctx, n.night)
	if err != nil {
		return err
	}
	if p.JSON {
		one := n.record.Object()
		if len(undone) > 0 {
			one["undone"] = undone
		}
		return p.answer(one)
	}
	p.say("Night of %s: %s", n.words(), headline(n.record, undone))
	for _, e := range n.record.Episodes {
		if more := details(e); more != "" || e.Note != "" {
			p.say("  %s %s", clock(e), join(kindWords(e.Entry), ": ", join(more, "; ", quoted(e.Note))))
		}
	}
	if m := n.record.Morning; m != nil {
		p.say("  Morning: %s", morningWords(*m))
	}
	if ev := n.record.Evening; ev != nil {
		base, err := knowledge.Default()
		if err != nil {
			return err
		}
		p.say("  Evening: %s", eveningWords(*ev, base))
	}
	return nil
}

// undonePage is how many entries are looked through at a time.
const undonePage = 500

// undoneIn are the episodes of a night that were taken back.
func (h *home) undoneIn(ctx context.Context, night charley.Night) (out []charley.Entry, err error) {
	for after, more := int64(0), true; more; {
		var page []charley.Entry
		page, after, more, err = h.List(ctx, h.caller, after, undonePage)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			if e.Deleted && e.Night == night && e.Kind == charley.KindEpisode {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// headline is the night in one line: "1 cramp (03:10). Restless spell undone."
func headline(r diary.NightRecord, undone []charley.Entry) string {
	var parts []string
	list := episodeList(r.Episodes)
	if list != "" {
		parts = append(parts, list+".")
	}
	switch m := r.Morning; {
	case m != nil && m.Cramps != nil && *m.Cramps > 0:
		parts = append(parts, counted(*m.Cramps, "cramp", "cramps")+" counted, without their times.")
	case list != "":
	case r.Complete:
		parts = append(parts, "nothing happened.")
	case r.Away != nil && r.Away.Reason == "ill":
		parts = append(parts, "ill.")
	case r.Away != nil:
		parts = append(parts, "away.")
	case r.Recorded():
		parts = append(parts, "no episode is written down.")
	default:
		parts = append(parts, "nothing is written down.")
	}
	for _, e := range undone {
		words := kindWords(e)
		parts = append(parts, strings.ToUpper(words[:1])+words[1:]+" undone.")
	}
	return strings.Join(parts, " ")
}

// episodeList counts episodes by sort, with their times: "2 cramps (02:47
// 05:10), 1 restless spell (04:00)".
func episodeList(episodes []charley.Episode) string {
	var parts []string
	for _, sort := range []struct{ what, one, many string }{
		{charley.Cramp, "cramp", "cramps"},
		{charley.Restless, "restless spell", "restless spells"},
		{charley.Other, "other event", "other events"},
	} {
		var times []string
		for _, e := range episodes {
			if e.What == sort.what {
				times = append(times, clock(e))
			}
		}
		if len(times) > 0 {
			parts = append(parts, fmt.Sprintf("%s (%s)", counted(float64(len(times)), sort.one, sort.many), strings.Join(times, " ")))
		}
	}
	return strings.Join(parts, ", ")
}

func morningWords(m charley.Morning) string {
	var parts []string
	switch m.NothingMore {
	case charley.Yes:
		parts = append(parts, "nothing more happened")
	case charley.No:
		parts = append(parts, "more happened than is written down")
	}
	if m.Cramps != nil {
		parts = append(parts, "all cramps: "+number(*m.Cramps))
	}
	if m.CrampWorst != nil {
		parts = append(parts, "the worst "+number(*m.CrampWorst)+" of 10")
	}
	if m.Soreness != "" {
		parts = append(parts, "sore: "+strings.ReplaceAll(m.Soreness, "_", " "))
	}
	if m.SleepLost != nil {
		parts = append(parts, counted(float64(*m.SleepLost), "minute", "minutes")+" of sleep lost")
	}
	if m.Bother != nil {
		parts = append(parts, "restless legs bothered "+number(*m.Bother)+" of 10")
	}
	if !m.InBed.IsZero() {
		parts = append(parts, "in bed at "+m.InBed.Wall().Format("15:04"))
	}
	if !m.OutOfBed.IsZero() {
		parts = append(parts, "up at "+m.OutOfBed.Wall().Format("15:04"))
	}
	switch m.Followed {
	case charley.Yes:
		parts = append(parts, "kept to what was drawn")
	case charley.No:
		parts = append(parts, "did not keep to what was drawn")
	}
	if m.Note != "" {
		parts = append(parts, quoted(m.Note))
	}
	return strings.Join(parts, "; ") + "."
}

func eveningWords(ev charley.Evening, base *knowledge.Base) string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(ev.Exposures)) {
		a := ev.Exposures[id]
		name, unit := strings.ReplaceAll(id, "_", " "), ""
		if x, ok := base.Exposures().Get(id); ok {
			name, unit = x.Name, " "+x.Unit
		}
		switch {
		case a.Amount != nil:
			parts = append(parts, fmt.Sprintf("%s: %s%s", name, number(*a.Amount), unit))
		case a.Said != charley.Unknown:
			parts = append(parts, fmt.Sprintf("%s: %s", name, a.Said))
		}
	}
	if ev.Note != "" {
		parts = append(parts, quoted(ev.Note))
	}
	return strings.Join(parts, "; ") + "."
}

// quoted is a note as it was written, or "".
func quoted(note string) string {
	if note == "" {
		return ""
	}
	return "“" + strings.Join(strings.Fields(note), " ") + "”"
}

// join puts a separator between two texts, if both are there.
func join(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}
