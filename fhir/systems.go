package fhir

import "charley/knowledge"

// Systems are all codes and units that a Bundle may hold apart from those of FHIR itself, with their names: by system,
// and by code. What is not among them was not reviewed.
func Systems(base *knowledge.Base) map[string]map[string]string {
	out := map[string]map[string]string{ownMade: {"charley": "Charley", "records": "Charley's records"}}
	put := func(system, code, display string) {
		if out[system] == nil {
			out[system] = map[string]string{}
		}
		out[system][code] = display
	}
	also := func(list []Foreign) {
		for _, f := range list {
			put(f.System, f.Code, f.Display)
		}
	}
	for _, r := range table {
		put(r.System, r.Code, r.Display)
		also(r.Also)
	}
	for _, unit := range units(base) {
		put(ucum, unit, unit)
	}
	for field, list := range words {
		for _, w := range list {
			put(ownWord, field+"."+w[0], w[1])
		}
	}
	for _, w := range answerWords {
		put(ownAnswer, w[0], w[1])
	}
	for _, f := range base.Features().All() {
		for _, v := range f.Values {
			c := valueCoding(f, v)
			put(c.System, c.Code, c.Display)
		}
	}
	for _, v := range bloodTests(base) {
		put(ownBlood, v.Value, v.Label)
		also(bloods[v.Value].also)
	}
	for _, x := range base.Exposures().All() {
		put(ownExposure, x.ID, x.Name)
	}
	for _, s := range base.Standing().All() {
		put(ownStanding, s.ID, s.Name)
		also(standingAlso[s.ID])
	}
	for _, m := range base.Medicines().All() {
		put(ownMedicine, m.ID, m.Name)
		for _, code := range m.ATC {
			put(atc, code, m.Name)
		}
	}
	for _, r := range base.Remedies().All() {
		put(ownRemedy, r.ID, r.Name)
	}
	for _, f := range base.Flags().All() {
		put(ownSign, f.ID, f.Name)
	}
	return out
}

// bloodTests are the blood tests of the codebook.
func bloodTests(base *knowledge.Base) []knowledge.Value {
	f, _ := base.Features().Get("labs")
	return f.Values
}

// units are all units that a Bundle may hold, in UCUM.
func units(base *knowledge.Base) []string {
	out := []string{portionUnit}
	for _, r := range table {
		if r.Unit != "" {
			out = append(out, r.Unit)
		}
	}
	for _, unit := range differenceUnits {
		out = append(out, unit)
	}
	for _, x := range base.Exposures().All() {
		if unit := exposureUnits[x.ID]; unit != "" {
			out = append(out, unit)
		}
	}
	for _, f := range base.Features().All() {
		out = append(out, unitOf(f))
	}
	for _, b := range bloods {
		out = append(out, b.unit)
	}
	return out
}
