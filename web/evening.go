package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

// An eveningPage asks about the day before its night is known.
type eveningPage struct {
	Night     charley.Night
	Date      string
	Late      string
	ID, Rev   string
	EntryID   charley.EntryID
	Saved     bool
	Questions []choice
	Note      input
	Wrong     string
	Others    []nightLink
	Tonight   *tonightLine // what a test has drawn for tonight
}

// asked is the prefix of the fields that answer for an exposure.
const asked = "x."

func showEvening(v *visit) error {
	night, err := v.askedNight(v.r.URL.Query().Get("night"), v.tonight())
	if err != nil {
		return err
	}
	record, err := v.record(night)
	if err != nil {
		return err
	}
	return v.showEvening(http.StatusOK, record, v.site.newForm(v.eveningValues(record)))
}

// asks are the exposures to ask about: those the person chose, or the default
// set, and after them any others that this day has an answer to.
func (v *visit) asks(r diary.NightRecord) []knowledge.Exposure {
	var out []knowledge.Exposure
	chosen := v.settings.Asked
	for _, x := range v.site.knowledge.ExposuresOf(v.settings) {
		if chosen == nil && x.Default || slices.Contains(chosen, x.ID) {
			out = append(out, x)
		}
	}
	if len(chosen) > 0 {
		slices.SortStableFunc(out, func(a, b knowledge.Exposure) int {
			return slices.Index(chosen, a.ID) - slices.Index(chosen, b.ID)
		})
	}
	if r.Evening == nil {
		return out
	}
	for _, x := range v.site.knowledge.ExposuresOf(v.settings) {
		_, answered := r.Evening.Exposures[x.ID]
		if answered && !slices.ContainsFunc(out, func(y knowledge.Exposure) bool { return y.ID == x.ID }) {
			out = append(out, x)
		}
	}
	return out
}

// eveningValues are the answers of a day as the page shows them.
func (v *visit) eveningValues(r diary.NightRecord) url.Values {
	out := url.Values{"id": {freshID()}, "rev": {"0"}}
	if r.Evening == nil {
		return out
	}
	out.Set("id", string(r.Evening.ID))
	out.Set("rev", strconv.Itoa(r.Evening.Rev))
	out.Set("note", r.Evening.Note)
	for _, x := range v.asks(r) {
		if a, ok := r.Evening.Exposures[x.ID]; ok {
			out.Set(asked+x.ID, answerValue(x, a))
		}
	}
	return out
}

// answerValue is an answer as the value of a field: "true", "false" or an
// amount. A no to an amount is its zero where that can be tapped.
func answerValue(x knowledge.Exposure, a charley.Answer) string {
	switch {
	case a.Amount != nil:
		return number(*a.Amount)
	case a.Said == charley.No && slices.ContainsFunc(x.Choices, func(c knowledge.Choice) bool { return c.Value == 0.0 }):
		return "0"
	case a.Said == charley.Unknown:
		return ""
	}
	return strconv.FormatBool(a.Said == charley.Yes)
}

// choiceValue is what a choice of an exposure sends.
func choiceValue(c knowledge.Choice) string {
	if yes, ok := c.Value.(bool); ok {
		return strconv.FormatBool(yes)
	}
	n, _ := c.Value.(float64)
	return number(n)
}

// question asks about one exposure: by its short name, which is all that somebody
// reads who has seen the page before, and with the whole question below it. A stored answer that none of the choices
// has, such as an amount another program wrote, is shown as a choice of its own.
func (f *form) question(x knowledge.Exposure) choice {
	c := choice{Name: asked + x.ID, Legend: x.Name, Wrong: f.wrong[asked+x.ID]}
	if !strings.HasPrefix(x.Question, x.Name) { // one that the person made up has no other words
		c.Hint = x.Question
	}
	said := f.get(c.Name)
	for _, o := range x.Choices {
		c.Options = append(c.Options, option{Value: choiceValue(o), Label: o.Label, On: choiceValue(o) == said})
	}
	if said != "" && !c.Answered() {
		label := f.words.T("evening.amount", said, x.Unit)
		if said == "true" || said == "false" {
			label = f.words.T("tri." + said)
		}
		c.Options = append(c.Options, option{Value: said, Label: label, On: true})
	}
	c.Beside = x.Kind == knowledge.YesNo && len(c.Options) == 2
	return c.orNone(f)
}

