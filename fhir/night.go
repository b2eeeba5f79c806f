package fhir

import (
	"time"

	"charley"
	"charley/diary"
	"charley/knowledge"
)

// night writes one night: its spells, and what is known of it as a whole. Of a night of which nothing is known it
// writes nothing.
func (b *bundle) night(n diary.NightRecord) {
	if n.Evening != nil {
		b.day(n)
	}
	for _, e := range n.Episodes {
		b.spell(e)
	}
	if !n.Recorded() {
		return
	}
	b.whole(n, thingCramps, times(n, charley.Cramp, "{cramps}"))
	b.whole(n, thingRestless, times(n, charley.Restless, "{spells}"))
	if n.Count(charley.Cramp) > 0 {
		b.whole(n, thingWorst, maybe(n.Worst(charley.Cramp), "{score}"))
	}
	b.bad(n)
	if n.Morning == nil {
		return
	}
	b.whole(n, thingSleepLost, maybe((*float64)(n.Morning.SleepLost), "min"))
	b.whole(n, thingBother, maybe(n.Morning.Bother, "{score}"))
	b.morning(n)
}

// ofNight is an observation of a whole night.
func (b *bundle) ofNight(n diary.NightRecord, code string) Observation {
	o := b.observation(b.id("night", n.Night.String(), code), code)
	o.Period = &Period{instant(n.From), instant(n.To)}
	return o
}

func (b *bundle) whole(n diary.NightRecord, code string, v Value) {
	o := b.ofNight(n, code)
	o.Value = v
	p := parts{b: b}
	p.night(n.Night)
	o.Component = p.list
	b.add(o.ID, o)
}

// times is how often a thing came. Where that is not known to be all, it is the least that it can have been; and none is
// no count then.
func times(n diary.NightRecord, what, unit string) Value {
	count, exact := n.Count(what), n.Exact(what)
	if count == 0 && !exact {
		return unknown()
	}
	v := number(float64(count), unit)
	if !exact {
		v.Quantity.Comparator = ">="
	}
	return v
}

// bad says whether the night was bad, with the limits that decide it.
func (b *bundle) bad(n diary.NightRecord) {
	o := b.ofNight(n, thingBad)
	o.Value = yesNo(n.Bad)
	p := parts{b: b}
	p.night(n.Night)
	p.value(thingBadBother, number(float64(b.d.Settings.Bad.Bother), "{score}"))
	p.value(thingBadLost, number(float64(b.d.Settings.Bad.SleepLost), "min"))
	o.Component = p.list
	b.add(o.ID, o)
}

// morning writes the check-in: what is not a measure of its own.
func (b *bundle) morning(n diary.NightRecord) {
	m := n.Morning
	o := b.ofNight(n, thingMorning)
	o.Issued, o.Note = instant(m.Received), b.notes(m.Note)
	p := parts{b: b}
	p.night(n.Night)
	p.value(thingMore, yesNo(m.NothingMore))
	if m.Cramps != nil {
		p.value(thingCounted, number(*m.Cramps, "{cramps}"))
	}
	if m.CrampWorst != nil {
		p.value(thingWorst, number(*m.CrampWorst, "{score}"))
	}
	if m.Soreness != "" {
		p.words(thingSore, "soreness", []string{m.Soreness})
	}
	p.tri(thingFollowed, m.Followed)
	o.Component = p.list
	b.add(o.ID, o)
	if in, out := m.InBed.Time, m.OutOfBed.Time; !in.IsZero() && out.After(in) {
		o := b.observation(b.id("night", n.Night.String(), thingInBed), thingInBed)
		o.Period = &Period{instant(in), instant(out)}
		o.Value = number(out.Sub(in).Hours(), "h")
		b.add(o.ID, o)
	}
}

// spell writes one cramp, restless spell or other event.
func (b *bundle) spell(e charley.Episode) {
	o := b.observation(b.id("entry", string(e.ID)), thingSpell)
	what := b.word("what", e.What)
	o.Concept = &what
	o.Issued, o.Note = instant(e.Received), b.notes(e.Note)
	switch start := e.Start.Time; {
	case e.Open:
		o.Status, o.Period = "preliminary", &Period{Start: instant(start)}
	case e.Minutes != nil:
		o.Period = &Period{instant(start), instant(start.Add(time.Duration(float64(*e.Minutes) * float64(time.Minute))))}
	default:
		o.DateTime = instant(start)
	}
	o.Component = b.spellParts(e)
	b.add(o.ID, o)
}

func (b *bundle) spellParts(e charley.Episode) []Component {
	p := parts{b: b}
	p.night(e.Night)
	if e.Intensity != nil {
		code := thingSeverity
		if e.What == charley.Cramp {
			code = thingPain
		}
		p.value(code, number(*e.Intensity, "{score}"))
	}
	if e.Minutes != nil {
		p.value(thingMinutes, number(float64(*e.Minutes), "min"))
		p.so(thingGuess, e.Guess)
	} else if e.Guess {
		p.value(thingMinutes, asked())
	}
	p.so(thingAbout, e.About)
	if e.Side != "" {
		p.words(thingSide, "side", []string{e.Side})
	}
	p.words(thingPlace, "places", e.Places)
	p.tri(thingHard, e.Hard)
	p.words(thingTried, "tried", e.Tried)
	p.words(thingEased, "tried", e.EasedBy)
	p.so(thingNotEasing, e.NotEasing)
	p.tri(thingWoke, e.Woke)
	return p.list
}

// An exposure is one that can be asked each evening, ready to be written.
type exposure struct {
	concept    Concept
	unit, code string // of an amount
}

// exposureOf is how an exposure is written. One that a person thought of themselves has their words, and no code that
// anybody else could know.
func exposureOf(x knowledge.Exposure) exposure {
	e := exposure{unit: x.Unit, code: exposureUnits[x.ID], concept: Concept{Text: x.Name}}
	if !isOwn(x.ID) {
		e.concept.Coding = []Coding{{System: ownExposure, Code: x.ID, Display: x.Name}}
	}
	return e
}

func isOwn(id string) bool {
	return len(id) >= len(charley.OwnPrefix) && id[:len(charley.OwnPrefix)] == charley.OwnPrefix
}

// day writes the evening's answers: what the day before the night held.
func (b *bundle) day(n diary.NightRecord) {
	e := n.Evening
	o := b.observation(b.id("night", n.Night.String(), thingDay), thingDay)
	o.DateTime, o.Issued, o.Note = n.Night.String(), instant(e.Received), b.notes(e.Note)
	for _, id := range sortedKeys(e.Exposures) {
		x, known := b.exposures[id]
		if !known {
			x.concept = Concept{Text: id}
		}
		v := yesNo(e.Exposures[id].Said)
		if n := e.Exposures[id].Amount; n != nil {
			v = Value{Quantity: x.amount(*n)}
		}
		o.Component = append(o.Component, Component{Code: x.concept, Value: v})
	}
	p := parts{b: b, list: o.Component}
	p.tri(thingBefore, e.Fields.Flag("before_night"))
	o.Component = p.list
	if len(o.Component) > 0 || len(o.Note) > 0 {
		b.add(o.ID, o)
	}
}

func (x exposure) amount(n float64) *Quantity {
	if x.code == "" {
		return &Quantity{Value: &n, Unit: x.unit}
	}
	return amount(n, x.unit, x.code)
}
