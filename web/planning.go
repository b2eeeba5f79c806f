package web

import (
	"cmp"
	"errors"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/measure"
	"charley/treat"
	"charley/trial"
)

// A planPage is a test before it starts: what it can show and what it cannot, and
// how it goes. Nothing is drawn before the last button.
type planPage struct {
	ID, Remedy, Name string
	Says             string // "56 nights, by lot for each evening"
	Rate             string // "About 3 cramps a week are written down."
	Chances          []chanceLine
	Weak             string // said where the chance is small
	Advice           []string
	Lengths          ways
	Measures         ways
	Blinds           ways
	Facts            []fact
	Steps            []string
	Looks            string
	Nights           int
	Measure, Blind   string
	Blinded          bool
	Start            input
	StartOpen        bool
	Refused          *planRefusal
	Wrong            string
}

// A chanceLine is how likely a clear answer is if the effect has a size.
type chanceLine struct{ Effect, Chance string }

// ways are choices that are links: each leads to the plan as it would then be.
type ways struct {
	ID, Legend string
	Ways       []periodLink
}

// A planRefusal says why a test is not sensible, and what to do instead.
type planRefusal struct {
	Heading, Next, Link, LinkText string
	Texts                         []string
}

func showPlan(v *visit) error {
	q := v.r.URL.Query()
	return v.showPlan(http.StatusOK, v.site.newForm(q))
}

// wish reads what is asked for; whatever is not a choice of the page is as if it
// was left out.
func (v *visit) wish(f *form) (app.TrialWish, error) {
	rec, ok := v.site.knowledge.Remedies().Get(f.get("remedy"))
	if !ok {
		return app.TrialWish{}, charley.ErrNotFound
	}
	wish := app.TrialWish{Remedy: rec.ID, Measure: f.get("measure"), Blind: f.get("blind"), Start: f.date("start")}
	if _, known := measure.Of(wish.Measure); !known {
		wish.Measure = ""
	}
	if n, err := strconv.Atoi(f.get("nights")); err == nil && n >= trial.LeastNights && n <= trial.MostNights {
		wish.Nights = n
	}
	if wish.Blind != trial.Helper {
		wish.Blind = trial.Open
	}
	return wish, nil
}

// showPlan shows what a test would be; f is the address, or the form as it was sent.
func (v *visit) showPlan(status int, f *form) error {
	wish, err := v.wish(f)
	if err != nil {
		return err
	}
	if f.wrong["start"] != "" {
		wish.Start = charley.Night{} // the field says what is wrong with it; the plan is shown all the same
	}
	planned, err := v.planned(&wish)
	if err != nil {
		return err
	}
	s, w := v.site, v.site.words
	rec, _ := s.knowledge.Remedies().Get(wish.Remedy)
	p := planPage{ID: f.get("id"), Remedy: rec.ID, Name: rec.Name, Wrong: f.wrong[""], StartOpen: f.wrong["start"] != ""}
	if p.ID == "" {
		p.ID = freshID()
	}
	if p.Refused, err = v.refusal(rec.ID, planned); err != nil {
		return err
	}
	if p.Refused != nil && planned.Refusal != nil && len(works(planned, wish)) > 0 {
		p.Measures = s.measureWays(planned, trial.Plan{Remedy: rec.ID, Nights: wish.Nights, Measure: cmp.Or(wish.Measure, measure.Cramps), Blind: wish.Blind})
	}
	if p.Refused == nil {
		s.plan(&p, planned, rec)
		s.addChances(&p, planned.Plan, planned.Chances)
		p.Start = f.input("date", "start", "plan.first").short()
		p.Start.Min = planned.Plan.Start.String()
		if p.Start.Value == "" {
			p.Start.Value = p.Start.Min
		}
	}
	return v.showStatus(status, "plan", frame{Title: w.T("plan.title", rec.Name), Nav: "tests", Page: p})
}

// planned is the plan for a wish. Who names no measure gets the first that can be
// planned with: cramps say nothing about somebody whose legs are only restless.
func (v *visit) planned(wish *app.TrialWish) (app.TrialPlanned, error) {
	planned, err := v.site.app.PlanTrial(v.r.Context(), v.caller, *wish)
	if err != nil || planned.Refusal == nil || wish.Measure != "" {
		return planned, err
	}
	others := works(planned, *wish)
	if len(others) == 0 {
		return planned, nil
	}
	wish.Measure = others[0].ID
	return v.site.app.PlanTrial(v.r.Context(), v.caller, *wish)
}

// works are the measures that a test could have where the wished one is refused.
func works(planned app.TrialPlanned, wish app.TrialWish) []measure.Measure {
	return slices.DeleteFunc(slices.Clone(planned.Measures), func(m measure.Measure) bool { return m.ID == cmp.Or(wish.Measure, measure.Cramps) })
}

