package preview

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"time"

	"charley"
	"charley/app"
	"charley/knowledge"
	"charley/rule"
	"charley/tell"
	"charley/told"
)

// at sets the clock on the wall.
func at(clock string) step {
	return func(h *house) {
		now, err := time.Parse(time.RFC3339, clock)
		h.now = now
		h.failed(err)
	}
}

// later lets time pass.
func later(d time.Duration) step { return func(h *house) { h.now = h.now.Add(d) } }

// lived gives the person simulated nights up to the present one.
func lived(nights int) step { return func(h *house) { h.live(nights) } }

// keeps writes an entry as another program would.
func keeps(kind charley.Kind, body map[string]any) step {
	return func(h *house) { h.keep(kind, body) }
}

// fact writes something that stands.
func fact(body map[string]any) step {
	return func(h *house) {
		body["night"] = charley.Night{Year: h.now.Year(), Month: h.now.Month(), Day: h.now.Day()}.Add(-1).String()
		h.keep(charley.KindFact, body)
	}
}

// has is a condition that the person lives with; takes, a medicine.
func has(condition string) step {
	return fact(map[string]any{"about": charley.FactCondition, "code": condition, "answer": "yes"})
}

func takes(name, from string) step {
	return fact(map[string]any{"about": charley.FactMedicine, "name": name, "from": from})
}

// says keeps answers about legs.
func says(answers map[string]any) step {
	return func(h *house) {
		_, err := h.app.Answer(h.ctx, h.caller, h.id(), answers)
		h.failed(err)
	}
}

// formerlyTold notes that an earlier edition told the person something else, and what
// this one tells them.
func formerlyTold(change func(*told.Outcome)) step {
	return func(h *house) {
		h.failed(h.app.NoteTold(h.ctx))
		h.failed(h.sick.Update(h.ctx, func(w app.Writer) error {
			now, err := w.ToldTo(h.ctx, h.caller.Person, 1)
			if err != nil {
				return err
			}
			then := now[0]
			then.Number++
			then.Rules.Edition, then.Rules.Records = "4", "0"
			change(&then.Outcome)
			return w.KeepTold(h.ctx, h.caller.Person, then)
		}))
		h.failed(h.app.NoteTold(h.ctx))
	}
}

// aged is the age and sex that rules ask for first.
func aged(h *house) {
	fact(map[string]any{"about": charley.FactAge, "born": 1959})(h)
	fact(map[string]any{"about": charley.FactSex, "sex": "F"})(h)
}

// noSigns says no to every warning sign.
func noSigns(h *house) {
	teller := h.app.Counsel.Teller
	about := teller.With(tell.Facts{}, rule.Answers{"age_years": rule.Num(67), "sex": rule.OneWord("F")})
	for _, s := range h.app.Counsel.Base.Screens().All() {
		if shown := (tell.ScreenStep{ID: s.ID, Items: teller.Shown(about, s)}); len(shown.Items) > 0 {
			says(teller.Ticked(shown, nil, false))(h)
		}
	}
}

// noMore says no to every condition that was not named, and that no more
// medicines are taken: everything that makes remedies unsafe was looked through.
func noMore(h *house) {
	facts, err := h.app.Facts(h.ctx, h.caller)
	h.failed(err)
	named := map[string]bool{}
	for _, f := range facts {
		named[f.Code] = true
	}
	for _, part := range knowledge.StandingParts() {
		var denied []string
		for _, s := range h.app.Counsel.Base.Standing().All() {
			if s.Part == part.Value && !named[s.ID] {
				denied = append(denied, s.ID)
			}
		}
		fact(map[string]any{"about": charley.FactNone, "group": part.Value, "asked": denied})(h)
	}
	fact(map[string]any{"about": charley.FactCondition, "code": "numb_feet", "answer": "no"})(h)
	fact(map[string]any{"about": charley.FactNone, "group": charley.GroupMedicines})(h)
	fact(map[string]any{"about": charley.FactNone, "group": charley.GroupChecked})(h)
}

