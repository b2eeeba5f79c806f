package fhir

import (
	"cmp"
	"time"

	"charley"
	"charley/knowledge"
	"charley/lookup"
)

// facts writes what stands: conditions and medicines as the person reports them, and what they answered. A later fact
// about a condition counts more than an earlier one.
func (b *bundle) facts() {
	about := b.aboutYou()
	for _, f := range b.d.Facts {
		switch f.About {
		case charley.FactCondition:
			about.condition(f)
		case charley.FactNone:
			about.none(f)
		case charley.FactMedicine:
			b.medicine(f, about.names)
		case charley.FactPregnancy:
			b.pregnancy(f)
		case charley.FactFlag:
			b.signEnded(f)
		case charley.FactRemedy:
			b.helped(f)
		case charley.FactLab:
			b.blood(f)
		case charley.FactHarm:
			b.harm(f)
		}
	}
	about.write()
	b.questions()
	b.legs()
}

// said is when a fact was written down, by its writer's clock where there is one.
func said(f charley.Fact) time.Time {
	if f.Client.IsZero() {
		return f.Received
	}
	return f.Client
}

// reported writes a condition that the person says they live with.
func (b *bundle) reported(id string, f charley.Fact, code Concept) {
	c := Condition{
		Type: "Condition", ID: id, Code: code, Subject: b.subject, Asserter: b.subject, Onset: f.From, Recorded: instant(said(f)), Note: b.notes(f.Note),
		Clinical:     Concept{Coding: []Coding{{System: hl7 + "condition-clinical", Code: "active", Display: "Active"}}},
		Verification: Concept{Coding: []Coding{{System: hl7 + "condition-ver-status", Code: "unconfirmed", Display: "Unconfirmed"}}},
		Category:     []Concept{{Coding: []Coding{{System: hl7 + "condition-category", Code: "problem-list-item", Display: "Problem List Item"}}}},
	}
	if b.over(f.Until) {
		c.Clinical.Coding[0] = Coding{System: hl7 + "condition-clinical", Code: "inactive", Display: "Inactive"}
		c.Abatement = f.Until
	}
	b.add(c.ID, c)
}

// over says that a partial date has passed when the Bundle is made.
func (b *bundle) over(until string) bool {
	return until != "" && until < b.d.Made.Format("2006-01-02")[:len(until)]
}

// medicine writes a medicine as it was written down, with its codes where it is settled which one it is.
func (b *bundle) medicine(f charley.Fact, names *lookup.Names) {
	m := Medication{
		Type: "MedicationStatement", ID: b.id("entry", string(f.ID)), Status: "active", Subject: b.subject, Source: b.subject,
		Asserted: instant(said(f)), Note: b.notes(f.Note), Code: Concept{Text: f.Name},
	}
	if b.over(f.Until) {
		m.Status = "completed"
	}
	var loose bool
	if m.Period, loose = period(f.From, f.Until); loose {
		m.Note = append(m.Note, Annotation{Text: f.From + " - " + f.Until})
	}
	if f.Dose != "" {
		m.Dosage = []Dosage{{f.Dose}}
	}
	if rec, known := b.medicineOf(f, names); known {
		m.Code.Text = cmp.Or(f.Name, rec.Name)
		m.Code.Coding = []Coding{{System: ownMedicine, Code: rec.ID, Display: rec.Name}}
		for _, code := range rec.ATC {
			m.Code.Coding = append(m.Code.Coding, Coding{System: atc, Code: code})
		}
	} else if m.Code.Text == "" {
		m.Code.Text = f.Code
	}
	b.add(m.ID, m)
}

// medicineOf is the record of a medicine: the one that was tapped, or the one whose whole name was written. A name
// that looks like that of another medicine is not settled.
func (b *bundle) medicineOf(f charley.Fact, names *lookup.Names) (knowledge.Medicine, bool) {
	if f.Code != "" {
		return b.o.Base.Medicines().Get(f.Code)
	}
	rec, known := names.Medicine(f.Name)
	return rec, known && len(rec.ConfusedWith) == 0
}