// measureWays are what a test could count.
func (s *site) measureWays(planned app.TrialPlanned, plan trial.Plan) ways {
	out := ways{ID: "what-counts", Legend: s.words.T("plan.counts")}
	for _, m := range planned.Measures {
		out.Ways = append(out.Ways, periodLink{s.words.T("measure." + m.ID), planLink(plan, "measure", m.ID), m.ID == plan.Measure})
	}
	return out
}

// plan fills in what a plan says.
func (s *site) plan(p *planPage, planned app.TrialPlanned, rec knowledge.Remedy) {
	w, plan := s.words, planned.Plan
	m, _ := measure.Of(plan.Measure)
	p.Nights, p.Measure, p.Blind, p.Blinded = plan.Nights, plan.Measure, plan.Blind, plan.Blind == trial.Helper
	p.Says, p.Rate, p.Steps = s.designWords(plan), s.rateWords(m, plan.RunIn), rec.Steps
	p.Lengths = ways{ID: "how-long", Legend: w.T("plan.long")}
	for _, n := range plan.Lengths() {
		p.Lengths.Ways = append(p.Lengths.Ways, periodLink{w.N("plan.nights", n), planLink(plan, "nights", strconv.Itoa(n)), n == plan.Nights})
	}
	p.Measures = s.measureWays(planned, plan)
	if planned.CanBlind {
		p.Blinds = ways{"who-knows", w.T("plan.knows"), []periodLink{
			{w.T("plan.open"), planLink(plan, "blind", trial.Open), plan.Blind == trial.Open}, {w.T("plan.helper"), planLink(plan, "blind", trial.Helper), plan.Blind == trial.Helper}}}
	}
	p.Facts = s.planFacts(plan, rec)
	for _, a := range plan.Advice() {
		if a == trial.Unhidden && rec.Trial.Blinding != "" {
			continue // the record says it in words of its own
		}
		p.Advice = append(p.Advice, w.T("advice."+string(a)))
	}
	looks := plan.Looks()
	if p.Looks = w.T("plan.looks.none", plan.Nights); len(looks) > 1 {
		p.Looks = w.N("plan.looks", len(looks)-1, plan.Nights)
	}
}

// addChances say how likely a clear answer is for the chosen length.
func (s *site) addChances(p *planPage, plan trial.Plan, chances []trial.Chance) {
	m, _ := measure.Of(plan.Measure)
	best := 0.0
	for _, c := range chances {
		if c.Nights == plan.Nights {
			p.Chances = append(p.Chances, chanceLine{s.effectWords(m, c.Effect), s.outOf(c.Chance)})
			best = max(best, c.Chance)
		}
	}
	if len(p.Chances) > 0 && best < likelyEnough {
		p.Weak = s.words.T("plan.weak")
	}
}

// likelyEnough is the chance below which a page says that a clear answer is unlikely.
const likelyEnough = 0.5

// planLink is the address of a plan with one thing changed.
func planLink(p trial.Plan, key, value string) string {
	q := url.Values{"remedy": {p.Remedy}, "measure": {p.Measure}}
	if p.Nights > 0 {
		q.Set("nights", strconv.Itoa(p.Nights))
	}
	if p.Blind != trial.Open {
		q.Set("blind", p.Blind)
	}
	q.Set(key, value)
	return testsPath + "/new?" + q.Encode()
}

// designWords say in a few words how a test goes.
func (s *site) designWords(p trial.Plan) string {
	w := s.words
	if p.Unit == trial.UnitNight {
		return w.T("design.night", p.Nights)
	}
	return w.T("design.period", p.Nights, p.Nights/p.Period, p.Period)
}

// planFacts are how a test goes, line by line.
func (s *site) planFacts(p trial.Plan, rec knowledge.Remedy) []fact {
	w := s.words
	out := []fact{
		{Name: w.T("plan.with"), Value: w.T("plan.half", p.Nights/2, rec.Name)},
		{Name: w.T("plan.without"), Value: rec.Trial.Control},
	}
	if p.Period > 1 {
		out = append(out, fact{Name: w.T("plan.periods"), Value: w.N("plan.periods.n", p.Period, p.Nights/p.Period)})
	}
	if p.Washout > 0 {
		out = append(out, fact{Name: w.T("trial.washout"), Value: w.N("plan.washout", p.Washout)})
	}
	out = append(out, fact{Name: w.T("plan.last"), Value: w.NightDates(p.Last())})
	if p.Blind == trial.Open {
		out = append(out, fact{Name: w.T("trial.blinding"), Value: rec.Trial.Blinding})
	}
	return out
}

// rateWords say what the nights before hold.
func (s *site) rateWords(m measure.Measure, r trial.RunIn) string {
	w := s.words
	return w.T("plan.rate."+m.ID, w.Figure(r.Mean*perNight(m)), w.N("plan.runin", r.Logged))
}

