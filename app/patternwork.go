package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"charley"
	"charley/measure"
	"charley/trial"
)

// patternDays are the days and nights of a diary, as far as they are shown beside what
// is found in them.
type patternDays struct {
	first, last charley.Night // zero: there is none
	lately      []float64     // outcomes of the last nights, for the plan of a trial
	afterwards  int
	search      *piece
}

// adviceWork is Advise as work that is done once for the same diary on the same day.
// What comes of it, an Advised, must not be changed.
func (a *App) adviceWork(ctx context.Context, c charley.Caller, k keptTrials) *piece {
	_, zone := a.nightNow(k.person.Settings)
	today := a.now().In(zone).Format(time.DateOnly) // what was said holds for days by the calendar
	key := fmt.Sprintf("advised %s %d %s %s %s %p", c.Person, k.person.Seq, k.tonight, today, charley.Value(k.person.Settings), a.Counsel)
	beside := context.WithoutCancel(ctx)
	return a.advice.start(key, func() (any, error) { return a.Advise(beside, whole(c)) })
}

// daysWork begins to read the days of a diary and then to search them, unless that is
// under way. The key is all it hangs on: what the person has written and set, the night
// that is over, the measure, and what is known.
func (a *App) daysWork(ctx context.Context, c charley.Caller, k keptTrials, m measure.Measure) *piece {
	beside, age := context.WithoutCancel(ctx), a.searches.age()
	return a.days.start(a.daysKey(c, k, m), func() (any, error) {
		read, err := a.readDays(beside, whole(c), k, m)
		if err != nil {
			return nil, err
		}
		n := len(read.Y)
		out := patternDays{first: read.first, lately: slices.Clone(read.Y[max(0, n-trial.RunInNights):]), afterwards: read.afterwards, search: a.searchWork(c, read, age)}
		if n > 0 {
			out.last = read.first.Add(n - 1)
		}
		return out, nil
	})
}

func (a *App) daysKey(c charley.Caller, k keptTrials, m measure.Measure) string {
	return fmt.Sprintf("days %s %d %s %s %s %s", c.Person, k.person.Seq, k.evening, charley.Value(k.person.Settings), m.ID, a.Counsel.Base.Version())
}

// searchWork is the search in some days, as work that is done once for the same days
// and the same knowledge, in whatever diary they came to lie. Where a diary was erased
// since some age of the bench, the days may be from it, and nothing of them is kept.
func (a *App) searchWork(c charley.Caller, d patternSeries, age int) *piece {
	search := a.SearchPatterns
	if search == nil {
		search = a.Counsel.Finder.Search
	}
	return a.searches.startAt(age, fmt.Sprintf("search %s %s %x", c.Person, a.Counsel.Base.Version(), d.hash()), func() (any, error) {
		found, err := search(d.Series, d.options)
		if err != nil {
			return nil, fmt.Errorf("search the days: %w", err)
		}
		return found, nil
	})
}

// kickPatience is how long a search that nobody asked for keeps others of its kind
// waiting. It is long enough for most diaries, and a program that ends waits for it.
const kickPatience = 2 * time.Second

// afterMorning begins to work out what goes with bad nights when a night became known,
// so that it is there when somebody asks. One that is still to begin sees what is
// written until then, however many mornings come in; one at a time is at work.
func (a *App) afterMorning(ctx context.Context, c charley.Caller) {
	if a.Counsel == nil {
		return
	}
	a.resting.Store(false)
	beside, key := context.WithoutCancel(ctx), "morning "+string(c.Person)
	a.mornings.start(key, func() (any, error) {
		a.mornings.drop(key) // who writes from now on is heard after this
		if a.resting.Load() {
			return nil, nil
		}
		patient := *a
		patient.Patience = kickPatience
		_, err := patient.Patterns(beside, whole(c), "")
		return nil, err
	})
}
