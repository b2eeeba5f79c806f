package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"time"

	"charley"
	"charley/tell"
)

// A sitPage is the evening sit-still test: before, while it runs, and after.
type sitPage struct {
	ID     charley.EntryID
	Fresh  string
	Open   bool   // a test is going on
	Urgent bool   // a red flag stands: not now
	Number int    // of the rating that is due, from 1
	Of     int    // ratings in all
	Due    string // when the next one is due, on the clock
	Wait   bool   // it is not due yet
	Over   bool   // the hour has passed
	Rating choice
	Urge   choice
	Cramp  choice
	Past   []string
	Limits []claimLine
	Chart  []sitBar // of the last test
}

// A sitBar is one rating of the last test.
type sitBar struct {
	Minute, Rating string
	X, Y           int // its point in the picture, where it was rated
}

// The picture of a test: the hour across, 0 to 10 upwards, in a box of 120 by 40
// with room for a point at every edge.
const (
	sitAcross = 120
	sitUp     = 40
)

const sitPath = "/answers/what/sit"

func showSit(v *visit) error { return v.showSit(http.StatusOK, v.site.newForm(nil)) }

func (v *visit) showSit(status int, f *form) error {
	w := v.site.words
	tests, err := v.site.app.SitTests(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p := sitPage{Fresh: freshID(), Of: tell.SitRatings, Urgent: told.Urgent(), Rating: f.askScale("rating", "sit.rating", zeroToTen[:]),
		Urge: f.ask("urge", "sit.urge", "answer.", answers[:2]), Cramp: f.ask("cramp", "sit.cramp", "answer.", answers[:2])}
	if topic, ok := v.site.knowledge.Topics().Get("sit_still_test"); ok {
		p.Limits = v.site.claims(topic.Claims)
	}
	now := v.site.app.Now()
	for _, test := range tests {
		if sitting(test, now) {
			p.ID, p.Open = test.ID, true
			slot := sitSlot(test, now)
			due := sitDue(test, slot)
			p.Number, p.Due = slot+1, w.Clock(due.In(homeZone(v.settings)))
			p.Wait, p.Over = due.After(now), slot >= tell.SitRatings
			continue
		}
		p.Past = append(p.Past, v.sitLine(test))
		p.Chart = sitBars(test)
	}
	return v.showStatus(status, "sit", frame{Title: w.T("sit.title"), Nav: "answers", Page: p})
}

// sitOpen is how long after its start a test that was never ended is offered.
const sitOpen = 12 * time.Hour

// sitting says that a test is going on.
func sitting(test charley.SitTest, now time.Time) bool {
	return !test.Done && now.Sub(test.Start.Time) < sitOpen
}

// sitSlot is the rating, from 0, that is asked for next: the first without an
// answer whose five minutes have not passed; tell.SitRatings once all have.
func sitSlot(test charley.SitTest, now time.Time) int {
	return max(len(test.Ratings), int(now.Sub(test.Start.Time).Minutes())/tell.SitEvery)
}

// sitDue is when a rating is due.
func sitDue(test charley.SitTest, slot int) time.Time {
	return test.Start.Time.Add(time.Duration(slot*tell.SitEvery) * time.Minute)
}

// sitLine is one past test in words: mean, most, slope, and what is missing.
func (v *visit) sitLine(test charley.SitTest) string {
	w, s := v.site.words, tell.ScoreSit(test)
	if s.N == 0 {
		return w.T("sit.empty", w.Day(test.Night))
	}
	slope := w.T("figure.unknown")
	if !math.IsNaN(s.Slope) {
		slope = fmt.Sprintf("%+.1f", s.Slope)
	}
	line := w.T("sit.past", w.Day(test.Night), tenth(s.Mean), s.Most, slope, s.N, s.Missing)
	if s.Early {
		line += " " + w.T("sit.early", float64(*test.Stopped))
	}
	return line
}

func sitBars(test charley.SitTest) []sitBar {
	var out []sitBar
	for i, r := range test.Ratings {
		bar := sitBar{Minute: strconv.Itoa(i * tell.SitEvery)}
		if r != nil {
			bar.Rating = number(*r)
			bar.X, bar.Y = i*sitAcross/(tell.SitRatings-1), sitUp-int(math.Round(*r*sitUp/10))
		}
		out = append(out, bar)
	}
	return out
}

// saveSit begins a test, keeps a rating, or ends it. While a red flag stands
// nobody is asked to sit still.
func saveSit(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	id, do := f.id("id"), f.one("do", []string{"begin", "rate", "stop", "finish"})
	if !f.ok() || do == "" {
		return charley.ErrInvalid
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	if told.Urgent() && (do == "begin" || do == "rate") {
		return v.showSit(http.StatusUnprocessableEntity, f)
	}
	if do == "begin" {
		return v.beginSit(id)
	}
	e, err := v.site.app.Entry(v.r.Context(), v.caller, id)
	if err != nil {
		return err
	}
	if e.Kind != charley.KindSitTest || e.Deleted {
		return charley.ErrNotFound
	}
	if test := e.SitTest(); sitting(test, v.site.app.Now()) {
		body := sitBody(f, test, v.site.app.Now())
		if !f.ok() {
			return v.showSit(http.StatusUnprocessableEntity, f)
		}
		if _, err := v.save(sheet{ID: id, Rev: e.Rev, Kind: charley.KindSitTest, Body: body}); err != nil {
			return err
		}
	}
	return v.see(sitPath)
}

// beginSit starts the hour, unless one is going on.
func (v *visit) beginSit(id charley.EntryID) error {
	tests, err := v.site.app.SitTests(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	for _, test := range tests {
		if test.ID == id || sitting(test, v.site.app.Now()) {
			return v.see(sitPath)
		}
	}
	now := charley.MomentAt(v.site.app.Now(), homeZone(v.settings))
	body := map[string]any{"start": now.String(), "night": v.settings.NightSpan.NightOf(now).String(), "ratings": []any{}}
	if _, err := v.save(sheet{ID: id, Kind: charley.KindSitTest, Body: body}); err != nil {
		return err
	}
	return v.see(sitPath)
}

// sitBody is what a tap adds to a test. Ratings whose time has passed without
// one are kept as skipped; a rating sent again takes its own place once more.
func sitBody(f *form, test charley.SitTest, now time.Time) map[string]any {
	ratings := append([]*float64{}, test.Ratings...)
	body := map[string]any{}
	switch f.get("do") {
	case "rate":
		n, shown := f.number("rating", 0, 10), f.number("number", 1, tell.SitRatings)
		if n == nil || shown == nil {
			f.refuse("rating", "wrong.choice")
			return nil
		}
		if at := int(*shown) - 1; at < len(ratings) {
			ratings[at] = n
		} else if slot := sitSlot(test, now); slot < tell.SitRatings && at <= slot && !sitDue(test, slot).After(now) {
			ratings = append(skipped(ratings, slot), n)
		}
	case "stop":
		ratings = skipped(ratings, min(sitSlot(test, now), tell.SitRatings))
		body["stopped"] = min(math.Round(now.Sub(test.Start.Time).Minutes()), tell.SitMinutes)
		body["done"] = true
	case "finish":
		ratings = skipped(ratings, min(sitSlot(test, now), tell.SitRatings))
		body["done"] = true
	}
	for _, name := range []string{"urge", "cramp"} {
		if said := f.one(name, answers[:2]); said != "" {
			body[name] = said == "yes"
		}
	}
	if len(ratings) >= tell.SitRatings {
		body["done"] = true
	}
	body["ratings"] = ratings
	return body
}

// skipped are ratings, with those that are missing before a place skipped.
func skipped(ratings []*float64, place int) []*float64 {
	for len(ratings) < place {
		ratings = append(ratings, nil)
	}
	return ratings
}
