package tell

import (
	"encoding/json"
	"errors"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"charley"
	"charley/rule"
)

func TestFactsThatCannotBeRead(t *testing.T) {
	onset := []string{"seconds", "minutes", "gradual", "constant"}
	cases := []struct {
		name, facts string
		want        FactError // of the message, a part
	}{
		{"a question that nobody asks", `{"moon":"full"}`, FactError{Key: "moon", Message: "is not a key of the codebook"}},
		{"a key with a hyphen", `{"Urge-To-Move":true}`, FactError{Key: "Urge-To-Move", Message: "did you mean urge_to_move?"}},
		{"a word that is no answer", `{"onset":"fast"}`, FactError{Key: "onset", Got: json.RawMessage(`"fast"`), Allowed: onset, Message: "must be one of seconds, minutes"}},
		{"a number where a word belongs", `{"onset":3}`, FactError{Key: "onset", Got: json.RawMessage(`3`), Allowed: onset, Message: "must be one of"}},
		{"a word for yes", `{"urge_to_move":"yes"}`, FactError{Key: "urge_to_move", Got: json.RawMessage(`"yes"`), Allowed: []string{"true", "false"}, Message: "must be true or false"}},
		{"one for yes", `{"urge_to_move":1}`, FactError{Key: "urge_to_move", Got: json.RawMessage(`1`), Allowed: []string{"true", "false"}, Message: "must be true or false"}},
		{"not born yet", `{"age_years":-1}`, FactError{Key: "age_years", Got: json.RawMessage(`-1`), Message: "must be a number from 0 to 120 years"}},
		{"four hundred years old", `{"age_years":400}`, FactError{Key: "age_years", Got: json.RawMessage(`400`), Message: "must be a number from 0 to 120 years"}},
		{"a number without end", `{"age_years":1e999}`, FactError{Key: "age_years", Got: json.RawMessage(`1e999`), Message: "must be a number"}},
		{"five minutes to one", `{"duration_min":[5,1]}`, FactError{Key: "duration_min", Got: json.RawMessage(`[5,1]`), Message: "must be [low, high]"}},
		{"one end only", `{"duration_min":[5]}`, FactError{Key: "duration_min", Got: json.RawMessage(`[5]`), Message: "must be [low, high]"}},
		{"an end that is not known", `{"duration_min":[null,5]}`, FactError{Key: "duration_min", Got: json.RawMessage(`[null,5]`), Message: "must be [low, high]"}},
		{"longer than a day", `{"duration_min":[5,1441]}`, FactError{Key: "duration_min", Got: json.RawMessage(`[5,1441]`), Message: "must be [low, high]"}},
		{"one place without its list", `{"location":"calf"}`, FactError{Key: "location", Got: json.RawMessage(`"calf"`), Allowed: wordsOf("location"), Message: "must be a list"}},
		{"a place that no leg has", `{"location":["calf","wing"]}`, FactError{Key: "location", Got: json.RawMessage(`"wing"`), Allowed: wordsOf("location"), Message: "may hold only"}},
		{"blood tests in a list", `{"labs":["ferritin"]}`, FactError{Key: "labs", Got: json.RawMessage(`["ferritin"]`), Message: "must be an object of numbers"}},
		{"said twice", `{"pain":"mild","pain":"severe"}`, FactError{Key: "pain", Message: "twice"}},
		{"not JSON", `calf hurts`, FactError{Message: "is not JSON"}},
		{"a list of people", `[{"pain":"mild"}]`, FactError{Message: "JSON object"}},
		{"two people in one", `{"pain":"mild"} {"pain":"mild"}`, FactError{}},
		{"cut short", `{"pain":"mi`, FactError{Message: "is not JSON"}},
		{"nothing", ``, FactError{}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := shipped().Read([]byte(c.facts))
			var got *FactError
			if !errors.As(err, &got) || !errors.Is(err, charley.ErrInvalid) {
				t.Fatalf("got error %v, want a FactError that is ErrInvalid", err)
			}
			if !strings.Contains(got.Message, c.want.Message) || got.Message == "" {
				t.Errorf("got message %q, want %q in it", got.Message, c.want.Message)
			}
			c.want.Message = got.Message
			if !reflect.DeepEqual(*got, c.want) {
				t.Errorf("got %+v, want %+v", *got, c.want)
			}
		})
	}
}

func wordsOf(feature string) []string { return shipped().features[feature].Words() }

