package tell

import (
	"encoding/json"
	"slices"
	"testing"
)

// Hazard H2: restless legs that look certain while what imitates them, or stands
// behind them, was never asked. Each imitator, said or denied or left open,
// changes what the verdict says of the fifth criterion, of the fit, or of what is
// asked next; and the doctor's step is always there.
func TestEveryImitatorShowsInAVerdictOfRestlessLegs(t *testing.T) {
	tl := shipped()
	pattern := map[string]any{"age_years": 50, "sex": "F", "urge_to_move": true, "triggered_by_rest": true, "relief_movement": "complete",
		"worse_evening_night": true, "returns_on_rest": true, "location": []string{"calf"}, "duration_min": []int{30, 120}}
	say := func(key string, value any) Verdict {
		facts := map[string]any{}
		for k, v := range pattern {
			facts[k] = v
		}
		if value != nil {
			facts[key] = value
		}
		raw, err := json.Marshal(facts)
		if err != nil {
			t.Fatal(err)
		}
		f, err := tl.Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		return tl.Apart(f)
	}
	fit := func(v Verdict) float64 {
		i := slices.IndexFunc(v.Conditions, func(c Condition) bool { return c.ID == "rls" })
		if i < 0 || v.Conditions[i].Fit == nil {
			return 0
		}
		return v.Conditions[i].Fit.Mid
	}
	for _, c := range []struct {
		name, key string
		yes, no   any
	}{
		{"one shift of position is enough", "relief_position_change_only", true, false},
		{"numb feet", "numb_persistent", true, false},
		{"restless all over", "inner_restlessness_whole_body", true, false},
		{"a swollen joint", "swelling", "joint", "none"},
		{"tapping feet", "foot_tapping_habit", true, false},
		{"sore for days", "residual_soreness", "days", "none"},
		{"legs up helps", "relief_elevation", true, false},
	} {
		yes, no, open := say(c.key, c.yes), say(c.key, c.no), say(c.key, nil)
		if !yes.Urgent() && fit(yes) >= fit(no) {
			t.Errorf("%s: restless legs fit %.2f with it and %.2f without", c.name, fit(yes), fit(no))
		}
		if !slices.Contains(open.AskNext, c.key) && !slices.ContainsFunc(open.Criteria, func(k Criterion) bool {
			return k.Set == "rls_irlssg14" && k.State == Unknown && slices.Contains(k.Because, c.key)
		}) && fit(open) == fit(no) {
			t.Errorf("%s: left open, it changes nothing", c.name)
		}
		if open.Confidence == High {
			t.Errorf("%s: left open, confidence is high", c.name)
		}
		if tl.rank[open.Urgency] > tl.rank["routine"] {
			t.Errorf("%s: no step to a doctor: %s", c.name, open.Urgency)
		}
	}
}

// Hazard H19: a child and a pregnant woman are not told what is told to others.
func TestAChildAndAPregnantWomanAreJudgedByTheirOwnRules(t *testing.T) {
	tl := shipped()
	urgency := func(facts string) string {
		f, err := tl.Read([]byte(facts))
		if err != nil {
			t.Fatal(err)
		}
		return tl.Apart(f).Urgency
	}
	for _, c := range []struct{ name, facts, want string }{
		{"a child of seven with pain always in one leg", `{"age_years":7,"side":"one_same","pain":"moderate"}`, "same_day"},
		{"a grown-up with the same", `{"age_years":37,"side":"one_same","pain":"moderate","location":["calf"]}`, "self_care"},
		{"week 30 and a bad headache", `{"age_years":30,"sex":"F","pregnant_weeks":30,"severe_headache":true}`, "emergency_now"},
		{"a man with a bad headache", `{"age_years":30,"sex":"M","severe_headache":true}`, "self_care"},
		{"a child under three who limps", `{"age_years":2,"child_limp":true}`, "same_day"},
	} {
		if got := urgency(c.facts); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