// cramping is somebody whose cramps are told apart, without a warning sign.
func cramping(h *house) {
	aged(h)
	noSigns(h)
	says(map[string]any{
		"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "relief_stretch": true,
		"residual_soreness": "next_day", "urge_to_move": false, "triggered_by_rest": false, "duration_min": []float64{1, 6},
		"sensation": []string{"tightening"}, "timing": []string{"asleep"}, "side": "one_either", "course_months": 6.0, "days_since_start": 200.0, "frequency_per_week": 3.0,
	})(h)
	noFollowUps(h)
}

// noFollowUps says no to whatever a warning sign still depends on.
func noFollowUps(h *house) {
	for range 4 { // an answer may ask for another
		told, err := h.app.Tell(h.ctx, h.caller)
		h.failed(err)
		open := map[string]any{}
		for _, flag := range told.Unchecked() {
			for _, name := range flag.Unknown {
				switch f, _ := h.app.Counsel.Base.Features().Get(name); {
				case f.Kind == knowledge.YesOrNo:
					open[name] = false
				case f.Kind == knowledge.OneWord && slices.Contains(f.Words(), "none"):
					open[name] = "none"
				}
			}
		}
		if len(open) == 0 || h.err != nil {
			return
		}
		says(open)(h)
	}
}

// both is what somebody answers whom both fit.
var both = map[string]any{
	"onset": "seconds", "pain": "severe", "palpable_hardening": true, "location": []string{"calf"}, "side": "one_either", "relief_stretch": true,
	"residual_soreness": "next_day", "urge_to_move": true, "triggered_by_rest": true, "relief_movement": "partial", "worse_evening_night": true, "returns_on_rest": true, "family_rls": true,
}

// A fields is what is filled into a form, by the names of its fields.
type fields map[string]any

// values are the fields as a browser sends them; what a page carries unseen and
// is not given is made up.
func (h *house) values(f fields) url.Values {
	out := url.Values{}
	for name, v := range f {
		if list, many := v.([]string); many {
			out[name] = list
		} else {
			out.Set(name, h.fill(fmt.Sprint(v)))
		}
	}
	for _, name := range []string{"id", "e.id", "m.id", "a.id"} {
		if !out.Has(name) {
			out.Set(name, string(h.id()))
		}
	}
	return out
}

var lastOf = regexp.MustCompile(`\{last (\w+)\}`)

// fill puts the newest entry of a kind into the place of "{last KIND}".
func (h *house) fill(address string) string {
	return lastOf.ReplaceAllStringFunc(address, func(at string) string {
		return string(h.last(charley.Kind(lastOf.FindStringSubmatch(at)[1])))
	})
}

// look is the address that is looked at.
func look(address string) step {
	return func(h *house) { h.look = request{method: http.MethodGet, address: h.fill(address)} }
}

// sends is a form that is sent, and the page that answers it is looked at: what
// cannot be kept is shown again. It must be one that may be sent twice.
func sends(address string, f fields) step {
	return func(h *house) { h.look = request{method: http.MethodPost, address: h.fill(address), form: h.values(f)} }
}

// taps sends a form and goes on to where that leads.
func taps(address string, f fields) step {
	return func(h *house) {
		got, err := h.ask(request{method: http.MethodPost, address: h.fill(address), form: h.values(f)})
		if err == nil && got.Status != http.StatusSeeOther {
			err = fmt.Errorf("%s answered a tap with %d", address, got.Status)
		}
		h.failed(err)
		h.look = request{method: http.MethodGet, address: got.Header.Get("Location")}
	}
}

// scriptless turns script off.
func scriptless(h *house) { h.bare = true }

// ask makes a request with what the browser of the house remembers.
func (h *house) ask(q request) (Answer, error) {
	if q.host == "" {
		q.host = "localhost"
	}
	if q.header == nil {
		q.header = http.Header{}
	}
	q.header.Set("Cookie", h.cookieLine())
	answer, err := ask(h.ctx, h.handler, q)
	h.remember(answer.Header)
	return answer, err
}