// Values are health data: the error that may end up in a log does not hold them.
func TestTheErrorDoesNotTellWhatWasSaid(t *testing.T) {
	for _, facts := range []string{`{"age_years":417}`, `{"onset":"secret"}`, `{"location":["secret"]}`, `{"labs":"secret"}`, `{"duration_min":[417,3]}`} {
		_, err := shipped().Read([]byte(facts))
		if err == nil || strings.Contains(err.Error(), "417") || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: got error %v", facts, err)
		}
	}
}

func TestWhatIsReadFromFacts(t *testing.T) {
	constant := rule.Value{Kind: rule.Range, Constant: true, Low: math.Inf(1), High: math.Inf(1)}
	cases := []struct {
		name, facts, feature string
		want                 rule.Value
	}{
		{"it never stops", `{"duration_min":null}`, "duration_min", constant},
		{"one to five minutes", `{"duration_min":[1,5]}`, "duration_min", rule.Value{Kind: rule.Range, Low: 1, High: 5}},
		{"null is not known", `{"urge_to_move":null}`, "urge_to_move", rule.Value{}},
		{"silence is not known", `{}`, "urge_to_move", rule.Value{}},
		{"no", `{"urge_to_move":false}`, "urge_to_move", rule.YesNo(false)},
		{"a baby", `{"age_years":0}`, "age_years", rule.Num(0)},
		{"no place at all", `{"location":[]}`, "location", rule.Words()},
		{"a place named twice", `{"location":["calf","calf"]}`, "location", rule.Words("calf")},
		{"risks that were not named are not known", `{"risk":["smoker"]}`, "risk", rule.Value{Kind: rule.List, Named: map[string]int{"smoker": 1}}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			f, err := shipped().Read([]byte(c.facts))
			if got := f.given[c.feature]; err != nil || !reflect.DeepEqual(got, c.want) {
				t.Errorf("got %+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

func TestTheCaseComesBack(t *testing.T) {
	for facts, want := range map[string]string{
		`{"case":"Mrs Moss","pain":"mild"}`:              `"Mrs Moss"`,
		`{"case":{"ward":4,"bed":2}}`:                    `{"ward":4,"bed":2}`,
		`{"case":7,"age_years":400}`:                     `7`,
		`{"case":8,"moon":"full"}`:                       `8`,
		`{"case":9,"pain":"mild","pain":"severe"}`:       `9`,
		`{"pain":"mild"}`:                                ``,
		`{"case":10,"pain":"mild"`:                       ``,
		`{"case":null,"medications":["potion of moss"]}`: `null`,
	} {
		if f, _ := shipped().Read([]byte(facts)); string(f.Case) != want {
			t.Errorf("%s: got case %s, want %s", facts, f.Case, want)
		}
	}
}

// What is not recognised is kept as a warning, and then nothing is ruled out.
func TestMedicinesAndConditionsByAnyName(t *testing.T) {
	cases := []struct {
		name, feature, written string
		want                   []string // among the ids; nil: not recognised
	}{
		{"a medicine by its own name", "medications", "simvastatin", []string{"simvastatin", "statin"}},
		{"by its brand, in capitals", "medications", "ZOCOR", []string{"simvastatin", "statin"}},
		{"by its code", "medications", "C10AA01", []string{"simvastatin", "statin"}},
		{"by a code in small letters", "medications", "c10aa01", []string{"simvastatin", "statin"}},
		{"a code that no record has, of a known group", "medications", "C10AA99", []string{"statin"}},
		{"by its group", "medications", "statin", []string{"statin"}},
		{"a water tablet is more than one thing", "medications", "furosemide", []string{"furosemide", "loop_diuretic", "diuretic"}},
		{"a potion", "medications", "potion of moss", nil},
		{"a condition in long words", "conditions", "chronic kidney disease", []string{"kidney_disease"}},
		{"a condition by a name of its own", "conditions", "Congestive Heart-Failure", []string{"heart_failure", "heart_disease"}},
		{"one condition says another", "conditions", "haemodialysis", []string{"dialysis", "kidney_disease", "ckd_dialysis"}},
		{"a condition that nobody knows", "conditions", "the vapours", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			facts := string(charley.Value(map[string]any{c.feature: []string{c.written}}))
			f, err := shipped().Read([]byte(facts))
			if err != nil {
				t.Fatal(err)
			}
			got := f.given[c.feature]
			for _, id := range c.want {
				if got.Named[id] == 0 {
					t.Errorf("%q is %v, want %s among them", c.written, slices.Sorted(maps.Keys(got.Named)), id)
				}
			}
			if known := len(c.want) > 0; known != got.Complete || known != (len(f.warnings) == 0) || known != (len(got.Named) > 0) {
				t.Errorf("%q: got %+v with warnings %v", c.written, got, f.warnings)
			}
		})
	}
}

// A medicine that is not known here may be of any group: rules about medicines
// are then unknown, not no, and a warning is in the verdict.
func TestAnUnknownMedicineRulesNothingOut(t *testing.T) {
	read := func(facts string) Facts {
		t.Helper()
		f, err := shipped().Read([]byte(facts))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	statin := rule.MustParse("medications has statin")
	for facts, want := range map[string]charley.Tri{
		`{"medications":[]}`:                              charley.No,
		`{"medications":["paracetamol"]}`:                 charley.No,
		`{"medications":["potion of moss"]}`:              charley.Unknown,
		`{"medications":["potion of moss","Zocor"]}`:      charley.Yes,
		`{"medications":["Zocor","simvastatin","Zocor"]}`: charley.Yes,
		`{}`: charley.Unknown,
	} {
		if got := statin.Eval(read(facts).all); got != want {
			t.Errorf("%s: a statin is %v, want %v", facts, got, want)
		}
	}
	v := shipped().Apart(read(`{"medications":["potion of moss"],"labs":{"moss":1}}`))
	var codes []string
	for _, w := range v.Warnings {
		codes = append(codes, w.Code)
	}
	if want := []string{"unknown_lab", "not_recognised"}; !slices.Equal(codes, want) {
		t.Errorf("got warnings %v, want %v", v.Warnings, want)
	}
	two := rule.MustParse("medications count statin >= 2")
	if got := two.Eval(read(`{"medications":["Zocor","simvastatin","C10AA01"]}`).all); got != charley.No {
		t.Errorf("one medicine under three names counts as two statins: %v", got)
	}
}

func TestAnswersThatCannotBeStored(t *testing.T) {
	cases := []struct {
		name    string
		answers map[string]any
		key     string // "": they can
	}{
		{"yes", map[string]any{"urge_to_move": true}, ""},
		{"not known", map[string]any{"urge_to_move": charley.DontKnow, "onset": charley.DontKnow, "location": charley.DontKnow, "duration_min": charley.DontKnow, "risk": charley.DontKnow}, ""},
		{"it never stops", map[string]any{"duration_min": Constant}, ""},
		{"one to six minutes", map[string]any{"duration_min": []float64{1, 6}}, ""},
		{"some risks, and some not", map[string]any{"risk": []string{"smoker", "not oestrogen", "unsure previous_dvt"}}, ""},
		{"a question that nobody asks", map[string]any{"moon": true}, "moon"},
		{"a word that is no answer", map[string]any{"onset": "fast"}, "onset"},
		{"four hundred years old", map[string]any{"age_years": 400.0}, "age_years"},
		{"a risk that no record knows", map[string]any{"risk": []string{"smoker", "moonlight"}}, "risk"},
		{"not a list of risks", map[string]any{"risk": true}, "risk"},
		{"the first that is wrong, by name", map[string]any{"onset": "fast", "age_years": -1.0}, "age_years"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := shipped().Check(c.answers)
			var got *FactError
			switch errors.As(err, &got); {
			case c.key == "" && err == nil:
			case c.key == "" || got == nil || got.Key != c.key:
				t.Errorf("got error %v, want one about %q", err, c.key)
			}
		})
	}
}

// Whatever is sent is judged or refused; a verdict is always whole.
func FuzzRead(f *testing.F) {
	for _, v := range vignettes(f) {
		f.Add(v.raw)
	}
	for _, s := range []string{``, `{}`, `null`, `{"duration_min":null}`, `{"duration_min":[null,1]}`, `{"labs":{"x":null}}`, `{"risk":[null]}`, `{"case":1,"case":2}`, "{\"\xff\":1}", `{"medications":["'"," ","C10AA01"]}`} {
		f.Add([]byte(s))
	}
	tl := shipped()
	f.Fuzz(func(t *testing.T, data []byte) {
		facts, err := tl.Read(data)
		if err != nil {
			var wrong *FactError
			if !errors.As(err, &wrong) || !errors.Is(err, charley.ErrInvalid) || wrong.Message == "" {
				t.Fatalf("got %T %v, want a FactError with a message", err, err)
			}
			if _, err := json.Marshal(wrong); err != nil {
				t.Fatalf("the error cannot be written: %v", err)
			}
			return
		}
		v := tl.Apart(facts)
		if _, err := json.Marshal(v); err != nil {
			t.Fatalf("the verdict cannot be written: %v", err)
		}
		if tl.rank[v.Urgency] == 0 || !slices.Contains([]string{Low, Medium, High}, v.Confidence) {
			t.Fatalf("got urgency %q, confidence %q", v.Urgency, v.Confidence)
		}
	})
}
