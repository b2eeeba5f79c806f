package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"charley"
	"charley/knowledge"
	"charley/rule"
)

// An aboutPage asks for what stands: one screen, each group with "none of these".
type aboutPage struct {
	Hidden     []hidden
	Born       input
	Sex        choice
	Pregnant   choice
	Due        input
	Groups     []standingGroup
	Alone      []choice
	Iron       choice
	Ferritin   input
	EGFR       input
	Labs       labForm
	Medicines  []medicineLine
	Pick       *medicinePick // a medicine whose name is to be settled
	Name       input
	Month      choice
	Year       input
	Dose       input
	NoMedicine choice
	Wrong      string
	WrongAt    string   // the first field that could not be kept
	Pregnancy  bool     // it is asked: neither a man nor past that age
	Open       []string // groups that are not answered
	Next       string   // where to go on after saving: "ask", "help", or nowhere else
}

// The answers of the page.
var (
	sexes     = [...]string{"F", "M"}
	answers   = [...]string{"no", "yes", "unsure"}
	medicines = charley.GroupMedicines
)

// bloodTests are keys of the codebook that the page asks for beside what stands.
var bloodTests = [...]string{"iron_tested", "ferritin_ug_l", "egfr_ml_min"}

// standings are a person's facts by what the page asks: one fact a question.
type standings map[string]charley.Fact

// standingKey is the question that a fact answers: "age", "condition.diabetes".
func standingKey(f charley.Fact) string {
	switch f.About {
	case charley.FactCondition:
		return f.About + "." + f.Code
	case charley.FactNone:
		return f.About + "." + f.Group
	case charley.FactMedicine, charley.FactAnswers, charley.FactRemedy, charley.FactFlag, charley.FactLab, charley.FactHarm:
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
	for _, id := range s.standing[knowledge.Alone] {
		keys = append(keys, conditionKey(id))
	}
	for _, part := range standingParts() {
		for _, id := range s.standing[part] {
			keys = append(keys, conditionKey(id))
		}
		keys = append(keys, noneKey(part))
	}
	return append(keys, noneKey(medicines), noneKey(charley.GroupChecked))
}

func conditionKey(id string) string { return charley.FactCondition + "." + id }
func noneKey(group string) string   { return charley.FactNone + "." + group }

func showAbout(v *visit) error {
	known, err := v.standings()
	if err != nil {
		return err
	}
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	return v.showAbout(http.StatusOK, known, told.Facts.Answers(), v.site.newForm(v.site.aboutValues(known, told.Facts.Answers())))
}

// aboutValues are the facts as the page shows them, with an id for every
// question: the stored fact's, or a fresh one.
func (s *site) aboutValues(known standings, told rule.Answers) url.Values {
	out := url.Values{"m.id": {freshID()}, "a.id": {freshID()}, "l.id": {freshID()}}
	for _, key := range s.questions() {
		f, ok := known[key]
		if !ok {
			out.Set("id."+key, freshID())
			continue
		}
		out.Set("id."+key, string(f.ID))
		if s.shownOnPage(f) {
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
	for _, part := range standingParts() {
		for _, id := range s.standing[part] {
			if known[conditionKey(id)].Answer == "yes" {
				out.Add(partField(part), id)
			}
		}
		if none, said := known[noneKey(part)]; said && s.covers(none, part, out[partField(part)], told) {
			out.Set(noneField(part), "yes")
		} else {
			out.Del("rev." + noneKey(part)) // a box that is not shown as ticked takes nothing back
		}
	}
	for _, id := range s.standing[knowledge.Alone] {
		out.Set(aloneField(id), known[conditionKey(id)].Answer)
	}
	if _, said := known[noneKey(medicines)]; said {
		out.Set(noneField(medicines), "yes")
	}
	for _, key := range bloodTests {
		out.Set("a."+key, testValue(told[key]))
	}
	return out
}

// testValue is a stored answer about a blood test as its field shows it.
func testValue(v rule.Value) string {
	switch v.Kind {
	case rule.Flag:
		return map[bool]string{true: "yes", false: "no"}[v.Yes]
	case rule.Number:
		return number(v.Low)
	}
	return ""
}

// never says that somebody cannot be pregnant, as far as is known.
func never(told rule.Answers) bool { return told["pregnant_weeks"].Kind == rule.Absent }

// shownOnPage says that the page can show what a fact states. Another program
// may have written an answer that it cannot, such as "no" to one condition; the
// page must then not take a box that stayed empty for an answer taken back.
func (s *site) shownOnPage(f charley.Fact) bool {
	switch {
	case f.About == charley.FactCondition && !slices.Contains(s.standing[knowledge.Alone], f.Code):
		return f.Answer == "yes"
	case f.About == charley.FactSex:
		return slices.Contains(sexes[:], f.Sex)
	}
	return true
}

func (v *visit) showAbout(status int, known standings, told rule.Answers, f *form) error {
	w := v.site.words
	p := aboutPage{
		Born:       f.input("text", "born", "about.born").short().numeric().hint(w.T("about.born.hint")),
		Sex:        f.ask("sex", "about.sex", "sex.", sexes[:]),
		Pregnant:   f.ask("pregnant", "about.pregnant", "answer.", answers[:]),
		Due:        f.input("date", "due", "about.due").short(),
		Groups:     v.groups(f, told),
		Alone:      v.alone(f, told),
		Iron:       f.ask("a.iron_tested", "about.iron", "answer.", answers[:]),
		Ferritin:   f.input("text", "a.ferritin_ug_l", "about.ferritin").short().decimal(),
		EGFR:       f.input("text", "a.egfr_ml_min", "about.egfr").short().decimal(),
		Labs:       v.site.labForm(f, known),
		Name:       f.input("text", "m.name", "about.medicine.name"),
		Dose:       f.input("text", "m.dose", "about.medicine.dose").short(),
		Year:       f.input("text", "m.year", "about.year").short().numeric(),
		Month:      f.months("m.month"),
		NoMedicine: f.askMany(noneField(medicines), "about.medicines.none", "about.medicines.none.", []string{"yes"}),
		Wrong:      f.wrong[""],
		Next:       v.r.FormValue("next"),
	}
	for _, key := range v.site.questions() {
		p.Hidden = append(p.Hidden, hidden{"id." + key, f.get("id." + key)}, hidden{"rev." + key, f.get("rev." + key)})
	}
	p.Hidden = append(p.Hidden, hidden{"m.id", f.get("m.id")}, hidden{"a.id", f.get("a.id")}, hidden{"l.id", f.get("l.id")})
	for _, m := range known.medicines() {
		p.Medicines = append(p.Medicines, v.site.medicineLine(m))
	}
	if len(p.Medicines) > 0 {
		p.NoMedicine.Options[0].Label = w.T("about.medicines.all")
	}
	p.Pregnancy = !never(told)
	for _, key := range slices.Sorted(maps.Keys(f.wrong)) {
		if p.WrongAt == "" && key != "" {
			p.WrongAt = key
		}
	}
	p.Pick = v.site.pick(known, v.r.FormValue("which"))
	for _, g := range p.Groups {
		if !g.Ask.Answered() && !g.None.Answered() {
			p.Open = append(p.Open, g.Ask.Legend)
		}
	}
	return v.showStatus(status, "about", frame{Title: w.T("about.title"), Nav: "about", Page: p})
}
