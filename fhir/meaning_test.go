package fhir_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"charley"
	"charley/charleytest"
	"charley/diary"
	"charley/fhir"
	"charley/share"
	"charley/simulate"
)

// ofNights are the Observations of some nights, by code.
func ofNights(t *testing.T, nights ...diary.NightRecord) map[string][]map[string]any {
	t.Helper()
	d := share.Diary{Settings: charley.DefaultSettings("UTC"), Made: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	d.Nights = func(yield func(diary.NightRecord, error) bool) {
		for _, n := range nights {
			if !yield(n, nil) {
				return
			}
		}
	}
	return byCode(resources(t, written(t, handing{diary: d}))["Observation"])
}

func byCode(list []map[string]any) map[string][]map[string]any {
	out := map[string][]map[string]any{}
	for _, o := range list {
		out[code(o)] = append(out[code(o)], o)
	}
	return out
}

func code(o map[string]any) string {
	return o["code"].(map[string]any)["coding"].([]any)[0].(map[string]any)["code"].(string)
}

// says is the value of an observation in short: "2", ">=1", "true", or why there is none.
func says(o map[string]any) string {
	if q, ok := o["valueQuantity"].(map[string]any); ok {
		comparator, _ := q["comparator"].(string)
		b, _ := json.Marshal(q["value"])
		return comparator + string(b)
	}
	if yes, ok := o["valueBoolean"]; ok {
		b, _ := json.Marshal(yes)
		return string(b)
	}
	return o["dataAbsentReason"].(map[string]any)["coding"].([]any)[0].(map[string]any)["code"].(string)
}

func TestUnknownIsNeverAZero(t *testing.T) {
	night := charley.Night{Year: 2026, Month: 3, Day: 1}
	cramp := []charley.Episode{{What: charley.Cramp}}
	three := 3.0
	for _, c := range []struct {
		name                   string
		night                  diary.NightRecord
		cramps, restless, lost string // "": no Observation
	}{
		{name: "a night that nobody recorded", night: diary.NightRecord{Night: night}},
		{name: "a night with an evening and no more", night: diary.NightRecord{Night: night, Evening: &charley.Evening{Exposures: map[string]charley.Answer{"alcohol": {Said: charley.No}}}}},
		{name: "a tap in the dark", night: diary.NightRecord{Night: night, Episodes: cramp}, cramps: ">=1", restless: "unknown"},
		{name: "a morning that says nothing of how many", night: diary.NightRecord{Night: night, Morning: &charley.Morning{}}, cramps: "unknown", restless: "unknown", lost: "unknown"},
		{name: "nothing happened", night: diary.NightRecord{Night: night, Complete: true, Morning: &charley.Morning{NothingMore: charley.Yes}}, cramps: "0", restless: "0", lost: "unknown"},
		{name: "one, and no more", night: diary.NightRecord{Night: night, Complete: true, Episodes: cramp, Morning: &charley.Morning{NothingMore: charley.Yes}}, cramps: "1", restless: "0", lost: "unknown"},
		{name: "counted on paper", night: diary.NightRecord{Night: night, Complete: true, Morning: &charley.Morning{NothingMore: charley.Yes, Cramps: &three}}, cramps: "3", restless: "unknown", lost: "unknown"},
	} {
		got := ofNights(t, c.night)
		for code, want := range map[string]string{"cramps-in-night": c.cramps, "restless-spells-in-night": c.restless, "sleep-lost": c.lost} {
			if len(got[code]) == 0 && want == "" {
				continue
			}
			if len(got[code]) != 1 || says(got[code][0]) != want {
				t.Errorf("%s: %s: got %v, want %q", c.name, code, got[code], want)
			}
		}
	}
}

// The definition of a bad night stands beside every bad night.
func TestABadNightCarriesItsLimits(t *testing.T) {
	got := ofNights(t, diary.NightRecord{Complete: true, Morning: &charley.Morning{NothingMore: charley.Yes}, Bad: charley.No, Night: charley.Night{Year: 2026, Month: 3, Day: 1}})["bad-night"]
	if len(got) != 1 || says(got[0]) != "false" {
		t.Fatalf("got %v", got)
	}
	limits := []string{}
	for _, c := range got[0]["component"].([]any) {
		if c := c.(map[string]any); strings.HasSuffix(code(c), "-limit") {
			limits = append(limits, code(c)+" "+says(c))
		}
	}
	if want := []string{"bad-night-bother-limit 4", "bad-night-sleep-lost-limit 15"}; !slices.Equal(limits, want) {
		t.Errorf("got %v, want %v", limits, want)
	}
}

func TestConditionsAreReportedAndNeverConfirmed(t *testing.T) {
	got := resources(t, written(t, people(t)["said"]))["Condition"]
	if len(got) != 5 {
		t.Errorf("got %d conditions, want 5: gout was taken back, and of numb feet the person is not sure", len(got))
	}
	for _, c := range got {
		status := c["verificationStatus"].(map[string]any)["coding"].([]any)[0].(map[string]any)["code"]
		if status != "unconfirmed" || c["asserter"].(map[string]any)["reference"] != c["subject"].(map[string]any)["reference"] {
			t.Errorf("got %v asserted by %v", status, c["asserter"])
		}
	}
}

func TestNothingIsSaidOfThePersonUnlessItIsWanted(t *testing.T) {
	h := people(t)["said"]
	h.options.Patient, h.options.Notes = false, false
	out := written(t, h)
	for _, word := range []string{"Ada", "birthDate", "gender", "since the move", "<yet>", "long day", "for the cramps"} {
		if bytes.Contains(out, []byte(word)) {
			t.Errorf("%q is there", word)
		}
	}
	if patient := resources(t, out)["Patient"][0]; len(patient) != 2 {
		t.Errorf("got %v, want an id alone", patient)
	}
}

func TestSNOMEDIsWrittenOnlyWhereItIsAskedFor(t *testing.T) {
	h := people(t)["traveller"]
	if !bytes.Contains(written(t, h), []byte("snomed")) {
		t.Error("it was asked for and is not there")
	}
	h.options.SNOMED = false
	if bytes.Contains(written(t, h), []byte("snomed")) {
		t.Error("it was not asked for and is there")
	}
}

// What is hidden from a person while a trial goes on must not be read in a file.
func TestAHiddenTrialThatGoesOnIsLeftOut(t *testing.T) {
	got := byCode(resources(t, written(t, people(t)["said"]))["Observation"])["self-test"]
	if len(got) != 1 || got[0]["effectivePeriod"].(map[string]any)["end"] != "2026-01-14" {
		t.Errorf("got %v, want the one that is over", got)
	}
}

// A test whose last night is over was left out, or told as going on, where nobody had written its end; and one that was
// ended before its first night had a period that ends before it begins.
func TestATestIsOverWithItsLastNight(t *testing.T) {
	first := charley.Night{Year: 2026, Month: 3, Day: 1}
	trial := func(id string, blind, sealed string, ended charley.Night) charley.Trial {
		return charley.Trial{Entry: charley.Entry{ID: charley.EntryID(id)}, Remedy: "warm-bath", Blind: blind, First: first, Last: first.Add(9), Sealed: sealed, Ended: ended}
	}
	d := share.Diary{Settings: charley.DefaultSettings("UTC"), Made: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Trials: []charley.Trial{
		trial("goes on", charley.BlindOpen, "", charley.Night{}), trial("hidden", charley.BlindHelper, "", charley.Night{}),
		trial("over", charley.BlindOpen, "{}", charley.Night{}), trial("over and believed", charley.BlindHelper, "{}", charley.Night{}),
		trial("stopped", charley.BlindOpen, "{}", first.Add(4)), trial("never begun", charley.BlindOpen, "", first.Add(-1)),
		trial("ended late", charley.BlindOpen, "{}", first.Add(40)),
	}}
	var got []string
	for _, o := range byCode(resources(t, written(t, handing{diary: d}))["Observation"])["self-test"] {
		got = append(got, o["status"].(string)+" until "+o["effectivePeriod"].(map[string]any)["end"].(string))
	}
	if want := []string{"preliminary until 2026-03-10", "final until 2026-03-10", "final until 2026-03-10", "final until 2026-03-05", "final until 2026-03-10"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNoEffectIsToldWhileAWarningSignStands(t *testing.T) {
	h := people(t)["said"]
	if got := byCode(resources(t, written(t, h))["Observation"]); len(got["self-test-rate-ratio"]) != 1 || len(got["self-test-difference"]) != 1 {
		t.Fatal("the effects of two tests are not there")
	}
	h.options.Report.Warning.Urgent = true
	got := byCode(resources(t, written(t, h))["Observation"])
	if len(got["self-test-rate-ratio"])+len(got["self-test-difference"]) > 0 || len(got["warning-sign"]) != 1 {
		t.Errorf("got %v", got["self-test-rate-ratio"])
	}
}

// A diary that goes on keeps the ids of what was there.
func TestIDsStayFromOneBundleToTheNext(t *testing.T) {
	ids := func(nights int) map[string]bool {
		d := charleytest.Diary(t, simulate.Options{Nights: 20, Seed: 4, NoGaps: true})
		all := d.Nights
		d.Nights = func(yield func(diary.NightRecord, error) bool) {
			for n, err := range all {
				if n.Night.Sub(d.From) >= nights || !yield(n, err) {
					return
				}
			}
		}
		d.Hash = "after so many nights"
		out := map[string]bool{}
		for _, list := range resources(t, written(t, handing{diary: d})) {
			for _, r := range list {
				if id := r["id"].(string); out[id] {
					t.Errorf("the id %s is there twice", id)
				} else {
					out[id] = true
				}
			}
		}
		return out
	}
	longer := ids(20)
	for id := range ids(10) {
		if !longer[id] {
			t.Errorf("%s is gone ten nights later", id)
		}
	}
}

// A diary in which nothing is written is a Bundle all the same, with nothing empty in it.
func TestAnEmptyDiaryIsABundleOfOnePerson(t *testing.T) {
	out := written(t, handing{diary: share.Diary{Settings: charley.DefaultSettings("UTC"), Made: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}})
	if got := resources(t, out); len(got) != 1 || len(got["Patient"]) != 1 {
		t.Errorf("got %v", got)
	}
	if bytes.Contains(out, []byte(`""`)) || bytes.Contains(out, []byte("null")) {
		t.Errorf("something in it is empty: %s", out)
	}
}

func TestAnErrorEndsIt(t *testing.T) {
	wrong := errors.New("the disk reports errors")
	d := charleytest.Diary(t, simulate.Demo(14, 7))
	d.Nights = func(yield func(diary.NightRecord, error) bool) { yield(diary.NightRecord{}, wrong) }
	if err := fhir.Write(&bytes.Buffer{}, d, fhir.Options{Base: base(t)}); !errors.Is(err, wrong) {
		t.Errorf("got %v while the nights were read", err)
	}
	if err := fhir.Write(full{wrong}, charleytest.Diary(t, simulate.Demo(400, 7)), fhir.Options{Base: base(t)}); !errors.Is(err, wrong) {
		t.Errorf("got %v while it was written", err)
	}
	if err := fhir.Write(&bytes.Buffer{}, d, fhir.Options{}); !errors.Is(err, charley.ErrInvalid) {
		t.Errorf("got %v without records", err)
	}
}

// A full disk takes nothing.
type full struct{ why error }

func (f full) Write([]byte) (int, error) { return 0, f.why }

// What bad was told of a test is written with its remedy and how it ended, and with nothing of what was drawn: also of a
// test that is itself left out because it is hidden and goes on.
func TestWhatBadWasToldIsWrittenWithoutTheLot(t *testing.T) {
	told := charley.Moment{Time: time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)}
	harm := func(id string, f charley.Fact) charley.Fact {
		f.Entry = charley.Entry{ID: charley.EntryID(id), Client: told.Time, Received: told.Time}
		f.About, f.Trial, f.Told = charley.FactHarm, "hidden", told
		return f
	}
	d := share.Diary{Settings: charley.DefaultSettings("UTC"), Made: time.Date(2026, 3, 6, 0, 0, 0, 0, time.UTC),
		Trials: []charley.Trial{{Entry: charley.Entry{ID: "hidden"}, Remedy: "magnesium-cream", Name: "Cream", Blind: charley.BlindHelper, First: charley.Night{Year: 2026, Month: 3, Day: 1}, Last: charley.Night{Year: 2026, Month: 3, Day: 28}}},
		Facts:  []charley.Fact{harm("a", charley.Fact{Grade: charley.HarmKept, Name: "a rash", From: "2026-03-03", Ended: charley.FlagSeen}), harm("b", charley.Fact{Grade: charley.HarmBothered, From: "2026-03"})}}
	all := byCode(resources(t, written(t, handing{diary: d}))["Observation"])
	if len(all["self-test"]) != 0 || len(all["self-test-harm"]) != 2 {
		t.Fatalf("got %d tests and %d told, want 0 and 2", len(all["self-test"]), len(all["self-test-harm"]))
	}
	said := func(o map[string]any) string { return string(charley.Value(o)) }
	one, other := said(all["self-test-harm"][0]), said(all["self-test-harm"][1])
	for _, want := range []string{`"grade.kept"`, `"effectiveDateTime":"2026-03-03"`, `"a rash"`, `"harm-ended.seen"`, `"A doctor or pharmacist has looked at it"`, `"magnesium-cream"`} {
		if !strings.Contains(one, want) {
			t.Errorf("%s is not in %s", want, one)
		}
	}
	if !strings.Contains(other, `"effectiveDateTime":"2026-03"`) || strings.Contains(other, "how-it-ended") || strings.Contains(other, "self-test-harm-what") {
		t.Errorf("what was not said is written: %s", other)
	}
}
