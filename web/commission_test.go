package web

import (
	"net/url"
	"strings"
	"testing"
)

// What Charley was asked to cover, line by line: the record that holds it, the
// page on which a person meets it, and the words by which they know it there.
func TestTheWholeCommissionCanBeSeen(t *testing.T) {
	p := newPerson(t, morningOf)
	p.press(p.open("/about-you"), "/about-you", "", url.Values{
		"born": {"1990"}, "sex": {"F"}, "pregnant": {"yes"}, "due": {"2027-02-20"},
		"c.conditions": {"parkinson", "flat_feet", "diabetes"}, "c.alcohol": {"alcohol_dependence"},
	})
	p.press(p.open("/answers/why"), "/answers/why", "", url.Values{"day": {"thirsty", "usual_hot_day"}, "urine_colour": {"7"}, "usual_fluids": {"1"}})
	for _, line := range []struct{ says, record, route, words string }{
		{"both come during sleep hours", "topics/apart", "/known/apart", "sleep"},
		{"restless legs: an urge to move, relief by movement; cramps: pain, relief by stretching", "topics/apart", "/known/apart", "tretch"},
		{"no single answer decides", "topics/how_charley_weighs", "/known/how_charley_weighs", ""},
		{"after long inactivity", "features/triggered_by_rest", "/known/restless_legs", "rest"},
		{"a cramp lasts minutes", "features/duration_min", "/known/cramps", "minutes"},
		{"pain may linger to the next day", "features/residual_soreness", "/morning", "sore"},
		{"hours awake", "features/sleep_disrupted", "/morning", "Sleep lost"},
		{"the cause may be unknown", "conditions/none", "/answers/what", ""},
		{"sitting still long", "exposures/sitting", "/evening", "sit still"},
		{"excessive strain", "exposures/hard_strain", "/evening", "work harder"},
		{"walking on concrete or sand", "exposures/hard_floor", "/evening", "sand"},
		{"improper sitting posture", "exposures/sitting_posture", "/evening", "crossed"},
		{"pregnancy", "causes/cramps_pregnancy", "/answers/why", "regnan"},
		{"alcoholism", "causes/cramps_alcohol", "/answers/why", "lcohol"},
		{"alcohol and drinks by day", "exposures/alcohol", "/evening", "alcoholic"},
		{"drinks by day", "exposures/fluids", "/evening", "drink"},
		{"dehydration", "causes/cramps_dehydration", "/answers/why", "too little for these days"},
		{"Parkinson's disease", "causes/cramps_parkinson", "/answers/why", "Parkinson"},
		{"flat feet", "causes/cramps_flat_feet", "/answers/why", "Flat feet"},
		{"diabetes", "causes/cramps_diabetes", "/answers/why", "Diabetes"},
		{"rehydrate if dehydrated", "remedies/rehydrate", "/answers/help/rehydrate", ""},
		{"warm bath before bed", "remedies/warm-bath", "/answers/help/warm-bath", "bath"},
		{"heating pad", "remedies/heating-pad", "/answers/help/heating-pad", "eating pad"},
		{"acupuncture", "remedies/acupuncture", "/answers/help/acupuncture", "cupuncture"},
		{"magnesium in the diet", "remedies/magnesium-diet", "/answers/help/magnesium-diet", "agnesium"},
		{"potassium in the diet", "remedies/potassium-diet", "/answers/help/potassium-diet", "otassium"},
		{"a food table for both", "intakes/magnesium", "/answers/food", "agnesium"},
		{"stretching before bed", "remedies/stretch-before-bed", "/answers/help/stretch-before-bed", "tretch"},
		{"ergonomic shoes", "remedies/supportive-shoes", "/answers/help/supportive-shoes", "hoes"},
	} {
		t.Run(line.says, func(t *testing.T) {
			found := p.app.Counsel.Base.Find(line.record)
			if len(found) != 1 {
				t.Fatalf("there are %d records %s", len(found), line.record)
			}
			text := p.open(line.route).first("main").text()
			if !strings.Contains(text, line.words) {
				t.Errorf("%s does not say %q", line.route, line.words)
			}
			if id, ok := strings.CutPrefix(line.route, "/answers/help/"); ok {
				record := p.open("/known/" + id).first("main")
				if n := len(record.all(".claims li")); n == 0 {
					t.Errorf("/known/%s shows no claim with its source", id)
				}
			}
		})
	}
	for _, line := range []string{"cramps_pregnancy", "cramps_alcohol", "cramps_dehydration", "cramps_parkinson", "cramps_flat_feet", "cramps_diabetes"} {
		p.open("/known/"+line).count("h1", 1)
	}
}
