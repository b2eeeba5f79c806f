package web

import (
	"slices"
	"time"

	"charley"
)

// A nowPage is what somebody sees at three in the morning: big targets. It works
// by forms; where there is script, that draws the same from what the phone knows.
type nowPage struct {
	Clock   string
	Whose   string // whose diary is written in, in words, where several people could be meant
	Disc    *disc  // the same at a glance
	Targets []target
	Running []runningLink // episodes that were started and have not eased
	Flag    string        // a warning sign that stands, in words; "" if none does
	First   bool          // nothing was ever said here
	Tonight *tonightLine  // what a test has drawn for tonight; nil if none runs
	Phone   phonePage
}

// A target is one tap that makes an entry.
type target struct {
	What, Label, Hint string
	ID                string // of the entry the tap makes
}

type runningLink struct {
	ID    charley.EntryID
	Text  string
	Since string
}

func showNow(v *visit) error {
	w := v.site.words
	p := nowPage{Clock: w.Clock(v.homeTime()), Targets: v.site.targets(), Phone: v.site.phone}
	for i := range p.Targets {
		p.Targets[i].ID = freshID()
	}
	runs, err := v.running()
	if err != nil {
		return err
	}
	for _, e := range runs {
		p.Running = append(p.Running, runningLink{ID: e.ID, Text: w.T("what." + e.What), Since: w.Clock(e.Start.Wall())})
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p.First = len(told.Said) == 0 && told.Diary.Nights == 0 && len(runs) == 0
	if told.Urgent() {
		urgency, _ := v.site.knowledge.Urgencies().Get(told.Urgency)
		p.Flag = urgency.Headline
	}
	if !told.Urgent() {
		if p.Tonight, err = v.tonightIn(v.nextEvening()); err != nil {
			return err
		}
	}
	if p.Whose, p.Disc, err = v.whose(); err != nil {
		return err
	}
	return v.show("now", frame{Title: w.T("now.title"), Nav: "now", Script: "now", Page: p})
}

// whose says whose diary is written in, so that nobody writes in another's half
// asleep; nothing where there is only one, and for a guest, to whom every page says it.
func (v *visit) whose() (string, *disc, error) {
	if v.caller.Grant != "" {
		return "", nil, nil
	}
	of, err := v.site.app.Whose(v.r.Context(), v.caller)
	if err != nil || of.Person == "" {
		return "", nil, err
	}
	return v.site.words.T("guest.diary", of.Name), discOf(of.Place, of.Name), nil
}

// targets are what can be tapped, without the ids that a visit gives them.
func (s *site) targets() []target {
	var out []target
	for _, what := range whats {
		out = append(out, target{What: what, Label: s.words.T("now." + what), Hint: s.words.T("now." + what + ".hint")})
	}
	return out
}

// stillRunning is how long after its start an episode that has not eased is
// offered again on the first page.
const stillRunning = 6 * time.Hour

// running are the episodes that began not long ago and have not eased, the latest
// first.
func (v *visit) running() ([]charley.Episode, error) {
	night := v.tonight()
	records, err := v.site.app.Nights(v.r.Context(), v.caller, night.Add(-1), night)
	if err != nil {
		return nil, err
	}
	var out []charley.Episode
	now := v.site.app.Now()
	for _, r := range slices.Backward(records) {
		for _, e := range slices.Backward(r.Episodes) {
			if e.Open && now.Sub(e.Start.Time) < stillRunning {
				out = append(out, e)
			}
		}
	}
	return out, nil
}

// sameTap is how long the same id means the same tap: a double tap, or a request
// sent again over bad wifi. Later, or once the episode has eased, it is a page
// out of the browser's memory, and a new tap.
const sameTap = 5 * time.Minute

// tapNow keeps what was tapped, with the server's clock as its start.
func tapNow(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	what, id := f.one("what", whats[:]), f.id("id")
	if !f.ok() || what == "" {
		return charley.ErrInvalid
	}
	now := v.site.app.Now()
	old, err := v.site.app.Entry(v.r.Context(), v.caller, id)
	if err == nil {
		if !old.Deleted && old.Episode().Open && now.Sub(old.Received) < sameTap {
			return v.see(runningPath(id))
		}
		id = charley.NewEntryID()
	}
	start := charley.MomentAt(now, homeZone(v.settings))
	saved, err := v.save(sheet{ID: id, Kind: charley.KindEpisode, Body: map[string]any{
		"what": what, "start": start.String(), "zone": start.Zone, "open": true,
	}})
	if err != nil {
		return err
	}
	return v.see(runningPath(saved.Entry.ID))
}

func runningPath(id charley.EntryID) string { return "/entries/" + string(id) + "/running" }
