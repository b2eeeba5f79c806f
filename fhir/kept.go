package fhir

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"charley"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// aways writes the nights away or ill.
func (b *bundle) aways() {
	for _, a := range b.d.Aways {
		o := b.observation(b.id("entry", string(a.ID)), thingAway)
		o.Period = &Period{a.From.String(), a.Until.String()}
		o.Issued, o.Note = instant(a.Received), b.notes(a.Note)
		o.Value = unknown()
		if a.Reason != "" {
			why := b.word("reason", a.Reason)
			o.Value = Value{Concept: &why}
		}
		b.add(o.ID, o)
	}
}

// everyFive are the milliseconds between two readings of an evening of sitting still.
const everyFive = 5 * 60 * 1000

// sitTests writes the evenings of sitting still.
func (b *bundle) sitTests() {
	for _, t := range b.d.SitTests {
		o := b.observation(b.id("entry", string(t.ID)), thingSit)
		o.DateTime, o.Issued, o.Note = instant(t.Start.Time), instant(t.Received), b.notes(t.Note)
		if !t.Done {
			o.Status = "preliminary"
		}
		o.Value = readings(t.Ratings)
		p := parts{b: b}
		p.night(t.Night)
		p.tri(thingSitUrge, t.Urge)
		p.tri(thingSitCramp, t.Cramp)
		if t.Stopped != nil {
			p.value(thingSitStopped, number(float64(*t.Stopped), "min"))
		}
		o.Component = p.list
		b.add(o.ID, o)
	}
}

// readings are ratings as FHIR has them; one that was skipped is E.
func readings(ratings []*float64) Value {
	var data []string
	some := false
	for _, r := range ratings {
		if r == nil {
			data = append(data, "E")
			continue
		}
		some = true
		data = append(data, strconv.FormatFloat(*r, 'f', -1, 64))
	}
	if !some {
		return unknown()
	}
	return Value{Sampled: &Sampled{Origin: *amount(0, unitNames["{score}"], "{score}"), Period: everyFive, Dimensions: 1, Data: strings.Join(data, " ")}}
}

// trials writes the remedies that were tested, or are. One that goes on and is hidden from the person is left out, as is
// one that was ended before its first night: nothing was observed.
func (b *bundle) trials() {
	for _, t := range b.d.Trials {
		goesOn := t.Ended.IsZero() && t.Sealed == "" // what is over by the calendar alone has no end that was written
		if goesOn && t.Blind == charley.BlindHelper || !t.Ended.IsZero() && t.Ended.Before(t.First) {
			continue
		}
		o := b.observation(b.id("entry", string(t.ID)), thingTest)
		o.Period, o.Note = &Period{t.First.String(), t.Last.String()}, b.notes(t.Note)
		if !t.Ended.IsZero() && t.Ended.Before(t.Last) {
			o.Period.End = t.Ended.String()
		}
		if goesOn {
			o.Status = "preliminary"
		}
		remedy := b.remedy(t.Remedy, t.Name)
		o.Value = Value{Concept: &remedy}
		p := parts{b: b}
		p.value(thingMeasure, Value{String: t.Measure})
		p.value(thingBlind, yesNo(charley.TriOf(t.Blind == charley.BlindHelper)))
		if t.EndedWhy != "" {
			p.words(thingWhy, "ended_why", []string{t.EndedWhy})
		}
		if t.Guess != "" {
			p.words(thingGuessed, "guess", []string{t.Guess})
		}
		o.Component = p.list
		b.add(o.ID, o)
	}
}

// questions writes what the person wants to ask a doctor.
func (b *bundle) questions() {
	visit, _ := charley.LatestVisit(b.d.Facts)
	for i, q := range visit.Questions {
		o := b.observation(b.id("question", string(visit.ID), strconv.Itoa(i)), thingQuestion)
		o.DateTime, o.Value = instant(said(visit)), Value{String: q}
		b.add(o.ID, o)
	}
}

// patient writes the person: with nothing about them unless it is wanted.
func (b *bundle) patient() {
	p := Patient{Type: "Patient", ID: b.id("patient")}
	if b.o.Patient {
		for _, f := range b.d.Facts {
			switch {
			case f.About == charley.FactSex && f.Sex != "":
				p.Gender = map[string]string{"F": "female", "M": "male", "U": "unknown"}[f.Sex]
			case f.About == charley.FactAge && f.Born != nil:
				p.BirthDate = strconv.Itoa(int(*f.Born))
			}
		}
		if visit, _ := charley.LatestVisit(b.d.Facts); visit.Name != "" {
			p.Name = []Human{{visit.Name}}
		}
	}
	b.add(p.ID, p)
}
