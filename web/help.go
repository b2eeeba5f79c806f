package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/treat"
	"charley/words"
)

const (
	helpPath = "/answers/help"
	whyPath  = "/answers/why"
	foodPath = "/answers/food"
)

// A helpPage is what may help: what is worth trying, what to ask about first,
// and what is not for this person, each with its reason.
type helpPage struct {
	For       string // "for night leg cramps"
	Heading   string
	Unsure    bool // it is not told apart yet
	Pressing  bool // warning signs are not checked
	Again     bool // what makes remedies unsafe was never looked through, or long ago
	Never     bool
	Asks      []string // questions that would settle most remedies
	Groups    []remedyGroup
	Medicines []medicineLine // whose names are not settled
	Version   string
	Reviewed  string
}

// A remedyGroup is the remedies of one status; Folded ones are for who looks.
type remedyGroup struct {
	ID, Heading, Lead string
	Folded            bool
	Cards             []remedyCard
	More              []remedyCard // that fit less, behind a fold
}

// mostOpenCards is how many remedies of a group are shown at once: a short list is
// read, a long one is not.
var mostOpenCards = map[string]int{"offered": 5, "relief": 3, "ask": 3, "gated": 3}

// A remedyCard is one remedy in the list.
type remedyCard struct {
	ID, Name, Status, Class string
	Why                     []string // what was found in the person, or what stands in the way
	Says                    string   // what the evidence shows
	Who                     string
	Tried                   string
	Testable                bool // it can be tested on oneself, by lot
}

// helpGroups are the groups of the page in their order: the statuses that each
// holds, and whether it is folded.
var helpGroups = [...]struct {
	id     string
	status string
	relief bool // those for the moment it hurts
	folded bool
}{
	{"offered", treat.Offered, false, false}, {"relief", treat.Offered, true, false}, {"ask", treat.AskFirst, false, false},
	{"prescriber", treat.Prescriber, false, true}, {"gated", treat.Gated, false, false}, {"not", treat.NotAdvised, false, true},
	{"others", treat.NotAdvised, false, true},
}

// advised is everything that can be said to the person; urgent is true where a
// red flag stands, and then its page has been shown.
func (v *visit) advised() (out app.Advised, urgent bool, err error) {
	if out, err = v.site.app.Advise(v.r.Context(), v.caller); err != nil {
		return out, false, err
	}
	if out.Telling.Urgent() {
		return out, true, v.showAlarm(out.Telling)
	}
	return out, false, nil
}

func showHelp(v *visit) error {
	told, urgent, err := v.advised()
	if err != nil || urgent {
		return err
	}
	s, w := v.site, v.site.words
	p := helpPage{Version: told.Advice.Version, Reviewed: s.reviewed(), Unsure: !told.Advice.Sure, Again: told.Again, Never: told.Checked.IsZero(),
		Pressing: told.Telling.Pressing(), For: s.aimWords(told.Advice)}
	counts := map[string]int{}
	for _, g := range helpGroups {
		group := remedyGroup{ID: g.id, Heading: w.T("help.group." + g.id), Lead: w.T("help.lead." + g.id), Folded: g.folded}
		for _, r := range told.Advice.With(g.status) {
			switch rec, _ := s.knowledge.Remedies().Get(r.ID); {
			case g.status == treat.Offered && g.relief != (rec.Kind == "relief"):
			case g.status == treat.NotAdvised && (g.id == "others") != (r.Reason != treat.Evidence):
			case !g.folded && len(group.Cards) >= mostOpenCards[g.id]:
				group.More = append(group.More, s.remedyCard(r))
			default:
				group.Cards = append(group.Cards, s.remedyCard(r))
			}
		}
		counts[g.id] = len(group.Cards) + len(group.More)
		if counts[g.id] > 0 {
			p.Groups = append(p.Groups, group)
		}
	}
	p.Medicines = v.unsettled(told)
	p.Heading = w.T("help.count", w.N("help.try", counts["offered"]), w.N("help.askabout", counts["ask"]))
	p.Asks = first(told.Advice.Questions(), mostAsks)
	return v.show("help", frame{Title: w.T("help.title"), Nav: "answers", Page: p})
}

