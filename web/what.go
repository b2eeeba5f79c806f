package web

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"charley"
	"charley/knowledge"
	"charley/tell"
)

// A whatPage is the verdict: what it is, why, what speaks against it, what is
// not known, what would change it, and where that comes from.
type whatPage struct {
	Sentence string
	Urgency  knowledge.Urgency
	Raised   []string // why it is more than self care: flags that are not urgent
	Rows     []fitLine
	Reasons  []reasonCard
	Criteria []criteriaCard
	Diary    []string // what the nights say
	Differ   []string // where they contradict what was remembered
	Again    []string // answers that contradict each other
	Open     []string // warning signs that are not checked
	Change   []string // what would change this
	Tests    []testLine
	Warnings []string
	Sources  []sourceLine
	Reviewed string
	Version  string
	More     bool // there is something worth asking
	Past     []string
}

// A fitLine is one condition and how well it fits: a word and dots, no number.
type fitLine struct {
	ID, Name, Kind, Band, Dots string
}

type reasonCard struct {
	Name         string
	For, Against []reasonLine
	Unknown      []string
}

type reasonLine struct{ Says, Mark string }

type criteriaCard struct {
	Name, Tier string
	Lines      []criterionLine
}

type criterionLine struct{ Says, State, Mark string }

type testLine struct{ Ask, Why, Mark string }

type sourceLine struct{ ID, Title, Link string }

func showWhat(v *visit) error {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	title := v.site.words.T("what.title")
	switch {
	case told.Urgent():
		return v.showAlarm(told)
	case len(told.Said) == 0 && !told.Diary.Enough:
		return v.show("start", frame{Title: title, Nav: "answers"})
	}
	return v.show("what", frame{Title: title, Nav: "answers", Page: v.whatPage(told)})
}

func (v *visit) whatPage(told tell.Telling) whatPage {
	s, w := v.site, v.site.words
	p := whatPage{Sentence: s.sentence(told.Verdict), Version: told.Version, Reviewed: w.T("known.reviewed")}
	p.Urgency, _ = s.knowledge.Urgencies().Get(told.Urgency)
	for _, f := range told.Fired() {
		p.Raised = append(p.Raised, f.Why)
	}
	named := []string{}
	for _, c := range told.Conditions {
		rec, _ := s.knowledge.Conditions().Get(c.ID)
		p.Rows = append(p.Rows, fitLine{ID: c.ID, Name: rec.Name, Kind: kindOf(c.ID), Band: w.T("band." + c.Band), Dots: dots[c.Band]})
		if card := s.reasons(rec, c); len(card.For)+len(card.Against) > 0 {
			p.Reasons = append(p.Reasons, card)
		}
		if c.Band == tell.Strong || c.Band == tell.Possible {
			named = append(named, c.ID)
			p.Tests = append(p.Tests, s.tests(rec)...)
		}
	}
	p.Criteria = s.criteria(told.Verdict, append(named, "leg_cramps", "rls"))
	p.Diary, p.Differ = s.diaryWords(told)
	for _, c := range told.Contradictions {
		p.Again = append(p.Again, c.Says)
	}
	teller := s.app.Teller
	unchecked := []string{}
	for _, f := range told.Unchecked() {
		for _, name := range f.Unknown {
			if short := teller.Short(name); !slices.Contains(unchecked, short) {
				unchecked = append(unchecked, short)
			}
		}
	}
	p.Open = unchecked[:min(len(unchecked), 8)]
	p.Change = teller.Shorts(slices.DeleteFunc(slices.Clone(told.AskNext), func(n string) bool { return slices.Contains(unchecked, teller.Short(n)) }), 5)
	for _, x := range told.Warnings {
		p.Warnings = append(p.Warnings, x.Text)
	}
	p.Sources = s.sourceLines(told.Sources)
	p.More = teller.Next(told.Remembered, told.Declined, tell.Asking{}).Kind != tell.StepDone
	for _, past := range told.Past {
		rec, _ := s.knowledge.Flags().Get(past.ID)
		p.Past = append(p.Past, w.T("flag.past."+past.How, rec.Name, w.Day(v.dayOf(past.Ended))))
	}
	return p
}