func (v *visit) showEvening(status int, r diary.NightRecord, f *form) error {
	w := v.site.words
	p := eveningPage{
		Night: r.Night, Date: w.Day(r.Night), ID: f.get("id"), Rev: f.get("rev"), Wrong: f.wrong[""],
		Saved: r.Evening != nil, Note: f.input("text", "note", "label.note").lines(2),
	}
	if r.Evening != nil {
		p.EntryID = r.Evening.ID
	}
	for _, x := range v.asks(r) {
		p.Questions = append(p.Questions, f.question(x))
	}
	title := w.T("evening.title")
	switch dateOf(charley.MomentAt(v.site.app.Now(), homeZone(v.settings))).Sub(r.Night) {
	case 0:
	case 1:
		title = w.T("evening.title.yesterday")
	default:
		title = w.T("evening.title.earlier")
	}
	switch days := v.tonight().Sub(r.Night); {
	case p.Saved:
	case days >= daysBack:
		p.Late = w.N("checkin.old", days)
	case days > 0:
		p.Late = w.N("evening.late", days)
	case v.site.app.Now().After(r.KnownFrom()):
		p.Late = w.T("evening.late.known")
	}
	others, err := v.week(v.tonight(), r.Night, func(r diary.NightRecord) bool { return r.Evening != nil })
	if err != nil {
		return err
	}
	p.Others = others
	if r.Night == v.tonight() {
		if p.Tonight, err = v.tonightIn(r.Night); err != nil {
			return err
		}
	}
	return v.showStatus(status, "evening", frame{Title: title, Nav: "evening", Page: p})
}

// saveEvening keeps the answers. "None of these today" answers with no what was
// asked and left open; otherwise silence stays not asked.
func saveEvening(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	night, err := v.askedNight(f.get("night"), v.tonight())
	if err != nil {
		return err
	}
	record, err := v.record(night)
	if err != nil {
		return err
	}
	none := f.get("do") == "none"
	answers, open := map[string]any{}, []string{}
	for _, x := range v.asks(record) {
		said := f.answer(x)
		answers[x.ID] = said
		if said == nil && x.NoneMeansNo {
			open = append(open, x.ID)
		}
	}
	s := sheet{ID: f.id("id"), Rev: f.rev("rev"), Kind: charley.KindEvening, Body: map[string]any{
		"night": night.String(), "exposures": answers, "note": orNil(f.text("note", maxNote)),
	}}
	if none {
		s.Body["asked"], s.Body["none_of_these"] = open, true
	}
	if s.Rev == 0 && !none && s.Body["note"] == nil && !anySaid(answers) {
		f.refuse("", "evening.empty")
	}
	if !f.ok() {
		return v.showEvening(http.StatusUnprocessableEntity, record, f)
	}
	saved, err := v.save(s)
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showEvening(status, record, f)
		}
		return err
	}
	return v.see(did("/evening?night="+night.String(), didSaved(saved), ""))
}

func anySaid(answers map[string]any) bool {
	for _, a := range answers {
		if a != nil {
			return true
		}
	}
	return false
}

// answer reads what was tapped for an exposure: bool, float64, or nil.
func (f *form) answer(x knowledge.Exposure) any {
	said := f.get(asked + x.ID)
	if said == "" {
		return nil
	}
	for _, o := range x.Choices {
		if choiceValue(o) == said {
			return o.Value
		}
	}
	if yes, err := strconv.ParseBool(said); err == nil && len(said) > 1 {
		return yes
	}
	if n := f.number(asked+x.ID, 0, maxAmount); n != nil {
		return *n
	}
	return nil
}

// maxAmount is the greatest amount of an exposure that can be stored.
var maxAmount = limit(charley.KindEvening, "exposures")
