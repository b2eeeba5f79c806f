package web

import (
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"charley"
	"charley/knowledge"
	"charley/tell"
	"charley/words"
)

// An askPage is one step of the questionnaire: a screen of warning signs, or
// one question. Everything it keeps is an entry of its own, so that it can be
// left at any time and taken up again.
type askPage struct {
	ID      string // of the entry that it makes
	Step    string // of the screen or the feature
	Action  string
	Heading string
	Why     string
	Help    string
	Place   string // "2 of about 8 · about a minute left"
	Items   []askItem
	Answers []askItem // one tap each
	Many    choice
	Number  *input
	Wrong   string
}

type askItem struct{ Key, Text string }

const askPath = "/answers/what/ask"

// An asking travels in the address: how many questions were asked in this
// sitting, whether in the fixed order, and whether About you was left open.
type asking struct {
	tell.Asking
	Without bool // go on without year of birth or sex
}

func askState(r *http.Request) asking {
	q := r.URL.Query()
	n, _ := strconv.Atoi(q.Get("n"))
	return asking{tell.Asking{Fixed: q.Get("order") == "fixed", Done: max(n, 0)}, q.Get("without") == withoutAbout}
}

// withoutAbout goes on although something under About you was left open: who
// was asked once and said nothing is not asked for ever.
const withoutAbout = "about"

// next is the step that this sitting comes to.
func (v *visit) next(told tell.Telling, how asking) tell.Step {
	how.Ended = told.Ended()
	step := v.site.app.Counsel.Teller.Next(told.Remembered, told.Declined, how.Asking)
	if how.Without && step.Kind == tell.StepAbout {
		step = v.site.app.Counsel.Teller.Next(told.Remembered, slices.Concat(told.Declined, step.Missing), how.Asking)
	}
	return step
}

func askAddress(a asking) string {
	q := url.Values{}
	if a.Without {
		q.Set("without", withoutAbout)
	}
	if a.Done > 0 {
		q.Set("n", strconv.Itoa(a.Done))
	}
	if a.Fixed {
		q.Set("order", "fixed")
	}
	if len(q) == 0 {
		return askPath
	}
	return askPath + "?" + q.Encode()
}

func showAsk(v *visit) error {
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	return v.showStep(http.StatusOK, told, askState(v.r), "")
}

func (v *visit) showStep(status int, told tell.Telling, how asking, wrong string) error {
	w := v.site.words
	step := v.next(told, how)
	p := askPage{ID: freshID(), Action: askAddress(how), Wrong: wrong, Place: w.T("ask.place", minutesLeft(w.N, step))}
	switch step.Kind {
	case tell.StepAbout:
		return v.see("/about-you?next=ask")
	case tell.StepScreen:
		p.Step, p.Heading, p.Why = step.Screen.ID, step.Screen.Title, step.Screen.Why
		p.Place = w.T("ask.place.signs", step.Number, len(v.site.knowledge.Screens().All()), minutesLeft(w.N, step))
		for _, it := range step.Screen.Items {
			p.Items = append(p.Items, askItem{it.Key(), words.Capital(it.Says)})
		}
	case tell.StepQuestion:
		v.question(&p, step.Question.Feature)
	default:
		return v.see("/answers/what")
	}
	return v.showStatus(status, "ask", frame{Title: w.T("ask.title"), Nav: "answers", Page: p})
}

// minutesLeft says about how long the rest takes, in whole minutes.
func minutesLeft(n func(string, int, ...any) string, s tell.Step) string {
	return n("ask.left", max(1, int(math.Round(s.Left.Minutes()))))
}

// capitals are several such texts.
func capitals(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, words.Capital(t))
	}
	return out
}

// spans are the lengths of time that one tap can say, in minutes.
var spans = [...][2]float64{{0, 2}, {2, 10}, {10, 30}, {30, 120}, {120, 720}}

func (v *visit) question(p *askPage, f knowledge.Feature) {
	w := v.site.words
	p.Step, p.Heading, p.Help = f.ID, f.Question, f.Help
	switch f.Kind {
	case knowledge.YesOrNo:
		p.Answers = []askItem{{"yes", w.T("answer.yes")}, {"no", w.T("answer.no")}}
	case knowledge.OneWord:
		for _, x := range f.Taps() {
			p.Answers = append(p.Answers, askItem{x.Value, words.Capital(x.Label)})
		}
	case knowledge.Span:
		p.Help = ""
		for _, s := range spans {
			key := fmt.Sprintf("%v-%v", s[0], s[1])
			p.Answers = append(p.Answers, askItem{key, w.T("span." + key)})
		}
		p.Answers = append(p.Answers, askItem{tell.Constant, w.T("span.constant")})
	case knowledge.ManyOf:
		p.Many = choice{Name: "many", Legend: f.Question, Many: true}
		for _, x := range f.Taps() {
			p.Many.Options = append(p.Many.Options, option{Value: x.Value, Label: words.Capital(x.Label)})
		}
	default:
		in := input{Name: "number", Label: w.T("ask.number", f.Unit), Type: "number", Min: number(f.Min), Max: number(f.Max), Step: "any", Short: true}
		p.Number = &in
	}
}