// dots show a band; they are decoration beside its word.
var dots = map[string]string{tell.Strong: "●●●●", tell.Possible: "●●○○", tell.UnlikelyIs: "○○○○", tell.CannotTell: "?"}

// kindOf is the colour that a condition keeps everywhere.
func kindOf(id string) string {
	switch id {
	case "leg_cramps":
		return "cramp"
	case "rls":
		return "restless"
	}
	return ""
}

// sentence is a verdict in plain words.
func (s *site) sentence(v tell.Verdict) string {
	w, sum := s.words, s.app.Teller.Summary(v)
	switch {
	case sum.None:
		return w.T("what.none")
	case len(sum.Fits) == 0:
		return w.T("what.cannot")
	}
	key := "what.possible"
	if sum.Strong {
		key = "what.strong"
	}
	out := []string{w.T(key, s.listed(sum.Fits, "list.and"))}
	if len(sum.Not) > 0 {
		out = append(out, w.T("what.not", s.listed(sum.Not, "list.or")))
	}
	if len(sum.Open) > 0 {
		out = append(out, w.T("what.open", s.listed(sum.Open, "list.or")))
	}
	return strings.Join(out, " ")
}

// listed joins words with commas and, before the last, with the text of a key.
func (s *site) listed(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return s.words.T(last, strings.Join(words[:len(words)-1], ", "), words[len(words)-1])
}

// mostReasons is how many reasons for and against a card shows.
const mostReasons = 5

func (s *site) reasons(rec knowledge.Condition, c tell.Condition) reasonCard {
	card := reasonCard{Name: rec.Name, Unknown: s.app.Teller.Shorts(c.Unknown, 3)}
	for _, r := range c.Reasons {
		line := reasonLine{Says: r.Says, Mark: s.words.T("mark." + r.Mark)}
		if r.Weight > 0 && len(card.For) < mostReasons {
			card.For = append(card.For, line)
		} else if r.Weight < 0 && len(card.Against) < mostReasons {
			card.Against = append(card.Against, line)
		}
	}
	return card
}

// criteria are the published sets of the conditions that matter here.
func (s *site) criteria(v tell.Verdict, conditions []string) []criteriaCard {
	tiers := map[string]string{}
	for _, t := range s.app.Teller.Tiers(v.Criteria) {
		tiers[t.Set] = t.Name
	}
	var out []criteriaCard
	for _, set := range s.knowledge.Criteria().All() {
		if set.Clinician || !slices.Contains(conditions, set.Condition) {
			continue
		}
		card := criteriaCard{Name: set.Name, Tier: tiers[set.ID]}
		for _, c := range v.Criteria {
			if c.Set == set.ID {
				card.Lines = append(card.Lines, criterionLine{Says: c.Says, State: c.State, Mark: s.words.T("criterion." + c.State)})
			}
		}
		out = append(out, card)
	}
	return out
}

// tests are questions to bring to a doctor; those with thresholds for a
// clinician's eyes are left to the report.
func (s *site) tests(rec knowledge.Condition) []testLine {
	var out []testLine
	for _, x := range rec.Tests {
		if !x.Clinician {
			out = append(out, testLine{Ask: x.Ask, Why: x.Why, Mark: s.words.T("mark." + x.Mark)})
		}
	}
	return out
}