// unsettled are the medicines of which it is not known which they are: while there
// is one, it could be any.
func (v *visit) unsettled(told app.Advised) []medicineLine {
	var out []medicineLine
	for _, m := range told.Medicines {
		if line := v.site.medicineLine(m); line.Open || m.Code == charley.AsWritten {
			out = append(out, line)
		}
	}
	return out
}

// mostAsks is how many questions the page names.
const mostAsks = 2

// aimWords say what the advice is for.
func (s *site) aimWords(a treat.Advice) string {
	var names []string
	for _, id := range a.Aims {
		c, _ := s.knowledge.Conditions().Get(id)
		names = append(names, c.Phrase)
	}
	switch {
	case len(names) == 0:
		return s.words.T("help.for.nothing")
	case !a.Sure:
		return s.words.T("help.for.unsure")
	}
	return s.words.T("help.for", s.words.ListAnd(names))
}

func (s *site) remedyCard(r treat.Remedy) remedyCard {
	c := remedyCard{ID: r.ID, Name: r.Name, Status: r.Status, Class: s.statusWords(r), Says: withoutFigures(r.Says), Tried: s.triedWords(r), Testable: s.drawable(r)}
	switch r.Status {
	case treat.Gated, treat.AskFirst:
		so, open := r.Standing()
		if len(so) > 0 {
			c.Why = append(c.Why, s.words.T("help.because", s.words.ListAnd(first(so, mostWhy))))
		}
		if len(open) > 0 && r.Status == treat.AskFirst {
			c.Why = append(c.Why, s.words.T("help.open", s.words.ListOr(first(open, mostWhy))))
		}
		c.Who = strings.Join(first(r.Who, 1), " ")
	case treat.NotAdvised:
		c.Says = withoutFigures(strings.Join(r.Why, " "))
	default:
		c.Why = first(r.Why, mostWhy)
	}
	return c
}

// figuresInBrackets are ranges and ratios: they stand on the remedy's own page.
var figuresInBrackets = regexp.MustCompile(`\s*\([^()]*\d[^()]*\)`)

func withoutFigures(text string) string { return figuresInBrackets.ReplaceAllString(text, "") }

// mostWhy is how many reasons a card names.
const mostWhy = 3

func first(list []string, most int) []string { return list[:min(len(list), most)] }

// statusWords are the status of a remedy, as on the card.
func (s *site) statusWords(r treat.Remedy) string {
	switch {
	case r.Testable:
		return s.words.T("status.testable")
	case r.Status == treat.NotAdvised && r.Reason != treat.Evidence:
		return s.words.T("status.others")
	}
	return s.words.T("status." + r.Status)
}

// triedWords say what the person said of a remedy, and what eased their spells.
func (s *site) triedWords(r treat.Remedy) string {
	var out []string
	if r.Tried != "" {
		out = append(out, s.words.T("tried."+r.Tried, s.words.Partial(r.TriedWhen)))
	}
	if r.Eased > 0 {
		out = append(out, s.words.T("tried.eased", r.Eased, r.EasedOf))
	}
	return strings.Join(out, " ")
}

// A remedyPage is one remedy: whether it is for this person, what is known, how
// to do it, and how to test it.
type remedyPage struct {
	Card         remedyCard
	Remedy       knowledge.Remedy
	Gates        []gateLine
	Ask          []string
	Who          []string
	Show         bool // the steps: it is offered, or something has to be asked first
	Certainty    string
	Facts        []fact
	Trial        []fact
	TrialNote    string
	Claims       []claimLine
	Fresh        string
	Tried        choice
	Reviewed     string
	Version      string
	Testable     bool
	Interactions []string
	InPregnancy  bool // what holds in pregnancy can matter to this person
}

// triedAnswers are what can be said of a remedy that was tried, the best first.
var triedAnswers = [...]string{"yes", "no", "unsure"}

type gateLine struct{ Phrase, Why, State, Who string }

func showRemedy(v *visit) error { return v.showRemedy(http.StatusOK, nil) }

