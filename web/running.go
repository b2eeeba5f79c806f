package web

import (
	"fmt"
	"math"
	"slices"
	"time"

	"charley"
	"charley/rule"
	"charley/tell"
	"charley/words"
)

// A runningPage is shown while an episode runs: relief first, details later.
type runningPage struct {
	ID        charley.EntryID
	Rev       int
	What      string
	Since     string
	Elapsed   string   // minutes and seconds when the page was made: "1:26"
	Ticks     []string // classes that set the clock of the stylesheet; none after two hours
	Kind      string   // of the spell, which has a colour
	Saved     bool     // the last tap was kept
	Ways      []way    // what to do now, and other ways; none while a red flag stands, or while the warning signs below are asked for
	Tried     *choice  // nil where there is nothing to try
	NotEasing bool
	Unsure    bool      // a warning sign of a spell that does not ease is not known
	Sign      bool      // one of those signs is there: no relief steps
	Warning   string    // why a doctor should see it; "" if no urgent flag stands
	Denied    bool      // all of those signs are known not to be there
	Ask       []askItem // warning signs of a spell that does not ease
	Lead      string    // why they are asked
	After     string    // when to get help whatever the answers are
	Fresh     string    // id of the entry that their answers make
	Side      choice
	Places    choice
	Intensity choice
}

func showRunning(v *visit) error {
	e, err := v.episode()
	if err != nil {
		return err
	}
	if !e.Open {
		return v.see(entryPath(e.ID))
	}
	return v.showRunning(e)
}