// saveAsk keeps the answers of one step and goes on to the next. A warning sign
// that was ticked leads to its page at once.
func saveAsk(v *visit) error {
	f, err := v.posted()
	if err != nil {
		return err
	}
	how := askState(v.r)
	told, err := v.site.app.Tell(v.r.Context(), v.caller)
	if err != nil {
		return err
	}
	answers, isQuestion, err := v.answersOf(f, told)
	id := f.id("id")
	if err != nil || !f.ok() {
		return v.showStep(http.StatusUnprocessableEntity, told, how, v.site.words.T("ask.wrong"))
	}
	if len(answers) > 0 {
		if err := v.keepAnswers(id, answers); err != nil {
			return err
		}
	}
	if isQuestion {
		how.Done++
	}
	if told, err = v.site.app.Tell(v.r.Context(), v.caller); err != nil {
		return err
	}
	if told.Urgent() && !isQuestion && len(f.values["tick"]) > 0 || f.get("back") != "" {
		return v.see("/answers/what")
	}
	return v.see(askAddress(how))
}

// none is the button that says no to everything shown; it is never pressed by
// leaving something out.
const none = "none"

// nothingSaid says that a screen of warning signs came without a tick and without
// one of the buttons that speak of all of them: the Enter key, or a button that
// shows only beside a tick.
func nothingSaid(f *form) bool {
	said := f.get("do")
	return said != none && said != charley.DontKnow && len(f.values["tick"]) == 0
}

// answersOf reads a step: the ticks of a screen, or the answer to a question.
func (v *visit) answersOf(f *form, told tell.Telling) (answers map[string]any, question bool, err error) {
	step, said := f.get("step"), f.get("do")
	if rec, ok := v.site.knowledge.Screens().Get(step); ok {
		s := tell.ScreenStep{ID: step}
		for _, it := range v.site.app.Counsel.Teller.Shown(told.Remembered, rec) {
			if slices.Contains(f.values["shown"], it.Key()) {
				s.Items = append(s.Items, it)
			}
		}
		if nothingSaid(f) {
			return nil, false, charley.ErrInvalid
		}
		return v.site.app.Counsel.Teller.Ticked(s, f.values["tick"], said == charley.DontKnow), false, nil
	}
	rec, ok := v.site.knowledge.Features().Get(step)
	if !ok {
		return nil, false, charley.ErrInvalid
	}
	answer, err := questionAnswer(f, rec, said)
	if err == nil {
		err = v.site.app.Counsel.Teller.Check(map[string]any{step: answer})
	}
	return map[string]any{step: answer}, true, err
}

func questionAnswer(f *form, rec knowledge.Feature, said string) (any, error) {
	if said == charley.DontKnow {
		return said, nil
	}
	switch rec.Kind {
	case knowledge.YesOrNo:
		if said == "yes" || said == "no" {
			return said == "yes", nil
		}
		return nil, charley.ErrInvalid
	case knowledge.OneWord:
		return said, nil
	case knowledge.Span:
		for _, s := range spans {
			if said == fmt.Sprintf("%v-%v", s[0], s[1]) {
				return []float64{s[0], s[1]}, nil
			}
		}
		if said == tell.Constant {
			return said, nil
		}
		return nil, charley.ErrInvalid
	case knowledge.ManyOf:
		words := f.many("many", rec.Words())
		if len(words) == 0 || len(words) < len(f.values["many"]) {
			return nil, charley.ErrInvalid
		}
		return words, nil
	}
	n := f.number("number", rec.Min, rec.Max)
	if n == nil {
		return nil, charley.ErrInvalid
	}
	return *n, nil
}

// keepAnswers keeps the answers of a step. A page that was sent before, and comes
// again out of the browser's memory with other answers, makes an entry of its
// own: what was ticked on it must count. A phone is not told that it is a conflict,
// because it may not read answers.
func (v *visit) keepAnswers(id charley.EntryID, answers map[string]any) error {
	_, err := v.site.app.Answer(v.r.Context(), v.caller, id, answers)
	if errors.Is(err, charley.ErrConflict) || errors.Is(err, charley.ErrForbidden) {
		_, err = v.site.app.Answer(v.r.Context(), v.caller, charley.NewEntryID(), answers)
	}
	return err
}