// showRemedy shows one remedy; f is the form as it was sent, if it was.
func (v *visit) showRemedy(status int, f *form) error {
	told, urgent, err := v.advised()
	if err != nil || urgent {
		return err
	}
	s, w := v.site, v.site.words
	rec, ok := s.knowledge.Remedies().Get(v.r.PathValue("id"))
	if !ok {
		return charley.ErrNotFound
	}
	i := slices.IndexFunc(told.Advice.Remedies, func(r treat.Remedy) bool { return r.ID == rec.ID })
	r := told.Advice.Remedies[i]
	p := remedyPage{Card: s.remedyCard(r), Remedy: rec, Ask: r.Ask, Who: r.Who, Testable: s.drawable(r), Claims: s.claims(rec.Claims), Fresh: freshID(),
		Show:      r.Status == treat.Offered || r.Status == treat.AskFirst || r.Status == treat.Prescriber,
		Certainty: w.T("certainty." + r.Certainty), Reviewed: s.reviewsOf("remedies", r.ID), Version: s.knowledge.Version(), Interactions: rec.Interactions}
	for _, g := range r.Gates {
		line := gateLine{Phrase: words.Capital(g.Phrase), Why: g.Why, State: w.T("gate." + g.State)}
		if rec, ok := s.knowledge.Gates().Get(g.ID); ok {
			line.Who = rec.Who
		}
		p.Gates = append(p.Gates, line)
	}
	for _, f := range rec.For {
		if c, ok := s.knowledge.Conditions().Get(f.Condition); ok {
			p.Facts = append(p.Facts, fact{Name: s.conditionFor(c.Name, f), Value: f.Says})
		}
	}
	if p.Show {
		p.Trial, p.TrialNote = s.trialFacts(rec.Trial)
	}
	if f == nil {
		f = s.newForm(map[string][]string{"helped": {map[string]string{treat.Helped: "yes", treat.HelpedNot: "no", treat.Unsure: "unsure"}[r.Tried]}})
	}
	p.Tried = f.choice("helped", "tried.ask", "tried.answer.", triedAnswers[:])
	p.InPregnancy = !never(told.Facts.Answers())
	return v.showStatus(status, "remedy", frame{Title: v.site.words.T("remedy.title", rec.Name), Nav: "answers", Page: p})
}

// conditionFor names a condition, and those people whom alone something is said of.
func (s *site) conditionFor(condition string, f knowledge.RemedyFor) string {
	if f.Who == "" {
		return condition
	}
	return s.words.T("remedy.for", condition, f.Who)
}

// trialFacts say how a remedy can be tested on oneself.
func (s *site) trialFacts(t knowledge.Trial) ([]fact, string) {
	w := s.words
	if t.Unit == "none" {
		return nil, t.Note
	}
	out := []fact{{Name: w.T("trial.unit"), Value: w.T("trial.unit." + t.Unit)}, {Name: w.T("trial.fit"), Value: w.T("trial.fit." + t.Fit)}}
	if t.Nights > 1 {
		out = append(out, fact{Name: w.T("trial.nights"), Value: w.N("trial.nights.n", t.Nights)})
	}
	if t.Washout > 0 {
		out = append(out, fact{Name: w.T("trial.washout"), Value: w.N("trial.nights.n", t.Washout)})
	}
	if t.HalfLife > 0 {
		out = append(out, fact{Name: w.T("trial.half_life"), Value: w.T("trial.half_life.n", t.HalfLife)})
	}
	out = append(out, fact{Name: w.T("trial.pairs"), Value: w.Number(float64(t.Pairs))})
	out = append(out, fact{Name: w.T("trial.control"), Value: t.Control}, fact{Name: w.T("trial.blinding"), Value: t.Blinding})
	return out, t.Note
}

// saveTried keeps what the person says of a remedy.
func saveTried(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	helped, id := f.one("helped", answers[:]), f.id("id")
	if helped == "" {
		f.refuse("helped", "wrong.tap")
	}
	if !f.ok() {
		return v.showRemedy(http.StatusUnprocessableEntity, f)
	}
	remedy := v.r.PathValue("id")
	if _, err := v.site.app.TryRemedy(v.r.Context(), v.caller, id, remedy, helped); err != nil {
		return err
	}
	return v.see(did(helpPath+"/"+remedy, didSave, "") + "#tried")
}
