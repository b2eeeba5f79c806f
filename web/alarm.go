package web

import (
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
	"charley/tell"
)

// An alarmPage is all there is while a flag of the same day or above stands: no
// score, no condition that reassures, no remedy. What to do now comes before why.
type alarmPage struct {
	Urgency knowledge.Urgency
	Lead    alarmFlag   // the most urgent flag
	Others  []alarmFlag // and the rest
	Flags   []alarmFlag // all of them
	Call    dial        // the number for emergencies
	Advice  dial        // for advice, where it does not press so much
	Crisis  []dial      // lines for thoughts of suicide, where such a flag stands
	Worse   []string    // when to call an ambulance after all
	Country string
	More    bool
	Now     bool          // it is an emergency
	Revised []revisedCard // what changes of the rules changed, lately
	// Reviewed says who has reviewed the rules behind it.
	Reviewed string
}

type alarmFlag struct {
	ID, Name, Why, Until, Because string
	Since                         string
	Form                          string // id of the entry that ends it
}

// A dial is somebody to telephone: Link is a tel: address, "" where the number
// cannot be dialled as it stands.
type dial struct {
	Name, Number string
	Link         template.URL
}

// dialled is the part of a text, from its start, that can be dialled.
var dialled = regexp.MustCompile(`^[+#*]?\(?\d[\d ()*#-]*`)

func dialOf(name, number string) dial {
	d := dial{Name: name, Number: number}
	digits := strings.NewReplacer(" ", "", "(", "", ")", "", "-", "", "#", "%23").Replace(dialled.FindString(number))
	if len(digits) > 1 {
		d.Link = template.URL("tel:" + digits) // nothing but digits, plus, star and an escaped hash
	}
	return d
}

// crisisFlag is the flag whose page shows crisis lines.
const crisisFlag = "RF09"

func (v *visit) showAlarm(told tell.Telling) error {
	s, w := v.site, v.site.words
	p := alarmPage{Reviewed: s.reviewed(), Now: told.Urgency == knowledge.EmergencyNow, More: len(told.Unchecked()) > 0}
	p.Urgency, _ = s.knowledge.Urgencies().Get(told.Urgency)
	country := s.knowledge.CountryOf(v.settings.Zone)
	p.Country, p.Call = country.Name, dialOf("", country.Emergency)
	if country.ID == "xx" { // no country's in particular
		p.Country = ""
	}
	if !p.Now {
		p.Advice = dialOf("", country.Advice)
	}
	for _, f := range told.Fired() {
		rec, ok := s.knowledge.Flags().Get(f.ID)
		if !ok || f.Urgency != knowledge.EmergencyNow && f.Urgency != knowledge.SameDay {
			continue
		}
		if f.ID == crisisFlag {
			for _, line := range country.Crisis {
				p.Crisis = append(p.Crisis, dialOf(line.Name, line.Number))
			}
		}
		flag := alarmFlag{ID: f.ID, Name: rec.Name, Why: f.Why, Until: rec.UntilThen, Form: freshID()}
		flag.Because = w.Set(f.Said)
		if at, ok := told.Standing[f.ID]; ok {
			flag.Since = w.Day(v.dayOf(at))
		}
		if rec.Worse != "" && !p.Now && !slices.Contains(p.Worse, rec.Worse) {
			p.Worse = append(p.Worse, rec.Worse)
		}
		p.Flags = append(p.Flags, flag)
	}
	if len(p.Flags) > 0 {
		p.Lead, p.Others = p.Flags[0], p.Flags[1:]
	}
	p.Revised = v.revised(told)
	return v.show("alarm", frame{Title: p.Urgency.Headline, Nav: "answers", Page: p})
}

// dayOf is the civil date of a moment at home.
func (v *visit) dayOf(t time.Time) charley.Night {
	return dateOf(charley.MomentAt(t, homeZone(v.settings)))
}

// endFlag keeps that a flag has ended: seen by a doctor, or gone.
func endFlag(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	how := f.one("ended", []string{charley.FlagSeen, charley.FlagGone})
	id := f.id("id")
	if !f.ok() || how == "" {
		return &charley.FieldError{Field: "ended", Why: "must be seen or gone"}
	}
	if _, err := v.site.app.EndFlag(v.r.Context(), v.caller, id, v.r.PathValue("flag"), how); err != nil {
		return err
	}
	http.Redirect(v.w, v.r, "/answers/what", http.StatusSeeOther)
	return nil
}