func (b *bundle) pregnancy(f charley.Fact) {
	o := b.observation(b.id("entry", string(f.ID)), thingPregnant)
	o.DateTime, o.Note = instant(said(f)), b.notes(f.Note)
	o.Value = b.answered(f.Answer)
	if !f.Due.IsZero() {
		p := parts{b: b}
		p.value(thingDue, Value{DateTime: f.Due.String()})
		o.Component = p.list
	}
	b.add(o.ID, o)
}

// answered is yes or no; "unsure" was asked and is not known, and silence is unknown.
func (b *bundle) answered(word string) Value {
	switch word {
	case "yes":
		return yesNo(charley.Yes)
	case "no":
		return yesNo(charley.No)
	case "unsure":
		return asked()
	}
	return unknown()
}

func (b *bundle) signEnded(f charley.Fact) {
	o := b.observation(b.id("entry", string(f.ID)), thingSignEnded)
	o.DateTime, o.Note = instant(said(f)), b.notes(f.Note)
	o.Value = Value{Concept: b.sign(f.Flag)}
	p := parts{b: b}
	p.words(thingHow, "ended", []string{f.Ended})
	o.Component = p.list
	b.add(o.ID, o)
}

// helped writes whether something that was tried before helped, as the person remembers. It is no finding.
func (b *bundle) helped(f charley.Fact) {
	o := b.observation(b.id("entry", string(f.ID)), thingHelped)
	o.DateTime, o.Note = instant(said(f)), b.notes(f.Note)
	o.Value = b.answered(f.Answer)
	remedy := b.remedy(f.Code, f.Name)
	p := parts{b: b}
	p.value(thingRemedy, Value{Concept: &remedy})
	o.Component = p.list
	b.add(o.ID, o)
}

// harm writes something bad that came up in a trial, with nothing of what was drawn. What it was is told for others to
// read, unlike a note.
func (b *bundle) harm(f charley.Fact) {
	o := b.observation(b.id("entry", string(f.ID)), thingHarm)
	o.DateTime, o.Issued, o.Note = f.Taken(), instant(said(f)), b.notes(f.Note)
	grade := b.word("grade", f.Grade)
	o.Value = Value{Concept: &grade}
	p := parts{b: b}
	for _, t := range b.d.Trials {
		if t.ID == f.Trial {
			remedy := b.remedy(t.Remedy, t.Name)
			p.value(thingRemedy, Value{Concept: &remedy})
		}
	}
	if f.Name != "" {
		p.value(thingWhat, Value{String: f.Name})
	}
	p.value(thingToldOn, Value{DateTime: instant(f.ToldAt())})
	if f.Ended != "" {
		p.words(thingHow, harmEnded, []string{f.Ended})
	}
	o.Component = p.list
	b.add(o.ID, o)
}

// remedy is a remedy by its record, in the words that it went by.
func (b *bundle) remedy(id, name string) Concept {
	if rec, known := b.o.Base.Remedies().Get(id); known {
		return Concept{Coding: []Coding{{System: ownRemedy, Code: rec.ID, Display: rec.Name}}, Text: name}
	}
	return Concept{Text: cmp.Or(name, id)}
}

// blood writes the result of a blood test as the person tells it.
func (b *bundle) blood(f charley.Fact) {
	o := b.observation(b.id("entry", string(f.ID)), "")
	o.DateTime, o.Issued, o.Note = f.From, instant(said(f)), b.notes(f.Note)
	test := bloods[f.Code]
	o.Code = Concept{Text: f.Code}
	for _, v := range bloodTests(b.o.Base) {
		if v.Value == f.Code {
			o.Code = b.concept(Coding{System: ownBlood, Code: v.Value, Display: v.Label}, "", test.also)
		}
	}
	switch {
	case f.Value == nil:
		o.Value = unknown()
	case test.unit == "":
		o.Value = Value{Quantity: &Quantity{Value: f.Value}}
	default:
		o.Value = Value{Quantity: amount(*f.Value, test.unit, test.unit)}
	}
	b.add(o.ID, o)
}

// sign is a warning sign by its record.
func (b *bundle) sign(id string) *Concept {
	if rec, known := b.o.Base.Flags().Get(id); known {
		return &Concept{Coding: []Coding{{System: ownSign, Code: id, Display: rec.Name}}}
	}
	return &Concept{Text: id}
}