// diaryWords say what the nights show, with the counts behind it, and where
// they contradict what was remembered.
func (s *site) diaryWords(told tell.Telling) (says, differ []string) {
	w, teller := s.words, s.app.Teller
	if !told.Diary.Enough {
		if told.Diary.Nights > 0 {
			says = append(says, w.N("diary.early", told.Diary.Nights))
		}
		return says, nil
	}
	for _, name := range []string{"duration_min", "wakes_from_sleep", "palpable_hardening", "relief_stretch", "residual_soreness", "location", "side"} {
		if a, ok := told.Diary.Answers[name]; ok {
			says = append(says, w.T("diary.says", teller.Phrase(name, a), told.Diary.Counts[name].So, told.Diary.Counts[name].Said))
		}
	}
	for _, d := range told.Disagreement {
		differ = append(differ, w.T("diary.differs", teller.Phrase(d.Feature, d.Remembered), teller.Phrase(d.Feature, d.Diary), d.Count.So, d.Count.Said))
	}
	return says, differ
}

func (s *site) sourceLines(ids []string) []sourceLine {
	var out []sourceLine
	for _, id := range ids {
		if rec, ok := s.knowledge.Sources().Get(id); ok {
			out = append(out, sourceLine{ID: id, Title: rec.Title, Link: "/known/" + id})
		}
	}
	return out
}

// An alarmPage is all there is while a flag of the same day or above stands: no
// score, no condition that reassures, no remedy.
type alarmPage struct {
	Urgency  knowledge.Urgency
	Flags    []alarmFlag
	Call     string // the number to dial in an emergency, as a link
	CallText string
	Country  string
	Crisis   []knowledge.Line // lines for thoughts of suicide, where such a flag stands
	Advice   string
	More     bool
	Now      bool // it is an emergency
}

type alarmFlag struct {
	ID, Name, Why, Until, Worse, Because string
	Since                                string
	Form                                 string // id of the entry that ends it
	Sources                              []sourceLine
}

// crisisFlag is the flag whose page shows crisis lines.
const crisisFlag = "RF09"

func (v *visit) showAlarm(told tell.Telling) error {
	s, w := v.site, v.site.words
	p := alarmPage{Now: told.Urgency == knowledge.EmergencyNow, More: len(told.Unchecked()) > 0}
	p.Urgency, _ = s.knowledge.Urgencies().Get(told.Urgency)
	country := s.country(v.settings.Zone)
	p.CallText, p.Country, p.Advice = country.Emergency, country.Name, country.Advice
	if dialled := strings.TrimSpace(country.Emergency); strings.Trim(dialled, "0123456789+ ") == "" {
		p.Call = "tel:" + strings.ReplaceAll(dialled, " ", "")
	}
	for _, f := range told.Fired() {
		rec, ok := s.knowledge.Flags().Get(f.ID)
		if !ok || f.Urgency != knowledge.EmergencyNow && f.Urgency != knowledge.SameDay {
			continue
		}
		if f.ID == crisisFlag {
			p.Crisis = country.Crisis
		}
		line := alarmFlag{ID: f.ID, Name: rec.Name, Why: f.Why, Until: rec.UntilThen, Worse: rec.Worse, Form: freshID()}
		line.Because = strings.Join(s.app.Teller.Phrases(f.Because, told.Facts.Answers()), "; ")
		if at, ok := told.Standing[f.ID]; ok {
			line.Since = w.Day(v.dayOf(at))
		}
		for _, c := range rec.Claims {
			line.Sources = append(line.Sources, s.sourceLines(c.Sources)...)
		}
		p.Flags = append(p.Flags, line)
	}
	return v.show("alarm", frame{Title: p.Urgency.Headline, Nav: "answers", Page: p})
}

// dayOf is the civil date of a moment at home.
func (v *visit) dayOf(t time.Time) charley.Night {
	return dateOf(charley.MomentAt(t, homeZone(v.settings)))
}

// country is the one whose time zone this is; the fallback where none is known.
func (s *site) country(zone string) knowledge.Country {
	for _, c := range s.knowledge.Countries().All() {
		if slices.Contains(c.Zones, zone) {
			return c
		}
	}
	c, _ := s.knowledge.Countries().Get("xx")
	return c
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