func (v *visit) showRunning(e charley.Episode) error {
	w := v.site.words
	f := v.site.newForm(episodeValues(e))
	elapsed := max(v.site.app.Now().Sub(e.Start.Time), 0)
	p := runningPage{
		ID: e.ID, Rev: e.Rev, Kind: e.What, What: w.T("what." + e.What), Since: w.Clock(e.Start.Wall()),
		Elapsed: elapsedText(elapsed), Ticks: tickClasses(elapsed), NotEasing: e.NotEasing, Saved: v.r.URL.Query().Get("did") == didSave,
		Lead: w.T("easing.lead." + e.What), After: w.T("easing.after." + e.What),
		Side: f.ask("e.side", "running.where", "side.", sides[:]), Places: f.askMany("e.places", "running.places", "place.", runningPlaces(e)),
		Intensity: f.askScale("e.intensity", "running.intensity", runningNumbers(e)),
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	v.warn(&p, e, told, elapsed)
	if !p.Sign && p.Warning == "" && len(p.Ask) == 0 && !p.Unsure {
		ways, words := v.site.ways(e, told.Facts.Answers())
		p.Ways = ways
		if len(words) > 0 {
			c := f.askMany("e.tried", "running.tried", "easer.", withStored(words, e.Tried...))
			p.Tried = &c
		}
	}
	return v.show("running", frame{Title: p.What, Nav: "now", Page: p})
}

// warn asks for warning signs at once if the spell does not ease, and says so
// if one stands: then there is nothing on the page that could do harm.
func (v *visit) warn(p *runningPage, e charley.Episode, told tell.Telling, elapsed time.Duration) {
	if told.Urgent() {
		urgency, _ := v.site.knowledge.Urgencies().Get(told.Urgency)
		p.Warning = urgency.Headline
	}
	weighing := v.site.knowledge.Weighing()
	late := e.What == charley.Cramp && elapsed.Minutes() > weighing.NotEasing
	if !e.NotEasing && !late {
		return
	}
	p.Fresh = freshID()
	for _, name := range weighing.NotEasingAsk {
		if at, said := told.Said[name]; !said || at.Before(e.Start.Time) {
			p.Ask = append(p.Ask, askItem{name, words.Capital(v.site.easingText(name))})
		}
		p.Unsure = p.Unsure || !told.Facts.Known(name)
		if v := told.Facts.Answers()[name]; v.Yes || name == swellingKey && v.Word == oneLeg {
			p.Sign = true
		}
	}
	p.Denied = len(p.Ask) == 0 && !p.Unsure && !p.Sign
}

// easingText is a warning sign beside its box.
func (s *site) easingText(name string) string {
	if name == swellingKey {
		return s.app.Counsel.Teller.Phrase(name, rule.OneWord(oneLeg))
	}
	return s.app.Counsel.Teller.Short(name)
}

// saveEasing keeps the warning signs of a spell that does not ease.
func saveEasing(v *visit) error {
	e, f, err := v.postedEpisode()
	if err != nil {
		return err
	}
	if nothingSaid(f) {
		return v.see(runningPath(e.ID) + "#help")
	}
	before, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	answers := map[string]any{}
	for _, name := range v.site.knowledge.Weighing().NotEasingAsk {
		if !slices.Contains(f.values["shown"], name) {
			continue
		}
		tick := slices.Contains(f.values["tick"], name)
		if tick && e.What == charley.Cramp {
			answers["pain"] = "severe" // a cramp that does not let go hurts: rules ask for it
		}
		switch {
		case f.get("do") == charley.DontKnow && !tick:
			answers[name] = charley.DontKnow
		case name == swellingKey && tick:
			answers[name] = oneLeg
		case name == swellingKey:
			answers[name] = noSwelling(before.Facts.Answers())
		default:
			answers[name] = tick
		}
	}
	if len(answers) > 0 {
		if err := v.keepAnswers(f.id("id"), answers); err != nil {
			return err
		}
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	if told.Urgent() && v.caller.Scope == charley.ScopeAll {
		return v.see("/answers/what")
	}
	return v.see(runningPath(e.ID)) // a paired phone sees the warning there, and no door to be opened first
}

// swellingKey is the one warning sign of those that is no plain yes or no.
const swellingKey = "swelling"

// runningPlaces are a few places, and whatever else is stored.
func runningPlaces(e charley.Episode) []string {
	return withStored(runningPlace[:], e.Places...)
}

// runningNumbers are every other number of the scale, and the one that is stored.
func runningNumbers(e charley.Episode) []string {
	if e.Intensity == nil {
		return runningScale[:]
	}
	return withStored(runningScale[:], number(*e.Intensity))
}

// withStored adds to what a page offers what is stored and not among it, so that
// saving the page cannot lose it.
func withStored(offered []string, stored ...string) []string {
	out := slices.Clone(offered)
	for _, word := range stored {
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out
}

// elapsedText is a length of time as a stop watch shows it: "1:26", "2:03:10".
func elapsedText(d time.Duration) string {
	s := int(d / time.Second)
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// tickBits is how many classes set the running clock: 2^12 s is over an hour.
const tickBits = 12

// tickClasses say in powers of two how many seconds have passed. The page has
// no script and may not carry styles of its own, so the stylesheet, which can
// count seconds, is told by classes where to begin.
func tickClasses(d time.Duration) []string {
	s := int(d / time.Second)
	if s >= 3600 {
		return nil
	}
	classes := []string{"ticks"}
	for bit := range tickBits {
		if s&(1<<bit) != 0 {
			classes = append(classes, fmt.Sprintf("b%d", bit))
		}
	}
	return classes
}

// saveRunning keeps what was tapped while it runs: that it has eased, that it
// does not, that it is left until morning, or where and how bad it is.
func saveRunning(v *visit) error {
	e, f, err := v.postedEpisode()
	if err != nil {
		return err
	}
	body := map[string]any{
		"side":   orNil(f.one("e.side", sides[:])),
		"places": orNone(f.many("e.places", runningPlaces(e))),
	}
	if n := f.number("e.intensity", 0, 10); n != nil {
		body["intensity"] = *n
	} else {
		body["intensity"] = nil
	}
	if f.tick("tried") { // the page asked
		body["tried"] = orNone(f.many("e.tried", withStored(easers[:], e.Tried...)))
	}
	if !f.ok() {
		return charley.ErrInvalid
	}
	next := did(runningPath(e.ID), didSave, "")
	switch f.get("do") {
	case "eased":
		if e.Open {
			body["minutes"], body["open"] = minutesSince(e.Start.Time, v.site.app.Now()), nil
		}
		if next, err = v.afterEasing(e); err != nil {
			return err
		}
	case "morning":
		body["open"] = nil // it has no end that anybody knows; the morning asks
		next = did("/", didLeave, e.ID)
	case "not_easing":
		body["not_easing"] = true
		next = runningPath(e.ID) + "#help"
	}
	if _, err := v.save(sheet{ID: e.ID, Rev: max(f.rev("e.rev"), 1), Kind: charley.KindEpisode, Body: body}); err != nil {
		return err
	}
	return v.see(next)
}

// minutesSince is a length in minutes, to a tenth.
func minutesSince(start, end time.Time) float64 {
	m := math.Round(end.Sub(start).Minutes()*10) / 10
	return min(max(m, 0), maxMinutes)
}

// episode is the episode of the address.
func (v *visit) episode() (charley.Episode, error) {
	e, err := v.entry()
	if err != nil {
		return charley.Episode{}, err
	}
	if e.Kind != charley.KindEpisode || e.Deleted {
		return charley.Episode{}, charley.ErrNotFound
	}
	return e.Episode(), nil
}

// postedEpisode is the episode of the address, and the form sent about it.
func (v *visit) postedEpisode() (charley.Episode, *form, error) {
	e, err := v.episode()
	if err != nil {
		return e, nil, err
	}
	f, err := v.posted()
	return e, f, err
}

// entry is the entry of the address, a tombstone included.
func (v *visit) entry() (charley.Entry, error) {
	id, err := charley.ParseEntryID(v.r.PathValue("id"))
	if err != nil {
		return charley.Entry{}, charley.ErrNotFound
	}
	return v.site.app.Entry(v.r.Context(), v.caller, id)
}

func entryPath(id charley.EntryID) string { return "/entries/" + string(id) }
