package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"charley"
	"charley/app"
	"charley/rule"
	"charley/tell"
)

// oneLeg is the answer to the question about swelling that is a warning sign.
const oneLeg = "one_leg"

// showPack gives a phone what it needs to know for the night.
func showPack(v *visit) error {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	p := nightPack{Person: v.caller.Person, None: map[string]any{}, Ways: []packWay{}, For: map[string]map[string]packWays{}, Running: []charley.Entry{}}
	runs, err := v.running()
	if err != nil {
		return err
	}
	if p.Whose, p.Disc, err = v.whose(); err != nil {
		return err
	}
	for _, e := range runs {
		p.Running = append(p.Running, e.Entry)
	}
	p.Signed = v.device.Kind == app.DeviceSession
	p.First = len(told.Said) == 0 && told.Diary.Nights == 0 && len(runs) == 0
	country := v.site.knowledge.CountryOf(v.settings.Zone)
	if d := dialOf("", country.Emergency); d.Link != "" {
		p.Call = &packDial{d.Number, d.Link}
	}
	if p.Flag = v.site.packFlag(told); p.Flag == nil {
		v.site.packWays(&p, told.Facts.Answers())
		if p.Tonight, err = v.packNights(); err != nil {
			return err
		}
	}
	p.None[swellingKey] = noSwelling(told.Facts.Answers())
	body, err := json.Marshal(p)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "application/json")
	send(v.w, v.r, http.StatusOK, body)
	return nil
}

// packFlag is the warning sign that stands, if one does that presses.
func (s *site) packFlag(told tell.Telling) *packFlag {
	if !told.Urgent() {
		return nil
	}
	urgency, _ := s.knowledge.Urgencies().Get(told.Urgency)
	flag := packFlag{Headline: s.words.T("now.flag", urgency.Headline)}
	for _, f := range told.Fired() {
		if rec, ok := s.knowledge.Flags().Get(f.ID); ok && rec.Worse != "" && !slices.Contains(flag.Worse, rec.Worse) {
			flag.Worse = append(flag.Worse, rec.Worse)
		}
	}
	return &flag
}

// packWays are what helps in each place that can be said while a spell runs.
func (s *site) packWays(p *nightPack, answers rule.Answers) {
	at := map[string]int{} // place of a way in the list
	for _, what := range []string{charley.Cramp, charley.Restless} {
		p.For[what] = map[string]packWays{}
		for _, place := range append([]string{""}, runningPlace[:]...) {
			e := charley.Episode{What: what}
			if place != "" {
				e.Places = []string{place}
			}
			ways, words := s.ways(e, answers)
			here := packWays{Ways: []int{}, Words: words}
			for _, w := range ways {
				one := packWay{w.Name, w.For, w.Picture, w.Alt, w.Steps, w.Gentle, w.Because, w.Check, w.Care}
				key := fmt.Sprintf("%+v", one)
				if _, known := at[key]; !known {
					at[key] = len(p.Ways)
					p.Ways = append(p.Ways, one)
				}
				here.Ways = append(here.Ways, at[key])
			}
			p.For[what][place] = here
		}
	}
}

// noSwelling is what "no" says to the question whether one leg is swollen: another
// swelling that was told of stays.
func noSwelling(answers rule.Answers) string {
	if other := answers[swellingKey].Word; other != "" && other != oneLeg {
		return other
	}
	return "none"
}
