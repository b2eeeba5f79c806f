package diary

import (
	"slices"
	"time"

	"charley"
)

// A NightRecord is everything the diary knows about one night.
type NightRecord struct {
	Night    charley.Night
	Zone     string            // of the night's first entry; the home zone if there is none
	From, To time.Time         // first instant of the night and of the next, on the zone's clock
	Hours    float64           // real length: 23, 24 or 25 where clocks change by an hour
	Episodes []charley.Episode // by start
	Morning  *charley.Morning  // nil: no check-in
	Evening  *charley.Evening  // nil: no check-in
	Away     *charley.Away     // nil: an ordinary night
	Complete bool              // the morning says that nothing (more) happened: counts are exact, see Exact
	Bad      charley.Tri       // by the person's limits; Unknown if what was said does not decide it
}

// Assemble makes one record of every night from first to last, both included.
// Entries of other nights, tombstones, facts and trials are passed over.
//
// Where two devices wrote a check-in for the same night, the later answer to
// each question counts; both entries stay in the diary.
func Assemble(entries []charley.Entry, first, last charley.Night, s charley.Settings) []NightRecord {
	if first.IsZero() || last.Before(first) {
		return nil
	}
	nights := make([]nightEntries, last.Sub(first)+1)
	for _, e := range entries {
		if e.Deleted || e.Kind.OfNoNight() {
			continue
		}
		if e.Kind == charley.KindAway {
			for n := laterNight(e.Night, first); !last.Before(n) && !e.Until.Before(n); n = n.Next() {
				nights[n.Sub(first)].away = append(nights[n.Sub(first)].away, e)
			}
			continue
		}
		if i := e.Night.Sub(first); i >= 0 && i < len(nights) {
			nights[i].add(e)
		}
	}
	out := make([]NightRecord, len(nights))
	for i, n := range nights {
		out[i] = n.record(first.Add(i), s)
	}
	return out
}

func laterNight(a, b charley.Night) charley.Night {
	if a.Before(b) {
		return b
	}
	return a
}

// nightEntries are the entries of one night, sorted into kinds.
type nightEntries struct {
	episodes []charley.Episode
	mornings []charley.Entry
	evenings []charley.Entry
	away     []charley.Entry
}

func (n *nightEntries) add(e charley.Entry) {
	switch e.Kind {
	case charley.KindEpisode:
		n.episodes = append(n.episodes, e.Episode())
	case charley.KindMorning:
		n.mornings = append(n.mornings, e)
	case charley.KindEvening:
		n.evenings = append(n.evenings, e)
	}
}

func (n nightEntries) record(night charley.Night, s charley.Settings) NightRecord {
	slices.SortStableFunc(n.episodes, func(a, b charley.Episode) int { return a.Start.Time.Compare(b.Start.Time) })
	r := NightRecord{Night: night, Episodes: n.episodes, Zone: n.zone(s.Zone)}
	r.From, r.To = s.NightSpan.Bounds(night, loadZone(r.Zone))
	r.Hours = r.To.Sub(r.From).Hours()
	if e, ok := overlay(n.mornings); ok {
		m := e.Morning()
		r.Morning, r.Complete = &m, m.NothingMore == charley.Yes && !r.uncounted(m)
	}
	if e, ok := overlay(n.evenings); ok {
		ev := e.Evening()
		r.Evening = &ev
	}
	if e, ok := overlay(n.away); ok {
		a := e.Away()
		r.Away = &a
	}
	r.Bad = bad(r, s.Bad)
	return r
}

// zone is that of the entry that was written down first for the night, so that
// a night that spans a flight keeps the zone it began in.
func (n nightEntries) zone(home string) string {
	first, zone := time.Time{}, home
	consider := func(at time.Time, z string) {
		if z != "" && (first.IsZero() || at.Before(first)) {
			first, zone = at, z
		}
	}
	for _, e := range n.episodes {
		consider(e.Start.Time, e.Start.Zone)
	}
	for _, group := range [][]charley.Entry{n.evenings, n.mornings} {
		for _, e := range group {
			consider(e.Client, e.Fields.Text("zone"))
		}
	}
	return zone
}

// overlay lays check-ins of one night over each other, later ones on top. The
// result is the latest entry with the others' answers where it has none.
func overlay(entries []charley.Entry) (charley.Entry, bool) {
	if len(entries) == 0 {
		return charley.Entry{}, false
	}
	if len(entries) == 1 {
		return entries[0], true
	}
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b charley.Entry) int { return writtenAt(a).Compare(writtenAt(b)) })
	top := sorted[len(sorted)-1]
	fields := charley.Fields{}
	for _, e := range sorted {
		for k, v := range e.Fields {
			fields[k] = v
		}
	}
	top.Fields = fields
	return top, true
}

