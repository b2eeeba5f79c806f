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
	Rating choice // the one that is due
	Number int    // of the rating that is due, from 1
	Of     int
	Due    string // when the next one is due, on the clock
	Wait   bool   // it is not due yet
	Past   []string
	Limits []claimLine
	Urge   choice
	Cramp  choice
	Chart  []sitBar
}

// A sitBar is one rating of the last test.
type sitBar struct{ Minute, Rating string }

const sitPath = "/answers/what/sit"

func showSit(v *visit) error {
	p, err := v.sitPage()
	if err != nil {
		return err
	}
	return v.show("sit", frame{Title: v.site.words.T("sit.title"), Nav: "answers", Page: p})
}

func (v *visit) sitPage() (sitPage, error) {
	w := v.site.words
	tests, err := v.site.app.SitTests(v.r.Context(), v.caller)
	if err != nil {
		return sitPage{}, err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return sitPage{}, err
	}
	f := v.site.newForm(nil)
	p := sitPage{Fresh: freshID(), Of: tell.SitRatings, Urgent: told.Urgent(), Rating: f.askScale("rating", "sit.rating", zeroToTen[:]),
		Urge: f.ask("urge", "sit.urge", "answer.", answers[:2]), Cramp: f.ask("cramp", "sit.cramp", "answer.", answers[:2])}
	if topic, ok := v.site.knowledge.Topics().Get("sit_still_test"); ok {
		p.Limits = v.site.claims(topic.Claims)
	}
	for _, test := range tests {
		if !test.Done && v.site.app.Now().Sub(test.Start.Time) < 12*time.Hour {
			p.ID, p.Open = test.ID, true
			p.Number = min(len(test.Ratings)+1, tell.SitRatings)
			due := test.Start.Time.Add(time.Duration(len(test.Ratings)*tell.SitEvery) * time.Minute)
			p.Due = w.Clock(due.In(homeZone(v.settings)))
			p.Wait = due.After(v.site.app.Now())
			continue
		}
		p.Past = append(p.Past, v.sitLine(test))
		p.Chart = sitBars(test)
	}
	return p, nil
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
	line := w.T("sit.past", w.Day(test.Night), fmt.Sprintf("%.1f", s.Mean), number(s.Most), slope, s.N, s.Missing)
	if s.Early {
		line += " " + w.T("sit.early", number(float64(*test.Stopped)))
	}
	return line
}

func sitBars(test charley.SitTest) []sitBar {
	var out []sitBar
	for i, r := range test.Ratings {
		bar := sitBar{Minute: strconv.Itoa(i * tell.SitEvery)}
		if r != nil {
			bar.Rating = number(*r)
		}
		out = append(out, bar)
	}
	return out
}

// saveSit begins a test, keeps a rating or a skip, or ends it.
func saveSit(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	id := f.id("id")
	if !f.ok() {
		return charley.ErrInvalid
	}
	now := charley.MomentAt(v.site.app.Now(), homeZone(v.settings))
	if f.get("do") == "begin" {
		body := map[string]any{"start": now.String(), "night": v.settings.NightSpan.NightOf(now).String(), "ratings": []any{}}
		if _, err := v.save(sheet{ID: id, Kind: charley.KindSitTest, Body: body}); err != nil {
			return err
		}
		return v.see(sitPath)
	}
	e, err := v.site.app.Entry(v.r.Context(), v.caller, id)
	if err != nil {
		return err
	}
	if e.Kind != charley.KindSitTest {
		return charley.ErrNotFound
	}
	body, err := sitBody(f, e.SitTest(), now.Time)
	if err != nil {
		return err
	}
	if _, err := v.save(sheet{ID: id, Rev: e.Rev, Kind: charley.KindSitTest, Body: body}); err != nil {
		return err
	}
	http.Redirect(v.w, v.r, sitPath, http.StatusSeeOther)
	return nil
}

// sitBody is what a tap adds to a test. Ratings whose time has passed without
// one are kept as skipped.
func sitBody(f *form, test charley.SitTest, now time.Time) (map[string]any, error) {
	ratings := append([]*float64{}, test.Ratings...)
	due := int(now.Sub(test.Start.Time).Minutes()) / tell.SitEvery
	for len(ratings) < min(due, tell.SitRatings-1) {
		ratings = append(ratings, nil)
	}
	body := map[string]any{}
	switch f.get("do") {
	case "rate":
		n := f.number("rating", 0, 10)
		if !f.ok() {
			return nil, charley.ErrInvalid
		}
		if len(ratings) < tell.SitRatings {
			ratings = append(ratings, n)
		}
	case "stop":
		body["stopped"] = math.Round(now.Sub(test.Start.Time).Minutes())
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
	return body, nil
}
