package web

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"charley"
)

// An aboutPage asks for what stands: one screen, each group with "none of these".
type aboutPage struct {
	Hidden     []hidden
	Born       input
	Sex        choice
	Pregnant   choice
	Due        input
	Conditions choice
	None       choice // "none of these", or "none of the others"
	Numb       choice
	Medicines  []medicineLine
	Name       input
	Month      choice
	Year       input
	Dose       input
	NoMedicine choice
	Wrong      string
	Next       string // where to go on after saving: "ask", or nowhere else
}

type medicineLine struct {
	ID          charley.EntryID
	Name, Since string
}

// standing are the conditions that the page asks for: ids of the codebook.
//
//go:embed standing.json
var standing []byte

func loadConditions() []string {
	var ids []string
	if err := json.Unmarshal(standing, &ids); err != nil {
		panic(err)
	}
	return ids
}

// The answers of the page, and the groups that "none of these" can be said to.
var (
	sexes      = [...]string{"F", "M"}
	answers    = [...]string{"no", "yes", "unsure"}
	numbFeet   = "numb_feet"
	conditions = "conditions"
	medicines  = "medicines"
)

// standings are a person's facts by what the page asks: one fact a question.
type standings map[string]charley.Fact

// standingKey is the question that a fact answers: "age", "condition.diabetes".
func standingKey(f charley.Fact) string {
	switch f.About {
	case charley.FactCondition:
		return f.About + "." + f.Code
	case charley.FactNone:
		return f.About + "." + f.Group
	case charley.FactMedicine:
		return f.About + "." + string(f.ID)
	}
	return f.About
}

// standings reads the facts; where two devices answered the same question, the
// later answer counts.
func (v *visit) standings() (standings, error) {
	facts, err := v.site.app.Facts(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	out := standings{}
	for _, f := range facts {
		out[standingKey(f)] = f
	}
	return out, nil
}

// questions are the keys that the page can answer, medicines apart.
func (s *site) questions() []string {
	keys := []string{charley.FactAge, charley.FactSex, charley.FactPregnancy}
	for _, id := range append(slices.Clone(s.conditions), numbFeet) {
		keys = append(keys, charley.FactCondition+"."+id)
	}
	return append(keys, charley.FactNone+"."+conditions, charley.FactNone+"."+medicines)
}

func showAbout(v *visit) error {
	known, err := v.standings()
	if err != nil {
		return err
	}
	return v.showAbout(http.StatusOK, known, v.site.newForm(v.site.aboutValues(known)))
}

// aboutValues are the facts as the page shows them, with an id for every
// question: the stored fact's, or a fresh one.
func (s *site) aboutValues(known standings) url.Values {
	out := url.Values{"m.id": {freshID()}}
	for _, key := range s.questions() {
		f, ok := known[key]
		if !ok {
			out.Set("id."+key, freshID())
			continue
		}
		out.Set("id."+key, string(f.ID))
		if shownOnPage(f) {
			out.Set("rev."+key, strconv.Itoa(f.Rev))
		}
	}
	if f := known[charley.FactAge]; f.Born != nil {
		out.Set("born", number(*f.Born))
	}
	out.Set("sex", known[charley.FactSex].Sex)
	pregnancy := known[charley.FactPregnancy]
	out.Set("pregnant", pregnancy.Answer)
	out.Set("due", pregnancy.Due.String())
	for _, id := range s.conditions {
		if known[charley.FactCondition+"."+id].Answer == "yes" {
			out.Add("conditions", id)
		}
	}
	out.Set("numb", known[charley.FactCondition+"."+numbFeet].Answer)
	for _, group := range []string{conditions, medicines} {
		if _, said := known[charley.FactNone+"."+group]; said {
			out.Set("none."+group, "yes")
		}
	}
	return out
}

// shownOnPage says that the page can show what a fact states. Another program
// may have written an answer that it cannot, such as "no" to one condition; the
// page must then not take a box that stayed empty for an answer taken back.
func shownOnPage(f charley.Fact) bool {
	switch {
	case f.About == charley.FactCondition && f.Code != numbFeet:
		return f.Answer == "yes"
	case f.About == charley.FactSex:
		return slices.Contains(sexes[:], f.Sex)
	}
	return true
}

func (v *visit) showAbout(status int, known standings, f *form) error {
	w := v.site.words
	p := aboutPage{
		Born:       f.input("text", "born", "about.born").short().hint(w.T("about.born.hint")),
		Sex:        f.ask("sex", "about.sex", "sex.", sexes[:]),
		Pregnant:   f.ask("pregnant", "about.pregnant", "answer.", answers[:]),
		Due:        f.input("date", "due", "about.due").short(),
		Conditions: f.askMany("conditions", "about.conditions", "condition.", v.site.conditions),
		None:       f.askMany("none.conditions", "about.conditions.none", "about.conditions.none.", []string{"yes"}),
		Numb:       f.ask("numb", "about.numb", "answer.", answers[:]),
		Name:       f.input("text", "m.name", "about.medicine.name"),
		Dose:       f.input("text", "m.dose", "about.medicine.dose").short(),
		Year:       f.input("text", "m.year", "about.year").short(),
		Month:      f.months("m.month"),
		NoMedicine: f.askMany("none.medicines", "about.medicines.none", "about.medicines.none.", []string{"yes"}),
		Wrong:      f.wrong[""],
		Next:       v.r.FormValue("next"),
	}
	if len(f.values["conditions"]) > 0 {
		p.None.Options[0].Label = w.T("about.conditions.others")
	}
	for _, key := range v.site.questions() {
		p.Hidden = append(p.Hidden, hidden{"id." + key, f.get("id." + key)}, hidden{"rev." + key, f.get("rev." + key)})
	}
	p.Hidden = append(p.Hidden, hidden{"m.id", f.get("m.id")})
	for _, m := range known.medicines() {
		p.Medicines = append(p.Medicines, v.site.medicineLine(m))
	}
	return v.showStatus(status, "about", frame{Title: w.T("about.title"), Nav: "about", Page: p})
}

// medicines are the medicines, by name.
func (k standings) medicines() []charley.Fact {
	var out []charley.Fact
	for _, f := range k {
		if f.About == charley.FactMedicine {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b charley.Fact) int {
		if a.Name != b.Name {
			if a.Name < b.Name {
				return -1
			}
			return 1
		}
		return a.Received.Compare(b.Received)
	})
	return out
}

func (s *site) medicineLine(m charley.Fact) medicineLine {
	line := medicineLine{ID: m.ID, Name: m.Name}
	if m.Dose != "" {
		line.Name += " " + m.Dose
	}
	switch {
	case m.From != "" && m.Until != "":
		line.Since = s.words.T("medicine.run", s.words.Partial(m.From), s.words.Partial(m.Until))
	case m.From != "":
		line.Since = s.words.T("medicine.since", s.words.Partial(m.From))
	case m.Until != "":
		line.Since = s.words.T("medicine.until", s.words.Partial(m.Until))
	}
	return line
}

// months is a list of months to pick from, by number.
func (f *form) months(name string) choice {
	c := choice{Name: name, Legend: f.words.T("about.month"), Wrong: f.wrong[name]}
	c.Options = append(c.Options, option{Value: "", Label: f.words.T("about.month.none")})
	for m := time.January; m <= time.December; m++ {
		value := strconv.Itoa(int(m))
		c.Options = append(c.Options, option{Value: value, Label: f.words.Month(m), On: f.get(name) == value})
	}
	return c
}