// writtenAt is when an entry was written, by its writer's clock as far as that
// can be right: a phone set to 2030 must not have the last word for years.
func writtenAt(e charley.Entry) time.Time { return claimed(e.Client, e.Received) }

// claimed is a writer's time as far as it can be right, by when it arrived.
func claimed(client, received time.Time) time.Time {
	if limit := received.Add(charley.MaxAhead); client.After(limit) {
		return limit
	}
	return client
}

// loadZone is a zone by name; one that this build does not know is UTC.
func loadZone(name string) *time.Location {
	zone, err := charley.LoadZone(name)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Count is the number of episodes of one sort (charley.Cramp …): those that are
// logged, or as many cramps as the morning counted without their times, whichever
// is more. It is the least that there can have been; Exact says whether it is all.
func (r NightRecord) Count(what string) int {
	n := r.timed(what)
	if what == charley.Cramp {
		n = max(n, r.counted())
	}
	return n
}

// Untimed is how many cramps were counted beside those that are logged with a time.
func (r NightRecord) Untimed() int { return r.Count(charley.Cramp) - r.timed(charley.Cramp) }

// timed is how many episodes of one sort are logged.
func (r NightRecord) timed(what string) int {
	n := 0
	for _, e := range r.Episodes {
		if e.What == what {
			n++
		}
	}
	return n
}

// counted is how many cramps the morning counted: one at least, where it says only
// how bad the worst of them was.
func (r NightRecord) counted() int {
	switch m := r.Morning; {
	case m == nil:
		return 0
	case m.Cramps != nil:
		return int(*m.Cramps)
	case m.CrampWorst != nil && *m.CrampWorst > 0:
		return 1
	}
	return 0
}

// uncounted says that a morning rates a cramp that is neither logged nor counted:
// that nothing happened beside what is written down says of no number then.
func (r NightRecord) uncounted(m charley.Morning) bool {
	return m.Cramps == nil && m.CrampWorst != nil && *m.CrampWorst > 0 && r.timed(charley.Cramp) == 0
}

// Exact says that the count of one sort of episode is all that there was: on a
// complete night. Where a morning counted cramps, as paper does, that the night is
// complete says nothing of how many restless spells it held, unless the legs were
// not restless at all or spells were logged.
func (r NightRecord) Exact(what string) bool {
	if !r.Complete || what != charley.Restless || r.Morning.Cramps == nil {
		return r.Complete
	}
	return r.Count(what) > 0 || r.Morning.Bother != nil && *r.Morning.Bother == 0
}

// Happened says that an episode was logged, or a cramp counted.
func (r NightRecord) Happened() bool { return len(r.Episodes) > 0 || r.counted() > 0 }

// Nothing says that nothing at all happened: it cannot have bothered anybody or cost
// sleep then, also where nobody says so. That no cramp was counted, on a sheet of paper
// whose other columns were left empty, is not enough.
func (r NightRecord) Nothing() bool { return r.Complete && !r.Happened() && r.Exact(charley.Restless) }

// Worst is how bad the worst episode of one sort was, 0 to 10; nil if there was
// none, or where one of which it was not said could have been the worst.
func (r NightRecord) Worst(what string) *float64 {
	var most *float64
	take := func(bad *float64) {
		if bad != nil && (most == nil || *bad > *most) {
			most = bad
		}
	}
	n, unsaid := 0, false
	for _, e := range r.Episodes {
		if e.What == what {
			n, unsaid = n+1, unsaid || e.Intensity == nil
			take(e.Intensity)
		}
	}
	unsaid = unsaid || n < r.Count(what)
	if what == charley.Cramp && r.Morning != nil && r.Morning.CrampWorst != nil && r.Count(what) > 0 {
		take(r.Morning.CrampWorst)
		unsaid = false
	}
	if unsaid {
		return nil
	}
	return most
}

// Recorded says that something is known about the night: it is complete, or an
// episode was logged, or the morning said something about it.
func (r NightRecord) Recorded() bool {
	return r.Complete || len(r.Episodes) > 0 || r.Morning != nil
}

// Quiet says whether the night was without a cramp: no if one was logged, yes
// only if the night is complete.
func (r NightRecord) Quiet() charley.Tri {
	switch {
	case r.Count(charley.Cramp) > 0:
		return charley.No
	case r.Complete:
		return charley.Yes
	}
	return charley.Unknown
}
