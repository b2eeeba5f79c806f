package knowledge

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Parts are what records of all kinds are made of, wherever it stands in them.
// They are found by the shape of the record, so that a new kind, or a new field,
// is held to the rules without anybody thinking of it.
type parts struct {
	texts    []textPart
	rules    []rulePart
	claims   []claimPart
	footings []footing
	// clinician says that what is being walked is for a clinician's eyes only.
	clinician bool
}

// A textPart is one text that people read.
type textPart struct {
	at, text  string
	key       string // of the field
	clinician bool   // for a clinician's eyes only
}

// A rulePart is one rule of the rule language.
type rulePart struct {
	at   string
	rule Rule
}

// A claimPart is a claim and where it stands.
type claimPart struct {
	at string
	Claim
}

// A footing is what something rests on: a mark and sources, and a date where the
// record has one.
type footing struct {
	at, mark string
	sources  []string
	dated    bool
	reviewed toml.LocalDate
}

// noText are the fields that hold ids, codes, numbers and addresses, or, as the
// title of a source does, the words of others.
var noText = []string{
	"id", "kind", "part", "urgency", "condition", "feature", "value", "no", "group", "about", "grade", "mark", "doi", "pmid", "address",
	"number", "points_to", "contains", "also", "features", "all", "none", "sources", "zones", "atc", "groups", "parents", "implies", "confused_with",
	"rows", "class", "certainty", "then", "cause", "fit", "easers", "as", "first", "risk", "first_for", "remedy", "drawing", "places", "usual", "gates",
	"from", "to", "alone", "few", "forms", "tested_by",
}

func partsOf(record any) parts {
	var p parts
	p.walk("", "", reflect.ValueOf(record))
	if s, ok := record.(Source); ok {
		p.texts = slices.DeleteFunc(p.texts, func(t textPart) bool { return t.text == s.Title })
	}
	return p
}

func (p *parts) walk(at, key string, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.String() != "" && !slices.Contains(noText, key) {
			p.texts = append(p.texts, textPart{at: at, text: v.String(), key: key, clinician: p.clinician})
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.walk(fmt.Sprintf("%s %d", at, i+1), key, v.Index(i))
		}
	case reflect.Struct:
		p.walkStruct(at, v)
	}
}

func (p *parts) walkStruct(at string, v reflect.Value) {
	switch r := v.Interface().(type) {
	case Rule:
		if !r.IsZero() {
			p.rules = append(p.rules, rulePart{at, r})
		}
		return
	case Claim:
		p.claims = append(p.claims, claimPart{at, r})
	case toml.LocalDate:
		return
	}
	if f, ok := footingOf(at, v); ok {
		p.footings = append(p.footings, f)
	}
	defer func(was bool) { p.clinician = was }(p.clinician)
	if c := v.FieldByName("Clinician"); c.IsValid() && c.Bool() {
		p.clinician = true
	}
	for i := range v.NumField() {
		if key := v.Type().Field(i).Tag.Get("toml"); key != "" {
			p.walk(strings.TrimSpace(at+" "+key), key, v.Field(i))
		}
	}
}

// footingOf is what a struct rests on, if it has a mark and sources. A source
// has a mark only, and is no footing of itself.
func footingOf(at string, v reflect.Value) (footing, bool) {
	mark, sources, date := v.FieldByName("Mark"), v.FieldByName("Sources"), v.FieldByName("Reviewed")
	if !mark.IsValid() || !sources.IsValid() {
		return footing{}, false
	}
	f := footing{at: at, mark: mark.String(), sources: sources.Interface().([]string), dated: date.IsValid()}
	if f.at == "" {
		f.at = "it"
	}
	if f.dated {
		f.reviewed = date.Interface().(toml.LocalDate)
	}
	return f, true
}

// An index is a base with what several rules look up.
type index struct {
	*Base
	cited map[string]bool       // ids of sources that something rests on
	names map[string][]nameUser // by plain name: the medicines and groups that go by it
	zones map[string][]string   // by time zone: the countries
}

func newIndex(b *Base) *index {
	x := &index{Base: b, cited: map[string]bool{}, names: map[string][]nameUser{}, zones: map[string][]string{}}
	for _, r := range b.Items() {
		for _, f := range partsOf(r.Record).footings {
			for _, id := range f.sources {
				x.cited[id] = true
			}
		}
	}
	for _, f := range partsOf(b.graph).footings {
		for _, id := range f.sources {
			x.cited[id] = true
		}
	}
	for _, c := range b.countries.list {
		for _, z := range c.Zones {
			x.zones[z] = append(x.zones[z], c.ID)
		}
	}
	x.indexNames()
	return x
}