// perNight is by what the mean of a night is told: what is counted, and what is yes
// or no, is told by the week.
func perNight(m measure.Measure) float64 {
	if m.Outcome == measure.Count || m.Outcome == measure.Bad {
		return 7
	}
	return 1
}

// effectWords name a size of effect: what is left of what was.
func (s *site) effectWords(m measure.Measure, left float64) string {
	kind := "less"
	if m.Outcome == measure.Count {
		kind = "fewer"
	}
	switch {
	case left == 0.5:
		return s.words.T("plan.effect." + kind + ".half")
	case left == 0.75:
		return s.words.T("plan.effect." + kind + ".quarter")
	}
	return s.words.T("plan.effect."+kind+".of", strconv.Itoa(int(math.Round((1-left)*10))))
}

// outOf is a chance as people say it: "4 in 5".
func (s *site) outOf(p float64) string {
	best, out := math.Inf(1), ""
	for _, f := range [...][2]int{{1, 20}, {1, 10}, {1, 8}, {1, 5}, {1, 4}, {1, 3}, {2, 5}, {1, 2}, {3, 5}, {2, 3}, {3, 4}, {4, 5}, {9, 10}, {19, 20}} {
		if d := math.Abs(p - float64(f[0])/float64(f[1])); d < best {
			best, out = d, s.words.T("plan.outof", f[0], f[1])
		}
	}
	return out
}

// startTrial draws the lots and seals them.
func startTrial(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	id := f.id("id")
	wish, err := v.wish(f)
	if err != nil {
		return err
	}
	if !f.ok() {
		return v.showPlan(http.StatusUnprocessableEntity, f)
	}
	if wish.Measure == "" {
		if _, err := v.planned(&wish); err != nil {
			return err
		}
	}
	view, err := v.site.app.StartTrial(v.r.Context(), v.caller, wish, id)
	if no, field := (*trial.Refusal)(nil), (*charley.FieldError)(nil); errors.As(err, &no) || errors.Is(err, app.ErrTrialRuns) {
		return v.showPlan(http.StatusUnprocessableEntity, f)
	} else if errors.As(err, &field) && field.Field == "start" {
		f.refuse("start", "wrong.start")
		return v.showPlan(http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		if status, ok := v.unsaved(f, err); ok {
			return v.showPlan(status, f)
		}
		return err
	}
	if view.Sealed.Blind == trial.Helper {
		return v.see(did(testPath(view.ID)+"/list", didSeal, ""))
	}
	return v.see(did(testPath(view.ID), didSeal, ""))
}

// refusal says why a test cannot begin, and what to do instead; nil if it can. It
// tells everything that speaks against it, and leads to what comes first.
func (v *visit) refusal(remedy string, planned app.TrialPlanned) (*planRefusal, error) {
	w := v.site.words
	if planned.Runs != "" {
		return &planRefusal{Heading: w.T("refuse.runs"), Texts: []string{w.T("wrong.runs")}, Link: testPath(planned.Runs), LinkText: w.T("tests.open")}, nil
	}
	no := planned.Refusal
	if no == nil {
		return nil, nil
	}
	out := &planRefusal{Heading: w.T("refuse.heading"), Link: testsPath, LinkText: w.T("refuse.other")}
	status := ""
	for _, reason := range no.Reasons {
		key := "refuse." + string(reason)
		switch reason {
		case trial.NotOffered:
			var err error
			if status, err = v.statusOf(remedy); err != nil {
				return nil, err
			}
			if w.Has(key + "." + status) {
				key += "." + status
			}
		case trial.FewNights:
			if no.Wait > 0 {
				out.Next = w.N("refuse.wait", no.Wait)
			}
		}
		out.Texts = append(out.Texts, w.T(key))
	}
	switch no.Reasons[0] {
	case trial.SeenFirst:
		out.Heading, out.Link, out.LinkText = w.T("refuse.heading.safety"), "/answers/what", w.T("refuse.sign")
	case trial.NotOffered:
		out.Link, out.LinkText = helpPath+"/"+remedy, w.T("refuse.about")
		if status == treat.AskFirst {
			out.LinkText = w.T("refuse.settle")
		}
		if status != treat.NotAdvised {
			out.Heading = w.T("refuse.heading.safety")
		}
	case trial.FewNights:
		out.Link, out.LinkText = "/morning", w.T("refuse.morning")
	}
	return out, nil
}

// statusOf is what a remedy is for the person now, as package treat names it.
func (v *visit) statusOf(remedy string) (string, error) {
	told, err := v.site.app.Advise(v.r.Context(), v.caller)
	if err != nil {
		return "", err
	}
	for _, r := range told.Advice.Remedies {
		if r.ID == remedy {
			return r.Status, nil
		}
	}
	return "", nil
}
